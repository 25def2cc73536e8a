//! Charts count what Rust counts on the same cases, show it to those who may see it, and lead to the cases of a bar;
//! boards and headings count all pages.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use jiff::civil::Date;
use madoguchi_engine::records::CaseFacts;
use madoguchi_schema::{
    app::{App, Chart, Total},
    expr::Scope,
    value::Value,
};
use madoguchi_store::{account, case};
use madoguchi_tests::TestApp;
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

const OFFICE: &str = "schema: 1
city: 旭野市
units:
  cleaning: {label: クリーンセンター, posts: {chief: 係長}}
  crew: {label: 収集班, posts: {leader: 班長}}
";

const SALE: &str = "schema: 1
app: sale
title: 物品の申請
owner: cleaning
lists:
  kinds: {bed: ベッド, sofa: ソファ, desk: 机}
  reasons: {fire: 火災, move: 転居}
questions:
  - {id: name, type: text, label: 名前, required: no}
  - {id: kind, type: choice, label: 種類, from: kinds, required: no}
  - {id: fee, type: money, label: 金額, required: no}
  - {id: weight, type: number, label: 重さ, unit: kg, step: 0.01, required: no}
  - {id: gift, type: yes_no, label: 贈り物, required: no}
  - {id: wanted, type: date, label: 希望日, required: no}
  - {id: things, type: items, label: 品, from: kinds, required: no}
  - {id: reason, type: choice, label: 理由, from: reasons, required: no, sensitive: yes}
workflow:
  states:
    received: {label: 受付, due: 1 business day}
    done: {label: 完了, end: yes}
  actions:
    - {id: finish, label: 完了にする, from: received, to: done, by: cleaning}
queue:
  title: name
  columns: [_receipt, fee, _state]
  views:
    - {id: board, label: カード, layout: board}
    - {id: kinds, label: 種類のカード, group: kind, layout: board}
    - {id: table, label: 種類の表, group: kind}
    - {id: reasons, label: 理由の表, group: reason}
  charts:
    - {id: by_kind, label: 種類別の金額, group: kind, measure: sum(fee)}
    - {id: by_gift, label: 贈り物の重さ, group: gift, measure: sum(weight)}
    - {id: by_month, label: 月別の件数, group: month(wanted), measure: count()}
    - {id: heavy, label: 重いもの, where: weight > 10, group: kind, measure: max(weight)}
    - {id: least, label: 安いもの, group: gift, measure: min(fee)}
    - {id: things, label: 品の数, group: kind, measure: sum(things.qty)}
    - {id: rows, label: 行の数, group: _state, measure: count(things where qty > 1)}
    - {id: third, label: 三分の一, group: fee > 5000, measure: sum(weight / 3)}
    - {id: by_weight, label: 重さ別, group: round(weight)}
    - {id: by_day, label: 日別, group: wanted}
    - {id: by_year, label: 年度別, group: fiscal_year(wanted)}
    - {id: by_weekday, label: 曜日別, group: weekday(wanted)}
    - {id: by_reason, label: 理由別, group: reason}
    - {id: none, label: ない, where: fee > 100000000, group: kind}
access: {read: [cleaning, crew], sensitive: [cleaning], export: [cleaning]}
";

const CLERK: &[(&str, Option<&str>)] = &[("cleaning", None)];
const CREW: &[(&str, Option<&str>)] = &[("crew", None)];

async fn start() -> TestApp {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("office.yaml", OFFICE), ("sale.yaml", SALE)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    TestApp::with(folder.path()).await
}

/// Numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn answers(&mut self, number: usize) -> Json {
        let mut answers = serde_json::Map::from_iter([("name".to_owned(), json!(format!("申込{number}")))]);
        let mut put = |there: bool, id: &str, value: Json| {
            if there {
                answers.insert(id.to_owned(), value);
            }
        };
        let kind = ["bed", "sofa", "desk"][usize::try_from(self.roll(3)).unwrap()];
        put(self.roll(6) > 0, "kind", json!(kind));
        put(self.roll(5) > 0, "fee", json!(self.roll(20) * 500));
        put(self.roll(5) > 0, "weight", json!(format!("{}.{:02}", self.roll(30), self.roll(100))));
        put(self.roll(4) > 0, "gift", json!(self.roll(2) == 0));
        let day = format!("202{}-{:02}-{:02}", 5 + self.roll(2), 1 + self.roll(12), 1 + self.roll(28));
        put(self.roll(5) > 0, "wanted", json!(day));
        put(self.roll(3) > 0, "things", json!([{"code": kind, "qty": 1 + self.roll(3)}]));
        put(self.roll(2) > 0, "reason", json!(["fire", "move"][usize::try_from(self.roll(2)).unwrap()]));
        Json::Object(answers)
    }
}

/// Submits random cases.
async fn fill(app: &TestApp, cases: usize) -> Vec<CaseFacts> {
    let mut dice = Dice(7);
    let mut all = Vec::new();
    for number in 0..cases {
        let body = json!({"answers": dice.answers(number)});
        let (status, answer) = app.post("/api/v1/apps/sale/submissions", &body).await;
        assert_eq!(status, 201, "{answer}\n{body}");
        all.push(case::by_receipt(&app.state.store, answer["receipt"].as_str().unwrap()).unwrap().unwrap());
    }
    all
}

/// A case as the evaluator sees it.
struct World<'a>(&'a App, &'a CaseFacts);

impl Scope for World<'_> {
    fn lookup(&self, name: &str) -> Value {
        let text = |text: &str| Value::Text(text.to_owned());
        match (name, self.0.question(name)) {
            ("_state", _) => text(&self.1.state),
            (_, Some(question)) => {
                self.1.answers.get(name).map_or(Value::Absent, |answer| question.kind.as_field().value(answer))
            }
            _ => Value::Absent,
        }
    }

    fn today(&self) -> Date {
        Date::constant(2026, 11, 2)
    }

    fn area_of(&self, _: &Value) -> Value {
        Value::Absent
    }

    fn weekdays_of(&self, _: &Value) -> Value {
        Value::Absent
    }

    fn business_days_after(&self, _: Date, _: i64) -> Value {
        Value::Absent
    }
}

/// The bars of a chart by their value, as Rust reckons them.
fn reckoned(app: &App, chart: &Chart, cases: &[CaseFacts]) -> BTreeMap<Option<String>, (Option<Decimal>, i64)> {
    let mut bars: BTreeMap<Option<String>, Vec<Option<Decimal>>> = BTreeMap::new();
    for case in cases {
        let world = World(app, case);
        if !chart.filter.as_ref().is_none_or(|filter| filter.eval(&world).is_true()) {
            continue;
        }
        let key = match chart.group.eval(&world) {
            Value::Bool(yes) => Some(if yes { "1" } else { "0" }.to_owned()),
            blank if blank.is_blank() => None,
            value => Some(value.to_text()),
        };
        let number = chart.measure.of.as_ref().and_then(|of| match of.eval(&world) {
            Value::Number(number) => Some(number),
            _ => None,
        });
        bars.entry(key).or_default().push(number);
    }
    let total = |numbers: Vec<Option<Decimal>>| {
        let cases = i64::try_from(numbers.len()).unwrap();
        let found = numbers.into_iter().flatten();
        let figure = match chart.measure.total {
            Total::Count => Some(Decimal::from(cases)),
            Total::Sum => Some(found.sum()),
            Total::Min => found.min(),
            Total::Max => found.max(),
        };
        (figure, cases)
    };
    bars.into_iter().map(|(key, numbers)| (key, total(numbers))).collect()
}

async fn token(app: &TestApp, login: &str, posts: &[(&str, Option<&str>)]) -> String {
    let posts = posts.iter().map(|(u, p)| ((*u).to_owned(), p.map(str::to_owned))).collect();
    let (store, now) = (&app.state.store, app.state.clock.now());
    let staff = account::put(store, login.into(), "森".into(), posts, false, None, now).await.unwrap();
    account::issue_token(store, staff.id, Vec::new(), now).await.unwrap()
}

async fn chart(app: &TestApp, id: &str, token: &str) -> (u16, Json) {
    let request = app.browser().client().get(format!("{}/api/v1/apps/sale/charts/{id}", app.base));
    let response = request.header("Authorization", format!("Bearer {token}")).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap_or(Json::Null))
}

fn decimal(figure: &Json) -> Option<Decimal> {
    match figure {
        Json::Number(number) => Some(number.to_string().parse().unwrap()),
        Json::String(text) => Some(text.parse().unwrap()),
        _ => None,
    }
}

#[tokio::test]
async fn every_chart_has_the_figures_that_rust_reckons_on_the_same_cases() {
    let app = start().await;
    let cases = fill(&app, 60).await;
    let token = token(&app, "token", CLERK).await;
    let published = app.state.catalog.current("sale").unwrap();
    for known in published.app.queue.charts.values() {
        let (status, answer) = chart(&app, &known.id, &token).await;
        assert_eq!(status, 200, "{answer}");
        let bars = answer["bars"].as_array().unwrap().iter().map(|bar| {
            let value = bar["value"].as_str().map(str::to_owned);
            (value, (decimal(&bar["figure"]), bar["cases"].as_i64().unwrap()))
        });
        assert_eq!(bars.collect::<BTreeMap<_, _>>(), reckoned(&published.app, known, &cases), "{}", known.id);
        assert!(known.id == "none" || !answer["bars"].as_array().unwrap().is_empty(), "{}", known.id);
    }
    assert_eq!(chart(&app, "strange", &token).await.0, 404);
}

#[tokio::test]
async fn a_chart_is_drawn_and_its_table_leads_to_the_cases_of_each_bar() {
    let app = start().await;
    let cases = fill(&app, 30).await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let queue = clerk.get("/office/sale").await;
    let page = clerk.get(&queue.link("グラフ")).await;
    assert_eq!(page.status, 200, "{}", page.visible());
    assert_eq!(page.attributes("svg.lying, svg.standing", "role").len(), 13, "one drawing for each chart with bars");
    assert!(page.visible().contains("まだ数える申込みがありません"), "{}", page.visible());
    assert!(page.text("#said-by_kind").contains("最も長い棒は"), "{}", page.text("#said-by_kind"));
    let fees: i64 = cases.iter().filter_map(|case| case.answers.get("fee")?.as_i64()).sum();
    let grouped = madoguchi_schema::field::grouped(Decimal::from(fees));
    assert!(page.text("section[aria-labelledby=chart-by_kind]").contains(&format!("合計 {grouped}円")), "{grouped}");
    for (id, bar) in [("by_gift", "はい"), ("by_gift", "（なし）"), ("by_kind", "ソファ"), ("third", "いいえ")]
    {
        let css = format!("section[aria-labelledby=chart-{id}] tbody tr");
        let row = page.texts(&css).into_iter().find(|row| row.starts_with(bar)).unwrap();
        let count: usize = row.rsplit(' ').next().unwrap().trim_end_matches('件').parse().unwrap();
        let labels = page.texts(&format!("{css} a"));
        let place = labels.iter().position(|label| label == bar).unwrap();
        let list = clerk.get(&page.attributes(&format!("{css} a"), "href")[place]).await;
        assert_eq!(list.texts("table.queue tbody tr").len(), count, "{id} {bar}: {}", list.visible());
        assert!(list.visible().contains(&format!("：{bar}」の申込みだけ")), "{}", list.visible());
    }
    let filtered = clerk.get("/office/sale?chart=by_kind&value=sofa").await;
    let form = filtered.form("/office/sale").set("state", "done");
    let narrowed = clerk.submit(&filtered, &form, "").await;
    assert!(narrowed.url.contains("chart=by_kind") && narrowed.url.contains("value=sofa"), "{}", narrowed.url);
    assert_eq!(clerk.get("/office/sale?chart=strange&value=x").await.status, 404);
}

#[tokio::test]
async fn a_chart_of_sensitive_answers_is_only_for_those_who_may_read_them() {
    let app = start().await;
    fill(&app, 5).await;
    let (crew, clerk) = (app.staff("kato", "加藤", CREW).await, app.staff("sato", "佐藤", CLERK).await);
    assert!(clerk.get("/office/sale/charts").await.visible().contains("理由別"));
    let page = crew.get("/office/sale/charts").await;
    assert!(page.visible().contains("種類別の金額") && !page.visible().contains("理由別"), "{}", page.visible());
    assert_eq!(crew.get("/office/sale?chart=by_reason&value=fire").await.status, 403, "a bar would tell it too");
    assert_eq!(crew.get("/office/sale?chart=by_kind&value=bed").await.status, 200);
    let (crew_token, clerk_token) = (token(&app, "t1", CREW).await, token(&app, "t2", CLERK).await);
    assert_eq!(chart(&app, "by_reason", &crew_token).await.0, 403);
    assert_eq!(chart(&app, "by_reason", &clerk_token).await.0, 200);
    assert!(crew.get("/office/sale?view=reasons").await.texts(".group").is_empty(), "nor is there a heading of it");
    assert!(!clerk.get("/office/sale?view=reasons").await.texts(".group").is_empty());
    assert!(!app.browser().get("/office/sale/charts").await.visible().contains("グラフ"));
}

#[tokio::test]
async fn a_board_has_a_column_for_each_state_or_value_and_goes_on_page_by_page() {
    let app = start().await;
    let cases = fill(&app, 70).await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let board = clerk.get("/office/sale?view=board").await;
    assert_eq!(board.texts(".board h2"), ["受付 70件"], "an end without cases has no column");
    assert_eq!(board.texts(".card-of-case").len(), 10);
    let card = board.text(".card-of-case");
    assert!(card.contains("申込69") && card.contains("11月4日まで"), "{card}");
    let one = clerk.get(&board.attributes(".card-of-case a", "href")[0]).await;
    assert!(one.visible().contains("申込69"), "{}", one.visible());
    let column = clerk.get(&board.attributes(".board section > p a", "href")[0]).await;
    assert_eq!(column.texts(".card-of-case").len(), 50, "{}", column.url);
    let rest = clerk.get(&column.attributes(".board section > p a", "href")[0]).await;
    assert_eq!(rest.texts(".card-of-case").len(), 20, "{}", rest.url);
    assert!(rest.attributes(".board section > p a", "href").is_empty());
    let kinds = clerk.get("/office/sale?view=kinds").await;
    let of = |kind: Option<&str>| cases.iter().filter(|c| c.answers.get("kind").and_then(Json::as_str) == kind).count();
    let [bed, sofa, desk, none] = [of(Some("bed")), of(Some("sofa")), of(Some("desk")), of(None)];
    let headings = [("ベッド", bed), ("ソファ", sofa), ("机", desk), ("（なし）", none)];
    assert_eq!(
        kinds.texts(".board h2"),
        headings.map(|(label, count)| format!("{label} {count}件")),
        "in the list's order"
    );
    let alone = clerk.get("/office/sale?view=kinds&blank=yes").await;
    assert_eq!(alone.texts(".board h2"), [format!("（なし） {none}件")]);
    assert_eq!(clerk.get("/office/sale?view=kinds&value=strange").await.status, 200);
    assert_eq!(clerk.get("/office/sale?view=kinds&value=bed&after=strange").await.status, 404);
}

#[tokio::test]
async fn a_heading_counts_its_cases_on_all_pages_though_its_column_is_not_listed() {
    let app = start().await;
    let cases = fill(&app, 70).await;
    let clerk = app.staff("sato", "佐藤", CLERK).await;
    let page = clerk.get("/office/sale?view=table").await;
    let beds = cases.iter().filter(|c| c.answers.get("kind").and_then(Json::as_str) == Some("bed")).count();
    let first = &page.texts(".group")[0];
    assert!(first.starts_with(&format!("ベッド {beds}件")), "{first}");
    let next = clerk.get(&page.link("次の50件")).await;
    assert_eq!(page.texts("table.queue tbody tr:not(.group)").len(), 50);
    assert_eq!(next.texts("table.queue tbody tr:not(.group)").len(), 20, "{}", next.visible());
    let last = next.texts(".group").pop().unwrap();
    assert!(last.starts_with("（なし）"), "{last}");
}
