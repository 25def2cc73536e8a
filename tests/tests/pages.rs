//! Every type of question on the resident's pages without JavaScript, and what happens when answers change the questions.

use madoguchi_tests::{Browser, Page, TestApp, journey::Resident};
use std::path::Path;

async fn kinds() -> TestApp {
    TestApp::with(&Path::new(env!("CARGO_MANIFEST_DIR")).join("definitions/kinds")).await
}

async fn first_page(browser: &Browser) -> Page {
    let page = browser.get("/apps/kinds").await;
    browser.submit(&page, &page.form("/drafts"), "").await
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

/// The first page with one child in a nursery.
async fn second_page(browser: &Browser) -> Page {
    let page = first_page(browser).await;
    let form = page
        .form("/p1")
        .set("children.0.called", "花子")
        .set("children.0.born.era", "令和")
        .set("children.0.born.year", "２")
        .set("children.0.born.month", "3")
        .set("children.0.born.day", "5")
        .set("children.0.care", "nursery")
        .set("town", "c")
        .set("since.year", "2020")
        .set("since.month", "4")
        .set("since.day", "1");
    let page = browser.submit(&page, &form, "").await;
    assert!(page.url.ends_with("/p2"), "{}\n{}", page.url, page.visible());
    page
}

#[tokio::test]
async fn rows_are_added_and_taken_away_with_what_was_typed() {
    let app = kinds().await;
    let browser = app.browser();
    let page = first_page(&browser).await;
    let page = browser.submit(&page, &page.form("/p1").set("children.0.called", "花子"), "もう1つ追加").await;
    let form = page.form("/p1");
    assert_eq!(form.value("children.0.called"), Some("花子"));
    let page = browser.submit(&page, &form.set("children.1.called", "太郎"), "もう1つ追加").await;
    let page = browser.submit(&page, &page.form("/p1").set("children.2.called", "次郎"), "この欄を取り消す").await;
    let form = page.form("/p1");
    assert_eq!(form.value("children.0.called"), Some("太郎"), "the first row is gone and the others move up");
    assert_eq!(form.value("children.1.called"), Some("次郎"));
    assert!(!form.has("children.2.called"));
}

#[tokio::test]
async fn an_answer_in_a_row_that_asks_more_is_met_with_the_question() {
    let app = kinds().await;
    let browser = app.browser();
    let page = second_page(&browser).await;
    let page = browser.get(&page.url.replace("/p2", "/p1")).await;
    assert!(!page.form("/p1").has("children.0.place"));
    let page = browser.submit(&page, &page.form("/p1").set("children.0.care", "school"), "").await;
    assert!(page.status == 200 && page.url.contains("more=1"), "{}", page.url);
    let page = browser.submit(&page, &page.form("/p1").set("children.0.place", "北小学校"), "").await;
    assert!(page.url.ends_with("/p2"), "{}\n{}", page.url, page.visible());
}

#[tokio::test]
async fn an_impossible_era_date_is_shown_with_its_reason_at_its_control() {
    let app = kinds().await;
    let browser = app.browser();
    let page = first_page(&browser).await;
    let form =
        page.form("/p1").set("since.era", "昭和").set("since.year", "64").set("since.month", "1").set("since.day", "8");
    let page = browser.submit(&page, &form, "").await;
    assert_eq!(page.status, 422);
    let form = page.form("/p1");
    assert_eq!((form.value("since.era"), form.value("since.year")), (Some("昭和"), Some("64")));
    assert!(page.errors().iter().any(|e| e.contains("昭和")), "{:?}", page.errors());
    let targets = page.attributes("[role=alert] a", "href");
    for target in targets {
        let id = target.trim_start_matches('#');
        assert_eq!(page.attributes(&format!("[id={id}]"), "name").len(), 1, "{target} leads to no control");
    }
}

#[tokio::test]
async fn a_question_that_becomes_relevant_is_asked_with_its_suggestion() {
    let app = kinds().await;
    let browser = app.browser();
    let page = second_page(&browser).await;
    assert!(!page.form("/p2").has("cars"));
    let page = browser.submit(&page, &page.form("/p2").set("ways", "car").set("agree", "yes"), "").await;
    assert!(page.url.contains("/p2?more=1"), "{}", page.url);
    assert_eq!(page.form("/p2").value("cars"), Some("1"), "the default is suggested");
    let page = browser.submit(&page, &page.form("/p2").set("cars", "２"), "").await;
    assert!(page.url.ends_with("/review"), "{}\n{}", page.url, page.visible());
    assert!(page.visible().contains("2台") || page.visible().contains("2 台"), "{}", page.visible());
}

#[tokio::test]
async fn a_hidden_answer_is_kept_for_coming_back_but_never_sent() {
    let app = kinds().await;
    let browser = app.browser();
    let page = second_page(&browser).await;
    let page = browser.submit(&page, &page.form("/p2").set("ways", "car").set("agree", "yes"), "").await;
    let review = browser.submit(&page, &page.form("/p2").set("cars", "3"), "").await;
    let page = browser.get(&review.link("（移動の手段）")).await;
    let form = page.form("/p2");
    let without = form.clone().unset("ways");
    let review = browser.submit(&page, &without, "").await;
    assert!(review.url.ends_with("/review"), "{}", review.url);
    assert!(!review.visible().contains("車の台数"));
    let page = browser.get(&review.link("（移動の手段）")).await;
    let page = browser.submit(&page, &page.form("/p2").set("ways", "car"), "").await;
    assert_eq!(page.form("/p2").value("cars"), Some("3"), "toggling back brings back what was typed");
    let page = browser.submit(&page, &page.form("/p2").unset("ways"), "").await;
    let receipt = browser.submit(&page, &page.form("/submit"), "").await;
    assert_eq!(receipt.status, 200, "{}", receipt.visible());
    assert_eq!(app.column("app_kinds", "cars"), [None]);
    app.verify();
}

#[tokio::test]
async fn hidden_and_foreign_questions_are_refused() {
    let app = kinds().await;
    let browser = app.browser();
    let page = second_page(&browser).await;
    for (name, value) in [("cars", "3"), ("town", "a"), ("colour", "red"), ("paper", "x"), ("intro", "x")] {
        let refused = browser.submit(&page, &page.form("/p2").smuggle(name, value), "").await;
        assert_eq!(refused.status, 422, "{name}");
        assert!(!refused.text("h1").is_empty());
    }
    assert!(browser.get(&page.url).await.form("/p2").value("agree").is_none(), "nothing of it was kept");
}

#[tokio::test]
async fn a_file_stays_through_mistakes_and_is_only_for_the_holder_of_the_draft() {
    let app = kinds().await;
    let browser = app.browser();
    let page = second_page(&browser).await;
    let form = page.form("/p2").set("rent", "たくさん").attach("paper", "証明.png", png());
    let page = browser.submit(&page, &form, "").await;
    assert_eq!(page.status, 422, "{}", page.visible());
    assert!(page.visible().contains("証明.png"), "{}", page.visible());
    let file = page.attributes("img", "src").into_iter().find(|s| s.contains("/files/")).unwrap();
    let response = browser.client().get(browser.url(&file)).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "image/png");
    let other = second_page(&app.browser()).await;
    let draft = |url: &str| url.split('/').nth(6).unwrap().to_owned();
    let stolen = file.replace(&draft(&page.url), &draft(&other.url));
    assert_eq!(browser.get(&stolen).await.status, 404);
    let bad = page.form("/p2").set("rent", "50000").attach("paper", "x.png", b"<svg onload=alert(1)>".to_vec());
    let page = browser.submit(&page, &bad, "").await;
    assert_eq!(page.status, 422);
    assert!(page.errors().iter().any(|e| e.contains("証明書")), "{:?}", page.errors());
    let page = browser.submit(&page, &page.form("/p2"), "取り消す").await;
    assert!(!page.visible().contains("証明.png"), "{}", page.visible());
    assert_eq!(browser.get(&file).await.status, 404);
}

#[tokio::test]
async fn a_day_that_went_meanwhile_is_a_page_with_other_days_and_everything_kept() {
    let app = TestApp::start().await;
    let slow = app.browser();
    let resident = Resident { date: Some("2026-11-13".into()), ..Resident::default() };
    let page = resident.to_the_days(&slow).await;
    let review = resident.choose_a_day(&slow, &page).await;
    app.set_now("2026-11-02T10:20:00+09:00");
    for n in 0..40 {
        let other = Resident { phone: format!("0166-02-{n:04}"), ..resident.clone() };
        let (status, answer) = app
            .post("/api/v1/apps/bulky-waste/submissions", &serde_json::json!({"answers": other.answers("2026-11-13")}))
            .await;
        if status == 409 {
            break;
        }
        assert_eq!(status, 201, "{answer}");
    }
    let lost = slow.submit(&review, &review.form("/submit"), "").await;
    assert_eq!(lost.status, 409, "{}", lost.visible());
    assert!(lost.visible().contains("いっぱいになりました"));
    let days = lost.form("/p5").options("visit.date");
    assert!(!days.contains(&"2026-11-13".to_owned()) && !days.is_empty(), "{days:?}");
    let review = slow.submit(&lost, &lost.form("/p5").set("visit.date", &days[0]), "").await;
    assert!(review.url.ends_with("/review") && review.visible().contains("山田"), "{}", review.visible());
    let receipt = slow.submit(&review, &review.form("/submit"), "").await;
    assert_eq!(receipt.status, 200);
    app.verify();
}

#[tokio::test]
async fn a_correction_that_the_office_asks_for_is_made_on_the_status_page() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let resident = Resident { goods: vec![("sofa3".into(), 2)], ..Resident::default() };
    let receipt = resident.submit(&browser).await;
    let number = receipt.text("[data-receipt]");
    let clerk = app.staff("sato", "佐藤", &[("cleaning", None)]).await;
    let case = clerk.get(&format!("/office/cases/{number}")).await;
    let form = case.form("/actions/ask_fix").set("note", "丁目を確かめてください");
    let case = clerk.submit(&case, &form, "").await;
    assert_eq!(case.status, 200, "{}", case.visible());
    let page = browser.get("/status").await;
    let form = page.form("/status").set("receipt", &number).set("secret", &receipt.text("[data-secret]"));
    let page = browser.submit(&page, &form, "").await;
    assert!(page.visible().contains("丁目を確かめてください"), "{}", page.visible());
    assert!(!page.visible().contains("佐藤"), "names of staff are not shown");
    let ask = browser.submit(&page, &page.form("/status/resubmit"), "").await;
    let form = ask.form("/status/resubmit");
    assert_eq!(form.value("address.town"), Some("1条通3丁目"));
    assert!(!form.has("phone"), "only what was asked can be changed");
    let wrong = browser.submit(&ask, &form.clone().set("address.town", ""), "補正して出し直す").await;
    assert_eq!(wrong.status, 422, "{}", wrong.visible());
    let smuggled = browser.submit(&ask, &form.clone().smuggle("phone", "0166-99-9999"), "補正して出し直す").await;
    assert_eq!(smuggled.status, 422);
    let more = browser.submit(&ask, &form, "品目を追加").await;
    assert!(more.form("/status/resubmit").has("goods.1.code"));
    let done =
        browser.submit(&ask, &ask.form("/status/resubmit").set("address.town", "1条通5丁目"), "補正して出し直す").await;
    assert_eq!(done.status, 200, "{}", done.visible());
    assert_eq!(app.column("app_bulky_waste", "address.town"), [Some("1条通5丁目".to_owned())]);
    assert_eq!(app.column("app_bulky_waste", "_state"), [Some("received".to_owned())]);
    let again = browser.submit(&ask, &ask.form("/status/resubmit"), "補正して出し直す").await;
    assert_eq!(again.status, 409, "{}", again.visible());
    app.verify();
}

#[tokio::test]
async fn a_deadline_moves_a_case_by_itself() {
    let app = TestApp::start().await;
    let resident = Resident { goods: vec![("sofa3".into(), 2)], ..Resident::default() };
    let receipt = resident.submit(&app.browser()).await;
    let clerk = app.staff("sato", "佐藤", &[("cleaning", None)]).await;
    let case = clerk.get(&format!("/office/cases/{}", receipt.text("[data-receipt]"))).await;
    clerk.submit(&case, &case.form("/actions/ask_fix").set("note", "確かめてください"), "").await;
    app.set_now("2026-11-09T23:59:58+09:00");
    madoguchi_server::job::once(&app.state).await;
    assert_eq!(app.column("app_bulky_waste", "_state"), [Some("fixing".to_owned())]);
    app.set_now("2026-11-10T00:00:00+09:00");
    madoguchi_server::job::once(&app.state).await;
    assert_eq!(app.column("app_bulky_waste", "_state"), [Some("expired".to_owned())]);
    app.verify();
}
