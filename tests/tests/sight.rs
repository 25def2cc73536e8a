//! Who may read which answers, and that nobody writes over what they may not read.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_tests::{Browser, TestApp};
use serde_json::{Value as Json, json};
use std::path::Path;

async fn city() -> TestApp {
    TestApp::with(&Path::new(env!("CARGO_MANIFEST_DIR")).join("definitions/sight")).await
}

/// A case from the API; its receipt number.
async fn case(app: &TestApp) -> String {
    let answers = json!({"nick": "はな", "illness": "ぜんそく", "visits": [{"tag": "長女", "secret": "別居中"}]});
    let (status, answer) = app.post("/api/v1/apps/ward/submissions", &json!({"answers": answers})).await;
    assert_eq!(status, 201, "{answer}");
    answer["receipt"].as_str().unwrap().to_owned()
}

async fn clerk(app: &TestApp) -> Browser {
    app.staff("sato", "佐藤", &[("civic", None)]).await
}

async fn manager(app: &TestApp) -> Browser {
    app.staff("mori", "森", &[("civic", Some("manager"))]).await
}

fn answers(app: &TestApp, receipt: &str) -> Json {
    let case = madoguchi_store::case::by_receipt(&app.state.store, receipt).unwrap().unwrap();
    Json::Object(case.answers.0)
}

#[tokio::test]
async fn the_page_for_editing_shows_no_answer_that_the_case_page_hides() {
    let app = city().await;
    let receipt = case(&app).await;
    let path = format!("/office/cases/{receipt}/edit");
    let page = clerk(&app).await.get(&path).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("はな"), "{}", page.visible());
    for hidden in ["ぜんそく", "別居中", "name=\"illness\"", "visits.0.secret"] {
        assert!(!page.body.contains(hidden), "{hidden}: {}", page.body);
    }
    let page = manager(&app).await.get(&path).await;
    assert!(page.body.contains("ぜんそく") && page.body.contains("別居中"), "{}", page.body);
    assert_eq!(app.number("SELECT COUNT(*) FROM audit WHERE what = 'read'"), 2, "both have read the case");
}

#[tokio::test]
async fn what_somebody_edits_leaves_alone_what_they_may_not_read() {
    let app = city().await;
    let receipt = case(&app).await;
    let clerk = clerk(&app).await;
    let page = clerk.get(&format!("/office/cases/{receipt}/edit")).await;
    let forged = [("_revision", "1"), ("_step", "1"), ("nick", "みち"), ("illness", ""), ("memo", "勝手に書いた")];
    let sent = clerk.client().post(&page.url).form(&forged).send().await.unwrap();
    assert!(sent.status().is_success(), "{}", sent.status());
    let now = answers(&app, &receipt);
    assert_eq!((&now["nick"], &now["illness"]), (&json!("みち"), &json!("ぜんそく")));
    assert_eq!(now["visits"][0]["secret"], "別居中");
    assert_eq!(now.get("memo").filter(|memo| !memo.is_null()), None, "only its button writes it");
    app.verify();
}

#[tokio::test]
async fn a_button_that_gives_a_hidden_answer_does_not_show_the_one_before() {
    let app = city().await;
    let receipt = case(&app).await;
    let (clerk, manager) = (clerk(&app).await, manager(&app).await);
    let path = format!("/office/cases/{receipt}/actions/judge");
    let page = manager.get(&path).await;
    let page = manager.submit(&page, &page.form("/actions/judge").set("verdict", "通院のため"), "判定する").await;
    assert_eq!(page.status, 200, "{}", page.visible());
    let seen = manager.get(&path).await;
    assert_eq!(seen.form("/actions/judge").value("verdict"), Some("通院のため"));
    let blind = clerk.get(&path).await;
    assert!(!blind.body.contains("通院のため"), "{}", blind.body);
}
