//! An approval route as written: `route` of a state with the keys that belong to it.

use super::{Formula, Who, Word};
use crate::{
    app::Resume,
    diagnostic::Diagnostic,
    source::Span,
    syntax::{
        Data, Node,
        read::{self, Diagnostics, MapReader},
    },
    text::Text,
};

/// `route: […]` with its rules.
#[derive(Debug)]
pub(crate) struct Route<'a> {
    /// Where `route` stands.
    pub(crate) span: Span,
    pub(crate) steps: Vec<RouteStep<'a>>,
    pub(crate) approved: Option<Outcome>,
    pub(crate) returned: Option<Outcome>,
    pub(crate) rejected: Option<Outcome>,
    /// Questions whose change asks the 合議 again; all when not written.
    pub(crate) gist: Option<Vec<Word>>,
    pub(crate) resume: Resume,
    pub(crate) self_approval: bool,
}

/// `approved: granted`, or `approved: {to: granted, send: granted}`.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The state; back where the case came from when not written.
    pub(crate) to: Option<Word>,
    /// The mails that follow.
    pub(crate) send: Vec<Word>,
}

impl Outcome {
    /// An outcome; only a return may leave the state away.
    fn read(map: &mut MapReader<'_>, key: &'static str, d: &mut Diagnostics) -> Option<Outcome> {
        let node = map.optional(key)?;
        if !matches!(node.data, Data::Map(_)) {
            return Some(Outcome { to: Some(Word::read(node, d)?), send: Vec::new() });
        }
        let mut map = MapReader::new(node, d)?;
        let to = match key {
            "returned" => Word::optional(&mut map, "to", d),
            _ => Some(Word::required(&mut map, "to", d)?),
        };
        let send = Word::many(&mut map, "send", d).unwrap_or_default();
        map.finish(d);
        Some(Outcome { to, send })
    }
}

/// One step: a seat, or several side by side.
#[derive(Debug)]
pub(crate) struct RouteStep<'a> {
    pub(crate) label: Option<Text>,
    /// Where the step stands.
    pub(crate) span: Span,
    pub(crate) condition: Option<Formula<'a>>,
    pub(crate) seats: Vec<Seat<'a>>,
    /// How many of the seats must agree; all when not written.
    pub(crate) quorum: Option<(i64, Span)>,
    pub(crate) consent: bool,
}

/// Who sits in a step.
#[derive(Debug)]
pub(crate) struct Seat<'a> {
    pub(crate) label: Option<Text>,
    pub(crate) span: Span,
    /// Of a seat beside others; that of a seat alone is the step's.
    pub(crate) condition: Option<Formula<'a>>,
    pub(crate) by: Vec<Who>,
    pub(crate) table: Option<Word>,
    pub(crate) amount: Option<Formula<'a>>,
    pub(crate) no_substitute: bool,
}

/// Keys that mean something only beside `route`.
const BESIDE: [&str; 7] = ["approved", "returned", "rejected", "gist", "resume", "self_approval", "no_substitute"];

impl<'a> Route<'a> {
    /// The route of a state; its other keys without one are reported.
    pub(super) fn read(map: &mut MapReader<'a>, d: &mut Diagnostics) -> Option<Route<'a>> {
        let Some((key, node)) = map.entry("route") else {
            for key in BESIDE {
                if let Some((key, _)) = map.entry(key) {
                    d.push(Diagnostic::error("workflow.without-route", key.span).arg("key", &key.text));
                }
            }
            return None;
        };
        let no_substitute = map.yes_no("no_substitute", false, d);
        let steps = read::list(node, d).unwrap_or_default();
        let mut steps: Vec<_> = steps.iter().filter_map(|step| RouteStep::read(step, d)).collect();
        if no_substitute {
            steps.iter_mut().flat_map(|step| &mut step.seats).for_each(|seat| seat.no_substitute = true);
        }
        let ways = [("start", Resume::Start), ("step", Resume::Step)];
        Some(Route {
            span: key.span,
            steps,
            approved: Outcome::read(map, "approved", d),
            returned: Outcome::read(map, "returned", d),
            rejected: Outcome::read(map, "rejected", d),
            gist: Word::many(map, "gist", d),
            resume: map.optional("resume").and_then(|node| read::word(node, &ways, d)).unwrap_or_default(),
            self_approval: map.yes_no("self_approval", false, d),
        })
    }

    /// Every state that it leads to.
    pub(crate) fn targets(&self) -> impl Iterator<Item = &Word> {
        self.outcomes().filter_map(|outcome| outcome.to.as_ref())
    }

    /// How it can end.
    pub(crate) fn outcomes(&self) -> impl Iterator<Item = &Outcome> {
        [&self.approved, &self.returned, &self.rejected].into_iter().flatten()
    }
}

impl<'a> RouteStep<'a> {
    /// Whether it can happen that nobody is asked.
    pub(crate) fn may_be_skipped(&self) -> bool {
        self.condition.is_some() || self.seats.iter().all(|seat| seat.condition.is_some())
    }

    fn read(node: &'a Node, d: &mut Diagnostics) -> Option<RouteStep<'a>> {
        let mut map = MapReader::new(node, d)?;
        let label = map.localized("step", d);
        let condition = Formula::optional(&mut map, "if", d);
        let span = super::start(node);
        let group = ["all", "any"].into_iter().find_map(|key| map.entry(key));
        let (seats, quorum, is_all) = match group {
            Some((key, node)) => {
                let seats = read::list(node, d).unwrap_or_default().iter().filter_map(|n| Seat::alone(n, d)).collect();
                let is_all = key.text == "all";
                let quorum = (!is_all).then(|| quorum(&mut map, key.span, d));
                (seats, quorum, is_all)
            }
            None => (vec![Seat::read(&mut map, None, span, d)], None, false),
        };
        if let Some((key, _)) = map.entry("quorum").filter(|_| quorum.is_none()) {
            d.push(Diagnostic::error("workflow.quorum-without-any", key.span));
        }
        let consent = map.yes_no("consent", is_all, d);
        map.finish(d);
        Some(RouteStep { label, span, condition, seats, quorum, consent })
    }
}

/// `quorum: 2` beside `any`; one when not written.
fn quorum(map: &mut MapReader<'_>, any: Span, d: &mut Diagnostics) -> (i64, Span) {
    let Some(node) = map.optional("quorum") else { return (1, any) };
    (read::integer(node, (1, 1000), d).unwrap_or(1), node.span)
}

impl<'a> Seat<'a> {
    /// A seat of a group, with a name of its own.
    fn alone(node: &'a Node, d: &mut Diagnostics) -> Option<Seat<'a>> {
        let mut map = MapReader::new(node, d)?;
        let label = map.localized("step", d);
        let condition = Formula::optional(&mut map, "if", d);
        let seat = Seat { condition, ..Seat::read(&mut map, label, super::start(node), d) };
        map.finish(d);
        Some(seat)
    }

    fn read(map: &mut MapReader<'a>, label: Option<Text>, span: Span, d: &mut Diagnostics) -> Seat<'a> {
        Seat {
            label,
            span,
            condition: None,
            by: Who::many(map, "by", d),
            table: Word::optional(map, "table", d),
            amount: Formula::optional(map, "amount", d),
            no_substitute: map.yes_no("no_substitute", false, d),
        }
    }
}
