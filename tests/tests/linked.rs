//! A case of one app names a case of another: chosen by its number, read in expressions, linked in both directions.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_tests::{Browser, Page, TestApp};
use serde_json::{Value as Json, json};

const OFFICE: &str = "schema: 1
city: 旭野市
units:
  roads: {label: 土木課, posts: {chief: 係長}}
  parks: {label: 公園課}
";

const REPORT: &str = "schema: 1
app: road-report
title: 道路の通報
owner: roads
questions:
  - {id: place, type: text, label: 場所}
  - {id: kind, type: choice, from: {hole: 穴, light: 街灯}, label: 種類}
  - {id: depth, type: integer, label: 深さ}
  - {id: phone, type: text, label: 連絡先, sensitive: true}
queue:
  title: place
workflow:
  states:
    received: {label: 受付, edit: {fields: [place, depth], by: roads}}
    done: {label: 完了, end: true}
  actions:
    - {id: finish, label: 完了にする, from: received, to: done, by: roads}
access: {read: [roads], sensitive: [roads]}
";

const WORK: &str = "schema: 1
app: road-work
title: 道路の工事
owner: roads
audience: staff
pages:
  - title: 通報
    questions:
      - {id: report, type: case, app: road-report, label: もとの通報, where: '_state == \"received\"'}
      - {id: now, type: case, app: road-report, label: 見る通報, copy: live, required: false}
  - title: 工事
    questions:
      - {id: place, type: text, label: 場所, default: report.place}
      - {id: like, type: case, app: road-report, label: 参考の通報, copy: default, required: false}
      - {id: mark, type: text, label: 目印, default: like.place, required: false}
      - {id: size, type: calc, label: 規模, value: report.depth * 2}
      - id: more
        type: repeat
        label: ほかの通報
        required: false
        questions:
          - {id: also, type: case, app: road-report, label: 通報, copy: live}
      - {id: depths, type: calc, label: 深さの合計, value: sum(more.also.depth)}
queue:
  title: report.place
  columns: [_receipt, report, report.place, report.kind, now.depth, now._state, _state]
  views:
    - {id: deep, label: 深い穴, where: now.depth > 20}
    - {id: holes, label: 穴, where: 'report.kind == \"hole\"'}
workflow:
  states:
    received: {label: 受付, edit: {fields: [place, report], by: roads}}
    done: {label: 完了, end: true}
  actions:
    - {id: finish, label: 完了にする, from: received, to: done, by: roads, if: now.depth < 100}
access: {read: [roads, parks]}
";

const ROADS: &[(&str, Option<&str>)] = &[("roads", None)];
const PARKS: &[(&str, Option<&str>)] = &[("parks", None)];

async fn start() -> TestApp {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("office.yaml", OFFICE), ("report.yaml", REPORT), ("work.yaml", WORK)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    TestApp::with(folder.path()).await
}

async fn report(app: &TestApp, place: &str, depth: i64) -> String {
    let body = json!({"answers": {"place": place, "kind": "hole", "depth": depth, "phone": "0166"}});
    let (status, answer) = app.post("/api/v1/apps/road-report/submissions", &body).await;
    assert_eq!(status, 201, "{answer}");
    answer["receipt"].as_str().unwrap().to_owned()
}

fn facts(app: &TestApp, receipt: &str) -> madoguchi_engine::records::CaseFacts {
    madoguchi_store::case::by_receipt(&app.state.store, receipt).unwrap().unwrap()
}

/// The first page of a new work.
async fn begin(clerk: &Browser) -> Page {
    let page = clerk.get("/office/road-work/new").await;
    assert_eq!(page.status, 200, "{}", page.visible());
    clerk.submit(&page, &page.form("/new"), "").await
}

/// A work about a report; the case page and its number.
async fn work(clerk: &Browser, about: &str, live: &str, also: &[&str]) -> (Page, String) {
    let page = begin(clerk).await;
    let page = clerk.submit(&page, &page.form("/p1").set("report", about).set("now", live), "次へ").await;
    assert!(page.url.contains("/p2"), "{}\n{:?}", page.url, page.errors());
    let mut form = page.form("/p2");
    for (row, receipt) in also.iter().enumerate() {
        let name = format!("more.{row}.also");
        form = if form.has(&name) { form.set(&name, receipt) } else { form.smuggle(&name, receipt) };
    }
    let page = clerk.submit(&page, &form, "").await;
    assert!(page.url.contains("/review"), "{}\n{:?}", page.url, page.errors());
    let page = clerk.submit(&page, &page.form("/submit"), "").await;
    assert!(page.url.contains("/office/cases/"), "{}", page.visible());
    let receipt = page.text(".receipt-number");
    (page, receipt)
}

async fn finish(clerk: &Browser, receipt: &str) {
    let page = clerk.get(&format!("/office/cases/{receipt}")).await;
    let page = clerk.submit(&page, &page.form("/actions/finish"), "").await;
    assert_eq!(page.status, 200, "{}", page.visible());
}

#[tokio::test]
async fn a_case_is_chosen_by_its_number_and_both_lead_to_each_other() {
    let app = start().await;
    let (first, second) = (report(&app, "1条通", 12).await, report(&app, "2条通", 8).await);
    let clerk = app.staff("sato", "佐藤", ROADS).await;
    let page = begin(&clerk).await;
    assert!(page.visible().contains("「道路の通報」の受付番号を入力してください"), "{}", page.visible());
    // Lower case, without a hyphen, as somebody types it.
    let typed = first.to_lowercase().replace('-', "");
    let next = clerk.submit(&page, &page.form("/p1").set("report", &typed), "次へ").await;
    assert_eq!(next.form("/p2").value("place"), Some("1条通"), "what the case says is filled in");

    let (page, receipt) = work(&clerk, &first, &first, &[&first, &second]).await;
    let case = facts(&app, &receipt);
    let kept = json!({"receipt": first, "copy": {"place": "1条通", "depth": 12, "kind": "hole"}});
    assert_eq!(case.answers.get("report"), Some(&kept));
    assert_eq!((case.answers.get("size"), case.answers.get("depths")), (Some(&json!(24)), Some(&json!(20))));
    assert_eq!(page.link(&format!("{first} 1条通")), format!("/office/cases/{first}"));
    assert!(page.visible().contains("受付"));

    let report = clerk.get(&format!("/office/cases/{second}")).await;
    assert!(report.visible().contains("この案件を参照している案件"), "{}", report.visible());
    assert_eq!(report.link(&receipt), format!("/office/cases/{receipt}"));
    app.verify();
}

#[tokio::test]
async fn a_snapshot_stays_and_a_live_case_is_read_anew() {
    let app = start().await;
    let about = report(&app, "1条通", 12).await;
    let clerk = app.staff("sato", "佐藤", ROADS).await;
    let (_, receipt) = work(&clerk, &about, &about, &[&about]).await;
    let page = clerk.get(&format!("/office/cases/{about}/edit")).await;
    let page = clerk.submit(&page, &page.form("/edit").set("depth", "40").set("place", "3条通"), "").await;
    assert_eq!(page.status, 200, "{}", page.visible());
    finish(&clerk, &about).await;

    let queue = clerk.get("/office/road-work").await.visible();
    assert!(
        queue.contains("1条通") && queue.contains("40") && queue.contains("完了") && queue.contains("穴"),
        "{queue}"
    );
    assert!(clerk.get("/office/road-work?view=deep").await.visible().contains(&receipt));
    assert!(clerk.get("/office/road-work?view=holes&sort=report.place").await.visible().contains(&receipt));
    assert!(clerk.get("/office/road-work?sort=-now.depth").await.visible().contains(&receipt));

    // The page for editing searches too.
    let page = clerk.get(&format!("/office/cases/{receipt}/edit")).await;
    let url = page.attributes("[data-fills]", "data-search").remove(0);
    let other = report(&app, "春野町の橋", 3).await;
    let answer = clerk.client().get(clerk.url(&format!("{url}?q=%E6%98%A5%E9%87%8E"))).send().await.unwrap();
    assert!(answer.text().await.unwrap().contains(&other));
    // Written anew: what was chosen before stays, though it could not be chosen now, and live totals follow.
    let page = clerk.get(&format!("/office/cases/{receipt}/edit")).await;
    assert_eq!(page.form("/edit").value("report"), Some(about.as_str()));
    let page = clerk.submit(&page, &page.form("/edit").set("place", "4条通"), "").await;
    assert_eq!(page.status, 200, "{}", page.visible());
    let case = facts(&app, &receipt);
    assert_eq!(case.answers.get("report").unwrap()["copy"]["depth"], json!(12));
    assert_eq!((case.answers.get("size"), case.answers.get("depths")), (Some(&json!(24)), Some(&json!(40))));
    app.verify();
}

#[tokio::test]
async fn a_case_chosen_on_the_same_page_fills_in_what_was_left_blank_and_it_may_be_changed() {
    let app = start().await;
    let (about, like) = (report(&app, "1条通", 12).await, report(&app, "橋のたもと", 8).await);
    let clerk = app.staff("sato", "佐藤", ROADS).await;
    let page = begin(&clerk).await;
    let page = clerk.submit(&page, &page.form("/p1").set("report", &about), "次へ").await;
    let page = clerk.submit(&page, &page.form("/p2").set("like", &like), "").await;
    assert!(page.url.contains("/p2"), "shown once more: {}", page.url);
    assert_eq!(page.form("/p2").value("mark"), Some("橋のたもと"));
    assert!(page.visible().contains(&format!("選んだ申込み：{like} 橋のたもと（受付）")), "{}", page.visible());
    let page = clerk.submit(&page, &page.form("/p2").set("mark", "橋の南"), "").await;
    assert!(page.url.contains("/review"), "{}\n{:?}", page.url, page.errors());
    clerk.submit(&page, &page.form("/submit"), "").await;
    assert_eq!(app.column("app_road_work", "mark"), [Some("橋の南".to_owned())]);
    assert_eq!(app.column("app_road_work", "like"), [Some(like)]);
}

#[tokio::test]
async fn a_guard_reads_the_live_case() {
    let app = start().await;
    let about = report(&app, "1条通", 120).await;
    let clerk = app.staff("sato", "佐藤", ROADS).await;
    let (page, receipt) = work(&clerk, &about, &about, &[]).await;
    assert!(page.texts("button").iter().all(|b| b != "完了にする"), "120 is not below 100");
    let page = clerk.get(&format!("/office/cases/{about}/edit")).await;
    clerk.submit(&page, &page.form("/edit").set("depth", "40"), "").await;
    finish(&clerk, &receipt).await;
    assert_eq!(facts(&app, &receipt).state, "done");
}

#[tokio::test]
async fn what_cannot_be_chosen_reads_the_same_and_nobody_learns_which_numbers_exist() {
    let app = start().await;
    let (open, done) = (report(&app, "1条通", 12).await, report(&app, "2条通", 8).await);
    let clerk = app.staff("sato", "佐藤", ROADS).await;
    finish(&clerk, &done).await;
    let other = app.staff("ito", "伊藤", PARKS).await;
    let mut told = Vec::new();
    for (who, number) in [(&clerk, "7K3M-9QX2"), (&clerk, &done), (&other, &open), (&clerk, "あ\u{7}"), (&clerk, "'--")]
    {
        let page = begin(who).await;
        let page = who.submit(&page, &page.form("/p1").set("report", number), "次へ").await;
        assert_eq!(page.status, 422, "{number}\n{}", page.visible());
        told.push(page.errors());
    }
    told.dedup();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0][0].starts_with("もとの通報に、選べる申込みの受付番号を入力してください。"), "{told:?}");
}

#[tokio::test]
async fn a_search_offers_what_can_be_chosen_to_those_who_may_read_and_is_recorded() {
    let app = start().await;
    let (open, done) = (report(&app, "春野町の橋", 12).await, report(&app, "春野町の坂", 8).await);
    let clerk = app.staff("sato", "佐藤", ROADS).await;
    finish(&clerk, &done).await;
    let other = app.staff("ito", "伊藤", PARKS).await;
    let search = async |who: &Browser| -> Json {
        let page = begin(who).await;
        let url = page.attributes("[data-fills]", "data-search").remove(0);
        let answer = who.client().get(who.url(&format!("{url}?q=%E6%98%A5%E9%87%8E"))).send().await.unwrap();
        serde_json::from_str(&answer.text().await.unwrap()).unwrap()
    };
    let found = search(&clerk).await;
    assert_eq!(found["options"].as_array().unwrap().len(), 1, "{found}");
    assert_eq!(found["options"][0]["code"], json!(open));
    assert_eq!(found["options"][0]["label"], json!(format!("{open} 春野町の橋")));
    assert_eq!(search(&other).await["options"], json!([]));
    assert_eq!(app.number("SELECT count(*) FROM audit WHERE what = 'search_cases' AND subject = 'road-report'"), 2);
}

#[tokio::test]
async fn who_may_not_read_the_other_app_sees_the_number_only() {
    let app = start().await;
    let about = report(&app, "1条通", 12).await;
    let clerk = app.staff("sato", "佐藤", ROADS).await;
    let (_, receipt) = work(&clerk, &about, "", &[]).await;
    assert!(app.number(&format!("SELECT count(*) FROM audit WHERE what = 'read_linked' AND subject = '{about}'")) > 0);
    let other = app.staff("ito", "伊藤", PARKS).await;
    let page = other.get(&format!("/office/cases/{receipt}")).await;
    assert!(page.visible().contains(&about));
    assert!(page.attributes(".answers a", "href").is_empty(), "no link, no title");
}
