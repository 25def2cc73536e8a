//! Dates and times as people in Japan read them.

use jiff::{Timestamp, civil::Date};
use madoguchi_engine::{
    booking::{self, At},
    calendar,
};
use madoguchi_schema::{office::Office, text::Lang};

/// `11月13日（金）`.
pub fn short(date: Date) -> String {
    booking::day_words(date, Lang::Ja)
}

/// `2026年11月13日（金）`.
pub fn long(date: Date) -> String {
    format!("{}年{}", date.year(), short(date))
}

/// `2026年11月13日（金）`, with times `2026年11月13日（金） 10:00`.
pub fn at(at: At) -> String {
    let time = at.time.map(|time| time.strftime(" %-H:%M").to_string());
    long(at.date) + &time.unwrap_or_default()
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
