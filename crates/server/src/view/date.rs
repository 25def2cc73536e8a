//! Dates and times as people in Japan read them.

use jiff::{
    Timestamp,
    civil::{Date, Weekday},
};
use madoguchi_engine::calendar;
use madoguchi_schema::office::Office;

/// One character for a weekday.
pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "月",
        Weekday::Tuesday => "火",
        Weekday::Wednesday => "水",
        Weekday::Thursday => "木",
        Weekday::Friday => "金",
        Weekday::Saturday => "土",
        Weekday::Sunday => "日",
    }
}

/// `11月13日（金）`.
pub fn short(date: Date) -> String {
    format!("{}月{}日（{}）", date.month(), date.day(), weekday(date.weekday()))
}

/// `2026年11月13日（金）`.
pub fn long(date: Date) -> String {
    format!("{}年{}", date.year(), short(date))
}

/// `2026年11月2日 16時05分` on the city's clock.
pub fn moment(office: &Office, at: Timestamp) -> String {
    let local = calendar::local(office, at);
    let (date, time) = (local.date(), local.time());
    format!("{}年{}月{}日 {}時{:02}分", date.year(), date.month(), date.day(), time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_carry_their_weekday() {
        assert_eq!(short(date(2026, 11, 13)), "11月13日（金）");
        assert_eq!(long(date(2026, 5, 6)), "2026年5月6日（水）");
    }

    #[test]
    fn moments_are_on_the_citys_clock() {
        let office = Office { zone: "Asia/Tokyo".into(), ..Office::default() };
        let at: Timestamp = "2026-11-02T07:05:00Z".parse().unwrap();
        assert_eq!(moment(&office, at), "2026年11月2日 16時05分");
    }
}
