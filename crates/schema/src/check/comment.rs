//! `#` behind a space begins a comment, so that the rest of a text is lost without a word.

use super::stray;
use crate::{
    diagnostic::Diagnostic,
    source::Span,
    syntax::{Data, Node, read::Diagnostics},
};

/// Warns where a text without quotes is cut by `#` with no space behind it: `部屋 #3`.
pub(crate) fn check(source: &str, node: &Node, d: &mut Diagnostics) {
    match &node.data {
        Data::List(items) => items.iter().for_each(|item| check(source, item, d)),
        Data::Map(entries) => entries.iter().for_each(|(key, value)| {
            stray::check(source, &key.text, value, d);
            check(source, value, d);
        }),
        Data::Scalar { text, quoted: false } => {
            let line = source.get(node.span.end..).unwrap_or_default().lines().next().unwrap_or_default();
            let behind = line.trim_start_matches(' ');
            let lost = behind.strip_prefix('#').and_then(|rest| rest.chars().next());
            if behind.len() + 1 == line.len() && lost.is_some_and(|c| c.is_alphanumeric()) {
                let start = node.span.end + 1;
                let cut = behind.trim_end().trim_end_matches(['}', ']', ',', ' ']);
                let span = Span { file: node.span.file, start, end: start + cut.len() };
                let whole = format!("\"{text} {cut}\"");
                d.push(Diagnostic::warning("yaml.hash", span).arg("lost", cut).suggest(whole));
            }
        }
        _ => {}
    }
}
