//! The clerks' side: who gets in and what they may see, the list, buttons, races between two clerks, days, files.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_tests::{Browser, PASSWORD, Page, TestApp, journey::Resident};
use serde_json::{Value as Json, json};

const FRIDAY: &str = "2026-11-13";
const CLERK: &[(&str, Option<&str>)] = &[("cleaning", None)];
const CHIEF: &[(&str, Option<&str>)] = &[("cleaning", Some("chief"))];
const CREW: &[(&str, Option<&str>)] = &[("crew", None)];

/// A case from the API; its receipt number. Three sofas wait for a clerk, one is accepted at once.
async fn case(app: &TestApp, sofas: u32, change: impl FnOnce(&mut Json)) -> String {
    let mut answers = Resident { goods: vec![("sofa2".into(), sofas)], ..Resident::default() }.answers(FRIDAY);
    change(&mut answers);
    let (status, answer) = app.post("/api/v1/apps/bulky-waste/submissions", &json!({"answers": answers})).await;
    assert_eq!(status, 201, "{answer}");
    answer["receipt"].as_str().unwrap().to_owned()
}

async fn waiting(app: &TestApp) -> String {
    case(app, 3, |_| ()).await
}

async fn open(browser: &Browser, receipt: &str) -> Page {
    let page = browser.get(&format!("/office/cases/{receipt}")).await;
    assert_eq!(page.status, 200, "{}", page.visible());
    page
}

async fn press(browser: &Browser, page: &Page, action: &str, note: &str) -> Page {
    let form = page.form(&format!("/actions/{action}")).set("note", note);
    browser.submit(page, &form, "").await
}

fn state(app: &TestApp, receipt: &str) -> String {
    madoguchi_store::case::by_receipt(&app.state.store, receipt).unwrap().unwrap().state
}

fn receipts(page: &Page) -> Vec<String> {
    page.texts("table.queue tbody th[scope=row]")
}

#[tokio::test]
async fn without_a_session_every_page_leads_to_the_sign_in_and_back() {
    let app = TestApp::start().await;
    app.staff("sato", "佐藤", CLERK).await;
    let browser = app.browser();
    for path in ["/office", "/office/bulky-waste", "/office/bulky-waste/export.csv", "/office/cases/AAAA-AAAA"] {
        let page = browser.get(path).await;
        assert!(page.url.contains("/office/sign-in"), "{path} shows {}", page.url);
    }
    let page = browser.get("/office/bulky-waste?state=received").await;
    let form = page.form("/office/sign-in").set("login", "sato").set("password", PASSWORD);
    let page = browser.submit(&page, &form, "").await;
    assert!(page.url.ends_with("/office/bulky-waste?state=received"), "{}", page.url);
    let page = browser.submit(&page, &page.form("/office/sign-out"), "").await;
    assert!(page.visible().contains("サインアウトしました"));
    assert!(browser.get("/office").await.url.contains("/office/sign-in"));
}

#[tokio::test]
async fn five_wrong_passwords_lock_the_name_whether_it_exists_or_not() {
    let app = TestApp::start().await;
    app.staff("sato", "佐藤", CLERK).await;
    for login in ["sato", "nobody"] {
        let browser = app.browser();
        let mut page = browser.get("/office/sign-in").await;
        for _ in 0..5 {
            let form = page.form("/office/sign-in").set("login", login).set("password", "wrong");
            page = browser.submit(&page, &form, "").await;
            assert_eq!(page.status, 422);
            assert_eq!(page.errors(), ["職員番号かパスワードが違います。入力し直してください。"]);
        }
        let form = page.form("/office/sign-in").set("login", login).set("password", PASSWORD);
        page = browser.submit(&page, &form, "").await;
        assert_eq!(page.status, 429);
        assert!(page.errors()[0].contains("10:15"), "{:?}", page.errors());
    }
}

#[tokio::test]
async fn a_session_lives_eight_hours_after_its_last_use() {
    let app = TestApp::start().await;
    let browser = app.staff("sato", "佐藤", CLERK).await;
    for now in ["2026-11-02T17:59:00+09:00", "2026-11-03T01:58:00+09:00"] {
        app.set_now(now);
        assert_eq!(browser.get("/office").await.text("h1"), "自分の仕事", "{now}");
    }
    app.set_now("2026-11-03T09:59:00+09:00");
    assert!(browser.get("/office").await.url.contains("/office/sign-in"));
}

#[tokio::test]
async fn nothing_is_shown_to_those_whom_the_definition_does_not_name() {
    let app = TestApp::start().await;
    let receipt = waiting(&app).await;
    let librarian = app.staff("lib", "図書", &[("library", None)]).await;
    let home = librarian.get("/office").await;
    assert!(home.visible().contains("図書館カード") && !home.visible().contains("粗大ごみ"));
    for path in [
        "/office/bulky-waste".to_owned(),
        "/office/bulky-waste/days/2026-11-13".to_owned(),
        "/office/bulky-waste/new".to_owned(),
        "/office/bulky-waste/export.csv".to_owned(),
        format!("/office/cases/{receipt}"),
        format!("/office/cases/{receipt}/slot?question=visit"),
    ] {
        assert_eq!(librarian.get(&path).await.status, 403, "{path}");
    }
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    assert_eq!(clerk.get("/office/bulky-waste/export.csv").await.status, 403, "only the chief exports");
    assert_eq!(clerk.get("/office/nothing").await.status, 404);
    assert_eq!(clerk.get("/office/cases/AAAA-AAAA").await.status, 404);
}

#[tokio::test]
async fn a_clerk_finds_a_case_and_accepts_it() {
    let app = TestApp::start().await;
    let receipt = waiting(&app).await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let home = clerk.get("/office").await;
    assert!(home.visible().contains(&receipt), "it is due: {}", home.visible());
    let queue = clerk.get(&home.link("仮受付")).await;
    assert_eq!(receipts(&queue), std::slice::from_ref(&receipt));
    let page = clerk.get(&queue.link(&receipt)).await;
    assert!(page.visible().contains("ソファ（2人用）") && page.visible().contains("12"), "{}", page.visible());
    assert!(page.visible().contains("未記入"), "the blank mail address says so");
    let page = press(&clerk, &page, "confirm", "電話で確認").await;
    assert_eq!(page.status, 200);
    assert!(page.visible().contains("「本受付にする」を行いました"));
    assert_eq!(page.text(".mark"), "本受付");
    let first = page.text(".log li");
    assert!(first.contains("本受付にする") && first.contains("佐藤") && first.contains("電話で確認"), "{first}");
    assert!(first.contains("仮受付 → 本受付") && first.contains("2026年11月2日（月） 10:00"), "{first}");
    assert_eq!(app.number("SELECT COUNT(*) FROM audit WHERE what = 'read'"), 2);
    app.verify();
}

#[tokio::test]
async fn buttons_that_are_not_there_cannot_be_pressed_either() {
    let app = TestApp::start().await;
    let receipt = waiting(&app).await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let page = open(&clerk, &receipt).await;
    assert!(!page.visible().contains("受付不可にする"), "only the chief refuses");
    let forged = clerk.client().post(format!("{}/office/cases/{receipt}/actions/reject", app.base));
    let forged = forged.form(&[("revision", "1"), ("note", "だめ")]).send().await.unwrap();
    assert_eq!(forged.status(), 403);
    let unknown = clerk.client().post(format!("{}/office/cases/{receipt}/actions/fly", app.base));
    assert_eq!(unknown.form(&[("revision", "1")]).send().await.unwrap().status(), 404);
    let crew = app.staff("abe", "阿部", CREW).await;
    assert!(!open(&crew, &receipt).await.body.contains("/actions/"), "the crew has no button yet");
    assert_eq!(state(&app, &receipt), "received");
}

#[tokio::test]
async fn a_missing_note_comes_back_with_the_page_and_a_written_one_is_kept() {
    let app = TestApp::start().await;
    let receipt = waiting(&app).await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let page = open(&clerk, &receipt).await;
    let page = press(&clerk, &page, "ask_fix", "  ").await;
    assert_eq!(page.status, 422);
    assert!(page.text("title").starts_with("エラー："));
    assert_eq!(page.attributes("[role=alert] a", "href"), ["#note"]);
    let page = press(&clerk, &page, "ask_fix", "丁目が分かりません").await;
    assert_eq!(page.status, 200, "{}", page.visible());
    assert_eq!(state(&app, &receipt), "fixing");
    assert!(page.text(".asked").contains("出したい粗大ごみ"), "{}", page.text(".asked"));
}

#[tokio::test]
async fn of_two_clerks_one_wins_and_the_other_learns_who() {
    let app = TestApp::start().await;
    let receipt = waiting(&app).await;
    let sato = app.staff("sato", "佐藤", CLERK).await;
    let mori = app.staff("mori", "森", CHIEF).await;
    let (one, two) = (open(&sato, &receipt).await, open(&mori, &receipt).await);
    assert_eq!(press(&sato, &one, "confirm", "").await.status, 200);
    let lost = press(&mori, &two, "reject", "受けられない地区").await;
    assert_eq!(lost.status, 409);
    assert!(lost.visible().contains("佐藤さんが 10:00 に「本受付にする」を行いました"), "{}", lost.visible());
    assert!(lost.visible().contains("受けられない地区"), "what was written is not lost");
    assert!(lost.link(&receipt).ends_with(&receipt));
    assert_eq!(state(&app, &receipt), "confirmed");
    let lost = press(&sato, &one, "confirm", "").await;
    assert_eq!(lost.status, 409, "a second click is told the same");
    app.verify();
}

#[tokio::test]
async fn the_list_filters_sorts_searches_and_says_when_there_is_nothing() {
    let app = TestApp::start().await;
    let first = waiting(&app).await;
    let second = case(&app, 1, |a| {
        a["phone"] = json!("0166-00-5678");
        a["applicant"]["family"] = json!("旭川");
    })
    .await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let list = async |query: &str| receipts(&clerk.get(&format!("/office/bulky-waste{query}")).await);
    assert_eq!(list("").await, [second.clone(), first.clone()], "newest first");
    assert_eq!(list("?state=received").await, std::slice::from_ref(&first));
    assert_eq!(list("?state=confirmed&area=a").await, std::slice::from_ref(&second));
    assert_eq!(list("?area=b").await, [] as [String; 0]);
    assert_eq!(list("?q=%E6%97%AD%E5%B7%9D").await, std::slice::from_ref(&second));
    assert_eq!(list("?sort=points").await, [second.clone(), first.clone()]);
    assert_eq!(list("?sort=-points").await, [first.clone(), second.clone()]);
    let sorted = clerk.get("/office/bulky-waste?sort=points").await;
    assert_eq!(sorted.attributes("th[aria-sort]", "aria-sort"), ["ascending"]);
    assert!(sorted.link("ポイント").contains("sort=-points"), "a second press turns it round");
    assert!(clerk.get("/office/bulky-waste?area=b").await.visible().contains("当てはまる申込みはありません"));
    for wrong in ["?view=nothing", "?state=nothing", "?sort=nothing", "?after=nothing"] {
        assert_eq!(clerk.get(&format!("/office/bulky-waste{wrong}")).await.status, 404, "{wrong}");
    }
}

#[tokio::test]
async fn the_view_of_tomorrow_stands_under_its_areas_and_leads_to_the_route_sheet() {
    let app = TestApp::start().await;
    for (number, town) in ["豊栄", "永楽町", "永楽町"].into_iter().enumerate() {
        case(&app, 1, |a| {
            a["phone"] = json!(format!("0166-00-30{number:02}"));
            a["address"]["town"] = json!(town);
            a["visit"]["date"] = json!("2026-11-09");
        })
        .await;
    }
    app.set_now("2026-11-08T10:00:00+09:00");
    let crew = app.staff("abe", "阿部", CREW).await;
    assert!(crew.get("/office").await.visible().contains("明日の予定 11月9日（月） 3件 B地区 2件、F地区 1件"));
    let page = crew.get("/office/bulky-waste?view=tomorrow").await;
    assert_eq!(page.texts("tr.group th"), ["B地区 2件", "F地区 1件"], "{}", page.visible());
    let sheet = crew.get(&page.link("日別の予定とルート表")).await;
    assert_eq!(sheet.texts(".sheet h2"), ["B地区 2件", "F地区 1件"]);
}

fn card(number: usize) -> Json {
    json!({"answers": {
        "applicant": {"family": format!("山田{number}"), "given": "太郎", "family_kana": "ヤマダ", "given_kana": "タロウ"},
        "birth": "1980-02-29",
        "address": {"postal_code": "070-0031", "prefecture": "北海道", "city": "旭野市", "town": "緑が丘", "street": "1"}
    }})
}

#[tokio::test]
async fn fifty_cases_fill_a_page_and_none_is_shown_twice_or_lost() {
    let app = TestApp::start().await;
    for number in 0..53 {
        assert_eq!(app.post("/api/v1/apps/library-card/submissions", &card(number)).await.0, 201);
    }
    let clerk = app.staff("lib", "図書", &[("library", Some("chief"))]).await;
    let first = clerk.get("/office/library-card").await;
    assert_eq!(receipts(&first).len(), 50);
    assert_eq!(app.post("/api/v1/apps/library-card/submissions", &card(99)).await.0, 201);
    let second = clerk.get(&first.link("次の50件")).await;
    assert_eq!(receipts(&second).len(), 3);
    assert!(receipts(&second).iter().all(|r| !receipts(&first).contains(r)));
    assert_eq!(receipts(&clerk.get(&second.link("最初の50件")).await).len(), 50);
}

#[tokio::test]
async fn one_button_for_many_cases_gives_a_result_for_each() {
    let app = TestApp::start().await;
    let mut all = Vec::new();
    for number in 0..3 {
        all.push(case(&app, 1, |a| a["phone"] = json!(format!("0166-00-10{number:02}"))).await);
    }
    let crew = app.staff("abe", "阿部", CREW).await;
    let list = crew.get("/office/bulky-waste?state=confirmed").await;
    let ticked = crew.get(&list.link("この画面のすべてを選ぶ")).await;
    let form = ticked.form("waste/bulk");
    // Meanwhile someone else works on the first.
    let page = open(&crew, &all[0]).await;
    let sheet = crew.submit(&page, &page.form("/actions/miss"), "").await;
    crew.submit(&sheet, &sheet.form("/actions/miss").set("_note", "出ていなかった"), "未収集にする").await;
    let page = crew.submit(&ticked, &form, "収集済にする").await;
    assert_eq!(page.status, 200, "{}", page.visible());
    assert!(page.visible().contains("2件が完了しました。1件は操作できませんでした。"), "{}", page.visible());
    assert!(page.visible().contains("阿部さんが 10:00 に「未収集にする」を行いました。"));
    assert_eq!(all.iter().map(|r| state(&app, r)).collect::<Vec<_>>(), ["missed", "collected", "collected"]);
    let none = crew.submit(&list, &list.form("waste/bulk"), "収集済にする").await;
    assert_eq!(none.status, 422);
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let forged = clerk.client().post(format!("{}/office/bulky-waste/bulk", app.base));
    let forged = forged.form(&[("action", "collect"), ("case", "x:1")]).send().await.unwrap();
    assert_eq!(forged.status(), 403);
    app.verify();
}

#[tokio::test]
async fn a_day_is_shown_by_area_in_the_order_of_the_streets() {
    let app = TestApp::start().await;
    for (number, town) in ["2条通3丁目", "1条通14丁目", "1条通3丁目"].into_iter().enumerate() {
        case(&app, 1, |a| {
            a["phone"] = json!(format!("0166-00-20{number:02}"));
            a["address"]["town"] = json!(town);
        })
        .await;
    }
    let crew = app.staff("abe", "阿部", CREW).await;
    let page = crew.get("/office/bulky-waste/days/2026-11-13").await;
    assert_eq!(page.status, 200, "{}", page.visible());
    assert_eq!(page.text("h1"), "2026年11月13日（金）");
    assert!(page.text(".sheet h2").starts_with("A地区"));
    let places = page.texts("table.route tbody td:nth-child(2)");
    assert_eq!(places, ["1条通3丁目1番地", "1条通14丁目1番地", "2条通3丁目1番地"]);
    assert_eq!(page.texts(".bar-text"), ["12 / 120", "3 / 40"]);
    assert!(page.text("table.route tbody").contains("ソファ（2人用）"));
    assert!(page.link("次の日").ends_with("/days/2026-11-14"));
    let empty = crew.get(&page.link("次の日")).await;
    assert!(empty.visible().contains("この日の予定はありません"));
    assert_eq!(crew.get("/office/bulky-waste/days/soon").await.status, 404);
}

#[tokio::test]
async fn the_file_holds_what_the_screen_shows_and_its_export_is_recorded() {
    let app = TestApp::start().await;
    let (first, second) = (waiting(&app).await, case(&app, 1, |a| a["phone"] = json!("0166-00-5678")).await);
    let chief = app.staff("mori", "森", CHIEF).await;
    let page = chief.get("/office/bulky-waste?state=received").await;
    let file = chief.get(&page.link("CSV（Excel）")).await;
    assert_eq!(file.status, 200);
    let lines: Vec<&str> = file.body.trim_start_matches('\u{FEFF}').split("\r\n").collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert_eq!(lines[0].split(',').count(), page.texts("table.queue thead th a").len());
    assert!(lines[1].starts_with(&first) && lines[1].contains("仮受付"), "{}", lines[1]);
    assert!(!file.body.contains(&second));
    let old = chief.client().get(format!("{}{}", app.base, page.link("CSV（CP932）"))).send().await.unwrap();
    assert_eq!(old.headers()["content-type"], "text/csv; charset=shift_jis");
    assert!(old.headers()["content-disposition"].to_str().unwrap().contains("bulky-waste-2026-11-02.csv"));
    assert!(old.bytes().await.unwrap().starts_with(b"\x8e\xf3\x95\x74"), "受付 in CP932");
    assert_eq!(app.number("SELECT COUNT(*) FROM audit WHERE what = 'export'"), 2);
}

#[tokio::test]
async fn staff_move_a_case_to_a_day_with_room_and_elsewhere_only_with_a_reason() {
    let app = TestApp::start().await;
    let receipt = waiting(&app).await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let page = open(&clerk, &receipt).await;
    let days = clerk.get(&page.link("希望日を変更する")).await;
    assert!(days.form("/slot").options("date").contains(&FRIDAY.to_owned()), "the present day stays on offer");
    let page = clerk.submit(&days, &days.form("/slot").set("date", "2026-11-20"), "").await;
    assert_eq!(page.status, 200, "{}", page.visible());
    assert!(page.visible().contains("「日を変更」を行いました") && page.visible().contains("2026年11月20日"));
    let stale = clerk.submit(&days, &days.form("/slot").set("date", "2026-11-27"), "").await;
    assert_eq!(stale.status, 409);
    app.set_now("2026-11-05T10:00:00+09:00");
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let days = clerk.get(&open(&clerk, &receipt).await.link("希望日を変更する")).await;
    assert!(!days.form("/slot").options("date").contains(&"2026-11-06".to_owned()), "its cut-off has passed");
    let refused = clerk.submit(&days, &days.form("/slot").set("other", "2026-11-06"), "").await;
    assert_eq!(refused.status, 422);
    assert!(refused.errors()[0].contains("理由を書いてください"), "{:?}", refused.errors());
    assert_eq!(refused.form("/slot").value("other"), Some("2026-11-06"));
    let form = refused.form("/slot").set("reason", "電話で頼まれたため");
    let page = clerk.submit(&refused, &form, "").await;
    assert_eq!(page.status, 200, "{}", page.visible());
    assert!(page.text(".log li").contains("電話で頼まれたため"), "{}", page.text(".log li"));
    assert_eq!(app.column("app_bulky_waste", "visit.date"), [Some("2026-11-06".to_owned())]);
    app.verify();
}

/// A photo of one colour.
fn photo() -> Vec<u8> {
    let red = image::RgbImage::from_pixel(640, 480, image::Rgb([200, 0, 0]));
    let mut out = std::io::Cursor::new(Vec::new());
    red.write_to(&mut out, image::ImageFormat::Jpeg).unwrap();
    out.into_inner()
}

#[tokio::test]
async fn photos_are_for_those_who_may_see_them_and_their_reading_is_recorded() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let days = Resident::default().to_the_days(&browser).await;
    let page = browser.get(&days.url.replace("/p5", "/p4")).await;
    let page = browser.submit(&page, &page.form("/p4").attach("photo", "置き場所.jpg", photo()), "次へ").await;
    let review = Resident::default().choose_a_day(&browser, &page).await;
    let sent = browser.submit(&review, &review.form("/submit"), "").await;
    let receipt = sent.text("[data-receipt]");
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let page = open(&clerk, &receipt).await;
    assert!(page.visible().contains("置き場所の写真"), "{}", page.visible());
    let small = page.attributes(".photos img", "src").remove(0);
    let answer = clerk.client().get(format!("{}{small}", app.base)).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "image/jpeg");
    let picture = image::load_from_memory(&answer.bytes().await.unwrap()).unwrap();
    assert_eq!((picture.width(), picture.height()), (320, 240));
    assert_eq!(app.number("SELECT COUNT(*) FROM audit WHERE what = 'read_file'"), 1);
    let crew = app.staff("abe", "阿部", CREW).await;
    let page = open(&crew, &receipt).await;
    assert!(page.visible().contains("閲覧できる職員だけに表示します") && !page.body.contains("/files/"));
    assert_eq!(crew.get(&small).await.status, 403);
    let other = waiting(&app).await;
    assert_eq!(clerk.get(&small.replace(&receipt, &other)).await.status, 404, "not this case's file");
}
