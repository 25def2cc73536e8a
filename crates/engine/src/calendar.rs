//! Working days, holidays, and the city's clock.
//!
//! Holidays come from a library that knows the law and its special years; a test checks it against the rules of
//! the law. Local closures and extra open days are data in `office.yaml`.

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime, Weekday},
    tz::{Offset, TimeZone},
};
use jpholiday::{chrono::NaiveDate, jpholiday::JPHoliday};
use madoguchi_schema::{
    app::{App, Booking, DayUnit, Days},
    office::{Calendar, Office},
};
use std::sync::OnceLock;

/// Years whose holidays are known: the law's own start, and the last year of its equinox formula.
const FIRST_YEAR: i16 = 1973;
const LAST_YEAR: i16 = 2099;
const YEARS: usize = (LAST_YEAR - FIRST_YEAR + 1) as usize;

/// Farthest that a search for an open day goes; a desk that is closed longer never opens.
const HORIZON: u32 = 3700;

/// Whether a date is a national holiday (祝日, 振替休日, 国民の休日).
pub fn is_holiday(date: Date) -> bool {
    static TABLE: [OnceLock<Vec<Date>>; YEARS] = [const { OnceLock::new() }; YEARS];
    let index = usize::try_from(date.year() - FIRST_YEAR).ok();
    index.and_then(|i| TABLE.get(i)).is_some_and(|year| year.get_or_init(|| holidays(date.year())).contains(&date))
}

/// The holidays of one year in order.
fn holidays(year: i16) -> Vec<Date> {
    let law = JPHoliday::new();
    let is_one = |d: &Date| {
        let month = u32::from(d.month().unsigned_abs());
        let day = u32::from(d.day().unsigned_abs());
        NaiveDate::from_ymd_opt(i32::from(year), month, day).is_some_and(|d| law.is_holiday(&d))
    };
    let first = Date::constant(year, 1, 1);
    first.series(1.day()).take_while(|d| d.year() == year).filter(is_one).collect()
}

/// Whether the desk works that day.
pub fn is_open(calendar: &Calendar, date: Date) -> bool {
    if calendar.open.contains(&date) {
        return true;
    }
    calendar.weekdays.contains(&date.weekday())
        && !calendar.closed.contains(&date)
        && !calendar.closed_yearly.iter().any(|range| is_within(date, *range))
        && (calendar.works_on_holidays || !is_holiday(date))
}

/// Whether a date is in a yearly range, both ends included; a range may go over the end of the year.
fn is_within(date: Date, (from, until): ((i8, i8), (i8, i8))) -> bool {
    let day = (date.month(), date.day());
    if from <= until { from <= day && day <= until } else { from <= day || day <= until }
}

/// The `days`-th open day after a date (before it when negative); with 0 the date itself, or the next open day.
///
/// A desk that is not open within ten years gives the last day looked at.
pub fn business_days_after(calendar: &Calendar, date: Date, days: i64) -> Date {
    if days == 0 && is_open(calendar, date) {
        return date;
    }
    let step = if days < 0 { -1 } else { 1 };
    let mut open = 0;
    let mut closed = 0;
    let mut day = date;
    while closed < HORIZON {
        let Ok(next) = day.checked_add(step.days()) else { return day };
        day = next;
        if is_open(calendar, day) {
            open += 1;
            closed = 0;
            if open >= days.unsigned_abs() {
                return day;
            }
        } else {
            closed += 1;
        }
    }
    day
}

/// A date and a number of days ahead; business days count from the date or, when the desk is closed then, from
/// the next open day.
pub fn after(calendar: &Calendar, date: Date, days: Days) -> Date {
    match days.unit {
        DayUnit::Calendar => date.saturating_add(i64::from(days.count).days()),
        DayUnit::Business => {
            let start = business_days_after(calendar, date, 0);
            if days.count == 0 { start } else { business_days_after(calendar, start, i64::from(days.count)) }
        }
    }
}

/// A date and a number of days before it.
pub fn before(calendar: &Calendar, date: Date, days: Days) -> Date {
    match days.unit {
        DayUnit::Calendar => date.saturating_sub(i64::from(days.count).days()),
        DayUnit::Business if days.count == 0 => date,
        DayUnit::Business => business_days_after(calendar, date, -i64::from(days.count)),
    }
}

/// The calendar of a booking.
pub fn of_booking<'a>(booking: &Booking, office: &'a Office) -> &'a Calendar {
    office.calendars.get(&booking.calendar).unwrap_or_else(|| of_city(office))
}

/// The calendar of an app's deadlines: that of its first booking, else the city's.
pub fn of_app<'a>(app: &App, office: &'a Office) -> &'a Calendar {
    app.bookings.values().next().map_or_else(|| of_city(office), |booking| of_booking(booking, office))
}

/// The city's first calendar, else the days of Japanese city offices: Monday to Friday, not on holidays and
/// not from 12-29 to 01-03.
fn of_city(office: &Office) -> &Calendar {
    static USUAL: OnceLock<Calendar> = OnceLock::new();
    office.calendars.values().next().unwrap_or_else(|| {
        USUAL.get_or_init(|| Calendar {
            id: "office".to_owned(),
            label: "市役所".into(),
            weekdays: vec![Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday],
            works_on_holidays: false,
            closed_yearly: vec![((12, 29), (1, 3))],
            closed: Vec::new(),
            open: Vec::new(),
        })
    })
}

/// The city's zone; Japan's offset when its name is not known.
pub fn zone(office: &Office) -> TimeZone {
    let name = if office.zone.is_empty() { "Asia/Tokyo" } else { &office.zone };
    TimeZone::get(name).unwrap_or_else(|_| TimeZone::fixed(Offset::constant(9)))
}

/// A moment on the city's clock.
pub fn local(office: &Office, now: Timestamp) -> DateTime {
    zone(office).to_datetime(now)
}

/// The fiscal year of a day, which begins in April.
pub fn fiscal_year(day: Date) -> i16 {
    if day.month() < 4 { day.year() - 1 } else { day.year() }
}

/// Today in the city.
pub fn today(office: &Office, now: Timestamp) -> Date {
    local(office, now).date()
}

/// The moment at which the city's clock shows a time.
pub fn moment(office: &Office, at: DateTime) -> Timestamp {
    zone(office).to_timestamp(at).unwrap_or(Timestamp::MAX)
}

/// The last second of a day in the city.
pub fn end_of_day(office: &Office, date: Date) -> Timestamp {
    moment(office, date.at(23, 59, 59, 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn centre() -> Calendar {
        Calendar {
            id: "centre".into(),
            label: "センター".into(),
            weekdays: vec![Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday],
            works_on_holidays: false,
            closed_yearly: vec![((12, 29), (1, 3))],
            closed: vec![date(2026, 11, 30)],
            open: vec![date(2026, 12, 26)],
        }
    }

    /// The holidays of a year by the rules of the law, without the library; holds from 2022.
    fn by_rule(year: i16) -> Vec<Date> {
        let monday = |month: i8, nth: i8| date(year, month, 1).nth_weekday_of_month(nth, Weekday::Monday).unwrap();
        let equinox = |base: f64| {
            let years = f64::from(year - 1980);
            (base + 0.242_194 * years - (years / 4.0).floor()).floor() as i8
        };
        let mut days: Vec<Date> = [
            (1, 1),
            (2, 11),
            (2, 23),
            (4, 29),
            (5, 3),
            (5, 4),
            (5, 5),
            (8, 11),
            (11, 3),
            (11, 23),
            (3, equinox(20.8431)),
            (9, equinox(23.2488)),
        ]
        .map(|(m, d)| date(year, m, d))
        .into();
        days.extend([monday(1, 2), monday(7, 3), monday(9, 3), monday(10, 2)]);
        let named = days.clone();
        for day in &named {
            if day.weekday() == Weekday::Sunday {
                let substitute = day.series(1.day()).skip(1).find(|d| !named.contains(d)).unwrap();
                days.push(substitute);
            }
            let between = day.tomorrow().unwrap();
            if !named.contains(&between) && named.contains(&between.tomorrow().unwrap()) {
                days.push(between);
            }
        }
        days.sort();
        days.dedup();
        days
    }

    #[test]
    fn the_holidays_of_2022_to_2050_are_those_of_the_law() {
        for year in 2022..=2050 {
            assert_eq!(holidays(year), by_rule(year), "{year}");
        }
    }

    #[test]
    fn substitute_and_sandwiched_days_are_holidays() {
        for day in [date(2026, 5, 6), date(2026, 9, 22), date(2027, 3, 22), date(2032, 9, 21)] {
            assert!(is_holiday(day), "{day}");
        }
        assert!(!is_holiday(date(2026, 5, 7)));
        assert!(!is_holiday(date(9000, 1, 1)), "a year beyond the law's formula has none");
    }

    #[test]
    fn local_closures_and_extra_days_are_above_the_weekdays() {
        let centre = centre();
        assert!(!is_open(&centre, date(2026, 11, 30)));
        assert!(is_open(&centre, date(2026, 12, 26)));
        for day in [date(2026, 12, 29), date(2026, 12, 31), date(2027, 1, 3)] {
            assert!(!is_open(&centre, day), "{day}");
        }
        assert!(is_open(&centre, date(2026, 12, 28)));
        assert!(is_open(&centre, date(2027, 1, 4)));
        assert!(!is_open(&centre, date(2026, 11, 28)), "a Saturday");
    }

    #[test]
    fn zero_business_days_is_the_day_itself_or_the_next_open_one() {
        let centre = centre();
        assert_eq!(business_days_after(&centre, date(2026, 4, 28), 0), date(2026, 4, 28));
        assert_eq!(business_days_after(&centre, date(2026, 5, 2), 0), date(2026, 5, 7));
    }

    #[test]
    fn business_days_leave_out_golden_week() {
        let centre = centre();
        assert_eq!(business_days_after(&centre, date(2026, 4, 28), 2), date(2026, 5, 1));
        assert_eq!(business_days_after(&centre, date(2026, 5, 8), -2), date(2026, 5, 1));
        assert_eq!(business_days_after(&centre, date(2026, 12, 25), 2), date(2026, 12, 28));
        assert_eq!(business_days_after(&centre, date(2027, 1, 5), -2), date(2026, 12, 28));
    }

    #[test]
    fn a_desk_that_never_opens_does_not_hang() {
        let closed = Calendar { weekdays: Vec::new(), open: Vec::new(), ..centre() };
        assert!(business_days_after(&closed, date(2026, 1, 1), 1) > date(2036, 1, 1));
        assert_eq!(business_days_after(&closed, Date::MAX, 3), Date::MAX);
        assert_eq!(business_days_after(&closed, Date::MIN, -3), Date::MIN);
    }

    proptest! {
        #[test]
        fn going_ahead_and_back_gives_the_same_open_day(offset in 0i64..3000, days in 1i64..40) {
            let centre = centre();
            let start = business_days_after(&centre, date(2025, 1, 1).saturating_add(offset.days()), 0);
            let end = business_days_after(&centre, start, days);
            prop_assert!(is_open(&centre, end));
            prop_assert_eq!(business_days_after(&centre, end, -days), start);
        }
    }
}
