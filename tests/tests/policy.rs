//! Who may do what: role × resource as one table. A change of any right changes the table.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_tests::{Browser, TestApp};
use serde_json::json;
use std::fmt::Write;

const OFFICE: &str = "schema: 1
city: 旭野市
units:
  cleaning: {label: クリーンセンター, posts: {chief: 係長}}
  crew: {label: 収集班, posts: {leader: 班長}}
  library: {label: 図書館}
";

const VISIT: &str = "schema: 1
app: visit
title: 立入検査
owner: cleaning
questions:
  - {id: shop, type: text, label: 店}
  - {id: owner_name, type: text, label: 営業者, sensitive: true}
  - {id: reviewer, type: staff, label: 担当者, internal: true, required: no}
  - {id: grade, type: integer, label: 判定, internal: true}
workflow:
  states:
    received: {label: 受付, edit: [shop]}
    judged: {label: 判定済}
    done: {label: 完了, end: true}
  actions:
    - {id: judge, label: 判定する, from: received, to: judged, by: cleaning, give: [grade, reviewer]}
    - {id: finish, label: 完了にする, from: [received, judged], to: done, by: cleaning/chief}
    - {id: withdraw, label: 取り下げる, from: received, to: done, by: resident}
    - {id: look, label: 見る, from: [received, judged], stay: true, by: {field: reviewer}}
access: {read: [cleaning, crew], sensitive: [cleaning/chief], export: [cleaning/chief]}
";

const ROLES: [(&str, &str, Option<&str>); 5] = [
    ("clerk", "cleaning", None),
    ("chief", "cleaning", Some("chief")),
    ("crew", "crew", None),
    ("leader", "crew", Some("leader")),
    ("library", "library", None),
];

const EXPECTED: &str = "\
role                  clerk chief crew leader library
the list              200   200   200  200    403
the export            403   200   403  403    403
enter a call          200   200   200  200    403
the case              200   200   200  200    403
sensitive answers     no    yes   no   no     no
button finish         no    yes   no   no     no
edit                  200   200   403  403    403
page of judge         200   200   403  403    403
press judge           422   422   403  403    403
press withdraw        403   403   403  403    403
press look            403   403   403  403    403
take it               200   200   200  200    403
";

/// The status of a form that the page need not offer.
async fn post(browser: &Browser, app: &TestApp, path: &str, form: &[(&str, &str)]) -> u16 {
    let request = browser.client().post(format!("{}{path}", app.base)).header("Sec-Fetch-Site", "same-origin");
    request.form(form).send().await.unwrap().status().as_u16()
}

/// One column of the table, in the order of its lines.
async fn column(app: &TestApp, browser: &Browser, receipt: &str) -> Vec<String> {
    let case = format!("/office/cases/{receipt}");
    let mut cells = Vec::new();
    for path in ["/office/visit", "/office/visit/export.csv", "/office/visit/new", case.as_str()] {
        cells.push(browser.get(path).await.status.to_string());
    }
    let page = browser.get(&case).await;
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    cells.push(yes(page.visible().contains("営業者の名")));
    cells.push(yes(page.texts("button").contains(&"完了にする".to_owned())));
    for path in [format!("{case}/edit"), format!("{case}/actions/judge")] {
        cells.push(browser.get(&path).await.status.to_string());
    }
    for action in ["judge", "withdraw", "look"] {
        let form = [("_revision", "1"), ("_step", "do")];
        cells.push(post(browser, app, &format!("{case}/actions/{action}"), &form).await.to_string());
    }
    cells.push(post(browser, app, &format!("{case}/assign"), &[("_take", "yes")]).await.to_string());
    cells
}

#[tokio::test]
async fn each_role_may_do_what_the_definition_says_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("office.yaml", OFFICE), ("visit.yaml", VISIT)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let app = TestApp::with(folder.path()).await;
    let body = json!({"answers": {"shop": "青い皿", "owner_name": "営業者の名"}});
    let (status, answer) = app.post("/api/v1/apps/visit/submissions", &body).await;
    assert_eq!(status, 201, "{answer}");
    let receipt = answer["receipt"].as_str().unwrap();
    let mut columns = Vec::new();
    for (login, unit, post) in ROLES {
        let browser = app.staff(login, login, &[(unit, post)]).await;
        columns.push((login, column(&app, &browser, receipt).await));
    }
    let lines = [
        "the list",
        "the export",
        "enter a call",
        "the case",
        "sensitive answers",
        "button finish",
        "edit",
        "page of judge",
        "press judge",
        "press withdraw",
        "press look",
        "take it",
    ];
    let mut table = format!("{:22}{}\n", "role", ROLES.map(|(login, ..)| login).join(" "));
    for (number, line) in lines.iter().enumerate() {
        let mut row = format!("{line:22}");
        for (login, cells) in &columns {
            write!(row, "{:width$} ", cells[number], width = login.len()).unwrap();
        }
        table.push_str(row.trim_end());
        table.push('\n');
    }
    assert_eq!(table, EXPECTED, "\n{table}");
}

#[tokio::test]
async fn whom_a_case_names_may_read_it_and_act_in_it_only() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("office.yaml", OFFICE), ("visit.yaml", VISIT)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let app = TestApp::with(folder.path()).await;
    let body = json!({"answers": {"shop": "青い皿", "owner_name": "営業者の名"}});
    let (_, answer) = app.post("/api/v1/apps/visit/submissions", &body).await;
    let case = format!("/office/cases/{}", answer["receipt"].as_str().unwrap());
    let named = app.staff("mori", "森", &[("library", None)]).await;
    assert_eq!(named.get(&case).await.status, 403);
    let clerk = app.staff("sato", "佐藤", &[("cleaning", None)]).await;
    let sheet = clerk.get(&format!("{case}/actions/judge")).await;
    let form = sheet.form("/actions/judge").set("grade", "1").set("reviewer", "mori");
    let done = clerk.submit(&sheet, &form, "判定する").await;
    assert_eq!(done.status, 200, "{}", done.visible());
    let page = named.get(&case).await;
    assert_eq!(page.status, 200);
    assert!(page.texts("button").contains(&"見る".to_owned()), "{:?}", page.texts("button"));
    assert!(!page.visible().contains("営業者の名"), "what is sensitive stays so");
    assert_eq!(named.get("/office/visit").await.status, 403);
    let other = app.staff("abe", "阿部", &[("library", None)]).await;
    assert_eq!(other.get(&case).await.status, 403);
}
