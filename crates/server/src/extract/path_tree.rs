//! Control names → the shape of answers: `address.town` nests, `goods.0.qty` makes arrays, repeated names make lists.

use madoguchi_engine::answer::RawAnswers;
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// Deepest control name: a catalogue's row in rows in rows.
const DEPTH: usize = 7;
/// Highest number of a row.
const ROWS: usize = 999;

/// A name that fits nowhere: too deep, an empty part, or both a value and a group.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("control names do not fit together")]
pub struct Misshapen;

/// Begins the control that carries what a row has and the page does not ask: `_kept.children.0`, JSON by question.
pub const KEPT: &str = "_kept.";

#[derive(Debug, Default)]
struct Node {
    texts: Vec<String>,
    /// What a row has besides its controls.
    kept: Map<String, Json>,
    parts: BTreeMap<Part, Node>,
    /// Names in order of arrival, for objects.
    order: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Row(usize),
    Name(String),
}

/// Builds the answers from `(name, text)` in order. Names that begin with `_` are the page's own and left out.
/// Rows in which everything is blank are left out, and the others move up. What a row has and the page did not ask comes
/// with the row.
pub fn answers<'a>(fields: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Result<RawAnswers, Misshapen> {
    let mut root = tree(fields.clone())?;
    for (row, kept) in fields.filter_map(|(name, text)| Some((name.strip_prefix(KEPT)?, text))) {
        let Ok(Json::Object(kept)) = serde_json::from_str(kept) else { return Err(Misshapen) };
        if let Some(node) = root.at(row) {
            node.kept = kept;
        }
    }
    root.answers()
}

/// The same without what the page did not ask.
pub fn asked<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> Result<RawAnswers, Misshapen> {
    tree(fields)?.answers()
}

fn tree<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Node, Misshapen> {
    let mut root = Node::default();
    for (name, text) in fields.filter(|(name, _)| !name.starts_with('_')) {
        root.put(name, text)?;
    }
    Ok(root)
}

impl Part {
    fn of(written: &str) -> Part {
        written.parse().map_or_else(|_| Part::Name(written.to_owned()), Part::Row)
    }
}

impl Node {
    fn answers(mut self) -> Result<RawAnswers, Misshapen> {
        let mut answers = Map::new();
        for name in self.order {
            if let Some(node) = self.parts.remove(&Part::Name(name.clone())) {
                answers.insert(name, node.json()?);
            }
        }
        Ok(RawAnswers(answers))
    }

    /// The node of a path that was sent.
    fn at(&mut self, path: &str) -> Option<&mut Node> {
        path.split('.').try_fold(self, |node, part| node.parts.get_mut(&Part::of(part)))
    }

    fn put(&mut self, name: &str, text: &str) -> Result<(), Misshapen> {
        let mut node = self;
        for (depth, part) in name.split('.').enumerate() {
            if depth >= DEPTH || part.is_empty() {
                return Err(Misshapen);
            }
            let part = match Part::of(part) {
                Part::Row(row) if depth == 0 || row > ROWS => return Err(Misshapen),
                part => part,
            };
            if let (Part::Name(name), false) = (&part, node.parts.contains_key(&part)) {
                node.order.push(name.clone());
            }
            node = node.parts.entry(part).or_default();
        }
        node.texts.push(text.to_owned());
        Ok(())
    }

    fn json(mut self) -> Result<Json, Misshapen> {
        if !self.texts.is_empty() && !self.parts.is_empty() {
            return Err(Misshapen);
        }
        if self.parts.is_empty() {
            return Ok(match self.texts.len() {
                1 => Json::String(self.texts.remove(0)),
                _ => Json::Array(self.texts.into_iter().map(Json::String).collect()),
            });
        }
        if self.order.is_empty() {
            let rows = self.parts.into_values().map(Node::row).collect::<Result<Vec<_>, _>>()?;
            return Ok(Json::Array(rows.into_iter().flatten().collect()));
        }
        let mut object = Map::new();
        for name in self.order {
            if let Some(node) = self.parts.remove(&Part::Name(name.clone())) {
                object.insert(name, node.json()?);
            }
        }
        if self.parts.is_empty() { Ok(Json::Object(object)) } else { Err(Misshapen) }
    }

    /// A row with what is kept for it; nothing when all of its controls were left blank.
    fn row(mut self) -> Result<Option<Json>, Misshapen> {
        let kept = std::mem::take(&mut self.kept);
        let mut row = self.json()?;
        if is_blank(&row) {
            return Ok(None);
        }
        if let Json::Object(row) = &mut row {
            for (id, answer) in kept {
                row.entry(id).or_insert(answer);
            }
        }
        Ok(Some(row))
    }
}

/// Whether nothing was typed anywhere below.
pub fn is_blank(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(all) => all.iter().all(is_blank),
        Json::Object(all) => all.values().all(is_blank),
        Json::Bool(_) | Json::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Misshapen, answers, asked};
    use serde_json::{Value, json};

    fn read(fields: &[(&str, &str)]) -> Result<Value, Misshapen> {
        answers(fields.iter().copied()).map(|a| Value::Object(a.0))
    }

    #[test]
    fn dots_nest_and_numbers_make_rows() {
        let read = read(&[("phone", "0166"), ("address.town", "1条通"), ("goods.0.code", "bed"), ("goods.0.qty", "2")]);
        assert_eq!(
            read.unwrap(),
            json!({"phone": "0166", "address": {"town": "1条通"}, "goods": [{"code": "bed", "qty": "2"}]})
        );
    }

    #[test]
    fn repeated_names_make_a_list() {
        assert_eq!(read(&[("a", "x"), ("a", "y")]).unwrap(), json!({"a": ["x", "y"]}));
    }

    #[test]
    fn rows_are_in_the_order_of_their_numbers_and_blank_ones_fall_out() {
        let fields = [("g.10.c", "z"), ("g.2.c", "y"), ("g.3.c", " "), ("g.3.q", "")];
        assert_eq!(read(&fields).unwrap(), json!({"g": [{"c": "y"}, {"c": "z"}]}));
    }

    #[test]
    fn what_a_row_keeps_goes_where_its_controls_go() {
        let fields = [
            ("k.0.n", ""),
            ("_kept.k.0", r#"{"fee": "10"}"#),
            ("k.1.n", "森"),
            ("k.1.who.0.n", "子"),
            ("_kept.k.1", r#"{"fee": "40", "n": "林"}"#),
            ("_kept.k.1.who.0", r#"{"toys": [{"t": "car"}]}"#),
            ("_kept.gone.0", r#"{"fee": "1"}"#),
        ];
        let whole = json!({"k": [{"n": "森", "fee": "40", "who": [{"n": "子", "toys": [{"t": "car"}]}]}]});
        assert_eq!(read(&fields).unwrap(), whole);
        let sent = asked(fields.into_iter()).unwrap();
        assert_eq!(Value::Object(sent.0), json!({"k": [{"n": "森", "who": [{"n": "子"}]}]}));
        assert_eq!(read(&[("k.0.n", "x"), ("_kept.k.0", "[1]")]), Err(Misshapen));
    }

    #[test]
    fn the_pages_own_controls_are_no_answers() {
        assert_eq!(read(&[("_do", "next"), ("a", "1")]).unwrap(), json!({"a": "1"}));
    }

    #[test]
    fn names_that_do_not_fit_together_are_refused() {
        for fields in [
            &[("a", "1"), ("a.b", "2")][..],
            &[("a.0", "1"), ("a.b", "2")],
            &[("a..b", "1")],
            &[("", "1")],
            &[("0", "1")],
            &[("a.1000.b", "1")],
            &[("a.b.c.d.e.f.g.h", "1")],
        ] {
            assert_eq!(read(fields), Err(Misshapen), "{fields:?}");
        }
    }
}
