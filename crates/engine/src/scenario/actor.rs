//! Who acts in a test: `resident`, `cleaning`, `cleaning/chief`, or `{post: cleaning/chief, name: 佐藤}`.
//!
//! Two people with one name are the same person, so that a test can tell four eyes from two.

use super::literal::unknown;
use crate::records::Actor;
use madoguchi_schema::{
    diagnostic::Diagnostic,
    office::{self, Office},
    syntax::{
        Data, Node,
        read::{self, MapReader},
    },
};

/// The actor of a node.
pub(super) fn read(office: &Office, node: &Node, d: &mut Vec<Diagnostic>) -> Option<Actor> {
    if let Data::Map(_) = &node.data {
        return person(office, node, d);
    }
    let written = read::text(node, d)?;
    if written == "resident" {
        return Some(Actor::Resident);
    }
    Some(staff(written, vec![place(office, node, d)?]))
}

/// The one who holds a post, or works in a unit, and is named like it.
pub(super) fn holder(unit: &str, post: Option<&String>) -> Actor {
    let name = post.map_or_else(|| unit.to_owned(), |post| format!("{unit}/{post}"));
    staff(&name, vec![(unit.to_owned(), post.cloned())])
}

/// A clerk of a unit, without a name of their own.
pub(super) fn clerk(unit: &str) -> Actor {
    staff(unit, vec![(unit.to_owned(), None)])
}

/// `{post: cleaning/chief, name: 佐藤}`; `unit` is another word for `post`, and there may be several.
fn person(office: &Office, node: &Node, d: &mut Vec<Diagnostic>) -> Option<Actor> {
    let mut map = MapReader::new(node, d)?;
    let mut places = map.one_or_many("post");
    places.extend(map.one_or_many("unit"));
    if places.is_empty() {
        map.required("post", d);
    }
    let written = places.first().and_then(|node| node.as_text()).unwrap_or_default();
    let posts: Vec<_> = places.iter().filter_map(|node| place(office, node, d)).collect();
    let name = map.optional_text("name", d).map_or(written, |(name, _)| name);
    map.finish(d);
    (!posts.is_empty() && posts.len() == places.len()).then(|| staff(name, posts))
}

/// A member of staff; their name is their login, and one name is one account.
fn staff(name: &str, posts: Vec<(String, Option<String>)>) -> Actor {
    let id = name.bytes().fold(7_i64, |id, byte| id.wrapping_mul(31).wrapping_add(i64::from(byte)));
    Actor::Staff { id, login: office::login(name), name: name.to_owned(), posts, admin: false }
}

/// `cleaning`, `cleaning/chief`.
fn place(office: &Office, node: &Node, d: &mut Vec<Diagnostic>) -> Option<(String, Option<String>)> {
    let written = read::text(node, d)?;
    let (unit, post) = written.split_once('/').map_or((written, None), |(unit, post)| (unit, Some(post)));
    let known = office.units.get(unit).is_some_and(|unit| post.is_none_or(|post| unit.posts.contains_key(post)));
    if !known {
        unknown(written, node.span, places(office).iter().map(String::as_str), d);
        return None;
    }
    Some((unit.to_owned(), post.map(str::to_owned)))
}

/// Everything that `as` may say.
fn places(office: &Office) -> Vec<String> {
    let mut known = vec!["resident".to_owned()];
    for (id, unit) in &office.units {
        known.push(id.clone());
        known.extend(unit.posts.keys().map(|post| format!("{id}/{post}")));
    }
    known
}
