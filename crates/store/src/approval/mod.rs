//! Approval routes: how far each is, for whom they wait, who is away and who acts instead.
//!
//! `approval` and `approval_wait` are a projection of the events, written in the same transaction.

mod absence;
mod deputy;
mod roster;
mod waiting;

pub use absence::{Away, absences_of, end_absence, put_absence};
pub use deputy::{Acting, deputies, end_deputy, put_deputy};
pub use roster::roster;
pub use waiting::{Waiting, open_steps, waiting_for};

use crate::{StoreError, connection::Tx, error::During};
use madoguchi_engine::approval::{Holder, Progress};
use rusqlite::{Connection, OptionalExtension, params};

const PUT: &str = "INSERT INTO approval (case_id, progress) VALUES (?1, ?2)
    ON CONFLICT (case_id) DO UPDATE SET progress = excluded.progress";
const WAIT: &str =
    "INSERT INTO approval_wait (case_id, place, kind, label, holder, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

/// Stores how far the route of a case is now.
pub(crate) fn put(tx: &Tx<'_>, case: i64, progress: &Progress) -> Result<(), StoreError> {
    let json = serde_json::to_string(progress).during("write route")?;
    let during = "store route";
    tx.prepare_cached(PUT).and_then(|mut put| put.execute(params![case, json])).during(during)?;
    let delete = "DELETE FROM approval_wait WHERE case_id = ?1";
    tx.prepare_cached(delete).and_then(|mut delete| delete.execute([case])).during(during)?;
    let mut insert = tx.prepare_cached(WAIT).during(during)?;
    for (place, wait) in (0_i64..).zip(waits(progress)) {
        let Wait { kind, label, holder, since } = wait;
        insert.execute(params![case, place, kind, label, holder, since]).during(during)?;
    }
    Ok(())
}

/// One row of `approval_wait`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wait {
    pub(crate) kind: &'static str,
    pub(crate) label: String,
    pub(crate) holder: String,
    pub(crate) since: String,
}

/// For whom a route waits; a seat without holders waits for nobody, which is a row too.
pub(crate) fn waits(progress: &Progress) -> Vec<Wait> {
    let since = |at: jiff::Timestamp| crate::moment::stamp(at);
    let opened = progress.open().and_then(|(_, step)| step.since).unwrap_or(progress.started_at);
    let mut waits = Vec::new();
    for seat in progress.waiting() {
        let mut keys: Vec<String> = seat.holders.iter().map(key).collect();
        if keys.is_empty() {
            keys.push(String::new());
        }
        let wait = |holder| Wait { kind: "seat", label: seat.label.clone(), holder, since: since(opened) };
        waits.extend(keys.into_iter().map(wait));
    }
    let review = |review: &madoguchi_engine::approval::Review| Wait {
        kind: "review",
        label: review.label.clone(),
        holder: review.decider.id.map(|id| key(&Holder::Staff(id))).unwrap_or_default(),
        since: since(review.at),
    };
    waits.extend(progress.unread().map(review));
    waits
}

/// A holder as one word.
pub(crate) fn key(holder: &Holder) -> String {
    match holder {
        Holder::Unit(unit) => format!("unit:{unit}"),
        Holder::Post(unit, post) => format!("post:{unit}/{post}"),
        Holder::Staff(id) => format!("staff:{id}"),
        Holder::Login(login) => format!("login:{login}"),
        Holder::Anyone => "anyone".to_owned(),
    }
}

/// How far the route of a case is.
pub(crate) fn of_case(conn: &Connection, case: i64) -> Result<Option<Progress>, StoreError> {
    let sql = "SELECT progress FROM approval WHERE case_id = ?1";
    let mut find = conn.prepare_cached(sql).during("load route")?;
    let json: Option<String> = find.query_row([case], |r| r.get(0)).optional().during("load route")?;
    json.map(|json| serde_json::from_str(&json).during("load route")).transpose()
}

/// What is stored of the routes that is not what the events say, in words.
pub(crate) fn faults(conn: &Connection, case: i64) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT json_extract(detail, '$.progress') FROM event
        WHERE case_id = ?1 AND json_extract(detail, '$.progress') IS NOT NULL ORDER BY id DESC LIMIT 1";
    let mut find = conn.prepare_cached(sql).during("read record of route")?;
    let recorded: Option<String> = find.query_row([case], |r| r.get(0)).optional().during("read record of route")?;
    let recorded: Option<Progress> =
        recorded.map(|json| serde_json::from_str(&json).during("read record of route")).transpose()?;
    let mut faults = Vec::new();
    if of_case(conn, case)? != recorded {
        faults.push("its approval route is not what its events say".to_owned());
    }
    let expected: Vec<(String, String)> =
        recorded.iter().flat_map(waits).map(|wait| (wait.holder, wait.label)).collect();
    let sql = "SELECT holder, label FROM approval_wait WHERE case_id = ?1 ORDER BY place";
    let mut find = conn.prepare_cached(sql).during("read who is asked")?;
    let found = find.query_map([case], |r| Ok((r.get(0)?, r.get(1)?))).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    if found.during("read who is asked")? != expected {
        faults.push("it waits for others than its approval route says".to_owned());
    }
    Ok(faults)
}
