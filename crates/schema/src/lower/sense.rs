//! What can be read and computed but makes no sense: values that the question itself refuses, rules twice over,
//! answers that nobody gives or sees.

use super::{Lowering, queue::sees};
use crate::{
    app::{Access, Audience, Page},
    ast::{self, Formula, Word},
    diagnostic::Diagnostic,
    expr::Expr,
    field::Kind,
    text::{Lang, Text},
    value::Value,
};
use serde_json::Value as Json;
use std::collections::HashSet;

/// Longest label that fits a phone without hiding the question.
const LONGEST_LABEL: usize = 80;

impl Lowering<'_> {
    /// Settings of a question that each can be read but do not go together.
    pub(super) fn makes_sense(&mut self, written: &ast::Question<'_>, kind: &Kind, default: Option<&Expr>) {
        self.is_filled_in(written);
        self.same_checks(&written.checks);
        if let Some((formula, default)) = written.default.as_ref().zip(default) {
            self.default_is_allowed(&written.id, formula, kind, default);
        }
        if let Some(label) = &written.label {
            self.label_length(&written.id, kind, label);
        }
    }

    /// A default that the question would not take as an answer.
    fn default_is_allowed(&mut self, id: &Word, formula: &Formula<'_>, kind: &Kind, default: &Expr) {
        let Some(Value::Text(_) | Value::Number(_) | Value::Date(_)) = default.literal() else { return };
        let text = default.literal().map(Value::to_text).unwrap_or_default();
        let refused = kind.as_field().parse(&Json::String(text.clone())).is_err();
        if refused && !matches!(kind, Kind::Choices(_) | Kind::Repeat(_) | Kind::Items(_)) {
            let report = Diagnostic::error("form.default-refused", formula.node.span);
            self.d.push(report.arg("name", &id.text).arg("value", text));
        }
    }

    /// The same rule twice at one question.
    fn same_checks(&mut self, written: &[ast::Check<'_>]) {
        let mut first = HashSet::new();
        for rule in written.iter().filter_map(|check| check.rule.as_ref()) {
            if !first.insert(rule.text.trim()) {
                self.d.push(Diagnostic::warning("form.same-check", rule.node.span).arg("text", rule.text));
            }
        }
    }

    /// A label that pushes the question off a small screen.
    fn label_length(&mut self, word: &Word, kind: &Kind, label: &Text) {
        let length = label.get(Lang::Ja).chars().count();
        if length > LONGEST_LABEL && !matches!(kind, Kind::Note(_) | Kind::YesNo(_)) {
            let report = Diagnostic::warning("form.long-label", word.span).arg("name", &word.text);
            self.d.push(report.arg("length", length).arg("max", LONGEST_LABEL));
        }
    }

    /// An answer that must be there, of which the resident is never asked.
    fn is_filled_in(&mut self, written: &ast::Question<'_>) {
        let must = written.required == Some(true) && written.internal && written.default.is_none();
        if must && self.audience == Audience::Resident {
            self.d.push(Diagnostic::warning("form.nobody-fills", written.id.span).arg("name", &written.id.text));
        }
    }

    /// Who may see sensitive answers or export must be able to open the list at all.
    pub(super) fn reads_first(&mut self, written: &ast::Access, access: &Access) {
        for (words, people) in [(&written.sensitive, &access.sensitive), (&written.export, &access.export)] {
            let word = words.as_ref().and_then(|words| words.first());
            let Some((word, _)) = word.zip(people.iter().find(|who| !sees(&access.read, who))) else { continue };
            self.d.push(Diagnostic::warning("app.export-without-read", word.span).arg("name", &word.text));
        }
    }

    /// Sensitive answers that `sensitive: []` hides from everybody.
    pub(super) fn seen_by_somebody(&mut self, pages: &[Page], access: &Access) {
        let hidden = pages.iter().flat_map(|page| &page.questions).filter(|question| question.sensitive);
        for question in hidden.filter(|_| access.sensitive.is_empty()) {
            if let Some(span) = self.vocabulary.span(&question.id) {
                self.d.push(Diagnostic::warning("form.nobody-sees", span).arg("name", &question.id));
            }
        }
    }
}
