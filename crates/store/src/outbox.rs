//! Mails that wait to be sent: written with the decision that orders them, sent later, retried.

use crate::{Store, StoreError, error::During, moment::stamp};
use jiff::Timestamp;
use madoguchi_engine::records::MailOrder;
use rusqlite::{Connection, params};

/// A mail to send now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Number.
    pub id: i64,
    /// The case it is about.
    pub receipt: String,
    /// Id in the app's `mail`.
    pub mail: String,
    /// Address.
    pub to: String,
    /// How often it was tried.
    pub attempts: u32,
}

const ADD: &str = "INSERT INTO outbox (case_id, event_id, mail, to_address, next_at, created_at, due_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6) ON CONFLICT (case_id, mail, due_at) WHERE due_at IS NOT NULL DO NOTHING";
const WAITING: &str = "SELECT o.id, c.receipt, o.mail, o.to_address, o.attempts
    FROM outbox o JOIN \"case\" c ON c.id = o.case_id
    WHERE o.status = 'waiting' AND o.next_at <= ?1 ORDER BY o.next_at, o.id LIMIT ?2";
const SENT: &str = "UPDATE outbox SET status = 'sent', attempts = attempts + 1, last_error = NULL WHERE id = ?1";
const FAILED: &str = "UPDATE outbox SET attempts = attempts + 1, last_error = ?2, next_at = coalesce(?3, next_at),
    status = iif(?3 IS NULL, 'failed', 'waiting') WHERE id = ?1";

/// Writes the mails that a decision orders; one that goes by itself is written once for each of its moments.
pub(crate) fn add(conn: &Connection, case: i64, event: i64, mails: &[MailOrder], now: &str) -> Result<(), StoreError> {
    for MailOrder { mail, to, due } in mails {
        let mut add = conn.prepare_cached(ADD).during("order mail")?;
        add.execute(params![case, event, mail, to, now, due.map(stamp)]).during("order mail")?;
    }
    Ok(())
}

/// Mails whose time has come, oldest first.
pub fn waiting(store: &Store, now: Timestamp, limit: u32) -> Result<Vec<Waiting>, StoreError> {
    store.read(|conn| {
        let mut find = conn.prepare_cached(WAITING).during("find mails")?;
        let rows = find.query_map(params![stamp(now), limit], |r| {
            Ok(Waiting { id: r.get(0)?, receipt: r.get(1)?, mail: r.get(2)?, to: r.get(3)?, attempts: r.get(4)? })
        });
        rows.and_then(Iterator::collect).during("find mails")
    })
}

/// Records that a mail was handed over.
pub async fn sent(store: &Store, id: i64) -> Result<(), StoreError> {
    store.write(move |tx| tx.execute(SENT, [id]).map(drop).during("record mail")).await
}

/// Records that a mail could not be handed over, and when to try again; never when `None`.
pub async fn failed(store: &Store, id: i64, why: String, again: Option<Timestamp>) -> Result<(), StoreError> {
    let again = again.map(stamp);
    store.write(move |tx| tx.execute(FAILED, params![id, why, again]).map(drop).during("record mail")).await
}
