//! 職務代理: who acts in the right of a vacant post, recorded by an administrator.

use crate::{Store, StoreError, error::During, moment::stamp};
use jiff::{Timestamp, civil::Date};
use rusqlite::params;

/// A recorded 職務代理.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acting {
    /// Number.
    pub id: i64,
    /// The unit.
    pub unit: String,
    /// Its post.
    pub post: String,
    /// Name of who acts.
    pub name: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub until: String,
}

const ALL: &str = "SELECT d.id, d.unit, d.post, s.name, d.from_day, d.until_day FROM deputy d
    JOIN staff s ON s.id = d.staff_id WHERE d.ended_at IS NULL AND d.until_day >= ?1 ORDER BY d.unit, d.post, d.id";

/// All that are not over on a day.
pub fn deputies(store: &Store, today: Date) -> Result<Vec<Acting>, StoreError> {
    store.read(|conn| {
        let mut find = conn.prepare_cached(ALL).during("list deputies")?;
        let rows = find.query_map([today.to_string()], |r| {
            let (id, unit, post) = (r.get(0)?, r.get(1)?, r.get(2)?);
            Ok(Acting { id, unit, post, name: r.get(3)?, from: r.get(4)?, until: r.get(5)? })
        });
        rows.and_then(Iterator::collect).during("list deputies")
    })
}

/// Records who acts in the right of a post.
pub async fn put_deputy(
    store: &Store,
    (unit, post): (String, String),
    staff: i64,
    (from, until): (Date, Date),
    by: i64,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO deputy (unit, post, staff_id, from_day, until_day, created_by, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let (from, until) = (from.to_string(), until.to_string());
    store
        .write(move |tx| {
            let row = params![unit, post, staff, from, until, by, stamp(now)];
            tx.execute(sql, row).map(drop).during("record deputy")
        })
        .await
}

/// Takes one back; whether there was one.
pub async fn end_deputy(store: &Store, id: i64, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE deputy SET ended_at = ?2 WHERE id = ?1 AND ended_at IS NULL";
    store.write(move |tx| tx.execute(sql, params![id, stamp(now)]).map(|n| n > 0).during("end deputy")).await
}
