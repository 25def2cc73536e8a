//! References to the app's own parts: states, mails, questions.

use super::{Lowering, Writable, formula::STATES};
use crate::{ast::Word, check::names, diagnostic::Diagnostic, field::Kind, value::Type};

impl Lowering<'_> {
    /// Whether a state exists; reports if not.
    pub(super) fn state_name(&mut self, word: &Word) -> bool {
        // No states at all: `workflow` could not be read, which was reported.
        let known = self.states.contains(&word.text) || self.states.is_empty();
        if !known {
            names::unknown("workflow.unknown-state", word, self.states.iter().map(String::as_str), self.d);
            names::meant(self.vocabulary.code_of_label(STATES, &word.text).as_deref(), self.d);
        }
        known
    }

    /// Whether a mail exists; reports if not.
    pub(super) fn mail_name(&mut self, word: &Word) -> bool {
        let known = self.mails.contains(&word.text);
        self.sent.insert(word.text.clone());
        if !known {
            names::unknown("app.unknown-mail", word, self.mails.iter().map(String::as_str), self.d);
        }
        known
    }

    /// Whether a question exists; reports if not.
    pub(super) fn question_name(&mut self, word: &Word) -> bool {
        let known = self.vocabulary.has(&word.text);
        if !known {
            names::unknown("form.unknown-question", word, self.vocabulary.ids(), self.d);
        }
        known
    }

    /// A question whose answer is one column; reports anything else.
    pub(super) fn scalar_question(&mut self, word: &Word) -> bool {
        if !self.question_name(word) || self.broken.contains(&word.text) {
            return false;
        }
        let scalar = self.scalars.contains(&word.text);
        if !scalar {
            self.d.push(Diagnostic::error("booking.limit-per", word.span).arg("name", &word.text));
        }
        scalar
    }

    /// Notes what later blocks ask about a question.
    pub(super) fn note_kind(&mut self, id: &str, kind: Option<&Kind>, internal: bool) {
        match kind {
            None => {
                self.broken.insert(id.to_owned());
            }
            Some(kind) => {
                if !internal && !matches!(kind, Kind::Calc(_) | Kind::Note(_)) {
                    self.asked.insert(id.to_owned());
                }
                if matches!(kind, Kind::Repeat(_)) {
                    self.repeats.insert(id.to_owned());
                }
                if kind.is_answered() && !holds_files(kind) && !matches!(kind, Kind::Slot(_)) {
                    let settable = !matches!(kind, Kind::Case(_))
                        && kind.as_field().child(id).is_none()
                        && kind.as_field().columns(id).len() == 1;
                    let writable = Writable { internal, kind: settable.then(|| kind.clone()) };
                    self.writable.insert(id.to_owned(), writable);
                }
                if matches!(kind, Kind::Email) {
                    self.emails.insert(id.to_owned());
                }
                if is_date(kind) {
                    self.dates.insert(id.to_owned());
                }
                if !matches!(kind, Kind::File(_)) && kind.as_field().columns(id).len() == 1 {
                    self.scalars.insert(id.to_owned());
                }
            }
        }
    }
}

/// Whether the answer is one date, known to the day.
fn is_date(kind: &Kind) -> bool {
    match kind {
        Kind::Slot(_) | Kind::DateTime => true,
        Kind::Date(_) | Kind::Calc(_) => matches!(kind.as_field().ty(), Type::Date | Type::DateTime),
        _ => false,
    }
}

/// Whether files belong to the answer: they are not written over.
fn holds_files(kind: &Kind) -> bool {
    match kind {
        Kind::File(_) | Kind::Signature => true,
        Kind::Repeat(repeat) => repeat.questions.iter().any(|question| holds_files(&question.kind)),
        _ => false,
    }
}
