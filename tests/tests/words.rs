//! What pages say around an author's words: what a case is called, languages, telephone numbers, what can be unchosen.

use madoguchi_tests::{Browser, Page, TestApp};
use std::path::Path;

async fn tip() -> TestApp {
    TestApp::with(&Path::new(env!("CARGO_MANIFEST_DIR")).join("definitions/tip")).await
}

async fn first_page(browser: &Browser, lang: &str) -> Page {
    let start = browser.get(&format!("/apps/tip{lang}")).await;
    let form = start.form("/apps/tip/drafts");
    browser.submit(&start, &form, "").await
}

#[tokio::test]
async fn pages_call_a_case_by_the_word_of_its_app_and_speak_of_no_fee_where_none_is_declared() {
    let app = tip().await;
    let browser = app.browser();
    let start = browser.get("/apps/tip").await;
    for words in ["通報を始める", "通報の流れ", "24時間いつでも通報できます", "すでに通報した方"]
    {
        assert!(start.visible().contains(words), "{words}\n{}", start.visible());
    }
    assert!(!start.visible().contains("手数料"));
    let page = first_page(&browser, "").await;
    let page = browser.submit(&page, &page.form("/p1").set("holes", "1"), "次へ").await;
    let form = page.form("/p2").set("list.0.size", "3").set("honest", "yes");
    let check = browser.submit(&page, &form, "次へ").await;
    assert!(check.visible().contains("まだ通報は終わっていません"), "{}", check.visible());
    let receipt = browser.submit(&check, &check.form("/submit"), "通報する").await;
    assert!(receipt.text("h1").contains("通報を受け付けました"), "{}", receipt.visible());
}

#[tokio::test]
async fn a_language_is_chosen_on_any_page_and_the_draft_keeps_it_with_what_was_typed() {
    let app = tip().await;
    let browser = app.browser();
    let start = browser.get("/apps/tip?lang=en").await;
    assert_eq!(start.attributes("html", "lang"), ["en"]);
    assert_eq!(start.text("h1"), "Tell us about a road");
    assert_eq!(start.texts(".languages li"), ["日本語", "English"]);
    let page = first_page(&browser, "?lang=en").await;
    assert_eq!(page.attributes("html", "lang"), ["en"]);
    assert!(page.visible().contains("Is it dark there") && page.visible().contains("Continue"), "{}", page.visible());
    let wrong = browser.submit(&page, &page.form("/p1"), "Continue").await;
    assert_eq!(wrong.errors(), ["Enter Holes."]);
    let page = browser.submit(&page, &page.form("/p1").set("holes", "1"), "Continue").await;
    assert_eq!(page.text("h1"), "The holes");
    let japanese = browser.get(&page.link("日本語")).await;
    assert_eq!(japanese.text("h1"), "穴");
    let before = browser.get(&japanese.url.replace("/p2?lang=ja", "/p1")).await;
    assert_eq!(before.attributes("html", "lang"), ["ja"], "the draft remembers it");
    assert_eq!(before.form("/p1").value("holes"), Some("1"), "answers stay");
    let other = browser.get(&before.url.replace("/p1", "/p1?lang=vi")).await;
    assert_eq!(other.attributes("html", "lang"), ["ja"], "the app has no Vietnamese");
}

#[tokio::test]
async fn an_optional_choice_can_be_unchosen_and_rows_that_are_counted_cannot_be_taken_away() {
    let app = tip().await;
    let browser = app.browser();
    let page = first_page(&browser, "").await;
    assert_eq!(page.attributes("[name=dark]", "value"), ["yes", "no", ""], "the last is 選ばない");
    assert!(page.visible().contains("計算する"), "what goes into the total stands on the page");
    let page = browser.submit(&page, &page.form("/p1").set("holes", "2").set("dark", "yes"), "次へ").await;
    assert!(!page.visible().contains("計算する"), "nothing on this page goes into the total");
    let page = browser.submit(&page, &page.form("/p2").set("list.0.size", "3"), "次へ").await;
    assert!(!page.visible().contains("この欄を取り消す"), "{}", page.visible());
    assert!(
        page.errors().iter().any(|e| e == "「入力したことは事実です」を読んで、チェックを入れてください。"),
        "{:?}",
        page.errors()
    );
    let page = browser.get(&page.url.replace("/p2", "/p1")).await;
    let page = browser.submit(&page, &page.form("/p1").set("dark", ""), "次へ").await;
    let page = browser.get(&page.url.replace("/p2", "/p1")).await;
    assert_eq!(page.attributes("[name=dark][checked]", "value"), [""]);
}

#[tokio::test]
async fn a_telephone_number_in_the_advice_can_be_called() {
    let app = tip().await;
    let browser = app.browser();
    let page = first_page(&browser, "").await;
    let page = browser.submit(&page, &page.form("/p1").set("holes", "91"), "次へ").await;
    assert_eq!(page.attributes(".lead a", "href"), ["tel:0166-00-0060"]);
}
