//! Values as people write them — `1,000円`, `令和8年4月1日`, `９時` — as the language has them. Only for suggestions: what is
//! read is never guessed.

use crate::{diagnostic::nearest, field::era::Era};
use jiff::civil::{Date, Time};
use unicode_normalization::UnicodeNormalization;

/// What a text means where `expected` (a `@word` of the code table) belongs.
pub(crate) fn meant(text: &str, expected: &str) -> Option<String> {
    match expected {
        "@integer" | "@money" => number(text).filter(|number| !number.contains('.')),
        "@number" => number(text),
        "@date" => date(text).map(|date| date.to_string()),
        "@time" => time(text),
        "@yes-no" => nearest(text, ["yes", "no"]).into_iter().next(),
        _ => None,
    }
}

/// Whether a text reads like a condition.
pub(super) fn is_condition(text: &str) -> bool {
    ["==", "!=", "<", ">", " is ", " in ", " and ", " or "].iter().any(|sign| text.contains(sign))
}

/// `１`, `1,000`, `1人`, `¥3000` → the digits.
fn number(text: &str) -> Option<String> {
    let plain: String = text.nfkc().filter(|c| !matches!(c, ',' | '、' | ' ')).collect();
    let digits = plain.trim_start_matches(['¥', '\\', '$']);
    let end = digits.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-')).unwrap_or(digits.len());
    let (number, unit) = digits.split_at(end);
    let is_unit = unit.chars().count() <= 4 && unit.chars().all(char::is_alphabetic);
    (is_unit && number.parse::<rust_decimal::Decimal>().is_ok()).then(|| number.to_owned())
}

/// `2026/4/1`, `2026年4月1日`, `令和8年4月1日`, `R8.4.1`, `20260401` → the date.
pub(crate) fn date(text: &str) -> Option<Date> {
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let start = plain.find(|c: char| c.is_ascii_digit() || c == '元')?;
    let (era, rest) = plain.split_at(start);
    let rest = rest.replace('元', "1");
    let parts: Vec<&str> = rest.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match parts[..] {
        [year, month, day] => (year.parse::<i16>().ok()?, month.parse().ok()?, day.parse().ok()?),
        [whole] if era.is_empty() && whole.len() == 8 => {
            (whole[..4].parse().ok()?, whole[4..6].parse().ok()?, whole[6..].parse().ok()?)
        }
        _ => return None,
    };
    let year = if era.is_empty() { year } else { Era::from_word(era)?.gregorian(year)? };
    Date::new(year, month, day).ok().filter(|date| date.year() >= 1000)
}

/// `９:00`, `9時30分`, `17時` → `09:00`, `09:30`, `17:00`.
fn time(text: &str) -> Option<String> {
    let plain: String = text.nfkc().collect();
    let parts: Vec<&str> = plain.split([':', '時', '分']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let (hour, minute) = match parts[..] {
        [hour] if plain.contains('時') => (hour, "0"),
        [hour, minute] => (hour, minute),
        _ => return None,
    };
    let time = Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()?;
    Some(format!("{:02}:{:02}", time.hour(), time.minute()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_suggested_as_the_language_has_it() {
        for (text, expected, wanted) in [
            ("１", "@integer", "1"),
            ("1,000", "@integer", "1000"),
            ("1人", "@integer", "1"),
            ("3000円", "@money", "3000"),
            ("￥３，０００", "@money", "3000"),
            ("0．5", "@number", "0.5"),
            ("2026/4/1", "@date", "2026-04-01"),
            ("2026年4月1日", "@date", "2026-04-01"),
            ("令和8年4月1日", "@date", "2026-04-01"),
            ("令和元年5月1日", "@date", "2019-05-01"),
            ("R8.4.1", "@date", "2026-04-01"),
            ("20260401", "@date", "2026-04-01"),
            ("９時", "@time", "09:00"),
            ("9時30分", "@time", "09:30"),
            ("必須", "@yes-no", "yes"),
            ("いいえ", "@yes-no", "no"),
        ] {
            assert_eq!(meant(text, expected).as_deref(), Some(wanted), "{text}");
        }
        for (text, expected) in [("たくさん", "@integer"), ("1.5", "@integer"), ("4月", "@date"), ("1～3", "@integer")]
        {
            assert_eq!(meant(text, expected), None, "{text}");
        }
    }
}
