//! Which days are offered, how much a case takes, and until when: one function per rule.
//!
//! The offer list, the final check, the buttons and the printed sentence all ask the same functions, so they cannot
//! differ. Whether a day has room is judged last by the store, inside its transaction. Neighbours: [`crate::calendar`]
//! counts the days, [`crate::records`] carries the claim.

mod at;
mod policy;
mod take;
mod words;

pub use at::{At, periods, slot_at, waiting_at};
pub(crate) use policy::wish;
pub use policy::{claim, days, last_moment, window};
pub use take::{area, minutes, slot_date, uses};
pub(crate) use take::{write_slot, write_waiting};
pub use words::{day_words, moment_words, sentence};

#[cfg(test)]
mod tests;

use crate::answer::Setting;
use indexmap::IndexMap;
use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use madoguchi_schema::{
    answers::Answers,
    app::{App, Booking},
    text::Lang,
};

/// One booking for one set of answers.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// App, city, moment.
    pub setting: Setting<'a>,
    /// The booking.
    pub booking: &'a Booking,
    /// Answers so far.
    pub answers: &'a Answers,
    /// The date, and time, that the case has now; it stays offered even when full or late.
    pub present: Option<At>,
}

/// A day of the offer.
#[derive(Debug, Clone, PartialEq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// When it begins, when the booking has times.
    pub time: Option<Time>,
    /// All units fit (or it is the present date).
    pub room: bool,
    /// What is left, by unit; never below 0.
    pub left: IndexMap<String, i64>,
    /// The case's present date.
    pub present: bool,
}

impl Day {
    /// The day and time.
    pub fn at(&self) -> At {
        At { date: self.date, time: self.time }
    }
}

/// Why a day cannot be claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The address is in no area.
    NoArea,
    /// Not a served day, closed, or outside the window.
    NotOffered,
    /// The last moment has passed.
    TooLate {
        /// It was.
        last: Timestamp,
    },
}

impl Refusal {
    /// Stable code, also of the field error at the slot question.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NoArea => "slot.no-area",
            Refusal::NotOffered => "slot.not-offered",
            Refusal::TooLate { .. } => "slot.too-late",
        }
    }

    /// The sentence: what is wrong and how to go on.
    pub fn sentence(&self, office: &madoguchi_schema::office::Office, lang: Lang) -> String {
        words::refusal(self, office, lang)
    }
}

/// The slot questions of an app with their bookings, in order.
pub fn slots(app: &App) -> impl Iterator<Item = (&str, &Booking)> {
    app.questions().filter_map(|(_, question)| match &question.kind {
        madoguchi_schema::field::Kind::Slot(slot) => {
            app.bookings.get(&slot.book).map(|booking| (question.id.as_str(), booking))
        }
        _ => None,
    })
}
