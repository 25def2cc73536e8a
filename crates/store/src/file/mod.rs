//! Files: content-addressed on disk, referenced inside the transaction.
//!
//! Content is on disk before a row names it, and goes only after no row names it. Both happen on the writer's thread, so
//! that a file that is added while the same content is swept away stays.

mod disk;

use crate::{Store, StoreError, connection::Tx, error::During, moment::stamp, random};
use disk::Upload;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};
use std::path::{Path, PathBuf};

/// A stored file as answers name it: canonical answers of a file question are `[{id, name, size, media}]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Random id.
    pub id: String,
    /// Name as uploaded, path parts removed.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Media type by magic bytes.
    pub media: String,
    /// SHA-256 (hex), the name on disk.
    pub hash: String,
}

/// A file with whose it is.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The file.
    pub file: Stored,
    /// Its draft.
    pub draft: Option<String>,
    /// Its case.
    pub case: Option<i64>,
    /// Its question.
    pub question: String,
    /// Content.
    pub bytes: Vec<u8>,
}

const ADD: &str = "INSERT INTO file (id, draft_id, question, name, size, media, hash, created_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
const LOAD: &str = "SELECT name, size, media, hash, draft_id, case_id, question FROM file WHERE id = ?1";
const OF_DRAFT: &str = "SELECT id, name, size, media, hash FROM file
    WHERE draft_id = ?1 AND case_id IS NULL ORDER BY created_at, id";
const REMOVE: &str = "DELETE FROM file WHERE id = ?1 AND draft_id = ?2 AND case_id IS NULL RETURNING hash";

/// Writes the bytes (fsync) and the row for a draft.
pub async fn add(
    store: &Store,
    draft: String,
    question: String,
    name: String,
    media: String,
    bytes: Vec<u8>,
    now: Timestamp,
) -> Result<Stored, StoreError> {
    let (id, size) = (random::hex(&random::bytes::<16>()?), bytes.len() as u64);
    let folder = store.files();
    let upload = tokio::task::spawn_blocking(move || Upload::write(folder, &bytes));
    let upload = upload.await.map_err(|_| StoreError::Panicked)??;
    let file = Stored { id, name: plain_name(&name), size, media, hash: upload.hash.clone() };
    store
        .write(move |tx| {
            upload.keep()?;
            let Stored { id, name, size, media, hash } = &file;
            let size = i64::try_from(*size).unwrap_or(i64::MAX);
            tx.execute(ADD, params![id, draft, question, name, size, media, hash, stamp(now)]).during("add file")?;
            Ok(file)
        })
        .await
}

/// A file of a draft or a case with its bytes: `(file, draft, case, question)`.
pub fn load(store: &Store, id: &str) -> Result<Option<Loaded>, StoreError> {
    let found = store.read(|conn| {
        let mut find = conn.prepare_cached(LOAD).during("find file")?;
        let read = |r: &rusqlite::Row<'_>| {
            let size = u64::try_from(r.get::<_, i64>(1)?).unwrap_or_default();
            let file = Stored { id: id.to_owned(), name: r.get(0)?, size, media: r.get(2)?, hash: r.get(3)? };
            Ok(Loaded { file, draft: r.get(4)?, case: r.get(5)?, question: r.get(6)?, bytes: Vec::new() })
        };
        find.query_row([id], read).optional().during("find file")
    })?;
    let with_bytes = |found: Loaded| {
        let bytes = std::fs::read(path(store, &found.file.hash)).during("read file")?;
        Ok(Loaded { bytes, ..found })
    };
    found.map(with_bytes).transpose()
}

/// The files of a draft that no case has yet, oldest first.
pub fn of_draft(store: &Store, draft: &str) -> Result<Vec<Stored>, StoreError> {
    store.read(|conn| {
        let mut find = conn.prepare_cached(OF_DRAFT).during("list files")?;
        let read = |r: &rusqlite::Row<'_>| {
            let size = u64::try_from(r.get::<_, i64>(2)?).unwrap_or_default();
            Ok(Stored { id: r.get(0)?, name: r.get(1)?, size, media: r.get(3)?, hash: r.get(4)? })
        };
        let files = find.query_map([draft], read).and_then(Iterator::collect);
        files.during("list files")
    })
}

/// Takes a file off a draft.
pub async fn remove(store: &Store, draft: String, id: String) -> Result<(), StoreError> {
    let remove =
        move |tx: &mut Tx<'_>| tx.query_row(REMOVE, [id, draft], |r| r.get(0)).optional().during("remove file");
    let removed: Option<String> = store.write(remove).await?;
    forget(store, removed.into_iter().collect()).await
}

/// Where the content of a hash lies.
pub(crate) fn path(store: &Store, hash: &str) -> PathBuf {
    disk::path(&store.files(), hash)
}

/// Deletes content that no row names any more. Called after the commit that took the rows away.
pub(crate) async fn forget(store: &Store, hashes: Vec<String>) -> Result<(), StoreError> {
    if hashes.is_empty() {
        return Ok(());
    }
    let folder = store.files();
    store.write(move |tx| hashes.iter().try_for_each(|hash| forget_one(tx, &folder, hash))).await
}

fn forget_one(tx: &Tx<'_>, folder: &Path, hash: &str) -> Result<(), StoreError> {
    let mut find = tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM file WHERE hash = ?1)").during("find content")?;
    let named: bool = find.query_row([hash], |r| r.get(0)).during("find content")?;
    if named { Ok(()) } else { disk::delete(&disk::path(folder, hash)) }
}

/// The last part of a path, without control characters, at most 200 characters.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    if plain.trim().is_empty() { "file".to_owned() } else { plain }
}

#[cfg(test)]
mod tests;
