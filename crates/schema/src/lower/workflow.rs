//! `workflow`: references resolved, defaults filled in.

use super::{Lowering, formula::Place};
use crate::{
    app::{Action, Audience, By, Cutoff, Expiry, NoteRule, State, Target, Workflow},
    ast,
    check::{flow, names, ways},
    diagnostic::Diagnostic,
    text::Text,
};
use indexmap::IndexMap;
use std::collections::HashSet;

/// What the resident may press besides actions.
const CHANGE_SLOT: &str = "change_slot";

impl Lowering<'_> {
    /// The workflow, or the one that every app without one has.
    pub(super) fn workflow(&mut self, written: Option<&ast::Workflow<'_>>, owner: &str) -> Workflow {
        let Some(written) = written else { return standard(owner) };
        names::identities(names::Of::State, written.states.iter().map(|state| &state.id), self.d);
        names::identities(names::Of::Action, written.actions.iter().map(|action| &action.id), self.d);
        let (start, starts) = self.start(written);
        let actions: IndexMap<_, _> = written
            .actions
            .iter()
            .map(|action| (action.id.text.clone(), self.action(action, written, owner)))
            .collect();
        let states =
            written.states.iter().map(|state| (state.id.text.clone(), self.state(state, &actions, owner))).collect();
        let given = given(&actions);
        flow::check(written, self.d);
        ways::check(written, &actions, self.d);
        Workflow { start, starts, states, actions, given }
    }

    fn state(&mut self, written: &ast::State<'_>, actions: &IndexMap<String, Action>, owner: &str) -> State {
        let id = written.id.text.clone();
        let expires = match (&written.expires, &written.then) {
            (Some((after, _)), Some(then)) => {
                self.state_name(then);
                Some(Expiry { after: *after, then: then.text.clone() })
            }
            (Some((_, span)), None) => {
                self.d.push(Diagnostic::error("workflow.expires-without-then", *span).arg("name", &id));
                None
            }
            (None, Some(then)) => {
                self.d.push(Diagnostic::error("workflow.then-without-expires", then.span).arg("name", &id));
                None
            }
            (None, None) => None,
        };
        let (edit, editors) = self.edit(written, owner);
        State {
            escalate: self.escalate(written, owner),
            edit,
            editors,
            label: self.label_of(written.label.as_ref(), &written.id),
            due: written.due,
            resident: self.resident(written, actions),
            until: written.until.as_ref().and_then(|until| self.until(until)),
            pause: written.pause,
            expires,
            end: written.end,
            route: written.route.as_ref().and_then(|route| self.route(&written.id, route, owner)),
            id,
        }
    }

    /// What people read, or the bare id with a warning.
    pub(super) fn label_of(&mut self, written: Option<&Text>, id: &ast::Word) -> Text {
        written.filter(|label| !label.is_empty()).cloned().unwrap_or_else(|| {
            self.d.push(Diagnostic::warning("workflow.no-label", id.span).arg("name", &id.text));
            Text::ja(&id.text)
        })
    }

    /// What the resident may press in a state; everything `by: resident` from here when nothing is written.
    fn resident(&mut self, state: &ast::State<'_>, actions: &IndexMap<String, Action>) -> Vec<String> {
        let here = |action: &&Action| action.by.contains(&By::Resident) && action.from.contains(&state.id.text);
        let possible: Vec<&str> = actions.values().filter(here).map(|action| action.id.as_str()).collect();
        let Some(written) = &state.resident else { return possible.into_iter().map(str::to_owned).collect() };
        let listed = |id: &str| written.iter().any(|word| word.text == id);
        for name in possible.iter().filter(|id| !written.is_empty() && !listed(id)) {
            let report = Diagnostic::warning("workflow.resident-not-listed", state.id.span).arg("name", name);
            self.d.push(report.arg("state", &state.id.text));
        }
        for word in written {
            if word.text == CHANGE_SLOT {
                if !self.has_slot {
                    self.d.push(Diagnostic::error("workflow.no-slot", word.span));
                }
            } else if !actions.contains_key(&word.text) {
                let known = actions.keys().map(String::as_str).chain([CHANGE_SLOT]);
                names::unknown("workflow.unknown-action", word, known, self.d);
            } else if !possible.contains(&word.text.as_str()) {
                let report = Diagnostic::error("workflow.not-for-resident", word.span);
                self.d.push(report.arg("name", &word.text).arg("state", &state.id.text));
            }
        }
        written.iter().map(|word| word.text.clone()).collect()
    }

    /// `until: pickup.change_until`.
    fn until(&mut self, written: &ast::Word) -> Option<(String, Cutoff)> {
        let known: Vec<(String, Cutoff)> = self
            .bookings
            .values()
            .flat_map(|booking| {
                let rules = [("change_until", booking.change_until), ("cutoff", booking.cutoff)];
                rules.into_iter().filter_map(|(rule, cutoff)| Some((format!("{}.{rule}", booking.id), cutoff?)))
            })
            .collect();
        if let Some((_, cutoff)) = known.iter().find(|(name, _)| *name == written.text) {
            let booking = written.text.split('.').next().unwrap_or_default();
            return Some((booking.to_owned(), *cutoff));
        }
        names::unknown("workflow.unknown-rule", written, known.iter().map(|(name, _)| name.as_str()), self.d);
        None
    }

    fn action(&mut self, written: &ast::Action<'_>, workflow: &ast::Workflow<'_>, owner: &str) -> Action {
        let id = written.id.text.clone();
        if written.by.is_empty() && !written.automatic {
            self.d.push(Diagnostic::error("workflow.action-without-owner", written.id.span).arg("name", &id));
        }
        let by = self.who(&written.by, owner);
        if by.contains(&By::Resident) && self.audience == Audience::Staff {
            self.d.push(Diagnostic::error("workflow.no-resident", written.id.span).arg("name", &id));
        }
        let place = Place { system: true, ..Place::all() };
        for question in &written.ask {
            if self.question_name(question)
                && !self.broken.contains(&question.text)
                && !self.asked.contains(&question.text)
            {
                self.d.push(Diagnostic::error("workflow.cannot-ask", question.span).arg("name", &question.text));
            }
        }
        for mail in &written.send {
            self.mail_name(mail);
        }
        let label = match written.automatic {
            true => written.label.clone().unwrap_or_else(|| Text::ja(&id)),
            false => self.label_of(written.label.as_ref(), &written.id),
        };
        Action {
            label,
            from: self.from(&written.from, workflow),
            to: self.to(written),
            by,
            not_by: self.not_by(written, workflow),
            automatic: written.automatic,
            condition: written.condition.as_ref().and_then(|condition| self.condition(condition, &place)),
            ask: written.ask.iter().map(|word| word.text.clone()).collect(),
            note: written.note,
            send: written.send.iter().map(|word| word.text.clone()).collect(),
            bulk: written.bulk,
            give: self.give(written),
            set: self.set(written),
            photo: written.photo,
            reopen: self.reopen(written, workflow),
            confirm: written.confirm.clone(),
            issues: self.issued(written),
            id,
        }
    }

    fn from(&mut self, written: &ast::Origin, workflow: &ast::Workflow<'_>) -> Vec<String> {
        match written {
            ast::Origin::Only(states) => {
                states.iter().filter(|state| self.state_name(state)).map(|state| state.text.clone()).collect()
            }
            ast::Origin::AnyExcept(except) => {
                let except: HashSet<&str> =
                    except.iter().filter(|state| self.state_name(state)).map(|state| state.text.as_str()).collect();
                let others =
                    workflow.states.iter().filter(|state| !state.end && !except.contains(state.id.text.as_str()));
                others.map(|state| state.id.text.clone()).collect()
            }
        }
    }

    fn to(&mut self, written: &ast::Action<'_>) -> Target {
        match &written.to {
            Some(ast::To::State(state)) => {
                self.state_name(state);
                Target::State(state.text.clone())
            }
            Some(ast::To::Back) => Target::Back,
            Some(ast::To::Stay) | None => Target::Stay,
        }
    }
}

/// Internal questions that a press answers.
fn given(actions: &IndexMap<String, Action>) -> Vec<String> {
    let set = |action: &Action| action.set.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    let mut given: Vec<String> =
        actions.values().flat_map(|action| [action.give.clone(), set(action)].concat()).collect();
    given.sort_unstable();
    given.dedup();
    given
}

/// Ids and labels of the states, those of the standard workflow when none is written.
pub(super) fn states(written: Option<&ast::Workflow<'_>>) -> Vec<(String, Text)> {
    let Some(written) = written else {
        return standard("").states.into_values().map(|state| (state.id, state.label)).collect();
    };
    let label = |state: &ast::State<'_>| state.label.clone().unwrap_or_else(|| Text::ja(&state.id.text));
    written.states.iter().map(|state| (state.id.text.clone(), label(state))).collect()
}

/// 受付 → 完了.
fn standard(owner: &str) -> Workflow {
    let state = |id: &str, label: &str, end| {
        let id = id.to_owned();
        let label = Text::ja(label);
        State {
            id,
            label,
            due: None,
            escalate: Vec::new(),
            edit: Vec::new(),
            editors: Vec::new(),
            resident: Vec::new(),
            until: None,
            pause: false,
            expires: None,
            end,
            route: None,
        }
    };
    let finish = Action {
        id: "finish".to_owned(),
        label: Text::ja("完了にする"),
        from: vec!["received".to_owned()],
        to: Target::State("done".to_owned()),
        by: vec![By::Unit(owner.to_owned())],
        not_by: Vec::new(),
        automatic: false,
        condition: None,
        ask: Vec::new(),
        note: NoteRule::Optional,
        send: Vec::new(),
        bulk: true,
        give: Vec::new(),
        set: Vec::new(),
        photo: None,
        reopen: None,
        confirm: None,
        issues: Vec::new(),
    };
    let states = [state("received", "受付", false), state("done", "完了", true)];
    Workflow {
        start: "received".to_owned(),
        starts: IndexMap::new(),
        states: states.into_iter().map(|state| (state.id.clone(), state)).collect(),
        actions: IndexMap::from([(finish.id.clone(), finish)]),
        given: Vec::new(),
    }
}
