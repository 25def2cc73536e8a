//! Whatever the text of a definition is, reading it ends, and every place that is told lies in it.

use madoguchi_schema::{
    compile::compile,
    diagnostic::render::{self, Style},
    source::SourceSet,
    text::Lang,
};
use proptest::prelude::*;

const APP: &str = include_str!("../../../app-definitions/bulky-waste/app.yaml");
const OFFICE: &str = include_str!("../../../app-definitions/office.yaml");

/// Compiles one app beside the city and prints what was found, which fails on a place outside the text.
fn read(app: &str, items: &str) {
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("bulky-waste/app.yaml", app);
    sources.add("bulky-waste/lists/items.csv", items);
    let compilation = compile(&sources);
    assert!(compilation.diagnostics.len() <= 2_000);
    for diagnostic in &compilation.diagnostics {
        let text = &sources.file(diagnostic.span.file).text;
        assert!(text.get(diagnostic.span.start..diagnostic.span.end).is_some(), "{diagnostic:?}");
    }
    let style = Style { lang: Lang::En, ..Style::default() };
    render::text(&sources, &compilation.diagnostics, style);
    render::json(&sources, &compilation.diagnostics, style);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_to_an_end(app in r#"[a-z：: \-\[\]{},"'#&*!|>%@`\n\t（）品目0-9]{0,200}"#, items in r#"[a-z,"\n\r品:]{0,80}"#) {
        read(&app, &items);
    }

    #[test]
    fn any_damage_to_a_real_definition_is_read_to_an_end(
        at in 0..APP.len(),
        cut in 0_usize..40,
        new in r#"[a-z：: \-\[\]{},"'#&*!|>%@`\n\t（品0-9]{0,8}"#,
    ) {
        let start = APP.floor_char_boundary(at);
        let end = APP.floor_char_boundary((at + cut).min(APP.len())).max(start);
        let damaged = format!("{}{new}{}", &APP[..start], &APP[end..]);
        read(&damaged, "code,label,fee:money,points:integer,per:integer\nbed,ベッド,100,2,1\n");
    }
}

#[test]
fn a_pair_that_begins_in_an_open_bracket_is_read_to_its_end() {
    for text in ["a: [品: 1\nb: 2\n", "a: [\n  品: {目: 1\nb: 2\n", "a: [b: c\nd: e\n"] {
        read(text, "");
    }
}

#[test]
fn deep_and_long_text_is_refused_quickly() {
    for text in [
        "[".repeat(200_000),
        "{a: ".repeat(50_000),
        "- ".repeat(100_000),
        "a: &b\n".repeat(20_000),
        "\t".repeat(100_000),
    ] {
        read(&text, &text);
    }
    let nested: String = (0..5_000).map(|depth| format!("{}a:\n", " ".repeat(depth.min(600)))).collect();
    read(&nested, "");
}
