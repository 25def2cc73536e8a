//! Full days that are waited for: joined, offered when somebody gives units back, taken, declined, lost, never twice.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_tests::{Browser, Page, TestApp};
use serde_json::{Value as Json, json};
use std::path::Path;

async fn hall() -> TestApp {
    TestApp::with(&Path::new(env!("CARGO_MANIFEST_DIR")).join("definitions/waiting")).await
}

fn name() -> Json {
    json!({"family": "佐々木", "given": "花子", "family_kana": "ササキ", "given_kana": "ハナコ"})
}

/// A submission by the API for so many people.
async fn apply(app: &TestApp, people: u32, visit: Json) -> (u16, Json) {
    let answers = json!({"applicant": name(), "mail": "hanako@example.jp", "people": people, "visit": visit});
    app.post("/api/v1/apps/checkup/submissions", &json!({"answers": answers})).await
}

/// The case of an answer, as its resident sees it.
async fn status(browser: &Browser, answer: &Json) -> Page {
    let page = browser.get("/status").await;
    let form = page.form("/status").set("receipt", answer["receipt"].as_str().unwrap());
    browser.submit(&page, &form.set("secret", answer["secret"].as_str().unwrap()), "").await
}

/// Withdraws the case of an answer.
async fn withdraw(app: &TestApp, answer: &Json) {
    let browser = app.browser();
    let page = status(&browser, answer).await;
    let sure = browser.submit(&page, &page.form("/status/withdraw"), "").await;
    let gone = browser.submit(&sure, &sure.form("/status/withdraw"), "取り消す").await;
    assert!(gone.visible().contains("「取り消す」の手続が終わりました"), "{}", gone.visible());
}

#[tokio::test]
async fn a_resident_waits_for_a_full_day_and_gets_it_when_somebody_withdraws() {
    let app = hall().await;
    let (_, first) = apply(&app, 2, json!({"date": "2026-11-10"})).await;
    let browser = app.browser();
    let page = browser.get("/apps/checkup").await;
    let page = browser.submit(&page, &page.form("/apps/checkup/drafts"), "").await;
    let parts = [("family", "旭野"), ("given", "太郎"), ("family_kana", "アサヒノ"), ("given_kana", "タロウ")];
    let form = parts.iter().fold(page.form("/p1"), |form, (part, text)| form.set(&format!("applicant.{part}"), text));
    let page = browser.submit(&page, &form.set("people", "1").set("mail", "taro@example.jp"), "次へ").await;
    let form = page.form("/p2");
    let offered = form.options("visit.date");
    assert!(!offered.contains(&"2026-11-10".to_owned()), "{offered:?}");
    assert!(offered.contains(&"waiting:2026-11-10".to_owned()), "{offered:?}");
    let form = form.set("visit.date", "waiting:2026-11-10");
    let review = browser.submit(&page, &form, "次へ").await;
    assert!(review.visible().contains("キャンセル待ち"), "{}", review.visible());
    let receipt = browser.submit(&review, &review.form("/submit"), "").await;
    assert!(receipt.visible().contains("まだ日は決まっていません"), "{}", receipt.visible());
    assert_eq!(app.number("SELECT count(*) FROM booking WHERE released_at IS NULL"), 1, "it holds nothing");
    let number = receipt.text("[data-receipt]");
    let second = json!({"receipt": number, "secret": receipt.text("[data-secret]")});
    let staff = app.staff("desk", "山田", &[("desk", None)]).await;
    let case = staff.get(&format!("/office/cases/{number}")).await;
    assert!(case.visible().contains("次に案内する順番です"), "{}", case.visible());
    assert!(staff.get("/office/checkup?view=waiting").await.visible().contains("11月10日（火）待ち"));
    withdraw(&app, &first).await;
    let waits = "SELECT count(*) FROM booking WHERE released_at IS NULL AND answer_by IS NOT NULL";
    assert_eq!(app.number(waits), 1, "in the same transaction");
    assert_eq!(app.number("SELECT count(*) FROM outbox WHERE mail = 'offered'"), 1);
    let case = staff.get(&format!("/office/cases/{number}")).await;
    assert!(case.visible().contains("空いた枠を案内しています"), "{}", case.visible());
    let page = status(&browser, &second).await;
    assert!(page.visible().contains("待っていた日に空きが出ました"), "{}", page.visible());
    let done = browser.submit(&page, &page.form("/status/take_day"), "").await;
    assert!(done.visible().contains("2026年11月10日（火）に決まりました"), "{}", done.visible());
    assert_eq!(app.column("app_checkup", "visit.date"), [Some("2026-11-10".to_owned()), Some("2026-11-10".to_owned())]);
    assert_eq!(app.number(waits), 0);
    let again = browser.submit(&page, &page.form("/status/take_day"), "").await;
    assert_eq!(again.status, 409, "{}", again.visible());
    app.verify();
}

#[tokio::test]
async fn who_declines_or_does_not_answer_makes_way_for_the_next() {
    let app = hall().await;
    let (_, first) = apply(&app, 2, json!({"date": "2026-11-10"})).await;
    let (_, second) = apply(&app, 2, json!({"waiting": "2026-11-10"})).await;
    let (code, third) = apply(&app, 1, json!({"waiting": "2026-11-10"})).await;
    assert_eq!(code, 201, "{third}");
    assert_eq!(apply(&app, 1, json!({"waiting": "2026-11-10"})).await.0, 409, "the line is full");
    let (_, slots) = app.get("/api/v1/apps/checkup/slots?people=1").await;
    assert!(slots.get("full").is_none(), "{slots}");
    withdraw(&app, &first).await;
    let browser = app.browser();
    let page = status(&browser, &second).await;
    let sure = browser.submit(&page, &page.form("/status/decline_day"), "").await;
    assert!(sure.visible().contains("次に待っている人に回ります"), "{}", sure.visible());
    let gone = browser.submit(&sure, &sure.form("/status/decline_day"), "見送る").await;
    assert!(gone.visible().contains("空きなし"), "{}", gone.visible());
    let page = status(&browser, &third).await;
    assert!(page.visible().contains("待っていた日に空きが出ました"), "{}", page.visible());
    // A newcomer takes only what nobody in line can use.
    assert_eq!(apply(&app, 2, json!({"date": "2026-11-10"})).await.0, 409);
    assert_eq!(apply(&app, 1, json!({"date": "2026-11-10"})).await.0, 201);
    app.set_now("2026-11-04T12:00:00Z");
    for _ in 0..2 {
        madoguchi_server::job::once(&app.state).await;
    }
    let page = status(&browser, &third).await;
    assert!(page.visible().contains("返事の期限が過ぎた"), "{}", page.visible());
    let live =
        "SELECT sum(u.amount) FROM booking b JOIN booking_unit u ON u.booking_id = b.id WHERE b.released_at IS NULL";
    assert_eq!(app.number(live), 1);
    assert_eq!(app.number("SELECT count(*) FROM event WHERE action = 'lapse_day'"), 1);
    app.verify();
}

#[tokio::test]
async fn a_day_that_closes_before_anything_is_free_ends_the_wait() {
    let app = hall().await;
    apply(&app, 2, json!({"date": "2026-11-10"})).await;
    let (_, second) = apply(&app, 1, json!({"waiting": "2026-11-10"})).await;
    app.set_now("2026-11-09T08:00:01Z");
    madoguchi_server::job::once(&app.state).await;
    let page = status(&app.browser(), &second).await;
    assert!(page.visible().contains("待っていた日の受付が終わりました"), "{}", page.visible());
    app.verify();
}

#[tokio::test]
async fn one_who_waits_may_choose_a_free_day_and_a_clerk_may_answer_for_them() {
    let app = hall().await;
    let (_, first) = apply(&app, 2, json!({"date": "2026-11-10"})).await;
    let (_, second) = apply(&app, 1, json!({"waiting": "2026-11-10"})).await;
    let (_, third) = apply(&app, 1, json!({"waiting": "2026-11-10"})).await;
    let browser = app.browser();
    let page = status(&browser, &second).await;
    let days = browser.submit(&page, &page.form("/status/change_slot"), "").await;
    assert!(days.visible().contains("キャンセル待ちをやめて"), "{}", days.visible());
    let form = days.form("/status/change_slot").set("visit.date", "2026-11-11");
    let moved = browser.submit(&days, &form, "変更する").await;
    assert_eq!(moved.status, 200, "{}", moved.visible());
    withdraw(&app, &first).await;
    let staff = app.staff("desk", "山田", &[("desk", None)]).await;
    let address = format!("/office/cases/{}", third["receipt"].as_str().unwrap());
    let case = staff.get(&address).await;
    let done = staff.submit(&case, &case.form("/take_day"), "この日にする").await;
    assert!(done.visible().contains("案内された日に決定"), "{}", done.visible());
    assert_eq!(app.column("app_checkup", "visit.waiting"), [None::<String>, None, None]);
    app.verify();
}

#[tokio::test]
async fn a_time_of_a_day_is_waited_for_by_itself() {
    let app = hall().await;
    let send = |visit: Json| {
        let body = json!({"answers": {"applicant": name(), "visit": visit}});
        let app = &app;
        async move { app.post("/api/v1/apps/lesson/submissions", &body).await }
    };
    let (_, nine) = send(json!({"date": "2026-11-10", "time": "9:00"})).await;
    let (_, ten) = send(json!({"date": "2026-11-10", "time": "10:00"})).await;
    let (code, waits) = send(json!({"waiting": "2026-11-10", "time": "10:00"})).await;
    assert_eq!(code, 201, "{waits}");
    withdraw(&app, &nine).await;
    let page = status(&app.browser(), &waits).await;
    assert!(page.visible().contains("次に案内する順番です"), "{}", page.visible());
    withdraw(&app, &ten).await;
    let page = status(&app.browser(), &waits).await;
    assert!(page.visible().contains("2026年11月10日（火） 10:00"), "{}", page.visible());
    assert!(page.visible().contains("待っていた日に空きが出ました"), "{}", page.visible());
    app.verify();
}
