//! Many residents at once on one slot: exactly its capacity is sold, nothing is lost, nobody sees an error.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use futures_util::future::join_all;
use madoguchi_tests::TestApp;
use serde_json::{Value as Json, json};
use std::path::Path;

const DAY: &str = "2026-11-06";
const SOLD: &str = "SELECT COALESCE(SUM(amount), 0) FROM booking_unit u JOIN booking b ON b.id = u.booking_id \
                    WHERE b.case_id IS NOT NULL AND b.released_at IS NULL AND b.date = '2026-11-06'";

async fn pool() -> TestApp {
    TestApp::with(&Path::new(env!("CARGO_MANIFEST_DIR")).join("definitions/pool")).await
}

async fn apply(app: &TestApp, seats: u32, day: &str) -> (u16, Json) {
    let body = json!({"answers": {"applicant": "佐々木", "seats": seats, "visit": {"date": day}}});
    app.post("/api/v1/apps/lesson/submissions", &body).await
}

async fn all_at_once(app: &TestApp, seats: impl Fn(u32) -> u32) -> Vec<(u32, u16, Json)> {
    let applications = (0..64).map(seats).map(async |wanted| {
        let (status, answer) = apply(app, wanted, DAY).await;
        (wanted, status, answer)
    });
    join_all(applications).await
}

fn assert_losers_see_other_days(answers: &[(u32, u16, Json)]) {
    for (_, status, answer) in answers.iter().filter(|(_, status, _)| *status != 201) {
        assert_eq!(*status, 409, "{answer}");
        let next = answer["next"].as_array().unwrap();
        assert!(!next.is_empty() && next.iter().all(|day| day["date"] != DAY), "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_residents_get_exactly_fifty_units() {
    let app = pool().await;
    let answers = all_at_once(&app, |_| 1).await;
    assert_eq!(answers.iter().filter(|(_, status, _)| *status == 201).count(), 50);
    assert_losers_see_other_days(&answers);
    assert_eq!(app.number(SOLD), 50);
    app.verify();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mixed_weights_never_exceed_the_capacity_and_every_receipt_holds_its_units() {
    let app = pool().await;
    let answers = all_at_once(&app, |n| n % 4 + 1).await;
    let sold: u32 = answers.iter().filter(|(_, status, _)| *status == 201).map(|(seats, ..)| seats).sum();
    assert_eq!(i64::from(sold), app.number(SOLD));
    assert!((47..=50).contains(&sold), "{sold} of 50 were sold");
    assert_losers_see_other_days(&answers);
    app.verify();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn withdrawals_meanwhile_give_units_back_exactly_once() {
    let app = pool().await;
    let first = all_at_once(&app, |_| 1).await;
    let receipts: Vec<Json> = first.into_iter().filter(|(_, status, _)| *status == 201).map(|(.., a)| a).collect();
    let withdrawals = receipts.iter().take(20).map(|r| withdraw(&app, r));
    let (_, second) = tokio::join!(join_all(withdrawals), all_at_once(&app, |_| 1));
    let won = second.iter().filter(|(_, status, _)| *status == 201).count();
    assert!(won <= 20, "{won} won, but only 20 were given back");
    assert_eq!(app.number(SOLD), 50 - 20 + i64::try_from(won).unwrap());
    app.verify();
    let third = all_at_once(&app, |_| 1).await;
    assert_eq!(third.iter().filter(|(_, status, _)| *status == 201).count(), 20 - won);
    assert_eq!(app.number(SOLD), 50);
}

/// Withdraws on the status page, twice, as a resident who clicks twice.
async fn withdraw(app: &TestApp, answer: &Json) {
    let browser = app.browser();
    let page = browser.get("/status").await;
    let receipt = answer["receipt"].as_str().unwrap();
    let form = page.form("/status").set("receipt", receipt).set("secret", answer["secret"].as_str().unwrap());
    let page = browser.submit(&page, &form, "").await;
    assert!(page.visible().contains(receipt), "{}", page.visible());
    let form = page.form("/status/withdraw");
    let confirm = browser.submit(&page, &form, "").await;
    let form = confirm.form("/status/withdraw");
    let (one, two) =
        tokio::join!(browser.submit(&confirm, &form, "取り消す"), browser.submit(&confirm, &form, "取り消す"));
    for page in [one, two] {
        assert!(page.status < 500, "{}", page.visible());
    }
}

#[tokio::test]
async fn a_hold_that_ran_out_is_free_for_others_and_taken_again_when_there_is_room() {
    let app = pool().await;
    let browser = app.browser();
    let hold = |seats: &'static str| {
        let browser = browser.clone();
        async move {
            let page = browser.get("/apps/lesson").await;
            let page = browser.submit(&page, &page.form("/apps/lesson/drafts"), "").await;
            let form = page.form("/p1").set("applicant", "佐々木").set("seats", seats);
            browser.submit(&page, &form, "次へ").await
        }
    };
    let page = hold("10").await;
    let review = if page.url.ends_with("/review") {
        page
    } else {
        let form = page.form("/p1");
        browser.submit(&page, &form.set("visit.date", DAY), "次へ").await
    };
    assert!(review.url.ends_with("/review"), "{}\n{}", review.url, review.visible());
    // The hold keeps ten of fifty: five applications of ten do not fit, four do.
    for expected in [201, 201, 201, 201, 409] {
        assert_eq!(apply(&app, 10, DAY).await.0, expected);
    }
    app.set_now("2026-11-02T10:20:00+09:00");
    assert_eq!(apply(&app, 10, DAY).await.0, 201, "the hold has run out");
    let lost = browser.submit(&review, &review.form("/submit"), "").await;
    assert_eq!(lost.status, 409, "{}", lost.visible());
    assert!(!lost.form("/p1").options("visit.date").contains(&DAY.to_owned()));
    assert_eq!(lost.form("/p1").value("seats").or(Some("10")), Some("10"), "everything else is kept");
    app.verify();
}

#[tokio::test]
async fn an_idempotency_key_is_forgotten_after_thirty_days_and_not_before() {
    let app = pool().await;
    let send = async || {
        let body = json!({"answers": {"applicant": "佐々木", "seats": 1, "visit": {"date": "2026-12-10"}}});
        let request = app.browser().client().post(format!("{}/api/v1/apps/lesson/submissions", app.base));
        let response = request.header("Idempotency-Key", "k1").json(&body).send().await.unwrap();
        (response.status().as_u16(), response.json::<Json>().await.unwrap()["receipt"].clone())
    };
    app.set_now("2026-11-11T10:00:00+09:00");
    let first = send().await;
    assert_eq!(first.0, 201);
    app.set_now("2026-12-01T10:00:00+09:00");
    madoguchi_server::job::once(&app.state).await;
    assert_eq!(send().await, first);
    app.set_now("2026-12-11T10:00:01+09:00");
    madoguchi_server::job::once(&app.state).await;
    assert_eq!(app.number("SELECT COUNT(*) FROM idempotency"), 0);
}
