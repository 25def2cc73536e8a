//! The thread that brings the search index up to the last event.

use super::{Changed, MARK, changed, fold, mark, texts};
use crate::{
    StoreError,
    connection::{Desk, Tx},
    error::During,
};
use rusqlite::params;
use std::{
    sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    thread,
    time::Duration,
};

/// Changes given to the writer at once; small, because submissions wait meanwhile.
const BATCH: u32 = 200;

/// How long the thread lets changes gather.
const GATHER: Duration = Duration::from_millis(30);

/// How long it waits after a failure.
const PAUSE: Duration = Duration::from_secs(1);

/// Tells the thread that there are new events; never waits.
#[derive(Clone)]
pub(crate) struct Wake(SyncSender<()>);

impl Wake {
    /// `false` when the thread is gone.
    pub(crate) fn call(&self) -> bool {
        !matches!(self.0.try_send(()), Err(TrySendError::Disconnected(())))
    }
}

/// A bell and its receiver. It rings once at the start, for what a crash left behind.
pub(crate) fn wake() -> (Wake, Receiver<()>) {
    let (ring, bell) = sync_channel(1);
    let wake = Wake(ring);
    wake.call();
    (wake, bell)
}

/// Works until the writer and its bell are gone.
pub(crate) fn run(desk: &Desk, bell: &Receiver<()>) {
    while bell.recv().is_ok() {
        thread::sleep(GATHER);
        match catch_up(desk) {
            Ok(()) => {}
            Err(StoreError::Closed) => return,
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "the search index is behind");
                thread::sleep(PAUSE);
            }
        }
    }
}

fn catch_up(desk: &Desk) -> Result<(), StoreError> {
    loop {
        let (changed, words) = desk.read(|conn| {
            let changed = changed(conn, BATCH)?;
            let texts = texts(conn, &changed.cases)?;
            let words: Vec<_> = texts.iter().map(|(case, fields)| (*case, fold::grams(fields))).collect();
            Ok::<_, StoreError>((changed, words))
        })?;
        if changed.until == changed.mark {
            return Ok(());
        }
        desk.write_blocking(move |tx| write(tx, &changed, &words))?;
    }
}

/// Writes the words and the new mark, unless another process did.
fn write(tx: &Tx<'_>, changed: &Changed, words: &[(i64, String)]) -> Result<(), StoreError> {
    if mark(tx)? != changed.mark {
        return Ok(());
    }
    for (case, grams) in words {
        if changed.cases.get(case).is_some_and(|(_, known)| *known) {
            let mut delete = tx.prepare_cached("DELETE FROM search WHERE rowid = ?1").during("index")?;
            delete.execute([case]).during("index")?;
        }
        let mut insert = tx.prepare_cached("INSERT INTO search (rowid, grams) VALUES (?1, ?2)").during("index")?;
        insert.execute(params![case, grams]).during("index")?;
    }
    let sql = "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    let mut note = tx.prepare_cached(sql).during("note search mark")?;
    note.execute(params![MARK, changed.until.to_string()]).map(drop).during("note search mark")
}
