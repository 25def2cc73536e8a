//! Working days, holidays and eras.

use jiff::civil::Date;
use madoguchi_schema::office::Calendar;

/// Whether a date is a national holiday (祝日, 振替休日, 国民の休日).
pub fn is_holiday(_date: Date) -> bool {
    todo!()
}

/// Whether the desk works that day.
pub fn is_open(_calendar: &Calendar, _date: Date) -> bool {
    todo!()
}

/// The `days`-th open day after a date (before it when negative); with 0 the date itself, or the next open day.
pub fn business_days_after(_calendar: &Calendar, _date: Date, _days: i64) -> Date {
    todo!()
}
