//! Pages and questions, in order: each question sees the names of those before it.

use super::{Lowering, formula::Place, kind};
use crate::{
    app::{Check, Page, Question, Stop},
    ast::{self, Formula},
    check::names::{Of, Scope},
    diagnostic::Diagnostic,
    expr::Expr,
    field::Kind,
    source::Span,
    text::{Lang, Text},
    value::Type,
};
use std::collections::HashMap;

/// The heading of a page that its author gave none, as in an app of one page.
fn untitled() -> Text {
    Text::from_langs([(Lang::Ja, "申込みの内容".to_owned()), (Lang::En, "Your application".to_owned())].into())
}

impl Lowering<'_> {
    /// All pages. Question ids are unique over all of them; rows have names of their own.
    pub(super) fn pages(&mut self, written: Vec<ast::Page<'_>>) -> Vec<Page> {
        let mut ids = Scope::new(Of::Question);
        for (order, question) in written.iter().flat_map(|page| &page.questions).enumerate() {
            ids.declare(&question.id, self.d);
            self.vocabulary.declare(order, &question.id.text, question.id.span);
            self.vocabulary.call(&question.id.text, question.label.as_ref());
            self.has_slot |= question.kind.text == "slot";
        }
        if written.len() > 1 {
            for page in written.iter().filter(|page| page.title.as_ref().is_none_or(Text::is_empty)) {
                self.d.push(Diagnostic::warning("form.no-title", page.span));
            }
        }
        let mut asked = 0;
        let pages = written.into_iter().enumerate().map(|(number, page)| self.page(number, page, &mut asked)).collect();
        let forwards = std::mem::take(&mut self.forwards);
        crate::check::cycles::report(forwards, &self.reads, self.d);
        pages
    }

    /// One page; `asked` is how many questions came before.
    fn page(&mut self, number: usize, written: ast::Page<'_>, asked: &mut usize) -> Page {
        if written.questions.is_empty() {
            self.d.push(Diagnostic::error("form.empty-page", written.span));
        }
        let here = Place { before: *asked, ..Place::default() };
        let show_if = written.show_if.as_ref().and_then(|formula| self.condition(formula, &here));
        self.judged_by_clerks(written.show_if.as_ref(), show_if.as_ref(), &here);
        let places: HashMap<String, Span> =
            written.questions.iter().map(|question| (question.id.text.clone(), question.id.span)).collect();
        let mut questions = Vec::with_capacity(written.questions.len());
        for question in written.questions {
            let place = Place { before: *asked, owner: Some(question.id.text.clone()), ..Place::default() };
            questions.extend(self.question(question, &place));
            *asked += 1;
        }
        self.same_labels(&questions, &places);
        let after = Place { before: *asked, ..Place::default() };
        Page {
            id: format!("p{}", number + 1),
            title: written.title.unwrap_or_else(untitled),
            show_if,
            questions,
            stop: written.stops.into_iter().filter_map(|stop| self.stop(stop, &after)).collect(),
        }
    }

    /// Two questions of one page that read the same cannot be told apart.
    fn same_labels(&mut self, questions: &[Question], places: &HashMap<String, Span>) {
        let mut first: HashMap<&str, &str> = HashMap::new();
        for question in questions.iter().filter(|question| !matches!(question.kind, Kind::Note(_))) {
            let label = question.label.get(Lang::Ja);
            let Some(other) = first.insert(label, &question.id).filter(|other| *other != question.id) else { continue };
            if let (Some(here), Some(there)) = (places.get(&question.id), places.get(other)) {
                let report = Diagnostic::warning("form.same-label", *here).related(*there);
                self.d.push(report.arg("label", label).arg("name", &question.id));
            }
        }
    }

    fn stop(&mut self, written: ast::Stop<'_>, place: &Place) -> Option<Stop> {
        let formula = written.condition?;
        let condition = self.condition(&formula, place)?;
        self.judged_by_clerks(Some(&formula), Some(&condition), place);
        Some(Stop { condition, title: written.title?, text: written.text })
    }

    /// One question, of the form or of a row.
    pub(super) fn question(&mut self, mut written: ast::Question<'_>, place: &Place) -> Option<Question> {
        let in_row = place.depth() > 0;
        self.contradictions(&written, in_row);
        let (kind, value) = self.kind(&mut written, place);
        let id = written.id.text.clone();
        if !in_row {
            self.note_kind(&id, kind.as_ref(), written.internal);
        }
        let ty = kind.as_ref().filter(|kind| !matches!(kind, Kind::Note(_))).map(|kind| kind.as_field().ty());
        let show_if = written.show_if.as_ref().and_then(|formula| self.condition(formula, place));
        let required_if = written.required_if.as_ref().and_then(|formula| self.condition(formula, place));
        let default =
            written.default.as_ref().and_then(|formula| self.default(formula, place, kind.as_ref(), ty.as_ref()));
        self.settle(&id, ty.unwrap_or(Type::Unknown), in_row);
        if let Some(kind) = &kind {
            self.makes_sense(&written, kind, default.as_ref());
            self.derives(&written, kind, value.as_ref(), place);
            self.asked_by_clerks(&written, show_if.as_ref(), place);
        }
        if kind.is_some() || kind::is_known(&written.kind.text) {
            written.settings.finish(self.d);
        }
        let checks = self.checks(written.checks, place);
        let kind = kind?;
        Some(Question {
            required: required(&kind, written.required, required_if.is_some()),
            label: self.label(written.label, &written.kind, &id, &kind, written.internal),
            hint: written.hint,
            note: written.note,
            show_if,
            required_if,
            checks,
            default,
            value,
            sensitive: written.sensitive || has_sensitive_row(&kind),
            internal: written.internal,
            was: written.was.map(|was| was.text),
            kind,
            id,
        })
    }

    /// Settings that do not go together: an earlier id that is in use, `required` with `required_if`.
    fn contradictions(&mut self, written: &ast::Question<'_>, in_row: bool) {
        if let Some(was) = written.was.as_ref().filter(|was| !in_row && self.vocabulary.has(&was.text)) {
            self.d.push(Diagnostic::error("form.was-in-use", was.span).arg("name", &was.text));
        }
        if let (Some(true), Some(formula)) = (written.required, &written.required_if) {
            self.d.push(Diagnostic::warning("form.always-required", formula.node.span).arg("name", &written.id.text));
        }
    }

    fn settle(&mut self, id: &str, ty: Type, in_row: bool) {
        if in_row {
            self.vocabulary.settle_in_row(id, ty);
        } else {
            self.vocabulary.settle(id, ty);
        }
    }

    /// Rules see the question itself too, and nothing depends on them.
    fn checks(&mut self, written: Vec<ast::Check<'_>>, place: &Place) -> Vec<Check> {
        let here = place.with_itself();
        let mut checks = Vec::with_capacity(written.len());
        for check in written {
            let rule = check.rule.and_then(|rule| self.rule(&rule, &here));
            let Some(message) = check.message.filter(|message| !message.is_empty()) else {
                self.d.push(Diagnostic::error("form.check-without-message", check.span));
                continue;
            };
            checks.extend(rule.map(|rule| Check { rule, message }));
        }
        checks
    }

    /// A rule of `check`: a reference forward is wrong, but never a cycle.
    fn rule(&mut self, formula: &Formula<'_>, place: &Place) -> Option<Expr> {
        let before = self.forwards.len();
        let reads = place.owner.as_ref().and_then(|owner| self.reads.get(owner)).map_or(0, Vec::len);
        let expr = self.condition(formula, place);
        for forward in &mut self.forwards[before..] {
            forward.from = None;
        }
        if let Some(known) = place.owner.as_ref().and_then(|owner| self.reads.get_mut(owner)) {
            known.truncate(reads);
        }
        expr
    }

    /// A suggested answer; the bare code of a choice stands for its text.
    pub(super) fn default(
        &mut self,
        formula: &Formula<'_>,
        place: &Place,
        kind: Option<&Kind>,
        ty: Option<&Type>,
    ) -> Option<Expr> {
        let place = &Place { suggests: true, ..place.clone() };
        let bare = formula.text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        match kind {
            Some(Kind::Choice(_)) if bare && !self.vocabulary.has(formula.text) => self.code(formula, place, ty),
            _ => self.value(formula, place, ty),
        }
    }

    fn label(&mut self, written: Option<Text>, word: &ast::Word, id: &str, kind: &Kind, internal: bool) -> Text {
        if let Some(label) = written.filter(|label| !label.is_empty()).or_else(|| kind::default_label(&word.text)) {
            return label;
        }
        if !(internal && matches!(kind, Kind::Calc(_))) {
            self.d.push(Diagnostic::warning("form.no-label", word.span).arg("name", id).arg("type", &word.text));
        }
        Text::ja(id)
    }
}

/// Rows are shown whole, so one sensitive answer in them makes all of them sensitive.
fn has_sensitive_row(kind: &Kind) -> bool {
    matches!(kind, Kind::Repeat(repeat) if repeat.questions.iter().any(|question| question.sensitive))
}

/// Answered unless its author says otherwise; `required_if` says when, and what is shown only needs nothing.
fn required(kind: &Kind, written: Option<bool>, conditional: bool) -> bool {
    match kind {
        Kind::Calc(_) | Kind::Note(_) => false,
        _ => written.unwrap_or(!conditional),
    }
}
