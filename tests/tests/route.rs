//! 決裁 in the browser and by the API: seals, who may act, substitutes, races, and what is stored.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_tests::{Browser, Page, TestApp};
use serde_json::json;
use std::fs;
use tempfile::TempDir;

const OFFICE: &str = "
schema: 1
city: 旭野市
units:
  welfare: {label: 福祉課, posts: {chief: 係長, manager: 課長}}
  general: {label: 総務課, posts: {manager: 課長}}
";

const APP: &str = "
schema: 1
app: grant
title: 補助金の申請
owner: welfare
questions:
  - {id: subject, type: text, label: 件名}
  - {id: amount, type: money, label: 金額}
workflow:
  start: received
  states:
    received: {label: 受付}
    deciding:
      label: 決裁中
      route:
        - {step: 係長, by: welfare/chief}
        - {step: 総務課長, by: general/manager, consent: yes}
        - {step: 課長, by: welfare/manager}
      approved: decided
      rejected: refused
    decided: {label: 決定, end: true}
    refused: {label: 不決定, end: true}
  actions:
    - {id: draft, label: 起案する, from: received, to: deciding, by: welfare}
queue: {columns: [_receipt, subject, _state]}
";

const TESTS: &str = "
- name: 係長、総務課長、課長の順に決裁する
  id: approved
  answers: {subject: 夏祭り, amount: 1000}
  do:
    - {action: draft, as: welfare}
    - {approval: approve, as: general/manager, refused: yes}
    - {approval: approve, as: welfare/chief}
    - {approval: return, as: general/manager, note: 確認, back_to: 係長}
    - {approval: approve, as: general/manager, for: welfare/chief}
    - {approval: approve, as: general/manager}
  expect: {state: deciding, waiting: [課長]}
- name: 課長が決裁して終わる
  answers: {$use: approved}
  do:
    - {action: draft, as: welfare}
    - {approval: approve, as: welfare/chief}
    - {approval: approve, as: general/manager}
    - {approval: opinion, as: welfare/manager, note: 実績報告を早めに}
  expect: {state: decided, waiting: []}
";

/// A city with people: a drafter, the chief, the manager, the general manager, and a received case.
struct City {
    app: TestApp,
    receipt: String,
    drafter: Browser,
    chief: Browser,
    general: Browser,
    manager: Browser,
    _definitions: TempDir,
}

impl City {
    async fn open() -> City {
        let definitions = tempfile::tempdir().unwrap();
        fs::create_dir(definitions.path().join("grant")).unwrap();
        fs::write(definitions.path().join("office.yaml"), OFFICE).unwrap();
        fs::write(definitions.path().join("grant/app.yaml"), APP).unwrap();
        fs::write(definitions.path().join("grant/tests.yaml"), TESTS).unwrap();
        let app = TestApp::with(definitions.path()).await;
        let (drafter, chief, manager) = (
            app.staff("kian", "起案太郎", &[("welfare", None)]).await,
            app.staff("kakari", "係長花子", &[("welfare", Some("chief"))]).await,
            app.staff("kacho", "課長次郎", &[("welfare", Some("manager"))]).await,
        );
        let general = app.staff("somu", "総務三郎", &[("general", Some("manager"))]).await;
        let body = json!({"answers": {"subject": "夏祭り", "amount": "1000"}});
        let (status, answer) = app.post("/api/v1/apps/grant/submissions", &body).await;
        assert_eq!(status, 201, "{answer}");
        let receipt = answer["receipt"].as_str().unwrap().to_owned();
        City { app, receipt, drafter, chief, general, manager, _definitions: definitions }
    }

    /// The case is started by the drafter.
    async fn drafted() -> City {
        let city = City::open().await;
        let page = city.page(&city.drafter).await;
        let page = city.drafter.submit(&page, &page.form("/actions/draft"), "").await;
        assert_eq!(page.status, 200, "{}", page.visible());
        city
    }

    async fn page(&self, browser: &Browser) -> Page {
        browser.get(&format!("/office/cases/{}", self.receipt)).await
    }

    async fn act(&self, browser: &Browser, act: &str, note: &str) -> Page {
        let page = self.page(browser).await;
        act_on(browser, &page, act, note).await
    }

    fn state(&self) -> String {
        madoguchi_store::case::by_receipt(&self.app.state.store, &self.receipt).unwrap().unwrap().state
    }
}

async fn act_on(browser: &Browser, page: &Page, act: &str, note: &str) -> Page {
    assert_eq!(page.status, 200, "{}", page.visible());
    let form = page.form(&format!("/approval/{act}")).set("note", note);
    browser.submit(page, &form, "").await
}

#[tokio::test]
async fn a_case_goes_along_the_route_and_the_sheet_shows_each_seal() {
    let city = City::drafted().await;
    let page = city.page(&city.chief).await;
    assert!(page.visible().contains("係長の決裁を待っています"), "{}", page.visible());
    let page = city.act(&city.chief, "approve", "").await;
    assert!(page.visible().contains("総務課長の決裁を待っています"), "{}", page.visible());
    let page = city.act(&city.general, "opinion", "実績を確認すること").await;
    assert!(page.visible().contains("条件付き意見： 実績を確認すること"), "{}", page.visible());
    city.act(&city.manager, "approve", "").await;
    assert_eq!(city.state(), "decided");
    let page = city.page(&city.manager).await;
    let seals = page.texts(".seal strong");
    assert_eq!(seals, ["係長花子", "総務三郎", "課長次郎"]);
    assert!(page.visible().contains("決裁されました") && page.visible().contains("承認（本人）福祉課 課長"));
    city.app.verify();
}

#[tokio::test]
async fn only_whose_turn_it_is_sees_the_case_and_can_act() {
    let city = City::drafted().await;
    assert_eq!(city.page(&city.general).await.status, 403, "the other unit reads it when its seat is reached");
    let page = city.page(&city.manager).await;
    assert!(!page.visible().contains("承認する"), "{}", page.visible());
    city.act(&city.chief, "approve", "").await;
    let home = city.general.get("/office").await;
    assert!(home.visible().contains("あなたの決裁を待つもの") && home.visible().contains(&city.receipt));
    assert_eq!(city.page(&city.general).await.status, 200);
    let queue = city.drafter.get("/office/grant").await;
    assert!(queue.visible().contains("決裁中：総務課長"), "{}", queue.visible());
}

#[tokio::test]
async fn who_acts_second_on_the_same_page_hears_who_was_first() {
    let city = City::drafted().await;
    let early = city.page(&city.chief).await;
    city.act(&city.chief, "approve", "").await;
    let late = act_on(&city.chief, &early, "deny", "反対").await;
    assert_eq!(late.status, 409);
    assert!(late.visible().contains("係長花子さんが") && late.visible().contains("承認"), "{}", late.visible());
    assert_eq!(city.state(), "deciding");
}

#[tokio::test]
async fn a_return_needs_words_and_goes_to_the_starter_or_a_step() {
    let city = City::drafted().await;
    city.act(&city.chief, "approve", "").await;
    let page = city.act(&city.general, "return", "").await;
    assert_eq!((page.status, page.errors().len()), (422, 1), "{}", page.visible());
    let page = city.page(&city.general).await;
    let form = page.form("/approval/return").set("note", "件名を確認").set("back_to", "0");
    city.general.submit(&page, &form, "").await;
    let page = city.page(&city.chief).await;
    assert!(page.visible().contains("係長の決裁を待っています"));
    assert!(page.visible().contains("「係長」に戻しました"));
    city.act(&city.chief, "return", "取下げ").await;
    assert_eq!(city.state(), "received");
    city.app.verify();
}

#[tokio::test]
async fn the_starter_pulls_back_until_someone_has_acted() {
    let city = City::drafted().await;
    let early = city.page(&city.drafter).await;
    let page = act_on(&city.drafter, &early, "pull_back", "").await;
    assert_eq!((page.status, city.state().as_str()), (200, "received"), "{}", page.visible());
}

#[tokio::test]
async fn a_substitute_acts_while_the_decider_is_recorded_absent_and_leaves_it_to_read() {
    let city = City::drafted().await;
    let page = city.chief.get("/office/absence").await;
    let form = page.form("/office/absence").set("from", "2026-11-05").set("until", "2026-11-02");
    let page = city.chief.submit(&page, &form, "").await;
    assert_eq!(page.status, 422);
    let substitute = page.form("/office/absence").options("substitute");
    let id = city.app.number("SELECT id FROM staff WHERE login = 'somu'").to_string();
    assert!(substitute.contains(&id), "{substitute:?}");
    let form = page.form("/office/absence").set("from", "令和8年11月2日").set("until", "2026-11-05");
    let page = city.chief.submit(&page, &form.set("substitute", &id), "").await;
    assert!(page.visible().contains("代決：総務三郎"), "{}", page.visible());
    let home = city.general.get("/office").await;
    assert!(home.visible().contains("代決"), "{}", home.visible());
    let page = city.act(&city.general, "approve", "").await;
    assert!(page.visible().contains("代決、不在の係長花子さんに代わって"), "{}", page.visible());
    assert!(page.visible().contains("係長花子さんの後閲を待っています"));
    let home = city.chief.get("/office").await;
    assert!(home.visible().contains("後閲"), "{}", home.visible());
    let page = city.act(&city.chief, "review", "").await;
    assert!(page.visible().contains("係長花子さんが後閲済み"), "{}", page.visible());
    assert!(!city.chief.get("/office").await.visible().contains("後閲"));
    city.app.verify();
}

#[tokio::test]
async fn a_seat_without_anyone_lies_in_the_work_of_the_owning_unit() {
    let city = City::drafted().await;
    madoguchi_store::account::set_disabled(&city.app.state.store, "kakari".into(), true).await.unwrap();
    let home = city.manager.get("/office").await;
    assert!(home.visible().contains("決裁できる人がいません"), "{}", home.visible());
    let page = city.page(&city.manager).await;
    assert!(page.visible().contains("「係長」を決裁できる人がいません"));
    let page = act_on(&city.manager, &page, "approve", "係長が空席のため").await;
    assert!(page.visible().contains("承認（所管課）"), "{}", page.visible());
}

#[tokio::test]
async fn the_api_shows_the_route_and_acts_on_it_once() {
    let city = City::drafted().await;
    let staff = city.app.number("SELECT id FROM staff WHERE login = 'kakari'");
    let now = city.app.state.clock.now();
    let token = madoguchi_store::account::issue_token(&city.app.state.store, staff, Vec::new(), now).await.unwrap();
    let client = city.app.browser();
    let base = format!("{}/api/v1/cases/{}", city.app.base, city.receipt);
    let case = client.client().get(&base).bearer_auth(&token).send().await.unwrap();
    let case: serde_json::Value = case.json().await.unwrap();
    assert_eq!(case["approval"]["steps"][0]["status"], "open");
    assert!(case["approval_acts"].as_array().unwrap().contains(&json!("approve")), "{case}");
    let revision = case["revision"].to_string();
    let press = || {
        let request = client.client().post(format!("{base}/approval/approve")).bearer_auth(&token);
        request.header("if-match", format!("\"{revision}\"")).json(&json!({"note": "よい"})).send()
    };
    let first = press().await.unwrap();
    assert_eq!(first.status(), 200);
    let first: serde_json::Value = first.json().await.unwrap();
    assert_eq!(first["waits_for"], json!(["総務課長"]));
    assert_eq!(press().await.unwrap().status(), 412);
    city.app.verify();
}

#[tokio::test]
async fn the_examples_of_the_definition_act_on_routes_too() {
    let city = City::open().await;
    let mut sources = madoguchi_schema::source::SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("grant/app.yaml", APP);
    sources.add("grant/tests.yaml", TESTS);
    let compiled = madoguchi_schema::compile::compile(&sources);
    let report = madoguchi_engine::scenario::run_file(&sources, &compiled, &compiled.apps[0]);
    assert!(report.passed() && report.outcomes.len() == 2, "{report:?}");
    city.app.verify();
}
