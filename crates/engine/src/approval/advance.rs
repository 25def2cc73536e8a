//! A route begins, opens its next step, asks a 合議 again.

use super::{Capacity, Holder, Outcome, Person, Progress, Seal, SeatState, Stamp, Status, StepState};
use crate::{answer::Setting, records::Actor, scope::CaseScope};
use madoguchi_schema::{
    answers::Answers,
    app::{By, Decider, Resume, Route, RouteStep, Seat, UnitOf},
    expr::{Expr, Scope as _},
    text::Lang,
    value::Value,
};
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

/// What a route is decided on.
pub(crate) struct Ground<'a> {
    pub(crate) setting: Setting<'a>,
    pub(crate) route: &'a Route,
    pub(crate) answers: &'a Answers,
    pub(crate) scope: CaseScope<'a>,
    /// Who started the case.
    pub(crate) submitter: Actor,
}

impl Ground<'_> {
    /// SHA-256 of the answers.
    pub(super) fn seen(&self) -> String {
        hash(&Json::Object(self.answers.0.clone()))
    }

    /// SHA-256 of the answers that are the gist.
    pub(super) fn gist(&self) -> String {
        if self.route.gist.is_empty() {
            return self.seen();
        }
        let part = |id: &String| (id.clone(), self.answers.get(id).cloned().unwrap_or(Json::Null));
        hash(&Json::Object(self.route.gist.iter().map(part).collect()))
    }

    /// Whom an entry of `by` means for this case.
    fn holders(&self, by: &By) -> Vec<Holder> {
        match by {
            By::Unit(unit) => vec![Holder::Unit(unit.clone())],
            By::Post(unit, post) => vec![Holder::Post(unit.clone(), post.clone())],
            By::PostOf { post, of } => {
                self.units(of).into_iter().map(|unit| Holder::Post(unit, post.clone())).collect()
            }
            By::Field(question) => self.logins(question).into_iter().map(Holder::Login).collect(),
            By::Starter => Person::of(&self.submitter).id.map(Holder::Staff).into_iter().collect(),
            By::Staff => vec![Holder::Anyone],
            By::Resident => Vec::new(),
        }
    }

    /// The units that the case names.
    fn units(&self, of: &UnitOf) -> Vec<String> {
        match (of, &self.submitter) {
            (UnitOf::Field(question), _) => {
                self.answers.get(question).and_then(Json::as_str).map(str::to_owned).into_iter().collect()
            }
            (UnitOf::Starter, Actor::Staff { posts, .. }) => posts.iter().map(|(unit, _)| unit.clone()).collect(),
            (UnitOf::Starter, _) => Vec::new(),
        }
    }

    /// The people that an answer names.
    fn logins(&self, question: &str) -> Vec<String> {
        match self.answers.get(question) {
            Some(Json::String(login)) => vec![login.clone()],
            Some(Json::Array(several)) => several.iter().filter_map(Json::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    }

    fn holds(&self, condition: Option<&Expr>) -> bool {
        condition.is_none_or(|condition| condition.eval(&self.scope).is_true())
    }

    /// Finds who may sit in a seat, by the answers as they are now.
    fn seat(&self, rule: &Seat, state: &mut SeatState) {
        state.left_out = !self.holds(rule.condition.as_ref());
        if state.left_out {
            state.holders.clear();
            return;
        }
        match &rule.decider {
            Decider::Named(by) => {
                state.holders = by.iter().flat_map(|by| self.holders(by)).collect();
                (state.class, state.delegated) = (None, false);
            }
            Decider::Table(table) => {
                let keys: Vec<String> = table.questions.iter().map(|id| self.scope.lookup(id).to_text()).collect();
                let amount = match table.amount.as_ref().map(|amount| amount.eval(&self.scope)) {
                    Some(Value::Number(amount)) => Some(amount),
                    _ => None,
                };
                let row = table.row(&keys, amount);
                state.holders = row.map(|row| self.holders(&row.by)).unwrap_or_default();
                state.class = row.map(|row| row.label.get(Lang::Ja).to_owned());
                state.delegated = row.is_some_and(|row| row.delegated);
            }
        }
    }
}

fn hash(json: &Json) -> String {
    Sha256::digest(json.to_string().as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Progress {
    /// A case arrives in a state with a route. What an earlier round agreed to stays where the route resumes at the
    /// step that returned it; 後閲 tasks stay always.
    pub(crate) fn begin(ground: &Ground<'_>, state: &str, starter: &Actor, earlier: Option<Progress>) -> Progress {
        let mut progress = Progress {
            state: state.to_owned(),
            starter: Person::of(starter),
            started_at: ground.setting.now,
            acted: false,
            outcome: None,
            returned_by: None,
            gist: ground.gist(),
            steps: ground.route.steps.iter().map(fresh).collect(),
            reviews: Vec::new(),
        };
        let Some(earlier) = earlier else { return progress };
        let resumes = ground.route.resume == Resume::Step
            && earlier.state == state
            && earlier.outcome == Some(Outcome::Returned)
            && earlier.steps.len() == progress.steps.len();
        if let Some(until) = earlier.returned_by.filter(|_| resumes) {
            for (step, before) in progress.steps.iter_mut().zip(earlier.steps).take(until) {
                *step = before;
            }
        }
        progress.reviews = earlier.reviews;
        progress
    }

    /// Takes the seals of a 合議 away that agreed to another gist; the names of those steps.
    pub(crate) fn ask_again(&mut self, ground: &Ground<'_>) -> Vec<String> {
        let gist = ground.gist();
        let mut again = Vec::new();
        for step in self.steps.iter_mut().filter(|step| step.consent) {
            let other = |seat: &SeatState| seat.seal.as_ref().is_some_and(|seal| seal.gist != gist);
            if step.seats.iter().any(other) {
                step.clear();
                again.push(step.label.clone());
            }
        }
        self.gist = gist;
        // Only the first step that is not done waits.
        let first = self.steps.iter().position(|step| matches!(step.status, Status::Ahead | Status::Open));
        for step in self.steps.iter_mut().skip(first.map_or(usize::MAX, |first| first + 1)) {
            if step.status == Status::Open {
                step.status = Status::Ahead;
            }
        }
        again
    }

    /// Whether the gist is another one than before.
    pub(crate) fn is_outdated(&self, ground: &Ground<'_>) -> bool {
        self.gist != ground.gist()
    }

    /// Opens an earlier step again, for those who may sit there now.
    pub(super) fn reopen(&mut self, place: usize, ground: &Ground<'_>) {
        let (Some(step), Some(rule)) = (self.steps.get_mut(place), ground.route.steps.get(place)) else { return };
        step.status = Status::Open;
        step.since = Some(ground.setting.now);
        for (seat, rule) in step.seats.iter_mut().zip(&rule.seats) {
            ground.seat(rule, seat);
        }
        step.quorum = rule.quorum.min(step.asked().count()).max(1);
    }

    /// Opens the next step; whether none is left. One person in two seats acts once.
    pub(crate) fn advance(&mut self, ground: &Ground<'_>, stamps: &mut Vec<Stamp>) -> bool {
        for place in 0..self.steps.len() {
            let (before, rest) = self.steps.split_at_mut(place);
            let (Some(step), Some(rule)) = (rest.first_mut(), ground.route.steps.get(place)) else { return true };
            if matches!(step.status, Status::Done | Status::Skipped) {
                continue;
            }
            if step.status == Status::Ahead {
                if !ground.holds(rule.condition.as_ref()) {
                    step.status = Status::Skipped;
                    continue;
                }
                step.status = Status::Open;
                step.since = Some(ground.setting.now);
                for (seat, rule) in step.seats.iter_mut().zip(&rule.seats).filter(|(seat, _)| seat.seal.is_none()) {
                    ground.seat(rule, seat);
                }
                step.quorum = rule.quorum.min(step.asked().count());
                if step.quorum == 0 {
                    step.status = Status::Skipped;
                    continue;
                }
            }
            take_over(before, step, &self.gist, ground, stamps);
            if step.agreed() < step.quorum {
                return false;
            }
            step.status = Status::Done;
        }
        // A route that no step is left of was approved by nobody: the owning unit is asked.
        self.nobody_asked(ground)
    }

    /// Whether somebody agreed; else a seat for the owning unit waits.
    fn nobody_asked(&mut self, ground: &Ground<'_>) -> bool {
        if self.steps.iter().any(|step| step.agreed() > 0) {
            return true;
        }
        if let Some(last) = self.steps.last_mut() {
            last.status = Status::Open;
            last.quorum = 1;
            last.since = Some(ground.setting.now);
            for seat in &mut last.seats {
                seat.holders.clear();
                seat.left_out = false;
            }
        }
        false
    }
}

/// Seats of someone who agreed in an earlier step to the same gist, in the own right.
fn take_over(before: &[StepState], step: &mut StepState, gist: &str, ground: &Ground<'_>, stamps: &mut Vec<Stamp>) {
    let own = |seal: &&Seal| matches!(seal.capacity, Capacity::Own | Capacity::Delegated) && seal.gist == gist;
    let earlier: Vec<&Seal> =
        before.iter().flat_map(|step| &step.seats).filter_map(|seat| seat.seal.as_ref()).filter(own).collect();
    for seat in step.seats.iter_mut().filter(|seat| seat.seal.is_none() && !seat.left_out) {
        let holds = |seal: &&&Seal| seat.holders.iter().any(|holder| holder.held(&seal.by, &seal.posts).is_some());
        let Some(found) = earlier.iter().find(holds) else { continue };
        let capacity = if seat.delegated { Capacity::Delegated } else { Capacity::Own };
        let held = seat.holders.iter().find(|holder| holder.held(&found.by, &found.posts).is_some());
        let post = held.map(|holder| holder.words(ground.setting.office)).filter(|words| !words.is_empty());
        let seal = Seal {
            capacity,
            post: post.unwrap_or_else(|| found.post.clone()),
            at: ground.setting.now,
            comment: None,
            opinion: false,
            once: true,
            ..(*found).clone()
        };
        stamps.push(Stamp { step: step.label.clone(), seat: seat.label.clone(), seal: seal.clone() });
        seat.seal = Some(seal);
    }
}

fn fresh(rule: &RouteStep) -> StepState {
    let seat = |seat: &Seat| SeatState {
        label: seat.label.get(Lang::Ja).to_owned(),
        holders: Vec::new(),
        class: None,
        delegated: false,
        no_substitute: seat.no_substitute,
        seal: None,
        left_out: false,
    };
    StepState {
        label: rule.label.get(Lang::Ja).to_owned(),
        status: Status::Ahead,
        quorum: rule.quorum,
        consent: rule.consent,
        since: None,
        seats: rule.seats.iter().map(seat).collect(),
    }
}
