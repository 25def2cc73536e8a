//! A permitted press → the change that follows from it.

use super::{Input, Permit, Rejection, correction, course::Course};
use crate::{
    booking,
    intake::FieldError,
    records::{Change, Claim, SlotChange},
};
use madoguchi_schema::{
    answers::Answers,
    app::NoteRule,
    field::holds_my_number,
    text::{Lang, Text},
};
use std::collections::BTreeMap;

impl Permit<'_> {
    /// What follows: state, automatic actions behind it, capacity released or re-claimed, mails, due times.
    pub fn transition(&self, input: &Input) -> Result<Change, Rejection> {
        let (setting, case) = (self.setting(), self.case());
        let note = input.note.as_deref().map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
        if note.is_none() && self.action().note == NoteRule::Required {
            return Err(Rejection::Fields(vec![note_required()]));
        }
        if note.as_deref().is_some_and(holds_my_number) {
            return Err(Rejection::Fields(vec![note_with_my_number()]));
        }
        let corrected = correction::correct(setting, case, self.actor(), &input.answers)?;
        let answers = corrected.as_ref().map_or(&case.answers, |corrected| &corrected.answers);
        let mut course = Course::of(setting, case, answers);
        course.press(self.actor(), self.action(), note);
        course.automatic();
        let slots = match &corrected {
            Some(corrected) => moves(&case.claims, &corrected.claims),
            None => SlotChange::Keep,
        };
        let slots = if slots == SlotChange::Keep { self.claim_again(&course, answers)? } else { slots };
        let changed = corrected.as_ref().map(|corrected| corrected.answers.clone());
        Ok(course.change(case, changed.filter(|answers| *answers != case.answers), slots))
    }

    /// A case that comes back from a state that gave its capacity away claims its day again.
    fn claim_again(&self, course: &Course<'_>, answers: &Answers) -> Result<SlotChange, Rejection> {
        let (setting, case) = (self.setting(), self.case());
        let ended = setting.app.workflow.states.get(&course.state).is_none_or(|state| state.end);
        let lost = |book: &str| course.releases(&case.state, book) && !course.releases(&course.state, book);
        if ended || course.state == case.state || !booking::slots(setting.app).any(|(_, booking)| lost(&booking.id)) {
            return Ok(SlotChange::Keep);
        }
        let mut answers = answers.clone();
        let claims = correction::claims(setting, &mut answers, &case.claims).map_err(Rejection::Slot)?;
        let claims: Vec<Claim> = claims.into_iter().filter(|claim| lost(&claim.book)).collect();
        Ok(if claims.is_empty() { SlotChange::Keep } else { SlotChange::Move(claims) })
    }
}

/// The claims that differ from what is held.
fn moves(held: &[Claim], wanted: &[Claim]) -> SlotChange {
    let same = |wanted: &Claim| held.iter().any(|held| held.takes_as(wanted));
    let changed: Vec<Claim> = wanted.iter().filter(|wanted| !same(wanted)).cloned().collect();
    if changed.is_empty() { SlotChange::Keep } else { SlotChange::Move(changed) }
}

/// A note is missing.
pub(crate) fn note_required() -> FieldError {
    FieldError {
        question: "note".to_owned(),
        part: String::new(),
        code: "note.required",
        args: vec![("label", "理由・連絡事項".to_owned())],
        message: Some(Text::from_langs(BTreeMap::from([
            (Lang::Ja, "理由・連絡事項を入力してください".to_owned()),
            (Lang::En, "Enter a note".to_owned()),
        ]))),
    }
}

/// A note stays in the history for as long as the case: it is the last place for an individual number.
fn note_with_my_number() -> FieldError {
    FieldError {
        question: "note".to_owned(),
        part: String::new(),
        code: "text.my-number",
        args: vec![("label", "理由・連絡事項".to_owned()), ("label-en", "The note".to_owned())],
        message: None,
    }
}
