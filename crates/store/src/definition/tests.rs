//! Versions are added to; nothing that was asked is lost.

use super::*;
use crate::{
    case, draft,
    testing::{APP, City, answers, compiled, new_case, now},
};
use madoguchi_engine::records::NewCase;
use std::sync::Arc;

async fn put(city: &City, definition: &str) -> (Result<u32, StoreError>, Arc<App>) {
    let (app, sources) = compiled(definition);
    (publish(&city.store, &app, &sources, now()).await, app)
}

fn columns(city: &City) -> String {
    city.text("SELECT group_concat(name) FROM pragma_table_info('app_bulky') WHERE name NOT LIKE '\\_%' ESCAPE '\\'")
}

#[tokio::test]
async fn publishing_the_same_again_stores_nothing() {
    let city = City::open().await;
    let (version, _) = put(&city, APP).await;
    assert_eq!(version.unwrap(), 1);
    assert_eq!(versions(&city.store).unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_new_is_added_and_what_disappears_stays_and_can_come_back() {
    let city = City::open().await;
    let old = city.case("01660000011", "2026-11-13", 1).await;
    let changed = APP.replace("{id: memo, type: text, required: false}", "{id: floor, type: integer, required: false}");
    let changed = changed.replace("weight, memo,", "weight,");
    let (version, second) = put(&city, &changed).await;
    assert_eq!(version.unwrap(), 2);
    assert!(columns(&city).contains("memo") && columns(&city).contains("floor"));
    let mut given = answers("01660000012", "a", "2026-11-13");
    given.0.shift_remove("memo");
    given.0.insert("floor".into(), serde_json::json!(3));
    let new = NewCase { version: 2, answers: given, ..new_case("01660000012", "a", "2026-11-13", 1) };
    let accepted = crate::submission::accept(&city.store, second, new, None, None).await.unwrap();
    assert_eq!(case::by_receipt(&city.store, &accepted.receipt).unwrap().unwrap().version, 2);
    let (version, _) = put(&city, APP).await;
    assert_eq!(version.unwrap(), 3);
    assert_eq!(case::by_receipt(&city.store, &old.receipt).unwrap().unwrap().version, 1);
    assert_eq!(city.text("SELECT memo FROM app_bulky WHERE _case = 1"), "玄関の前");
    let report = crate::verify::verify(&city.store).unwrap();
    assert_eq!((report.faults, report.cases), (Vec::new(), 2));
}

#[tokio::test]
async fn an_id_that_comes_back_with_another_type_is_refused_and_nothing_changes() {
    let city = City::open().await;
    let without = APP.replace("  - {id: memo, type: text, required: false}\n", "").replace("weight, memo,", "weight,");
    assert_eq!(put(&city, &without).await.0.unwrap(), 2);
    let other = APP.replace("{id: memo, type: text, required: false}", "{id: memo, type: integer, required: false}");
    let before = columns(&city);
    assert!(matches!(put(&city, &other).await.0, Err(StoreError::Evolution(_))));
    assert_eq!(columns(&city), before);
    assert_eq!(versions(&city.store).unwrap().iter().map(|v| v.version).collect::<Vec<_>>(), [2]);
}

#[tokio::test]
async fn a_version_is_listed_while_it_is_current_or_a_case_or_a_draft_stays_on_it() {
    let city = City::open().await;
    let listed = || versions(&city.store).unwrap().iter().map(|v| v.version).collect::<Vec<_>>();
    let relabelled = |title: &str| APP.replace("粗大ごみ", title);
    put(&city, &relabelled("二")).await.0.unwrap();
    assert_eq!(listed(), [2]);
    draft::start(&city.store, draft::Draft { version: 2, ..draft::tests::empty("d") }).await.unwrap();
    put(&city, &relabelled("三")).await.0.unwrap();
    assert_eq!(listed(), [2, 3]);
    city.case("01660000011", "2026-11-13", 1).await;
    assert_eq!(listed(), [1, 2, 3]);
    let stored = versions(&city.store).unwrap().remove(0);
    assert_eq!(stored.sources, compiled(APP).1);
    assert_eq!((stored.app.as_str(), stored.hash, stored.published_at), ("bulky", city.app.hash.clone(), now()));
}
