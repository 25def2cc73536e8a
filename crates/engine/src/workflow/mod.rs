//! Who may press what, and what follows.

use crate::{
    answer::{RawAnswers, Setting},
    booking::Refusal,
    intake::FieldError,
    records::{Actor, CaseFacts, Change},
};
use jiff::{Timestamp, civil::Date};
use madoguchi_schema::app::{Action, By};

/// Leave to press one action on one revision of a case; made only by [`permit`].
#[derive(Debug, Clone)]
pub struct Permit<'a> {
    setting: Setting<'a>,
    case: &'a CaseFacts,
    actor: &'a Actor,
    action: &'a Action,
}

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// No such action.
    Unknown,
    /// The actor is not among `by`, or the state does not let the resident.
    NotYours,
    /// Not from this state.
    WrongState,
    /// The guard does not hold.
    Guard,
    /// The resident's last moment has passed.
    TooLate {
        /// It was.
        last: Timestamp,
    },
}

/// What comes with a press.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Input {
    /// Note.
    pub note: Option<String>,
    /// Corrected answers, only of questions that were asked.
    pub answers: RawAnswers,
}

/// Why a press is refused although permitted.
#[derive(Debug, Clone, PartialEq)]
pub enum Rejection {
    /// Fields are wrong; `note` is the note.
    Fields(Vec<FieldError>),
    /// The day cannot be claimed.
    Slot(Refusal),
}

/// Whether the actor is among those named.
pub fn is_among(_actor: &Actor, _by: &[By]) -> bool {
    todo!()
}

/// May the actor press the action now? The same answer makes the buttons.
pub fn permit<'a>(
    _setting: Setting<'a>,
    _case: &'a CaseFacts,
    _actor: &'a Actor,
    _action: &str,
) -> Result<Permit<'a>, Denied> {
    todo!()
}

/// The actions that the actor may press, in order of the definition.
pub fn buttons<'a>(_setting: Setting<'a>, _case: &'a CaseFacts, _actor: &'a Actor) -> Vec<&'a Action> {
    todo!()
}

/// May the resident move the date now (`change_slot`)? Staff who may read may always, with a reason.
pub fn may_move(_setting: Setting<'_>, _case: &CaseFacts, _actor: &Actor) -> Result<(), Denied> {
    todo!()
}

impl Permit<'_> {
    /// The action.
    pub fn action(&self) -> &Action {
        self.action
    }

    /// What follows: state, automatic actions behind it, capacity released or re-claimed, mails, due times.
    pub fn transition(&self, _input: &Input) -> Result<Change, Rejection> {
        let _ = (&self.setting, &self.case, &self.actor);
        todo!()
    }
}

/// Moves the date of the slot question; `reason` lets staff be late or overbook.
pub fn move_slot(
    _setting: Setting<'_>,
    _case: &CaseFacts,
    _actor: &Actor,
    _question: &str,
    _date: Date,
    _reason: Option<String>,
) -> Result<Change, Rejection> {
    todo!()
}

/// The deadline as an actor: the state leaves by itself; `None` when it does not, or not yet.
pub fn expire(_setting: Setting<'_>, _case: &CaseFacts) -> Option<Change> {
    todo!()
}
