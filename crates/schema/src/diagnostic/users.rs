//! What names the same missing thing: whoever took it away reads in one report who still uses it.

use super::Diagnostic;
use crate::source::{FileId, Span};
use std::collections::HashMap;

/// Codes of references that miss, with the argument that holds the name.
const MISSING: &[(&str, &str)] = &[
    ("expr.unknown-name", "name"),
    ("expr.unknown-code", "code"),
    ("expr.unknown-list", "name"),
    ("form.unknown-question", "name"),
    ("list.unknown", "name"),
    ("workflow.unknown-state", "name"),
    ("workflow.unknown-action", "name"),
    ("queue.unknown-column", "name"),
    ("app.unknown-unit", "name"),
    ("app.unknown-post", "name"),
    ("app.unknown-mail", "name"),
    ("app.unknown-placeholder", "name"),
];
/// Most places told in one report.
const MOST: usize = 20;

/// Adds to the first report of each missing name the other places of its file that use the name.
pub(crate) fn gather(diagnostics: &mut [Diagnostic]) {
    let mut places: HashMap<(String, FileId), (usize, Vec<Span>)> = HashMap::new();
    for (number, diagnostic) in diagnostics.iter().enumerate() {
        if let Some(name) = missing(diagnostic) {
            let key = (name.to_owned(), diagnostic.span.file);
            let (_, others) = places.entry(key).or_insert_with(|| (number, Vec::new()));
            others.push(diagnostic.span);
        }
    }
    for (first, spans) in places.into_values() {
        let own = diagnostics[first].span;
        let others = spans.into_iter().filter(|span| *span != own).take(MOST);
        diagnostics[first].related.extend(others);
    }
}

fn missing(diagnostic: &Diagnostic) -> Option<&str> {
    let (_, arg) = MISSING.iter().find(|(code, _)| *code == diagnostic.code)?;
    diagnostic.args.iter().find(|(name, _)| name == arg).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use crate::{compile::compile, source::SourceSet};

    #[test]
    fn the_first_report_of_a_missing_name_shows_all_that_use_it() {
        let app = "schema: 1\napp: card\ntitle: カード\nowner: library\nquestions:\n  \
                   - {id: a, type: text, label: あ, show_if: gone is empty}\n  \
                   - {id: b, type: text, label: い, show_if: gone is not empty}\n  \
                   - {id: c, type: text, label: う, required_if: gone == \"x\"}\n";
        let mut sources = SourceSet::default();
        sources.add("office.yaml", "schema: 1\ncity: 旭野市\nunits: {library: {label: 図書館}}\n");
        sources.add("card.yaml", app);
        let found = compile(&sources).diagnostics;
        assert_eq!(
            found.iter().map(|d| (d.code, d.related.len())).collect::<Vec<_>>(),
            [("expr.unknown-name", 2), ("expr.unknown-name", 0), ("expr.unknown-name", 0),]
        );
    }
}
