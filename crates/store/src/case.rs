//! Cases: load as facts, commit a change against the revision that was seen.

use crate::{Store, StoreError};
use jiff::Timestamp;
use madoguchi_engine::records::{CaseFacts, Change};
use madoguchi_schema::app::App;
use std::sync::Arc;

/// One entry of the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Number in the chain.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who, as shown: 申込者, a name, 自動.
    pub actor: madoguchi_engine::records::Actor,
    /// Action id, or `submit`, `change_slot`, `edit`, `expire`.
    pub action: String,
    /// State before.
    pub from: Option<String>,
    /// State after.
    pub to: String,
    /// Note.
    pub note: Option<String>,
    /// Revision after.
    pub revision: i64,
}

/// Why a change was not stored.
#[derive(Debug)]
pub enum NotChanged {
    /// Someone was first: the last event.
    Stale(Box<Event>),
    /// The slot of this question has no room.
    SoldOut {
        /// The slot question.
        question: String,
    },
    /// Disk or database.
    Store(StoreError),
}

/// A case by receipt number (upper or lower case, hyphens optional).
pub fn by_receipt(_store: &Store, _receipt: &str) -> Result<Option<CaseFacts>, StoreError> {
    todo!()
}

/// A case by receipt number and its secret, compared in constant time; one answer for both mistakes.
pub fn by_secret(_store: &Store, _receipt: &str, _secret: &str) -> Result<Option<CaseFacts>, StoreError> {
    todo!()
}

/// The history, oldest first.
pub fn history(_store: &Store, _case: i64) -> Result<Vec<Event>, StoreError> {
    todo!()
}

/// Stores the change when the revision is still the one seen; returns the new revision.
/// `app` is the app in the case's own version.
pub async fn commit(_store: &Store, _app: Arc<App>, _change: Change) -> Result<i64, NotChanged> {
    todo!()
}

/// Receipts of cases whose state leaves by itself at or before `now`, at most `limit`.
pub fn expired(_store: &Store, _now: Timestamp, _limit: u32) -> Result<Vec<String>, StoreError> {
    todo!()
}

/// Records that a member of staff read a case or exported a list.
pub async fn audit(
    _store: &Store,
    _staff: i64,
    _what: &'static str,
    _subject: String,
    _now: Timestamp,
) -> Result<(), StoreError> {
    todo!()
}
