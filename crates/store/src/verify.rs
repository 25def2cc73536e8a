//! Checks what is stored: integrity, foreign keys, event chain, ledger = bookings, rows = events.

use crate::{Store, StoreError};

/// What was looked at and what is wrong, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Cases looked at.
    pub cases: u64,
    /// Events looked at.
    pub events: u64,
    /// Live bookings looked at.
    pub bookings: u64,
    /// Faults; none when all is well.
    pub faults: Vec<String>,
}

/// Checks everything.
pub fn verify(_store: &Store) -> Result<Report, StoreError> {
    todo!()
}

/// Copies the live database into `file` with SQLite's online backup.
pub fn backup(_store: &Store, _file: &std::path::Path) -> Result<(), StoreError> {
    todo!()
}
