//! `datetime`: a day with a time on the city's clock, stored as `2026-03-05T17:00`.

use super::{Field, Problem, column, date, raw, time};
use crate::{
    normal,
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use jiff::civil;
use serde_json::{Map, Value as Json, json};

/// The controls of a day with a time.
pub const DATE_TIME_PARTS: [&str; 5] = ["era", "year", "month", "day", "time"];

/// The type `datetime`.
#[derive(Debug, Clone, Copy)]
pub(super) struct DateTime;

impl Field for DateTime {
    fn name(&self) -> &'static str {
        "datetime"
    }

    fn ty(&self) -> Type {
        Type::DateTime
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        vec![column::text(id)]
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let read = match raw {
            Json::Object(parts) => of_parts(parts)?,
            _ => raw::text(raw, "")?.map(|typed| of_text(&typed)).transpose()?,
        };
        Ok(read.map(|at| Json::from(written(at))))
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        vec![column::text_cell(answer)]
    }

    fn value(&self, answer: &Json) -> Value {
        of_answer(answer).map_or(Value::Empty, Value::DateTime)
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        let shown = |at: civil::DateTime| format!("{} {}", date::shown(at.date(), lang), time::written(at.time()));
        of_answer(answer).map(shown).into_iter().collect()
    }

    fn json_schema(&self) -> Json {
        let part = json!({"type": ["string", "integer", "null"], "maxLength": 100});
        let parts: Map<String, Json> = DATE_TIME_PARTS.iter().map(|name| ((*name).to_owned(), part.clone())).collect();
        json!({"type": ["string", "object", "null"], "maxLength": 100, "properties": parts, "additionalProperties": false})
    }
}

/// `2026-03-05T17:00`.
pub(super) fn written(at: civil::DateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M").to_string()
}

fn of_answer(answer: &Json) -> Option<civil::DateTime> {
    answer.as_str()?.parse().ok()
}

/// A date, then a time: cut at the first space, `T` or 日 after which a time follows.
fn of_text(typed: &str) -> Result<civil::DateTime, Problem> {
    let text = normal::half_width(&normal::plain(typed, false));
    let cuts = text.char_indices().filter(|(_, c)| c.is_whitespace() || matches!(c, 'T' | '日'));
    for (at, sign) in cuts {
        let after = at + sign.len_utf8();
        let (Some(day), Some(clock)) = (text.get(..at), text.get(after..)) else { continue };
        match time::of_text(clock) {
            Ok(time) => return Ok(date::of_text(day)?.to_datetime(time)),
            Err(problem) if problem.code == "time.twelve" => return Err(problem),
            Err(_) => {}
        }
    }
    Err(Problem::new("", "datetime.format"))
}

fn of_parts(parts: &Map<String, Json>) -> Result<Option<civil::DateTime>, Vec<Problem>> {
    let strange = raw::unknown(parts, &DATE_TIME_PARTS, "");
    if !strange.is_empty() {
        return Err(strange);
    }
    let day = date::whole_of_parts(parts);
    let clock = raw::text(raw::part(parts, "time"), "time")?;
    let clock = clock.map(|typed| time::of_text(&typed)).transpose();
    match (day, clock) {
        (Ok(None), Ok(None)) => Ok(None),
        (Ok(Some(day)), Ok(Some(time))) => Ok(Some(day.to_datetime(time))),
        (Ok(None), Ok(Some(_))) => Err(vec![Problem::new("year", "date.missing").arg("part", "year")]),
        (Ok(Some(_)), Ok(None)) => Err(vec![Problem::new("time", "datetime.time")]),
        (day, clock) => {
            let mut problems = day.err().unwrap_or_default();
            problems.extend(clock.err().map(|problem| Problem { part: "time".to_owned(), ..problem }));
            Err(problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_time_are_read_together() {
        for typed in ["2026-03-05T17:00", "2026-03-05 17:00", "令和8年3月5日午後5時", "R8.3.5　１７：００"]
        {
            assert_eq!(DateTime.parse(&json!(typed)).unwrap(), Some(json!("2026-03-05T17:00")), "{typed}");
        }
        let parts = json!({"era": "reiwa", "year": "8", "month": "3", "day": "5", "time": "午後5時"});
        assert_eq!(DateTime.parse(&parts).unwrap(), Some(json!("2026-03-05T17:00")));
        assert_eq!(DateTime.display(&json!("2026-03-05T17:00"), Lang::Ja), ["2026年（令和8年）3月5日（木） 17:00"]);
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(DateTime.parse(&json!("2026-03-05")).unwrap_err()[0].code, "datetime.format");
        assert_eq!(DateTime.parse(&json!("昭和64年1月8日 9:00")).unwrap_err()[0].code, "date.after-era");
        let no_time = DateTime.parse(&json!({"year": "2026", "month": "3", "day": "5"})).unwrap_err();
        assert_eq!((no_time[0].part.as_str(), no_time[0].code), ("time", "datetime.time"));
        let no_day = DateTime.parse(&json!({"time": "17:00"})).unwrap_err();
        assert_eq!(no_day[0].part, "year");
    }
}
