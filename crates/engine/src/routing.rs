//! A valid submission → the case that is stored: first state, automatic actions, claims, limits, mails.

use crate::{
    answer::{Evaluation, Setting},
    booking::Refusal,
    intake::FieldError,
    records::{Actor, Channel, NewCase},
};
use madoguchi_schema::text::Lang;

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
pub fn route(_setting: Setting<'_>, _evaluation: Evaluation, _by: &Submitter) -> Result<NewCase, NotRouted> {
    todo!()
}
