//! How a connection is opened: pragmas, system tables, the key file.

use crate::{
    error::{During, StoreError},
    private,
};
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use rusqlite_migration::{M, Migrations};
use std::{
    fs::{self, File},
    io::{ErrorKind, Write},
    path::Path,
    time::Duration,
};

/// When the disk has what was committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Synchronous {
    /// Before the answer: a power cut loses nothing that was acknowledged.
    #[default]
    Full,
    /// At the next checkpoint: a power cut can lose the last seconds, a crash of the process loses nothing.
    Normal,
}

/// How the store uses its disk and memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// When the disk has what was committed.
    pub synchronous: Synchronous,
    /// Most decisions in one commit.
    pub group: usize,
    /// Cache of the writer in KiB.
    pub cache_kib: u32,
    /// Pages in the log after which it is copied into the database.
    pub checkpoint_pages: u32,
    /// Bytes of the database that readers map.
    pub mmap_bytes: i64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            synchronous: Synchronous::Full,
            group: 512,
            cache_kib: 16 * 1024,
            checkpoint_pages: 2000,
            mmap_bytes: 128 << 20,
        }
    }
}

const STATEMENTS: usize = 256;
const BUSY: Duration = Duration::from_secs(10);

/// The system tables, oldest step first.
pub(super) fn migrations() -> Migrations<'static> {
    Migrations::new(vec![
        M::up(include_str!("../system/1_first.sql")),
        M::up(include_str!("../system/2_tally.sql")),
        M::up(include_str!("../system/3_approval.sql")),
        M::up(include_str!("../system/4_sequence.sql")),
        M::up(include_str!("../system/5_desk.sql")),
        M::up(include_str!("../system/6_times.sql")),
        M::up(include_str!("../system/7_wait.sql")),
        M::up(include_str!("../system/8_document.sql")),
        M::up(include_str!("../system/9_draw.sql")),
        M::up(include_str!("../system/10_reminder.sql")),
    ])
}

/// The writing connection with the system tables in their newest form.
pub(super) fn writer(file: &Path, options: &Options) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(file, flags).during("open database")?;
    common(&conn).during("configure database")?;
    configure_writer(&conn, options).during("configure database")?;
    match migrations().to_latest(&mut conn) {
        Ok(()) => Ok(conn),
        Err(rusqlite_migration::Error::RusqliteError { err, .. }) => Err(err).during("migrate system tables"),
        Err(other) => Err(StoreError::Corrupt(format!("system tables: {other}"))),
    }
}

/// The system tables of a new database, in memory.
pub(crate) fn blank() -> Result<Connection, StoreError> {
    let mut conn = Connection::open_in_memory().during("open database")?;
    common(&conn).during("configure database")?;
    migrations().to_latest(&mut conn).map_err(|e| StoreError::Corrupt(format!("system tables: {e}")))?;
    Ok(conn)
}

fn configure_writer(conn: &Connection, options: &Options) -> rusqlite::Result<()> {
    conn.pragma_update(None, "journal_mode", "WAL")?;
    let synchronous = match options.synchronous {
        Synchronous::Full => "FULL",
        Synchronous::Normal => "NORMAL",
    };
    conn.pragma_update(None, "synchronous", synchronous)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "cache_size", -i64::from(options.cache_kib))?;
    conn.pragma_update(None, "wal_autocheckpoint", options.checkpoint_pages)?;
    conn.pragma_update(None, "journal_size_limit", 64 << 20)
}

/// A reading connection; it cannot write.
pub(super) fn reader(file: &Path, options: &Options) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(file, flags)?;
    common(&conn)?;
    conn.pragma_update(None, "query_only", true)?;
    conn.pragma_update(None, "mmap_size", options.mmap_bytes)?;
    Ok(conn)
}

/// Text in double quotes is a name and never a string; functions in the schema are not trusted.
fn common(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.busy_timeout(BUSY)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    super::exact::give(conn)
}

/// The key of the receipts' secrets: read, or made once and on disk before it is used.
pub(super) fn secret_key(dir: &Path) -> Result<[u8; 32], StoreError> {
    let file = dir.join("secret.key");
    match private::create(&file) {
        Ok(mut new) => {
            let mut key = [0; 32];
            getrandom::fill(&mut key).map_err(|_| StoreError::NoRandomness)?;
            new.write_all(&key).and_then(|()| new.sync_all()).during("write secret.key")?;
            sync_dir(dir)?;
            Ok(key)
        }
        Err(e) if e.kind() == ErrorKind::AlreadyExists => {
            let bytes = fs::read(&file).during("read secret.key")?;
            bytes.try_into().map_err(|_| StoreError::Corrupt("secret.key does not have 32 bytes".into()))
        }
        Err(e) => Err(e).during("create secret.key"),
    }
}

/// Makes new names in a directory durable.
pub(crate) fn sync_dir(dir: &Path) -> Result<(), StoreError> {
    File::open(dir).and_then(|d| d.sync_all()).during("sync directory")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_tables_can_be_made() {
        migrations().validate().unwrap();
    }

    #[test]
    fn a_database_without_the_tally_gets_it_from_the_last_events() {
        let mut conn = Connection::open_in_memory().unwrap();
        migrations().to_version(&mut conn, 1).unwrap();
        conn.execute_batch(
            "INSERT INTO \"case\" VALUES (1, 'a', 'r', 1), (2, 'a', 's', 1), (3, 'b', 't', 1);
            INSERT INTO event SELECT id, id, '', '', '', NULL, 'new', 1, 1, NULL, NULL, x'', x'' FROM \"case\";
            INSERT INTO event VALUES (4, 2, '', '', '', 'new', 'done', 2, 1, NULL, NULL, x'', x'');",
        )
        .unwrap();
        migrations().to_latest(&mut conn).unwrap();
        let sql = "SELECT group_concat(app || state || cases) FROM (SELECT * FROM tally ORDER BY app, state)";
        assert_eq!(conn.query_row(sql, [], |r| r.get::<_, String>(0)).unwrap(), "adone1,anew1,bnew1");
    }

    #[test]
    fn the_key_is_made_once_and_only_its_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let first = secret_key(dir.path()).unwrap();
        assert_eq!(first, secret_key(dir.path()).unwrap());
        assert_ne!(first, [0; 32]);
        assert_eq!(fs::metadata(dir.path().join("secret.key")).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
