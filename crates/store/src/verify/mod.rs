//! Checks what is stored: integrity, foreign keys, event chain, ledger = bookings, rows = events.

mod backup;
mod cases;
mod chain;
mod ledger;
mod system;

pub use backup::backup;

use crate::{Store, StoreError, definition, document, error::During, random};
use madoguchi_schema::app::App;
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fs::File, io, io::Read, path::Path, sync::Arc};

/// What was looked at and what is wrong, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Cases looked at.
    pub cases: u64,
    /// Events looked at.
    pub events: u64,
    /// Live bookings looked at.
    pub bookings: u64,
    /// Faults; none when all is well.
    pub faults: Vec<String>,
}

/// Apps by id and version.
type Apps = BTreeMap<(String, u32), Arc<App>>;

/// Checks everything.
pub fn verify(store: &Store) -> Result<Report, StoreError> {
    let mut report = Report::default();
    let apps = system::definitions(definition::versions(store)?, &mut report);
    store.read(|conn| {
        report.database(conn)?;
        system::tables(conn, &mut report)?;
        system::versions(conn, &mut report)?;
        system::series(conn, &mut report)?;
        chain::check(conn, &mut report)?;
        cases::check(conn, &apps, &mut report)?;
        report.faults.extend(document::faults(conn)?);
        ledger::check(conn, &apps, &mut report)
    })?;
    report.files(store)?;
    Ok(report)
}

impl Report {
    fn fault(&mut self, fault: String) {
        self.faults.push(fault);
    }

    /// What SQLite itself finds.
    fn database(&mut self, conn: &Connection) -> Result<(), StoreError> {
        let mut check = conn.prepare("PRAGMA integrity_check").during("check integrity")?;
        let found = check.query_map([], |r| r.get::<_, String>(0)).during("check integrity")?;
        for line in found {
            let line = line.during("check integrity")?;
            if line != "ok" {
                self.fault(format!("database: {line}"));
            }
        }
        let mut check = conn.prepare("PRAGMA foreign_key_check").during("check foreign keys")?;
        let found = check.query_map([], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(2)?)));
        for pair in found.during("check foreign keys")? {
            let (table, parent) = pair.during("check foreign keys")?;
            self.fault(format!("a row of {table} names a row of {parent} that is not there"));
        }
        Ok(())
    }

    /// Whether the content of each file is on disk, as it was when it was stored.
    fn files(&mut self, store: &Store) -> Result<(), StoreError> {
        let missing = store.read(|conn| {
            let mut find = conn.prepare("SELECT id, hash, size FROM file ORDER BY id").during("list files")?;
            let mut rows = find.query([]).during("list files")?;
            let mut missing = Vec::new();
            while let Some(row) = rows.next().during("list files")? {
                let (id, hash): (String, String) = (row.get(0).during("list files")?, row.get(1).during("list files")?);
                let size: i64 = row.get(2).during("list files")?;
                match content(&crate::file::path(store, &hash)) {
                    Ok((length, found)) if i64::try_from(length).ok() == Some(size) => {
                        if found != hash {
                            missing.push(format!("file {id}: its content was changed"));
                        }
                    }
                    _ => missing.push(format!("file {id}: its content is not on disk")),
                }
            }
            Ok::<_, StoreError>(missing)
        })?;
        self.faults.extend(missing);
        Ok(())
    }
}

/// Length and SHA-256 (hex) of what lies in a file.
fn content(path: &Path) -> io::Result<(u64, String)> {
    let (mut file, mut hasher, mut length) = (File::open(path)?, Sha256::new(), 0);
    let mut part = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut part)?;
        if read == 0 {
            return Ok((length, random::hex(&hasher.finalize())));
        }
        hasher.update(part.get(..read).unwrap_or_default());
        length += read as u64;
    }
}

#[cfg(test)]
mod tests;
