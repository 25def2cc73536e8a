//! `expect` of a test.

use super::{
    actor, documents,
    literal::{self, one_of, unknown},
    neighbour::REFUSALS,
    read::{Booked, Reader},
};
use crate::{booking::At, records::Actor};
use madoguchi_schema::{
    diagnostic::Diagnostic,
    syntax::{
        Data, Key, Node,
        read::{self, MapReader},
    },
};
use serde_json::Value as Json;

/// Words of `expect` that are not questions.
const WORDS: [&str; 15] = [
    "buttons",
    "refused",
    "values",
    "shown",
    "hidden",
    "errors",
    "stop",
    "receipt",
    "slots",
    "state",
    "mails",
    "taken",
    "waiting",
    "documents",
    "document",
];

/// What a test expects; what is absent is not looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Expect {
    pub(super) values: Vec<(String, Json)>,
    /// Questions that are asked, computed values among them.
    pub(super) shown: Vec<String>,
    pub(super) hidden: Vec<String>,
    pub(super) errors: Option<Vec<(String, String)>>,
    pub(super) stop: Option<String>,
    pub(super) receipt: Option<bool>,
    /// The key of the definition that refuses.
    pub(super) refused: Option<String>,
    pub(super) slots: Vec<SlotExpect>,
    pub(super) state: Option<String>,
    pub(super) mails: Option<Vec<String>>,
    /// Documents that were issued.
    pub(super) documents: Option<Vec<String>>,
    /// What stands on documents.
    pub(super) printed: Vec<documents::Printed>,
    pub(super) taken: Vec<Booked>,
    /// The buttons of some people at the end.
    pub(super) buttons: Vec<(Actor, Vec<String>)>,
    /// Seats for which a route waits.
    pub(super) waiting: Option<Vec<String>>,
}

/// Expectations of the offer of one booking.
#[derive(Debug, Clone)]
pub(super) struct SlotExpect {
    pub(super) book: String,
    pub(super) first: Option<At>,
    pub(super) none: bool,
    pub(super) without: Vec<At>,
    pub(super) includes: Vec<At>,
}

/// Reads `expect`: its own words, and questions with their values.
pub(super) fn expect(reader: &Reader<'_>, node: &Node, d: &mut Vec<Diagnostic>) -> Expect {
    let mut expect = Expect::default();
    for (key, value) in read::map(node, d).unwrap_or_default() {
        reader.entry(&mut expect, key, value, d);
    }
    expect
}

impl Reader<'_> {
    fn entry(&self, expect: &mut Expect, key: &Key, node: &Node, d: &mut Vec<Diagnostic>) {
        let workflow = &self.app.workflow;
        match key.text.as_str() {
            "values" => {
                for (key, value) in read::map(node, d).unwrap_or_default() {
                    self.value(expect, key, value, d);
                }
            }
            "shown" => expect.shown = self.words(node, self.questions(), d),
            "hidden" => expect.hidden = self.words(node, self.questions(), d),
            "errors" => expect.errors = Some(self.errors(node, d)),
            "stop" => expect.stop = read::text(node, d).map(str::to_owned),
            "receipt" => expect.receipt = read::yes_no(node, d),
            "refused" => expect.refused = one_of(node, REFUSALS.into_iter(), d).map(str::to_owned),
            "slots" => expect.slots = self.slots(node, d),
            "state" => {
                let states = workflow.states.keys().map(String::as_str);
                expect.state = one_of(node, states, d).map(str::to_owned);
            }
            "mails" => expect.mails = Some(self.words(node, self.app.mail.keys().map(String::as_str), d)),
            "documents" => {
                expect.documents = Some(self.words(node, self.app.documents.keys().map(String::as_str), d));
            }
            "document" => expect.printed = documents::read(self.app, node, d),
            "taken" => expect.taken = self.taken(node, d),
            "buttons" => expect.buttons = self.buttons(node, d),
            "waiting" => {
                let seats = read::one_or_many(node).into_iter().filter_map(|node| read::text(node, d));
                expect.waiting = Some(seats.map(str::to_owned).collect());
            }
            _ => self.value(expect, key, node, d),
        }
    }

    /// `{cleaning/chief: [confirm], resident: []}`, or a list of `{as: {post: …, name: …}, are: […]}`.
    fn buttons(&self, node: &Node, d: &mut Vec<Diagnostic>) -> Vec<(Actor, Vec<String>)> {
        let actions = self.app.workflow.actions.keys().map(String::as_str);
        let mut buttons = Vec::new();
        if let Data::Map(entries) = &node.data {
            for (key, value) in entries {
                let who = Node { span: key.span, data: Data::Scalar { text: key.text.clone(), quoted: false } };
                let actor = actor::read(self.office, &who, d);
                let named = self.words(value, actions.clone(), d);
                buttons.extend(actor.map(|actor| (actor, named)));
            }
            return buttons;
        }
        for entry in read::list(node, d).unwrap_or_default() {
            let Some(mut map) = MapReader::new(entry, d) else { continue };
            let actor = map.required("as", d).and_then(|node| actor::read(self.office, node, d));
            let named = map.required("are", d).map(|node| self.words(node, actions.clone(), d));
            map.finish(d);
            buttons.extend(actor.zip(named));
        }
        buttons
    }

    /// The value of a question.
    fn value(&self, expect: &mut Expect, key: &Key, node: &Node, d: &mut Vec<Diagnostic>) {
        match self.app.question(&key.text) {
            Some(question) => expect.values.push((key.text.clone(), literal::raw(node, Some(question)))),
            None => unknown(&key.text, key.span, self.questions().chain(WORDS), d),
        }
    }

    fn questions(&self) -> impl Iterator<Item = &str> + Clone {
        self.app.pages.iter().flat_map(|page| page.questions.iter().map(|question| question.id.as_str()))
    }

    fn words<'k>(
        &self,
        node: &Node,
        known: impl Iterator<Item = &'k str> + Clone,
        d: &mut Vec<Diagnostic>,
    ) -> Vec<String> {
        read::one_or_many(node).into_iter().filter_map(|n| one_of(n, known.clone(), d)).map(str::to_owned).collect()
    }

    /// `none`, or the sentence by question.
    fn errors(&self, node: &Node, d: &mut Vec<Diagnostic>) -> Vec<(String, String)> {
        if node.as_text() == Some("none") || node.data == Data::Null {
            return Vec::new();
        }
        let mut errors = Vec::new();
        for (key, value) in read::map(node, d).unwrap_or_default() {
            if self.app.question(&key.text).is_none() {
                unknown(&key.text, key.span, self.questions(), d);
            } else if let Some(sentence) = read::text(value, d) {
                errors.push((key.text.clone(), sentence.to_owned()));
            }
        }
        errors
    }

    /// `{pickup: {first: 2026-05-08, without: […], includes: […]}}`.
    fn slots(&self, node: &Node, d: &mut Vec<Diagnostic>) -> Vec<SlotExpect> {
        let mut slots = Vec::new();
        for (key, value) in read::map(node, d).unwrap_or_default() {
            let Some(mut map) = self.booked(key, d).and_then(|()| MapReader::new(value, d)) else { continue };
            let mut dates = |name| -> Vec<At> {
                map.one_or_many(name).into_iter().filter_map(|node| literal::at(node, d)).collect()
            };
            let (without, includes) = (dates("without"), dates("includes"));
            let first = map.optional("first").and_then(|node| literal::at(node, d));
            let none = map.yes_no("none", false, d);
            map.finish(d);
            slots.push(SlotExpect { book: key.text.clone(), first, none, without, includes });
        }
        slots
    }

    /// `{pickup: {2026-11-13: {points: 10}}}`.
    fn taken(&self, node: &Node, d: &mut Vec<Diagnostic>) -> Vec<Booked> {
        let mut taken = Vec::new();
        for (key, days) in read::map(node, d).unwrap_or_default() {
            if self.booked(key, d).is_none() {
                continue;
            }
            for (day, amounts) in read::map(days, d).unwrap_or_default() {
                match day.text.parse() {
                    Ok(date) => taken.extend(self.amounts(&key.text, None, date, amounts, d)),
                    Err(_) => d.push(
                        Diagnostic::error("form.wrong-type", day.span)
                            .arg("expected", "@date")
                            .arg("found", format!("「{}」", day.text))
                            .arg("example", "2026-04-01"),
                    ),
                }
            }
        }
        taken
    }

    /// Whether a key names a booking.
    fn booked(&self, key: &Key, d: &mut Vec<Diagnostic>) -> Option<()> {
        if self.app.bookings.contains_key(&key.text) {
            return Some(());
        }
        unknown(&key.text, key.span, self.app.bookings.keys().map(String::as_str), d);
        None
    }
}
