//! Bookings with times: offered, taken for consecutive periods, moved, never sold twice.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use futures_util::future::join_all;
use madoguchi_tests::{Browser, Page, TestApp};
use serde_json::{Value as Json, json};
use std::path::Path;

const SUBMIT: &str = "/api/v1/apps/consult/submissions";

async fn desk() -> TestApp {
    TestApp::with(&Path::new(env!("CARGO_MANIFEST_DIR")).join("definitions/times")).await
}

async fn apply(app: &TestApp, services: u32, date: &str, time: &str) -> (u16, Json) {
    let name = json!({"family": "佐々木", "given": "花子", "family_kana": "ササキ", "given_kana": "ハナコ"});
    let visit = json!({"date": date, "time": time});
    app.post(SUBMIT, &json!({"answers": {"applicant": name, "services": services, "visit": visit}})).await
}

/// The free times of a day for so many services.
async fn free(app: &TestApp, services: u32, date: &str) -> String {
    let (status, answer) = app.get(&format!("/api/v1/apps/consult/slots?book=desk&services={services}")).await;
    assert_eq!(status, 200, "{answer}");
    let days = answer["days"].as_array().unwrap();
    let times = days.iter().filter(|d| d["date"] == date).map(|d| d["time"].as_str().unwrap());
    times.collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn times_leave_out_the_break_and_long_visits_need_periods_that_follow() {
    let app = desk().await;
    assert_eq!(free(&app, 1, "2026-11-04").await, "09:00 09:30 10:00 10:45 11:15");
    assert_eq!(free(&app, 1, "2026-11-05").await, "09:00 09:30 10:00 10:45 11:15 11:45 12:15", "Thursday is longer");
    assert_eq!(free(&app, 3, "2026-11-04").await, "09:00");
    assert_eq!(free(&app, 4, "2026-11-04").await, "");
    let (status, answer) = apply(&app, 2, "2026-11-04", "9:30").await;
    assert_eq!(status, 201, "{answer}");
    assert_eq!((answer["slot"]["date"].as_str(), answer["slot"]["time"].as_str()), (Some("2026-11-04"), Some("09:30")));
    assert_eq!(apply(&app, 2, "2026-11-04", "10:00").await.0, 422, "it would run into the break");
    assert_eq!(apply(&app, 1, "2026-11-04", "9:15").await.0, 422, "nothing begins then");
    assert_eq!(apply(&app, 1, "2026-11-04", "25:00").await.0, 422);
    app.verify();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_at_once_never_share_a_seat_in_any_period() {
    let app = desk().await;
    let times = ["09:00", "09:30", "10:00"];
    let all = (0..64u32).map(|n| {
        let (services, time) = (n % 3 + 1, times[n as usize % 3]);
        apply(&app, services, "2026-11-04", time)
    });
    let answers = join_all(all).await;
    assert!(answers.iter().all(|(status, _)| [201, 409, 422].contains(status)));
    for minute in [540, 570, 600] {
        let sql = format!(
            "SELECT coalesce(sum(u.amount), 0) FROM booking b JOIN booking_unit u ON u.booking_id = b.id
             WHERE b.case_id IS NOT NULL AND b.begins <= {minute} AND b.ends > {minute}"
        );
        assert_eq!(app.number(&sql), 2, "two seats are the public's, at {minute}");
    }
    app.verify();
}

async fn to_times(browser: &Browser, services: &str) -> Page {
    let page = browser.get("/apps/consult").await;
    let page = browser.submit(&page, &page.form("/apps/consult/drafts"), "").await;
    let name = [("family", "佐々木"), ("given", "花子"), ("family_kana", "ササキ"), ("given_kana", "ハナコ")];
    let form = name.iter().fold(page.form("/p1"), |form, (part, text)| form.set(&format!("applicant.{part}"), text));
    browser.submit(&page, &form.set("services", services), "次へ").await
}

#[tokio::test]
async fn a_resident_chooses_a_time_and_moves_it_and_the_office_sees_it() {
    let app = desk().await;
    let browser = app.browser();
    let page = to_times(&browser, "1").await;
    let form = page.form("/p1");
    let offered = form.options("visit.date");
    assert!(offered.contains(&"2026-11-04 09:30".to_owned()), "{offered:?}");
    let review = browser.submit(&page, &form.set("visit.date", "2026-11-04 09:30"), "次へ").await;
    assert!(review.url.ends_with("/review"), "{}", review.visible());
    assert!(review.visible().contains("09:30"), "{}", review.visible());
    let receipt = browser.submit(&review, &review.form("/submit"), "").await;
    assert_eq!(receipt.status, 200, "{}", receipt.visible());
    assert_eq!(app.number("SELECT count(*) FROM booking WHERE begins = 570 AND ends = 600"), 1);
    let number = app.column("app_consult", "_receipt")[0].clone().unwrap();
    let staff = app.staff("desk", "山田", &[("desk", None)]).await;
    let case = staff.get(&format!("/office/cases/{number}")).await;
    assert!(case.visible().contains("2026年11月4日（水） 9:30"), "{}", case.visible());
    let day = staff.get("/office/consult/days/2026-11-04").await;
    assert!(day.visible().contains("9:30"), "{}", day.visible());
    let (_, answer) = apply(&app, 1, "2026-11-05", "09:00").await;
    let resident = app.browser();
    let page = resident.get("/status").await;
    let form = page.form("/status").set("receipt", answer["receipt"].as_str().unwrap());
    let page = resident.submit(&page, &form.set("secret", answer["secret"].as_str().unwrap()), "").await;
    let days = resident.submit(&page, &page.form("/status/change_slot"), "").await;
    let form = days.form("/status/change_slot").set("visit.date", "2026-11-05 11:45");
    let moved = resident.submit(&days, &form, "変更する").await;
    assert_eq!(moved.status, 200, "{}", moved.visible());
    assert!(moved.visible().contains("11:45"), "{}", moved.visible());
    assert_eq!(app.number("SELECT count(*) FROM booking WHERE released_at IS NULL AND begins = 705"), 1);
    app.verify();
}

#[tokio::test]
async fn the_last_seat_is_kept_for_staff() {
    let app = desk().await;
    for _ in 0..2 {
        assert_eq!(apply(&app, 1, "2026-11-04", "09:00").await.0, 201);
    }
    let (status, answer) = apply(&app, 1, "2026-11-04", "09:00").await;
    assert_eq!(status, 409, "{answer}");
    assert_eq!(answer["next"][0]["time"], "09:30", "{answer}");
    assert!(!free(&app, 1, "2026-11-04").await.contains("09:00"));
    let (_, answer) = apply(&app, 1, "2026-11-04", "11:15").await;
    let staff = app.staff("desk", "山田", &[("desk", None)]).await;
    let receipt = answer["receipt"].as_str().unwrap();
    let page = staff.get(&format!("/office/cases/{receipt}/slot?question=visit")).await;
    let form = page.form("/slot").set("date", "2026-11-04 09:00");
    let moved = staff.submit(&page, &form, "").await;
    assert_eq!(moved.status, 200, "{}", moved.visible());
    assert!(moved.visible().contains("9:00"), "{}", moved.visible());
    app.verify();
}
