//! Moments as staff read them: on the city's clock, with hours and minutes in figures.

use super::date;
use jiff::Timestamp;
use madoguchi_engine::calendar;
use madoguchi_schema::office::Office;

/// `2026年11月2日（月） 14:03`.
pub fn moment(office: &Office, at: Timestamp) -> String {
    format!("{} {}", date::long(calendar::today(office, at)), time(office, at))
}

/// `14:03`.
pub fn time(office: &Office, at: Timestamp) -> String {
    let at = calendar::local(office, at);
    format!("{}:{:02}", at.hour(), at.minute())
}

/// `14:03` of today, `11月1日 14:03` of another day.
pub fn short_moment(office: &Office, at: Timestamp, now: Timestamp) -> String {
    let day = calendar::today(office, at);
    if day == calendar::today(office, now) {
        return time(office, at);
    }
    format!("{}月{}日 {}", day.month(), day.day(), time(office, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_shown_on_the_citys_clock() {
        let office = Office { zone: "Asia/Tokyo".to_owned(), ..Office::default() };
        let late: Timestamp = "2026-11-02T15:03:09Z".parse().unwrap();
        assert_eq!(moment(&office, late), "2026年11月3日（火） 0:03");
        assert_eq!(short_moment(&office, late, late), "0:03");
        let next: Timestamp = "2026-11-03T15:00:00Z".parse().unwrap();
        assert_eq!(short_moment(&office, late, next), "11月3日 0:03");
    }
}
