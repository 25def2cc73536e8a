//! The resident's side without JavaScript: the journey, mistakes, resends, two tabs, and what can be changed later.

use madoguchi_tests::{Browser, Page, TestApp, journey::Resident};

fn receipt_number(page: &Page) -> String {
    let number = page.text("[data-receipt]");
    assert!(!number.is_empty(), "no receipt number:\n{}", page.visible());
    number
}

async fn status_page(app: &TestApp, browser: &Browser, receipt: &Page) -> Page {
    let (number, secret) = (receipt_number(receipt), receipt.text("[data-secret]"));
    let page = browser.get(&format!("{}/status", app.base)).await;
    let form = page.form("/status").set("receipt", &number).set("secret", &secret);
    browser.submit(&page, &form, "").await
}

#[tokio::test]
async fn a_resident_books_and_gets_a_receipt_that_says_what_happens_next() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let catalogue = browser.get("/").await;
    assert!(catalogue.link("粗大ごみ").contains("/apps/bulky-waste"));
    let page = Resident::default().submit(&browser).await;
    assert_eq!(page.status, 200, "{}", page.visible());
    let receipt = receipt_number(&page);
    assert!(page.visible().contains("クリーンセンター受付") && page.visible().contains("0166-00-0010"));
    assert_eq!(app.column("app_bulky_waste", "_receipt"), [Some(receipt)]);
    assert_eq!(
        app.column("app_bulky_waste", "_state"),
        [Some("confirmed".to_owned())],
        "4 points are accepted at once"
    );
    app.verify();
}

#[tokio::test]
async fn mistakes_come_back_with_422_a_summary_and_what_was_typed() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let page = Resident::default().to_the_days(&browser).await;
    let page = browser.get(&page.url.replace("/p5", "/p4")).await;
    let form = page.form("/p4").set("phone", "12").set("applicant.family", "");
    let page = browser.submit(&page, &form, "次へ").await;
    assert_eq!(page.status, 422);
    assert!(page.text("title").starts_with("エラー："), "{}", page.text("title"));
    assert_eq!(page.errors().len(), 2, "{:?}", page.errors());
    assert_eq!(page.form("/p4").value("phone"), Some("12"));
    for link in page.attributes("[role=alert] a", "href") {
        let target = link.trim_start_matches('#').to_owned();
        assert!(page.attributes("input", "id").contains(&target), "{link} leads to no control");
    }
    assert!(page.attributes("input[aria-invalid=true]", "name").contains(&"phone".to_owned()));
}

#[tokio::test]
async fn double_click_refresh_and_resend_give_the_same_receipt() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let page = Resident::default().to_the_days(&browser).await;
    let review = Resident::default().choose_a_day(&browser, &page).await;
    let form = review.form("/submit");
    let (one, two) = tokio::join!(browser.submit(&review, &form, ""), browser.submit(&review, &form, ""));
    let again = browser.submit(&review, &form, "").await;
    let refreshed = browser.get(&one.url).await;
    let number = receipt_number(&one);
    for page in [&two, &again, &refreshed] {
        assert_eq!(receipt_number(page), number);
        assert_eq!(page.text("[data-secret]"), one.text("[data-secret]"));
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM app_bulky_waste"), 1);
    let old = browser.get(&review.url).await;
    assert_eq!(receipt_number(&old), number, "the draft leads to its receipt");
}

#[tokio::test]
async fn two_tabs_are_two_drafts() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let (one, two) = (Resident::default(), Resident { phone: "0166-00-9999".into(), ..Resident::default() });
    let (first, second) = (one.to_the_days(&browser).await, two.to_the_days(&browser).await);
    let (first, second) = (one.choose_a_day(&browser, &first).await, two.choose_a_day(&browser, &second).await);
    let first = browser.submit(&first, &first.form("/submit"), "").await;
    let second = browser.submit(&second, &second.form("/submit"), "").await;
    assert_ne!(receipt_number(&first), receipt_number(&second));
    let phones = app.column("app_bulky_waste", "phone");
    assert_eq!(phones, [Some("0166001234".to_owned()), Some("0166009999".to_owned())]);
}

#[tokio::test]
async fn a_page_that_was_skipped_is_asked_before_submitting() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let page = browser.get("/apps/bulky-waste").await;
    let page = browser.submit(&page, &page.form("/drafts"), "").await;
    let review = browser.get(&page.url.replace("/p1", "/review")).await;
    assert!(review.url.contains("/p1"), "{}", review.url);
}

#[tokio::test]
async fn a_change_from_the_summary_returns_to_the_summary() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let page = Resident::default().to_the_days(&browser).await;
    let review = Resident::default().choose_a_day(&browser, &page).await;
    let link = review.attributes("a[href*='/p4']", "href").into_iter().next().unwrap();
    let page = browser.get(&link).await;
    let review = browser.submit(&page, &page.form("/p4").set("phone", "0166-00-7777"), "").await;
    assert!(review.url.ends_with("/review"), "{}", review.url);
    assert!(review.visible().contains("7777"));
}

#[tokio::test]
async fn a_fourth_open_booking_of_one_phone_is_refused_with_the_reason() {
    let app = TestApp::start().await;
    for _ in 0..3 {
        assert_eq!(Resident::default().submit(&app.browser()).await.status, 200);
    }
    let page = Resident::default().to_the_days(&app.browser()).await;
    assert_eq!((page.status, page.url.ends_with("/p4")), (422, true), "told at the telephone number, before the days");
    assert!(page.visible().contains("おひとり3件まで"), "{}", page.visible());
    assert_eq!(app.number("SELECT COUNT(*) FROM app_bulky_waste"), 3);
}

#[tokio::test]
async fn the_date_can_be_moved_and_the_case_withdrawn_until_the_last_moment() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let resident = Resident { date: Some("2026-11-13".into()), ..Resident::default() };
    let receipt = resident.submit(&browser).await;
    let page = status_page(&app, &browser, &receipt).await;
    assert_eq!(page.status, 200, "{}", page.visible());
    let page = browser.submit(&page, &page.form("/status/change_slot"), "").await;
    let form = page.form("/status/change_slot");
    assert!(form.options("visit.date").contains(&"2026-11-13".to_owned()), "the present day stays on offer");
    let page = browser.submit(&page, &form.set("visit.date", "2026-11-20"), "変更").await;
    assert_eq!(page.status, 200, "{}", page.visible());
    assert_eq!(app.column("app_bulky_waste", "visit.date"), [Some("2026-11-20".to_owned())]);
    app.verify();

    app.set_now("2026-11-19T16:00:00+09:00");
    let page = status_page(&app, &browser, &receipt).await;
    assert!(page.body.contains("/status/withdraw"), "16:00:00 is in time");
    app.set_now("2026-11-19T16:00:01+09:00");
    let late = browser.submit(&page, &page.form("/status/withdraw"), "").await;
    assert!(!late.body.contains("<button name=\"confirm\"") || late.status >= 400, "{}", late.visible());
    let page = status_page(&app, &browser, &receipt).await;
    assert!(!page.body.contains("action=\"/status/withdraw\""), "16:00:01 is too late");
    assert_eq!(app.column("app_bulky_waste", "_state"), [Some("confirmed".to_owned())]);
}

#[tokio::test]
async fn a_wrong_secret_and_an_unknown_receipt_get_the_same_answer() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let receipt = Resident::default().submit(&browser).await;
    let number = receipt_number(&receipt);
    let mut answers = Vec::new();
    for number in [number.as_str(), "ABCD-EFGH"] {
        let page = browser.get("/status").await;
        let form = page.form("/status").set("receipt", number).set("secret", "23456789AB");
        let page = browser.submit(&page, &form, "").await;
        answers.push((page.status, page.errors()));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(app.browser().get(&format!("/receipts/{number}")).await.status, 404);
}

#[tokio::test]
async fn the_first_offered_day_follows_the_cut_off_to_the_second() {
    let app = TestApp::start().await;
    // Fridays; 16:00 two business days before; Golden Week, 国民の休日 week, year end.
    for (now, first) in [
        ("2026-11-04T16:00:00+09:00", "2026-11-06"),
        ("2026-11-04T16:00:01+09:00", "2026-11-13"),
        ("2026-04-28T16:00:00+09:00", "2026-05-01"),
        ("2026-04-28T16:00:01+09:00", "2026-05-08"),
        ("2026-12-24T16:00:01+09:00", "2027-01-08"),
    ] {
        app.set_now(now);
        let page = Resident::default().to_the_days(&app.browser()).await;
        assert_eq!(page.form("/p5").options("visit.date").first().map(String::as_str), Some(first), "at {now}");
    }
}

#[tokio::test]
async fn a_correction_into_another_area_offers_the_days_of_that_area() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let resident = Resident { goods: vec![("sofa2".into(), 5)], ..Resident::default() };
    let receipt = resident.submit(&browser).await;
    let clerk = app.staff("sato", "佐藤", &[("cleaning", None)]).await;
    let case = clerk.get(&format!("/office/cases/{}", receipt_number(&receipt))).await;
    let form = case.form("/actions/ask_fix").set("note", "住所を確かめてください。");
    assert_eq!(clerk.submit(&case, &form, "").await.status, 200);

    let page = status_page(&app, &browser, &receipt).await;
    let page = browser.submit(&page, &page.form("/status/resubmit"), "").await;
    assert!(!page.form("/status/resubmit").has("visit.date"), "the same area keeps its day");
    assert!(page.visible().contains("住所を確かめてください。"), "the office's words stand where they are answered");
    let moved = page.form("/status/resubmit").set("address.town", "永楽町");
    let page = browser.submit(&page, &moved, "補正").await;
    assert_eq!(page.status, 422, "{}", page.visible());
    assert!(page.visible().contains("B地区"), "{}", page.visible());
    let form = page.form("/status/resubmit");
    let day = form.options("visit.date").into_iter().next().unwrap();
    let page = browser.submit(&page, &form.set("visit.date", &day), "補正").await;
    assert_eq!(page.status, 200, "{}", page.visible());
    assert_eq!(app.column("app_bulky_waste", "visit.area"), [Some("b".to_owned())]);
    assert_eq!(app.column("app_bulky_waste", "visit.date"), [Some(day)]);
    app.verify();
}

const TRIP: &str = "\
schema: 1
app: trip
title: 旅行
owner: civic
questions:
  - {id: way, type: choice, from: {train: 電車, car: 車}, label: 行き方}
  - {id: plate, type: text, label: 車の番号, show_if: way == \"car\"}
workflow:
  states:
    received: {label: 受付}
    fixing: {label: 補正中}
    done: {label: 完了, end: true}
  actions:
    - {id: ask_fix, label: 補正を求める, from: received, to: fixing, by: civic, ask: [way, plate], note: required}
    - {id: resubmit, label: 出し直す, from: fixing, to: back, by: resident}
    - {id: finish, label: 完了, from: received, to: done, by: civic}
";

#[tokio::test]
async fn what_the_present_answers_do_not_ask_is_corrected_only_when_they_change() {
    let folder = tempfile::tempdir().unwrap();
    let city = "schema: 1\ncity: 旭野市\nunits: {civic: {label: 市民課}}\n";
    std::fs::write(folder.path().join("office.yaml"), city).unwrap();
    std::fs::write(folder.path().join("trip.yaml"), TRIP).unwrap();
    let app = TestApp::with(folder.path()).await;
    let browser = app.browser();
    let page = browser.get("/apps/trip").await;
    let page = browser.submit(&page, &page.form("/drafts"), "").await;
    let page = browser.submit(&page, &page.form("/p1").set("way", "train"), "次へ").await;
    let receipt = browser.submit(&page, &page.form("/submit"), "").await;
    let clerk = app.staff("sato", "佐藤", &[("civic", None)]).await;
    let case = clerk.get(&format!("/office/cases/{}", receipt_number(&receipt))).await;
    let form = case.form("/actions/ask_fix").set("note", "行き方を確かめてください。");
    assert_eq!(clerk.submit(&case, &form, "").await.status, 200);

    let page = status_page(&app, &browser, &receipt).await;
    let page = browser.submit(&page, &page.form("/status/resubmit"), "").await;
    assert!(!page.visible().contains("車の番号"), "{}", page.visible());
    let page = browser.submit(&page, &page.form("/status/resubmit").set("way", "car"), "出し直す").await;
    assert_eq!(page.status, 422, "{}", page.visible());
    let form = page.form("/status/resubmit").set("plate", "旭野 12-34");
    assert_eq!(browser.submit(&page, &form, "出し直す").await.status, 200);
    assert_eq!(app.column("app_trip", "plate"), [Some("旭野 12-34".to_owned())]);
    app.verify();
}
