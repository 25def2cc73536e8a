//! 不在: recorded by the person who is away, with the one who acts instead.

use crate::{Store, StoreError, error::During, moment::stamp};
use jiff::{Timestamp, civil::Date};
use rusqlite::params;

/// A recorded absence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Away {
    /// Number.
    pub id: i64,
    /// First day.
    pub from: String,
    /// Last day.
    pub until: String,
    /// Name of who acts instead.
    pub substitute: Option<String>,
}

const OF: &str = "SELECT a.id, a.from_day, a.until_day, s.name FROM absence a LEFT JOIN staff s ON s.id = a.substitute
    WHERE a.staff_id = ?1 AND a.ended_at IS NULL AND a.until_day >= ?2 ORDER BY a.from_day, a.id";

/// Absences of a person that are not over on a day, the nearest first.
pub fn absences_of(store: &Store, staff: i64, today: Date) -> Result<Vec<Away>, StoreError> {
    store.read(|conn| {
        let mut find = conn.prepare_cached(OF).during("list absences")?;
        let rows = find.query_map(params![staff, today.to_string()], |r| {
            Ok(Away { id: r.get(0)?, from: r.get(1)?, until: r.get(2)?, substitute: r.get(3)? })
        });
        rows.and_then(Iterator::collect).during("list absences")
    })
}

/// Records an absence.
pub async fn put_absence(
    store: &Store,
    staff: i64,
    (from, until): (Date, Date),
    substitute: Option<i64>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO absence (staff_id, from_day, until_day, substitute, created_at) VALUES (?1, ?2, ?3, ?4, ?5)";
    let (from, until) = (from.to_string(), until.to_string());
    store
        .write(move |tx| {
            let row = params![staff, from, until, substitute, stamp(now)];
            tx.execute(sql, row).map(drop).during("record absence")
        })
        .await
}

/// Takes an absence of the person back; whether there was one.
pub async fn end_absence(store: &Store, staff: i64, id: i64, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE absence SET ended_at = ?3 WHERE id = ?1 AND staff_id = ?2 AND ended_at IS NULL";
    store.write(move |tx| tx.execute(sql, params![id, staff, stamp(now)]).map(|n| n > 0).during("end absence")).await
}
