//! What guards the record: the system's own tables with their triggers, the definitions behind the cases, the series of
//! receipt numbers.

use super::{Apps, Report};
use crate::{StoreError, connection::blank, definition::StoredVersion, error::During};
use madoguchi_schema::compile::compile;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Tables, triggers and indexes by name, as they were made.
const MADE: &str = "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL";
const GAPS: &str = "SELECT app FROM definition GROUP BY app HAVING count(*) <> max(version) ORDER BY app";
const RESET: &str = "SELECT series FROM sequence
    WHERE last < (SELECT count(*) FROM \"case\" WHERE receipt GLOB series) ORDER BY series";

/// Everything that the system itself made is there, as it was made.
pub(super) fn tables(conn: &Connection, report: &mut Report) -> Result<(), StoreError> {
    let (there, wanted) = (made(conn)?, made(&blank()?)?);
    for (name, sql) in wanted {
        match there.get(&name) {
            None => report.fault(format!("database: the {name} is missing")),
            Some(other) if *other != sql => report.fault(format!("database: the {name} was changed")),
            Some(_) => {}
        }
    }
    Ok(())
}

fn made(conn: &Connection) -> Result<BTreeMap<String, String>, StoreError> {
    let mut list = conn.prepare(MADE).during("list tables")?;
    let rows = list.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).during("list tables")?;
    rows.collect::<rusqlite::Result<_>>().during("list tables")
}

/// Compiles the versions in use; one whose sources are not those that were published is told.
pub(super) fn definitions(stored: Vec<StoredVersion>, report: &mut Report) -> Apps {
    let mut apps = Apps::new();
    for StoredVersion { app, version, hash, sources, .. } in stored {
        match compile(&sources).apps.into_iter().find(|compiled| compiled.id == app) {
            None => report.fault(format!("definition {app} version {version} does not compile any more")),
            Some(compiled) => {
                if compiled.hash != hash {
                    report.fault(format!("definition {app} version {version} is not what was published"));
                }
                apps.insert((app, version), compiled);
            }
        }
    }
    apps
}

/// No version between the first and the newest is missing.
pub(super) fn versions(conn: &Connection, report: &mut Report) -> Result<(), StoreError> {
    for app in names(conn, GAPS)? {
        report.fault(format!("definition {app}: a version is missing"));
    }
    Ok(())
}

/// No series of receipt numbers counts less than it has given.
pub(super) fn series(conn: &Connection, report: &mut Report) -> Result<(), StoreError> {
    for series in names(conn, RESET)? {
        report.fault(format!("receipt numbers {series}: the last count is below the numbers that were given"));
    }
    Ok(())
}

fn names(conn: &Connection, sql: &str) -> Result<Vec<String>, StoreError> {
    let mut list = conn.prepare(sql).during("check the system")?;
    let rows = list.query_map([], |r| r.get(0)).during("check the system")?;
    rows.collect::<rusqlite::Result<_>>().during("check the system")
}
