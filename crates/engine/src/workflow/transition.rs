//! A permitted press → the change that follows from it.

use super::{
    Input, Permit, Rejection,
    correction::{self, Corrected},
    course::Course,
    writing,
};
use crate::{
    booking,
    document::NotPrinted,
    intake::FieldError,
    records::{Actor, CaseFacts, Change, Claim, SlotChange},
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
        self.photo(input)?;
        let corrected = self.written(input)?;
        let answers = corrected.as_ref().map_or(&case.answers, |corrected| &corrected.answers);
        let mut course = Course::of(setting, case, answers);
        course.press(self.actor(), self.action(), note);
        course.attach(input.photo.clone());
        course.automatic();
        course.issue(case, &self.action().issues).map_err(|why| Rejection::Fields(vec![not_printed(&why)]))?;
        let slots = match &corrected {
            Some(corrected) if !case.claims.is_empty() => moves(&case.claims, &corrected.claims),
            Some(corrected) if *self.actor() == Actor::Resident => moves(&case.claims, &corrected.claims),
            Some(_) => SlotChange::Keep,
            None => SlotChange::Keep,
        };
        let slots = if slots == SlotChange::Keep { self.claim_again(&course, answers)? } else { slots };
        let changed = corrected.as_ref().map(|corrected| corrected.answers.clone());
        Ok(course.change(case, changed.filter(|answers| *answers != case.answers), slots))
    }

    /// The answers with what comes with the press: the resident's correction or what a clerk gives, and what is set.
    fn written(&self, input: &Input) -> Result<Option<Corrected>, Rejection> {
        let (setting, case) = (self.setting(), self.case());
        if *self.actor() != Actor::Resident {
            return writing::write(setting, case, &writing::of_press(self.action(), self.actor(), input));
        }
        let corrected = correction::correct(setting, case, &input.answers)?;
        if self.action().set.is_empty() {
            return Ok(corrected);
        }
        let answers = corrected.map_or_else(|| case.answers.clone(), |corrected| corrected.answers);
        let case = CaseFacts { answers, ..case.clone() };
        writing::write(setting, &case, &writing::of_press(self.action(), self.actor(), &Input::default()))
    }

    /// A photo comes where it must, and only where it may.
    fn photo(&self, input: &Input) -> Result<(), Rejection> {
        match (self.action().photo, &input.photo) {
            (Some(NoteRule::Required), None) => Err(Rejection::Fields(vec![photo_required()])),
            (None, Some(_)) => Err(Rejection::Fields(vec![no_photo()])),
            _ => Ok(()),
        }
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
pub(super) fn moves(held: &[Claim], wanted: &[Claim]) -> SlotChange {
    let same = |wanted: &Claim| held.iter().any(|held| held.takes_as(wanted));
    let changed: Vec<Claim> = wanted.iter().filter(|wanted| !same(wanted)).cloned().collect();
    if changed.is_empty() { SlotChange::Keep } else { SlotChange::Move(changed) }
}

/// A note is missing.
pub(crate) fn note_required() -> FieldError {
    beside("note", "note.required", "理由・連絡事項", "理由・連絡事項を入力してください", "Enter a note")
}

fn photo_required() -> FieldError {
    beside("photo", "photo.required", "写真", "写真を選んでください", "Choose a photo")
}

fn no_photo() -> FieldError {
    beside("photo", "photo.not-asked", "写真", "この操作に写真は付けられません", "No photo goes with this")
}

fn not_printed(why: &NotPrinted) -> FieldError {
    beside("document", "document.not-made", "書類", &why.sentence(Lang::Ja), &why.sentence(Lang::En))
}

/// A mistake in what stands beside the questions.
pub(super) fn beside(field: &str, code: &'static str, label: &str, ja: &str, en: &str) -> FieldError {
    let message = BTreeMap::from([(Lang::Ja, ja.to_owned()), (Lang::En, en.to_owned())]);
    FieldError {
        question: field.to_owned(),
        part: String::new(),
        code,
        args: vec![("label", label.to_owned())],
        message: Some(Text::from_langs(message)),
    }
}

/// A note stays in the history for as long as the case: it is the last place for an individual number.
pub(super) fn note_with_my_number() -> FieldError {
    FieldError {
        question: "note".to_owned(),
        part: String::new(),
        code: "text.my-number",
        args: vec![("label", "理由・連絡事項".to_owned()), ("label-en", "The note".to_owned())],
        message: None,
    }
}
