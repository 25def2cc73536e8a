//! Published versions: immutable sources, and the tables that fit them.

use crate::{Store, StoreError};
use jiff::Timestamp;
use madoguchi_schema::{app::App, source::SourceSet};

/// A published version as stored.
#[derive(Debug, Clone)]
pub struct StoredVersion {
    /// App id.
    pub app: String,
    /// Number, from 1.
    pub version: u32,
    /// [`App::hash`].
    pub hash: String,
    /// Its files with the city's.
    pub sources: SourceSet,
    /// When it was published.
    pub published_at: Timestamp,
}

/// Makes the app's tables fit (new tables, columns, indexes; nothing is ever dropped) and stores the next version.
/// The same hash as the newest version stores nothing. Returns the version that is now current.
pub async fn publish(_store: &Store, _app: &App, _sources: &SourceSet, _now: Timestamp) -> Result<u32, StoreError> {
    todo!()
}

/// All versions that are current or that a case or a draft stays on.
pub fn versions(_store: &Store) -> Result<Vec<StoredVersion>, StoreError> {
    todo!()
}
