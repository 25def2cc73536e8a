//! What becomes of answers: hidden is absent, input is made canonical, totals are computed on the server.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_tests::{TestApp, journey::Resident};
use serde_json::{Value as Json, json};

const SUBMIT: &str = "/api/v1/apps/bulky-waste/submissions";
const CARD: &str = "/api/v1/apps/library-card/submissions";
const FRIDAY: &str = "2026-11-13";

async fn submit(app: &TestApp, change: impl FnOnce(&mut Json)) -> (u16, Json) {
    let mut answers = Resident::default().answers(FRIDAY);
    change(&mut answers);
    app.post(SUBMIT, &json!({"answers": answers})).await
}

fn fields(answer: &Json) -> Vec<&str> {
    answer["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn an_answer_that_was_toggled_away_is_nowhere() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let page = Resident::default().to_the_days(&browser).await;
    // Back to the applicant: a flat with a spot, then a house again.
    let back = page.url.replace("/p5", "/p4");
    let page = browser.get(&back).await;
    let page = browser.submit(&page, &page.form("/p4").set("housing", "flat"), "次へ").await;
    assert!(page.form("/p4").has("spot"), "the spot is asked now:\n{}", page.visible());
    let page = browser.submit(&page, &page.form("/p4").set("spot", "東側のごみ置き場"), "次へ").await;
    assert!(page.url.ends_with("/p5"), "{}", page.visible());
    let page = browser.get(&back).await;
    assert_eq!(page.form("/p4").value("spot"), Some("東側のごみ置き場"), "what was typed is kept");
    let page = browser.submit(&page, &page.form("/p4").set("housing", "house"), "次へ").await;
    let review = Resident::default().choose_a_day(&browser, &page).await;
    assert!(!review.visible().contains("東側"), "{}", review.visible());
    let receipt = browser.submit(&review, &review.form("/submit"), "").await;
    assert_eq!(receipt.status, 200, "{}", receipt.visible());
    assert!(!receipt.visible().contains("東側"));
    assert_eq!(app.column("app_bulky_waste", "spot"), [None]);
    assert!(!app.column("event", "answers").concat_texts().contains("東側"));
    let chief = app.staff("chief", "係長", &[("cleaning", Some("chief"))]).await;
    let csv = chief.get("/office/bulky-waste/export.csv").await;
    assert_eq!(csv.status, 200);
    assert!(!csv.body.contains("東側"));
    app.verify();
}

trait ConcatTexts {
    fn concat_texts(&self) -> String;
}

impl ConcatTexts for Vec<Option<String>> {
    fn concat_texts(&self) -> String {
        self.iter().flatten().cloned().collect()
    }
}

#[tokio::test]
async fn eleven_items_or_six_of_one_are_refused_with_the_authors_words() {
    let app = TestApp::start().await;
    let (status, answer) = submit(&app, |a| {
        a["goods"] = json!([{"code": "sofa1", "qty": 5}, {"code": "sofa2", "qty": 5}, {"code": "bed", "qty": 1}]);
    })
    .await;
    assert_eq!(status, 422);
    assert_eq!(answer["errors"][0]["message"], "1回に申し込めるのは10点までです", "{answer}");
    let (status, answer) = submit(&app, |a| a["goods"] = json!([{"code": "sofa1", "qty": 6}])).await;
    assert_eq!(status, 422);
    assert_eq!(answer["errors"][0]["message"], "同じ品目は5点までです", "{answer}");
    let (status, answer) = submit(&app, |a| {
        a["goods"] = json!([{"code": "sofa1", "qty": 3}, {"code": "sofa1", "qty": 3}]);
    })
    .await;
    assert_eq!(status, 422, "the same item twice is added up: {answer}");
}

#[tokio::test]
async fn refused_things_lead_to_advice_and_not_to_a_case() {
    let app = TestApp::start().await;
    let (status, answer) = submit(&app, |a| a["recycling_law"] = json!(true)).await;
    assert_eq!(status, 422, "{answer}");
    let browser = app.browser();
    let page = browser.get("/apps/bulky-waste").await;
    let page = browser.submit(&page, &page.form("/drafts"), "").await;
    let stop = browser.submit(&page, &page.form("/p1").set("recycling_law", "yes"), "次へ").await;
    assert_eq!(stop.text("h1"), "家電リサイクル法の対象品は収集できません");
    let page = browser.submit(&page, &page.form("/p1").set("recycling_law", "no"), "次へ").await;
    let stop = browser.submit(&page, &page.form("/p2").set("refused_goods", "computer"), "次へ").await;
    assert_eq!(stop.text("h1"), "パソコンは収集できません");
    assert_eq!(app.number("SELECT COUNT(*) FROM app_bulky_waste"), 0);
}

#[tokio::test]
async fn fees_and_points_are_computed_on_the_server() {
    let app = TestApp::start().await;
    let (status, answer) = submit(&app, |a| a["goods"] = json!([{"code": "sofa2", "qty": 2}])).await;
    assert_eq!(status, 201, "{answer}");
    assert_eq!(app.column("app_bulky_waste", "fee"), [Some("2000".to_owned())]);
    assert_eq!(app.column("app_bulky_waste", "points"), [Some("8".to_owned())]);
}

#[tokio::test]
async fn full_width_digits_mixed_hyphens_and_half_width_kana_are_made_canonical() {
    let app = TestApp::start().await;
    let (status, answer) = submit(&app, |a| {
        a["phone"] = json!("０１６６−２６ー1111");
        a["address"]["postal_code"] = json!("０７０００３１");
        a["applicant"]["family_kana"] = json!("\u{3000}ﾔﾏﾀﾞ");
        a["applicant"]["given_kana"] = json!("きょうこ ");
        a["goods"] = json!([{"code": "sofa2", "qty": "２"}]);
    })
    .await;
    assert_eq!(status, 201, "{answer}");
    for (column, value) in [
        ("phone", "0166261111"),
        ("address.postal_code", "070-0031"),
        ("applicant.family_kana", "ヤマダ"),
        ("applicant.given_kana", "キョウコ"),
    ] {
        assert_eq!(app.column("app_bulky_waste", column), [Some(value.to_owned())], "{column}");
    }
    assert_eq!(app.column("app_bulky_waste__goods", "qty"), [Some("2".to_owned())]);
}

fn card(birth: &str, family: &str) -> Json {
    json!({"answers": {
        "applicant": {"family": family, "given": "太郎", "family_kana": "カミ", "given_kana": "タロウ"},
        "birth": birth,
        "address": {"postal_code": "070-0031", "prefecture": "北海道", "city": "旭野市", "town": "緑が丘", "street": "1"}
    }})
}

#[tokio::test]
async fn era_dates_are_read_and_impossible_ones_refused_with_the_reason() {
    let app = TestApp::start().await;
    for (typed, stored) in
        [("昭和64年1月7日", "1989-01-07"), ("Ｈ１．１．８", "1989-01-08"), ("平成元年3月5日", "1989-03-05")]
    {
        let (status, answer) = app.post(CARD, &card(typed, "山田")).await;
        assert_eq!(status, 201, "{typed}: {answer}");
        assert_eq!(app.column("app_library_card", "birth").last().unwrap().as_deref(), Some(stored));
    }
    let (status, answer) = app.post(CARD, &card("昭和64年1月8日", "山田")).await;
    assert_eq!(status, 422);
    assert_eq!(fields(&answer), ["birth"]);
    let message = answer["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("昭和") && message.contains("1月7日"), "{message}");
}

#[tokio::test]
async fn a_compatibility_kanji_in_a_name_survives_byte_for_byte() {
    let app = TestApp::start().await;
    let (status, answer) = app.post(CARD, &card("1980-01-01", "\u{fa19}田")).await;
    assert_eq!(status, 201, "{answer}");
    assert_eq!(app.column("app_library_card", "applicant.family"), [Some("\u{fa19}田".to_owned())]);
}
