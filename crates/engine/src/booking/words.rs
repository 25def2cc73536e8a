//! Days and last moments in words.

use super::{Refusal, last_moment};
use crate::calendar;
use jiff::{
    Timestamp,
    civil::{Date, DateTime, Weekday},
};
use madoguchi_schema::{
    app::Cutoff,
    office::{Calendar, Office},
    text::Lang,
};

/// The rule as words with the date, to be followed by what may be done: 「11月11日（水）16時まで」, "until 16:00 on
/// Wednesday 11 November".
pub fn sentence(date: Date, rule: &Cutoff, calendar: &Calendar, office: &Office, lang: Lang) -> String {
    moment_words(last_moment(date, rule, calendar, office), office, lang)
}

/// A last moment in words: 「11月11日（水）16時まで」.
pub fn moment_words(last: Timestamp, office: &Office, lang: Lang) -> String {
    let at = calendar::local(office, last);
    match lang {
        Lang::Ja | Lang::JaEasy => format!("{}{}まで", day_words(at.date(), lang), time_ja(at)),
        _ => format!("until {:02}:{:02} on {}", at.hour(), at.minute(), day_words(at.date(), lang)),
    }
}

/// A day in words: 「11月11日（水）」, "Wednesday 11 November".
pub fn day_words(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Ja | Lang::JaEasy => format!("{}月{}日（{}）", date.month(), date.day(), weekday_ja(date.weekday())),
        _ => date.strftime("%A %-d %B").to_string(),
    }
}

/// 16時, 16時30分.
fn time_ja(at: DateTime) -> String {
    match at.minute() {
        0 => format!("{}時", at.hour()),
        minute => format!("{}時{minute}分", at.hour()),
    }
}

fn weekday_ja(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "月",
        Weekday::Tuesday => "火",
        Weekday::Wednesday => "水",
        Weekday::Thursday => "木",
        Weekday::Friday => "金",
        Weekday::Saturday => "土",
        Weekday::Sunday => "日",
    }
}

/// Why a day is refused, and how to go on.
pub(super) fn refusal(refusal: &Refusal, office: &Office, lang: Lang) -> String {
    let japanese = matches!(lang, Lang::Ja | Lang::JaEasy);
    match (refusal, japanese) {
        (Refusal::NoArea, true) => {
            "この住所は受付の対象の地区にありません。町名と丁目・番地を確かめるか、電話で問い合わせてください。"
                .to_owned()
        }
        (Refusal::NoArea, false) => {
            "This address is in none of the areas served. Check the town and the block number, or call us.".to_owned()
        }
        (Refusal::NotOffered, true) => "この日は選べません。ほかの日を選んでください。".to_owned(),
        (Refusal::NotOffered, false) => "This day cannot be chosen. Choose another day.".to_owned(),
        (Refusal::TooLate { last }, true) => {
            format!("この日の受付は{}でした。ほかの日を選んでください。", moment_words(*last, office, lang))
        }
        (Refusal::TooLate { last }, false) => {
            format!("This day could be chosen {}. Choose another day.", moment_words(*last, office, lang))
        }
    }
}
