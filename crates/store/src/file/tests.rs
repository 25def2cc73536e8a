//! Files are shared, removed and swept without losing what someone names.

use super::*;
use crate::{
    draft,
    testing::{at, open},
};

async fn upload(store: &Store, draft: &str, bytes: &[u8]) -> Stored {
    let now = at("2026-11-02T07:00:00Z");
    let name = "C:\\photos\\..\\置き場所.jpg".to_owned();
    add(store, draft.into(), "photo".into(), name, "image/jpeg".into(), bytes.to_vec(), now).await.unwrap()
}

fn on_disk(store: &Store) -> usize {
    let folders = std::fs::read_dir(store.files()).unwrap();
    folders.map(|f| f.unwrap().path()).map(|p| if p.is_dir() { p.read_dir().unwrap().count() } else { 1 }).sum()
}

#[tokio::test]
async fn a_file_is_read_back_with_whose_it_is_and_without_its_path() {
    let (store, _dir) = open();
    let stored = upload(&store, "d", b"abc").await;
    assert_eq!((stored.name.as_str(), stored.size), ("置き場所.jpg", 3));
    let loaded = load(&store, &stored.id).unwrap().unwrap();
    assert_eq!((loaded.bytes.as_slice(), loaded.draft.as_deref(), loaded.case), (b"abc".as_slice(), Some("d"), None));
    assert!(load(&store, "../../secret.key").unwrap().is_none());
}

#[tokio::test]
async fn content_stays_until_the_last_file_that_names_it_is_removed() {
    let (store, _dir) = open();
    let (one, two) = (upload(&store, "d", b"same").await, upload(&store, "e", b"same").await);
    assert_eq!((one.hash == two.hash, on_disk(&store)), (true, 1));
    remove(&store, "e".into(), one.id.clone()).await.unwrap();
    assert!(load(&store, &one.id).unwrap().is_some(), "only its own draft takes a file off");
    remove(&store, "d".into(), one.id.clone()).await.unwrap();
    assert!(load(&store, &one.id).unwrap().is_none());
    assert_eq!(load(&store, &two.id).unwrap().unwrap().bytes, b"same");
    remove(&store, "e".into(), two.id).await.unwrap();
    assert_eq!(on_disk(&store), 0);
}

#[tokio::test]
async fn an_expired_draft_takes_its_files_with_it() {
    let (store, _dir) = open();
    draft::start(&store, draft::tests::empty("d")).await.unwrap();
    upload(&store, "d", b"abc").await;
    let kept = upload(&store, "other", b"xyz").await;
    assert_eq!(draft::sweep(&store, at("2026-12-01T00:00:00Z")).await.unwrap(), 1);
    assert_eq!(on_disk(&store), 1);
    assert!(load(&store, &kept.id).unwrap().is_some());
}
