//! One writer thread with group commit, and read-only readers beside it.

use crate::StoreError;
use std::path::Path;

/// The store of one data directory. Cheap to clone.
#[derive(Clone)]
pub struct Store {}

impl Store {
    /// Opens or creates `DIR/madoguchi.db` (and `DIR/files`), migrates the system tables, starts the writer.
    pub fn open(_dir: &Path) -> Result<Store, StoreError> {
        todo!()
    }

    /// Commits what waits and stops the writer.
    pub fn close(&self) {
        todo!()
    }
}
