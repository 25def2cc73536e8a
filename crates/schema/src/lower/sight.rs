//! Who sees what: values and rules that tell a hidden answer, and people whom a rule names although they cannot open
//! the case or may not read what they would write.

use super::{Lowering, formula::Place, queue::sees};
use crate::{
    app::{Access, Audience, By, Queue, Workflow},
    ast::{self, Formula, Who, Word},
    diagnostic::Diagnostic,
    expr::Expr,
    field::Kind,
    source::Span,
};

/// A value that follows from a sensitive answer without saying who may see it.
#[derive(Debug)]
pub(super) struct Derived {
    name: String,
    source: String,
    span: Span,
}

impl Lowering<'_> {
    /// Notes what only some may see, and values that follow from it.
    pub(super) fn derives(&mut self, written: &ast::Question<'_>, kind: &Kind, value: Option<&Expr>, place: &Place) {
        let name = place.owner.clone().unwrap_or_else(|| written.id.text.clone());
        if written.sensitive {
            self.sensitive.insert(name.clone());
        }
        let value = value.filter(|_| matches!(kind, Kind::Calc(_)));
        let sources = value.map(Expr::paths).unwrap_or_default();
        match first(&sources, place, |name| self.sensitive.contains(name)) {
            None => {}
            Some(_) if written.says.sensitive => {}
            // It is hidden with its row.
            Some(_) if place.depth() > 0 => {
                self.sensitive.insert(name.clone());
            }
            Some(source) => {
                let (name, source, span) = (written.id.text.clone(), source.to_owned(), written.id.span);
                self.derived.push(Derived { name, source, span });
            }
        }
        let judged = first(&sources, place, |name| self.judged.contains_key(name));
        match judged {
            _ if written.internal && (value.is_none() || judged.is_some()) => {
                self.judged.insert(name, value.is_some());
            }
            Some(source) if !written.says.internal && self.audience == Audience::Resident => {
                let report = Diagnostic::warning("form.calc-of-internal", written.id.span);
                self.d.push(report.arg("name", &written.id.text).arg("source", source));
            }
            _ => {}
        }
    }

    /// A question for residents that is shown by what only clerks answer.
    pub(super) fn asked_by_clerks(&mut self, written: &ast::Question<'_>, show_if: Option<&Expr>, place: &Place) {
        if !written.internal {
            self.judged_by_clerks(written.show_if.as_ref(), show_if, place);
        }
    }

    /// A condition of the residents' form that reads what only clerks answer: it is always blank there.
    pub(super) fn judged_by_clerks(&mut self, formula: Option<&Formula<'_>>, condition: Option<&Expr>, place: &Place) {
        let Some((formula, condition)) = formula.zip(condition) else { return };
        let sources = condition.paths();
        let source = first(&sources, place, |name| self.judged.get(name) == Some(&false));
        if let Some(source) = source.filter(|_| self.audience == Audience::Resident) {
            let report = Diagnostic::warning("form.internal-condition", formula.node.span);
            self.d.push(report.arg("name", source).arg("text", formula.text));
        }
    }

    /// Values, buttons and editing, against who may read what.
    pub(super) fn in_sight(
        &mut self,
        words: &ast::Access,
        access: &Access,
        written: Option<&ast::Workflow<'_>>,
        workflow: &Workflow,
    ) {
        for Derived { name, source, span } in std::mem::take(&mut self.derived) {
            if !all_see(access) {
                let report = Diagnostic::warning("form.calc-of-sensitive", span);
                self.d.push(report.arg("name", name).arg("source", source));
            }
        }
        let Some(written) = written else {
            let read = words.read.as_ref().and_then(|words| words.first());
            for action in workflow.actions.values() {
                read.into_iter().for_each(|read| self.reads_the_case(&[], &action.by, read.span, access));
            }
            return;
        };
        for action in &written.actions {
            let Some(compiled) = workflow.actions.get(&action.id.text) else { continue };
            self.reads_the_case(&action.by, &compiled.by, action.id.span, access);
            if let Some((formula, condition)) = action.condition.as_ref().zip(compiled.condition.as_ref()) {
                self.tells("workflow.sensitive-condition", formula, condition, &compiled.by, access);
            }
        }
        for state in &written.states {
            let Some((edit, compiled)) = state.edit.as_ref().zip(workflow.states.get(&state.id.text)) else { continue };
            self.reads_the_case(&edit.by, &compiled.editors, state.id.span, access);
            self.reads_what_it_edits(&edit.fields, &compiled.editors, access);
        }
    }

    /// Saved views whose rows tell a hidden answer.
    pub(super) fn views_in_sight(&mut self, written: Option<&ast::Queue<'_>>, queue: &Queue, access: &Access) {
        for view in written.iter().flat_map(|queue| &queue.views) {
            let Some(compiled) = queue.views.get(&view.id.text) else { continue };
            if let Some((formula, filter)) = view.filter.as_ref().zip(compiled.filter.as_ref()) {
                self.tells("queue.sensitive-view", formula, filter, &access.read, access);
            }
            let group = view.group.as_ref().filter(|group| !all_see(access) && self.is_hidden(&group.text));
            if let Some(group) = group {
                let report = Diagnostic::warning("queue.sensitive-view", group.span).arg("text", &group.text);
                self.d.push(report.arg("name", &group.text));
            }
        }
    }

    /// A condition whose outcome tells a sensitive answer to some of these people.
    fn tells(&mut self, code: &'static str, formula: &Formula<'_>, condition: &Expr, to: &[By], access: &Access) {
        let sources = condition.paths();
        let source = first(&sources, &Place::all(), |name| self.sensitive.contains(name));
        let told = to.iter().any(|who| is_fixed(who) && !sees(&access.sensitive, who));
        if let Some(source) = source.filter(|_| told) {
            self.d.push(Diagnostic::warning(code, formula.node.span).arg("text", formula.text).arg("name", source));
        }
    }

    /// People who are named by unit or post must be able to open the case.
    fn reads_the_case(&mut self, written: &[Who], by: &[By], at: Span, access: &Access) {
        if access.read.is_empty() {
            return;
        }
        for who in by.iter().filter(|who| !sees(&access.read, who)) {
            let name = match who {
                By::Post(unit, post) => format!("{unit}/{post}"),
                By::Unit(unit) => unit.clone(),
                _ => continue,
            };
            let word = written.iter().find_map(|who| match who {
                Who::Named(word) if word.text == name => Some(word.span),
                _ => None,
            });
            self.d.push(Diagnostic::warning("workflow.by-without-read", word.unwrap_or(at)).arg("name", name));
        }
    }

    /// Who may not read an answer is not offered it for editing.
    fn reads_what_it_edits(&mut self, fields: &[Word], editors: &[By], access: &Access) {
        if editors.iter().all(|who| !is_fixed(who) || sees(&access.sensitive, who)) {
            return;
        }
        let hidden: Vec<&Word> = fields.iter().filter(|field| self.is_hidden(&field.text)).collect();
        for field in hidden {
            self.d.push(Diagnostic::warning("workflow.edit-of-sensitive", field.span).arg("name", &field.text));
        }
    }

    /// Whether a question of the form is sensitive, or has rows in which something is.
    fn is_hidden(&self, question: &str) -> bool {
        self.sensitive.iter().any(|name| name.split('.').next() == Some(question))
    }
}

/// Whether everybody who reads the cases sees the sensitive answers too.
fn all_see(access: &Access) -> bool {
    access.read.iter().all(|reader| sees(&access.sensitive, reader))
}

/// Whether somebody is named whatever the case; whom a case names is known only then.
fn is_fixed(who: &By) -> bool {
    matches!(who, By::Unit(_) | By::Post(..) | By::Staff)
}

/// The first source for whose full name something holds: a name in a row may be one of that row or of a row around it,
/// and a part of an answer is the answer.
fn first<'s>(sources: &'s [String], place: &Place, holds: impl Fn(&str) -> bool) -> Option<&'s str> {
    let owner = place.owner.as_deref().unwrap_or_default();
    let around = || std::iter::successors(Some(owner), |path| path.rsplit_once('.').map(|(outer, _)| outer));
    let is_it = |path: &str| {
        let name = |above: &str| if above.is_empty() { path.to_owned() } else { format!("{above}.{path}") };
        holds(path) || around().skip(1).any(|above| holds(&name(above)))
    };
    let parts = |source: &str| {
        let ends = source.match_indices('.').map(|(end, _)| end).chain([source.len()]);
        ends.filter_map(|end| source.get(..end).map(str::to_owned)).collect::<Vec<_>>()
    };
    sources.iter().find(|source| parts(source).iter().any(|path| is_it(path))).map(String::as_str)
}
