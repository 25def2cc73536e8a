//! A tree beside the vocabulary: what stands where.

use super::{APP, OFFICE, QUESTION, Shape, Value, type_row};
use crate::syntax::Node;

/// Visits every node of a definition that the vocabulary knows, the outermost first, with what may stand there and the
/// keys of the map that it is. `path` is that of the file: `office.yaml` is a city, everything else an app.
pub fn walk<'n>(path: &str, root: &'n Node, visit: &mut dyn FnMut(&'n Node, &'static Value)) {
    static CITY: Value = Value::Map(&OFFICE);
    static DEFINITION: Value = Value::Map(&APP);
    let is_office = matches!(path, "office.yaml" | "office.json");
    value(root, if is_office { &CITY } else { &DEFINITION }, visit);
}

fn value<'n>(node: &'n Node, what: &'static Value, visit: &mut dyn FnMut(&'n Node, &'static Value)) {
    let entries = node.as_map();
    match what {
        Value::Map(shape) => {
            visit(node, what);
            keys(node, shape, visit);
        }
        Value::Question => question(node, what, visit),
        Value::Named(_, inner) => entries.into_iter().flatten().for_each(|(_, node)| value(node, inner, visit)),
        Value::List(inner) => node.as_list().into_iter().flatten().for_each(|node| value(node, inner, visit)),
        Value::Many(inner) => match node.as_list() {
            Some(items) => items.iter().for_each(|node| value(node, inner, visit)),
            None => value(node, inner, visit),
        },
        Value::Either(kinds) => {
            if let Some(kind) = kinds.iter().find(|kind| fits(node, kind)) {
                value(node, kind, visit);
            }
        }
        _ => visit(node, what),
    }
}

fn keys<'n>(node: &'n Node, shape: &'static Shape, visit: &mut dyn FnMut(&'n Node, &'static Value)) {
    for (written, node) in node.as_map().unwrap_or_default() {
        if let Some(key) = shape.keys.iter().find(|key| key.name == written.text) {
            value(node, &key.value, visit);
        }
    }
}

fn question<'n>(node: &'n Node, what: &'static Value, visit: &mut dyn FnMut(&'n Node, &'static Value)) {
    visit(node, what);
    let Some(row) = node.get("type").and_then(Node::as_text).and_then(type_row) else {
        return keys(node, &QUESTION, visit);
    };
    for (written, node) in node.as_map().unwrap_or_default() {
        if let Some(key) = row.keys().find(|key| key.name == written.text) {
            value(node, &key.value, visit);
        }
    }
}

/// Whether a node looks like one of these: by its outer form, and for a map by its keys.
pub(super) fn fits(node: &Node, kind: &Value) -> bool {
    match kind {
        Value::Map(shape) => {
            let known = |name: &str| shape.keys.iter().any(|key| key.name == name);
            node.as_map().is_some_and(|entries| entries.iter().any(|(key, _)| known(&key.text)))
        }
        Value::Question | Value::Named(..) => node.as_map().is_some(),
        Value::List(_) => node.as_list().is_some(),
        Value::Many(inner) => node.as_list().is_some() || fits(node, inner),
        Value::Either(kinds) => kinds.iter().any(|kind| fits(node, kind)),
        Value::Words(words) => node.as_text().is_some_and(|text| words.contains(&text)),
        Value::Localized => true,
        _ => node.as_text().is_some(),
    }
}
