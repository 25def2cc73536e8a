//! The tree of `tests.yaml` → tests, with diagnostics for everything that it cannot mean.

use super::{
    City, actor,
    approve::{self, OnRoute},
    literal::{self, one_of, unknown},
    neighbour::Neighbour,
    read_expect::{self, Expect},
};
use crate::{
    answer::RawAnswers,
    booking::{self, At},
    records::{Actor, Channel},
};
use jiff::{Timestamp, civil::Date};
use madoguchi_schema::{
    app::{App, Audience, WHOLE_DAY},
    diagnostic::Diagnostic,
    office::Office,
    source::Span,
    syntax::{
        Node,
        read::{self, MapReader},
    },
};
use serde_json::{Map, Value as Json};
use std::sync::Arc;

/// The moment of a test that says none.
const DEFAULT_NOW: &str = "2026-04-06T00:00:00Z";

/// What may be done to a case beside the actions of its definition.
const SYSTEM: [&str; 8] = ["change_slot", "decline_day", "draw", "edit", "escalate", "expire", "remind", "take_day"];

/// One test.
#[derive(Debug, Clone)]
pub(super) struct Test {
    pub(super) name: String,
    pub(super) id: Option<String>,
    pub(super) span: Span,
    pub(super) now: Timestamp,
    pub(super) channel: Channel,
    /// Who submits; unless written the resident, or a clerk of the owner.
    pub(super) actor: Option<Actor>,
    pub(super) overbook: Option<String>,
    pub(super) given: Vec<Booked>,
    pub(super) neighbours: Vec<Neighbour>,
    pub(super) answers: RawAnswers,
    pub(super) deeds: Vec<Deed>,
    pub(super) expect: Expect,
}

/// An amount of a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Booked {
    pub(super) book: String,
    /// Every area when absent (in expectations).
    pub(super) area: Option<String>,
    pub(super) date: Date,
    /// From and until, in minutes of the day.
    pub(super) minutes: (u32, u32),
    pub(super) unit: String,
    pub(super) amount: i64,
}

/// One entry of `do`.
#[derive(Debug, Clone)]
pub(super) struct Deed {
    pub(super) action: String,
    /// What others give back instead of an action of this case.
    pub(super) free: Vec<Booked>,
    /// An act on a route instead of an action.
    pub(super) route: Option<OnRoute>,
    pub(super) actor: Actor,
    pub(super) now: Option<Timestamp>,
    pub(super) note: Option<String>,
    /// Name of a photo that goes with it.
    pub(super) photo: Option<String>,
    pub(super) date: Option<At>,
    pub(super) answers: RawAnswers,
    pub(super) refused: bool,
}

/// What the readers of one file share.
pub(super) struct Reader<'a> {
    pub(super) app: &'a App,
    pub(super) office: &'a Office,
    /// All apps of the city.
    pub(super) apps: &'a [Arc<App>],
}

/// Reads all tests. A test may use the answers of one before it, so there are no cycles.
pub(super) fn tests(city: &City<'_>, node: &Node, d: &mut Vec<Diagnostic>) -> Vec<Test> {
    let City { app, office, apps } = *city;
    let reader = Reader { app, office, apps };
    let mut tests: Vec<Test> = Vec::new();
    for node in read::list(node, d).unwrap_or_default() {
        let test = reader.test(node, &tests, d);
        tests.extend(test);
    }
    tests
}

impl Reader<'_> {
    fn test(&self, node: &Node, before: &[Test], d: &mut Vec<Diagnostic>) -> Option<Test> {
        let mistakes = d.len();
        let mut map = MapReader::new(node, d)?;
        let name = map.required_text("name", d);
        let id = map.optional_text("id", d).map(|(id, _)| id.to_owned());
        let answers = map.optional("answers");
        let used = answers.and_then(|node| node.get("$use")).and_then(|node| used(node, before, d));
        let today = map.optional("today").and_then(|node| literal::morning(self.office, node, d));
        let now = map.optional("now").and_then(|node| literal::moment(self.office, node, d));
        let standard = if self.app.audience == Audience::Staff { Channel::Staff } else { Channel::Web };
        let channel = map.optional("channel").and_then(|node| channel(node, d)).unwrap_or(standard);
        let actor = map.optional("as").and_then(|node| actor::read(self.office, node, d));
        let overbook = map.optional_text("overbook", d).map(|(reason, _)| reason.to_owned());
        let (cases, booked): (Vec<_>, Vec<_>) =
            map.list("given", d).iter().partition(|node| node.get("case").is_some());
        let given = booked.into_iter().flat_map(|node| self.given(node, d)).collect();
        let neighbours = cases.into_iter().filter_map(|node| self.neighbour(node, before, d)).collect();
        let deeds = map.list("do", d).iter().filter_map(|node| self.deed(node, d)).collect();
        let expect = map.required("expect", d).map(|node| read_expect::expect(self, node, d));
        map.finish(d);
        let raw = answers.map(|node| literal::answers(self.app, node, d)).unwrap_or_default();
        let mut all = used.map(|test| test.answers.0.clone()).unwrap_or_default();
        all.extend(raw);
        let inherited = used.map(|test| test.now).or_else(|| DEFAULT_NOW.parse().ok()).unwrap_or_default();
        let test = Test {
            name: name?.0.to_owned(),
            id,
            span: node.span,
            now: now.or(today).unwrap_or(inherited),
            channel,
            actor,
            overbook,
            given,
            neighbours,
            answers: RawAnswers(all),
            deeds,
            expect: expect?,
        };
        (d.len() == mistakes).then_some(test)
    }

    /// `{book: pickup, area: a, date: 2026-11-13, uses: {points: 118}}`.
    fn given(&self, node: &Node, d: &mut Vec<Diagnostic>) -> Vec<Booked> {
        let Some(mut map) = MapReader::new(node, d) else { return Vec::new() };
        let books = self.app.bookings.keys().map(String::as_str);
        let book = map.required("book", d).and_then(|node| one_of(node, books, d)).map(str::to_owned);
        let area = match map.optional("area") {
            Some(node) => self.area(node, d),
            None => Some(String::new()),
        };
        let at = map.required("date", d).and_then(|node| literal::at(node, d));
        let uses = map.required("uses", d);
        map.finish(d);
        let (Some(book), Some(area), Some(at), Some(uses)) = (book, area, at, uses) else { return Vec::new() };
        let every = self.app.bookings.get(&book).and_then(|booking| booking.times.as_ref()).map_or(0, |t| t.every);
        let minutes = booking::periods(at.time, every, every).first().copied().unwrap_or((0, WHOLE_DAY));
        let mut amounts = self.amounts(&book, Some(&area), at.date, uses, d);
        amounts.iter_mut().for_each(|amount| amount.minutes = minutes);
        amounts
    }

    /// `{points: 118, visits: 20}` of one day.
    pub(super) fn amounts(
        &self,
        book: &str,
        area: Option<&str>,
        date: Date,
        node: &Node,
        d: &mut Vec<Diagnostic>,
    ) -> Vec<Booked> {
        let Some(booking) = self.app.bookings.get(book) else { return Vec::new() };
        let mut amounts = Vec::new();
        for (key, value) in read::map(node, d).unwrap_or_default() {
            if !booking.capacity.contains_key(&key.text) {
                unknown(&key.text, key.span, booking.capacity.keys().map(String::as_str), d);
                continue;
            }
            if let Some(amount) = read::integer(value, (0, 1_000_000_000), d) {
                let (book, area) = (book.to_owned(), area.map(str::to_owned));
                let minutes = (0, WHOLE_DAY);
                amounts.push(Booked { book, area, date, minutes, unit: key.text.clone(), amount });
            }
        }
        amounts
    }

    /// An area by id, in upper or lower case.
    fn area(&self, node: &Node, d: &mut Vec<Diagnostic>) -> Option<String> {
        let written = read::text(node, d)?.to_lowercase();
        if self.office.areas.contains_key(&written) {
            return Some(written);
        }
        unknown(&written, node.span, self.office.areas.keys().map(String::as_str), d);
        None
    }

    /// `{action: ask_fix, as: cleaning, note: …}`; `{free: {book: pickup, date: …, uses: …}}`.
    fn deed(&self, node: &Node, d: &mut Vec<Diagnostic>) -> Option<Deed> {
        let mut map = MapReader::new(node, d)?;
        let actions = self.app.workflow.actions.keys().map(String::as_str).chain(SYSTEM);
        let free = map.optional("free").map(|node| self.given(node, d));
        let route = approve::read(self.app, self.office, &mut map, d);
        let action = match &route {
            Some(route) => Some(route.event()),
            None if free.is_some() => Some("free"),
            None => map.required("action", d).and_then(|node| one_of(node, actions, d)),
        };
        let actor = match map.optional("as") {
            Some(node) => actor::read(self.office, node, d),
            None => Some(Actor::System),
        };
        let now = map.optional("now").and_then(|node| literal::moment(self.office, node, d));
        let note = map.optional_text("note", d).map(|(note, _)| note.to_owned());
        let photo = map.optional_text("photo", d).map(|(photo, _)| photo.to_owned());
        let date = map.optional("date").and_then(|node| literal::at(node, d));
        let answers: Map<String, Json> =
            map.optional("answers").map(|node| literal::answers(self.app, node, d)).unwrap_or_default();
        let refused = map.yes_no("refused", false, d);
        map.finish(d);
        let (action, answers) = (action?.to_owned(), RawAnswers(answers));
        let free = free.unwrap_or_default();
        Some(Deed { action, free, route, actor: actor?, now, note, date, photo, answers, refused })
    }
}

/// The test whose answers are used, by id or name.
pub(super) fn used<'t>(node: &Node, before: &'t [Test], d: &mut Vec<Diagnostic>) -> Option<&'t Test> {
    let written = read::text(node, d)?;
    let found = before.iter().find(|test| test.id.as_deref() == Some(written) || test.name == written);
    if found.is_none() {
        unknown(written, node.span, before.iter().map(|test| test.id.as_ref().unwrap_or(&test.name).as_str()), d);
    }
    found
}

fn channel(node: &Node, d: &mut Vec<Diagnostic>) -> Option<Channel> {
    let words = [Channel::Web, Channel::Phone, Channel::Counter, Channel::Staff].map(|c| (c.code(), c));
    read::word(node, &words, d)
}
