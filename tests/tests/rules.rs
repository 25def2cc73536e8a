//! Rules over other cases: told at the right question, and exact however many come at once.

use futures_util::future::join_all;
use madoguchi_tests::TestApp;
use serde_json::{Value as Json, json};
use std::path::Path;

const SUBMIT: &str = "/api/v1/apps/hall/submissions";

async fn hall() -> TestApp {
    TestApp::with(&Path::new(env!("CARGO_MANIFEST_DIR")).join("definitions/rules")).await
}

fn body(household: u32, room: &str, begins: &str, ends: &str, aid: Option<u32>) -> Json {
    let name = json!({"family": "佐々木", "given": "花子", "family_kana": "ササキ", "given_kana": "ハナコ"});
    json!({"answers": {"applicant": name, "household": household, "room": room, "begins": begins, "ends": ends,
        "aid": aid}})
}

/// Status, question and sentence of a refusal.
async fn send(app: &TestApp, body: Json) -> (u16, String, String) {
    let (status, answer) = app.post(SUBMIT, &body).await;
    let first = |name: &str| answer["errors"][0][name].as_str().unwrap_or_default().to_owned();
    (status, format!("{} {}", first("field"), first("code")), first("message"))
}

#[tokio::test]
async fn each_rule_is_told_at_its_question_in_its_words() {
    let app = hall().await;
    assert_eq!(send(&app, body(1, "big", "2026-11-10", "2026-11-12", Some(6000))).await.0, 201);
    let (status, at, words) = send(&app, body(1, "small", "2026-11-10", "2026-11-10", None)).await;
    assert_eq!((status, at.as_str()), (409, "begins rule.unique"));
    assert_eq!(words, "この世帯は、この日にもう申し込んでいます。");
    let (status, at, words) = send(&app, body(2, "big", "2026-11-12", "2026-11-13", None)).await;
    assert_eq!((status, at.as_str()), (409, "ends rule.no-overlap"));
    assert!(words.contains("重なって"), "{words}");
    assert_eq!(send(&app, body(2, "big", "2026-11-13", "2026-11-13", None)).await.0, 201);
    let (status, at, words) = send(&app, body(3, "music", "2026-12-01", "2026-12-01", Some(4001))).await;
    assert_eq!((status, at.as_str()), (409, "aid rule.sum"));
    assert_eq!(words, "今年度の補助の残りは4,000円です。希望額を直してください。");
    assert_eq!(send(&app, body(3, "music", "2026-12-01", "2026-12-01", Some(4000))).await.0, 201);
    for day in ["2026-11-20", "2026-11-21"] {
        assert_eq!(send(&app, body(1, "small", day, day, None)).await.0, 201);
    }
    let (status, at, words) = send(&app, body(1, "small", "2026-11-22", "2026-11-22", None)).await;
    assert_eq!((status, at.as_str()), (409, "begins rule.limit"));
    assert!(words.contains("3件まで"), "{words}");
    assert_eq!(send(&app, body(1, "small", "2026-12-22", "2026-12-22", None)).await.0, 201, "another month");
    let (status, at, words) = send(&app, body(9, "small", "2027-01-03", "2027-01-02", None)).await;
    assert_eq!((status, at.as_str()), (422, "ends check"));
    assert!(words.contains("利用開始日"), "{words}");
    app.verify();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_sixty_four_at_once_one_has_what_is_unique_or_does_not_overlap() {
    let app = hall().await;
    let rooms = ["big", "small", "music"];
    let same = (0..64).map(|n| send(&app, body(7, rooms[n % 3], "2026-11-10", "2026-11-10", None)));
    let answers = join_all(same).await;
    assert_eq!(answers.iter().filter(|(status, ..)| *status == 201).count(), 1);
    assert!(answers.iter().all(|(status, at, _)| *status == 201 || (*status == 409 && at.contains("rule."))));
    let ranges = (0..64u32).map(|n| {
        let (first, last) = (format!("2026-12-{}", n % 7 + 10), format!("2026-12-{}", n % 5 + 17));
        send(&app, body(n + 100, "big", &first, &last, None))
    });
    let answers = join_all(ranges).await;
    assert_eq!(answers.iter().filter(|(status, ..)| *status == 201).count(), 1, "each range holds the 16th and 17th");
    app.verify();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_budget_is_never_spent_twice() {
    let app = hall().await;
    let many = (0..64u32).map(|n| {
        let day = format!("2027-{:02}-{:02}", n % 6 + 4, n % 28 + 1);
        let room = ["big", "small", "music"][n as usize % 3];
        let (app, aid) = (&app, n % 9 * 100);
        async move { (aid, send(app, body(n, room, &day, &day, Some(aid))).await.0) }
    });
    let answers = join_all(many).await;
    let granted: u32 = answers.iter().filter(|(_, status)| *status == 201).map(|(aid, _)| aid).sum();
    let stored = "SELECT coalesce(sum(aid), 0) FROM app_hall";
    assert_eq!(i64::from(granted), app.number(stored));
    assert!(granted <= 10_000, "{granted}");
    assert!(granted > 9_000, "{granted}");
    app.verify();
}

#[tokio::test]
async fn a_correction_and_a_return_are_compared_again_and_the_own_case_never_counts() {
    let app = hall().await;
    let (_, first) = app.post(SUBMIT, &body(1, "big", "2026-11-10", "2026-11-12", None)).await;
    let (_, second) = app.post(SUBMIT, &body(2, "big", "2026-11-14", "2026-11-15", None)).await;
    let staff = app.staff("desk", "山田", &[("desk", None)]).await;
    let press = async |receipt: &Json, action: &str| {
        let page = staff.get(&format!("/office/cases/{}", receipt.as_str().unwrap())).await;
        staff.submit(&page, &page.form(&format!("/actions/{action}")), "").await
    };
    press(&first["receipt"], "ask_fix").await;
    let resident = app.browser();
    let page = resident.get("/status").await;
    let form = page.form("/status").set("receipt", first["receipt"].as_str().unwrap());
    let page = resident.submit(&page, &form.set("secret", first["secret"].as_str().unwrap()), "").await;
    let ask = resident.submit(&page, &page.form("/status/resubmit"), "").await;
    let again = |page: &madoguchi_tests::Page, day: &str| {
        page.form("/status/resubmit").set("ends.year", "2026").set("ends.month", "11").set("ends.day", day)
    };
    let wrong = resident.submit(&ask, &again(&ask, "14"), "出し直す").await;
    assert_eq!(wrong.status, 422, "{}", wrong.visible());
    assert!(wrong.visible().contains("重なって"), "{}", wrong.visible());
    let well = resident.submit(&wrong, &again(&wrong, "13"), "出し直す").await;
    assert_eq!(well.status, 200, "{}", well.visible());
    press(&second["receipt"], "withdraw").await;
    assert_eq!(
        send(&app, body(3, "big", "2026-11-15", "2026-11-15", None)).await.0,
        201,
        "a withdrawn case leaves room"
    );
    let back = press(&second["receipt"], "again").await;
    assert_eq!(back.status, 422, "{}", back.visible());
    assert!(back.visible().contains("重なって"), "{}", back.visible());
    app.verify();
}

#[tokio::test]
async fn a_resident_hears_on_the_page_and_not_at_the_end() {
    let app = hall().await;
    assert_eq!(send(&app, body(1, "big", "2026-11-10", "2026-11-12", None)).await.0, 201);
    let browser = app.browser();
    let page = browser.get("/apps/hall").await;
    let page = browser.submit(&page, &page.form("/apps/hall/drafts"), "").await;
    let name = [("family", "佐々木"), ("given", "花子"), ("family_kana", "ササキ"), ("given_kana", "ハナコ")];
    let form = name.iter().fold(page.form("/p1"), |form, (part, text)| form.set(&format!("applicant.{part}"), text));
    let page = browser.submit(&page, &form.set("household", "2"), "次へ").await;
    let dates = |form: madoguchi_tests::Form, day: &str| {
        ["begins", "ends"].iter().fold(form, |form, id| {
            form.set(&format!("{id}.year"), "2026").set(&format!("{id}.month"), "11").set(&format!("{id}.day"), day)
        })
    };
    let wrong = browser.submit(&page, &dates(page.form("/p2").set("room", "big"), "11"), "次へ").await;
    assert_eq!(wrong.status, 422, "{}", wrong.visible());
    assert!(wrong.visible().contains("重なって"), "{}", wrong.visible());
    let review = browser.submit(&wrong, &dates(wrong.form("/p2").set("room", "big"), "20"), "次へ").await;
    assert!(review.url.ends_with("/review"), "{}", review.visible());
    assert_eq!(send(&app, body(5, "big", "2026-11-20", "2026-11-20", None)).await.0, 201);
    let late = browser.submit(&review, &review.form("/submit"), "").await;
    assert_eq!(late.status, 409, "{}", late.visible());
    assert!(late.visible().contains("重なって"), "{}", late.visible());
    assert_eq!(late.form("/p2").value("begins.day"), Some("20"), "everything is kept");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn receipt_numbers_count_without_a_gap_and_begin_anew_in_april() {
    let app = hall().await;
    let apply = async |n: u32| {
        let (status, answer) = app.post("/api/v1/apps/card/submissions", &json!({"answers": {"number": n}})).await;
        (status == 201).then(|| answer["receipt"].as_str().unwrap().to_owned())
    };
    let mut numbers: Vec<String> = join_all((0..48).map(|n| apply(n % 24))).await.into_iter().flatten().collect();
    numbers.sort();
    let expected: Vec<String> = (1..=24).map(|n| format!("LIB-2026-{n:04}")).collect();
    assert_eq!(numbers, expected, "half were refused as the same, and left no gap");
    app.set_now("2027-04-01T09:00:00+09:00");
    assert_eq!(apply(100).await.as_deref(), Some("LIB-2027-0001"));
    app.verify();
}

#[tokio::test]
async fn a_counted_receipt_opens_with_its_secret_only() {
    let app = hall().await;
    let (_, answer) = app.post("/api/v1/apps/card/submissions", &json!({"answers": {"number": 1}})).await;
    let secret = answer["secret"].as_str().unwrap();
    let look = async |receipt: &str, secret: &str| {
        let browser = app.browser();
        let page = browser.get("/status").await;
        browser.submit(&page, &page.form("/status").set("receipt", receipt).set("secret", secret), "").await
    };
    let page = look("ｌｉｂ－2026ー0001", secret).await;
    assert_eq!(page.status, 200, "{}", page.visible());
    assert!(page.visible().contains("LIB-2026-0001"), "{}", page.visible());
    for (receipt, secret) in [("LIB-2026-0001", "2222222222"), ("LIB-2026-0002", secret), ("LIB-2026-0001", "")] {
        let page = look(receipt, secret).await;
        assert!(page.status >= 400 && page.status < 500, "{receipt} {}", page.status);
        assert!(!page.visible().contains("受付中"), "{}", page.visible());
    }
}

#[tokio::test]
async fn staff_see_how_long_a_case_is_kept_and_what_the_form_saves() {
    let app = hall().await;
    let (_, answer) = app.post("/api/v1/apps/card/submissions", &json!({"answers": {"number": 1}})).await;
    let staff = app.staff("desk", "山田", &[("desk", None)]).await;
    let case = staff.get(&format!("/office/cases/{}", answer["receipt"].as_str().unwrap())).await;
    assert!(case.visible().contains("完了した年度の翌年度から3年"), "{}", case.visible());
    assert!(case.visible().contains("公文書館へ移管"), "{}", case.visible());
    let done = staff.submit(&case, &case.form("/actions/finish"), "").await;
    assert!(done.visible().contains("2030年3月31日"), "{}", done.visible());
    let queue = staff.get("/office/card").await;
    assert!(queue.attributes("a", "href").contains(&"/office/card/effect".to_owned()));
    let effect = staff.get("/office/card/effect").await;
    assert!(effect.visible().contains("2026年度の効果"), "{}", effect.visible());
    assert!(effect.visible().contains("節約した時間 0.2時間"), "{}", effect.visible());
    assert!(effect.visible().contains("完了した1件の中央値は"), "{}", effect.visible());
    assert_eq!(staff.get("/office/hall/effect").await.status, 404);
    let last_year = staff.get("/office/card/effect?year=2025").await;
    assert!(last_year.visible().contains("まだありません"), "{}", last_year.visible());
    assert!(!app.browser().get("/office/card/effect").await.url.ends_with("/office/card/effect"));
}
