//! Cases of one app that answers of another name.

use super::{Link, Linked, Links};
use crate::{
    answer::{Evaluation, RawAnswers, Setting, evaluate, evaluate_stored},
    intake::FieldError,
};
use indexmap::IndexMap;
use madoguchi_schema::{
    answers::Answers, app::App, compile::compile, diagnostic::Severity, office::Office, source::SourceSet, text::Lang,
    value::Value,
};
use serde_json::{Value as Json, json};
use std::sync::Arc;

const OFFICE: &str = "schema: 1\ncity: 旭野市\nunits: {roads: {label: 土木課}}\n";
const REPORT: &str = "
schema: 1
app: road-report
title: 通報
owner: roads
questions:
  - {id: place, type: text, label: 場所}
  - {id: kind, type: choice, from: {hole: 穴, light: 街灯}, label: 種類}
  - {id: depth, type: integer, label: 深さ}
";
const WORK: &str = "
schema: 1
app: road-work
title: 工事
owner: roads
audience: staff
questions:
  - {id: report, type: case, app: road-report, label: 通報, required: false, where: '_state == \"received\"'}
  - {id: place, type: text, label: 場所, default: report.place}
  - {id: size, type: calc, label: 規模, value: report.depth * 2}
  - {id: now, type: case, app: road-report, label: 今の通報, copy: live, required: false}
  - {id: now_size, type: calc, label: 今の規模, value: now.depth * 2}
  - id: more
    type: repeat
    label: ほか
    required: false
    questions:
      - {id: also, type: case, app: road-report, label: 通報, copy: live}
  - {id: all_depths, type: calc, label: 深さの合計, value: sum(more.also.depth)}
  - {id: holes, type: calc, label: 穴の数, value: 'count(more where also.kind == \"hole\")'}
";

struct City {
    work: Arc<App>,
    office: Arc<Office>,
    links: Links,
}

impl City {
    fn new() -> City {
        let mut sources = SourceSet::default();
        sources.add("office.yaml", OFFICE);
        sources.add("report.yaml", REPORT);
        sources.add("work.yaml", WORK);
        let compiled = compile(&sources);
        let errors: Vec<_> = compiled.diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let work = compiled.apps.iter().find(|app| app.id == "road-work").unwrap().clone();
        City { work, office: compiled.office, links: Links::default() }
    }

    /// A report as it is now.
    fn says(&mut self, receipt: &str, depth: i64, state: &str, offered: bool) {
        let text = |text: &str| Value::Text(text.to_owned());
        let read = IndexMap::from([
            ("_receipt".to_owned(), text(receipt)),
            ("_state".to_owned(), text(state)),
            ("place".to_owned(), text("1条通")),
            ("kind".to_owned(), text("hole")),
            ("depth".to_owned(), Value::Number(depth.into())),
        ]);
        let (receipt, state_label) = (receipt.to_owned(), state.to_owned());
        self.links.add("road-report", &receipt.clone(), Link { receipt, offered, title: None, state_label, read });
    }

    fn setting(&self) -> Setting<'_> {
        let now = "2026-11-02T03:00:00Z".parse().unwrap();
        let links = Linked { found: Some(&self.links), kept: None };
        Setting { app: &self.work, office: &self.office, now, clerk: false, received: None, links }
    }

    fn evaluate(&self, raw: Json) -> Evaluation {
        evaluate(&self.setting(), &raw_of(raw))
    }

    /// The same answers again, as those of a stored case.
    fn again(&self, stored: &Answers, raw: Json) -> Evaluation {
        let links = Linked { kept: Some(stored), ..self.setting().links };
        evaluate_stored(&Setting { links, ..self.setting() }, &raw_of(raw), &[])
    }
}

fn raw_of(raw: Json) -> RawAnswers {
    let Json::Object(raw) = raw else { panic!("an object") };
    RawAnswers(raw)
}

fn sentences(errors: &[FieldError]) -> Vec<String> {
    errors.iter().map(|error| format!("{}: {}", error.question, error.sentence(Lang::Ja))).collect()
}

#[test]
fn a_snapshot_stays_as_it_was_chosen_and_a_live_case_is_read_anew() {
    let mut city = City::new();
    city.says("R-1", 10, "received", true);
    let first = city.evaluate(json!({"report": "R-1", "place": "1条通", "now": "R-1"}));
    assert!(first.errors.is_empty(), "{:?}", first.errors);
    assert_eq!(first.answers.get("report"), Some(&json!({"receipt": "R-1", "copy": {"place": "1条通", "depth": 10}})));
    assert_eq!((first.answers.get("size"), first.answers.get("now_size")), (Some(&json!(20)), Some(&json!(20))));

    city.says("R-1", 30, "done", false);
    let raw = json!({"report": first.answers.get("report"), "place": "1条通", "now": "R-1"});
    let later = city.again(&first.answers, raw);
    assert!(later.errors.is_empty(), "{:?}", later.errors);
    assert_eq!((later.answers.get("size"), later.answers.get("now_size")), (Some(&json!(20)), Some(&json!(60))));
}

#[test]
fn what_is_sent_beside_the_number_is_not_believed() {
    let mut city = City::new();
    city.says("R-1", 10, "received", true);
    let sent = json!({"report": {"receipt": "R-1", "copy": {"place": "2条通", "depth": 1}}, "place": "1条通"});
    assert_eq!(city.evaluate(sent).answers.get("size"), Some(&json!(20)));
}

#[test]
fn a_number_that_is_none_one_that_may_not_be_read_and_one_that_does_not_fit_read_the_same() {
    let mut city = City::new();
    city.says("R-2", 10, "received", false);
    city.says("R-3", 10, "done", true);
    let told = |receipt: &str| sentences(&city.evaluate(json!({"report": receipt, "place": "x"})).errors);
    let unknown = told("R-9");
    assert_eq!(unknown.len(), 1);
    assert!(unknown[0].starts_with("report: 通報に、選べる申込みの受付番号を入力してください。"), "{unknown:?}");
    assert_eq!((told("R-2"), told("R-3")), (unknown.clone(), unknown));
}

#[test]
fn what_a_case_says_is_suggested_where_nothing_was_typed() {
    let mut city = City::new();
    city.says("R-1", 10, "received", true);
    assert_eq!(city.evaluate(json!({"report": "R-1"})).suggested.get("place"), Some(&json!("1条通")));
}

#[test]
fn cases_in_rows_are_added_up() {
    let mut city = City::new();
    city.says("R-1", 10, "received", true);
    city.says("R-2", 5, "received", true);
    let more = json!({"place": "x", "more": [{"also": "R-1"}, {"also": "R-2"}]});
    let found = city.evaluate(more);
    assert_eq!((found.answers.get("all_depths"), found.answers.get("holes")), (Some(&json!(15)), Some(&json!(2))));
    let wrong = city.evaluate(json!({"place": "x", "more": [{"also": "R-1"}, {"also": "R-9"}]}));
    assert_eq!(wrong.errors.iter().map(|e| format!("{} {}", e.question, e.part)).collect::<Vec<_>>(), ["more 1.also"]);
}

#[test]
fn a_case_that_is_gone_is_only_its_number() {
    let mut city = City::new();
    city.says("R-1", 10, "received", true);
    let first = city.evaluate(json!({"place": "x", "report": "R-1", "now": "R-1"}));
    city.links = Links::default();
    let raw = json!({"place": "x", "report": first.answers.get("report"), "now": "R-1"});
    let later = city.again(&first.answers, raw);
    assert!(later.errors.is_empty(), "{:?}", later.errors);
    assert_eq!((later.answers.get("size"), later.answers.get("now_size")), (Some(&json!(20)), Some(&json!(null))));
    assert_eq!(later.answers.get("now"), Some(&json!("R-1")));
}
