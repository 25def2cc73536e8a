//! Clerks write into cases, staff apply themselves, and what nobody did in time is told.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_tests::{Browser, Page, TestApp};
use serde_json::{Value as Json, json};

const OFFICE: &str = "schema: 1
city: 旭野市
units:
  cleaning: {label: クリーンセンター, posts: {chief: 係長}}
  crew: {label: 収集班, posts: {leader: 班長}}
";

const VISIT: &str = "schema: 1
app: visit
title: 立入検査
owner: cleaning
questions:
  - {id: shop, type: text, label: 店}
  - {id: qty, type: integer, label: 数}
  - {id: fee, type: calc, label: 料金, value: qty * 100}
  - {id: grade, type: integer, label: 判定, internal: true}
  - {id: half, type: integer, label: 半額, internal: true, required: no}
workflow:
  start: {web: received, phone: judged, counter: judged}
  states:
    received: {label: 受付, due: 1 business day, escalate: crew/leader, edit: [qty]}
    judged: {label: 判定済}
    done: {label: 完了, end: true}
  actions:
    - id: judge
      label: 判定する
      from: received
      to: judged
      by: cleaning
      give: [grade]
      set: {half: fee / 2}
      photo: required
      confirm: 判定は通知書に印刷されます。
    - {id: finish, label: 完了にする, from: judged, to: done, by: cleaning, not_by: judge}
    - {id: again, label: 開き直す, from: done, to: back, by: cleaning, reopen: {within: 30 days}}
";

const IDEA: &str = "schema: 1
app: idea
title: 改善提案
owner: cleaning
audience: staff
questions:
  - {id: idea, type: text, label: 提案}
  - {id: secret, type: text, label: 所見, internal: true}
workflow:
  states:
    posted: {label: 投稿}
    done: {label: 採用, end: true}
    dropped: {label: 取下げ, end: true}
  actions:
    - {id: agree, label: 採用にする, from: posted, to: done, by: 'post(leader, of: starter)'}
    - {id: withdraw, label: 取り下げる, from: posted, to: dropped, by: starter}
";

const CLERK: &[(&str, Option<&str>)] = &[("cleaning", None)];
const CREW: &[(&str, Option<&str>)] = &[("crew", None)];
const LEADER: &[(&str, Option<&str>)] = &[("crew", Some("leader"))];

async fn start() -> TestApp {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("office.yaml", OFFICE), ("visit.yaml", VISIT), ("idea.yaml", IDEA)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    TestApp::with(folder.path()).await
}

async fn submit(app: &TestApp) -> String {
    let body = json!({"answers": {"shop": "青い皿", "qty": "4"}});
    let (status, answer) = app.post("/api/v1/apps/visit/submissions", &body).await;
    assert_eq!(status, 201, "{answer}");
    answer["receipt"].as_str().unwrap().to_owned()
}

fn facts(app: &TestApp, receipt: &str) -> madoguchi_engine::records::CaseFacts {
    madoguchi_store::case::by_receipt(&app.state.store, receipt).unwrap().unwrap()
}

async fn open(browser: &Browser, receipt: &str) -> Page {
    let page = browser.get(&format!("/office/cases/{receipt}")).await;
    assert_eq!(page.status, 200, "{}", page.visible());
    page
}

fn picture() -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    image::DynamicImage::ImageRgb8(image::RgbImage::new(8, 4)).write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

#[tokio::test]
async fn a_button_with_answers_and_a_photo_has_a_page_of_its_own() {
    let app = start().await;
    let receipt = submit(&app).await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let page = open(&clerk, &receipt).await;
    let sheet = clerk.submit(&page, &page.form("/actions/judge").set("note", "現地で確認"), "").await;
    assert!(sheet.visible().contains("判定は通知書に印刷されます。"), "{}", sheet.visible());
    let form = sheet.form("/actions/judge");
    assert_eq!(form.value("_note"), Some("現地で確認"));
    assert!(form.has("grade") && !form.has("qty"));
    let wrong = clerk.submit(&sheet, &form, "判定する").await;
    assert_eq!((wrong.status, wrong.errors()), (422, vec!["写真を選んでください".to_owned()]));
    let form = wrong.form("/actions/judge").attach("_photo", "a.png", picture());
    let wrong = clerk.submit(&wrong, &form, "判定する").await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.errors()[0].contains("判定"), "{:?}", wrong.errors());
    assert_eq!(app.number("SELECT count(*) FROM file"), 0, "a photo of a step that failed does not stay");
    let form = wrong.form("/actions/judge").set("grade", "３").attach("_photo", "a.png", picture());
    let done = clerk.submit(&wrong, &form, "判定する").await;
    assert_eq!(done.status, 200, "{}", done.visible());
    let case = facts(&app, &receipt);
    assert_eq!((case.state.as_str(), case.answers.get("grade")), ("judged", Some(&json!(3))));
    assert_eq!(case.answers.get("half"), Some(&json!(200)));
    let href = done.attributes(".log .photos a", "href").remove(0);
    assert_eq!(clerk.get(&href).await.status, 200);
    assert!(done.texts("button").iter().all(|b| b != "完了にする"), "four eyes");
    let other = app.staff("ito", "伊藤", CLERK).await;
    let page = open(&other, &receipt).await;
    other.submit(&page, &page.form("/actions/finish"), "").await;
    assert_eq!(facts(&app, &receipt).state, "done");
    app.verify();
}

#[tokio::test]
async fn a_state_lets_clerks_edit_and_totals_follow() {
    let app = start().await;
    let receipt = submit(&app).await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let page = open(&clerk, &receipt).await;
    let sheet = clerk.get(&page.link("内容を修正する")).await;
    let form = sheet.form("/edit");
    assert!(form.has("qty") && !form.has("shop"));
    let same = clerk.submit(&sheet, &form, "内容を修正する").await;
    assert_eq!(same.status, 422);
    let wrong = clerk.submit(&same, &same.form("/edit").set("qty", "x"), "内容を修正する").await;
    assert_eq!((wrong.status, wrong.errors().len()), (422, 1));
    let done = clerk.submit(&wrong, &wrong.form("/edit").set("qty", "7"), "内容を修正する").await;
    assert!(done.visible().contains("内容を修正"), "{}", done.visible());
    assert_eq!(facts(&app, &receipt).answers.get("fee"), Some(&json!(700)));
    assert_eq!(app.number("SELECT qty FROM app_visit"), 7);
    let crew = app.staff("kato", "加藤", CREW).await;
    assert_eq!(crew.get(&format!("/office/cases/{receipt}/edit")).await.status, 403);
    app.verify();
}

#[tokio::test]
async fn what_nobody_did_in_time_is_told_once() {
    let app = start().await;
    let receipt = submit(&app).await;
    let leader = app.staff("mori", "森", LEADER).await;
    assert_eq!(leader.get(&format!("/office/cases/{receipt}")).await.status, 403);
    app.set_now("2026-11-06T09:00:00+09:00");
    for _ in 0..2 {
        madoguchi_server::job::once(&app.state).await;
    }
    assert_eq!(app.number("SELECT count(*) FROM event WHERE action = 'escalate'"), 1);
    let leader = app.staff("mori", "森", LEADER).await;
    let home = leader.get("/office").await;
    assert!(home.visible().contains("期限を過ぎて知らせが来た申込み") && home.visible().contains(&receipt));
    assert!(open(&leader, &receipt).await.visible().contains("期限を過ぎたことを知らせ"));
    app.verify();
}

#[tokio::test]
async fn a_clerk_takes_a_case_and_leaves_it() {
    let app = start().await;
    let receipt = submit(&app).await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let page = open(&clerk, &receipt).await;
    let page = clerk.submit(&page, &page.form("/assign"), "").await;
    assert!(page.visible().contains("担当を外れる") && page.visible().contains("佐藤"));
    assert!(clerk.get("/office").await.visible().contains("担当している申込み"));
    let other = submit(&app).await;
    let all = clerk.get("/office/visit").await;
    assert!(all.visible().contains(&other) && all.visible().contains("佐藤"));
    let mine = clerk.get("/office/visit?mine=yes").await;
    assert!(mine.visible().contains(&receipt) && !mine.visible().contains(&other));
    let page = clerk.submit(&page, &page.form("/assign"), "").await;
    assert!(page.visible().contains("決まっていません"));
}

#[tokio::test]
async fn staff_apply_themselves_and_residents_do_not_see_it() {
    let app = start().await;
    let resident = app.browser();
    assert_eq!(resident.get("/apps/idea").await.status, 404);
    let (status, _) = app.post("/api/v1/apps/idea/submissions", &json!({"answers": {"idea": "案"}})).await;
    assert_eq!(status, 404);
    let kato = app.staff("kato", "加藤", CREW).await;
    let home = kato.get("/office").await;
    let page = kato.get(&home.link("改善提案")).await;
    let page = kato.submit(&page, &page.form("/office/idea/new"), "").await;
    let form = page.form("/apps/idea/drafts");
    assert!(!form.has("secret"), "what clerks answer is not asked of who applies");
    let review = kato.submit(&page, &form.set("idea", "紙をやめる"), "").await;
    let done = kato.submit(&review, &review.form("/submit"), "").await;
    assert_eq!(done.status, 200, "{}", done.visible());
    let receipt = madoguchi_store::desk::started(&app.state.store, facts_starter(&app), 5).unwrap().remove(0);
    let case = facts(&app, &receipt);
    assert_eq!((case.channel.code(), case.starter().is_some()), ("staff", true));
    assert!(kato.get("/office").await.visible().contains("自分の申請"));
    let colleague = app.staff("abe", "阿部", CREW).await;
    assert_eq!(colleague.get(&format!("/office/cases/{receipt}")).await.status, 403);
    let leader = app.staff("mori", "森", LEADER).await;
    assert!(open(&leader, &receipt).await.texts("button").contains(&"採用にする".to_owned()));
    let page = open(&kato, &receipt).await;
    kato.submit(&page, &page.form("/actions/withdraw"), "").await;
    assert_eq!(facts(&app, &receipt).state, "dropped");
    app.verify();
}

/// The account of the only one who has signed in.
fn facts_starter(app: &TestApp) -> i64 {
    app.number("SELECT starter FROM \"case\" WHERE starter IS NOT NULL")
}

#[tokio::test]
async fn the_api_gives_answers_with_a_press() {
    let app = start().await;
    let receipt = submit(&app).await;
    let store = &app.state.store;
    let posts = vec![("cleaning".to_owned(), None)];
    let now = app.state.clock.now();
    let staff =
        madoguchi_store::account::put(store, "api".into(), "連携".into(), posts, false, None, now).await.unwrap();
    let token = madoguchi_store::account::issue_token(store, staff.id, Vec::new(), now).await.unwrap();
    let call = |action: &'static str, revision: &'static str, body: Json| {
        let url = format!("{}/api/v1/cases/{receipt}/actions/{action}", app.base);
        let request = app.browser().client().post(url).bearer_auth(&token).header("If-Match", revision).json(&body);
        async move { request.send().await.unwrap().status().as_u16() }
    };
    assert_eq!(call("edit", "\"1\"", json!({"answers": {"qty": 9}})).await, 200);
    assert_eq!(call("edit", "\"2\"", json!({"answers": {"shop": "x"}})).await, 422);
    assert_eq!(call("judge", "\"2\"", json!({"answers": {"grade": 1}})).await, 422, "the photo is missing");
    assert_eq!(facts(&app, &receipt).answers.get("fee"), Some(&json!(900)));
}
