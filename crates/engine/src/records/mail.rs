//! Mails that a decision orders, and those that will go by themselves.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A mail to put into the outbox; template and answers are rendered when it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailOrder {
    /// Id in the app's `mail`.
    pub mail: String,
    /// Address.
    pub to: String,
    /// The moment for which it goes by itself: it is ordered once for each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
}

/// A mail that goes by itself, at a moment that lies ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// Id in the app's `mail`.
    pub mail: String,
    /// When.
    pub at: Timestamp,
}
