//! What the effect of an app is measured by: how cases came, and how long they took.

use crate::{Store, StoreError, error::During};
use jiff::{SignedDuration, civil::Date};
use madoguchi_schema::{
    app::App,
    table::{ident, table_name},
};
use rusqlite::{params, params_from_iter};

/// Cases of a period by the way they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// The channel's word.
    pub channel: String,
    /// How many.
    pub cases: i64,
}

/// What is known of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// By channel.
    pub came: Vec<Came>,
    /// How many of them have ended.
    pub ended: i64,
    /// From arrival to end: half of them took no longer.
    pub median: Option<SignedDuration>,
}

/// Measures the cases that arrived between two days, both included.
pub fn measure(store: &Store, app: &App, (first, last): (Date, Date)) -> Result<Measured, StoreError> {
    let table = ident(&table_name(&app.id));
    let ends: Vec<&str> = app.workflow.states.values().filter(|s| s.end).map(|s| s.id.as_str()).collect();
    let period = "\"_created_on\" BETWEEN ? AND ?";
    let ended = format!("{period} AND \"_state\" IN ({})", vec!["?"; ends.len()].join(", "));
    let (first, last) = (first.to_string(), last.to_string());
    let values = || [first.as_str(), last.as_str()].into_iter().chain(ends.iter().copied());
    store.read(|conn| {
        let sql = format!("SELECT \"_channel\", count(*) FROM {table} WHERE {period} GROUP BY 1 ORDER BY 1");
        let mut find = conn.prepare_cached(&sql).during("count by channel")?;
        let rows = find.query_map(params![first, last], |r| Ok(Came { channel: r.get(0)?, cases: r.get(1)? }));
        let came = rows.and_then(Iterator::collect::<rusqlite::Result<Vec<_>>>).during("count by channel")?;
        let sql = format!("SELECT count(*) FROM {table} WHERE {ended}");
        let mut count = conn.prepare_cached(&sql).during("count ended cases")?;
        let ended_count: i64 = count.query_row(params_from_iter(values()), |r| r.get(0)).during("count ended cases")?;
        let sql = format!(
            "SELECT round((julianday(\"_updated_at\") - julianday(\"_created_at\")) * 86400) FROM {table} \
             WHERE {ended} ORDER BY 1 LIMIT 1 OFFSET {}",
            (ended_count - 1).max(0) / 2
        );
        let mut middle = conn.prepare(&sql).during("find median")?;
        let mut rows = middle.query(params_from_iter(values())).during("find median")?;
        let seconds: Option<f64> = match rows.next().during("find median")? {
            Some(row) => row.get(0).during("find median")?,
            None => None,
        };
        let median = seconds.map(SignedDuration::from_secs_f64);
        Ok(Measured { came, ended: ended_count, median })
    })
}
