//! Documents: printed for those who may, issued once and kept as they were.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_tests::{Browser, Page, TestApp};
use serde_json::json;
use std::path::Path;

const OFFICE: &str = "schema: 1
city: 旭野市
units:
  cleaning: {label: クリーンセンター, posts: {chief: 係長}}
  crew: {label: 収集班}
";

const APP: &str = "schema: 1
app: permit
title: 許可の申請
owner: cleaning
questions:
  - {id: shop, type: text, label: 店}
  - {id: fee, type: money, label: 手数料}
  - {id: secret, type: text, label: 事情, sensitive: true}
  - id: cars
    type: repeat
    label: 車
    questions:
      - {id: plate, type: text, label: 番号}
workflow:
  states:
    received: {label: 受付}
    granted: {label: 許可, resident: []}
    done: {label: 完了, end: true}
  actions:
    - {id: grant, label: 許可する, from: received, to: granted, by: cleaning, note: required, bulk: true, document: permit}
    - {id: finish, label: 完了にする, from: granted, to: done, by: cleaning}
queue:
  columns: [_receipt, shop, _state]
  views:
    - {id: open, label: 受付中, where: _state == \"received\"}
documents:
  permit: {label: 許可証, file: letters/permit.html, for: resident}
  slip: {label: 控え, file: letters/slip.html, in: [received], for: resident}
  tag: {label: 車の札, file: letters/tag.html, each: cars}
  hidden: {label: 調書, file: letters/hidden.html}
  list: {label: 一覧表, file: letters/list.html, over: view(open)}
access: {read: [cleaning, crew], sensitive: [cleaning], export: [cleaning/chief]}
";

const PERMIT: &str = "<h1 class=\"doc-title\">許可証</h1><p>{{ shop }} {{ fee }} {{ _state }} {{ today.wareki }}</p>";

fn write(folder: &Path, permit: &str) {
    std::fs::create_dir_all(folder.join("permit/letters")).unwrap();
    let files = [
        ("office.yaml", OFFICE),
        ("permit/app.yaml", APP),
        ("permit/letters/permit.html", permit),
        ("permit/letters/slip.html", "<p>{{ _receipt }} {{ shop }}</p>"),
        ("permit/letters/tag.html", "<p class=\"huge\">{{ row.plate }}</p><p>{{ _sheet }}/{{ _sheets }}</p>"),
        ("permit/letters/hidden.html", "<p>{{ secret }}</p>"),
        ("permit/letters/list.html", "{% for case in cases %}<p>{{ case._receipt }} {{ case.shop }}</p>{% endfor %}"),
    ];
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
}

async fn start() -> (TestApp, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), PERMIT);
    (TestApp::with(folder.path()).await, folder)
}

/// A case; receipt number and secret.
async fn submit(app: &TestApp, shop: &str) -> (String, String) {
    let answers = json!({"shop": shop, "fee": "3200", "secret": "内緒の事情", "cars": [{"plate": "旭野 1"}, {"plate": "旭野 2"}]});
    let (status, answer) = app.post("/api/v1/apps/permit/submissions", &json!({"answers": answers})).await;
    assert_eq!(status, 201, "{answer}");
    (answer["receipt"].as_str().unwrap().to_owned(), answer["secret"].as_str().unwrap().to_owned())
}

async fn press(clerk: &Browser, receipt: &str, action: &str, note: &str) -> Page {
    let page = clerk.get(&format!("/office/cases/{receipt}")).await;
    clerk.submit(&page, &page.form(&format!("/actions/{action}")).set("note", note), "").await
}

const CLERK: &[(&str, Option<&str>)] = &[("cleaning", None)];
const CHIEF: &[(&str, Option<&str>)] = &[("cleaning", Some("chief"))];
const CREW: &[(&str, Option<&str>)] = &[("crew", None)];

#[tokio::test]
async fn a_document_is_printed_in_its_states_escaped_and_every_print_is_recorded() {
    let (app, _folder) = start().await;
    let (receipt, _) = submit(&app, "<script>x</script>").await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let case = clerk.get(&format!("/office/cases/{receipt}")).await;
    assert!(
        case.visible().contains("控え") && case.visible().contains("許可証 （発行前の確認用）"),
        "{}",
        case.visible()
    );
    let slip = clerk.get(&format!("/office/cases/{receipt}/documents/slip")).await;
    assert_eq!(slip.status, 200);
    assert!(slip.body.contains("&lt;script&gt;x") && !slip.body.contains("<script>x"), "{}", slip.body);
    assert!(slip.body.contains("css/print") && !slip.body.contains("style="));
    let tags = clerk.get(&format!("/office/cases/{receipt}/documents/tag")).await;
    assert_eq!(tags.body.matches("<section class=\"sheet\">").count(), 2);
    assert!(tags.visible().contains("旭野 2 2/2"), "{}", tags.visible());
    let draft = clerk.get(&format!("/office/cases/{receipt}/documents/permit")).await;
    assert!(draft.body.contains("class=\"draft\"") && draft.body.contains("まだ発行されていません"));
    assert_eq!(app.number("SELECT count(*) FROM audit WHERE what = 'print'"), 3);
    assert_eq!(press(&clerk, &receipt, "grant", "よい").await.status, 200);
    let late = clerk.get(&format!("/office/cases/{receipt}/documents/slip")).await;
    assert_eq!((late.status, late.visible().contains("申込みは「許可」です")), (409, true), "{}", late.visible());
    for path in ["documents/list", "documents/nothing", "issued/99"] {
        assert_eq!(clerk.get(&format!("/office/cases/{receipt}/{path}")).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn an_issued_document_stays_as_it_was_issued_when_the_letter_and_the_case_change() {
    let (app, folder) = start().await;
    let (receipt, secret) = submit(&app, "青い皿").await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    assert_eq!(press(&clerk, &receipt, "grant", "").await.status, 422, "a press that is refused issues nothing");
    assert_eq!(app.number("SELECT count(*) FROM document"), 0);
    let done = press(&clerk, &receipt, "grant", "よい").await;
    assert!(
        done.visible().contains("発行した書類") && done.visible().contains("書類「許可証」を発行"),
        "{}",
        done.visible()
    );
    let first = clerk.get(&format!("/office/cases/{receipt}/issued/1")).await;
    assert!(first.visible().contains("青い皿 3,200円 許可 令和8年11月2日"), "{}", first.visible());
    write(folder.path(), "<p>ちがう手紙 {{ shop }}</p>");
    let sources = madoguchi_server::sources::read(folder.path()).unwrap();
    app.state.catalog.reload(sources, &app.state.store, app.state.clock.now()).await.unwrap();
    press(&clerk, &receipt, "finish", "").await;
    let again = clerk.get(&format!("/office/cases/{receipt}/issued/1")).await;
    let sheets = |page: &Page| page.body.split("<main").nth(1).unwrap().to_owned();
    assert_eq!(sheets(&again), sheets(&first));
    let status = app.browser();
    let page = status.get("/status").await;
    let form = page.form("/status").set("receipt", &receipt).set("secret", &secret);
    let own = status.submit(&page, &form, "").await;
    let issued = status.submit(&own, &own.form("/status/issued/1"), "").await;
    assert_eq!(sheets(&issued), sheets(&first));
    app.verify();
}

#[tokio::test]
async fn nobody_can_change_an_issued_document() {
    let (app, _folder) = start().await;
    let (receipt, _) = submit(&app, "青い皿").await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    press(&clerk, &receipt, "grant", "よい").await;
    let db = rusqlite::Connection::open(app.data().join("madoguchi.db")).unwrap();
    assert!(db.execute("UPDATE document SET body = 'x'", []).unwrap_err().to_string().contains("never changed"));
    assert!(db.execute("DELETE FROM document", []).unwrap_err().to_string().contains("never deleted"));
    db.execute_batch("DROP TRIGGER document_is_never_changed; UPDATE document SET body = 'x'").unwrap();
    let report = madoguchi_store::verify::verify(&app.state.store).unwrap();
    assert!(report.faults.iter().any(|fault| fault.contains("document 1")), "{:?}", report.faults);
}

#[tokio::test]
async fn what_only_some_may_see_is_printed_by_them_only() {
    let (app, _folder) = start().await;
    let (receipt, _) = submit(&app, "青い皿").await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let crew = app.staff("kato", "加藤", CREW).await;
    let path = format!("/office/cases/{receipt}/documents/hidden");
    assert!(clerk.get(&path).await.visible().contains("内緒の事情"));
    assert_eq!(crew.get(&path).await.status, 403);
    assert!(!crew.get(&format!("/office/cases/{receipt}")).await.visible().contains("調書"));
    assert_eq!(crew.get(&format!("/office/cases/{receipt}/documents/slip")).await.status, 200);
}

#[tokio::test]
async fn a_view_is_printed_whole_by_those_who_may_export() {
    let (app, _folder) = start().await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let chief = app.staff("ito", "伊藤", CHIEF).await;
    let empty = chief.get("/office/permit/documents/list").await;
    assert_eq!((empty.status, empty.visible().contains("印刷するものがありません")), (409, true));
    for shop in ["青い皿", "赤い皿"] {
        submit(&app, shop).await;
    }
    let queue = chief.get("/office/permit?view=open").await;
    assert_eq!(queue.link("一覧表"), "/office/permit/documents/list");
    let list = chief.get("/office/permit/documents/list").await;
    assert!(list.visible().contains("青い皿") && list.visible().contains("赤い皿"), "{}", list.visible());
    assert!(!clerk.get("/office/permit?view=open").await.visible().contains("一覧表"));
    assert_eq!(clerk.get("/office/permit/documents/list").await.status, 403);
    assert_eq!(chief.get("/office/permit/documents/slip").await.status, 404);
}

#[tokio::test]
async fn a_resident_prints_what_is_for_them_and_what_is_issued_only_once_it_is() {
    let (app, _folder) = start().await;
    let (receipt, secret) = submit(&app, "青い皿").await;
    let resident = app.browser();
    let page = resident.get("/status").await;
    let form = page.form("/status").set("receipt", &receipt).set("secret", &secret);
    let own = resident.submit(&page, &form, "").await;
    assert!(own.visible().contains("控えを印刷する") && !own.visible().contains("許可証"), "{}", own.visible());
    let slip = resident.submit(&own, &own.form("/status/documents/slip"), "").await;
    assert!(slip.visible().contains("青い皿"), "{}", slip.visible());
    let client = resident.client();
    for path in ["documents/permit", "documents/hidden", "documents/list", "issued/1"] {
        let sent = [("_receipt", receipt.as_str()), ("_secret", secret.as_str())];
        let answer = client.post(resident.url(&format!("/status/{path}"))).form(&sent).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{path}");
    }
    let wrong = [("_receipt", receipt.as_str()), ("_secret", "0000-0000")];
    let answer = client.post(resident.url("/status/documents/slip")).form(&wrong).send().await.unwrap();
    assert_eq!(answer.status(), 422);
}

#[tokio::test]
async fn many_cases_are_issued_each_its_own_document() {
    let (app, _folder) = start().await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    for shop in ["青い皿", "赤い皿", "白い皿"] {
        submit(&app, shop).await;
    }
    let page = clerk.get("/office/permit?view=open&tick=all").await;
    let form = page.form("/bulk").set("note", "まとめて");
    let done = clerk.submit(&page, &form, "許可する").await;
    assert_eq!(done.status, 200, "{}", done.visible());
    assert_eq!(app.number("SELECT count(DISTINCT case_id) FROM document"), 3);
    assert_eq!(app.number("SELECT count(DISTINCT hash) FROM document"), 3);
    app.verify();
}
