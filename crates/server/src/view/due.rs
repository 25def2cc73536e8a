//! By when someone should act, in words that say how near it is.

use super::when;
use jiff::{Timestamp, civil::Date};
use madoguchi_engine::calendar;
use madoguchi_schema::office::Office;
use serde::Serialize;

/// A due mark. The words alone say it; `mark` only chooses how it looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// `late`, `today` or `later`.
    pub mark: &'static str,
    /// What is read.
    pub text: String,
}

/// The mark of a due time, seen now.
pub fn due(office: &Office, at: Timestamp, now: Timestamp) -> Due {
    let day = calendar::today(office, at);
    let today = calendar::today(office, now);
    match (at < now, day == today) {
        (true, true) => Due { mark: "late", text: format!("期限超過 {}", when::time(office, at)) },
        (true, false) => Due { mark: "late", text: format!("期限超過 {}", plain(day)) },
        (false, true) => Due { mark: "today", text: "今日まで".to_owned() },
        (false, false) => Due { mark: "later", text: format!("{}まで", plain(day)) },
    }
}

/// `11月4日`: a list has no room for more.
fn plain(day: Date) -> String {
    format!("{}月{}日", day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_due_time_says_in_words_whether_it_has_passed() {
        let office = Office { zone: "Asia/Tokyo".to_owned(), ..Office::default() };
        let now: Timestamp = "2026-11-02T05:00:00Z".parse().unwrap();
        let at = |text: &str| due(&office, text.parse().unwrap(), now);
        assert_eq!(at("2026-10-30T08:15:00Z").text, "期限超過 10月30日");
        assert_eq!(at("2026-11-02T04:59:59Z").text, "期限超過 13:59");
        assert_eq!(at("2026-11-02T05:00:00Z").text, "今日まで");
        assert_eq!(at("2026-11-04T08:15:00Z"), Due { mark: "later", text: "11月4日まで".to_owned() });
    }
}
