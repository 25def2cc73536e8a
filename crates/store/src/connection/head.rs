//! What a decision works with inside the writer's transaction: the connection and the end of the event chain.

use crate::error::{During, StoreError};
use rusqlite::{Connection, OptionalExtension};
use std::ops::Deref;

/// The end of the event chain and the numbers given last. Kept in memory; read again when another process wrote.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    /// Number of the last event.
    pub(crate) event: i64,
    /// Its hash; zeros before the first.
    pub(crate) hash: [u8; 32],
    /// SQLite's counter of other connections' commits.
    data_version: i64,
}

impl Head {
    pub(super) fn load(conn: &Connection) -> Result<Head, StoreError> {
        let data_version = data_version(conn)?;
        let last = conn
            .query_row("SELECT id, hash FROM event ORDER BY id DESC LIMIT 1", [], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()
            .during("read the end of the event chain")?;
        let (event, hash) = last.unwrap_or((0, [0; 32]));
        Ok(Head { event, hash, data_version })
    }

    /// Loads again when another process has committed since.
    pub(super) fn refresh(&mut self, conn: &Connection) -> Result<(), StoreError> {
        if data_version(conn)? != self.data_version {
            *self = Head::load(conn)?;
        }
        Ok(())
    }
}

fn data_version(conn: &Connection) -> Result<i64, StoreError> {
    conn.prepare_cached("PRAGMA data_version")
        .and_then(|mut s| s.query_row([], |r| r.get(0)))
        .during("read data version")
}

/// The open transaction. Derefs to the connection.
pub(crate) struct Tx<'a> {
    conn: &'a Connection,
    /// The end of the event chain; put back when the decision fails.
    pub(crate) head: &'a mut Head,
}

impl<'a> Tx<'a> {
    pub(super) fn new(conn: &'a Connection, head: &'a mut Head) -> Tx<'a> {
        Tx { conn, head }
    }
}

impl Deref for Tx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.conn
    }
}
