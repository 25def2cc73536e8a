//! Pages of the list in every order, with every filter, and what a search finds.

use super::*;
use crate::{
    case,
    testing::{City, day, new_case, now, step},
};
use madoguchi_engine::records::{Change, NewCase, SlotChange, WaitChange};
use serde_json::{Value as Json, json};

/// A case with some answers other than usual.
async fn with(city: &City, phone: &str, area: &str, date: &str, other: &[(&str, Json)]) -> i64 {
    let mut new = new_case(phone, area, date, 1);
    for (id, answer) in other {
        new.answers.0[*id] = answer.clone();
    }
    city.accept(new).await.unwrap().case
}

/// Ten cases: weights 0, 10, …, 40 and blank for the others; memos in three values or blank.
async fn ten(city: &City) {
    for i in 0..10 {
        let weight = if i < 5 { json!((i * 10).to_string()) } else { Json::Null };
        let memo = if i % 4 == 3 { Json::Null } else { json!(format!("m{}", i % 4)) };
        let area = if i % 2 == 0 { "a" } else { "b" };
        with(city, &format!("0166000{i:04}"), area, "2026-11-13", &[("weight", weight), ("memo", memo)]).await;
    }
}

fn list(city: &City, query: &Query) -> Page {
    page(&city.store, &city.app, query, day("2026-11-02")).unwrap()
}

fn cases(page: &Page) -> Vec<i64> {
    page.rows.iter().map(|row| row.case).collect()
}

fn ask() -> Query {
    Query { limit: 50, ..Query::default() }
}

#[tokio::test]
async fn pages_of_any_size_in_any_order_give_every_case_once_and_blank_ones_last() {
    let city = City::open().await;
    ten(&city).await;
    for column in ["_receipt", "applicant", "weight", "memo", "visit", "area", "_state"] {
        for sort in [column.to_owned(), format!("-{column}")] {
            let whole = cases(&list(&city, &Query { sort: Some(sort.clone()), ..ask() }));
            assert_eq!(whole.iter().collect::<std::collections::BTreeSet<_>>().len(), 10, "{sort}");
            for limit in [1, 3, 4, 10] {
                let (mut read, mut after) = (Vec::new(), None);
                loop {
                    let page = list(&city, &Query { sort: Some(sort.clone()), after, limit, ..Query::default() });
                    read.extend(cases(&page));
                    after = page.next;
                    if after.is_none() {
                        break;
                    }
                }
                assert_eq!(read, whole, "{sort} by {limit}");
            }
        }
    }
    let up = cases(&list(&city, &Query { sort: Some("weight".into()), ..ask() }));
    assert_eq!(up, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    let down = cases(&list(&city, &Query { sort: Some("-weight".into()), ..ask() }));
    assert_eq!(down, [5, 4, 3, 2, 1, 10, 9, 8, 7, 6]);
}

#[tokio::test]
async fn numbers_are_sorted_as_numbers_and_the_newest_comes_first_without_a_sort() {
    let city = City::open().await;
    for weight in ["9", "10.5", "100"] {
        with(&city, "01660000011", "a", "2026-11-13", &[("weight", json!(weight))]).await;
    }
    assert_eq!(cases(&list(&city, &Query { sort: Some("weight".into()), ..ask() })), [1, 2, 3]);
    assert_eq!(cases(&list(&city, &ask())), [3, 2, 1]);
    let first = list(&city, &Query { limit: 2, ..Query::default() });
    assert_eq!(cases(&first), [3, 2]);
    with(&city, "01660000011", "a", "2026-11-13", &[]).await;
    assert_eq!(
        cases(&list(&city, &Query { after: first.next, ..ask() })),
        [1],
        "what arrives meanwhile shifts nothing"
    );
}

#[tokio::test]
async fn views_states_area_and_day_narrow_the_list() {
    let city = City::open().await;
    let (heavy, light) = ([("weight", json!("50.5"))], [("weight", json!("50"))]);
    let one = with(&city, "01660000011", "a", "2026-11-13", &heavy).await;
    let two = with(&city, "01660000012", "b", "2026-11-13", &light).await;
    let three = with(&city, "01660000013", "a", "2026-11-20", &[]).await;
    let confirm = Change {
        case: two,
        revision: 1,
        steps: vec![step("confirm", Some("received"), "confirmed")],
        answers: None,
        slots: SlotChange::Keep,
        waits: WaitChange::Keep,
        rules: Vec::new(),
        mails: Vec::new(),
        issues: Vec::new(),
        reminders: None,
        due_at: None,
        expires_at: None,
        trail: Vec::new(),
        asked: Vec::new(),
        approval: None,
        now: now(),
    };
    case::commit(&city.store, city.app.clone(), confirm).await.unwrap();
    let found = |query: Query| cases(&list(&city, &query));
    assert_eq!(found(Query { view: Some("open".into()), ..ask() }), [three, one]);
    assert_eq!(found(Query { view: Some("heavy".into()), ..ask() }), [one]);
    assert_eq!(found(Query { area: Some("a".into()), ..ask() }), [three, one]);
    assert_eq!(found(Query { area: Some("a".into()), slot_date: Some(day("2026-11-20")), ..ask() }), [three]);
    assert_eq!(found(Query { states: vec!["confirmed".into()], ..ask() }), [two]);
    assert_eq!(found(Query { states: vec!["confirmed".into(), "received".into()], ..ask() }), [three, two, one]);
    assert_eq!(counts(&city.store, &city.app).unwrap(), [("received".to_owned(), 2), ("confirmed".to_owned(), 1)]);
    let row = &list(&city, &Query { states: vec!["confirmed".into()], ..ask() }).rows[0];
    assert_eq!((row.state.as_str(), row.revision, row.cells.len()), ("confirmed", 2, 7));
    assert_eq!(row.cells[1], [Cell::Text("髙橋".into()), Cell::Text("花子".into())]);
}

#[tokio::test]
async fn what_the_app_does_not_have_is_named_and_a_changed_cursor_is_refused() {
    let city = City::open().await;
    ten(&city).await;
    let cursor = list(&city, &Query { limit: 3, sort: Some("memo".into()), ..Query::default() }).next.unwrap();
    let wrong = [
        (Query { view: Some("x".into()), ..ask() }, "view"),
        (Query { states: vec!["x".into()], ..ask() }, "state"),
        (Query { sort: Some("phone; DROP".into()), ..ask() }, "sort"),
        (Query { after: Some(cursor.clone()), ..ask() }, "cursor"),
        (Query { after: Some(cursor.clone()), sort: Some("-memo".into()), ..ask() }, "cursor"),
        (Query { after: Some(format!("{}0", &cursor)), sort: Some("memo".into()), ..ask() }, "cursor"),
        (Query { after: Some(cursor[2..].to_owned()), sort: Some("memo".into()), ..ask() }, "cursor"),
        (Query { after: Some("é".repeat(10)), ..ask() }, "cursor"),
    ];
    for (query, what) in wrong {
        let refused = page(&city.store, &city.app, &query, day("2026-11-02"));
        assert!(matches!(refused, Err(Unlisted::Unknown(named)) if named == what), "{query:?}");
    }
    assert_eq!(list(&city, &Query { after: Some(cursor), sort: Some("memo".into()), ..ask() }).rows.len(), 7);
}

/// Waits until the index has everything, so that the index itself is asked and not what is compared directly.
fn indexed(city: &City) {
    let behind = "SELECT (SELECT max(id) FROM event) > coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'search.event'), 0)";
    while city.number(behind) == 1 {
        std::thread::yield_now();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn any_part_of_a_name_number_address_text_or_item_is_found_at_once_and_later() {
    let city = City::open().await;
    let one = with(&city, "01660000011", "a", "2026-11-13", &[("memo", json!("霙の日は \"玄関\" の前"))]).await;
    let name = json!({"family": "佐藤", "given": "太郎", "family_kana": "サトウ", "given_kana": "タロウ"});
    let goods = json!([{"code": "sofa", "qty": 1}]);
    let two =
        with(&city, "01669999999", "a", "2026-11-13", &[("applicant", name), ("memo", Json::Null), ("goods", goods)])
            .await;
    let receipt = city.text("SELECT receipt FROM \"case\" WHERE id = 2");
    let searches: Vec<(String, Vec<i64>)> = [
        ("霙", vec![one]),
        ("高橋", vec![one]),
        ("髙橋花", vec![one]),
        ("高橋 花子", vec![one]),
        ("ｻﾄｳ", vec![two]),
        ("さとうたろう", vec![two]),
        ("0166-000-0011", vec![one]),
        ("０１６６", vec![two, one]),
        ("9999", vec![two]),
        ("1条通3丁目5", vec![two, one]),
        ("070-0031", vec![two, one]),
        ("\"玄関\"", vec![one]),
        ("ソファ", vec![two]),
        ("ベッド", vec![one]),
        ("ないしょ", vec![]),
        ("佐藤 花子", vec![]),
        ("橋高", vec![]),
        ("\" OR *", vec![]),
        (" ", vec![two, one]),
    ]
    .into_iter()
    .map(|(typed, found)| (typed.to_owned(), found))
    .chain([(receipt.to_lowercase(), vec![two]), (receipt[..4].to_owned(), vec![two])])
    .collect();
    for _ in 0..2 {
        for (typed, expected) in &searches {
            let found = cases(&list(&city, &Query { search: Some(typed.clone()), ..ask() }));
            assert_eq!(found, *expected, "{typed}");
        }
        indexed(&city);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_answer_is_found_by_its_new_text_only() {
    let city = City::open().await;
    let case = with(&city, "01660000011", "a", "2026-11-13", &[("memo", json!("古い文"))]).await;
    indexed(&city);
    let mut answers = new_case("01660000011", "a", "2026-11-13", 1).answers;
    answers.0["memo"] = json!("新しい文");
    let correct = Change {
        case,
        revision: 1,
        steps: vec![step("resubmit", Some("received"), "received")],
        answers: Some(answers),
        slots: SlotChange::Keep,
        waits: WaitChange::Keep,
        rules: Vec::new(),
        mails: Vec::new(),
        issues: Vec::new(),
        reminders: None,
        due_at: None,
        expires_at: None,
        trail: Vec::new(),
        asked: Vec::new(),
        approval: None,
        now: now(),
    };
    case::commit(&city.store, city.app.clone(), correct).await.unwrap();
    let found = |typed: &str| cases(&list(&city, &Query { search: Some(typed.into()), ..ask() }));
    assert_eq!(found("新しい"), [case]);
    indexed(&city);
    assert_eq!((found("新しい"), found("古い")), (vec![case], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_cases_at_once_are_all_indexed() {
    let city = std::sync::Arc::new(City::open().await);
    let sent: Vec<_> = (0..500)
        .map(|i| {
            let city = city.clone();
            tokio::spawn(async move {
                let new = NewCase { claims: Vec::new(), ..new_case(&format!("0166{i:07}"), "a", "2026-11-13", 1) };
                city.accept(new).await.unwrap();
            })
        })
        .collect();
    for one in sent {
        one.await.unwrap();
    }
    indexed(&city);
    let found = list(&city, &Query { search: Some("01660000".into()), limit: 1000, ..Query::default() });
    assert_eq!(found.rows.len(), 500);
    assert_eq!(cases(&list(&city, &Query { search: Some("01660000321".into()), ..ask() })).len(), 1);
}

/// How SQLite would read a list.
fn plan(city: &City, query: &Query) -> String {
    let read = |conn: &Connection| {
        let sort = Sort::of(&city.app, query.sort.as_deref()).unwrap();
        let filter = Filter::of(conn, &city.app, query, day("2026-11-02")).unwrap();
        let list = List { app: &city.app, sort: &sort, filter: &filter, group: group(&city.app, query) };
        let (sql, params) = list.select(Section::Filled(None), 50);
        let mut explain = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let lines = explain.query_map(params_from_iter(params), |r| r.get::<_, String>(3)).unwrap();
        Ok::<_, StoreError>(lines.map(Result::unwrap).collect::<Vec<_>>().join("; "))
    };
    city.store.read(read).unwrap()
}

#[tokio::test]
async fn lists_that_clerks_open_all_day_are_read_from_an_index_in_order() {
    let city = City::open().await;
    let queries = [
        Query { view: Some("open".into()), ..ask() },
        Query { states: vec!["received".into()], ..ask() },
        Query { states: vec!["received".into()], area: Some("a".into()), ..ask() },
    ];
    for query in queries {
        let plan = plan(&city, &query);
        assert!(plan.starts_with("SEARCH app_bulky USING INDEX") && !plan.contains("TEMP"), "{query:?}: {plan}");
    }
    assert_eq!(plan(&city, &ask()), "SCAN app_bulky", "the newest are at the end of the table");
    let a_day = plan(&city, &Query { slot_date: Some(day("2026-11-13")), ..ask() });
    assert!(a_day.starts_with("SEARCH app_bulky USING INDEX"), "{a_day}");
}

#[tokio::test]
async fn a_view_computes_with_decimals_exactly_and_looks_into_rows() {
    let city = City::open().await;
    let exact = with(&city, "01660000021", "a", "2026-11-13", &[("weight", json!("0.1"))]).await;
    with(&city, "01660000022", "a", "2026-11-13", &[("weight", json!("0.1")), ("goods", Json::Null)]).await;
    with(&city, "01660000023", "a", "2026-11-13", &[("weight", json!("0.10000000000000001"))]).await;
    with(&city, "01660000024", "a", "2026-11-13", &[("weight", Json::Null)]).await;
    assert_eq!(cases(&list(&city, &Query { view: Some("exact".into()), ..ask() })), [exact]);
}
