//! Rows behind the session layer: SHA-256 of the id, data, expiry. The layer itself is in the server.

use crate::{Store, StoreError};
use jiff::Timestamp;

/// Stores or replaces a session; `create` fails with `false` when the id exists.
pub async fn put(_store: &Store, _id_hash: [u8; 32], _data: String, _expires_at: Timestamp, _create: bool) -> Result<bool, StoreError> {
    todo!()
}

/// A session's data, unless expired at `now`.
pub fn get(_store: &Store, _id_hash: &[u8; 32], _now: Timestamp) -> Result<Option<String>, StoreError> {
    todo!()
}

/// Deletes one.
pub async fn delete(_store: &Store, _id_hash: [u8; 32]) -> Result<(), StoreError> {
    todo!()
}

/// Deletes expired ones.
pub async fn sweep(_store: &Store, _now: Timestamp) -> Result<usize, StoreError> {
    todo!()
}
