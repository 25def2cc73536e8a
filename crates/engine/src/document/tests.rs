//! What stands on a sheet.

use super::{NotPrinted, print, print_view, words};
use crate::{
    answer::Setting,
    link::Linked,
    records::{CaseFacts, Channel},
};
use jiff::Timestamp;
use madoguchi_schema::{
    answers::Answers,
    compile::{Compilation, compile},
    source::SourceSet,
    text::Lang,
};
use serde_json::{Value as Json, json};

const OFFICE: &str = "\
schema: 1
city: 旭野市
contact: {name: 代表, phone: 0166-00-0000, hours: 平日}
units:
  cleaning: {label: センター, posts: {chief: 係長}}
";

const APP: &str = "\
schema: 1
app: letters
title: 手紙の例
owner: cleaning
lists:
  homes: {house: 戸建て, flat: 集合住宅}
questions:
  - {id: applicant, type: name}
  - {id: fee, type: money, label: 手数料}
  - {id: weight, type: number, label: 重さ, unit: kg, required: false}
  - {id: home, type: choice, from: homes, label: 住まい}
  - {id: spot, type: text, label: 集積場所, show_if: home == \"flat\"}
  - {id: day, type: date, label: 日}
  - {id: secret, type: text, label: ひみつ, sensitive: true, required: false}
  - id: cars
    type: repeat
    label: 車
    max: 3
    questions:
      - {id: plate, type: text, label: 番号}
      - {id: since, type: date, label: 登録日, required: false}
queue:
  columns: [_receipt, _state]
  views:
    - {id: dear, label: 高いもの, where: fee > 100}
documents:
  sheet: {label: 紙, file: letters/sheet.html}
  label: {label: 札, file: letters/label.html, each: cars}
  round: {label: 一覧, file: letters/round.html, over: view(dear)}
";

fn compiled(sheet: &str) -> Compilation {
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("letters/app.yaml", APP);
    sources.add("letters/letters/sheet.html", sheet);
    sources
        .add("letters/letters/label.html", "<p>{{ _sheet }}/{{ _sheets }} {{ row.plate }} {{ row.since.wareki }}</p>");
    sources.add(
        "letters/letters/round.html",
        "{{ _view }}{% for home, cases in cases|groupby(\"home\") %}<h2>{{ home }}</h2>{% for case in cases|sort(attribute=\"fee\") %}\
         <p>{{ case._receipt }} {{ case.fee }}</p>{% endfor %}{% endfor %}",
    );
    let compilation = compile(&sources);
    assert!(compilation.diagnostics.is_empty(), "{:?}", compilation.diagnostics);
    compilation
}

fn case(receipt: &str, answers: Json) -> CaseFacts {
    let now: Timestamp = "2026-11-02T00:00:00Z".parse().unwrap();
    CaseFacts {
        id: 1,
        app: "letters".into(),
        version: 1,
        receipt: receipt.into(),
        state: "received".into(),
        revision: 1,
        channel: Channel::Web,
        lang: Lang::Ja,
        answers: Answers(answers.as_object().unwrap().clone()),
        claims: Vec::new(),
        waits: Vec::new(),
        trail: Vec::new(),
        asked: Vec::new(),
        reminders: Vec::new(),
        acts: Vec::new(),
        since: now,
        approval: None,
        created_at: now,
        updated_at: now,
        due_at: None,
        expires_at: None,
    }
}

fn full() -> Json {
    json!({
        "applicant": {"family": "山田", "given": "<太郎>", "family_kana": "ヤマダ", "given_kana": "タロウ"},
        "fee": 3200, "weight": "1.5", "home": "house", "day": "2026-11-13", "secret": "内緒",
        "cars": [{"plate": "旭野 1", "since": "2020-04-01"}, {"plate": "旭野 2", "since": null}],
    })
}

/// The words that a letter prints of the full case.
fn printed(sheet: &str) -> String {
    let compilation = compiled(sheet);
    let app = &compilation.apps[0];
    let now = "2026-11-02T01:00:00Z".parse().unwrap();
    let setting =
        Setting { app, office: &compilation.office, now, clerk: true, received: None, links: Linked::default() };
    let html = print(setting, &case("7K3M-9QX2", full()), &app.documents["sheet"]).unwrap();
    assert!(!html.contains("<太郎>"), "values are escaped");
    words(&html)
}

#[test]
fn values_are_written_as_people_read_them() {
    assert_eq!(printed("<p>{{ applicant }} {{ applicant.family_kana }}</p>"), "山田 <太郎> ヤマダ");
    assert_eq!(printed("{{ fee }} {{ weight }} {{ home }} {{ _state }}"), "3,200円 1.5kg 戸建て 受付");
    assert_eq!(
        printed("{{ day }} {{ day.wareki }} {{ day.month }}/{{ day.day }} {{ today.iso }}"),
        "2026年（令和8年）11月13日（金） 令和8年11月13日 11/13 2026-11-02"
    );
    assert_eq!(
        printed("{{ _receipt }} {{ _city }} {{ _app }} {{ _contact.phone }}"),
        "7K3M-9QX2 旭野市 手紙の例 0166-00-0000"
    );
}

#[test]
fn parts_are_compared_and_computed_with() {
    assert_eq!(printed("{% if fee.value > 3000 and home.code == \"house\" %}高い{% endif %}"), "高い");
    assert_eq!(printed("{{ fee.value * 2 }} {{ cars|length }} {{ home.label|upper }}"), "6400 2 戸建て");
}

#[test]
fn what_was_not_asked_is_absent_with_all_its_parts() {
    assert_eq!(printed("[{{ spot }}]{% if spot %}x{% endif %}{{ spot|default(\"-\", true) }}"), "[]-");
    assert_eq!(
        printed("{% for car in cars %}{{ car.plate }}({{ car.since.wareki }}){% endfor %}"),
        "旭野 1(令和2年4月1日)旭野 2()"
    );
}

#[test]
fn one_sheet_is_printed_for_each_row_and_none_of_nothing() {
    let compilation = compiled("x");
    let app = &compilation.apps[0];
    let now = "2026-11-02T01:00:00Z".parse().unwrap();
    let setting =
        Setting { app, office: &compilation.office, now, clerk: true, received: None, links: Linked::default() };
    let html = print(setting, &case("A", full()), &app.documents["label"]).unwrap();
    assert_eq!(html.matches("<section class=\"sheet\">").count(), 2);
    assert_eq!(words(&html), "1/2 旭野 1 令和2年4月1日 2/2 旭野 2");
    let none = print(setting, &case("A", json!({"fee": 1})), &app.documents["label"]);
    assert_eq!(none, Err(NotPrinted::Nothing));
}

#[test]
fn the_cases_of_a_view_are_grouped_and_sorted_by_their_values() {
    let compilation = compiled("x");
    let app = &compilation.apps[0];
    let now = "2026-11-02T01:00:00Z".parse().unwrap();
    let setting =
        Setting { app, office: &compilation.office, now, clerk: true, received: None, links: Linked::default() };
    let cases = [
        case("A", json!({"fee": 1000, "home": "flat"})),
        case("B", json!({"fee": 900, "home": "house"})),
        case("C", json!({"fee": 200, "home": "flat"})),
    ];
    let html = print_view(setting, &app.queue.views["dear"], &cases, &app.documents["round"]).unwrap();
    assert_eq!(words(&html), "高いもの 戸建て B 900円 集合住宅 C 200円 A 1,000円");
    assert_eq!(print(setting, &cases[0], &app.documents["round"]), Err(NotPrinted::OfSomethingElse));
}

#[test]
fn a_letter_that_reads_what_only_some_may_see_says_so() {
    assert!(compiled("{{ secret }}").apps[0].documents["sheet"].letter.sensitive);
    assert!(compiled("{% if secret %}x{% endif %}").apps[0].documents["sheet"].letter.sensitive);
    assert!(!compiled("{{ fee }}").apps[0].documents["sheet"].letter.sensitive);
}

#[test]
fn a_letter_that_never_ends_is_stopped_and_told() {
    let compilation = compiled("{% for a in range(90000) %}{% for b in range(90000) %}{{ b }}{% endfor %}{% endfor %}");
    let app = &compilation.apps[0];
    let now = "2026-11-02T01:00:00Z".parse().unwrap();
    let setting =
        Setting { app, office: &compilation.office, now, clerk: true, received: None, links: Linked::default() };
    let stopped = print(setting, &case("A", full()), &app.documents["sheet"]).unwrap_err();
    assert!(stopped.sentence(Lang::Ja).contains("letters/sheet.html"), "{}", stopped.sentence(Lang::Ja));
}
