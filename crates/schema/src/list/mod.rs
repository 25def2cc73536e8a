//! Reference lists of an app → [`List`], from a CSV file or written inline.
//!
//! ```yaml
//! lists:
//!   items:   {file: lists/items.csv, key: code}
//!   housing: {house: 戸建て, flat: {ja: 集合住宅, en: Apartment}}
//! ```
//!
//! A list with `keys: [kind, size]` instead of `key` is a table for `lookup`: its rows need no code and no label.
//!
//! The first line of a CSV names the columns: `code` (or the one that `key:` names), `label`, and as wanted `kana`,
//! `retired:yes_no`, `label:en` and further languages, and columns with a type such as `fee:money`. Types are
//! `text` (unless written), `integer`, `number`, `money`, `yes_no` and `date`.

mod cell;
mod csv;
mod table;

use crate::{
    app::{List, ListRow},
    diagnostic::Diagnostic,
    source::{FileId, SourceSet, Span},
    syntax::{
        Node,
        read::{self, Diagnostics, MapReader},
    },
};

/// Reads the list `id` of the app in `app_file`. `None` when nothing usable is left; then it was reported.
pub fn list(sources: &SourceSet, app_file: FileId, id: &str, node: &Node, d: &mut Diagnostics) -> Option<List> {
    let file = node.get("file").and_then(Node::as_text);
    let is_path = file.is_some_and(|file| file.contains(['.', '/']));
    if is_path || (file.is_some() && (node.get("key").is_some() || node.get("keys").is_some())) {
        from_file(sources, app_file, id, node, d)
    } else {
        inline(id, node, d)
    }
}

/// `{file: …, key: …}`.
fn from_file(sources: &SourceSet, app_file: FileId, id: &str, node: &Node, d: &mut Diagnostics) -> Option<List> {
    let mut map = MapReader::new(node, d)?;
    let (path, span) = map.required_text("file", d)?;
    let key = match map.optional("keys") {
        Some(node) => csv::Key::Columns(keys(node, d)),
        None => csv::Key::Code(map.optional_text("key", d).map_or("code", |(key, _)| key)),
    };
    map.finish(d);
    let (file, source) = find(sources, app_file, path, span, d)?;
    if !source.readable {
        return None;
    }
    csv::read(id, file, &source.text, &key, d)
}

/// The words of `keys: [kind, size]`, `keys: kind` or `keys: []`.
fn keys<'n>(node: &'n Node, d: &mut Diagnostics) -> Vec<(&'n str, Span)> {
    let nodes = read::one_or_many(node).into_iter();
    nodes.filter_map(|node| Some((read::text(node, d)?, node.span))).collect()
}

/// The file at a path below the app's folder, else below the city's.
fn find<'s>(
    sources: &'s SourceSet,
    app_file: FileId,
    path: &str,
    span: Span,
    d: &mut Diagnostics,
) -> Option<(FileId, &'s crate::source::SourceFile)> {
    let folder = sources.file(app_file).path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let found = sources.find(&format!("{folder}{path}")).or_else(|| sources.find(path));
    if found.is_none() {
        let known = sources.iter().filter_map(|(_, f)| {
            let below = f.path.strip_prefix(folder.as_str()).unwrap_or(&f.path);
            below.ends_with(".csv").then_some(below)
        });
        d.push(Diagnostic::error("list.no-file", span).arg("path", path).nearest(path, known));
    }
    found
}

/// `{code: label, …}`.
fn inline(id: &str, node: &Node, d: &mut Diagnostics) -> Option<List> {
    let entries = read::map(node, d)?;
    let mut list = List { id: id.to_owned(), ..List::default() };
    for (code, label) in entries {
        read::identity(&code.text, code.span, false, d);
        if let Some(label) = read::localized(label, d) {
            let row = ListRow {
                code: code.text.clone(),
                label,
                kana: String::new(),
                retired: false,
                values: indexmap::IndexMap::new(),
            };
            list.rows.insert(code.text.clone(), row);
        }
    }
    if entries.is_empty() {
        d.push(Diagnostic::error("list.empty", node.span).arg("list", id));
    }
    Some(list)
}
