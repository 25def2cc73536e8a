//! Rows in rows through the whole system: pages without JavaScript, files, mistakes, check, office, files for a
//! spreadsheet, correction and deletion.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_tests::{Browser, Form, Page, TestApp};
use serde_json::{Value as Json, json};
use std::path::Path;

async fn homes() -> TestApp {
    TestApp::with(&Path::new(env!("CARGO_MANIFEST_DIR")).join("definitions/homes")).await
}

async fn first_page(browser: &Browser) -> Page {
    let page = browser.get("/apps/homes").await;
    browser.submit(&page, &page.form("/drafts"), "").await
}

/// A white picture of eight by four points.
fn png() -> Vec<u8> {
    const PNG: [u8; 71] = [
        137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 8, 0, 0, 0, 4, 8, 0, 0, 0, 0, 150, 166,
        33, 44, 0, 0, 0, 14, 73, 68, 65, 84, 120, 156, 99, 248, 15, 5, 12, 184, 25, 0, 62, 2, 31, 225, 102, 82, 114,
        192, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
    ];
    PNG.to_vec()
}

fn member(form: Form, path: &str, family: &str, income: &str) -> Form {
    form.set(&format!("{path}.who.family"), family)
        .set(&format!("{path}.who.given"), "子")
        .set(&format!("{path}.who.family_kana"), "ヤマ")
        .set(&format!("{path}.who.given_kana"), "コ")
        .set(&format!("{path}.income"), income)
}

/// Two households, with two members and one.
async fn two_homes(browser: &Browser) -> Page {
    let page = first_page(browser).await;
    let form = page.form("/p1").set("limit", "50").set("homes.0.house", "一").set("homes.0.renting", "no");
    let page = browser.submit(&page, &member(form, "homes.0.members.0", "山", "7"), "もう1つ追加する （家族）").await;
    let form = member(page.form("/p1"), "homes.0.members.1", "谷", "9").set("homes.0.members.1.care", "school");
    let form = form.set("homes.0.members.1.goods.0.code", "bed").set("homes.0.members.1.goods.0.qty", "2");
    let page = browser.submit(&page, &form, "もう1つ追加する （世帯）").await;
    let form = page.form("/p1").set("homes.1.house", "二").set("homes.1.renting", "no");
    let form = member(form, "homes.1.members.0", "川", "4");
    let form = form.attach("homes.1.members.0.photo", "川.png", png()).attach("homes.0.lease", "契約.png", png());
    browser.submit(&page, &form, "次へ").await
}

async fn submitted(app: &TestApp) -> (Browser, Page, String) {
    let browser = app.browser();
    let page = two_homes(&browser).await;
    assert!(page.url.ends_with("/review"), "{}\n{:?}\n{}", page.url, page.errors(), page.visible());
    let page = browser.submit(&page, &page.form("/submit"), "").await;
    let receipt = page.url.split("/receipts/").nth(1).unwrap().split('?').next().unwrap().to_owned();
    (browser, page, receipt)
}

fn answers(app: &TestApp, receipt: &str) -> Json {
    let case = madoguchi_store::case::by_receipt(&app.state.store, receipt).unwrap().unwrap();
    Json::Object(case.answers.0)
}

#[tokio::test]
async fn rows_in_rows_go_from_the_form_to_the_office_and_into_files() {
    let app = homes().await;
    let browser = app.browser();
    let page = two_homes(&browser).await;
    let headings = page.texts(".answer-row");
    assert_eq!(headings, ["一の家", "家族 1", "家族 2", "二の家", "家族 1"], "{}", page.visible());
    assert!(page.visible().contains("契約.png") && page.visible().contains("ベッド"));
    let page = browser.submit(&page, &page.form("/submit"), "").await;
    let receipt = page.url.split("/receipts/").nth(1).unwrap().split('?').next().unwrap().to_owned();
    assert_eq!(page.texts(".answer-row"), headings);
    let stored = answers(&app, &receipt);
    assert_eq!(
        (&stored["homes"][0]["total"], &stored["homes"][1]["total"], &stored["all"]),
        (&json!(16), &json!(4), &json!(20))
    );
    assert_eq!(stored["homes"][1]["members"][0]["photo"][0]["name"], "川.jpg");
    assert_eq!(
        app.column("app_homes__homes.members", "income"),
        [Some("7"), Some("9"), Some("4")].map(|n| n.map(str::to_owned))
    );
    assert_eq!(
        app.column("app_homes__homes.members", "_row_1"),
        [Some("0"), Some("0"), Some("1")].map(|n| n.map(str::to_owned))
    );
    assert_eq!(app.column("app_homes__homes.members.goods", "_row_2"), [Some("1".to_owned())]);
    assert_eq!(app.column("app_homes__homes.members.care", "care").len(), 1);
    assert_eq!(app.number("SELECT count(*) FROM file WHERE case_id IS NOT NULL"), 2);
    app.verify();

    let staff = app.staff("sato", "佐藤", &[("desk", None)]).await;
    let page = staff.get(&format!("/office/cases/{receipt}")).await;
    assert_eq!(page.texts(".answer-row"), headings, "{}", page.visible());
    let picture = page.attributes(".photos a", "href").pop().unwrap();
    assert_eq!(staff.get(&picture).await.status, 200);
    let queue = staff.get("/office/homes").await;
    let file = staff
        .get(&queue.attributes(".export a", "href").into_iter().find(|h| h.contains("rows=homes.members")).unwrap())
        .await;
    let lines: Vec<&str> = file.body.trim_start_matches('\u{FEFF}').lines().collect();
    assert!(lines[0].starts_with("受付番号,世帯の番号,世帯：屋号,世帯：借家,世帯：家賃,"), "{}", lines[0]);
    assert_eq!(lines.len(), 4);
    assert!(
        lines[2].starts_with(&format!("{receipt},1,一,いいえ,,契約.png,16,2,谷 子（ヤマ コ）,,9,,学校,")),
        "{}",
        lines[2]
    );
    assert!(lines[3].starts_with(&format!("{receipt},2,二,")), "{}", lines[3]);
    assert_eq!(staff.get("/office/homes/export.csv?rows=homes.nothing").await.status, 422);
}

#[tokio::test]
async fn a_row_keeps_its_files_when_a_row_before_it_goes_and_takes_them_along_when_it_goes() {
    let app = homes().await;
    let browser = app.browser();
    let page = first_page(&browser).await;
    let form = page.form("/p1").set("homes.0.house", "一");
    let page = browser.submit(&page, &form, "もう1つ追加する （世帯）").await;
    let form = page.form("/p1").set("homes.1.house", "二").attach("homes.1.lease", "二.png", png());
    let page = browser.submit(&page, &form, "もう1つ追加する （家族）").await;
    assert_eq!(page.texts("#q-homes-1-lease .name").len(), 1, "{}", page.visible());
    let page = browser.submit(&page, &page.form("/p1"), "この欄を取り消す （世帯 1）").await;
    assert_eq!(page.form("/p1").value("homes.0.house"), Some("二"));
    let names = page.texts("#q-homes-0-lease .name");
    assert!(names.len() == 1 && names[0].starts_with("二.png"), "{names:?}");
    let page = browser.submit(&page, &page.form("/p1").set("limit", "x"), "次へ").await;
    assert_eq!(page.status, 422);
    assert_eq!(page.texts("#q-homes-0-lease .name").len(), 1, "mistakes elsewhere do not lose a file");
    let page = browser
        .submit(
            &page,
            &page.form("/p1").smuggle("homes.0.members.0.photo", "f".repeat(32).as_str()),
            "もう1つ追加する （世帯）",
        )
        .await;
    assert_eq!(page.texts("#q-homes-0-members-0-photo .name").len(), 0, "a file that nobody sent is none");
    let page = browser.submit(&page, &page.form("/p1"), "この欄を取り消す （世帯 1）").await;
    assert_eq!(page.texts(".files .name").len(), 0);
    assert_eq!(app.number("SELECT count(*) FROM file"), 1, "it goes with the draft");
    app.set_now("2027-11-02T10:00:00+09:00");
    madoguchi_store::draft::sweep(&app.state.store, app.state.clock.now()).await.unwrap();
    assert_eq!(app.number("SELECT count(*) FROM file"), 0);
}

#[tokio::test]
async fn a_file_in_a_row_can_be_taken_away_alone() {
    let app = homes().await;
    let browser = app.browser();
    let page = first_page(&browser).await;
    let form = page.form("/p1").set("homes.0.house", "一").attach("homes.0.lease", "契約.png", png());
    let page = browser.submit(&page, &form, "もう1つ追加する （家族）").await;
    let page = browser.submit(&page, &page.form("/p1"), "取り消す （契約.png）").await;
    assert_eq!(page.texts(".files .name").len(), 0);
    assert_eq!(page.form("/p1").value("homes.0.house"), Some("一"));
    assert_eq!(app.number("SELECT count(*) FROM file"), 0);
}

#[tokio::test]
async fn the_error_summary_leads_to_the_right_control_in_inner_rows() {
    let app = homes().await;
    let browser = app.browser();
    let page = first_page(&browser).await;
    let form = page.form("/p1").set("limit", "5").set("homes.0.house", "一").set("homes.0.renting", "no");
    let page = browser.submit(&page, &member(form, "homes.0.members.0", "山", "4"), "もう1つ追加する （家族）").await;
    let form = member(page.form("/p1"), "homes.0.members.1", "谷", "8").set("homes.0.members.1.birth.year", "19");
    let form = form.set("homes.0.members.1.who.given_kana", "").set("homes.0.members.1.who.family_kana", "");
    let form = form.set("homes.0.members.1.goods.0.code", "bed").set("homes.0.members.1.goods.0.qty", "x");
    let page = browser.submit(&page, &form, "次へ").await;
    assert_eq!(page.status, 422);
    let links = page.attributes("[role=alert] a", "href");
    for link in &links {
        let id = link.trim_start_matches('#');
        assert!(page.body.contains(&format!("id=\"{id}\"")), "{link} leads nowhere");
        assert!(id.starts_with("f-homes-0-members-1-"), "{link}");
    }
    for expected in ["income", "goods-0-qty", "who-family_kana"] {
        assert!(links.iter().any(|link| link.ends_with(expected)), "{expected}: {links:?}");
    }
    assert!(page.errors().iter().any(|text| text.contains("（1件目の2件目）")), "{:?}", page.errors());
}

#[tokio::test]
async fn what_becomes_relevant_in_an_inner_row_is_asked_there_and_what_was_typed_comes_back() {
    let app = homes().await;
    let browser = app.browser();
    let page = first_page(&browser).await;
    let form = page.form("/p1").set("limit", "50").set("homes.0.house", "一").set("homes.0.renting", "no");
    let page = browser.submit(&page, &member(form, "homes.0.members.0", "山", "20"), "次へ").await;
    assert!(page.url.contains("more=1#f-homes-0-members-0-job") || page.url.contains("more=1"), "{}", page.url);
    let form = page.form("/p1").set("homes.0.members.0.job", "大工").set("homes.0.renting", "yes");
    let page = browser.submit(&page, &form, "次へ").await;
    let form = page.form("/p1").set("homes.0.rent", "5").set("homes.0.members.0.income", "3");
    let page = browser.submit(&page, &form, "次へ").await;
    assert!(page.url.ends_with("/review"), "{}", page.visible());
    assert!(!page.visible().contains("大工"), "what is hidden is nowhere");
    let page = browser.get(&page.link("変更 （世帯）")).await;
    let page = browser.submit(&page, &page.form("/p1").set("homes.0.members.0.income", "30"), "").await;
    assert!(page.url.contains("more=1"), "the question is asked again: {}", page.url);
}

#[tokio::test]
async fn a_page_shows_as_many_rows_as_an_answer_says() {
    let app = homes().await;
    let browser = app.browser();
    let page = first_page(&browser).await;
    assert!(!page.form("/p1").has("others.0.where_is"));
    let form = page.form("/p1").set("limit", "50").set("count_homes", "2");
    let form = form.set("homes.0.house", "一").set("homes.0.renting", "no");
    let page = browser.submit(&page, &member(form, "homes.0.members.0", "山", "1"), "次へ").await;
    let form = page.form("/p1");
    assert!(form.has("others.1.where_is") && !form.has("others.2.where_is"), "{}", page.visible());
    assert!(!page.body.contains("value=\"add:others\""));
    let page = browser.submit(&page, &form.set("others.0.where_is", "北"), "次へ").await;
    assert_eq!(page.errors(), ["別の家は2件入力してください。いまは1件です。"]);
    let page = browser.submit(&page, &page.form("/p1").set("others.1.where_is", "南"), "次へ").await;
    assert!(page.url.ends_with("/review"), "{}", page.visible());
}

#[tokio::test]
async fn a_correction_of_rows_keeps_the_files_in_them() {
    let app = homes().await;
    let (browser, page, receipt) = submitted(&app).await;
    let secret = page.text("[data-secret]");
    let staff = app.staff("sato", "佐藤", &[("desk", None)]).await;
    let case = staff.get(&format!("/office/cases/{receipt}")).await;
    let form = case.form("/actions/ask_fix").set("note", "収入を直してください");
    staff.submit(&case, &form, "").await;
    let page = browser.get("/status").await;
    let form = page.form("/status").set("receipt", &receipt).set("secret", &secret);
    let page = browser.submit(&page, &form, "").await;
    let page = browser.submit(&page, &page.form("/status/resubmit"), "直して出し直す").await;
    let form = page.form("/status/resubmit").set("homes.1.members.0.income", "6");
    let page = browser.submit(&page, &form, "直して出し直す").await;
    assert_eq!(page.errors(), Vec::<String>::new(), "{}", page.visible());
    let stored = answers(&app, &receipt);
    assert_eq!(stored["homes"][1]["members"][0]["income"], 6);
    assert_eq!(stored["all"], 22);
    assert_eq!(stored["homes"][1]["members"][0]["photo"][0]["name"], "川.jpg");
    app.verify();
}

#[tokio::test]
async fn the_api_takes_rows_in_rows_and_names_mistakes_by_their_path() {
    let app = homes().await;
    let who = json!({"family": "山", "given": "子", "family_kana": "ヤマ", "given_kana": "コ"});
    let member = |income: i64| json!({"who": who, "income": income});
    let body = |rows: Json| json!({"answers": {"limit": 9, "homes": rows}});
    let good = json!([{"house": "一", "renting": false, "members": [member(3), member(4)]}]);
    let (status, answer) = app.post("/api/v1/apps/homes/submissions", &body(good)).await;
    assert_eq!(status, 201, "{answer}");
    assert_eq!(answers(&app, answer["receipt"].as_str().unwrap())["all"], 7);
    let bad = json!([{"house": "一", "renting": false, "members": [member(3), member(99)]}]);
    let (status, answer) = app.post("/api/v1/apps/homes/submissions", &body(bad)).await;
    assert_eq!(status, 422);
    assert!(answer.to_string().contains("homes.0.members.1.income"), "{answer}");
    app.verify();
}
