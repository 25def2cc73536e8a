//! `date` and `birthdate`: stored as ISO, typed in 西暦 or 和暦, in one text or in parts.
//!
//! That a birthday is not in the future is checked by the engine, which knows today.

use super::{Field, Problem, column, era, era::Era, partial_date, raw};
use crate::{
    expr::Expr,
    normal,
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use jiff::civil;
use serde_json::{Map, Value as Json, json};
use std::str::FromStr;

/// Settings of `date` and `birthdate`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Date {
    /// A birthday: no calendar, era choice first.
    pub birth: bool,
    /// Month or day may be unknown: stored as `2026`, `2026-03` or `2026-03-05`, in expressions a record of the parts.
    pub partial: bool,
    /// The first day that is taken; the engine checks it.
    pub min: Option<Box<Expr>>,
    /// The last day that is taken.
    pub max: Option<Box<Expr>>,
}

/// The controls of a date.
pub const DATE_PARTS: [&str; 4] = ["era", "year", "month", "day"];

impl Field for Date {
    fn name(&self) -> &'static str {
        if self.birth { "birthdate" } else { "date" }
    }

    fn ty(&self) -> Type {
        if self.partial { partial_date::ty() } else { Type::Date }
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        if self.partial { partial_date::columns(id) } else { vec![column::text(id)] }
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        if self.partial {
            return partial_date::parse(raw, self.birth);
        }
        let date = match raw {
            Json::Object(parts) => of_parts(parts)?,
            _ => raw::text(raw, "")?.map(|typed| of_text(&typed)).transpose()?,
        };
        match date {
            Some(date) if self.birth && date < era::FIRST_DAY => Err(vec![Problem::new("", "date.too-early")]),
            date => Ok(date.map(|date| Json::from(date.to_string()))),
        }
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        if self.partial { partial_date::cells(answer) } else { vec![column::text_cell(answer)] }
    }

    fn value(&self, answer: &Json) -> Value {
        if self.partial {
            return partial_date::value(answer);
        }
        of_answer(answer).map_or(Value::Empty, Value::Date)
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        if self.partial {
            return partial_date::display(answer, lang);
        }
        of_answer(answer).map(|date| shown(date, lang)).into_iter().collect()
    }

    fn json_schema(&self) -> Json {
        let part = json!({"type": ["string", "integer", "null"], "maxLength": 100});
        let parts: Map<String, Json> = DATE_PARTS.iter().map(|name| ((*name).to_owned(), part.clone())).collect();
        json!({"type": ["string", "object", "null"], "maxLength": 100, "properties": parts, "additionalProperties": false})
    }
}

impl Date {
    /// The first and the last day that a canonical answer may mean; the same unless a part of it is unknown.
    pub fn span(answer: &Json) -> Option<(civil::Date, civil::Date)> {
        partial_date::of_answer(answer)?.span()
    }
}

/// The date of a canonical answer.
pub(super) fn of_answer(answer: &Json) -> Option<civil::Date> {
    civil::Date::from_str(answer.as_str()?).ok()
}

/// A date as people read it.
pub(super) fn shown(date: civil::Date, lang: Lang) -> String {
    if lang == Lang::En { date.strftime("%B %-d, %Y (%a)").to_string() } else { era::long(date) }
}

/// `2026-03-05`, `2026/3/5`, `20260305`, `2026年3月5日`, `令和8年3月5日`, `R8.3.5`, full-width or not.
pub(super) fn of_text(typed: &str) -> Result<civil::Date, Problem> {
    let text = compact(typed);
    let (era, rest) = leading_era(&text);
    let numbers = if era.is_none() && rest.len() == 8 && rest.bytes().all(|b| b.is_ascii_digit()) {
        [rest.get(..4), rest.get(4..6), rest.get(6..)].map(|n| n.and_then(number))
    } else {
        split(rest).map(|n| n.and_then(number))
    };
    let [Some(year), Some(month), Some(day)] = numbers else { return Err(Problem::new("", "date.format")) };
    build(era, year, month, day)
}

/// A date as typed, without spaces and 西暦, in half width.
pub(super) fn compact(typed: &str) -> String {
    let text: String =
        normal::half_width(&normal::plain(typed, false)).chars().filter(|c| !c.is_whitespace()).collect();
    text.strip_prefix("西暦").map_or(text.clone(), str::to_owned)
}

/// An era at the start of a text, and the rest.
pub(super) fn leading_era(text: &str) -> (Option<Era>, &str) {
    let signs = ['㋿', '㍻', '㍼', '㍽', '㍾'];
    for (era, sign) in era::ERAS.into_iter().zip(signs) {
        let letter = |t: &str| t.starts_with(|c: char| c.eq_ignore_ascii_case(&era.letter));
        let rest = text.strip_prefix(era.name).or_else(|| text.strip_prefix(sign));
        if let Some(rest) = rest.or_else(|| text.get(1..).filter(|_| letter(text))) {
            return (Some(era), rest.strip_prefix('.').unwrap_or(rest));
        }
    }
    (None, text)
}

/// Year, month and day between `年月日`, or between the same sign of `-/.` (or what is typed for a hyphen).
fn split(text: &str) -> [Option<&str>; 3] {
    if let Some((year, rest)) = text.split_once('年') {
        let (month, day) = rest.split_once('月').unwrap_or((rest, ""));
        return [year, month, day.strip_suffix('日').unwrap_or(day)].map(Some);
    }
    let mut parts = text.split(separates);
    let three = [parts.next(), parts.next(), parts.next()];
    if parts.next().is_some() { [None; 3] } else { three }
}

/// What stands between the numbers of a date.
pub(super) fn separates(c: char) -> bool {
    matches!(c, '/' | '.' | '．' | '・') || normal::is_hyphen(c)
}

/// A number of at most four digits; 元 is 1.
pub(super) fn number(text: &str) -> Option<i16> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if text == "元" { Some(1) } else { text.parse().ok().filter(|_| digits) }
}

/// A date in parts; blank when no year, month or day was typed, whatever era is chosen.
fn of_parts(parts: &Map<String, Json>) -> Result<Option<civil::Date>, Vec<Problem>> {
    let strange = raw::unknown(parts, &DATE_PARTS, "");
    if strange.is_empty() { whole_of_parts(parts) } else { Err(strange) }
}

/// The same, whatever other parts there are.
pub(super) fn whole_of_parts(parts: &Map<String, Json>) -> Result<Option<civil::Date>, Vec<Problem>> {
    let [era, numbers @ ..] = typed_parts(parts)?;
    if numbers.iter().all(Option::is_none) {
        return Ok(None);
    }
    let names = ["year", "month", "day"];
    let missing =
        |text: &Option<String>, name| text.is_none().then(|| Problem::new(name, "date.missing").arg("part", name));
    let missing: Vec<Problem> = numbers.iter().zip(names).filter_map(|(text, name)| missing(text, name)).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let mut values = [0; 3];
    for ((value, text), name) in values.iter_mut().zip(&numbers).zip(names) {
        let read = text.as_deref().and_then(number);
        *value = read.ok_or_else(|| Problem::new(name, "date.digits").arg("part", name))?;
    }
    let era = era_of(era.as_deref())?;
    let [year, month, day] = values;
    let date = build(era, year, month, day).map_err(|p| Problem { part: blamed(p.code).to_owned(), ..p })?;
    Ok(Some(date))
}

/// Era, year, month and day as typed.
pub(super) fn typed_parts(parts: &Map<String, Json>) -> Result<[Option<String>; 4], Problem> {
    let mut typed = [const { None }; 4];
    for (text, name) in typed.iter_mut().zip(DATE_PARTS) {
        *text = raw::text(raw::part(parts, name), name)?.map(|t| plain_part(&t));
    }
    Ok(typed)
}

/// The chosen era; none for 西暦.
pub(super) fn era_of(word: Option<&str>) -> Result<Option<Era>, Problem> {
    match word {
        None | Some(era::GREGORIAN | "西暦") => Ok(None),
        Some(word) => Era::from_word(word).map(Some).ok_or_else(|| Problem::new("era", "date.era")),
    }
}

/// One part without spaces and its own unit: `８年` → `8`.
fn plain_part(typed: &str) -> String {
    let text: String = normal::half_width(typed).chars().filter(|c| !c.is_whitespace()).collect();
    text.strip_suffix(['年', '月', '日']).map_or(text.clone(), str::to_owned)
}

/// The control to go to for a mistake.
pub(super) fn blamed(code: &str) -> &'static str {
    if code == "date.impossible" { "day" } else { "year" }
}

/// The date of a year in an era or in 西暦.
pub(super) fn build(era: Option<Era>, year: i16, month: i16, day: i16) -> Result<civil::Date, Problem> {
    let gregorian = gregorian(era, year)?;
    let date = match (i8::try_from(month), i8::try_from(day)) {
        (Ok(month), Ok(day)) => civil::Date::new(gregorian, month, day).ok(),
        _ => None,
    };
    let date = date.ok_or_else(|| {
        let written = era.map_or(format!("{year}年"), |era| format!("{}{}", era.name, year_in(year)));
        Problem::new("", "date.impossible").arg("date", format!("{written}{month}月{day}日"))
    })?;
    match era {
        Some(era) => within(era, date),
        None => Ok(date),
    }
}

/// The Gregorian year of a year as typed.
pub(super) fn gregorian(era: Option<Era>, year: i16) -> Result<i16, Problem> {
    match era {
        None if year < 1000 => Err(Problem::new("", "date.year")),
        None => Ok(year),
        Some(era) => era.gregorian(year).filter(|_| year > 0).ok_or_else(|| Problem::new("", "date.format")),
    }
}

pub(super) fn year_in(year: i16) -> String {
    if year == 1 { "元年".to_owned() } else { format!("{year}年") }
}

/// A date that lies in its era, and after the lunar calendar.
pub(super) fn within(era: Era, date: civil::Date) -> Result<civil::Date, Problem> {
    if date < era::FIRST_DAY {
        return Err(Problem::new("", "date.too-early"));
    }
    if let Some(last) = era.last.filter(|last| date > *last) {
        return Err(Problem::new("", "date.after-era").arg("era", era.name).arg("last", era.day(last)));
    }
    if date < era.first {
        return Err(Problem::new("", "date.before-era").arg("era", era.name).arg("first", era.day(era.first)));
    }
    Ok(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: Json) -> Json {
        Date::default().parse(&raw).unwrap().unwrap()
    }

    fn refused(raw: Json) -> Problem {
        Date::default().parse(&raw).unwrap_err().remove(0)
    }

    #[test]
    fn dates_are_read_in_every_usual_way() {
        for typed in [
            "2026-03-05",
            "2026/3/5",
            "２０２６／３／５",
            "2026.3.5",
            "20260305",
            "2026年3月5日",
            "西暦２０２６年 3月 5日",
            "令和8年3月5日",
            "令和８年３月５日",
            "R8.3.5",
            "R08.03.05",
            "r8/3/5",
            "Ｒ８．３．５",
            "㋿8年3月5日",
        ] {
            assert_eq!(read(json!(typed)), "2026-03-05", "{typed}");
        }
        assert_eq!(read(json!("令和元年5月1日")), "2019-05-01");
        assert_eq!(read(json!("昭和64年1月7日")), "1989-01-07");
        assert_eq!(read(json!("Ｈ１．１．８")), "1989-01-08");
        assert_eq!(read(json!("大正15年12月24日")), "1926-12-24");
        assert_eq!(read(json!("明治45年7月29日")), "1912-07-29");
    }

    #[test]
    fn dates_are_read_from_parts() {
        for (era, year) in
            [("reiwa", json!("8")), ("令和", json!(8)), ("", json!("２０２６年")), ("seireki", json!(2026))]
        {
            assert_eq!(read(json!({"era": era, "year": year, "month": "３", "day": "05"})), "2026-03-05");
        }
        assert_eq!(read(json!({"era": "reiwa", "year": "元", "month": 5, "day": 1})), "2019-05-01");
        assert_eq!(Date::default().parse(&json!({"era": "showa", "year": "", "month": "", "day": ""})).unwrap(), None);
    }

    #[test]
    fn dates_outside_their_era_are_refused_with_the_reason() {
        let problem = refused(json!("昭和64年1月8日"));
        assert_eq!(problem.code, "date.after-era");
        assert_eq!(problem.args, [("era", "昭和".to_owned()), ("last", "64年1月7日".to_owned())]);
        assert_eq!(refused(json!("平成31年5月1日")).code, "date.after-era");
        assert_eq!(refused(json!("昭和70年1月1日")).code, "date.after-era");
        let problem = refused(json!("令和元年4月30日"));
        assert_eq!((problem.code, problem.args[1].1.as_str()), ("date.before-era", "元年5月1日"));
        assert_eq!(refused(json!("明治5年12月2日")).code, "date.too-early");
        let in_parts = refused(json!({"era": "showa", "year": "64", "month": "1", "day": "8"}));
        assert_eq!((in_parts.code, in_parts.part.as_str()), ("date.after-era", "year"));
    }

    #[test]
    fn impossible_and_unreadable_dates_are_told_apart() {
        assert_eq!(refused(json!("2026-02-30")).code, "date.impossible");
        assert_eq!(refused(json!("令和8年13月1日")).args, [("date", "令和8年13月1日".to_owned())]);
        assert_eq!(refused(json!("8/3/5")).code, "date.year");
        for typed in ["きのう", "2026-03", "2026-03-05-06", "20265-1-1", "R0.1.1", "2026-3-5T00:00", "R"] {
            assert_eq!(refused(json!(typed)).code, "date.format", "{typed}");
        }
        let missing = refused(json!({"year": "2026", "month": " ", "day": "5"}));
        assert_eq!((missing.code, missing.part.as_str()), ("date.missing", "month"));
        assert_eq!(refused(json!({"year": "2026", "month": "x", "day": "5"})).part, "month");
        assert_eq!(refused(json!({"year": "2026", "month": "2", "day": "30"})).part, "day");
        assert_eq!(refused(json!({"era": "x", "year": "2026", "month": "2", "day": "3"})).part, "era");
    }

    #[test]
    fn both_calendars_are_shown() {
        assert_eq!(Date::default().display(&json!("2026-03-05"), Lang::Ja), ["2026年（令和8年）3月5日（木）"]);
        assert_eq!(Date::default().display(&json!("2026-03-05"), Lang::En), ["March 5, 2026 (Thu)"]);
    }
}
