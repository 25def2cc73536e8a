//! When a mail goes by itself.

use super::Days;
use jiff::civil::Time;

/// `1 business day before visit 09:00`, and in which states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The moment.
    pub at: Appointment,
    /// It goes only while the case is in one of these.
    pub states: Vec<String>,
}

/// A moment that follows an answer: a number of days before or after a date, at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// The question of the date.
    pub question: String,
    /// How far from it.
    pub side: Side,
    /// The time of that day.
    pub time: Time,
}

/// On which side of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// So many days earlier.
    Before(Days),
    /// That day.
    On,
    /// So many days later.
    After(Days),
}
