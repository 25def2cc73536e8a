//! The sizes that the language must carry: 500 questions, 450 conditions, 20 states and 110 actions, also when every
//! condition is wrong.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_schema::{
    compile::{Compilation, compile},
    source::SourceSet,
};
use std::fmt::Write as _;

const OFFICE: &str = "schema: 1\ncity: 旭野市\nunits:\n  cleaning: {label: クリーンセンター}\n";
const HEAD: &str = "schema: 1\napp: large\ntitle: 大きなアプリ\nowner: cleaning\n";

/// 500 questions on 50 pages; all but the first 50 have a condition on the question `back` places before.
fn questions(text: &mut String, back: i64) {
    text.push_str("pages:\n");
    for number in 0..500_i64 {
        if number % 10 == 0 {
            writeln!(text, "  - title: ページ{number}\n    questions:").unwrap();
        }
        let before = number - back;
        let condition = if number >= 50 {
            format!(", show_if: q{before} > {number} or (q{before} is empty and q{} < 3)", before - 1)
        } else {
            String::new()
        };
        writeln!(text, "      - {{id: q{number}, type: integer, label: 数{number}{condition}}}").unwrap();
    }
}

/// 20 states in a row and 110 actions between them.
fn workflow(text: &mut String) {
    text.push_str("workflow:\n  states:\n");
    for state in 0..20 {
        writeln!(text, "    s{state}: {{label: 状態{state}, end: {}}}", if state == 19 { "yes" } else { "no" })
            .unwrap();
    }
    text.push_str("  actions:\n");
    for action in 0..110 {
        let (from, to) = (action % 19, (action % 19 + 1 + action / 19).min(19));
        writeln!(
            text,
            "    - {{id: a{action}, label: 操作{action}, from: s{from}, to: s{to}, by: cleaning, if: q{action} > 1}}"
        )
        .unwrap();
    }
}

fn checked(back: i64) -> Compilation {
    let mut text = HEAD.to_owned();
    questions(&mut text, back);
    workflow(&mut text);
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("large.yaml", text);
    compile(&sources)
}

#[test]
fn a_large_app_is_checked_without_a_complaint() {
    let compilation = checked(7);
    assert_eq!(compilation.diagnostics, []);
    assert_eq!(compilation.apps.len(), 1);
}

#[test]
fn every_condition_that_looks_forward_in_a_large_app_is_reported() {
    let compilation = checked(-40);
    assert!(compilation.apps.is_empty());
    assert!(compilation.diagnostics.len() >= 400, "{}", compilation.diagnostics.len());
}
