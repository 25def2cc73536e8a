//! What a tests file can mean, and what it is told when it means nothing.

use super::*;
use madoguchi_schema::compile::compile;

const OFFICE: &str = "\
schema: 1
city: 旭野市
units:
  cleaning: {label: センター, posts: {chief: 係長}}
calendars:
  centre: {label: センター, weekdays: [mon, tue, wed, thu, fri], holidays: closed}
areas:
  a: {label: A地区, weekdays: [fri], places: [{town: 緑が丘}]}
";

const APP: &str = "\
schema: 1
app: pickup
title: 収集
owner: cleaning
questions:
  - {id: goods, type: integer, label: 数}
  - {id: heavy, type: yes_no, label: 重いもの, required: false}
  - {id: visit, type: slot, book: day}
booking:
  day:
    calendar: centre
    capacity: {points: 10}
    uses: {points: goods}
    window: {from: 1 business day, until: 30 days}
";

/// The report of a tests file of the small app.
fn report(tests: &str) -> (SourceSet, Report) {
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("collection/app.yaml", APP);
    sources.add("collection/tests.yaml", tests);
    let compilation = compile(&sources);
    assert!(compilation.diagnostics.is_empty(), "{:?}", compilation.diagnostics);
    let report = run_file(&sources, &compilation, &compilation.apps[0]);
    (sources, report)
}

/// Code, line and first suggestion of each mistake.
fn mistakes(tests: &str) -> Vec<(&'static str, usize, String)> {
    let (sources, report) = report(tests);
    assert!(report.outcomes.is_empty(), "a test with a mistake does not run");
    let found = |d: &Diagnostic| {
        let line = sources.position(d.span.file, d.span.start).0;
        (d.code, line, d.suggestions.first().cloned().unwrap_or_default())
    };
    report.diagnostics.iter().map(found).collect()
}

#[test]
fn every_mistake_of_a_tests_file_is_told_with_its_line() {
    let tests = "\
- name: 一
  todey: 2026-11-02
  answers: {good: 1}
  expect: {stat: received}
- name: 二
  now: 2026-11-02
  answers: {$use: three}
  expect: {state: recieved, hidden: [god], slots: {days: {first: 2026-11-04}}}
- name: 三
  given: [{book: day, area: z, date: 2026-13-01, uses: {visits: 1}}]
  do:
    - {action: confrm, as: cleaning/chif}
  expect: {mails: [x]}
- {name: 四}
- 五
";
    let (unknown, wrong) = ("form.unknown-word", "form.wrong-type");
    let expected = [
        ("form.unknown-key", 2, "today"),
        (unknown, 3, "goods"),
        (unknown, 4, "state"),
        (wrong, 6, ""),
        (unknown, 7, ""),
        (unknown, 8, "received"),
        (unknown, 8, "goods"),
        (unknown, 8, "day"),
        (unknown, 10, ""),
        (wrong, 10, ""),
        (unknown, 12, ""),
        (unknown, 12, "cleaning/chief"),
        (unknown, 13, ""),
        ("form.missing-key", 14, ""),
        (wrong, 15, ""),
    ];
    let found = mistakes(tests);
    let found: Vec<(&str, usize, &str)> =
        found.iter().map(|(code, line, word)| (*code, *line, word.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn an_app_without_tests_has_an_empty_report() {
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("pickup.yaml", APP);
    let compilation = compile(&sources);
    assert_eq!(run_file(&sources, &compilation, &compilation.apps[0]), Report::default());
}

#[test]
fn a_file_that_is_no_yaml_does_not_pass() {
    let (_, report) = report("- {name: 一");
    assert!(!report.passed() && report.outcomes.is_empty());
}

#[test]
fn a_difference_says_what_was_expected_and_what_was_found() {
    let difference = Difference { at: "fee".into(), expected: "2000".into(), found: "2800".into() };
    assert_eq!(difference.sentence(Lang::Ja), "fee: 「2000」のはずが「2800」でした");
    assert_eq!(difference.sentence(Lang::En), "fee: expected \"2000\", found \"2800\"");
}
