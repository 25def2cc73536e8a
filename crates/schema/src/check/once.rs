//! One slip is one mistake: what follows from a mistake that is told is not told again.

use crate::{
    diagnostic::Diagnostic,
    source::Span,
    syntax::{Node, read::Diagnostics},
};
use std::collections::HashSet;

/// Takes back what follows from other mistakes: a question without a label whose label stands under another key
/// (`lable`, `ラベル`), a name as it would be if its own id were well written, a mark in a text that is wrong as a whole.
pub(crate) fn once(node: &Node, d: &mut Diagnostics) {
    let meant = |d: &&Diagnostic| d.code == "form.unknown-key" && d.suggestions.iter().any(|word| word == "label");
    let keys: Vec<Span> = d.iter().filter(meant).map(|d| d.span).collect();
    let mut questions = Vec::new();
    if !keys.is_empty() {
        collect(node, &keys, &mut questions);
    }
    let badly_named = d.iter().filter(|d| d.code == "form.bad-id");
    let named: HashSet<String> = badly_named.flat_map(|d| d.suggestions.iter().cloned()).collect();
    let is_name = |arg: &(&str, String)| arg.0 == "name" && named.contains(&arg.1);
    let marked: HashSet<usize> = d.iter().filter(|d| d.code != "form.stray-mark").map(|d| d.span.start).collect();
    d.retain(|d| match d.code {
        "form.no-label" => !questions.contains(&d.span),
        "expr.unknown-name" => !d.args.iter().any(is_name),
        "form.stray-mark" => !marked.contains(&d.span.start),
        _ => true,
    });
}

/// Where the types of the questions stand that have one of these keys.
fn collect(node: &Node, keys: &[Span], found: &mut Vec<Span>) {
    for item in node.as_list().unwrap_or_default() {
        collect(item, keys, found);
    }
    let entries = node.as_map().unwrap_or_default();
    if entries.iter().any(|(key, _)| keys.contains(&key.span)) {
        found.extend(node.get("type").map(|kind| kind.span));
    }
    entries.iter().for_each(|(_, value)| collect(value, keys, found));
}
