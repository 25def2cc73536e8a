//! A valid submission → the case that is stored: first state, automatic actions, claims, limits, mails.

use crate::{
    answer::{Evaluation, Setting},
    booking::{self, Ask, Refusal},
    calendar,
    intake::FieldError,
    records::{Actor, Channel, Claim, NewCase},
    rules, waiting,
    workflow::course::Course,
};
use madoguchi_schema::{answers::Answers, text::Lang};

/// Who submits, and how.
#[derive(Debug, Clone)]
pub struct Submitter {
    /// The resident, or the clerk who enters a call.
    pub actor: Actor,
    /// How it arrives.
    pub channel: Channel,
    /// Language of the resident.
    pub lang: Lang,
    /// Version of the definition in `setting.app`.
    pub version: u32,
    /// Staff only: book late or over capacity, with this reason.
    pub overbook: Option<String>,
}

/// Why nothing is stored.
#[derive(Debug, Clone, PartialEq)]
pub enum NotRouted {
    /// Answers are wrong or missing.
    Fields(Vec<FieldError>),
    /// The journey ended with advice: `(page, stop)`.
    Stopped(usize, usize),
    /// The day of this slot question cannot be claimed.
    Slot {
        /// The question.
        question: String,
        /// Why.
        refusal: Refusal,
    },
}

/// Decides a submission.
pub fn route(setting: Setting<'_>, evaluation: Evaluation, by: &Submitter) -> Result<NewCase, NotRouted> {
    if let Some((page, stop)) = evaluation.stop {
        return Err(NotRouted::Stopped(page, stop));
    }
    if !evaluation.errors.is_empty() {
        return Err(NotRouted::Fields(evaluation.errors));
    }
    let mut answers = evaluation.answers;
    let claims = book(setting, &mut answers, reason(by))?;
    let waits =
        waiting::wanted(setting, &mut answers).map_err(|(question, refusal)| NotRouted::Slot { question, refusal })?;
    let today = calendar::today(setting.office, setting.now);
    let mut course = Course::begin(setting, &answers, by.actor.clone(), by.channel);
    if let Some(step) = course.steps.first_mut() {
        step.note = reason(by);
    }
    course.automatic();
    course.finish();
    let state = course.state.as_str();
    let rules = rules::checks(setting, &answers, today).into_iter().filter(|rule| rule.counts(state)).collect();
    Ok(NewCase {
        app: setting.app.id.clone(),
        version: by.version,
        lang: by.lang,
        channel: by.channel,
        reminders: course.reminders(&[]),
        due_at: course.due_at(),
        expires_at: course.expires_at(),
        steps: course.steps,
        trail: course.trail,
        asked: course.asked,
        approval: course.approval,
        mails: course.mails,
        answers,
        claims,
        waits,
        rules,
        now: setting.now,
        today,
    })
}

/// The reason for booking late or over capacity; only staff may give one.
fn reason(by: &Submitter) -> Option<String> {
    let given = by.overbook.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    given.filter(|_| matches!(by.actor, Actor::Staff { .. })).map(str::to_owned)
}

/// The claim of every slot question that was answered; the area is written into the answer.
fn book(setting: Setting<'_>, answers: &mut Answers, reason: Option<String>) -> Result<Vec<Claim>, NotRouted> {
    let mut claims = Vec::new();
    for (question, booking) in booking::slots(setting.app) {
        let Some(at) = booking::slot_at(answers, question) else { continue };
        let ask = Ask { setting, booking, answers, present: None };
        let claim = booking::claim(&ask, at, reason.clone())
            .map_err(|refusal| NotRouted::Slot { question: question.to_owned(), refusal })?;
        booking::write_slot(answers, question, at, &claim.area);
        claims.push(claim);
    }
    Ok(claims)
}
