//! The clerks' search: a bigram index over names, phone numbers, addresses and texts, without a copy of them.
//!
//! The index follows the event chain: a thread of its own reads what changed after the event noted in `setting`, computes
//! the words and gives them to the writer together with the new mark, so that a crash loses nothing. What is not indexed
//! yet is compared directly, so that a case is found at once.

mod fold;
mod indexer;
mod plan;

pub(crate) use indexer::{Wake, run, wake};
pub(crate) use plan::Plan;

use crate::{StoreError, error::During};
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, HashMap};

/// Key of the mark in `setting`.
const MARK: &str = "search.event";

/// Most changes compared directly; the index is never further behind for long.
const FRESH: u32 = 300;

/// What to look for: a query of the index, and the cases behind its mark that fit too.
#[derive(Debug)]
pub(crate) struct Wanted {
    /// For `search MATCH`.
    pub(crate) query: String,
    /// Case numbers.
    pub(crate) fresh: Vec<i64>,
}

/// Reads what a clerk typed; `None` when nothing remains of it.
pub(crate) fn wanted(conn: &Connection, typed: &str) -> Result<Option<Wanted>, StoreError> {
    let Some(query) = fold::query(typed) else { return Ok(None) };
    let terms = fold::terms(typed);
    let changed = changed(conn, FRESH)?;
    let mut fresh = Vec::new();
    for (case, fields) in texts(conn, &changed.cases)? {
        let fields: Vec<String> = fields.iter().map(|f| fold::fold(f)).collect();
        if terms.iter().all(|term| fields.iter().any(|f| f.contains(term.as_str()))) {
            fresh.push(case);
        }
    }
    Ok(Some(Wanted { query, fresh }))
}

/// Cases whose answers changed after the mark.
#[derive(Debug, Default)]
struct Changed {
    /// The last event before them.
    mark: i64,
    /// The last event that was looked at.
    until: i64,
    /// Case with its app, and whether it may be in the index already.
    cases: BTreeMap<i64, (String, bool)>,
}

/// The event up to which everything is indexed.
fn mark(conn: &Connection) -> Result<i64, StoreError> {
    let mut read = conn.prepare_cached("SELECT value FROM setting WHERE key = ?1").during("read search mark")?;
    let mark: Option<String> = read.query_row([MARK], |r| r.get(0)).optional().during("read search mark")?;
    Ok(mark.and_then(|m| m.parse().ok()).unwrap_or(0))
}

fn changed(conn: &Connection, limit: u32) -> Result<Changed, StoreError> {
    let mark = mark(conn)?;
    let mut changed = Changed { mark, until: mark, ..Changed::default() };
    let sql = "SELECT e.id, e.case_id, e.answers IS NOT NULL, e.revision > 1, c.app
        FROM event e JOIN \"case\" c ON c.id = e.case_id WHERE e.id > ?1 ORDER BY e.id LIMIT ?2";
    let mut find = conn.prepare_cached(sql).during("find changes")?;
    let mut rows = find.query((mark, limit)).during("find changes")?;
    while let Some(row) = rows.next().during("find changes")? {
        changed.until = row.get(0).during("find changes")?;
        if row.get(2).during("find changes")? {
            let case = row.get(1).during("find changes")?;
            let (known, app) = (row.get(3).during("find changes")?, row.get(4).during("find changes")?);
            changed.cases.entry(case).or_insert((app, known));
        }
    }
    Ok(changed)
}

/// The searched fields of cases, as they are in the tables now.
fn texts(conn: &Connection, cases: &BTreeMap<i64, (String, bool)>) -> Result<Vec<(i64, Vec<String>)>, StoreError> {
    let mut plans: HashMap<&str, plan::Statements> = HashMap::new();
    let mut found = Vec::with_capacity(cases.len());
    for (case, (app, _)) in cases {
        if !plans.contains_key(app.as_str()) {
            plans.insert(app, plan::Statements::load(conn, app)?);
        }
        if let Some(plan) = plans.get(app.as_str()) {
            found.push((*case, plan.texts(conn, *case)?));
        }
    }
    Ok(found)
}
