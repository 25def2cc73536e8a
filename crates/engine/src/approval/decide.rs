//! A permitted act on a route → the change that follows from it.

use super::{Act, Capacity, Outcome, Permit, Person, Progress, Review, Seal, Stamp, Status, capacity::Taking};
use crate::{
    intake::FieldError,
    records::{Actor, Change, SlotChange},
    workflow::{Rejection, course::Course, note_required},
};
use madoguchi_schema::app::Resume;

/// What comes with an act.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// Comment.
    pub note: Option<String>,
    /// The step to return to; to the starter when `None`.
    pub back_to: Option<usize>,
}

impl Permit<'_> {
    /// The steps before the present one that somebody agreed to: number and name.
    pub(super) fn earlier(&self) -> Vec<(usize, String)> {
        let before = self.progress.steps.iter().enumerate().take(self.step);
        before
            .filter(|(_, step)| step.status == Status::Done)
            .map(|(place, step)| (place, step.label.clone()))
            .collect()
    }

    /// What follows.
    pub fn decide(&self, said: &Said) -> Result<Change, Rejection> {
        let note = said.note.as_deref().map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
        let for_nobody = self.seats.iter().any(|(_, taking)| taking.capacity == Capacity::Owner);
        if note.is_none() && (self.act.needs_note() || for_nobody) {
            return Err(Rejection::Fields(vec![note_required()]));
        }
        let mut course = Course::of(self.setting, self.case, &self.case.answers);
        match self.act {
            Act::Approve | Act::Opinion => self.approve(&mut course, note),
            Act::Return => self.give_back(&mut course, note, said.back_to)?,
            Act::Deny => self.end(&mut course, Outcome::Denied, note),
            Act::PullBack => self.end(&mut course, Outcome::PulledBack, note),
            Act::Remark => course.stay(self.actor, self.act.event(), note),
            Act::Review => self.review(&mut course, note),
        }
        course.automatic();
        Ok(course.change(self.case, None, SlotChange::Keep))
    }

    /// 承認: seals the seats, opens the next step, and goes on when none is left.
    fn approve(&self, course: &mut Course<'_>, note: Option<String>) {
        let Some(ground) = course.ground() else { return };
        let mut progress = self.progress.clone();
        let mut stamps = Vec::new();
        let (seen, gist) = (ground.seen(), ground.gist());
        for (place, taking) in &self.seats {
            let seal = self.seal(taking, note.clone(), (&seen, &gist));
            if let Some(stamp) = progress.seal(self.step, *place, seal) {
                stamps.push(stamp);
            }
            if let Some(decider) = &taking.absent {
                progress.reviews.push(self.left_to_read(*place, decider));
            }
        }
        progress.acted = true;
        if let Some(step) = progress.steps.get_mut(self.step).filter(|step| step.agreed() >= step.quorum) {
            step.status = Status::Done;
        }
        let approved = progress.advance(&ground, &mut stamps);
        if approved {
            progress.outcome = Some(Outcome::Approved);
        }
        let to = approved.then(|| ground.route.approved.clone());
        course.detail.stamps.extend(stamps);
        self.record(course, progress, to, note);
        if approved {
            course.send(&ground.route.sends.approved);
        }
    }

    fn seal(&self, taking: &Taking, comment: Option<String>, (seen, gist): (&str, &str)) -> Seal {
        let posts = match self.actor {
            Actor::Staff { posts, .. } => posts.clone(),
            _ => Vec::new(),
        };
        Seal {
            by: Person::of(self.actor),
            posts,
            post: taking.post.clone(),
            capacity: taking.capacity,
            absent: taking.absent.clone(),
            at: self.setting.now,
            comment,
            opinion: self.act == Act::Opinion,
            seen: seen.to_owned(),
            gist: gist.to_owned(),
            once: false,
        }
    }

    fn left_to_read(&self, seat: usize, decider: &Person) -> Review {
        let seat = self.progress.steps.get(self.step).and_then(|step| step.seats.get(seat));
        Review {
            label: seat.map(|seat| seat.label.clone()).unwrap_or_default(),
            decider: decider.clone(),
            by: Person::of(self.actor),
            at: self.setting.now,
            done: None,
        }
    }

    /// 差戻し: to the starter, or to a step before this one.
    fn give_back(&self, course: &mut Course<'_>, note: Option<String>, to: Option<usize>) -> Result<(), Rejection> {
        let Some(to) = to else {
            self.end(course, Outcome::Returned, note);
            return Ok(());
        };
        let Some((_, label)) = self.earlier().into_iter().find(|(place, _)| *place == to) else {
            return Err(Rejection::Fields(vec![no_such_step()]));
        };
        let Some(ground) = course.ground() else { return Ok(()) };
        let mut progress = self.progress.clone();
        let all = ground.route.resume == Resume::Start;
        for (place, step) in progress.steps.iter_mut().enumerate() {
            if place == to || place == self.step || (all && (to..self.step).contains(&place)) {
                step.clear();
            }
        }
        progress.acted = true;
        progress.reopen(to, &ground);
        course.detail.back_to = Some(label);
        self.record(course, progress, None, note);
        Ok(())
    }

    /// The route ends without a decision, or with a denial.
    fn end(&self, course: &mut Course<'_>, outcome: Outcome, note: Option<String>) {
        let Some(ground) = course.ground() else { return };
        let mut progress = self.progress.clone();
        progress.acted = true;
        progress.outcome = Some(outcome);
        progress.returned_by = (outcome == Outcome::Returned).then_some(self.step);
        let named = if outcome == Outcome::Denied { &ground.route.rejected } else { &ground.route.returned };
        let to = named.clone().unwrap_or_else(|| course.came_from());
        self.record(course, progress, Some(to), note);
        match outcome {
            Outcome::Denied => course.send(&ground.route.sends.rejected),
            Outcome::Returned => course.send(&ground.route.sends.returned),
            _ => {}
        }
    }

    fn review(&self, course: &mut Course<'_>, note: Option<String>) {
        let mut progress = self.progress.clone();
        let me = Person::of(self.actor).id;
        for review in progress.reviews.iter_mut().filter(|review| review.decider.id == me) {
            review.done.get_or_insert(self.setting.now);
        }
        self.record(course, progress, None, note);
    }

    /// The step of the act, with the route after it.
    fn record(&self, course: &mut Course<'_>, progress: Progress, to: Option<String>, note: Option<String>) {
        course.approve(progress);
        match to {
            Some(to) => course.leave(self.actor, self.act.event(), to, note),
            None => course.stay(self.actor, self.act.event(), note),
        }
    }
}

impl Progress {
    fn seal(&mut self, step: usize, seat: usize, seal: Seal) -> Option<Stamp> {
        let step = self.steps.get_mut(step)?;
        let label = step.label.clone();
        let seat = step.seats.get_mut(seat)?;
        seat.seal = Some(seal.clone());
        Some(Stamp { step: label, seat: seat.label.clone(), seal })
    }
}

fn no_such_step() -> FieldError {
    FieldError {
        question: "back_to".to_owned(),
        part: String::new(),
        code: "approval.no-step",
        args: Vec::new(),
        message: Some(madoguchi_schema::text::Text::ja("差し戻す相手を、この画面にある中から選んでください")),
    }
}
