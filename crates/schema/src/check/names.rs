//! Identities: their form, their uniqueness, and references that miss.

use crate::{
    ast::Word,
    diagnostic::Diagnostic,
    source::Span,
    syntax::read::{self, Diagnostics},
};
use std::collections::{HashMap, hash_map::Entry};
use unicode_normalization::UnicodeNormalization as _;

/// Words that mean something in expressions.
const EXPRESSION: &[&str] =
    &["and", "or", "not", "in", "is", "empty", "yes", "no", "true", "false", "if", "where", "today"];

/// What an identity names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// The app.
    App,
    /// A list.
    List,
    /// A question.
    Question,
    /// A booking.
    Booking,
    /// A unit of a booking's capacity.
    CapacityUnit,
    /// A state.
    State,
    /// An action.
    Action,
    /// A view of the queue.
    View,
    /// A chart of the queue.
    Chart,
    /// A mail.
    Mail,
    /// A document.
    Document,
    /// A name of `define`.
    Definition,
}

impl Of {
    /// The word of the code table.
    fn word(self) -> &'static str {
        match self {
            Of::App => "@app",
            Of::List => "@list-name",
            Of::Question => "@question",
            Of::Booking => "@booking",
            Of::CapacityUnit => "@capacity-unit",
            Of::State => "@state",
            Of::Action => "@action",
            Of::View => "@view",
            Of::Chart => "@chart",
            Of::Mail => "@mail",
            Of::Document => "@document",
            Of::Definition => "@definition",
        }
    }

    fn reserved(self) -> &'static [&'static str] {
        match self {
            Of::Question | Of::Definition => EXPRESSION,
            Of::List => &["areas", "weekdays"],
            Of::State => &["any", "back", "stay"],
            Of::Action => &[
                "submit",
                "edit",
                "expire",
                "escalate",
                "remind",
                "change_slot",
                "starter",
                "offer_day",
                "take_day",
                "decline_day",
                "lapse_day",
                "end_wait",
                "lose_draw",
                "draw",
            ],
            Of::App | Of::Booking | Of::CapacityUnit | Of::View | Of::Chart | Of::Mail | Of::Document => &[],
        }
    }

    /// Whether a dash may stand in it.
    fn dashed(self) -> bool {
        matches!(self, Of::App | Of::Mail | Of::Document)
    }
}

/// Identities of one scope, as they are declared.
#[derive(Debug)]
pub(crate) struct Scope {
    of: Of,
    first: HashMap<String, Span>,
}

impl Scope {
    /// Nothing declared yet.
    pub(crate) fn new(of: Of) -> Scope {
        Scope { of, first: HashMap::new() }
    }

    /// Declares an identity: reports one that exists (also in other case or width), has a wrong form or is reserved.
    pub(crate) fn declare(&mut self, word: &Word, d: &mut Diagnostics) {
        let folded = word.text.nfkc().collect::<String>().to_lowercase();
        match self.first.entry(folded) {
            Entry::Occupied(first) => {
                let report = Diagnostic::error("form.duplicate-id", word.span).arg("name", &word.text);
                d.push(report.arg("kind", self.of.word()).related(*first.get()));
            }
            Entry::Vacant(place) => {
                place.insert(word.span);
                self.form(word, d);
            }
        }
    }

    fn form(&self, word: &Word, d: &mut Diagnostics) {
        let well_formed = read::identity(&word.text, word.span, self.of.dashed(), d);
        if well_formed && self.of.reserved().contains(&word.text.as_str()) {
            let report = Diagnostic::error("form.reserved-id", word.span).arg("name", &word.text);
            d.push(report.arg("kind", self.of.word()).suggest(format!("{}_1", word.text)));
        }
    }
}

/// Declares all identities of one scope.
pub(crate) fn identities<'w>(of: Of, words: impl IntoIterator<Item = &'w Word>, d: &mut Diagnostics) {
    let mut scope = Scope::new(of);
    for word in words {
        scope.declare(word, d);
    }
}

/// Reports a reference to something that does not exist, with the nearest that does.
pub(crate) fn unknown<'k>(
    code: &'static str,
    word: &Word,
    known: impl IntoIterator<Item = &'k str>,
    d: &mut Diagnostics,
) {
    let known: Vec<&str> = known.into_iter().collect();
    let listed = match known.len() {
        0 => "@none".to_owned(),
        1..=40 => known.join(" "),
        _ => format!("{} …", known[..40].join(" ")),
    };
    d.push(Diagnostic::error(code, word.span).arg("name", &word.text).arg("known", listed).nearest(&word.text, known));
}

/// Puts what was probably meant (an identity whose label was written instead) first in the last report.
pub(crate) fn meant(id: Option<&str>, d: &mut Diagnostics) {
    if let (Some(id), Some(report)) = (id, d.last_mut()) {
        report.suggestions.insert(0, id.to_owned());
    }
}
