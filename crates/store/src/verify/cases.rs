//! Each case: its row is what its events say, and it has the capacity that its answers and state say.

use super::{Apps, Report};
use crate::{StoreError, approval, capacity, error::During, tally, waiting};
use madoguchi_engine::{
    booking::waiting_at,
    records::{Claim, Wait},
};
use madoguchi_schema::{
    answers::Answers,
    app::App,
    field::Kind,
    table::{self, Cell, ident, table_name},
};
use rusqlite::{Connection, OptionalExtension, params_from_iter, types::ValueRef};
use std::collections::BTreeSet;

const CASES: &str = "SELECT c.id, c.app, c.version, c.receipt, e.to_state, e.revision,
        (SELECT a.answers FROM event a WHERE a.case_id = c.id AND a.answers IS NOT NULL ORDER BY a.id DESC LIMIT 1)
    FROM \"case\" c LEFT JOIN event e ON e.id = (SELECT max(l.id) FROM event l WHERE l.case_id = c.id)
    ORDER BY c.id";

const IN_SERIES: &str = "SELECT EXISTS (SELECT 1 FROM sequence WHERE ?1 GLOB series)";

/// A case as the record has it.
struct Recorded {
    id: i64,
    version: u32,
    receipt: String,
    state: Option<String>,
    revision: Option<i64>,
    answers: Option<String>,
}

pub(super) fn check(conn: &Connection, apps: &Apps, report: &mut Report) -> Result<(), StoreError> {
    let mut find = conn.prepare(CASES).during("read cases")?;
    let mut rows = find.query([]).during("read cases")?;
    let mut seen: BTreeSet<String> = apps.keys().map(|(app, _)| app.clone()).collect();
    while let Some(row) = rows.next().during("read cases")? {
        let read = || -> rusqlite::Result<(String, Recorded)> {
            let app: String = row.get(1)?;
            let (id, version, receipt) = (row.get(0)?, row.get(2)?, row.get(3)?);
            let (state, revision, answers) = (row.get(4)?, row.get(5)?, row.get(6)?);
            Ok((app, Recorded { id, version, receipt, state, revision, answers }))
        };
        let (app, case) = read().during("read cases")?;
        report.cases += 1;
        let faults = match apps.get(&(app.clone(), case.version)) {
            Some(compiled) => check_one(conn, compiled, &case)?,
            None => {
                let mut faults = check_row(conn, &app, &case)?;
                faults.push(format!("version {} of its definition cannot be read", case.version));
                faults
            }
        };
        seen.insert(app);
        report.faults.extend(faults.into_iter().map(|fault| format!("case {}: {fault}", case.id)));
    }
    drop(rows);
    for app in &seen {
        let sql = format!(
            "SELECT count(*) FROM {} WHERE \"_case\" NOT IN (SELECT id FROM \"case\" WHERE app = ?1)",
            ident(&table_name(app))
        );
        let strays: u32 = conn.query_row(&sql, [app], |r| r.get(0)).during("count stray rows")?;
        if strays > 0 {
            report.fault(format!("app {app}: {strays} rows without a case"));
        }
        if tally::of(conn, app)? != counted(conn, app)? {
            report.fault(format!("app {app}: the tally of its states is not what its rows say"));
        }
    }
    Ok(())
}

/// Cases per state, counted.
fn counted(conn: &Connection, app: &str) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = format!("SELECT \"_state\", count(*) FROM {} GROUP BY 1 ORDER BY 1", ident(&table_name(app)));
    let mut count = conn.prepare(&sql).during("count states")?;
    let rows = count.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).during("count states")?;
    rows.collect::<rusqlite::Result<_>>().during("count states")
}

fn check_one(conn: &Connection, app: &App, case: &Recorded) -> Result<Vec<String>, StoreError> {
    let mut faults = check_row(conn, &app.id, case)?;
    faults.extend(approval::faults(conn, case.id)?);
    if app.number.is_some() && !conn.query_row(IN_SERIES, [&case.receipt], |r| r.get(0)).during("find series")? {
        faults.push("its receipt number belongs to no series".to_owned());
    }
    let Some(answers) = &case.answers else { return Ok(faults) };
    let Ok(answers) = serde_json::from_str::<Answers>(answers) else {
        faults.push("its answers cannot be read".to_owned());
        return Ok(faults);
    };
    faults.extend(check_cells(conn, app, case.id, &answers)?);
    faults.extend(check_children(conn, app, case.id, &answers)?);
    let claims = capacity::of_case(conn, case.id)?;
    let state = case.state.as_deref().unwrap_or_default();
    faults.extend(check_claims(app, state, &answers, &claims));
    faults.extend(check_waits(app, state, &answers, &waiting::of_case(conn, case.id)?));
    Ok(faults)
}

/// The columns that repeat the record.
fn check_row(conn: &Connection, app: &str, case: &Recorded) -> Result<Vec<String>, StoreError> {
    let sql = format!(
        "SELECT \"_state\", \"_revision\", \"_version\", \"_receipt\" FROM {} WHERE \"_case\" = ?1",
        ident(&table_name(app))
    );
    let mut find = conn.prepare_cached(&sql).during("read row")?;
    type System = (String, i64, u32, String);
    let row: Option<System> = find
        .query_row([case.id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
        .optional()
        .during("read row")?;
    let Some((state, revision, version, receipt)) = row else { return Ok(vec!["it has no row".to_owned()]) };
    let mut faults = Vec::new();
    let mut differs = |fault: &str, differs: bool| {
        if differs {
            faults.push(fault.to_owned());
        }
    };
    differs("it has no events", case.state.is_none());
    differs("it has no answers", case.answers.is_none());
    differs("its state is not that of its last event", case.state.as_ref().is_some_and(|s| *s != state));
    differs("its revision is not that of its last event", case.revision.is_some_and(|r| r != revision));
    differs("its version or receipt number differs", version != case.version || receipt != case.receipt);
    Ok(faults)
}

fn check_cells(conn: &Connection, app: &App, case: i64, answers: &Answers) -> Result<Vec<String>, StoreError> {
    let expected = table::cells(app, answers);
    if expected.is_empty() {
        return Ok(Vec::new());
    }
    let columns: Vec<String> = expected.iter().map(|(column, _)| ident(column)).collect();
    let sql = format!("SELECT {} FROM {} WHERE \"_case\" = ?1", columns.join(", "), ident(&table_name(&app.id)));
    let mut faults = Vec::new();
    let mut find = conn.prepare_cached(&sql).during("read row")?;
    let mut rows = find.query([case]).during("read row")?;
    if let Some(row) = rows.next().during("read row")? {
        for (i, (column, cell)) in expected.iter().enumerate() {
            if !same(row.get_ref(i).during("read row")?, cell) {
                faults.push(format!("column {column} is not what its answers say"));
            }
        }
    }
    Ok(faults)
}

fn check_children(conn: &Connection, app: &App, case: i64, answers: &Answers) -> Result<Vec<String>, StoreError> {
    let tables = table::layout(app).children;
    let mut faults = Vec::new();
    for (table, (name, expected)) in tables.iter().zip(table::child_rows(app, answers)) {
        let columns: Vec<String> = table.columns.iter().filter(|c| c.name != "_case").map(|c| ident(&c.name)).collect();
        let places = table.columns.iter().filter(|c| c.name.starts_with("_row")).count();
        let (all, order) = (columns.join(", "), columns[..places].join(", "));
        let sql = format!("SELECT {all} FROM {} WHERE \"_case\" = ?1 ORDER BY {order}", ident(&name));
        let mut find = conn.prepare_cached(&sql).during("read child rows")?;
        let mut rows = find.query(params_from_iter([case])).during("read child rows")?;
        let (mut count, mut equal) = (0, true);
        while let Some(row) = rows.next().during("read child rows")? {
            let stands = |(i, place): (usize, &i64)| row.get::<_, i64>(i).is_ok_and(|value| value == *place);
            let fits = |(i, cell): (usize, &Cell)| row.get_ref(places + i).is_ok_and(|value| same(value, cell));
            equal &= expected.get(count).is_some_and(|expected| {
                expected.place.iter().enumerate().all(stands) && expected.cells.iter().enumerate().all(fits)
            });
            count += 1;
        }
        if !equal || count != expected.len() {
            faults.push(format!("rows of {} are not what its answers say", table.question));
        }
    }
    Ok(faults)
}

/// Each slot that was answered is booked once, while the state keeps it; nothing else is.
fn check_claims(app: &App, state: &str, answers: &Answers, claims: &[Claim]) -> Vec<String> {
    let mut expected = 0;
    let mut faults = Vec::new();
    for (_, question) in app.questions() {
        let Kind::Slot(slot) = &question.kind else { continue };
        let Some(booking) = app.bookings.get(&slot.book) else { continue };
        let answer = answers.get(&question.id).filter(|a| a.get("date").is_some());
        let Some(answer) = answer.filter(|_| !booking.release_when.iter().any(|s| s == state)) else { continue };
        let part = |name: &str| answer.get(name).and_then(|v| v.as_str()).unwrap_or_default();
        let booked = claims.iter().filter(|c| c.question == question.id).count();
        let right = claims.iter().any(|c| {
            c.question == question.id
                && c.book == slot.book
                && c.date.to_string() == part("date")
                && c.area == part("area")
        });
        expected += 1;
        if booked != 1 || !right {
            faults.push(format!("the booking of {} is not what its answers say", question.id));
        }
    }
    if claims.len() > expected && faults.is_empty() {
        faults.push("it has a booking that its state or answers do not keep".to_owned());
    }
    faults
}

/// A slot that is waited for is waited for once, while the state keeps it; nothing else is.
fn check_waits(app: &App, state: &str, answers: &Answers, waits: &[Wait]) -> Vec<String> {
    let mut faults = Vec::new();
    for wait in waits {
        if waiting_at(answers, &wait.question) != Some(wait.at) {
            faults.push(format!("it waits for a day of {} that its answers do not name", wait.question));
        }
    }
    let ended = app.workflow.states.get(state).is_none_or(|state| state.end);
    let keeps = |book: &str| app.bookings.get(book).is_some_and(|b| !b.release_when.iter().any(|s| s == state));
    for (_, question) in app.questions().filter(|_| !ended) {
        let Kind::Slot(slot) = &question.kind else { continue };
        let named = waiting_at(answers, &question.id).filter(|_| keeps(&slot.book));
        if named.is_some() && !waits.iter().any(|wait| wait.question == question.id) {
            faults.push(format!("it stands in no line for {}, which its answers wait for", question.id));
        }
    }
    faults
}

fn same(stored: ValueRef<'_>, cell: &Cell) -> bool {
    match (stored, cell) {
        (ValueRef::Null, Cell::Null) => true,
        (ValueRef::Integer(a), Cell::Integer(b)) => a == *b,
        (ValueRef::Text(a), Cell::Text(b)) => a == b.as_bytes(),
        _ => false,
    }
}
