//! Input that no form makes: it is refused in words, nothing is stored, and the server goes on.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_tests::{TestApp, journey::Resident};
use serde_json::{Value as Json, json};

const SUBMIT: &str = "/api/v1/apps/bulky-waste/submissions";
const CARD: &str = "/api/v1/apps/library-card/submissions";

fn card(family: &str) -> Json {
    json!({"answers": {
        "applicant": {"family": family, "given": "太郎", "family_kana": "ヤマダ", "given_kana": "タロウ"},
        "birth": "1980-02-29",
        "address": {"postal_code": "070-0031", "prefecture": "北海道", "city": "旭野市", "town": "緑が丘", "street": "1"}
    }})
}

async fn send(app: &TestApp, path: &str, kind: &str, body: Vec<u8>) -> u16 {
    let request = app.browser().client().post(format!("{}{path}", app.base)).header("Content-Type", kind).body(body);
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn markup_and_sql_in_a_name_are_only_a_name() {
    let app = TestApp::start().await;
    for name in ["<script>alert(1)</script>", "'; DROP TABLE app_library_card; --"] {
        let (status, answer) = app.post(CARD, &card(name)).await;
        assert!([201, 422].contains(&status), "{answer}");
    }
    let stored = app.column("app_library_card", "applicant.family");
    let clerk = app.staff("lib", "図書", &[("library", None)]).await;
    let queue = clerk.get("/office/library-card").await;
    assert_eq!(queue.status, 200);
    assert!(!queue.body.contains("<script>alert"), "markup is escaped");
    for receipt in app.column("app_library_card", "_receipt").into_iter().flatten() {
        let page = clerk.get(&format!("/office/cases/{receipt}")).await;
        assert_eq!(page.status, 200);
        assert!(!page.body.contains("<script>alert"));
    }
    assert!(stored.len() <= 2);
}

#[tokio::test]
async fn bad_bodies_get_4xx_and_nothing_is_stored() {
    let app = TestApp::start().await;
    let mut many = serde_json::Map::new();
    (0..10_000).for_each(|n| drop(many.insert(format!("x{n}"), json!(1))));
    let deep = "[".repeat(5_000) + &"]".repeat(5_000);
    let cases: Vec<(&str, Vec<u8>, &[u16])> = vec![
        ("application/json", b"{".to_vec(), &[400]),
        ("application/json", vec![0xff, 0xfe, 0x80], &[400]),
        ("application/json", b"[]".to_vec(), &[400, 422]),
        ("application/json", br#"{"answers": {}}"#.to_vec(), &[422]),
        ("application/json", br#"{"answers": {"applicant": 7, "birth": [], "address": "x"}}"#.to_vec(), &[422]),
        ("application/json", json!({"answers": many}).to_string().into_bytes(), &[413, 422]),
        ("application/json", json!({"answers": {"mail": "x".repeat(1_000_000)}}).to_string().into_bytes(), &[413, 422]),
        ("application/json", format!(r#"{{"answers": {{"applicant": {deep}}}}}"#).into_bytes(), &[400, 422]),
        ("text/plain", card("山田").to_string().into_bytes(), &[415]),
        ("application/x-www-form-urlencoded", b"a=%ff".to_vec(), &[415]),
    ];
    for (kind, body, expected) in cases {
        let start: String = String::from_utf8_lossy(&body).chars().take(60).collect();
        let status = send(&app, CARD, kind, body).await;
        assert!(expected.contains(&status), "{status} for {start}");
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM app_library_card"), 0);
    assert_eq!(app.number("SELECT COUNT(*) FROM event"), 0);
    app.verify();
}

#[tokio::test]
async fn a_form_body_that_no_browser_sends_gets_a_clear_page() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let page = browser.get("/apps/library-card").await;
    let page = browser.submit(&page, &page.form("/drafts"), "").await;
    let path = page.url.strip_prefix(&app.base).unwrap().to_owned();
    let form = "application/x-www-form-urlencoded";
    let many: String = (0..10_000).map(|n| format!("x{n}=1&")).collect();
    let cases: Vec<(&str, Vec<u8>, &[u16])> = vec![
        (form, b"birth.year=%ff%fe".to_vec(), &[400, 422]),
        (form, many.into_bytes(), &[400, 413, 422]),
        (form, b"nobody=1".to_vec(), &[400, 422]),
        (form, b"applicant=1&applicant.family=2".to_vec(), &[400, 422]),
        (form, format!("applicant.family={}", "x".repeat(2_000_000)).into_bytes(), &[413]),
        (form, format!("applicant.family={}", "x".repeat(900_000)).into_bytes(), &[413, 422]),
        (form, b"applicant.99999999999.family=x".to_vec(), &[400, 422]),
        ("application/json", b"{}".to_vec(), &[415]),
        ("multipart/form-data; boundary=x", b"not multipart".to_vec(), &[400]),
    ];
    for (kind, body, expected) in cases {
        let start: String = String::from_utf8_lossy(&body).chars().take(60).collect();
        let status = send(&app, &path, kind, body).await;
        assert!(expected.contains(&status), "{status} for {start}");
    }
    assert_eq!(browser.get(&path).await.status, 200, "the draft is still there");
    assert_eq!(app.number("SELECT COUNT(*) FROM event"), 0);
}

#[tokio::test]
async fn unknown_addresses_are_404_and_other_sites_cannot_post() {
    let app = TestApp::start().await;
    let browser = app.browser();
    for path in
        ["/nowhere", "/apps/nothing", "/apps/bulky-waste/drafts/0000/p1", "/receipts/ABCD-EFGH", "/apps/..%2f..%2fetc"]
    {
        let page = browser.get(path).await;
        assert!([403, 404].contains(&page.status), "{} for {path}", page.status);
        assert!(!page.text("h1").is_empty());
    }
    let request = browser.client().post(format!("{}/apps/bulky-waste/drafts", app.base));
    let status = request.header("Sec-Fetch-Site", "cross-site").send().await.unwrap().status().as_u16();
    assert_eq!(status, 403);
    assert_eq!(app.number("SELECT COUNT(*) FROM draft"), 0);
}

#[tokio::test]
async fn totals_and_internal_values_of_the_client_are_refused() {
    let app = TestApp::start().await;
    for (id, value) in [("fee", json!(0)), ("points", json!(0)), ("spot", json!("2階")), ("colour", json!("red"))] {
        let mut body = json!({"answers": Resident::default().answers("2026-11-13")});
        body["answers"][id] = value;
        let (status, answer) = app.post(SUBMIT, &body).await;
        assert_eq!(status, 422, "{id}: {answer}");
        assert_eq!(answer["errors"][0]["field"], id, "{answer}");
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM app_bulky_waste"), 0);
}

#[tokio::test]
async fn pages_forbid_scripts_from_elsewhere_and_are_not_kept() {
    let app = TestApp::start().await;
    let response = app.browser().client().get(format!("{}/apps/bulky-waste", app.base)).send().await.unwrap();
    let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    let browser = app.browser();
    let page = browser.get("/apps/library-card").await;
    let page = browser.submit(&page, &page.form("/drafts"), "").await;
    let response = browser.client().get(&page.url).send().await.unwrap();
    assert!(response.headers()["cache-control"].to_str().unwrap().contains("no-store"));
}
