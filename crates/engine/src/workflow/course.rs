//! The way of a case through its states in one decision: the press, and the automatic actions behind it.

use super::{deadline, permit::guard, reminder};
use crate::{
    answer::Setting,
    approval::{Act, Detail, Ground, Issued, Outcome, Progress},
    calendar,
    document::{self, Issue, NotPrinted},
    records::{Actor, CaseFacts, Change, Channel, MailOrder, Reminder, SlotChange, Step, Wait, WaitChange, WaitEnd},
    rules,
    scope::{CaseScope, System},
    waiting,
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
    /// Documents that were issued.
    issues: Vec<Issue>,
    /// The approval route, changed or not.
    pub(crate) approval: Option<Progress>,
    /// What the first step records of it.
    pub(crate) detail: Detail,
    /// The route has changed.
    routed: bool,
    /// Who started the case.
    submitter: Actor,
}

impl<'a> Course<'a> {
    /// A new case: `submit` brings it into the first state.
    pub(crate) fn begin(setting: Setting<'a>, answers: &'a Answers, actor: Actor, channel: Channel) -> Course<'a> {
        let state = setting.app.workflow.start_on(channel.code()).to_owned();
        let submitter = actor.clone();
        let submit = Step {
            actor,
            action: "submit".to_owned(),
            from: None,
            to: state.clone(),
            note: None,
            detail: None,
            files: Vec::new(),
        };
        let mut course = Course {
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
            issues: Vec::new(),
            approval: None,
            detail: Detail::default(),
            routed: false,
            submitter,
        };
        course.arrive();
        course
    }

    /// A stored case, with the answers that it has after the decision.
    pub(crate) fn of(setting: Setting<'a>, case: &'a CaseFacts, answers: &'a Answers) -> Course<'a> {
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
            issues: Vec::new(),
            approval: case.approval.clone(),
            detail: Detail::default(),
            routed: false,
            submitter: case.act("submit").map_or(Actor::System, |act| act.actor.clone()),
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

    /// Issues the documents of a press, of the case as it is after it.
    pub(super) fn issue(&mut self, case: &CaseFacts, documents: &[String]) -> Result<(), NotPrinted> {
        let after = CaseFacts { state: self.state.clone(), answers: self.answers.clone(), ..case.clone() };
        for id in documents {
            let Some(document) = self.setting.app.documents.get(id) else { continue };
            let issue = document::issue(self.setting, &after, document)?;
            let (document, label, hash) = (issue.document.clone(), issue.label.clone(), issue.hash.clone());
            self.detail.documents.push(Issued { document, label, hash });
            self.issues.push(issue);
        }
        Ok(())
    }

    /// Attaches a file to the step that was taken last.
    pub(super) fn attach(&mut self, file: Option<Json>) {
        if let Some(step) = self.steps.last_mut() {
            step.files.extend(file);
        }
    }

    /// The state leaves by itself.
    pub(super) fn expire(&mut self, then: &str) {
        self.go(&Actor::System, "expire", then.to_owned(), false, None);
    }

    /// Records something that leaves the state as it is.
    pub(crate) fn stay(&mut self, actor: &Actor, action: &str, note: Option<String>) {
        self.go(actor, action, self.state.clone(), false, note);
    }

    /// Presses the automatic actions that the new answers allow where the case stands.
    pub(crate) fn reconsider(&mut self) {
        let (moved, before) = (std::mem::replace(&mut self.moved, true), self.steps.len());
        self.automatic();
        let left = self.steps.iter().skip(before).any(|step| step.from.as_ref() != Some(&step.to));
        self.moved = moved || left;
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
        self.steps.push(Step {
            actor: actor.clone(),
            action: action.to_owned(),
            from,
            to: to.clone(),
            note,
            detail: None,
            files: Vec::new(),
        });
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
        self.end_route();
        self.arrive();
    }

    /// The action of a route leads away: back where the case came from, or on.
    pub(crate) fn leave(&mut self, actor: &Actor, action: &str, to: String, note: Option<String>) {
        let back = self.trail.last() == Some(&to);
        self.go(actor, action, to, back, note);
    }

    /// Where the case came from.
    pub(crate) fn came_from(&self) -> String {
        let start = self.setting.app.workflow.start_on(self.channel.code());
        self.trail.last().map_or_else(|| start.to_owned(), Clone::clone)
    }

    /// What the route of the present state is decided on.
    pub(crate) fn ground(&self) -> Option<Ground<'a>> {
        let state = self.standing()?;
        let system =
            System { receipt: self.receipt, state: &state.id, created_on: self.created_on, channel: self.channel };
        let scope = CaseScope::new(self.setting, self.answers).with(system);
        Some(Ground {
            setting: self.setting,
            route: state.route.as_ref()?,
            answers: self.answers,
            scope,
            submitter: self.submitter.clone(),
        })
    }

    /// The route has come so far.
    pub(crate) fn approve(&mut self, progress: Progress) {
        self.approval = Some(progress);
        self.routed = true;
    }

    /// A route that still waits when its state is left has ended without a decision.
    fn end_route(&mut self) {
        if let Some(progress) = self.approval.as_mut().filter(|progress| progress.is_running()) {
            progress.outcome = Some(Outcome::Left);
            self.routed = true;
        }
    }

    /// A state with a route begins it; whoever made the decision is the starter.
    fn arrive(&mut self) {
        let Some(ground) = self.ground() else { return };
        let starter = self.steps.first().map_or(Actor::System, |step| step.actor.clone());
        let mut progress = Progress::begin(&ground, &self.state, &starter, self.approval.take());
        self.detail.again = progress.ask_again(&ground);
        self.proceed(progress, &ground);
    }

    /// Opens the next step; a route that none is left of leads on by itself.
    fn proceed(&mut self, mut progress: Progress, ground: &Ground<'a>) {
        let approved = progress.advance(ground, &mut self.detail.stamps);
        if approved {
            progress.outcome = Some(Outcome::Approved);
        }
        self.approve(progress);
        if approved {
            self.leave(&Actor::System, Act::Approve.event(), ground.route.approved.clone(), None);
            self.send(&ground.route.sends.approved);
        }
    }

    /// Answers that changed while a route waits: a 合議 that agreed to another gist is asked again.
    fn ask_again(&mut self) {
        let Some(ground) = self.ground() else { return };
        let waits = |progress: &&Progress| progress.is_running() && progress.is_outdated(&ground);
        let Some(mut progress) = self.approval.as_ref().filter(waits).cloned() else { return };
        self.detail.again = progress.ask_again(&ground);
        self.proceed(progress, &ground);
    }

    /// Writes into the steps what they record of the route.
    pub(crate) fn finish(&mut self) {
        self.ask_again();
        if let Some(first) = self.steps.first_mut().filter(|_| !self.detail.is_empty()) {
            first.detail = Some(std::mem::take(&mut self.detail));
        }
        if let Some(last) = self.steps.last_mut().filter(|_| self.routed) {
            last.detail.get_or_insert_default().progress.clone_from(&self.approval);
        }
    }

    /// Orders mails whose address was answered.
    pub(crate) fn send<'m>(&mut self, mails: impl IntoIterator<Item = &'m String>) {
        for id in mails {
            self.order(id, None);
        }
    }

    /// Orders a mail that goes by itself.
    pub(super) fn send_at(&mut self, mail: &str, at: Timestamp) {
        self.order(mail, Some(at));
    }

    fn order(&mut self, mail: &str, due: Option<Timestamp>) {
        let address = self.setting.app.mail.get(mail).and_then(|mail| self.answers.get(&mail.to));
        if let Some(to) = address.and_then(Json::as_str).filter(|to| !to.is_empty()) {
            self.mails.push(MailOrder { mail: mail.to_owned(), to: to.to_owned(), due });
        }
    }

    /// The mails that will go by themselves.
    pub(crate) fn reminders(&self, waiting: &[Reminder]) -> Vec<Reminder> {
        reminder::ahead(&self.setting, self.answers, waiting)
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

    /// A case that has ended, or has got another day, waits no longer.
    fn leaves_line(&self, case: &CaseFacts, slots: &SlotChange) -> WaitChange {
        let ended = self.standing().is_some_and(|state| state.end);
        let gone = case.waits.iter().any(|wait| ended || self.releases(&self.state, &wait.book));
        let stays = !ended && self.setting.app.bookings.keys().all(|book| !self.releases(&self.state, book));
        let moved =
            |wait: &Wait| matches!(slots, SlotChange::Move(claims) if claims.iter().any(|c| c.book == wait.book));
        match case.waits.iter().find(|wait| moved(wait)) {
            _ if gone => WaitChange::End { end: WaitEnd::Left, book: None },
            Some(wait) => WaitChange::End { end: WaitEnd::Left, book: Some(wait.book.clone()) },
            None if stays => waiting::again(self.setting, case, self.answers),
            None => WaitChange::Keep,
        }
    }

    /// The change of a stored case. Capacity goes back when the state reached releases it, else `slots` happens.
    pub(crate) fn change(mut self, case: &CaseFacts, answers: Option<Answers>, slots: SlotChange) -> Change {
        self.finish();
        let approval = self.approval.take().filter(|_| self.routed);
        let rules = rules::checks_again(self.setting, case, &self.state, answers.as_ref());
        let (due_at, expires_at) =
            if self.moved { (self.due_at(), self.expires_at()) } else { (case.due_at, case.expires_at) };
        let reminders = answers.as_ref().map(|_| self.reminders(&case.reminders));
        let slots = if self.gives_back(case) { SlotChange::Release } else { slots };
        let waits = self.leaves_line(case, &slots);
        Change {
            case: case.id,
            revision: case.revision,
            steps: self.steps,
            answers,
            slots,
            waits,
            rules,
            mails: self.mails,
            issues: self.issues,
            reminders,
            due_at,
            expires_at,
            trail: self.trail,
            asked: self.asked,
            approval,
            now: self.setting.now,
        }
    }
}
