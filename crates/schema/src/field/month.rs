//! `month`: a month of a year, typed in 西暦 or 和暦 and stored as `2026-03`. In expressions and columns it is its first
//! day, so that months compare with dates in every evaluator.

use super::{Field, Problem, column, era, partial_date, raw};
use crate::{
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use jiff::civil;
use serde_json::{Map, Value as Json, json};

/// The controls of a month.
pub const MONTH_PARTS: [&str; 3] = ["era", "year", "month"];

/// The type `month`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Month;

impl Field for Month {
    fn name(&self) -> &'static str {
        "month"
    }

    fn ty(&self) -> Type {
        Type::Date
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        vec![column::text(id)]
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let known = match raw {
            Json::Object(parts) => of_parts(parts)?,
            _ => raw::text(raw, "")?.map(|typed| partial_date::of_text(&typed)).transpose()?,
        };
        match known {
            None => Ok(None),
            Some(partial_date::Known { year, month: Some(month), day: None }) => {
                Ok(Some(Json::from(format!("{year:04}-{month:02}"))))
            }
            Some(_) => Err(vec![Problem::new("", "month.format")]),
        }
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        vec![answer.and_then(first_day).map_or(Cell::Null, |day| Cell::Text(day.to_string()))]
    }

    fn value(&self, answer: &Json) -> Value {
        first_day(answer).map_or(Value::Empty, Value::Date)
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        first_day(answer).map(|day| shown(day, lang)).into_iter().collect()
    }

    fn json_schema(&self) -> Json {
        let part = json!({"type": ["string", "integer", "null"], "maxLength": 100});
        let parts: Map<String, Json> = MONTH_PARTS.iter().map(|name| ((*name).to_owned(), part.clone())).collect();
        json!({"type": ["string", "object", "null"], "maxLength": 100, "properties": parts, "additionalProperties": false})
    }
}

/// The first day of a canonical month, or of one read from its column.
fn first_day(answer: &Json) -> Option<civil::Date> {
    let (year, month) = answer.as_str()?.get(..7)?.split_once('-')?;
    civil::Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()
}

/// `2026年（令和8年）3月`.
fn shown(first: civil::Date, lang: Lang) -> String {
    if lang == Lang::En { first.strftime("%B %Y").to_string() } else { era::long_month(first) }
}

fn of_parts(parts: &Map<String, Json>) -> Result<Option<partial_date::Known>, Vec<Problem>> {
    let strange = raw::unknown(parts, &MONTH_PARTS, "");
    if !strange.is_empty() {
        return Err(strange);
    }
    let known = partial_date::of_parts(parts)?;
    match known {
        Some(partial_date::Known { month: None, .. }) => {
            Err(vec![Problem::new("month", "date.missing").arg("part", "month")])
        }
        known => Ok(known),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_in_both_calendars() {
        for typed in ["2026-03", "2026/3", "２０２６年３月", "令和8年3月", "R8.3"] {
            assert_eq!(Month.parse(&json!(typed)).unwrap(), Some(json!("2026-03")), "{typed}");
        }
        let parts = json!({"era": "reiwa", "year": "８", "month": "3"});
        assert_eq!(Month.parse(&parts).unwrap(), Some(json!("2026-03")));
        assert_eq!(Month.parse(&json!({"era": "", "year": "", "month": ""})).unwrap(), None);
        assert_eq!(Month.display(&json!("2026-03"), Lang::Ja), ["2026年（令和8年）3月"]);
    }

    #[test]
    fn a_month_in_which_an_era_changes_has_both_eras() {
        assert_eq!(Month.parse(&json!("昭和64年1月")).unwrap(), Some(json!("1989-01")));
        assert_eq!(Month.parse(&json!("平成元年1月")).unwrap(), Some(json!("1989-01")));
        assert_eq!(Month.parse(&json!("昭和64年2月")).unwrap_err()[0].code, "date.after-era");
        assert_eq!(Month.parse(&json!("令和元年4月")).unwrap_err()[0].code, "date.before-era");
    }

    #[test]
    fn what_is_no_month_is_refused() {
        for (typed, code) in [("2026", "month.format"), ("2026-03-05", "month.format"), ("3月", "date.format")] {
            assert_eq!(Month.parse(&json!(typed)).unwrap_err()[0].code, code, "{typed}");
        }
        assert_eq!(Month.parse(&json!("2026-13")).unwrap_err()[0].code, "date.impossible");
        assert_eq!(Month.parse(&json!({"year": "2026"})).unwrap_err()[0].part, "month");
    }
}
