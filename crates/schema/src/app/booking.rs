//! Bookings: what a slot is, how much fits in it and until when it may be taken.

use super::Times;
use crate::expr::Expr;
use indexmap::IndexMap;
use jiff::civil;

/// One booking of an app.
#[derive(Debug, Clone, PartialEq)]
pub struct Booking {
    /// Identity.
    pub id: String,
    /// The area of a case (text code); one area for all when absent.
    pub area: Option<Expr>,
    /// Calendar in `office.yaml`.
    pub calendar: String,
    /// Served weekdays as a list of `mon`…`sun`; every working day when absent. May read `area`.
    pub open: Option<Expr>,
    /// Times of a day; the whole day is one slot when absent.
    pub times: Option<Times>,
    /// Minutes of a visit; one period when absent.
    pub length: Option<Expr>,
    /// Capacity by unit, per area and day, or per area and period.
    pub capacity: IndexMap<String, i64>,
    /// The last of each unit, which only staff may give away.
    pub reserved: IndexMap<String, i64>,
    /// What a case takes of each unit of `capacity`; 1 where not written.
    pub uses: IndexMap<String, Expr>,
    /// How far ahead.
    pub window: Window,
    /// Last moment to book.
    pub cutoff: Option<Cutoff>,
    /// Last moment to change or withdraw.
    pub change_until: Option<Cutoff>,
    /// Minutes that capacity is kept for a draft.
    pub hold_minutes: u32,
    /// How many open cases one person may have.
    pub limit: Option<Limit>,
    /// States that give the capacity back.
    pub release_when: Vec<String>,
    /// How a full day is waited for; not at all when absent.
    pub waitlist: Option<Waitlist>,
    /// The draw that comes before booking; none when absent.
    pub lottery: Option<Lottery>,
}

/// `{answer: 24 hours, most: 20, send: offered}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waitlist {
    /// How long an offered day is kept for the one whose turn it is.
    pub answer: Patience,
    /// How many may wait for one day, or one time.
    pub most: u32,
    /// The mail that goes with an offer.
    pub send: Option<String>,
}

/// `{apply: 2026-12-01..2026-12-20, draw: 2026-12-21, confirm: 7 days, won: drawn, lost: not-drawn}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lottery {
    /// First and last day to apply.
    pub apply: (civil::Date, civil::Date),
    /// The day of the draw; from then on what is left is booked as usual.
    pub draw: civil::Date,
    /// How long a drawn slot is kept.
    pub confirm: Patience,
    /// The mail for who is drawn.
    pub won: Option<String>,
    /// The mail for who is not.
    pub lost: Option<String>,
}

/// How long an answer is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// From the moment of the offer.
    Minutes(u32),
    /// To the end of a day.
    Days(Days),
}

impl Default for Patience {
    /// The end of the next working day.
    fn default() -> Patience {
        Patience::Days(Days { count: 1, unit: DayUnit::Business })
    }
}

impl Booking {
    /// Whether a slot can be waited for: when it is full, or before a draw.
    pub fn is_waited_for(&self) -> bool {
        self.waitlist.is_some() || self.lottery.is_some()
    }

    /// What a resident, or staff, may take of each unit.
    pub fn capacity_for(&self, staff: bool) -> IndexMap<String, i64> {
        let kept = |unit: &String| if staff { 0 } else { self.reserved.get(unit).copied().unwrap_or(0) };
        self.capacity.iter().map(|(unit, count)| (unit.clone(), count - kept(unit))).collect()
    }
}

/// First and last day offered, counted from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First.
    pub from: Days,
    /// Last.
    pub until: Days,
}

/// A number of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// How many.
    pub count: u32,
    /// Of which kind.
    pub unit: DayUnit,
}

/// Calendar days or the desk's working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayUnit {
    /// Every day.
    Calendar,
    /// Days on which the calendar is open.
    Business,
}

/// `16:00, 2 business days before`: inclusive, 16:00:00 is in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cutoff {
    /// Time of day in the city's zone.
    pub time: civil::Time,
    /// Days before the slot.
    pub before: Days,
}

/// `{per: phone, open: 3}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// The question whose answer names the person.
    pub per: String,
    /// Cases in a state that is not an end.
    pub open: u32,
}

impl Default for Window {
    /// From the next working day for 60 days.
    fn default() -> Window {
        Window { from: Days { count: 1, unit: DayUnit::Business }, until: Days { count: 60, unit: DayUnit::Calendar } }
    }
}

/// How long a state lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// Days, of the calendar or of business.
    Days(Days),
    /// Months of the calendar: from 31 January one month ends with February.
    Months(u32),
}
