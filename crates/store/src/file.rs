//! Files: content-addressed on disk, referenced inside the transaction.

use crate::{Store, StoreError};
use jiff::Timestamp;

/// A stored file as answers name it: canonical answers of a file question are `[{id, name, size, media}]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Random id.
    pub id: String,
    /// Name as uploaded, path parts removed.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Media type by magic bytes.
    pub media: String,
    /// SHA-256 (hex), the name on disk.
    pub hash: String,
}

/// Writes the bytes (fsync) and the row for a draft.
pub async fn add(
    _store: &Store,
    _draft: String,
    _question: String,
    _name: String,
    _media: String,
    _bytes: Vec<u8>,
    _now: Timestamp,
) -> Result<Stored, StoreError> {
    todo!()
}

/// A file of a draft or a case with its bytes: `(file, draft, case, question)`.
pub fn load(_store: &Store, _id: &str) -> Result<Option<Loaded>, StoreError> {
    todo!()
}

/// A file with whose it is.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The file.
    pub file: Stored,
    /// Its draft.
    pub draft: Option<String>,
    /// Its case.
    pub case: Option<i64>,
    /// Its question.
    pub question: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Takes a file off a draft.
pub async fn remove(_store: &Store, _draft: String, _id: String) -> Result<(), StoreError> {
    todo!()
}
