//! The days of a booking: served, open, in the window, before the cut-off.

use super::{Ask, Day, Refusal, area, take, uses};
use crate::{
    calendar,
    records::{Claim, Taken},
    scope::CaseScope,
};
use indexmap::IndexMap;
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday},
};
use madoguchi_schema::{
    app::{Booking, Cutoff},
    office::{Calendar, Office, weekday_of_code},
    value::Value,
};

/// First and last day of the window, widened to the present date, for reading the ledger.
pub fn window(ask: &Ask<'_>) -> (Date, Date) {
    let (from, until) = span(ask.booking, ask.setting.office, ask.setting.now);
    ask.present.map_or((from, until), |present| (from.min(present), until.max(present)))
}

/// The offered days in order with what is left: served, open, in the window, before the cut-off; and the present date.
pub fn days(ask: &Ask<'_>, taken: &[Taken]) -> Vec<Day> {
    let Some(area) = area(ask) else { return Vec::new() };
    let offer = Offer::of(ask, &area);
    let uses = uses(ask);
    let (from, until) = window(ask);
    from.series(1.day())
        .take_while(|date| *date <= until)
        .filter(|date| offer.check(*date, false).is_ok())
        .map(|date| day(date, offer.present == Some(date), ask.booking, &uses, taken))
        .collect()
}

/// One offered day with what is left of it.
fn day(date: Date, present: bool, booking: &Booking, uses: &IndexMap<String, i64>, taken: &[Taken]) -> Day {
    let left: IndexMap<String, i64> = booking
        .capacity
        .iter()
        .map(|(unit, capacity)| {
            let amount: i64 = taken.iter().filter(|t| t.date == date && t.unit == *unit).map(|t| t.amount).sum();
            (unit.clone(), capacity.saturating_sub(amount))
        })
        .collect();
    let room = present || uses.iter().all(|(unit, amount)| left.get(unit).is_some_and(|left| amount <= left));
    let left = left.into_iter().map(|(unit, left)| (unit, left.max(0))).collect();
    Day { date, room, left, present }
}

/// The claim on a day, by the same rules as [`days`] without capacity. `late` (staff, with a reason) skips
/// window and cut-off and lets the claim overbook; a closed, unserved or past day stays refused.
pub fn claim(ask: &Ask<'_>, date: Date, late: Option<String>) -> Result<Claim, Refusal> {
    let area = area(ask).ok_or(Refusal::NoArea)?;
    Offer::of(ask, &area).check(date, late.is_some())?;
    let question = ask.setting.app.slot_question(&ask.booking.id).map(|q| q.id.clone()).unwrap_or_default();
    Ok(Claim {
        question,
        book: ask.booking.id.clone(),
        area,
        date,
        uses: uses(ask),
        capacity: ask.booking.capacity.clone(),
        overbook: late,
    })
}

/// The last moment, inclusive, that a rule leaves for a date.
pub fn last_moment(date: Date, rule: &Cutoff, calendar: &Calendar, office: &Office) -> Timestamp {
    calendar::moment(office, calendar::before(calendar, date, rule.before).to_datetime(rule.time))
}

/// First and last day of the window, counted from today; a closed today counts from the next open day.
fn span(booking: &Booking, office: &Office, now: Timestamp) -> (Date, Date) {
    let calendar = calendar::of_booking(booking, office);
    let today = calendar::today(office, now);
    (calendar::after(calendar, today, booking.window.from), calendar::after(calendar, today, booking.window.until))
}

/// Everything that decides about a day, apart from what is taken of it.
pub(super) struct Offer<'a> {
    booking: &'a Booking,
    office: &'a Office,
    calendar: &'a Calendar,
    now: Timestamp,
    today: Date,
    window: (Date, Date),
    /// Served weekdays; every one when the booking does not say.
    weekdays: Option<Vec<Weekday>>,
    /// The case's own date in the same area.
    present: Option<Date>,
}

impl<'a> Offer<'a> {
    pub(super) fn of(ask: &Ask<'a>, area: &str) -> Offer<'a> {
        let (booking, office) = (ask.booking, ask.setting.office);
        let scope = CaseScope::new(ask.setting, ask.answers).in_area(booking, area);
        Offer {
            weekdays: booking.open.as_ref().map(|open| weekdays(&open.eval(&scope))),
            present: ask.present.filter(|_| take::keeps_area(ask, area)),
            ..Offer::everywhere(booking, office, ask.setting.now)
        }
    }

    /// The offer on every weekday of the calendar.
    fn everywhere(booking: &'a Booking, office: &'a Office, now: Timestamp) -> Offer<'a> {
        Offer {
            booking,
            office,
            calendar: calendar::of_booking(booking, office),
            now,
            today: calendar::today(office, now),
            window: span(booking, office, now),
            weekdays: None,
            present: None,
        }
    }

    /// The offer of an area that is served on one weekday.
    #[cfg(test)]
    pub(super) fn for_weekday(booking: &'a Booking, office: &'a Office, now: Timestamp, day: Weekday) -> Offer<'a> {
        Offer { weekdays: Some(vec![day]), ..Offer::everywhere(booking, office, now) }
    }

    /// Whether a day may be taken. `late` leaves out window and cut-off.
    pub(super) fn check(&self, date: Date, late: bool) -> Result<(), Refusal> {
        if self.present == Some(date) {
            return Ok(());
        }
        if date < self.today || !self.serves(date) {
            return Err(Refusal::NotOffered);
        }
        if late {
            return Ok(());
        }
        if let Some(cutoff) = &self.booking.cutoff {
            let last = last_moment(date, cutoff, self.calendar, self.office);
            if self.now > last {
                return Err(Refusal::TooLate { last });
            }
        }
        let (from, until) = self.window;
        if date < from || until < date { Err(Refusal::NotOffered) } else { Ok(()) }
    }

    /// Whether the day is a served one: the desk works and the weekday is the area's.
    fn serves(&self, date: Date) -> bool {
        self.weekdays.as_ref().is_none_or(|days| days.contains(&date.weekday()))
            && calendar::is_open(self.calendar, date)
    }
}

/// The weekdays in a value of `open`.
fn weekdays(value: &Value) -> Vec<Weekday> {
    let Value::List(codes) = value else { return Vec::new() };
    codes.iter().filter_map(|code| if let Value::Text(code) = code { weekday_of_code(code) } else { None }).collect()
}
