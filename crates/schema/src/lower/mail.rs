//! `mail`: the address is a question, the text may stand in a file.

use super::Lowering;
use crate::{
    app::{Mail, Page, Schedule, Workflow},
    ast::{self, Formula, Word},
    diagnostic::Diagnostic,
    letter,
    source::Span,
    syntax,
};
use std::ops::Range;

impl Lowering<'_> {
    /// One mail.
    pub(super) fn mail(&mut self, written: ast::Mail<'_>, pages: &[Page], workflow: &Workflow) -> Option<Mail> {
        if let Some(to) = &written.to {
            self.mail_address(to);
        }
        if !written.scheduled && !self.sent.contains(&written.id.text) {
            self.d.push(Diagnostic::warning("app.unused-mail", written.id.span).arg("name", &written.id.text));
        }
        if let Some(subject) = &written.subject {
            self.mail_text_here(subject, pages);
        }
        let schedule = self.schedule(&written, workflow);
        let body = match written.body? {
            ast::Body::Text(text) => {
                self.mail_text_here(&text, pages);
                text.text.to_owned()
            }
            ast::Body::File(file) => {
                let (id, text) = self.file_of_app(&file)?;
                self.mail_text(&text, pages, |range| Span { file: id, start: range.start, end: range.end });
                text
            }
        };
        let subject = written.subject?.text.to_owned();
        Some(Mail { id: written.id.text, to: written.to?.text, subject, body, schedule })
    }

    /// When a mail goes by itself: beside a date that is asked, in known states; in all but the ends when none is written.
    fn schedule(&mut self, written: &ast::Mail<'_>, workflow: &Workflow) -> Option<Schedule> {
        if let (false, Some(span)) = (written.scheduled, written.in_span) {
            self.d.push(Diagnostic::error("app.mail-in", span).arg("name", &written.id.text));
        }
        let states: Vec<String> = match &written.states {
            Some(states) => {
                let known = states.iter().filter(|state| self.state_name(state));
                known.map(|state| state.text.clone()).collect()
            }
            None => workflow.states.values().filter(|state| !state.end).map(|state| state.id.clone()).collect(),
        };
        let (at, span) = written.at.clone()?;
        let word = Word { text: at.question.clone(), span };
        if !self.question_name(&word) || self.broken.contains(&word.text) {
            return None;
        }
        if !self.dates.contains(&word.text) {
            self.d.push(Diagnostic::error("app.mail-at", span).arg("name", &word.text));
            return None;
        }
        Some(Schedule { at, states })
    }

    fn mail_address(&mut self, to: &Word) {
        if self.question_name(to) && !self.emails.contains(&to.text) && !self.broken.contains(&to.text) {
            self.d.push(Diagnostic::error("app.mail-to", to.span).arg("name", &to.text));
        }
    }

    /// The names in the subject and the text of a mail. Mails are not sealed: what only some may see does not belong there.
    fn mail_text(&mut self, text: &str, pages: &[Page], place: impl Fn(Range<usize>) -> Span) {
        let read = letter::check(text, self.names_of_letters(pages));
        for mistake in read.mistakes {
            self.mistake_in(mistake, &place);
        }
        for (name, range) in read.sensitive_at {
            self.d.push(Diagnostic::warning("app.sensitive-mail", place(range)).arg("name", name));
        }
    }

    /// The same in a text of the definition.
    fn mail_text_here(&mut self, formula: &Formula<'_>, pages: &[Page]) {
        let (sources, node) = (self.sources, formula.node);
        self.mail_text(formula.text, pages, |range| syntax::place(sources, node, range));
    }
}
