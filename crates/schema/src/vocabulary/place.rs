//! A place in a definition → the key that stands there.

use super::{APP, Key, OFFICE, QUESTION, Value, type_row};
use crate::{source::Span, syntax::Node};

/// The innermost key of the language whose value holds a place. `path` is that of the file.
pub(crate) fn key_at(path: &str, root: &Node, span: Span) -> Option<&'static Key> {
    static CITY: Value = Value::Map(&OFFICE);
    static DEFINITION: Value = Value::Map(&APP);
    let is_office = matches!(path, "office.yaml" | "office.json");
    let mut found = None;
    value(root, if is_office { &CITY } else { &DEFINITION }, span, &mut found);
    found
}

fn holds(node: &Node, span: Span) -> bool {
    node.span.file == span.file && node.span.start <= span.start && span.end <= node.span.end
}

fn value(node: &Node, what: &'static Value, span: Span, found: &mut Option<&'static Key>) {
    let items = node.as_list().unwrap_or_default().iter().find(|item| holds(item, span));
    match what {
        Value::Map(shape) => keys(node, shape.keys.iter(), span, found),
        Value::Question => match node.get("type").and_then(Node::as_text).and_then(type_row) {
            Some(row) => keys(node, row.keys(), span, found),
            None => keys(node, QUESTION.keys.iter(), span, found),
        },
        Value::Named(_, inner) => {
            let entry = node.as_map().unwrap_or_default().iter().find(|(_, node)| holds(node, span));
            entry.into_iter().for_each(|(_, node)| value(node, inner, span, found));
        }
        Value::List(inner) => items.into_iter().for_each(|item| value(item, inner, span, found)),
        Value::Many(inner) => match (node.as_list(), items) {
            (Some(_), item) => item.into_iter().for_each(|item| value(item, inner, span, found)),
            (None, _) => value(node, inner, span, found),
        },
        Value::Either(kinds) => {
            if let Some(kind) = kinds.iter().find(|kind| super::walk::fits(node, kind)) {
                value(node, kind, span, found);
            }
        }
        _ => {}
    }
}

fn keys(node: &Node, known: impl Iterator<Item = &'static Key>, span: Span, found: &mut Option<&'static Key>) {
    let entry = node.as_map().unwrap_or_default().iter().find(|(_, node)| holds(node, span));
    let Some((written, node)) = entry else { return };
    if let Some(key) = known.into_iter().find(|key| key.name == written.text) {
        *found = Some(key);
        value(node, &key.value, span, found);
    }
}
