//! Calls and visits that a clerk enters on the residents' form: whose draft it is, and days that need a reason.

use madoguchi_tests::{Browser, Page, TestApp, journey::Resident};
use serde_json::json;

const FRIDAY: &str = "2026-11-13";
const CLERK: &[(&str, Option<&str>)] = &[("cleaning", None)];
const CHIEF: &[(&str, Option<&str>)] = &[("cleaning", Some("chief"))];

/// A clerk's draft, up to the page with the days.
async fn call(browser: &Browser) -> Page {
    let page = browser.get("/office/bulky-waste/new").await;
    let page = browser.submit(&page, &page.form("/new").set("channel", "phone"), "").await;
    assert!(page.text("aside").contains("電話 の申込みを入力しています"), "{}", page.body);
    let page = browser.submit(&page, &page.form("/p1").set("recycling_law", "no"), "次へ").await;
    let page = browser.submit(&page, &page.form("/p2"), "次へ").await;
    let form = page.form("/p3").set("goods.0.code", "sofa2").set("goods.0.qty", "1");
    let page = browser.submit(&page, &form, "次へ").await;
    let mut form = page.form("/p4");
    for (name, value) in [
        ("applicant.family", "高橋"),
        ("applicant.given", "一郎"),
        ("applicant.family_kana", "タカハシ"),
        ("applicant.given_kana", "イチロウ"),
        ("phone", "0166-00-3333"),
        ("address.postal_code", "070-0031"),
        ("address.prefecture", "北海道"),
        ("address.city", "旭野市"),
        ("address.town", "1条通3丁目"),
        ("address.street", "1番地"),
        ("housing", "house"),
    ] {
        form = form.set(name, value);
    }
    browser.submit(&page, &form, "次へ").await
}

#[tokio::test]
async fn a_call_is_entered_on_the_residents_form_by_the_clerk_who_took_it() {
    let app = TestApp::start().await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let none = clerk.get("/office/bulky-waste/new").await;
    assert_eq!(clerk.submit(&none, &none.form("/new"), "").await.status, 422, "phone or counter");
    let days = call(&clerk).await;
    assert!(days.url.ends_with("/p5"), "{}", days.visible());
    let other = app.staff("mori", "森", CHIEF).await;
    assert_eq!(other.get(&days.url).await.status, 403, "another clerk's call");
    assert_eq!(app.browser().get(&days.url).await.status, 403, "nobody's call");
    let review = clerk.submit(&days, &days.form("/p5").set("visit.date", FRIDAY), "次へ").await;
    assert!(review.visible().contains("ポイント"), "the clerk checks internal values too");
    let receipt = clerk.submit(&review, &review.form("/submit"), "").await;
    assert_eq!(receipt.status, 200, "{}", receipt.visible());
    assert!(!receipt.text("[data-secret]").is_empty(), "to be read out");
    let case = clerk.get(&receipt.link("職員の画面でこの申込みを開く")).await;
    assert!(case.visible().contains("受付方法 電話"), "{}", case.visible());
    assert!(case.text(".log").contains("佐藤"));
    assert_eq!(app.column("app_bulky_waste", "_channel"), [Some("phone".to_owned())]);
    app.verify();
}

#[tokio::test]
async fn a_clerk_books_a_late_or_full_day_only_with_a_reason() {
    let app = TestApp::start().await;
    for number in 0..40 {
        let phone = format!("0166-00-40{number:02}");
        let futon = Resident { goods: vec![("futon".into(), 1)], phone, ..Resident::default() };
        let body = json!({"answers": futon.answers(FRIDAY)});
        assert_eq!(app.post("/api/v1/apps/bulky-waste/submissions", &body).await.0, 201);
    }
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let days = call(&clerk).await;
    let full = clerk.submit(&days, &days.form("/p5").set("visit.date", FRIDAY), "次へ").await;
    assert_eq!(full.status, 409, "{}", full.visible());
    assert_eq!(full.form("/p5").value("visit.date"), Some(FRIDAY), "the choice is kept");
    let form = full.form("/p5").set("_overbook", "前回の取り残しのため");
    let review = clerk.submit(&full, &form, "次へ").await;
    assert!(review.url.ends_with("/review"), "{}", review.visible());
    let receipt = clerk.submit(&review, &review.form("/submit"), "").await;
    let case = clerk.get(&receipt.link("職員の画面でこの申込みを開く")).await;
    assert!(case.visible().contains("枠を超えた予約") && case.visible().contains("前回の取り残しのため"));
    let day = clerk.get("/office/bulky-waste/days/2026-11-13").await;
    assert_eq!(day.texts(".bar-text")[1], "41 / 40（超過）");
    let days = call(&clerk).await;
    let late = days.form("/p5").set("_other_visit", "2026-11-02");
    assert_eq!(clerk.submit(&days, &late, "次へ").await.status, 409, "a Monday is no day of area A");
    app.set_now("2026-11-05T10:00:00+09:00");
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let days = clerk.get(&days.url).await;
    let form = days.form("/p5").set("_other_visit", "2026-11-06").set("_overbook", "急ぎの引越しのため");
    let review = clerk.submit(&days, &form, "次へ").await;
    assert!(review.visible().contains("11月6日"), "{}", review.visible());
    let receipt = clerk.submit(&review, &review.form("/submit"), "").await;
    assert_eq!(receipt.status, 200, "{}", receipt.visible());
    app.verify();
}
