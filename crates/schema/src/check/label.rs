//! A label under another key (`lable`, `ラベル`) is one mistake, not two.

use crate::{
    diagnostic::Diagnostic,
    source::Span,
    syntax::{Node, read::Diagnostics},
};

/// Takes back that a question has no label, where one of its keys was probably meant to be it.
pub(crate) fn once(node: &Node, d: &mut Diagnostics) {
    let meant = |d: &Diagnostic| d.code == "form.unknown-key" && d.suggestions.iter().any(|word| word == "label");
    let keys: Vec<Span> = d.iter().filter(|d| meant(d)).map(|d| d.span).collect();
    let mut questions = Vec::new();
    if !keys.is_empty() {
        collect(node, &keys, &mut questions);
    }
    d.retain(|d| d.code != "form.no-label" || !questions.contains(&d.span));
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
