//! `roles`: people of several units or posts under one name.

use super::{Role, Unit};
use crate::{
    diagnostic::Diagnostic,
    syntax::{
        Node,
        read::{self, Diagnostics, MapReader},
    },
};
use indexmap::IndexMap;

/// The roles; what names no unit or post is reported and left out.
pub(super) fn roles(
    map: &mut MapReader<'_>,
    units: &IndexMap<String, Unit>,
    d: &mut Diagnostics,
) -> IndexMap<String, Role> {
    let mut roles = IndexMap::new();
    for (id, node) in map.map("roles", d) {
        read::identity(&id.text, id.span, true, d);
        if units.contains_key(&id.text) {
            d.push(Diagnostic::error("office.role-is-unit", id.span).arg("id", &id.text));
        }
        let Some(mut map) = MapReader::new(node, d) else { continue };
        let label = map.required_localized("label", d).unwrap_or_default();
        map.required("who", d);
        let who = map.one_or_many("who").into_iter().filter_map(|node| place(node, units, d)).collect();
        map.finish(d);
        roles.insert(id.text.clone(), Role { id: id.text.clone(), label, who });
    }
    roles
}

/// `cleaning`, `cleaning/chief`.
fn place(node: &Node, units: &IndexMap<String, Unit>, d: &mut Diagnostics) -> Option<(String, Option<String>)> {
    let written = read::text(node, d)?;
    let (unit, post) = written.split_once('/').map_or((written, None), |(unit, post)| (unit, Some(post)));
    let known = units.get(unit).is_some_and(|unit| post.is_none_or(|post| unit.posts.contains_key(post)));
    if !known {
        let posts =
            |unit: &Unit| -> Vec<String> { unit.posts.keys().map(|post| format!("{}/{post}", unit.id)).collect() };
        let all: Vec<String> = units.values().flat_map(|unit| [vec![unit.id.clone()], posts(unit)].concat()).collect();
        let report =
            Diagnostic::error("office.unknown-place", node.span).arg("name", written).arg("known", all.join(" "));
        d.push(report.nearest(written, all.iter().map(String::as_str)));
        return None;
    }
    Some((unit.to_owned(), post.map(str::to_owned)))
}
