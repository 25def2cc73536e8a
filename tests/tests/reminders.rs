//! Mails that go by themselves: ordered once at their moment, though the job stops, runs again or comes late.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_server::job;
use madoguchi_store::{case, outbox};
use madoguchi_tests::{TestApp, journey::Resident};
use serde_json::json;

const SUBMIT: &str = "/api/v1/apps/bulky-waste/submissions";

/// A case that is confirmed at once, with the day of its visit; its receipt and secret.
async fn submit(app: &TestApp, date: &str, phone: &str) -> (String, String) {
    let futon = Resident { goods: vec![("futon".into(), 1)], phone: phone.into(), ..Resident::default() };
    let mut answers = futon.answers(date);
    answers["mail"] = json!("hanako@example.jp");
    let (status, answer) = app.post(SUBMIT, &json!({"answers": answers})).await;
    assert_eq!((status, &answer["state"]), (201, &json!("confirmed")), "{answer}");
    (answer["receipt"].as_str().unwrap().to_owned(), answer["secret"].as_str().unwrap().to_owned())
}

/// The reminders in the outbox, by receipt.
fn reminders(app: &TestApp) -> Vec<String> {
    let waiting = outbox::waiting(&app.state.store, app.state.clock.now(), 100).unwrap();
    waiting.into_iter().filter(|mail| mail.mail == "reminder").map(|mail| mail.receipt).collect()
}

#[tokio::test]
async fn the_reminder_is_ordered_once_on_the_day_before_at_nine() {
    let app = TestApp::start().await;
    let (receipt, _) = submit(&app, "2026-11-13", "0166-00-3301").await;
    app.set_now("2026-11-12T08:59:59+09:00");
    job::once(&app.state).await;
    assert_eq!(reminders(&app), Vec::<String>::new());
    app.set_now("2026-11-12T09:00:00+09:00");
    job::once(&app.state).await;
    assert_eq!(reminders(&app), std::slice::from_ref(&receipt));
    app.set_now("2026-11-12T09:05:00+09:00");
    job::once(&app.state).await;
    job::once(&app.state).await;
    assert_eq!(reminders(&app), std::slice::from_ref(&receipt), "a second round orders nothing twice");
    let clerk = app.staff("sato", "佐藤", &[("cleaning", None)]).await;
    let page = clerk.get(&format!("/office/cases/{receipt}")).await;
    assert!(page.text(".log").contains("お知らせのメールを用意"), "{}", page.text(".log"));
    app.verify();
}

#[tokio::test]
async fn a_round_that_stopped_after_the_order_or_before_it_orders_exactly_one() {
    let app = TestApp::start().await;
    let (first, _) = submit(&app, "2026-11-13", "0166-00-3302").await;
    let (second, _) = submit(&app, "2026-11-13", "0166-00-3303").await;
    app.set_now("2026-11-12T09:00:00+09:00");
    let facts = case::by_receipt(&app.state.store, &first).unwrap().unwrap();
    let published = app.state.catalog.get(&facts.app, facts.version).unwrap();
    let decide = || madoguchi_engine::workflow::remind(published.setting(app.state.clock.now(), false), &facts);
    let Some(madoguchi_engine::workflow::Remind::Order(change)) = decide() else { panic!("nothing is due") };
    case::commit(&app.state.store, published.app.clone(), *change.clone()).await.unwrap();
    let again = case::commit(&app.state.store, published.app.clone(), *change).await;
    assert!(matches!(again, Err(case::NotChanged::Stale(_))), "who decided on the same facts comes too late");
    job::once(&app.state).await;
    let mut ordered = reminders(&app);
    ordered.sort();
    let mut expected = vec![first, second];
    expected.sort();
    assert_eq!(ordered, expected);
}

#[tokio::test]
async fn a_moved_date_moves_the_reminder_and_a_cancelled_case_has_none() {
    let app = TestApp::start().await;
    let (moved, _) = submit(&app, "2026-11-13", "0166-00-3304").await;
    let (gone, secret) = submit(&app, "2026-11-13", "0166-00-3305").await;
    let clerk = app.staff("sato", "佐藤", &[("cleaning", None)]).await;
    let page = clerk.get(&format!("/office/cases/{moved}/slot?question=visit")).await;
    let form = page.form("/slot").set("date", "2026-11-20");
    let done = clerk.submit(&page, &form, "").await;
    assert_eq!(done.status, 200, "{}", done.visible());
    let resident = app.browser();
    let page = resident.get("/status").await;
    let page = resident.submit(&page, &page.form("/status").set("receipt", &gone).set("secret", &secret), "").await;
    let page = resident.submit(&page, &page.form("/status/withdraw"), "").await;
    assert_eq!(page.status, 200, "{}", page.visible());
    let page = resident.submit(&page, &page.form("/status/withdraw"), "取り消す").await;
    assert_eq!(page.status, 200, "{}", page.visible());
    assert_eq!(case::by_receipt(&app.state.store, &gone).unwrap().unwrap().state, "cancelled");
    app.set_now("2026-11-12T09:00:00+09:00");
    job::once(&app.state).await;
    assert_eq!(reminders(&app), Vec::<String>::new());
    assert_eq!(app.number("SELECT count(*) FROM reminder"), 1, "that of the cancelled case is not looked at again");
    app.set_now("2026-11-19T09:00:00+09:00");
    job::once(&app.state).await;
    assert_eq!(reminders(&app), [moved]);
    assert_eq!(app.number("SELECT count(*) FROM reminder"), 0);
    app.verify();
}

#[tokio::test]
async fn a_server_that_was_off_until_the_evening_still_orders_and_one_that_was_off_until_the_next_day_does_not() {
    let app = TestApp::start().await;
    let (evening, _) = submit(&app, "2026-11-13", "0166-00-3306").await;
    app.set_now("2026-11-12T23:59:00+09:00");
    job::once(&app.state).await;
    assert_eq!(reminders(&app), [evening]);
    app.set_now("2026-11-12T23:59:30+09:00");
    let app = TestApp::start().await;
    submit(&app, "2026-11-13", "0166-00-3307").await;
    app.set_now("2026-11-13T00:00:00+09:00");
    job::once(&app.state).await;
    assert_eq!(reminders(&app), Vec::<String>::new());
}
