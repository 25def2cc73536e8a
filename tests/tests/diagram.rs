//! An app in the office: drawn, and in words.

use madoguchi_tests::TestApp;

#[tokio::test]
async fn who_may_read_an_app_sees_its_pages_and_states_drawn_and_in_sentences() {
    let app = TestApp::start().await;
    let staff = app.staff("sato", "佐藤", &[("cleaning", None)]).await;
    let queue = staff.get("/office/bulky-waste").await;
    assert!(queue.attributes("a", "href").contains(&"/office/bulky-waste/diagram".to_owned()));
    let page = staff.get("/office/bulky-waste/diagram").await;
    assert_eq!(page.status, 200, "{}", page.visible());
    assert_eq!(page.attributes("svg", "role"), ["img", "img"]);
    let told = page.texts("details li");
    for sentence in ["本受付にする（クリーンセンター） → 本受付", "次へ → 収集できないものが含まれていませんか"]
    {
        assert!(told.iter().any(|line| line == sentence), "{sentence} is not in {told:?}");
    }
    let other = app.staff("ito", "伊藤", &[("library", None)]).await;
    assert!([403, 404].contains(&other.get("/office/bulky-waste/diagram").await.status));
    assert!(app.browser().get("/office/bulky-waste/diagram").await.url.contains("/office/sign-in"));
}

#[tokio::test]
async fn who_may_read_an_app_reads_its_rules_as_sentences() {
    let app = TestApp::start().await;
    let staff = app.staff("sato", "佐藤", &[("cleaning", None)]).await;
    let queue = staff.get("/office/bulky-waste").await;
    assert!(queue.attributes("a", "href").contains(&"/office/bulky-waste/explain".to_owned()));
    let page = staff.get("/office/bulky-waste/explain").await;
    assert_eq!(page.status, 200, "{}", page.visible());
    let told = page.texts("section p");
    for sentence in ["見えない質問（職員だけ）", "申込みの締切: 2営業日前の16:00（その時刻ちょうどまで）"]
    {
        assert!(told.iter().any(|line| line.contains(sentence)), "{sentence} is not in {told:?}");
    }
    let other = app.staff("ito", "伊藤", &[("library", None)]).await;
    assert!([403, 404].contains(&other.get("/office/bulky-waste/explain").await.status));
}
