//! Until when a finished case is kept.

use jiff::{ToSpan, civil::Date};
use madoguchi_schema::app::Records;

/// The last day on which a case that ended on a day is kept: the years count from the next April 1.
pub fn kept_until(records: &Records, ended_on: Date) -> Option<Date> {
    let year = if ended_on.month() < 4 { ended_on.year() } else { ended_on.year().checked_add(1)? };
    let from = Date::new(year, 4, 1).ok()?;
    let years = i64::from(records.keep_years);
    from.checked_add(years.years()).ok()?.yesterday().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn years_count_from_the_next_first_of_april() {
        let records = Records { keep_years: 3, ..Records::default() };
        for (ended, until) in [
            (date(2026, 4, 1), date(2030, 3, 31)),
            (date(2026, 11, 2), date(2030, 3, 31)),
            (date(2027, 3, 31), date(2030, 3, 31)),
            (date(2027, 4, 1), date(2031, 3, 31)),
            (date(2028, 2, 29), date(2031, 3, 31)),
        ] {
            assert_eq!(kept_until(&records, ended), Some(until), "{ended}");
        }
    }
}
