//! A definition as written: names are unresolved, expressions are text, every word keeps its place.
//!
//! Each `read` turns nodes into it and reports what has the wrong shape; `check` and `lower` resolve it.
//! What is missing or has the wrong shape is `None` or left out: it was reported here.

mod app;
mod booking;
mod define;
mod document;
mod lottery;
mod question;
mod queue;
mod records;
mod route;
mod rule;
mod times;
mod waitlist;
mod who;
mod workflow;

pub(crate) use app::{Access, App, Body, List, Mail};
pub(crate) use booking::{Booking, Limit};
pub(crate) use define::{Define, Defined};
pub(crate) use document::Document;
pub(crate) use lottery::Lottery;
pub(crate) use question::{Check, Page, Question, Stop, questions};
pub(crate) use queue::{Chart, Queue, View};
pub(crate) use records::WrittenRecords;
pub(crate) use route::{Outcome, Route, RouteStep, Seat};
pub(crate) use rule::{Rule, RuleKind, Within};
pub(crate) use waitlist::Waitlist;
pub(crate) use who::Who;
pub(crate) use workflow::{Action, Origin, Start, State, To, Workflow};

use crate::{
    diagnostic::Diagnostic,
    source::Span,
    syntax::{
        Key, Node,
        read::{self, Diagnostics, MapReader},
    },
};

/// A word with its place: an identity, or a reference to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// An expression with its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Formula<'a> {
    pub(crate) node: &'a Node,
    pub(crate) text: &'a str,
}

impl Word {
    /// The word of a scalar.
    pub(crate) fn read(node: &Node, d: &mut Diagnostics) -> Option<Word> {
        Some(Word { text: read::text(node, d)?.to_owned(), span: node.span })
    }

    /// The word of an entry that may be absent.
    fn optional(map: &mut MapReader<'_>, key: &'static str, d: &mut Diagnostics) -> Option<Word> {
        Word::read(map.optional(key)?, d)
    }

    /// The word of an entry; absence is reported.
    fn required(map: &mut MapReader<'_>, key: &'static str, d: &mut Diagnostics) -> Option<Word> {
        Word::read(map.required(key, d)?, d)
    }

    /// `[a, b]`, or `a` alone; `None` when the key is not written.
    pub(crate) fn many(map: &mut MapReader<'_>, key: &'static str, d: &mut Diagnostics) -> Option<Vec<Word>> {
        let node = map.optional(key)?;
        Some(read::one_or_many(node).into_iter().filter_map(|node| Word::read(node, d)).collect())
    }
}

impl From<&Key> for Word {
    fn from(key: &Key) -> Word {
        Word { text: key.text.clone(), span: key.span }
    }
}

impl<'a> Formula<'a> {
    /// The expression in a scalar.
    pub(crate) fn read(node: &'a Node, d: &mut Diagnostics) -> Option<Formula<'a>> {
        Some(Formula { node, text: read::text(node, d)? })
    }

    /// The expression of an entry that may be absent.
    pub(crate) fn optional(map: &mut MapReader<'a>, key: &'static str, d: &mut Diagnostics) -> Option<Formula<'a>> {
        Formula::read(map.optional(key)?, d)
    }
}

/// Warns about keys of the language that this version reads but does not act on.
pub(crate) fn not_yet(map: &mut MapReader<'_>, keys: &[&'static str], d: &mut Diagnostics) {
    for key in keys {
        if let Some((key, _)) = map.entry(key) {
            d.push(Diagnostic::warning("app.not-yet", key.span).arg("key", &key.text));
        }
    }
}

/// The first key of a map, where something about the whole is pointed at.
fn start(node: &Node) -> Span {
    node.as_map().and_then(|entries| entries.first()).map_or(node.span, |(key, _)| key.span)
}
