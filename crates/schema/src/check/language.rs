//! Texts that residents read, in every language that the app declares.

use crate::{
    ast::Word,
    diagnostic::Diagnostic,
    source::Span,
    syntax::{Data, Node, read::Diagnostics},
    text::Lang,
};

/// Keys whose value residents read, of the app and of pages, questions, exits and checks.
const TEXTS: &[&str] = &["title", "about", "needed", "label", "hint", "note", "text", "message", "unit"];
/// Keys below which such texts stand.
const BLOCKS: &[&str] = &["pages", "questions", "stop", "check"];
/// How many of the places are shown.
const SHOWN: usize = 3;

/// Warns once for each declared language about the texts that lack it.
pub(crate) fn check(app: &Node, languages: &[Word], d: &mut Diagnostics) {
    let is_other = |language: &&Word| Lang::from_code(&language.text).is_some_and(|lang| lang != Lang::Ja);
    let others: Vec<&Word> = languages.iter().filter(is_other).collect();
    if others.is_empty() {
        return;
    }
    for language in others {
        let missing: Vec<Span> = missing(app, &language.text).into_iter().map(|text| text.span).collect();
        let Some(first) = missing.first() else { continue };
        let report = Diagnostic::warning("app.no-translation", *first).related(language.span);
        let report = report.arg("lang", &language.text).arg("count", missing.len());
        d.push(missing.iter().skip(1).take(SHOWN - 1).fold(report, |report, place| report.related(*place)));
    }
}

/// The texts of an app that residents read and that lack a language.
pub(crate) fn missing<'a>(app: &'a Node, language: &str) -> Vec<&'a Node> {
    let mut texts = Vec::new();
    collect(app, &mut texts);
    for (_, defined) in app.get("define").and_then(Node::as_map).unwrap_or_default() {
        collect(defined, &mut texts);
    }
    let states = app.get("workflow").and_then(|workflow| workflow.get("states")).and_then(Node::as_map);
    texts.extend(states.into_iter().flatten().filter_map(|(_, state)| state.get("label")));
    texts.retain(|text| lacks(text, language));
    texts
}

fn lacks(text: &Node, language: &str) -> bool {
    match &text.data {
        Data::Scalar { text, .. } => !text.is_empty(),
        Data::Map(_) => text.get(language).is_none(),
        _ => false,
    }
}

/// The texts of a map and of the blocks in it.
fn collect<'a>(node: &'a Node, texts: &mut Vec<&'a Node>) {
    for (key, value) in node.as_map().unwrap_or_default() {
        let values = value.as_list().unwrap_or(std::slice::from_ref(value));
        if TEXTS.contains(&key.text.as_str()) {
            texts.extend(values);
        } else if BLOCKS.contains(&key.text.as_str()) {
            values.iter().for_each(|value| collect(value, texts));
        }
    }
}
