//! What clerks write into a case: `edit` and `escalate` of a state, `give`, `set` and `reopen` of an action.

use super::{Lowering, formula::Place};
use crate::{
    app::{By, Reopen},
    ast::{self, Word},
    diagnostic::Diagnostic,
    expr::Expr,
};

impl Lowering<'_> {
    /// Which answers may be changed in a state, and by whom: the owner where nothing is written.
    pub(super) fn edit(&mut self, state: &ast::State, owner: &str) -> (Vec<String>, Vec<By>) {
        let Some(written) = &state.edit else { return (Vec::new(), Vec::new()) };
        let mut fields = Vec::new();
        for field in &written.fields {
            if !self.question_name(field) || self.broken.contains(&field.text) {
                continue;
            }
            if self.writable.contains_key(&field.text) {
                fields.push(field.text.clone());
            } else {
                self.d.push(Diagnostic::error("workflow.cannot-edit", field.span).arg("name", &field.text));
            }
        }
        let by = match written.by.is_empty() {
            true => vec![By::Unit(owner.to_owned())],
            false => self.who(&written.by, owner),
        };
        (fields, by)
    }

    /// To whom a case is shown when its `due` has passed.
    pub(super) fn escalate(&mut self, state: &ast::State, owner: &str) -> Vec<By> {
        let Some((who, span)) = &state.escalate else { return Vec::new() };
        if state.due.is_none() {
            self.d.push(Diagnostic::error("workflow.escalate-without-due", *span).arg("name", &state.id.text));
        }
        self.who(who, owner)
    }

    /// The questions that the presser answers: internal ones.
    pub(super) fn give(&mut self, action: &ast::Action<'_>) -> Vec<String> {
        if action.automatic && (!action.give.is_empty() || !action.set.is_empty() || action.photo.is_some()) {
            self.d.push(Diagnostic::error("workflow.automatic-writes", action.id.span).arg("name", &action.id.text));
        }
        action.give.iter().filter(|word| self.internal(word, "workflow.cannot-give")).map(|w| w.text.clone()).collect()
    }

    /// The internal answers that follow from a press, each typed like its question.
    pub(super) fn set(&mut self, action: &ast::Action<'_>) -> Vec<(String, Expr)> {
        let place = Place { system: true, ..Place::all() };
        let mut set = Vec::new();
        for (word, formula) in &action.set {
            if !self.internal(word, "workflow.cannot-set") {
                continue;
            }
            let Some(kind) = self.writable.get(&word.text).and_then(|writable| writable.kind.clone()) else {
                self.d.push(Diagnostic::error("workflow.cannot-set", word.span).arg("name", &word.text));
                continue;
            };
            let ty = kind.as_field().ty();
            let value = self.default(formula, &place, Some(&kind), Some(&ty));
            set.extend(value.map(|value| (word.text.clone(), value)));
        }
        set
    }

    /// Whether a word names a question that only clerks answer; reports if not.
    fn internal(&mut self, word: &Word, code: &'static str) -> bool {
        if !self.question_name(word) || self.broken.contains(&word.text) {
            return false;
        }
        let internal = self.writable.get(&word.text).is_some_and(|writable| writable.internal);
        if !internal {
            self.d.push(Diagnostic::error(code, word.span).arg("name", &word.text));
        }
        internal
    }

    /// Leads out of an end; only from ends.
    pub(super) fn reopen(&mut self, action: &ast::Action<'_>, workflow: &ast::Workflow<'_>) -> Option<Reopen> {
        let (reopen, span) = action.reopen?;
        if let ast::Origin::Only(states) = &action.from {
            let is_end = |id: &str| workflow.states.iter().any(|state| state.end && state.id.text == id);
            for state in states.iter().filter(|state| self.states.contains(&state.text) && !is_end(&state.text)) {
                self.d.push(Diagnostic::error("workflow.reopen-not-end", state.span).arg("state", &state.text));
            }
        } else {
            self.d.push(Diagnostic::error("workflow.reopen-not-end", span).arg("state", "any"));
        }
        Some(Reopen { within: reopen.within })
    }
}
