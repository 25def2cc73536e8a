//! A decided submission becomes a case: one transaction, acknowledged when it is on disk.

use crate::{Store, StoreError};
use jiff::Timestamp;
use madoguchi_engine::records::NewCase;
use madoguchi_schema::app::App;
use std::sync::Arc;

/// Makes a resend harmless: the same key and body give the same receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Chosen by the client; `draft:ID` for a draft.
    pub key: String,
    /// SHA-256 of what was sent.
    pub body: [u8; 32],
}

/// What a stored submission gives back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// Case number.
    pub case: i64,
    /// Receipt number.
    pub receipt: String,
    /// Secret for `/status`; derived from the receipt with the store's key, the same at each resend.
    pub secret: String,
    /// State after automatic actions.
    pub state: String,
    /// Version of the definition.
    pub version: u32,
    /// When it was received.
    pub received_at: Timestamp,
    /// It had been accepted before.
    pub repeated: bool,
}

/// Why the transaction stored nothing.
#[derive(Debug)]
pub enum Refused {
    /// The slot of this question has no room for all units.
    SoldOut {
        /// The slot question.
        question: String,
    },
    /// The person has as many open cases as are allowed.
    Limit {
        /// How many are allowed.
        open: u32,
    },
    /// The key was used with another body.
    KeyReused,
    /// Disk or database.
    Store(StoreError),
}

/// Stores the case: key, limits, capacity (sum of live units + own ≤ capacity, the draft's own hold excluded and
/// turned into the booking), typed row, child rows, events, outbox. Attaches the draft's files and marks it submitted.
pub async fn accept(
    _store: &Store,
    _app: Arc<App>,
    _new: NewCase,
    _key: Option<Key>,
    _draft: Option<String>,
) -> Result<Accepted, Refused> {
    todo!()
}

/// The earlier acceptance under a key, for a resend that arrives before anything is evaluated.
pub fn earlier(_store: &Store, _key: &str) -> Result<Option<Accepted>, StoreError> {
    todo!()
}
