//! `unique`, `no_overlap` and `limit` as written: rules over other cases.

use super::{Formula, Word};
use crate::{
    app::Period,
    diagnostic::Diagnostic,
    source::Span,
    syntax::{
        Node,
        read::{self, Diagnostics, MapReader},
    },
    text::Text,
};

const PERIODS: [(&str, Period); 3] =
    [("month", Period::Month), ("year", Period::Year), ("fiscal_year", Period::FiscalYear)];

/// One rule.
#[derive(Debug)]
pub(crate) struct Rule<'a> {
    pub(crate) span: Span,
    pub(crate) kind: RuleKind<'a>,
    /// Whose or what's cases count together.
    pub(crate) per: Vec<Word>,
    pub(crate) except: Option<Vec<Word>>,
    pub(crate) message: Option<Text>,
    /// Whether blanks are the same as blanks; blanks are not compared when `false`.
    pub(crate) blank: Option<bool>,
}

/// What is limited.
#[derive(Debug)]
pub(crate) enum RuleKind<'a> {
    /// `unique: [household, year]`
    Unique,
    /// `no_overlap: [from, until]`
    NoOverlap(Word, Word),
    /// `limit: {count: 4}`, `limit: {open: 3}`
    Count { at_most: i64, open: bool, within: Option<Within> },
    /// `limit: {sum: amount, at_most: …}`
    Sum { of: Word, at_most: Formula<'a>, within: Option<Within> },
}

/// `in: fiscal_year, on: date`.
#[derive(Debug)]
pub(crate) struct Within {
    pub(crate) period: Period,
    pub(crate) on: Option<Word>,
}

/// All rules of a definition.
pub(super) fn rules<'a>(map: &mut MapReader<'a>, d: &mut Diagnostics) -> Vec<Rule<'a>> {
    let mut rules = Vec::new();
    for node in map.optional("unique").map(several).unwrap_or_default() {
        rules.extend(words_or_map(node, d, |of, _, _| (!of.is_empty()).then_some((RuleKind::Unique, of))));
    }
    for node in map.optional("no_overlap").map(several).unwrap_or_default() {
        rules.extend(words_or_map(node, d, |mut of, span, d| {
            let pair = if of.len() == 2 { of.pop().zip(of.pop()) } else { None };
            if pair.is_none() {
                d.push(Diagnostic::error("rule.range", span));
            }
            pair.map(|(until, from)| (RuleKind::NoOverlap(from, until), Vec::new()))
        }));
    }
    for node in map.optional("limit").map(read::one_or_many).unwrap_or_default() {
        rules.extend(limit(node, d));
    }
    rules
}

/// Each rule of a list of rules; a list of words is one rule.
fn several(node: &Node) -> Vec<&Node> {
    match node.as_list() {
        Some(items) if items.iter().any(|item| item.as_text().is_none()) => items.iter().collect(),
        _ => vec![node],
    }
}

/// `[a, b]`, or `{of: [a, b], per: …, except: …, message: …}`.
fn words_or_map<'a>(
    node: &'a Node,
    d: &mut Diagnostics,
    kind: impl FnOnce(Vec<Word>, Span, &mut Diagnostics) -> Option<(RuleKind<'a>, Vec<Word>)>,
) -> Option<Rule<'a>> {
    let words = |node: &Node, d: &mut Diagnostics| -> Vec<Word> {
        read::one_or_many(node).into_iter().filter_map(|node| Word::read(node, d)).collect()
    };
    if node.as_map().is_none() {
        let (kind, per) = kind(words(node, d), node.span, d)?;
        return Some(Rule { span: node.span, kind, per, except: None, message: None, blank: None });
    }
    let mut map = MapReader::new(node, d)?;
    let of = map.required("of", d).map(|node| words(node, d));
    let mut per = Word::many(&mut map, "per", d).unwrap_or_default();
    let except = Word::many(&mut map, "except", d);
    let message = map.localized("message", d);
    let blank = map.optional("blank").and_then(|node| read::word(node, &[("skip", false), ("same", true)], d));
    map.finish(d);
    let (kind, own) = kind(of?, node.span, d)?;
    per.splice(0..0, own);
    Some(Rule { span: node.span, kind, per, except, message, blank })
}

/// `{per: household, count: 4, in: fiscal_year}`.
fn limit<'a>(node: &'a Node, d: &mut Diagnostics) -> Option<Rule<'a>> {
    let mut map = MapReader::new(node, d)?;
    let per = Word::many(&mut map, "per", d).unwrap_or_default();
    let except = Word::many(&mut map, "except", d);
    let message = map.localized("message", d);
    let period = map.optional("in").and_then(|node| read::word(node, &PERIODS, d));
    let on = Word::optional(&mut map, "on", d);
    let within = period.map(|period| Within { period, on });
    let (count, open) = (map.optional("count"), map.optional("open"));
    let (sum, at_most) = (map.optional("sum"), map.optional("at_most"));
    map.finish(d);
    let kind = match (count, open, sum, at_most) {
        (Some(count), None, None, None) => {
            RuleKind::Count { at_most: read::integer(count, (1, 1_000_000), d)?, open: false, within }
        }
        (None, Some(open), None, None) => {
            RuleKind::Count { at_most: read::integer(open, (1, 1_000_000), d)?, open: true, within }
        }
        (None, None, Some(sum), Some(at_most)) => {
            RuleKind::Sum { of: Word::read(sum, d)?, at_most: Formula::read(at_most, d)?, within }
        }
        _ => {
            d.push(Diagnostic::error("rule.limit", node.span));
            return None;
        }
    };
    // A limit counts what has a value: `{per: phone}` of those who gave none would be one person.
    Some(Rule { span: node.span, kind, per, except, message, blank: Some(false) })
}
