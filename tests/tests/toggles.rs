//! An answer is changed and changed back: what was typed below it comes back, in old tabs and in rows.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_tests::{Browser, Page, TestApp};
use serde_json::{Value as Json, json};
use std::path::Path;

async fn start(app: &TestApp) -> (Browser, Page) {
    let browser = app.browser();
    let page = browser.get("/apps/kids").await;
    let page = browser.submit(&page, &page.form("/drafts"), "").await;
    (browser, page)
}

async fn city() -> TestApp {
    TestApp::with(&Path::new(env!("CARGO_MANIFEST_DIR")).join("definitions/toggles")).await
}

/// What the only draft keeps.
fn draft(app: &TestApp) -> Json {
    serde_json::from_str(app.column("draft", "raw")[0].as_deref().unwrap()).unwrap()
}

#[tokio::test]
async fn a_tab_older_than_the_draft_is_taken_and_what_it_says_is_kept() {
    let app = city().await;
    let (browser, first) = start(&app).await;
    let old = browser.submit(&first, &first.form("/p1").set("mode", "b"), "次へ").await;
    assert!(old.body.contains("b_num"), "{}", old.visible());
    let page = browser.submit(&old, &old.form("/p1").set("b_num", "3"), "次へ").await;
    let page = browser.get(&page.url.replace("/p2", "/p1")).await;
    let page = browser.submit(&page, &page.form("/p1").set("mode", "a"), "次へ").await;
    assert!(page.url.ends_with("/p2"), "{}", page.url);
    // The browser's own way back shows the page as it was.
    let page = browser.submit(&old, &old.form("/p1").set("mode", "a").set("b_num", "4"), "次へ").await;
    assert!(page.status == 200 && page.url.ends_with("/p2"), "{} {}", page.status, page.visible());
    let page = browser.get(&page.url.replace("/p2", "/p1")).await;
    let page = browser.submit(&page, &page.form("/p1").set("mode", "b"), "次へ").await;
    assert_eq!(page.form("/p1").value("b_num"), Some("4"));
    let forged = browser.client().post(&page.url).form(&[("mode", "b"), ("kids", "x")]).send().await.unwrap();
    assert_eq!(forged.status(), 422, "of another page");
    assert!(forged.text().await.unwrap().contains("入力画面に戻る"));
}

/// Two children on the second page: 林 in summer only, 森 all year with a fee and two toys.
async fn children(app: &TestApp) -> (Browser, Page) {
    let (browser, page) = start(app).await;
    let page = browser.submit(&page, &page.form("/p1").set("mode", "a"), "次へ").await;
    let form = page.form("/p2").set("kids.0.call", "林").set("kids.0.kind", "b");
    let page = browser.submit(&page, &form, "もう1つ追加する （お子さん）").await;
    let form = page.form("/p2").set("kids.1.call", "森").set("kids.1.kind", "a");
    let page = browser.submit(&page, &form, "次へ").await;
    let form = page.form("/p2").set("kids.1.kfee", "40").set("kids.1.toys.0.toy", "なわとび");
    let page = browser.submit(&page, &form, "もう1つ追加する （持ち物）").await;
    let page = browser.submit(&page, &page.form("/p2").set("kids.1.toys.1.toy", "ボール"), "次へ").await;
    assert!(page.url.ends_with("/review"), "{} {:?}", page.url, page.errors());
    let page = browser.get(&page.url.replace("/review", "/p2")).await;
    let page = browser.submit(&page, &page.form("/p2").set("kids.1.kind", "b"), "次へ").await;
    assert!(page.url.ends_with("/review"), "{} {:?}", page.url, page.errors());
    assert!(!page.visible().contains("なわとび"), "what is hidden is not sent");
    let page = browser.get(&page.url.replace("/review", "/p2")).await;
    (browser, page)
}

#[tokio::test]
async fn a_row_changed_and_changed_back_finds_what_was_typed_in_it() {
    let app = city().await;
    let (browser, page) = children(&app).await;
    let page = browser.submit(&page, &page.form("/p2").set("kids.1.kind", "a"), "次へ").await;
    assert!(page.url.contains("/p2"), "it is shown before it is sent: {}", page.url);
    let form = page.form("/p2");
    assert_eq!(form.value("kids.1.kfee"), Some("40"));
    assert_eq!((form.value("kids.1.toys.0.toy"), form.value("kids.1.toys.1.toy")), (Some("なわとび"), Some("ボール")));
    assert_eq!(form.value("kids.0.kfee"), None);
    let page = browser.submit(&page, &form, "次へ").await;
    assert!(page.visible().contains("なわとび"), "{}", page.visible());
}

#[tokio::test]
async fn what_a_row_keeps_goes_with_it_when_rows_before_it_go_or_fall_out() {
    let app = city().await;
    let (browser, page) = children(&app).await;
    // The first child falls out of what is sent, and the page comes back because of a mistake: the others have moved up.
    let form = page.form("/p2").set("kids.0.call", "").unset("kids.0.kind").set("kids.1.call", "");
    let page = browser.submit(&page, &form, "次へ").await;
    assert_eq!(page.status, 422, "{}", page.visible());
    let form = page.form("/p2").set("kids.0.call", "森").set("kids.0.kind", "a");
    let page = browser.submit(&page, &form, "次へ").await;
    assert_eq!(page.form("/p2").value("kids.0.kfee"), Some("40"));
    assert_eq!(draft(&app)["kids"][0]["toys"], json!([{"toy": "なわとび"}, {"toy": "ボール"}]));
}

#[tokio::test]
async fn a_row_that_is_taken_away_takes_what_it_keeps_with_it() {
    let app = city().await;
    let (browser, page) = children(&app).await;
    let remove = "この欄を取り消す （お子さん 2）";
    let page = browser.submit(&page, &page.form("/p2"), remove).await;
    assert!(!draft(&app).to_string().contains("なわとび"), "{}", draft(&app));
    let page = browser.submit(&page, &page.form("/p2"), "もう1つ追加する （お子さん）").await;
    let form = page.form("/p2").set("kids.1.call", "谷").set("kids.1.kind", "a");
    let page = browser.submit(&page, &form, "次へ").await;
    assert_eq!(page.form("/p2").value("kids.1.kfee"), Some(""));
}

/// A white picture of eight by four points.
fn png() -> Vec<u8> {
    const PNG: [u8; 71] = [
        137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 8, 0, 0, 0, 4, 8, 0, 0, 0, 0, 150, 166,
        33, 44, 0, 0, 0, 14, 73, 68, 65, 84, 120, 156, 99, 248, 15, 5, 12, 184, 25, 0, 62, 2, 31, 225, 102, 82, 114,
        192, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
    ];
    PNG.to_vec()
}

#[tokio::test]
async fn a_file_that_an_edit_hides_is_not_served_any_more() {
    let app = city().await;
    let (browser, page) = start(&app).await;
    let page = browser.submit(&page, &page.form("/p1").set("mode", "b"), "次へ").await;
    let form = page.form("/p1").set("b_num", "3").attach("paper", "証明.png", png());
    let page = browser.submit(&page, &form, "次へ").await;
    let form = page.form("/p2").set("kids.0.call", "林").set("kids.0.kind", "b");
    let page = browser.submit(&page, &form, "次へ").await;
    let page = browser.submit(&page, &page.form("/submit"), "").await;
    let receipt = page.text("[data-receipt]");
    let clerk = app.staff("sato", "佐藤", &[("civic", None)]).await;
    let case = clerk.get(&format!("/office/cases/{receipt}")).await;
    let file = case.attributes("a[href*='/files/']", "href").remove(0);
    assert_eq!(clerk.get(&file).await.status, 200);
    let sheet = clerk.get(&case.link("内容を修正する")).await;
    let done = clerk.submit(&sheet, &sheet.form("/edit").set("mode", "a"), "内容を修正する").await;
    assert!(done.status == 200 && !done.body.contains("/files/"), "{}", done.visible());
    assert_eq!(clerk.get(&file).await.status, 404);
    app.verify();
}
