//! The API: resends, free days, tokens and their scope, actions on a revision, and its description.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_store::account;
use madoguchi_tests::{TestApp, journey::Resident};
use reqwest::Method;
use serde_json::{Value as Json, json};

const SUBMIT: &str = "/api/v1/apps/bulky-waste/submissions";
const FRIDAY: &str = "2026-11-13";

fn body(sofas: u32) -> Json {
    json!({"answers": Resident { goods: vec![("sofa2".into(), sofas)], ..Resident::default() }.answers(FRIDAY)})
}

async fn token(app: &TestApp, login: &str, posts: &[(&str, Option<&str>)], apps: &[&str]) -> String {
    let posts = posts.iter().map(|(u, p)| ((*u).to_owned(), p.map(str::to_owned))).collect();
    let (store, now) = (&app.state.store, app.state.clock.now());
    let staff = account::put(store, login.into(), "森".into(), posts, false, None, now).await.unwrap();
    let apps = apps.iter().map(|a| (*a).to_owned()).collect();
    account::issue_token(store, staff.id, apps, now).await.unwrap()
}

struct Answer {
    status: u16,
    headers: reqwest::header::HeaderMap,
    json: Json,
}

async fn call(app: &TestApp, method: Method, path: &str, headers: &[(&str, &str)], body: Option<Json>) -> Answer {
    let mut request = app.browser().client().request(method, format!("{}{path}", app.base));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if let Some(body) = body {
        request = request.json(&body);
    }
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Answer { status, headers, json: response.json().await.unwrap_or(Json::Null) }
}

async fn get(app: &TestApp, path: &str, token: &str) -> Answer {
    call(app, Method::GET, path, &[("Authorization", &format!("Bearer {token}"))], None).await
}

async fn submit(app: &TestApp, sofas: u32) -> String {
    let (status, answer) = app.post(SUBMIT, &body(sofas)).await;
    assert_eq!(status, 201, "{answer}");
    answer["receipt"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_submission_gives_a_receipt_with_its_day() {
    let app = TestApp::start().await;
    let (status, answer) = app.post(SUBMIT, &body(1)).await;
    assert_eq!(status, 201, "{answer}");
    assert_eq!(answer["state"], "confirmed");
    assert_eq!(answer["version"], 1);
    assert_eq!(answer["received_at"], "2026-11-02T01:00:00Z");
    assert_eq!(answer["slot"], json!({"question": "visit", "date": FRIDAY, "area": "a"}));
    assert!(!answer["secret"].as_str().unwrap().is_empty());
    assert_eq!(app.column("app_bulky_waste", "_receipt"), [answer["receipt"].as_str().map(str::to_owned)]);
    app.verify();
}

#[tokio::test]
async fn the_same_key_and_body_give_the_same_receipt_even_after_the_cut_off() {
    let app = TestApp::start().await;
    let key = [("Idempotency-Key", "order-17")];
    let first = call(&app, Method::POST, SUBMIT, &key, Some(body(1))).await;
    assert_eq!(first.status, 201, "{}", first.json);
    app.set_now("2026-11-12T10:00:00+09:00");
    let second = call(&app, Method::POST, SUBMIT, &key, Some(body(1))).await;
    assert_eq!((second.status, &second.json), (201, &first.json));
    let other = call(&app, Method::POST, SUBMIT, &key, Some(body(2))).await;
    assert_eq!((other.status, &other.json["errors"][0]["code"]), (409, &json!("key-reused")));
    assert_eq!(app.number("SELECT COUNT(*) FROM app_bulky_waste"), 1);
    app.verify();
}

#[tokio::test]
async fn a_refusal_names_the_field_the_code_and_the_reason() {
    let app = TestApp::start().await;
    let mut wrong = body(1);
    wrong["answers"]["phone"] = json!("12");
    wrong["answers"]["visit"] = json!({"date": "2026-11-12"});
    let answer = call(&app, Method::POST, SUBMIT, &[], Some(wrong)).await;
    assert_eq!(answer.status, 422, "{}", answer.json);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    assert_eq!(answer.json["errors"][0]["field"], "phone");
    assert!(answer.json["errors"][0]["message"].as_str().unwrap().contains("電話番号"), "{}", answer.json);
    let mut late = body(1);
    late["answers"]["visit"] = json!({"date": "2026-11-12"});
    let (status, answer) = app.post(SUBMIT, &late).await;
    assert_eq!((status, answer["errors"][0]["field"].as_str()), (422, Some("visit")), "{answer}");
    assert_eq!(answer["next"][0]["date"], "2026-11-06", "{answer}");
    assert_eq!(app.post("/api/v1/apps/nothing/submissions", &body(1)).await.0, 404);
    assert_eq!(app.number("SELECT COUNT(*) FROM event"), 0);
}

#[tokio::test]
async fn one_person_has_three_open_cases_at_most() {
    let app = TestApp::start().await;
    for _ in 0..3 {
        submit(&app, 1).await;
    }
    let (status, answer) = app.post(SUBMIT, &body(1)).await;
    assert_eq!((status, answer["errors"][0]["code"].as_str()), (409, Some("rule.open")), "{answer}");
}

#[tokio::test]
async fn free_days_depend_on_the_answers() {
    let app = TestApp::start().await;
    let path = "/api/v1/apps/bulky-waste/slots?book=pickup&goods.0.code=sofa2&goods.0.qty=1&address.town=";
    let (status, answer) = app.get(&format!("{path}1%E6%9D%A1%E9%80%9A3%E4%B8%81%E7%9B%AE")).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!((&answer["book"], &answer["area"]), (&json!("pickup"), &json!("a")));
    let days: Vec<&str> = answer["days"].as_array().unwrap().iter().map(|d| d["date"].as_str().unwrap()).collect();
    assert_eq!(&days[..2], ["2026-11-06", FRIDAY], "{days:?}");
    let (status, answer) = app.get(&format!("{path}%E6%9C%88")).await;
    assert_eq!((status, answer["errors"][0]["code"].as_str()), (422, Some("slot.no-area")), "{answer}");
    assert_eq!(app.get("/api/v1/apps/bulky-waste/slots?book=nothing").await.0, 404);
    assert_eq!(app.get("/api/v1/apps/library-card/slots").await.0, 404);
}

#[tokio::test]
async fn cases_are_only_for_tokens_whose_account_and_scope_reach_them() {
    let app = TestApp::start().await;
    let receipt = submit(&app, 1).await;
    let (list, one) = ("/api/v1/apps/bulky-waste/cases", format!("/api/v1/cases/{receipt}"));
    let nobody = call(&app, Method::GET, list, &[], None).await;
    assert_eq!((nobody.status, &nobody.headers["www-authenticate"]), (401, &"Bearer".parse().unwrap()));
    assert_eq!(get(&app, list, "madoguchi_wrong").await.status, 401);
    let library = token(&app, "lib", &[("library", None)], &[]).await;
    let narrow = token(&app, "narrow", &[("cleaning", None), ("library", None)], &["library-card"]).await;
    for token in [&library, &narrow] {
        assert_eq!(get(&app, list, token).await.status, 403);
        assert_eq!(get(&app, &one, token).await.status, 403);
    }
    let clerk = token(&app, "sato", &[("cleaning", None)], &["bulky-waste"]).await;
    assert_eq!(get(&app, &one, &clerk).await.status, 200);
    assert_eq!(get(&app, "/api/v1/apps/bulky-waste/export?format=csv", &clerk).await.status, 403);
    let chief = token(&app, "mori", &[("cleaning", Some("chief"))], &[]).await;
    assert_eq!(get(&app, "/api/v1/apps/bulky-waste/export?format=csv", &chief).await.status, 200);
    assert_eq!(app.number("SELECT COUNT(*) FROM audit"), 2, "one case read, one export");
}

#[tokio::test]
async fn the_list_gives_the_columns_of_the_queue_page_by_page() {
    let app = TestApp::start().await;
    for _ in 0..3 {
        submit(&app, 1).await;
    }
    let token = token(&app, "sato", &[("cleaning", None)], &[]).await;
    let first = get(&app, "/api/v1/apps/bulky-waste/cases?limit=2&sort=_receipt", &token).await;
    assert_eq!(first.status, 200, "{}", first.json);
    assert_eq!(first.json["cases"].as_array().unwrap().len(), 2);
    let columns = &first.json["cases"][0]["columns"];
    assert_eq!(
        (&columns["visit"]["date"], &columns["area"], &columns["fee"]),
        (&json!(FRIDAY), &json!("a"), &json!(1000))
    );
    let next =
        format!("/api/v1/apps/bulky-waste/cases?limit=2&sort=_receipt&after={}", first.json["next"].as_str().unwrap());
    let second = get(&app, &next, &token).await;
    assert_eq!(second.json["cases"].as_array().unwrap().len(), 1);
    assert_eq!(second.json["next"], Json::Null);
    assert_eq!(get(&app, "/api/v1/apps/bulky-waste/cases?view=nothing", &token).await.status, 404);
}

#[tokio::test]
async fn a_case_tells_its_revision_history_and_actions() {
    let app = TestApp::start().await;
    let receipt = submit(&app, 3).await;
    let token = token(&app, "sato", &[("cleaning", None)], &[]).await;
    let answer = get(&app, &format!("/api/v1/cases/{receipt}"), &token).await;
    assert_eq!(answer.headers["etag"], "\"1\"");
    let case = answer.json;
    assert_eq!((&case["state"], &case["revision"], &case["channel"]), (&json!("received"), &json!(1), &json!("web")));
    assert_eq!(case["answers"]["fee"], 3000);
    assert_eq!(case["answers"]["points"], 12, "clerks see internal values");
    assert_eq!(case["history"][0]["action"], "submit");
    let actions: Vec<&str> = case["actions"].as_array().unwrap().iter().map(|a| a["id"].as_str().unwrap()).collect();
    assert_eq!(actions, ["confirm", "ask_fix"]);
    let crew = crew_token(&app).await;
    let case = get(&app, &format!("/api/v1/cases/{receipt}"), &crew).await.json;
    assert_eq!(case["masked"], json!(["photo", "exemption"]));
    assert_eq!(case["answers"].get("photo"), None);
}

async fn crew_token(app: &TestApp) -> String {
    token(app, "abe", &[("crew", None)], &[]).await
}

#[tokio::test]
async fn an_action_needs_the_revision_that_was_read() {
    let app = TestApp::start().await;
    let receipt = submit(&app, 3).await;
    let token = token(&app, "mori", &[("cleaning", None)], &[]).await;
    let bearer = format!("Bearer {token}");
    let path = |action: &str| format!("/api/v1/cases/{receipt}/actions/{action}");
    let auth = ("Authorization", bearer.as_str());
    let seen = ("If-Match", "\"1\"");
    let missing = call(&app, Method::POST, &path("confirm"), &[auth], Some(json!({}))).await;
    assert_eq!(missing.status, 428, "{}", missing.json);
    let note = call(&app, Method::POST, &path("ask_fix"), &[auth, seen], Some(json!({}))).await;
    assert_eq!((note.status, &note.json["errors"][0]["field"]), (422, &json!("note")), "{}", note.json);
    let denied = call(&app, Method::POST, &path("reject"), &[auth, seen], Some(json!({"note": "x"}))).await;
    assert_eq!(denied.status, 403);
    let unknown = call(&app, Method::POST, &path("fly"), &[auth, seen], Some(json!({}))).await;
    assert_eq!(unknown.status, 404);
    let done = call(&app, Method::POST, &path("confirm"), &[auth, seen], Some(json!({"note": "電話で確認"}))).await;
    assert_eq!(done.status, 200, "{}", done.json);
    assert_eq!(done.json, json!({"receipt": receipt, "state": "confirmed", "revision": 2}));
    let stale = call(&app, Method::POST, &path("confirm"), &[auth, seen], Some(json!({}))).await;
    assert_eq!((stale.status, &stale.json["revision"]), (412, &json!(2)));
    let words = stale.json["errors"][0]["message"].as_str().unwrap();
    assert_eq!(words, "森さんが 10:00 に「本受付にする」を行いました。");
    app.verify();
}

#[tokio::test]
async fn the_description_names_every_call_and_the_answers_of_each_app() {
    let app = TestApp::start().await;
    let (status, api) = app.get("/api/v1/openapi.json").await;
    assert_eq!(status, 200);
    assert!(api["openapi"].as_str().unwrap().starts_with("3."), "{}", api["openapi"]);
    for (path, method) in [
        ("/api/v1/apps/bulky-waste/submissions", "post"),
        ("/api/v1/apps/bulky-waste/slots", "get"),
        ("/api/v1/apps/bulky-waste/cases", "get"),
        ("/api/v1/apps/library-card/submissions", "post"),
        ("/api/v1/cases/{receipt}", "get"),
        ("/api/v1/cases/{receipt}/actions/{action}", "post"),
    ] {
        assert!(api["paths"][path][method]["operationId"].is_string(), "{method} {path}");
    }
    assert_eq!(api["paths"].get("/api/v1/apps/library-card/slots"), None, "it has no slots");
    let answers = &api["components"]["schemas"]["Answers-bulky-waste"];
    assert!(answers["properties"]["goods"].is_object(), "{answers}");
    assert_eq!(answers["properties"].get("points"), None, "clerks only");
    every_reference_leads_somewhere(&api, &api);
}

fn every_reference_leads_somewhere(api: &Json, at: &Json) {
    match at {
        Json::Object(members) => {
            if let Some(reference) = members.get("$ref").and_then(Json::as_str).and_then(|r| r.strip_prefix('#')) {
                assert!(api.pointer(reference).is_some(), "{reference}");
            }
            members.values().for_each(|m| every_reference_leads_somewhere(api, m));
        }
        Json::Array(all) => all.iter().for_each(|m| every_reference_leads_somewhere(api, m)),
        _ => {}
    }
}
