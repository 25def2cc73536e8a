//! Draws: applications hold nothing, the order follows from a seed that was promised, it is made once, who does not
//! confirm makes way for the next.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_engine::lottery::{commitment, order};
use madoguchi_server::job;
use madoguchi_store::waiting::draw;
use madoguchi_tests::{Browser, Page, TestApp};
use serde_json::{Value as Json, json};
use std::path::Path;

async fn court() -> TestApp {
    let app = TestApp::with(&Path::new(env!("CARGO_MANIFEST_DIR")).join("definitions/waiting")).await;
    job::once(&app.state).await;
    app
}

async fn apply(app: &TestApp, visit: Json) -> (u16, Json) {
    let name = json!({"family": "佐々木", "given": "花子", "family_kana": "ササキ", "given_kana": "ハナコ"});
    let answers = json!({"applicant": name, "mail": "hanako@example.jp", "visit": visit});
    app.post("/api/v1/apps/court/submissions", &json!({"answers": answers})).await
}

async fn status(browser: &Browser, answer: &Json) -> Page {
    let page = browser.get("/status").await;
    let form = page.form("/status").set("receipt", answer["receipt"].as_str().unwrap());
    browser.submit(&page, &form.set("secret", answer["secret"].as_str().unwrap()), "").await
}

fn receipt(answer: &Json) -> String {
    answer["receipt"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn applications_hold_nothing_until_the_draw_which_is_made_once_from_the_promised_seed() {
    let app = court().await;
    let promised = draw::list(&app.state.store, "court").unwrap().remove(0);
    assert!(promised.log.is_none() && promised.drawn_at.is_none());
    let browser = app.browser();
    let page = browser.get("/apps/court").await;
    let page = browser.submit(&page, &page.form("/apps/court/drafts"), "").await;
    assert!(page.visible().contains(&promised.commitment), "{}", page.visible());
    assert!(page.form("/p1").options("visit.date").contains(&"waiting:2026-12-01".to_owned()));
    assert_eq!(apply(&app, json!({"date": "2026-12-01"})).await.0, 422, "nothing is booked before the draw");
    let mut all = Vec::new();
    for _ in 0..4 {
        let (code, answer) = apply(&app, json!({"waiting": "2026-12-01"})).await;
        assert_eq!(code, 201, "{answer}");
        all.push(answer);
    }
    assert_eq!(app.number("SELECT count(*) FROM booking"), 0);
    app.set_now("2026-11-11T01:00:00Z");
    job::once(&app.state).await;
    assert_eq!(apply(&app, json!({"waiting": "2026-12-01"})).await.0, 422, "applications are closed");
    app.set_now("2026-11-12T01:00:00Z");
    assert_eq!(apply(&app, json!({"date": "2026-12-01"})).await.0, 409, "nobody comes before the draw");
    for _ in 0..2 {
        job::once(&app.state).await;
    }
    let made = draw::list(&app.state.store, "court").unwrap().remove(0);
    let log = made.log.unwrap();
    assert_eq!((commitment(&log.seed), &log.commitment), (promised.commitment.clone(), &promised.commitment));
    let expected = order(&log.seed, all.iter().map(receipt));
    let found: Vec<(String, String)> = log.order.iter().map(|d| (d.receipt.clone(), d.lot.clone())).collect();
    assert_eq!(found, expected);
    assert_eq!(log.order.iter().map(|d| d.won).collect::<Vec<_>>(), [true, false, false, false]);
    assert_eq!(app.number("SELECT count(*) FROM event WHERE action = 'offer_day'"), 1, "drawn once");
    assert_eq!(app.number("SELECT count(*) FROM outbox WHERE mail = 'not-drawn'"), 3);
    let staff = app.staff("desk", "山田", &[("desk", None)]).await;
    let page = staff.get("/office/court/draws").await;
    assert!(page.visible().contains(&log.seed) && page.visible().contains("記録のとおりです"), "{}", page.visible());
    let db = rusqlite::Connection::open(app.data().join("madoguchi.db")).unwrap();
    assert!(db.execute("UPDATE draw SET log = '{}'", []).is_err(), "the log is never changed");
    assert!(db.execute("DELETE FROM draw", []).is_err());
    let of = |rank: usize| all.iter().find(|answer| receipt(answer) == expected[rank].0).unwrap();
    let second = status(&browser, of(1)).await;
    assert!(
        second.visible().contains("落選しました") && second.visible().contains("前に1件待っています"),
        "{}",
        second.visible()
    );
    let first = status(&browser, of(0)).await;
    assert!(first.visible().contains("当選しました"), "{}", first.visible());
    app.set_now("2026-11-16T01:00:00Z");
    job::once(&app.state).await;
    let first = status(&browser, of(0)).await;
    assert!(first.visible().contains("返事の期限が過ぎた"), "{}", first.visible());
    let second = status(&browser, of(1)).await;
    let done = browser.submit(&second, &second.form("/status/take_day"), "").await;
    assert!(done.visible().contains("予約済み"), "{}", done.visible());
    assert_eq!(apply(&app, json!({"date": "2026-12-02"})).await.0, 201, "what is left is booked as usual");
    app.verify();
}
