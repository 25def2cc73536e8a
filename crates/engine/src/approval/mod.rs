//! 決裁: an approval route while a case waits in its state, and who may act on it in which capacity.
//!
//! A [`Progress`] is begun when a case arrives in a state with a route and goes on with each act. Steps are opened in
//! order; the holders of a seat are found when its step is reached. [`permit`] is the only way to a [`Permit`], and
//! the same answer makes the buttons ([`offers`]). The record of every act is a [`Detail`] of its event.

mod advance;
mod capacity;
mod decide;
mod permit;
mod progress;
mod roster;

#[cfg(test)]
mod authority_tests;
#[cfg(test)]
mod tests;

pub(crate) use advance::Ground;
pub use capacity::is_vacant;
pub use decide::Said;
pub use permit::{Offer, Permit, is_involved, offers, permit};
pub use progress::{
    Capacity, Detail, Holder, Issued, Outcome, Person, Progress, Review, Seal, SeatState, Stamp, Status, StepState,
};
pub use roster::{Absence, Deputy, Member, Roster};

/// What can be done on a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// 承認.
    Approve,
    /// 条件付意見: approval with an opinion that is recorded.
    Opinion,
    /// 否認.
    Deny,
    /// 差戻し, to the starter or an earlier step.
    Return,
    /// 引戻し by the starter, before anyone has acted.
    PullBack,
    /// A comment that decides nothing.
    Remark,
    /// 後閲 by the decider who was absent.
    Review,
}

impl Act {
    /// All, in the order of the buttons.
    pub const ALL: [Act; 7] =
        [Act::Approve, Act::Opinion, Act::Return, Act::Deny, Act::PullBack, Act::Remark, Act::Review];

    /// The word in paths and tests.
    pub fn code(self) -> &'static str {
        match self {
            Act::Approve => "approve",
            Act::Opinion => "opinion",
            Act::Deny => "deny",
            Act::Return => "return",
            Act::PullBack => "pull_back",
            Act::Remark => "remark",
            Act::Review => "review",
        }
    }

    /// The action of its event; the dot keeps it apart from every action of a definition.
    pub fn event(self) -> &'static str {
        match self {
            Act::Approve => "approval.approve",
            Act::Opinion => "approval.opinion",
            Act::Deny => "approval.deny",
            Act::Return => "approval.return",
            Act::PullBack => "approval.pull_back",
            Act::Remark => "approval.remark",
            Act::Review => "approval.review",
        }
    }

    /// Reads [`Act::code`].
    pub fn from_code(code: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|act| act.code() == code)
    }

    /// Reads [`Act::event`].
    pub fn from_event(action: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|act| act.event() == action)
    }

    /// Whether words must come with it.
    pub fn needs_note(self) -> bool {
        matches!(self, Act::Opinion | Act::Deny | Act::Return | Act::Remark)
    }
}
