//! Which days are offered, how much a case takes, and until when: one function per rule.

use crate::{
    answer::Setting,
    records::{Claim, LimitCheck, Taken},
};
use indexmap::IndexMap;
use jiff::{Timestamp, civil::Date};
use madoguchi_schema::{
    answers::Answers,
    app::{Booking, Cutoff},
    office::{Calendar, Office},
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
    /// The date that the case has now; it stays offered even when full or late.
    pub present: Option<Date>,
}

/// A day of the offer.
#[derive(Debug, Clone, PartialEq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// All units fit (or it is the present date).
    pub room: bool,
    /// What is left, by unit; never below 0.
    pub left: IndexMap<String, i64>,
    /// The case's present date.
    pub present: bool,
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

/// The area of the answers: `Some("")` when the booking has none, `None` when the address is in no area.
pub fn area(_ask: &Ask<'_>) -> Option<String> {
    todo!()
}

/// What the answers take, by unit.
pub fn uses(_ask: &Ask<'_>) -> IndexMap<String, i64> {
    todo!()
}

/// First and last day of the window, for reading the ledger.
pub fn window(_ask: &Ask<'_>) -> (Date, Date) {
    todo!()
}

/// The offered days in order with what is left: served, open, in the window, before the cut-off; and the present date.
pub fn days(_ask: &Ask<'_>, _taken: &[Taken]) -> Vec<Day> {
    todo!()
}

/// The claim on a day, by the same rules as [`days`] without capacity. `late` (staff, with a reason) skips
/// window and cut-off and lets the claim overbook.
pub fn claim(_ask: &Ask<'_>, _date: Date, _late: Option<String>) -> Result<Claim, Refusal> {
    todo!()
}

/// The last moment, inclusive, that a rule leaves for a date.
pub fn last_moment(_date: Date, _rule: &Cutoff, _calendar: &Calendar, _office: &Office) -> Timestamp {
    todo!()
}

/// The rule as a sentence with the date: 「11月11日（水）16時までに…」.
pub fn sentence(_date: Date, _rule: &Cutoff, _calendar: &Calendar, _office: &Office, _lang: Lang) -> String {
    todo!()
}

/// The limit of the booking, when the person's answer is there.
pub fn limit(_ask: &Ask<'_>) -> Option<LimitCheck> {
    todo!()
}
