//! A copy of the live database, complete or not there at all.

use crate::{Store, StoreError, connection::sync_dir, error::During, private};
use rusqlite::{Connection, backup::Backup};
use std::{
    fs::{self, File},
    path::Path,
};

/// Copies the live database into `file` with SQLite's online backup. It is one snapshot; writing goes on meanwhile. An
/// existing file is not overwritten. `files/` and `secret.key` lie beside the database and are copied by whoever asks.
pub fn backup(store: &Store, file: &Path) -> Result<(), StoreError> {
    if file.exists() {
        return Err(std::io::Error::from(std::io::ErrorKind::AlreadyExists)).during("write backup");
    }
    let mut part = file.as_os_str().to_owned();
    part.push(".part");
    let part = Path::new(&part);
    let made = copy(store, part);
    if made.is_err() {
        // What went wrong is told; a rest that cannot be deleted is only untidy.
        let _ = fs::remove_file(part);
    }
    made?;
    fs::rename(part, file).during("name backup")?;
    file.parent().map_or(Ok(()), |dir| sync_dir(if dir.as_os_str().is_empty() { Path::new(".") } else { dir }))
}

fn copy(store: &Store, part: &Path) -> Result<(), StoreError> {
    private::file(part)?;
    let mut copy = Connection::open(part).during("create backup")?;
    store.read(|conn| {
        let backup = Backup::new(conn, &mut copy).during("copy database")?;
        backup.step(-1).map(drop).during("copy database")
    })?;
    // Without a log beside it, the copy is one file.
    copy.pragma_update(None, "journal_mode", "DELETE").during("close backup")?;
    let sound: String = copy.query_row("PRAGMA quick_check", [], |r| r.get(0)).during("check backup")?;
    copy.close().map_err(|(_, e)| e).during("close backup")?;
    if sound != "ok" {
        return Err(StoreError::Corrupt(format!("the backup is not sound: {sound}")));
    }
    File::open(part).and_then(|f| f.sync_all()).during("sync backup")
}
