//! The canonical form of a definition file: two blanks of indentation, one blank after a colon and a comma, none inside
//! brackets, quotes only where needed, signs of expressions as in the reference, no blanks at line ends, one line break
//! at the end.
//!
//! What the author laid out stays: comments, the order of keys, what is on one line and what is not, blank lines, and
//! columns that line up with those of a neighbouring line. The text is never written anew from the tree: it is edited
//! between the places that the tree knows (`gaps`, `scalars`), then its lines are moved (`indent`). The result is read
//! again; where it would not mean the same, the text is left as it was.

mod gaps;
mod indent;
mod scalars;

use crate::{
    diagnostic::{self, Diagnostic},
    expr,
    source::{FileId, Span},
    syntax::{self, Data, Node},
    vocabulary::{self, Value},
};
use std::{collections::HashSet, ops::Range};

/// Most rounds until nothing changes; each takes blanks away, which may make columns not line up any more.
const MOST_ROUNDS: usize = 20;

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub enum Formatted {
    /// The canonical text.
    Text(String),
    /// The text is not YAML of definitions and stays as it is.
    Wrong(Vec<Diagnostic>),
}

/// A text to put in place of a range.
type Edit = (Range<usize>, String);

/// The canonical form of `app.yaml`, `office.yaml` or `tests.yaml`, told apart by `path`.
pub fn format(path: &str, text: &str) -> Formatted {
    let mut diagnostics = Vec::new();
    let before = syntax::parse(FileId(0), text, &mut diagnostics);
    if !diagnostic::is_clean(&diagnostics) {
        return Formatted::Wrong(diagnostics);
    }
    let Some(before) = before else { return Formatted::Text(text.to_owned()) };
    let plain = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let mut now = plain;
    for _ in 0..MOST_ROUNDS {
        let Some(next) = round(path, &now) else { break };
        if next == now {
            let means_the_same = parsed(&now).is_some_and(|after| same(path, &before, &after));
            return Formatted::Text(if means_the_same { now } else { text.to_owned() });
        }
        now = next;
    }
    Formatted::Text(text.to_owned())
}

/// The tree of a text without mistakes.
fn parsed(text: &str) -> Option<Node> {
    let mut diagnostics = Vec::new();
    syntax::parse(FileId(0), text, &mut diagnostics).filter(|_| diagnostics.is_empty())
}

/// One round of edits.
fn round(path: &str, text: &str) -> Option<String> {
    let node = parsed(text)?;
    let formulas = formulas(path, &node);
    let mut edits = Vec::new();
    gaps::edits(text, &node, &mut edits);
    scalars::edits(text, &node, &formulas, &mut edits);
    let text = apply(text, edits);
    let node = parsed(&text)?;
    Some(indent::lines(&text, &node))
}

/// The places of expressions.
fn formulas(path: &str, node: &Node) -> HashSet<Span> {
    let mut found = HashSet::new();
    if path.rsplit('/').next() != Some("tests.yaml") {
        vocabulary::walk(path, node, &mut |node, what| {
            if matches!(what, Value::Expression) {
                found.insert(node.span);
            }
        });
    }
    found
}

fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        if range.start >= at {
            out.push_str(&text[at..range.start]);
            out.push_str(&new);
            at = range.end;
        }
    }
    out.push_str(&text[at..]);
    out
}

/// Whether two trees mean the same: the same keys and texts in the same order, expressions but for their signs.
fn same(path: &str, before: &Node, after: &Node) -> bool {
    let formulas = formulas(path, before);
    equal(before, after, &formulas)
}

fn equal(a: &Node, b: &Node, formulas: &HashSet<Span>) -> bool {
    match (&a.data, &b.data) {
        (Data::Scalar { text: one, quoted: was }, Data::Scalar { text: other, quoted: is }) => {
            let text = one == other || (formulas.contains(&a.span) && expr::canonical(one) == *other);
            text && (was == is || !scalars::is_word(one))
        }
        (Data::List(one), Data::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| equal(a, b, formulas))
        }
        (Data::Map(one), Data::Map(other)) => {
            let entries = || one.iter().zip(other);
            one.len() == other.len() && entries().all(|((k, a), (l, b))| k.text == l.text && equal(a, b, formulas))
        }
        (Data::Null, Data::Null) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
