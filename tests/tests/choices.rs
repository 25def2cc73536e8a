//! Choices on the pages without JavaScript: cascades, the search in a long list, 「その他」, and rows as options.

use madoguchi_tests::{Browser, Page, TestApp};
use std::path::Path;

async fn app() -> TestApp {
    TestApp::with(&Path::new(env!("CARGO_MANIFEST_DIR")).join("definitions/choices")).await
}

async fn first_page(browser: &Browser) -> Page {
    let page = browser.get("/apps/choices").await;
    browser.submit(&page, &page.form("/drafts"), "").await
}

async fn place(browser: &Browser) -> Page {
    let page = first_page(browser).await;
    let page = browser.submit(&page, &page.form("/p1").set("side", "south"), "").await;
    browser.submit(&page, &page.form("/p1").set("town", "s2"), "").await
}

async fn needs(browser: &Browser) -> Page {
    let page = place(browser).await;
    browser.submit(&page, &page.form("/p2").set("needs.code", "nothing"), "").await
}

#[tokio::test]
async fn the_lower_level_is_asked_when_the_upper_is_known() {
    let app = app().await;
    let browser = app.browser();
    let page = first_page(&browser).await;
    assert!(page.visible().contains("「地区」に答えると、ここに選択肢が出ます"), "{}", page.visible());
    let page = browser.submit(&page, &page.form("/p1").set("side", "south"), "").await;
    assert_eq!((page.status, page.errors().len()), (200, 0), "{}", page.visible());
    assert!(page.visible().contains("南1番町") && !page.visible().contains("北1番町"));
    let page = browser.submit(&page, &page.form("/p1").set("town", "s2"), "").await;
    assert!(page.url.ends_with("/p2"), "{}", page.visible());
}

#[tokio::test]
async fn a_changed_upper_level_clears_the_lower_and_says_so() {
    let app = app().await;
    let browser = app.browser();
    let page = place(&browser).await;
    let page = browser.get(&page.url.replace("/p2", "/p1")).await;
    let page = browser.submit(&page, &page.form("/p1").set("side", "north"), "").await;
    assert_eq!(page.status, 422);
    assert_eq!(page.errors(), ["「地区」の回答に「南2番町」は合いません。町を選び直してください。"]);
    assert_eq!(page.form("/p1").value("town"), None);
}

#[tokio::test]
async fn a_long_list_is_searched_and_keeps_the_draft() {
    let app = app().await;
    let browser = app.browser();
    let page = first_page(&browser).await;
    let page = browser.submit(&page, &page.form("/p1").set("side", "north"), "").await;
    assert!(!page.visible().contains("北7番町"), "a long list is not written into the page");
    let page = browser.submit(&page, &page.form("/p1").set("_find.town", "きた117"), "探す").await;
    assert!(page.visible().contains("北117番町") && !page.visible().contains("南1番町"), "{}", page.visible());
    let page = browser.submit(&page, &page.form("/p1").set("town", "t117"), "").await;
    assert!(page.url.ends_with("/p2"), "{}", page.visible());
    let found = browser.get(&page.url.replace("/p2", "/options/town?q=ｷﾀ117")).await;
    let found: serde_json::Value = serde_json::from_str(&found.body).unwrap();
    assert_eq!(found["options"][0]["code"], "t117");
    assert_eq!(browser.get(&page.url.replace("/p2", "/options/nothing?q=a")).await.status, 404);
}

#[tokio::test]
async fn other_needs_its_text_and_one_option_excludes_the_rest() {
    let app = app().await;
    let browser = app.browser();
    let page = place(&browser).await;
    let page = browser.submit(&page, &page.form("/p2").set("needs.code", "other"), "").await;
    assert_eq!(page.errors(), ["必要なもので「その他」を選んだときは、その内容を入力してください。"]);
    let form = page.form("/p2").unset("needs.code").set("needs.code", "nothing").set("needs.code", "chair");
    let page = browser.submit(&page, &form, "").await;
    assert_eq!(page.errors(), ["必要なもので「なし」を選ぶときは、ほかのものを選ばないでください。"]);
    let form = page.form("/p2").unset("needs.code").set("needs.code", "other").set("needs.text", "筆談");
    let page = browser.submit(&page, &form, "").await;
    assert!(page.url.ends_with("/p3"), "{}", page.visible());
}

#[tokio::test]
async fn a_choice_follows_its_row_and_loses_it_with_the_row() {
    let app = app().await;
    let browser = app.browser();
    let page = needs(&browser).await;
    let page = browser.submit(&page, &page.form("/p3").set("children.0.called", "花子"), "もう1つ追加").await;
    let page = browser.submit(&page, &page.form("/p3").set("children.1.called", "太郎"), "選択肢を出す").await;
    let page = if page.form("/p3").has("oldest") { page } else { browser.get(&page.url).await };
    let page = browser.submit(&page, &page.form("/p3").set("oldest", "2"), "もう1つ追加").await;
    let page = browser.submit(&page, &page.form("/p3"), "この欄を取り消す").await;
    assert_eq!(page.form("/p3").value("oldest"), Some("1"), "太郎 has moved up");
    let page = browser.submit(&page, &page.form("/p3"), "この欄を取り消す").await;
    assert_eq!(page.form("/p3").value("oldest"), None);
}
