//! Mails that will go by themselves: kept with the case whose answers they follow, looked for by their moment.

use crate::{
    Store, StoreError,
    error::During,
    moment::{self, stamp},
};
use jiff::Timestamp;
use madoguchi_engine::records::Reminder;
use rusqlite::{Connection, params};

const FORGET: &str = "DELETE FROM reminder WHERE case_id = ?1";
const ADD: &str = "INSERT INTO reminder (case_id, mail, at) VALUES (?1, ?2, ?3)";
const OF_CASE: &str = "SELECT mail, at FROM reminder WHERE case_id = ?1 ORDER BY at, mail";
const DUE: &str = "SELECT DISTINCT c.receipt FROM reminder r JOIN \"case\" c ON c.id = r.case_id
    WHERE r.at <= ?1 ORDER BY r.at, r.case_id LIMIT ?2";
const DROP: &str = "DELETE FROM reminder WHERE case_id = ?1 AND mail = ?2 AND at = ?3";

/// Writes the moments of a case instead of those that it had.
pub(crate) fn put(conn: &Connection, case: i64, reminders: &[Reminder]) -> Result<(), StoreError> {
    let mut forget = conn.prepare_cached(FORGET).during("forget reminders")?;
    forget.execute([case]).during("forget reminders")?;
    put_new(conn, case, reminders)
}

/// Writes the moments of a case that had none.
pub(crate) fn put_new(conn: &Connection, case: i64, reminders: &[Reminder]) -> Result<(), StoreError> {
    for Reminder { mail, at } in reminders {
        let mut add = conn.prepare_cached(ADD).during("write reminder")?;
        add.execute(params![case, mail, stamp(*at)]).during("write reminder")?;
    }
    Ok(())
}

/// The moments of a case.
pub(crate) fn of_case(conn: &Connection, case: i64) -> Result<Vec<Reminder>, StoreError> {
    let mut find = conn.prepare_cached(OF_CASE).during("read reminders")?;
    let mut rows = find.query([case]).during("read reminders")?;
    let mut reminders = Vec::new();
    while let Some(row) = rows.next().during("read reminders")? {
        let at: String = row.get(1).during("read reminders")?;
        reminders.push(Reminder { mail: row.get(0).during("read reminders")?, at: moment::parse(&at)? });
    }
    Ok(reminders)
}

/// Receipts of cases with a moment at or before `now`, the earliest first, at most `limit`.
pub fn due(store: &Store, now: Timestamp, limit: u32) -> Result<Vec<String>, StoreError> {
    store.read(|conn| {
        let mut find = conn.prepare_cached(DUE).during("find reminders")?;
        let rows = find.query_map(params![stamp(now), limit], |r| r.get(0));
        rows.and_then(Iterator::collect).during("find reminders")
    })
}

/// Takes moments away for which nothing is ordered; one that has moved meanwhile stays.
pub async fn drop(store: &Store, case: i64, reminders: Vec<Reminder>) -> Result<(), StoreError> {
    store
        .write(move |tx| {
            for Reminder { mail, at } in &reminders {
                let mut drop = tx.prepare_cached(DROP).during("drop reminder")?;
                drop.execute(params![case, mail, stamp(*at)]).during("drop reminder")?;
            }
            Ok(())
        })
        .await
}
