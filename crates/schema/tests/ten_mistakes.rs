//! One definition with ten mistakes of ten kinds: all are told in one run, each with its place, the line and what to
//! write instead.

use insta::assert_snapshot;
use madoguchi_schema::{
    compile::{Compilation, compile},
    diagnostic::render::{self, Style},
    source::SourceSet,
    text::Lang,
};

fn city() -> (SourceSet, Compilation) {
    let mut sources = SourceSet::default();
    sources.add("office.yaml", include_str!("definitions/office.yaml"));
    sources.add("bulky-waste/app.yaml", include_str!("ten-mistakes/app.yaml"));
    let compilation = compile(&sources);
    (sources, compilation)
}

#[test]
fn ten_mistakes_are_ten_diagnostics_and_no_app() {
    let (_, compilation) = city();
    let mut codes: Vec<&str> = compilation.diagnostics.iter().map(|d| d.code).collect();
    codes.sort_unstable();
    let expected = [
        "booking.slot-without-booking",
        "expr.cycle",
        "expr.forward",
        "expr.type",
        "form.duplicate-id",
        "form.unknown-key",
        "form.wrong-type",
        "list.unknown",
        "workflow.action-without-owner",
        "workflow.unreachable-state",
    ];
    assert_eq!(codes, expected);
    assert!(compilation.apps.is_empty());
}

#[test]
fn ten_mistakes_are_told_in_japanese() {
    let (sources, compilation) = city();
    assert_snapshot!(render::text(&sources, &compilation.diagnostics, Style::default()));
}

#[test]
fn ten_mistakes_are_told_in_english() {
    let (sources, compilation) = city();
    assert_snapshot!(render::text(&sources, &compilation.diagnostics, Style { lang: Lang::En, ..Style::default() }));
}
