//! The capacity ledger: what is taken, and holds for drafts.

use crate::{Store, StoreError};
use jiff::{Timestamp, civil::Date};
use madoguchi_engine::records::{Claim, Taken};

/// Whose own units do not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Own {
    /// Nobody's.
    Nobody,
    /// A draft's hold.
    Draft(String),
    /// A case's booking.
    Case(i64),
}

/// What is taken between two days, both included: booked, or held and not expired at `now`.
pub fn taken(
    _store: &Store,
    _app: &str,
    _book: &str,
    _area: &str,
    _days: (Date, Date),
    _own: &Own,
    _now: Timestamp,
) -> Result<Vec<Taken>, StoreError> {
    todo!()
}

/// Holds capacity for a draft until `expires_at`, instead of what it held; `false` when there is no room.
pub async fn hold(
    _store: &Store,
    _app: String,
    _draft: String,
    _claim: Claim,
    _expires_at: Timestamp,
    _now: Timestamp,
) -> Result<bool, StoreError> {
    todo!()
}

/// Gives a draft's holds back.
pub async fn release_draft(_store: &Store, _draft: String) -> Result<(), StoreError> {
    todo!()
}

/// Deletes holds that expired before `now`; only tidies, expiry is always computed.
pub async fn sweep(_store: &Store, _now: Timestamp) -> Result<usize, StoreError> {
    todo!()
}
