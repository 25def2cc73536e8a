//! What each fuzz target does with its input. A normal test replays the kept corpora through the same functions.

use madoguchi_engine::answer::{RawAnswers, Setting, evaluate};
use madoguchi_schema::{
    app::App,
    compile::{Compilation, compile},
    diagnostic::render::{self, Style},
    source::SourceSet,
    table,
    text::Lang,
};
use serde_json::{Value as Json, json};
use std::sync::{Arc, OnceLock};

const OFFICE: &str = include_str!("../../../app-definitions/office.yaml");
const KINDS: &str = include_str!("../../definitions/kinds/kinds.yaml");
const KINDS_OFFICE: &str = include_str!("../../definitions/kinds/office.yaml");
const NOW: &str = "2026-11-02T01:00:00Z";

/// A definition as an author may write it: every place that is told lies in the text, and every sentence can be said.
pub fn definition(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("fuzzed/app.yaml", text);
    sources.add("fuzzed/lists/items.csv", "code,label,fee:money,points:integer\nbed,ベッド,100,2\nbike,自転車,800,1\n");
    sources.add("fuzzed/letters/letter.txt", "{{ applicant }}様\n");
    tell(&sources, &compile(&sources));
}

/// An expression: what the checker lets through has a value for any answers.
pub fn expression(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let question = |id: &str, key: &str| json!({"id": id, "type": "calc", "label": "計算", key: text});
    let mut shown = question("shown", "show_if");
    shown["type"] = "text".into();
    let app = json!({
        "schema": "1", "app": "fuzzed", "title": "式", "owner": "cleaning",
        "lists": {"housing": {"house": "戸建て", "flat": "集合住宅"},
                  "goods": [{"code": "bed", "label": "ベッド"}, {"code": "bike", "label": "自転車"}]},
        "questions": [
            {"id": "fee", "type": "money", "label": "料金"}, {"id": "weight", "type": "number", "label": "重さ"},
            {"id": "born", "type": "birthdate"}, {"id": "housing", "type": "choice", "from": "housing", "label": "家"},
            {"id": "memo", "type": "text", "label": "メモ"}, {"id": "agree", "type": "yes_no", "label": "はい"},
            {"id": "address", "type": "address"}, {"id": "applicant", "type": "name"},
            {"id": "things", "type": "items", "from": "goods", "label": "品"},
            {"id": "children", "type": "repeat", "label": "子", "questions": [
                {"id": "called", "type": "text", "label": "名"}, {"id": "age", "type": "integer", "label": "年齢"}]},
            question("result", "value"), shown,
        ],
    });
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("fuzzed/app.json", app.to_string());
    let compilation = compile(&sources);
    tell(&sources, &compilation);
    for app in &compilation.apps {
        for answers in [json!({}), some_answers()] {
            weigh(&compilation, app, &answers);
        }
    }
}

fn some_answers() -> Json {
    json!({
        "fee": "1200", "weight": "0.1", "born": "2000-02-29", "housing": "flat", "memo": "あ", "agree": "はい",
        "address": {"postal_code": "070-0031", "prefecture": "北海道", "city": "旭野市", "town": "1条通3丁目", "street": "1"},
        "applicant": {"family": "旭野", "given": "花子", "family_kana": "アサヒノ", "given_kana": "ハナコ"},
        "things": [{"code": "bed", "qty": 2}], "children": [{"called": "一郎", "age": 3}, {"age": 7}],
    })
}

/// Answers as the API takes them, for an app with every type of question.
pub fn answers(input: &[u8]) {
    let Ok(sent) = serde_json::from_slice::<Json>(input) else { return };
    let (_, compilation) = kinds();
    for app in &compilation.apps {
        weigh(compilation, app, &sent);
    }
}

/// The app of every type, compiled once.
fn kinds() -> &'static (SourceSet, Compilation) {
    static KNOWN: OnceLock<(SourceSet, Compilation)> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut sources = SourceSet::default();
        sources.add("office.yaml", KINDS_OFFICE);
        sources.add("kinds.yaml", KINDS);
        let compilation = compile(&sources);
        assert!(!compilation.apps.is_empty(), "the app of every type compiles");
        (sources, compilation)
    })
}

/// Every place lies in its text, and the sentences can be said in both languages.
fn tell(sources: &SourceSet, compilation: &Compilation) {
    for diagnostic in &compilation.diagnostics {
        for span in diagnostic.related.iter().chain([&diagnostic.span]) {
            let text = &sources.file(span.file).text;
            assert!(text.get(span.start..span.end).is_some(), "{diagnostic:?}");
        }
    }
    for lang in [Lang::Ja, Lang::En] {
        let style = Style { lang, ..Style::default() };
        render::text(sources, &compilation.diagnostics, style);
        render::json(sources, &compilation.diagnostics, style);
    }
}

/// Evaluates answers; what comes out is canonical: taken again, it stays as it is, and it fits the tables.
fn weigh(compilation: &Compilation, app: &Arc<App>, sent: &Json) {
    let Json::Object(sent) = sent else { return };
    let now = NOW.parse().unwrap_or_default();
    let setting =
        Setting { app, office: &compilation.office, now, clerk: true, received: None, links: Default::default() };
    let first = evaluate(&setting, &RawAnswers(sent.clone()));
    for error in &first.errors {
        assert!(!error.sentence(Lang::Ja).is_empty(), "{error:?}");
    }
    if first.errors.is_empty() {
        let again = evaluate(&setting, &RawAnswers(first.answers.0.clone()));
        assert_eq!(first.answers, again.answers, "canonical answers stay as they are");
    }
    let columns = table::layout(app).main.columns.iter().filter(|c| !c.name.starts_with('_')).count();
    assert_eq!(table::cells(app, &first.answers).len(), columns);
    table::child_rows(app, &first.answers);
}
