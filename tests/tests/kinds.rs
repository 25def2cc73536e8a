//! The types for times, places, accounts, signatures and the office: from a page without JavaScript to columns, queue,
//! file and API.

use madoguchi_tests::{Browser, Form, Page, TestApp};
use serde_json::json;
use std::path::Path;

async fn kinds() -> TestApp {
    TestApp::with(&Path::new(env!("CARGO_MANIFEST_DIR")).join("definitions/kinds")).await
}

async fn first_page(browser: &Browser) -> Page {
    let page = browser.get("/apps/more-kinds").await;
    browser.submit(&page, &page.form("/drafts"), "").await
}

fn times(page: &Page) -> Form {
    page.form("/p1")
        .set("from", "午後５時半")
        .set("meeting.era", "令和")
        .set("meeting.year", "8")
        .set("meeting.month", "11")
        .set("meeting.day", "4")
        .set("meeting.time", "9時")
        .set("moved_in.era", "令和")
        .set("moved_in.year", "２")
        .set("moved_in.month", "3")
        .set("built.era", "昭和")
        .set("built.year", "52")
        .set("wanted.year", "2026")
        .set("wanted.month", "11")
        .set("wanted.day", "20")
        .set("hours", "1.5")
}

fn places(page: &Page) -> Form {
    page.form("/p2")
        .set("site", "www.example.jp")
        .set("company", "Ｔ4011001098993")
        .set("account.yucho_symbol", "10530")
        .set("account.yucho_number", "12345671")
        .set("account.holder_kana", "やまだ キョウコ")
        .set("spot.text", "1条通の公園")
        .set("desk_unit", "desk")
        .set("printed", "山田")
        .set("visits.0.at.year", "2026")
        .set("visits.0.at.month", "11")
        .set("visits.0.at.day", "1")
        .set("visits.0.at.time", "13:00")
        .set("visits.0.place.text", "現場")
        .set("sign.name", "山田 京子")
        .set("sign.agreed", "yes")
}

#[tokio::test]
async fn every_answer_goes_from_the_page_to_its_columns() {
    let app = kinds().await;
    let browser = app.browser();
    let page = first_page(&browser).await;
    let page = browser.submit(&page, &times(&page), "次へ").await;
    assert!(page.url.ends_with("/p2"), "{}\n{:?}", page.url, page.errors());
    let page = browser.submit(&page, &places(&page), "").await;
    assert!(page.url.contains("/review"), "{}\n{:?}", page.url, page.errors());
    let seen = page.visible();
    for shown in [
        "17:30",
        "2026年（令和8年）11月4日（水） 09:00",
        "2020年（令和2年）3月",
        "1977年（昭和52年）",
        "1.5時間",
        "https://www.example.jp/",
        "4011001098993",
        "金融機関9900（ゆうちょ銀行） 支店058 普通 1234567",
        "ﾔﾏﾀﾞ ｷﾖｳｺ",
        "受付係",
        "山田 京子（署名に同意）",
        "訪問した日時 2026年（令和8年）11月1日（日） 13:00",
    ] {
        assert!(seen.contains(shown), "{shown} is not in\n{seen}");
    }
    let page = browser.submit(&page, &page.form("/submit"), "").await;
    assert!(page.url.contains("/receipts/"), "{}", page.url);
    let column = |name: &str| app.column("app_more_kinds", name).remove(0).unwrap_or_default();
    for (name, kept) in [
        ("from", "17:30"),
        ("meeting", "2026-11-04T09:00"),
        ("moved_in", "2020-03-01"),
        ("built", "1977"),
        ("built.year", "1977"),
        ("built.month", ""),
        ("account.branch", "058"),
        ("spot.text", "1条通の公園"),
        ("desk_unit", "desk"),
        ("early", "1"),
        ("sign.agreed", "1"),
    ] {
        assert_eq!(column(name), kept, "{name}");
    }
    app.verify();
    let clerk = app.staff("sato", "佐藤 花子", &[("desk", Some("chief"))]).await;
    for view in ["", "&view=old", "&view=recent", "&sort=built", "&sort=-meeting"] {
        let queue = clerk.get(&format!("/office/more-kinds?{view}")).await;
        assert_eq!(queue.status, 200);
        assert!(queue.visible().contains("2020年（令和2年）3月"), "{view}\n{}", queue.visible());
    }
}

#[tokio::test]
async fn mistakes_are_named_at_their_controls() {
    let app = kinds().await;
    let browser = app.browser();
    let page = first_page(&browser).await;
    let form = times(&page)
        .set("from", "午後12時")
        .set("meeting.time", "")
        .set("moved_in.era", "昭和")
        .set("moved_in.year", "65")
        .set("wanted.month", "12")
        .set("wanted.day", "3")
        .set("hours", "1.7");
    let page = browser.submit(&page, &form, "次へ").await;
    assert_eq!(page.status, 422);
    let errors = page.errors().join("\n");
    for sentence in [
        "正午なら12:00",
        "面談の日時の時刻を入力してください",
        "昭和は64年1月7日まで",
        "希望日は2026年（令和8年）12月2日（水）より後の日付にできません",
        "近い数は1.5時間か2時間です",
    ] {
        assert!(errors.contains(sentence), "{sentence} is not in\n{errors}");
    }
    let page = browser.submit(&page, &times(&page), "次へ").await;
    let form = places(&page)
        .set("site", "javascript:alert(1)")
        .set("company", "4011001098994")
        .set("account.yucho_number", "12345672")
        .set("spot.lat", "43.77")
        .set("printed", "𠮷田")
        .unset("sign.agreed");
    let page = browser.submit(&page, &form, "").await;
    assert_eq!(page.status, 422);
    let errors = page.errors().join("\n");
    for sentence in
        ["https://から始まる", "数字のどれかが違います", "最後が1になります", "経度は-180", "「𠮷」", "同意する場合は"]
    {
        assert!(errors.contains(sentence), "{sentence} is not in\n{errors}");
    }
}

#[tokio::test]
async fn a_file_of_another_format_or_with_an_individual_number_in_its_name_is_refused() {
    let app = kinds().await;
    let browser = app.browser();
    let page = first_page(&browser).await;
    let page = browser.submit(&page, &times(&page), "次へ").await;
    let jpeg = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 16, b'J', b'F', b'I', b'F', 0];
    let page = browser.submit(&page, &places(&page).attach("plan", "a.jpg", jpeg), "").await;
    assert!(page.errors().join("\n").contains("図面は、PDF・PNGのファイルを選んでください"), "{:?}", page.errors());
    let pdf = b"%PDF-1.7\n".to_vec();
    let page = browser.submit(&page, &places(&page).attach("plan", "１２３４５６７８９０１８.pdf", pdf), "").await;
    assert!(page.errors().join("\n").contains("マイナンバー"), "{:?}", page.errors());
}

#[tokio::test]
async fn a_clerk_chooses_among_those_who_work_here_and_nobody_else_is_taken() {
    let app = kinds().await;
    let clerk = app.staff("sato", "佐藤 花子", &[("desk", Some("chief"))]).await;
    app.staff("mori", "森 一郎", &[("desk", None)]).await;
    madoguchi_store::account::set_disabled(&app.state.store, "mori".into(), true).await.unwrap();
    let page = clerk.get("/office/more-kinds/new").await;
    let page = clerk.submit(&page, &page.form("/office/more-kinds/new").set("channel", "phone"), "").await;
    let page = clerk.submit(&page, &times(&page), "次へ").await;
    let form = places(&page);
    assert_eq!(form.options("reviewer"), ["", "sato"], "who has left is not offered");
    let refused = clerk.submit(&page, &form.unset("reviewer").smuggle("reviewer", "mori"), "").await;
    assert_eq!(refused.status, 422);
    assert!(refused.errors().join("\n").contains("職員が見つかりません"), "{:?}", refused.errors());
    let form = places(&page).set("reviewer", "sato").set("visits.0.by", "sato");
    let page = clerk.submit(&page, &form, "").await;
    assert!(page.visible().contains("訪問した職員 佐藤 花子"), "{}\n{}", page.url, page.visible());
    let page = clerk.submit(&page, &page.form("/submit"), "").await;
    assert_eq!(page.status, 200, "{}", page.visible());
    assert_eq!(app.column("app_more_kinds", "reviewer"), [Some("sato".to_owned())]);
    let queue = clerk.get("/office/more-kinds").await;
    assert!(queue.visible().contains("佐藤 花子"), "{}", queue.visible());
}

#[tokio::test]
async fn the_api_reads_the_same_shapes() {
    let app = kinds().await;
    let answers = json!({
        "from": "17:30", "meeting": "2026-11-04T09:00", "moved_in": "2020-03", "built": "1977-05", "hours": 2,
        "company": "4011001098993", "spot": {"text": "公園", "lat": 43.77, "lon": "142.36"},
        "desk_unit": "desk", "sign": {"name": "山田", "agreed": true},
    });
    let (status, body) = app.post("/api/v1/apps/more-kinds/submissions", &json!({"answers": answers})).await;
    assert!(status == 200 || status == 201, "{status} {body}");
    assert_eq!(app.column("app_more_kinds", "built.month"), [Some("5".to_owned())]);
    assert_eq!(app.column("app_more_kinds", "spot.lat"), [Some("43.77".to_owned())]);
    let answers = json!({"reviewer": "sato", "sign": {"name": "山田", "agreed": true}});
    let (status, body) = app.post("/api/v1/apps/more-kinds/submissions", &json!({"answers": answers})).await;
    assert_eq!(status, 422, "who works here is asked of clerks only: {body}");
}
