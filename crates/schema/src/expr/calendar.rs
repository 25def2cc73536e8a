//! The functions of dates. A date that does not exist or is out of range is absent.

use super::{Scope, number::whole};
use crate::{office::weekday_code, value::Value};
use jiff::{Span, civil::Date};

/// Most working days that are counted.
const MOST_BUSINESS_DAYS: i64 = 4000;

fn two_dates(args: &[Value]) -> Option<(Date, Date)> {
    match args {
        [Value::Date(a), Value::Date(b)] => Some((*a, *b)),
        _ => None,
    }
}

fn date_and_count(args: &[Value]) -> Option<(Date, i64)> {
    match args {
        [Value::Date(date), Value::Number(n)] => Some((*date, whole(*n)?)),
        _ => None,
    }
}

fn number(value: Option<i64>) -> Value {
    value.map_or(Value::Absent, |n| Value::Number(n.into()))
}

/// A date that can be written with four digits of the year.
fn written(date: Option<Date>) -> Value {
    date.filter(|d| (0..=9999).contains(&d.year())).map_or(Value::Absent, Value::Date)
}

/// The day so many days later; earlier when negative.
pub(super) fn days_after(args: &[Value]) -> Value {
    written(date_and_count(args).and_then(|(date, n)| date.checked_add(Span::new().try_days(n).ok()?).ok()))
}

/// The same day so many months later, or the last of that month: 1/31 + 1 month is 2/28.
pub(super) fn months_after(args: &[Value]) -> Value {
    written(date_and_count(args).and_then(|(date, n)| date.checked_add(Span::new().try_months(n).ok()?).ok()))
}

/// Days from the first to the second; negative when the second is earlier.
pub(super) fn days_between(args: &[Value]) -> Value {
    let days = two_dates(args).and_then(|(from, to)| from.until(to).ok()).map(|span| i64::from(span.get_days()));
    number(days)
}

/// The `n`-th working day after a date in the app's calendar.
pub(super) fn business_days_after(args: &[Value], scope: &dyn Scope) -> Value {
    match date_and_count(args) {
        Some((date, n)) if n.abs() <= MOST_BUSINESS_DAYS => scope.business_days_after(date, n),
        _ => Value::Absent,
    }
}

fn one_date(args: &[Value]) -> Option<Date> {
    match args {
        [Value::Date(date)] => Some(*date),
        _ => None,
    }
}

/// The calendar year.
pub(super) fn year(args: &[Value]) -> Value {
    number(one_date(args).map(|d| i64::from(d.year())))
}

/// Whole minutes from one time, or date with a time, to another; negative when the second is earlier.
pub(super) fn minutes_between(args: &[Value]) -> Option<i64> {
    let seconds = match args {
        [Value::Time(from), Value::Time(to)] => from.duration_until(*to).as_secs(),
        [Value::DateTime(from), Value::DateTime(to)] => from.duration_until(*to).as_secs(),
        _ => return None,
    };
    Some(seconds / 60)
}

/// 1 to 31.
pub(super) fn day(args: &[Value]) -> Value {
    number(one_date(args).map(|d| i64::from(d.day())))
}

/// 1 to 12.
pub(super) fn month(args: &[Value]) -> Value {
    number(one_date(args).map(|d| i64::from(d.month())))
}

/// The year that began on April 1 (会計年度).
pub(super) fn fiscal_year(args: &[Value]) -> Value {
    number(one_date(args).map(|d| i64::from(d.year()) - i64::from(d.month() < 4)))
}

/// Full years on a date. Born on February 29: a year older on March 1 of a common year. Absent before birth.
pub(super) fn age_on(args: &[Value]) -> Value {
    let age = two_dates(args).filter(|(birth, on)| birth <= on).map(|(birth, on)| {
        let before = (on.month(), on.day()) < (birth.month(), birth.day());
        i64::from(on.year()) - i64::from(birth.year()) - i64::from(before)
    });
    number(age)
}

/// `mon` … `sun`.
pub(super) fn weekday(args: &[Value]) -> Value {
    one_date(args).map_or(Value::Absent, |d| Value::Text(weekday_code(d.weekday()).to_owned()))
}
