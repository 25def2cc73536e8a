//! The days of a booking: served, open, in the window, before the cut-off.

use super::{Ask, At, Day, Refusal, area, periods, take, uses};
use crate::{
    calendar,
    lottery::{Phase, phase},
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
use std::collections::HashMap;

/// First and last day of the window, widened to the present date, for reading the ledger.
pub fn window(ask: &Ask<'_>) -> (Date, Date) {
    let (from, until) = span(ask.booking, ask.setting.office, ask.setting.now);
    ask.present.map_or((from, until), |present| (from.min(present.date), until.max(present.date)))
}

/// The offered days, or times of days, in order with what is left: served, open, in the window, before the cut-off; and
/// the present one.
pub fn days(ask: &Ask<'_>, taken: &[Taken]) -> Vec<Day> {
    let Some(area) = area(ask) else { return Vec::new() };
    let offer = Offer::of(ask, &area);
    let (uses, capacity) = (uses(ask), ask.booking.capacity_for(ask.setting.clerk));
    let mut of_day: HashMap<Date, Vec<&Taken>> = HashMap::new();
    for one in taken {
        of_day.entry(one.date).or_default().push(one);
    }
    let phase = phase(ask.booking, offer.today);
    let (from, until) = window(ask);
    from.series(1.day())
        .take_while(|date| *date <= until)
        .flat_map(|date| offer.on(date))
        .map(|at| {
            let taken = of_day.get(&at.date).map(Vec::as_slice).unwrap_or_default();
            let day = day(at, &offer, &capacity, &uses, taken);
            Day { room: day.room && (phase == Phase::Booking || day.present), ..day }
        })
        .filter(|day| matches!(phase, Phase::Booking | Phase::Applying) || day.present)
        .collect()
}

/// One offered day or time with what is left of it: of several periods the fullest counts.
fn day(
    at: At,
    offer: &Offer<'_>,
    capacity: &IndexMap<String, i64>,
    uses: &IndexMap<String, i64>,
    taken: &[&Taken],
) -> Day {
    let present = offer.present == Some(at);
    let spans = periods(at.time, offer.minutes, offer.every());
    let used = |unit: &str, (from, until): (u32, u32)| -> i64 {
        let meets = |t: &&&Taken| t.unit == unit && t.minutes.0 < until && t.minutes.1 > from;
        taken.iter().filter(meets).map(|t| t.amount).sum()
    };
    let most = |unit: &str| spans.iter().map(|span| used(unit, *span)).max().unwrap_or(0);
    let left: IndexMap<String, i64> =
        capacity.iter().map(|(unit, capacity)| (unit.clone(), capacity.saturating_sub(most(unit)))).collect();
    let room = present || uses.iter().all(|(unit, amount)| left.get(unit).is_some_and(|left| amount <= left));
    let left = left.into_iter().map(|(unit, left)| (unit, left.max(0))).collect();
    Day { date: at.date, time: at.time, room, left, present }
}

/// The claim on a day or a time, by the same rules as [`days`] without capacity. `late` (staff, with a reason) skips
/// window and cut-off and lets the claim overbook; a closed, unserved or past day stays refused.
pub fn claim(ask: &Ask<'_>, at: impl Into<At>, late: Option<String>) -> Result<Claim, Refusal> {
    let at = at.into();
    let today = calendar::today(ask.setting.office, ask.setting.now);
    let books = phase(ask.booking, today) == Phase::Booking || ask.present == Some(at) || late.is_some();
    if books { wish(ask, at, late) } else { Err(Refusal::NotOffered) }
}

/// The claim that somebody asks for who waits, also before a draw.
pub(crate) fn wish(ask: &Ask<'_>, at: At, late: Option<String>) -> Result<Claim, Refusal> {
    let area = area(ask).ok_or(Refusal::NoArea)?;
    let offer = Offer::of(ask, &area);
    offer.check(at, late.is_some())?;
    let question = ask.setting.app.slot_question(&ask.booking.id).map(|q| q.id.clone()).unwrap_or_default();
    Ok(Claim {
        question,
        book: ask.booking.id.clone(),
        area,
        date: at.date,
        time: at.time,
        minutes: offer.minutes,
        every: offer.every(),
        uses: uses(ask),
        capacity: ask.booking.capacity_for(ask.setting.clerk),
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
    /// Minutes of the visit.
    minutes: u32,
    /// The case's own date and time in the same area.
    present: Option<At>,
}

impl<'a> Offer<'a> {
    pub(super) fn of(ask: &Ask<'a>, area: &str) -> Offer<'a> {
        let (booking, office) = (ask.booking, ask.setting.office);
        let scope = CaseScope::new(ask.setting, ask.answers).in_area(booking, area);
        Offer {
            weekdays: booking.open.as_ref().map(|open| weekdays(&open.eval(&scope))),
            present: ask.present.filter(|_| take::keeps_area(ask, area)),
            minutes: take::minutes(ask),
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
            minutes: booking.times.as_ref().map_or(0, |times| times.every),
            present: None,
        }
    }

    /// The offer of an area that is served on one weekday.
    #[cfg(test)]
    pub(super) fn for_weekday(booking: &'a Booking, office: &'a Office, now: Timestamp, day: Weekday) -> Offer<'a> {
        Offer { weekdays: Some(vec![day]), ..Offer::everywhere(booking, office, now) }
    }

    /// Minutes of a period.
    fn every(&self) -> u32 {
        self.booking.times.as_ref().map_or(0, |times| times.every)
    }

    /// What is offered of a day: the day, or its times.
    fn on(&self, date: Date) -> Vec<At> {
        let times = match &self.booking.times {
            None => vec![At::from(date)],
            Some(times) => {
                let periods = times.periods(date.weekday());
                periods.into_iter().map(|time| At { date, time: Some(time) }).collect()
            }
        };
        let mut offered: Vec<At> = times.into_iter().filter(|at| self.check(*at, false).is_ok()).collect();
        if let Some(present) = self.present.filter(|present| present.date == date && !offered.contains(present)) {
            offered.push(present);
            offered.sort_unstable();
        }
        offered
    }

    /// Whether a day or a time may be taken. `late` leaves out window and cut-off.
    pub(super) fn check(&self, at: impl Into<At>, late: bool) -> Result<(), Refusal> {
        let at = at.into();
        let date = at.date;
        if self.present == Some(at) {
            return Ok(());
        }
        if date < self.today || !self.serves(date) || !self.is_beginning(at) {
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

    /// Whether a visit can begin then and has not yet.
    fn is_beginning(&self, at: At) -> bool {
        match (&self.booking.times, at.time) {
            (None, None) => true,
            (Some(times), Some(time)) => {
                times.fits(at.date.weekday(), time, self.minutes)
                    && calendar::moment(self.office, at.date.to_datetime(time)) > self.now
            }
            _ => false,
        }
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
