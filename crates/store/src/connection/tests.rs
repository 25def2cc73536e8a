//! Decisions that fail alone, commits that fail together, stores that are opened again.

use super::*;
use crate::testing::open;
use rusqlite::params;

async fn set(store: &Store, key: &'static str) -> Result<(), StoreError> {
    store.write(move |tx| put(tx, key)).await
}

fn put(tx: &Tx<'_>, key: &str) -> Result<(), StoreError> {
    tx.execute("INSERT INTO setting (key, value) VALUES (?1, '')", params![key]).map(drop).during("put")
}

fn keys(store: &Store) -> Vec<String> {
    let read = |conn: &Connection| {
        let mut all = conn.prepare("SELECT key FROM setting ORDER BY key").during("keys")?;
        let rows = all.query_map([], |r| r.get(0)).during("keys")?;
        rows.collect::<rusqlite::Result<Vec<String>>>().during("keys")
    };
    store.read(read).unwrap()
}

/// Keeps the writer busy until the returned sender is dropped, so that what is sent meanwhile is one group.
fn hold_the_writer(store: &Store) -> mpsc::Sender<()> {
    let (free, wait) = mpsc::channel::<()>();
    let store = store.clone();
    let started = mpsc::channel();
    tokio::spawn(async move {
        let begun = started.0;
        let work = move |_: &mut Tx<'_>| {
            let _ = begun.send(());
            let _ = wait.recv();
            Ok::<_, StoreError>(())
        };
        store.write(work).await
    });
    started.1.recv().unwrap();
    free
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_that_fails_or_panics_undoes_only_itself() {
    let (store, _dir) = open();
    let free = hold_the_writer(&store);
    let failing = store.write(|tx| put(tx, "b").and(Err::<(), _>(StoreError::Closed)));
    let panicking = store.write(|tx| -> Result<(), StoreError> {
        put(tx, "c")?;
        panic!("on purpose")
    });
    let clash = store.write(|tx| put(tx, "d").and_then(|()| put(tx, "d")));
    // Polled in order: all are sent before the writer is let go.
    let (good, failed, panicked, clashed, ()) =
        tokio::join!(set(&store, "a"), failing, panicking, clash, async { drop(free) });
    assert!(good.is_ok());
    assert!(matches!(failed, Err(StoreError::Closed)));
    assert!(matches!(panicked, Err(StoreError::Panicked)));
    assert!(matches!(clashed, Err(StoreError::Database { .. })));
    set(&store, "e").await.unwrap();
    assert_eq!(keys(&store), ["a", "e"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_that_fails_answers_everyone_in_it_with_an_error() {
    let (store, _dir) = open();
    let free = hold_the_writer(&store);
    // A foreign key that is checked only at the commit makes the commit itself fail.
    let poison = store.write(|tx| {
        tx.execute_batch("PRAGMA defer_foreign_keys = ON").during("defer")?;
        tx.execute("INSERT INTO booking_unit VALUES (99, 'x', 1)", []).map(drop).during("poison")
    });
    let (first, poisoned, ()) = tokio::join!(set(&store, "a"), poison, async { drop(free) });
    assert!(matches!(first, Err(StoreError::NotCommitted(_))));
    assert!(matches!(poisoned, Err(StoreError::NotCommitted(_))));
    assert!(keys(&store).is_empty());
    set(&store, "b").await.unwrap();
    assert_eq!(keys(&store), ["b"]);
}

#[tokio::test]
async fn what_was_acknowledged_is_there_when_the_directory_is_opened_again_without_closing() {
    let (store, dir) = open();
    set(&store, "a").await.unwrap();
    let copy = tempfile::tempdir().unwrap();
    for file in ["madoguchi.db", "madoguchi.db-wal", "secret.key"] {
        std::fs::copy(dir.path().join(file), copy.path().join(file)).unwrap();
    }
    let again = Store::open(copy.path()).unwrap();
    assert_eq!(keys(&again), ["a"]);
    assert_eq!(again.key(), store.key());
}

#[tokio::test]
async fn a_closed_store_refuses_to_write() {
    let (store, _dir) = open();
    set(&store, "a").await.unwrap();
    store.close();
    assert!(matches!(set(&store, "b").await, Err(StoreError::Closed)));
    assert_eq!(keys(&store), ["a"]);
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let (store, _dir) = open();
    let tried = store.read(|conn| conn.execute("DELETE FROM setting", []).map(drop).during("write"));
    assert!(tried.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn decisions_beyond_one_group_all_arrive() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open_with(dir.path(), Options { group: 3, ..Options::default() }).unwrap();
    let free = hold_the_writer(&store);
    let waiting: Vec<_> = (0..20)
        .map(|i| {
            let store = store.clone();
            tokio::spawn(async move { store.write(move |tx| put(tx, &format!("{i:02}"))).await })
        })
        .collect();
    drop(free);
    for one in waiting {
        one.await.unwrap().unwrap();
    }
    assert_eq!(keys(&store).len(), 20);
}
