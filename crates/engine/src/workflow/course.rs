//! The way of a case through its states in one decision: the press, and the automatic actions behind it.

use super::{deadline, permit::guard};
use crate::{
    answer::Setting,
    calendar,
    records::{Actor, CaseFacts, Change, Channel, MailOrder, SlotChange, Step},
    scope::{CaseScope, System},
};
use jiff::{Timestamp, civil::Date};
use madoguchi_schema::{
    answers::Answers,
    app::{Action, State, Target},
};
use serde_json::Value as Json;

/// Where a case stands while a decision is made.
pub(crate) struct Course<'a> {
    setting: Setting<'a>,
    answers: &'a Answers,
    receipt: &'a str,
    channel: Channel,
    created_on: Date,
    moved: bool,
    pub(crate) state: String,
    pub(crate) trail: Vec<String>,
    pub(crate) asked: Vec<String>,
    pub(crate) steps: Vec<Step>,
    pub(crate) mails: Vec<MailOrder>,
}

impl<'a> Course<'a> {
    /// A new case: `submit` brings it into the first state.
    pub(crate) fn begin(setting: Setting<'a>, answers: &'a Answers, actor: Actor, channel: Channel) -> Course<'a> {
        let state = setting.app.workflow.start_on(channel.code()).to_owned();
        let submit = Step { actor, action: "submit".to_owned(), from: None, to: state.clone(), note: None };
        Course {
            setting,
            answers,
            receipt: "",
            channel,
            created_on: calendar::today(setting.office, setting.now),
            moved: true,
            state,
            trail: Vec::new(),
            asked: Vec::new(),
            steps: vec![submit],
            mails: Vec::new(),
        }
    }

    /// A stored case, with the answers that it has after the decision.
    pub(super) fn of(setting: Setting<'a>, case: &'a CaseFacts, answers: &'a Answers) -> Course<'a> {
        Course {
            setting,
            answers,
            receipt: &case.receipt,
            channel: case.channel,
            created_on: calendar::today(setting.office, case.created_at),
            moved: false,
            state: case.state.clone(),
            trail: case.trail.clone(),
            asked: case.asked.clone(),
            steps: Vec::new(),
            mails: Vec::new(),
        }
    }

    /// Presses an action: the step, the state, what is asked, the mails.
    pub(super) fn press(&mut self, actor: &Actor, action: &Action, note: Option<String>) {
        let to = match &action.to {
            Target::State(state) => state.clone(),
            Target::Back => match self.trail.last() {
                Some(before) => before.clone(),
                None => self.setting.app.workflow.start_on(self.channel.code()).to_owned(),
            },
            Target::Stay => self.state.clone(),
        };
        self.go(actor, &action.id, to, action.to == Target::Back, note);
        if !action.ask.is_empty() {
            self.asked.clone_from(&action.ask);
        }
        self.send(&action.send);
    }

    /// The state leaves by itself.
    pub(super) fn expire(&mut self, then: &str) {
        self.go(&Actor::System, "expire", then.to_owned(), false, None);
    }

    /// Records something that leaves the state as it is.
    pub(super) fn stay(&mut self, actor: &Actor, action: &str, note: Option<String>) {
        self.go(actor, action, self.state.clone(), false, note);
    }

    /// Presses the automatic actions of the states where the case arrives, each at most once.
    pub(crate) fn automatic(&mut self) {
        let actions = &self.setting.app.workflow.actions;
        let mut pressed: Vec<&str> = Vec::new();
        while self.moved {
            let system = System {
                receipt: self.receipt,
                state: &self.state,
                created_on: self.created_on,
                channel: self.channel,
            };
            let scope = CaseScope::new(self.setting, self.answers).with(system);
            let next = actions.values().find(|action| {
                action.automatic
                    && action.from.contains(&self.state)
                    && !pressed.contains(&action.id.as_str())
                    && guard(&scope, action)
            });
            let Some(action) = next else { return };
            pressed.push(&action.id);
            self.press(&Actor::System, action, None);
        }
    }

    fn go(&mut self, actor: &Actor, action: &str, to: String, back: bool, note: Option<String>) {
        let from = Some(self.state.clone());
        self.steps.push(Step { actor: actor.clone(), action: action.to_owned(), from, to: to.clone(), note });
        if to == self.state {
            return;
        }
        let left = std::mem::replace(&mut self.state, to);
        if back {
            self.trail.pop();
        } else {
            self.trail.push(left);
        }
        self.asked.clear();
        self.moved = true;
    }

    /// Orders mails whose address was answered.
    fn send(&mut self, mails: &[String]) {
        for id in mails {
            let address = self.setting.app.mail.get(id).and_then(|mail| self.answers.get(&mail.to));
            if let Some(to) = address.and_then(Json::as_str).filter(|to| !to.is_empty()) {
                self.mails.push(MailOrder { mail: id.clone(), to: to.to_owned() });
            }
        }
    }

    fn standing(&self) -> Option<&'a State> {
        self.setting.app.workflow.states.get(&self.state)
    }

    /// By when a clerk should act in the state reached now.
    pub(crate) fn due_at(&self) -> Option<Timestamp> {
        self.standing().and_then(|state| deadline::due(&self.setting, state))
    }

    /// When the state reached now leaves by itself.
    pub(crate) fn expires_at(&self) -> Option<Timestamp> {
        self.standing().and_then(|state| deadline::expiry(&self.setting, state))
    }

    /// Whether a state gives the capacity of a booking back.
    pub(super) fn releases(&self, state: &str, booking: &str) -> bool {
        let booking = self.setting.app.bookings.get(booking);
        booking.is_some_and(|booking| booking.release_when.iter().any(|named| named == state))
    }

    /// Whether the state reached gives back what the case holds.
    fn gives_back(&self, case: &CaseFacts) -> bool {
        case.claims.iter().any(|claim| self.releases(&self.state, &claim.book))
    }

    /// The change of a stored case. Capacity goes back when the state reached releases it, else `slots` happens.
    pub(super) fn change(self, case: &CaseFacts, answers: Option<Answers>, slots: SlotChange) -> Change {
        let (due_at, expires_at) =
            if self.moved { (self.due_at(), self.expires_at()) } else { (case.due_at, case.expires_at) };
        let slots = if self.gives_back(case) { SlotChange::Release } else { slots };
        Change {
            case: case.id,
            revision: case.revision,
            steps: self.steps,
            answers,
            slots,
            mails: self.mails,
            due_at,
            expires_at,
            trail: self.trail,
            asked: self.asked,
            now: self.setting.now,
        }
    }
}
