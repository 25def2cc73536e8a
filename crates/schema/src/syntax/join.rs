//! What YAML made of text that the author did not mean as YAML: `{rule: max(a, b) <= 5}` is one rule, not two keys.

use super::{
    Data, Key, Node,
    line::{is_key, is_known_key},
};
use crate::{diagnostic::Diagnostic, source::Span};

/// Puts entries of a `{…}` back together that a comma cut, and asks for quotes.
pub(super) fn join_map(text: &str, entries: Vec<(Key, Node)>, diagnostics: &mut Vec<Diagnostic>) -> Vec<(Key, Node)> {
    let mut kept: Vec<(Key, Node)> = Vec::with_capacity(entries.len());
    for (key, node) in entries {
        // `by: post(manager, of: owner)`: the bracket is still open, so this is no new key.
        if let Some((_, before)) = kept.last_mut().filter(|(_, before)| is_plain(before) && open_brackets(before) > 0)
            && is_plain(&node)
        {
            extend(text, before, node.span, diagnostics);
            continue;
        }
        if node.data != Data::Null || text[key.span.end..].trim_start().starts_with(':') {
            kept.push((key, node));
            continue;
        }
        let inside = kept.last().is_some_and(|(_, before)| is_plain(before) && open_brackets(before) > 0);
        let follows_text = kept.last().is_some_and(|(_, before)| is_plain(before));
        let lacking =
            entry_without_separator(&key).filter(|(_, report)| !follows_text || report.code != "yaml.no-colon");
        if let Some((entry, report)) = lacking.filter(|_| !inside) {
            diagnostics.push(report);
            kept.push(entry);
            continue;
        }
        match kept.last_mut() {
            Some((_, before)) if is_plain(before) => extend(text, before, key.span, diagnostics),
            _ => diagnostics.push(Diagnostic::error("yaml.key-without-value", key.span).arg("key", &key.text)),
        }
    }
    kept
}

/// The same for the entries of a `[…]`: pieces belong together while a bracket is open.
pub(super) fn join_list(text: &str, items: Vec<Node>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Node> {
    let mut kept: Vec<Node> = Vec::with_capacity(items.len());
    for node in items {
        match kept.last_mut() {
            Some(before) if is_plain(before) && is_plain(&node) && open_brackets(before) > 0 => {
                extend(text, before, node.span, diagnostics);
            }
            _ => kept.push(node),
        }
    }
    kept
}

/// `id:goods`, `id：goods`, `id = goods` or `id goods`: an entry whose colon lacks the space, is full-width or missing.
fn entry_without_separator(key: &Key) -> Option<((Key, Node), Diagnostic)> {
    let name = &key.text[..key.text.len() - key.text.trim_start_matches(is_key).len()];
    let rest = &key.text[name.len()..];
    let value = rest.trim_start_matches([' ', '\u{3000}', ':', '：', '=', '＝']);
    let between = &rest[..rest.len() - value.len()];
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if !is_name || between.is_empty() || value.is_empty() || key.span.end - key.span.start != key.text.len() {
        return None;
    }
    let span = |start: usize, length: usize| Span { start, end: start + length, ..key.span };
    let fixed = format!("{name}: {value}");
    let sign = key.span.start + name.len();
    let report = match between.trim_start().chars().next() {
        Some('：') => {
            let before = between.len() - between.trim_start().len();
            Diagnostic::error("yaml.full-width-colon", span(sign + before, '：'.len_utf8()))
        }
        Some(':') => {
            let at = span(key.span.start, name.len() + 1);
            Diagnostic::error("yaml.no-space", at).arg("sign", format!("{name}:")).arg("fixed", fixed)
        }
        _ if is_known_key(name) => {
            let at = span(key.span.start, name.len() + between.len());
            Diagnostic::error("yaml.no-colon", at).arg("key", name).arg("fixed", fixed)
        }
        _ => return None,
    };
    let node = Node {
        span: span(key.span.end - value.len(), value.len()),
        data: Data::Scalar { text: value.to_owned(), quoted: false },
    };
    Some(((Key { text: name.to_owned(), span: span(key.span.start, name.len()) }, node), report))
}

fn is_plain(node: &Node) -> bool {
    matches!(node.data, Data::Scalar { quoted: false, .. })
}

fn open_brackets(node: &Node) -> i32 {
    node.as_text().unwrap_or("").chars().fold(0, |open, c| match c {
        '(' => open + 1,
        ')' => open - 1,
        _ => open,
    })
}

/// Lets a scalar reach to the end of `piece`; the first time it also reports the cut.
fn extend(text: &str, scalar: &mut Node, piece: Span, diagnostics: &mut Vec<Diagnostic>) {
    let span = Span { end: piece.end, ..scalar.span };
    let whole = &text[span.start..span.end];
    let reported = diagnostics.iter_mut().rev().find(|d| d.code == "yaml.cut" && d.span == scalar.span);
    let report = Diagnostic::error("yaml.cut", span).arg("text", whole).arg("quoted", in_quotes(whole));
    match reported {
        Some(before) => *before = report,
        None => diagnostics.push(report),
    }
    scalar.span = span;
    scalar.data = Data::Scalar { text: whole.to_owned(), quoted: false };
}

/// The text as it is written in quotes.
pub(super) fn in_quotes(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
