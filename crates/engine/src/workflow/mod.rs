//! Who may press what, and what follows.
//!
//! [`permit`] is the only way to a [`Permit`], and a transition needs one: a press that is not allowed does not
//! compile. The same answer makes the buttons. A deadline is merely another actor ([`expire`]). Decisions are
//! [`crate::records::Change`]s that the store commits against the revision that was seen.

mod correction;
pub(crate) mod course;
mod deadline;
mod denied;
mod moving;
mod permit;
mod reminder;
#[cfg(test)]
mod reminder_tests;
mod transition;
mod who;
mod writing;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod writing_tests;

pub use correction::correctable;
pub(crate) use correction::moved;
pub use deadline::{escalate, escalated_to, expire};
pub use denied::Denied;
pub use moving::{may_move, move_slot};
pub use permit::{Permit, buttons, permit};
pub use reminder::{Remind, moment, remind};
pub(crate) use transition::note_required;
pub use who::{could_be, has_part, is_among, is_named, sees_sensitive};
pub use writing::{Editor, NotEdited, edit, editable};

use crate::{answer::RawAnswers, booking::Refusal, intake::FieldError};

/// What comes with a press.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Input {
    /// Note.
    pub note: Option<String>,
    /// Corrected answers, only of questions that were asked, or what the action lets its presser give; parts of a name or an address may be left out.
    pub answers: RawAnswers,
    /// A photo of the step that is stored already: `{id, name, size, media}`.
    pub photo: Option<serde_json::Value>,
}

/// Why a press is refused although permitted.
#[derive(Debug, Clone, PartialEq)]
pub enum Rejection {
    /// Fields are wrong; `note` is the note.
    Fields(Vec<FieldError>),
    /// The day cannot be claimed.
    Slot(Refusal),
}
