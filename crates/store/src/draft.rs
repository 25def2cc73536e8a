//! Drafts: answers as they were typed, by an unguessable id.

use crate::{Store, StoreError};
use jiff::Timestamp;
use madoguchi_engine::{answer::RawAnswers, records::Channel};
use madoguchi_schema::text::Lang;

/// A draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// 128 random bits as text.
    pub id: String,
    /// App id.
    pub app: String,
    /// Version it stays on.
    pub version: u32,
    /// Language of its pages.
    pub lang: Lang,
    /// How it arrives.
    pub channel: Channel,
    /// The clerk who enters it.
    pub staff: Option<i64>,
    /// As typed, hidden answers included.
    pub raw: RawAnswers,
    /// Pages that were posted without a mistake.
    pub done: Vec<String>,
    /// Receipt, once submitted.
    pub receipt: Option<String>,
    /// When it is deleted.
    pub expires_at: Timestamp,
}

/// Starts a draft with nothing in it.
pub async fn start(_store: &Store, _draft: Draft) -> Result<(), StoreError> {
    todo!()
}

/// A draft that has not expired.
pub fn load(_store: &Store, _id: &str, _now: Timestamp) -> Result<Option<Draft>, StoreError> {
    todo!()
}

/// Saves what was typed on a page: these keys replace the same keys, all in one transaction.
pub async fn save(_store: &Store, _id: String, _typed: RawAnswers, _done: Option<String>) -> Result<(), StoreError> {
    todo!()
}

/// Deletes drafts that expired before `now`, with their files and holds.
pub async fn sweep(_store: &Store, _now: Timestamp) -> Result<usize, StoreError> {
    todo!()
}

/// A fresh random id.
pub fn new_id() -> String {
    todo!()
}
