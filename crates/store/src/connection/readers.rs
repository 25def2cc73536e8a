//! Read-only connections, lent one at a time. Each use is one snapshot of the database.

use super::setup::{self, Options};
use crate::error::{During, StoreError};
use rusqlite::Connection;
use std::{
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

/// Most connections kept while nobody uses them.
const IDLE: usize = 16;

/// The readers of one database.
pub(super) struct Readers {
    file: PathBuf,
    options: Options,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(super) fn new(file: PathBuf, options: Options) -> Readers {
        Readers { file, options, idle: Mutex::default() }
    }

    /// Runs `look` in one read transaction. A connection that cannot end it is not used again.
    pub(super) fn with<T, E: From<StoreError>>(&self, look: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        let kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let conn = match kept {
            Some(conn) => conn,
            None => setup::reader(&self.file, &self.options).during("open reader")?,
        };
        run(&conn, "BEGIN")?;
        let found = look(&conn);
        run(&conn, if found.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE {
            idle.push(conn);
        }
        found
    }

    /// Closes the connections that nobody uses.
    pub(super) fn clear(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

fn run(conn: &Connection, sql: &'static str) -> Result<(), StoreError> {
    conn.prepare_cached(sql).and_then(|mut s| s.execute([])).map(drop).during("read transaction")
}
