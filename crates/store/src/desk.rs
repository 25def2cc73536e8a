//! What lies on whose desk: cases that someone takes care of, started, or was told of because nobody acted in time.

use crate::{Store, StoreError, connection::Tx, error::During, moment::stamp};
use jiff::Timestamp;
use madoguchi_engine::records::Change;
use rusqlite::{Row, params};
use std::collections::HashMap;

/// Who takes care of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignee {
    /// Account number.
    pub id: i64,
    /// Name.
    pub name: String,
}

const ASSIGN: &str = "INSERT INTO assignment (case_id, staff_id, at) VALUES (?1, ?2, ?3)
    ON CONFLICT (case_id) DO UPDATE SET staff_id = excluded.staff_id, at = excluded.at";
const ASSIGNEES: &str = "SELECT a.case_id, s.id, s.name FROM assignment a JOIN staff s ON s.id = a.staff_id
    WHERE a.case_id IN (SELECT value FROM json_each(?1))";
const ASSIGNED: &str = "SELECT c.receipt FROM assignment a JOIN \"case\" c ON c.id = a.case_id
    WHERE a.staff_id = ?1 ORDER BY a.at DESC LIMIT ?2";
const STARTED: &str = "SELECT receipt FROM \"case\" WHERE starter = ?1 ORDER BY id DESC LIMIT ?2";
const ESCALATED: &str = "SELECT c.receipt FROM escalation e JOIN \"case\" c ON c.id = e.case_id
    WHERE e.app = ?1 ORDER BY e.at LIMIT ?2";
const ESCALATE: &str = "INSERT INTO escalation (case_id, app, at) VALUES (?1, ?2, ?3) ON CONFLICT (case_id) DO NOTHING";
const ATTACH: &str = "UPDATE file SET case_id = ?2 WHERE id = ?1 AND case_id IS NULL";

/// Says who takes care of a case, or that nobody does.
pub async fn assign(store: &Store, case: i64, staff: Option<i64>, now: Timestamp) -> Result<(), StoreError> {
    store
        .write(move |tx| match staff {
            Some(staff) => tx.execute(ASSIGN, params![case, staff, stamp(now)]).map(drop).during("assign case"),
            None => {
                let sql = "DELETE FROM assignment WHERE case_id = ?1";
                tx.execute(sql, [case]).map(drop).during("assign case")
            }
        })
        .await
}

/// Who takes care of a case.
pub fn assignee(store: &Store, case: i64) -> Result<Option<Assignee>, StoreError> {
    Ok(assignees(store, &[case])?.remove(&case))
}

/// Who takes care of which of these cases.
pub fn assignees(store: &Store, cases: &[i64]) -> Result<HashMap<i64, Assignee>, StoreError> {
    let cases = serde_json::to_string(cases).during("write list")?;
    store.read(|conn| {
        let mut find = conn.prepare_cached(ASSIGNEES).during("find assignees")?;
        let read = |r: &Row<'_>| Ok((r.get(0)?, Assignee { id: r.get(1)?, name: r.get(2)? }));
        find.query_map([cases], read).and_then(Iterator::collect).during("find assignees")
    })
}

/// Receipts of the cases that someone takes care of, the newest first.
pub fn assigned(store: &Store, staff: i64, limit: u32) -> Result<Vec<String>, StoreError> {
    receipts(store, ASSIGNED, staff, limit)
}

/// Receipts of the cases that someone started, the newest first.
pub fn started(store: &Store, staff: i64, limit: u32) -> Result<Vec<String>, StoreError> {
    receipts(store, STARTED, staff, limit)
}

/// Receipts of an app's cases in which nobody acted in time, the oldest first.
pub fn escalated(store: &Store, app: &str, limit: u32) -> Result<Vec<String>, StoreError> {
    receipts(store, ESCALATED, app, limit)
}

fn receipts(store: &Store, sql: &str, of: impl rusqlite::ToSql, limit: u32) -> Result<Vec<String>, StoreError> {
    store.read(|conn| {
        let mut find = conn.prepare_cached(sql).during("list a desk")?;
        find.query_map(params![of, limit], |r| r.get(0)).and_then(Iterator::collect).during("list a desk")
    })
}

/// What a change does to desks: an escalation is noted until the state is left; files of steps become the case's.
pub(crate) fn follow(tx: &Tx<'_>, app: &str, change: &Change, now: &str) -> Result<(), StoreError> {
    for step in &change.steps {
        if step.from.as_ref() != Some(&step.to) {
            let mut forget = tx.prepare_cached("DELETE FROM escalation WHERE case_id = ?1").during("end escalation")?;
            forget.execute([change.case]).during("end escalation")?;
        } else if step.action == "escalate" {
            tx.prepare_cached(ESCALATE)
                .and_then(|mut s| s.execute(params![change.case, app, now]))
                .during("note escalation")?;
        }
        for file in step.files.iter().filter_map(|file| file.get("id")?.as_str()) {
            tx.prepare_cached(ATTACH).and_then(|mut s| s.execute(params![file, change.case])).during("attach file")?;
        }
    }
    Ok(())
}
