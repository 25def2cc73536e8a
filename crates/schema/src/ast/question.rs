//! `pages` and `questions` as written.

use super::{Formula, Word};
use crate::{
    source::Span,
    syntax::{
        Node,
        read::{self, Diagnostics, MapReader},
    },
    text::Text,
};

/// One page.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    pub(crate) span: Span,
    pub(crate) title: Option<Text>,
    pub(crate) show_if: Option<Formula<'a>>,
    pub(crate) questions: Vec<Question<'a>>,
    pub(crate) stops: Vec<Stop<'a>>,
}

/// An exit.
#[derive(Debug)]
pub(crate) struct Stop<'a> {
    pub(crate) condition: Option<Formula<'a>>,
    pub(crate) title: Option<Text>,
    pub(crate) text: Text,
}

/// One question: what every type has; the settings of its own type are still unread.
#[derive(Debug)]
pub(crate) struct Question<'a> {
    pub(crate) id: Word,
    pub(crate) kind: Word,
    pub(crate) label: Option<Text>,
    pub(crate) hint: Text,
    pub(crate) note: Text,
    pub(crate) required: Option<bool>,
    pub(crate) show_if: Option<Formula<'a>>,
    pub(crate) required_if: Option<Formula<'a>>,
    pub(crate) checks: Vec<Check<'a>>,
    pub(crate) default: Option<Formula<'a>>,
    pub(crate) sensitive: bool,
    pub(crate) internal: bool,
    /// What is written of these two, be it `false`: then the author has thought of it.
    pub(crate) says: Says,
    pub(crate) was: Option<Word>,
    pub(crate) settings: MapReader<'a>,
}

/// Whether `sensitive` and `internal` are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Says {
    pub(crate) sensitive: bool,
    pub(crate) internal: bool,
}

/// A rule with its sentence.
#[derive(Debug)]
pub(crate) struct Check<'a> {
    pub(crate) span: Span,
    pub(crate) rule: Option<Formula<'a>>,
    pub(crate) message: Option<Text>,
}

impl<'a> Page<'a> {
    pub(super) fn read(node: &'a Node, d: &mut Diagnostics) -> Option<Page<'a>> {
        let mut map = MapReader::new(node, d)?;
        let page = Page {
            span: super::start(node),
            title: map.localized("title", d),
            show_if: Formula::optional(&mut map, "show_if", d),
            questions: map.required("questions", d).map(|node| questions(node, d)).unwrap_or_default(),
            stops: map.one_or_many("stop").into_iter().filter_map(|node| Stop::read(node, d)).collect(),
        };
        map.finish(d);
        Some(page)
    }
}

impl<'a> Stop<'a> {
    fn read(node: &'a Node, d: &mut Diagnostics) -> Option<Stop<'a>> {
        let mut map = MapReader::new(node, d)?;
        let stop = Stop {
            condition: map.required("if", d).and_then(|node| Formula::read(node, d)),
            title: map.required_localized("title", d),
            text: map.localized("text", d).unwrap_or_default(),
        };
        map.finish(d);
        Some(stop)
    }
}

/// The entries of `questions`.
pub(crate) fn questions<'a>(node: &'a Node, d: &mut Diagnostics) -> Vec<Question<'a>> {
    let nodes = read::list(node, d).unwrap_or_default();
    nodes.iter().filter_map(|node| Question::read(node, d)).collect()
}

impl<'a> Question<'a> {
    fn read(node: &'a Node, d: &mut Diagnostics) -> Option<Question<'a>> {
        let mut map = MapReader::new(node, d)?;
        let id = Word::required(&mut map, "id", d);
        let kind = Word::required(&mut map, "type", d);
        let (id, kind) = (id?, kind?);
        let shown_only = matches!(kind.text.as_str(), "note" | "heading");
        let filled_in = !shown_only && kind.text != "calc";
        let mut question = Question {
            label: map.localized("label", d),
            hint: map.localized("hint", d).unwrap_or_default(),
            note: map.localized("note", d).unwrap_or_default(),
            required: None,
            show_if: Formula::optional(&mut map, "show_if", d),
            required_if: None,
            checks: Vec::new(),
            default: None,
            sensitive: map.yes_no("sensitive", false, d),
            internal: map.yes_no("internal", false, d),
            says: Says { sensitive: map.entry("sensitive").is_some(), internal: map.entry("internal").is_some() },
            was: was(&mut map, d),
            settings: map,
            id,
            kind,
        };
        let map = &mut question.settings;
        if !shown_only {
            question.checks = map.one_or_many("check").into_iter().filter_map(|node| Check::read(node, d)).collect();
        }
        if filled_in {
            question.required = map.optional("required").and_then(|node| read::yes_no(node, d));
            question.required_if = Formula::optional(map, "required_if", d);
            question.default = Formula::optional(map, "default", d);
        }
        Some(question)
    }
}

impl<'a> Check<'a> {
    fn read(node: &'a Node, d: &mut Diagnostics) -> Option<Check<'a>> {
        let mut map = MapReader::new(node, d)?;
        let rule = map.required("rule", d).and_then(|node| Formula::read(node, d));
        let check = Check { span: super::start(node), rule, message: map.localized("message", d) };
        map.finish(d);
        Some(check)
    }
}

/// The earlier name. The answers under it are not moved, which the author is told.
fn was(map: &mut MapReader<'_>, d: &mut Diagnostics) -> Option<Word> {
    super::not_yet(map, &["was"], d);
    Word::optional(map, "was", d)
}
