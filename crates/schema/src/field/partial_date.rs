//! A date of which month or day may be unknown (`partial: true`): `2026`, `2026-03`, `2026-03-05`.
//!
//! In expressions it is a record: `year`, `month`, `day`, and `date` when all is known. So it is compared only by what
//! is known, and a comparison with an unknown part does not hold, in every evaluator.

use super::{Problem, column, date, era, era::Era, raw};
use crate::{
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use indexmap::IndexMap;
use jiff::civil;
use serde_json::{Map, Value as Json};

/// The parts in expressions, in the order of their columns; the first column is the whole as written.
const PARTS: [&str; 4] = ["date", "year", "month", "day"];

/// What is known of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) year: i16,
    pub(super) month: Option<i8>,
    /// Never without a month.
    pub(super) day: Option<i8>,
}

impl Known {
    /// The canonical answer.
    fn written(self) -> String {
        let mut out = format!("{:04}", self.year);
        for part in [self.month, self.day].into_iter().flatten() {
            out += &format!("-{part:02}");
        }
        out
    }

    /// The first and the last day that it may be.
    pub(super) fn span(self) -> Option<(civil::Date, civil::Date)> {
        let first = civil::Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()?;
        Some(match (self.month, self.day) {
            (_, Some(_)) => (first, first),
            (Some(_), None) => (first, first.last_of_month()),
            (None, None) => (first, first.last_of_year()),
        })
    }

    fn whole(self) -> Option<civil::Date> {
        self.day.and_then(|_| self.span()).map(|(first, _)| first)
    }
}

pub(super) fn ty() -> Type {
    let of = |name: &str| if name == "date" { Type::Date } else { Type::Number };
    Type::Record(PARTS.iter().map(|name| ((*name).to_owned(), of(name))).collect())
}

pub(super) fn columns(id: &str) -> Vec<Column> {
    let part = |name: &&str| match *name {
        "date" => column::text(format!("{id}.date")),
        name => column::integer(format!("{id}.{name}")),
    };
    [column::text(id)].into_iter().chain(PARTS.iter().map(part)).collect()
}

pub(super) fn cells(answer: Option<&Json>) -> Vec<Cell> {
    let Some(known) = answer.and_then(of_answer) else { return vec![Cell::Null; PARTS.len() + 1] };
    let number = |part: Option<i8>| part.map_or(Cell::Null, |part| Cell::Integer(part.into()));
    let date = known.whole().map_or(Cell::Null, |date| Cell::Text(date.to_string()));
    let year = Cell::Integer(known.year.into());
    vec![Cell::Text(known.written()), date, year, number(known.month), number(known.day)]
}

pub(super) fn value(answer: &Json) -> Value {
    let Some(known) = of_answer(answer) else { return Value::Empty };
    let number = |part: Option<i8>| part.map_or(Value::Empty, |part| Value::Number(i64::from(part).into()));
    let values = [
        known.whole().map_or(Value::Empty, Value::Date),
        Value::Number(i64::from(known.year).into()),
        number(known.month),
        number(known.day),
    ];
    Value::Record(PARTS.iter().map(|name| (*name).to_owned()).zip(values).collect::<IndexMap<_, _>>())
}

pub(super) fn display(answer: &Json, lang: Lang) -> Vec<String> {
    let shown = |known: Known| {
        let (first, _) = known.span()?;
        Some(match (known.month, known.day, lang) {
            (_, Some(_), _) => date::shown(first, lang),
            (Some(_), None, Lang::En) => first.strftime("%B %Y").to_string(),
            (None, None, Lang::En) => first.strftime("%Y").to_string(),
            (Some(_), None, _) => era::long_month(first),
            (None, None, _) => era::long_year(first),
        })
    };
    of_answer(answer).and_then(shown).into_iter().collect()
}

/// Reads what was sent.
pub(super) fn parse(raw: &Json, birth: bool) -> raw::Parsed {
    let known = match raw {
        Json::Object(parts) => {
            let strange = raw::unknown(parts, &super::DATE_PARTS, "");
            if !strange.is_empty() {
                return Err(strange);
            }
            of_parts(parts)?
        }
        _ => raw::text(raw, "")?.map(|typed| of_text(&typed)).transpose()?,
    };
    let early = |known: Known| known.span().is_none_or(|(_, last)| last < era::FIRST_DAY);
    match known {
        Some(known) if birth && early(known) => Err(vec![Problem::new("", "date.too-early")]),
        known => Ok(known.map(|known| Json::from(known.written()))),
    }
}

/// What is known of a canonical answer.
pub(super) fn of_answer(answer: &Json) -> Option<Known> {
    let mut parts = answer.as_str()?.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let mut part = || parts.next().map(str::parse).transpose().ok();
    let known = Known { year, month: part()?, day: part()? };
    known.span().map(|_| known)
}

/// `2026`, `2026-03`, `2026年3月`, `令和8年`, `R8.3`, and every whole date.
pub(super) fn of_text(typed: &str) -> Result<Known, Problem> {
    let text = date::compact(typed);
    let (era, rest) = date::leading_era(&text);
    let wrong = || Problem::new("", "date.format");
    let parts = split(rest).ok_or_else(wrong)?;
    if parts.len() == 3 || (era.is_none() && rest.len() == 8 && rest.bytes().all(|b| b.is_ascii_digit())) {
        return date::of_text(typed).map(of_date);
    }
    let mut numbers = parts.into_iter().map(date::number);
    let year = numbers.next().flatten().ok_or_else(wrong)?;
    let month = numbers.next().map(|month| month.ok_or_else(wrong)).transpose()?;
    build(era, year, month)
}

fn of_date(date: civil::Date) -> Known {
    Known { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
}

/// One to three numbers as text.
fn split(text: &str) -> Option<Vec<&str>> {
    if let Some((year, rest)) = text.split_once('年') {
        if rest.is_empty() {
            return Some(vec![year]);
        }
        let (month, day) = rest.split_once('月')?;
        return Some(if day.is_empty() { vec![year, month] } else { vec![year, month, day] });
    }
    Some(text.split(date::separates).collect::<Vec<_>>()).filter(|parts| parts.len() <= 3)
}

/// What is known from parts; blank when neither year, month nor day was typed.
pub(super) fn of_parts(parts: &Map<String, Json>) -> Result<Option<Known>, Vec<Problem>> {
    let [era, year, month, day] = date::typed_parts(parts)?;
    if year.is_none() && month.is_none() && day.is_none() {
        return Ok(None);
    }
    if year.is_some() && month.is_some() && day.is_some() {
        return Ok(date::whole_of_parts(parts)?.map(of_date));
    }
    let number = |text: Option<String>, name: &'static str| match text {
        None => Ok(None),
        Some(text) => match date::number(&text) {
            Some(number) => Ok(Some(number)),
            None => Err(Problem::new(name, "date.digits").arg("part", name)),
        },
    };
    let missing = |name: &'static str| Problem::new(name, "date.missing").arg("part", name);
    let (year, month) = (number(year, "year")?.ok_or_else(|| missing("year"))?, number(month, "month")?);
    if day.is_some() {
        return Err(vec![missing("month")]);
    }
    let era = date::era_of(era.as_deref())?;
    let blame = |p: Problem| {
        let part = if p.code == "date.impossible" { "month" } else { date::blamed(p.code) };
        Problem { part: part.to_owned(), ..p }
    };
    Ok(Some(build(era, year, month).map_err(blame)?))
}

/// A year or a month in an era or in 西暦; in an era when one of its days is.
fn build(era: Option<Era>, year: i16, month: Option<i16>) -> Result<Known, Problem> {
    let gregorian = date::gregorian(era, year)?;
    let impossible = || {
        let written = era.map_or(format!("{year}年"), |era| format!("{}{}", era.name, date::year_in(year)));
        let month = month.map(|month| format!("{month}月")).unwrap_or_default();
        Problem::new("", "date.impossible").arg("date", written + &month)
    };
    let month = month.map(i8::try_from).transpose().map_err(|_| impossible())?;
    let known = Known { year: gregorian, month, day: None };
    let (first, last) = known.span().ok_or_else(impossible)?;
    if let Some(era) = era {
        let early = |p: &Problem| matches!(p.code, "date.before-era" | "date.too-early");
        date::within(era, first).or_else(|p| if early(&p) { date::within(era, last) } else { Err(p) })?;
    }
    Ok(known)
}

#[cfg(test)]
mod tests {
    use super::super::{Date, Field};
    use super::*;
    use serde_json::json;

    fn partial() -> Date {
        Date { partial: true, ..Date::default() }
    }

    #[test]
    fn what_is_known_is_kept() {
        for (typed, kept) in [
            (json!("2026"), "2026"),
            (json!("令和8年"), "2026"),
            (json!("２０２６年３月"), "2026-03"),
            (json!("R8.3"), "2026-03"),
            (json!("令和8年3月5日"), "2026-03-05"),
            (json!("20260305"), "2026-03-05"),
            (json!({"era": "showa", "year": "64", "month": "", "day": ""}), "1989"),
            (json!({"era": "", "year": "2026", "month": "3", "day": ""}), "2026-03"),
            (json!({"era": "heisei", "year": "元", "month": "1", "day": "8"}), "1989-01-08"),
        ] {
            assert_eq!(partial().parse(&typed).unwrap(), Some(json!(kept)), "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let code = |raw: Json| partial().parse(&raw).unwrap_err().remove(0);
        assert_eq!(code(json!("昭和65年")).code, "date.after-era");
        assert_eq!(code(json!("昭和64年2月")).code, "date.after-era");
        assert_eq!(code(json!("平成元年1月7日")).code, "date.before-era");
        assert_eq!(code(json!("2026-13")).code, "date.impossible");
        assert_eq!(code(json!("8年3月")).code, "date.year");
        assert_eq!(code(json!("いつか")).code, "date.format");
        let no_month = code(json!({"year": "2026", "month": "", "day": "5"}));
        assert_eq!((no_month.part.as_str(), no_month.code), ("month", "date.missing"));
    }

    #[test]
    fn only_what_is_known_is_in_expressions_and_columns() {
        let Value::Record(parts) = partial().value(&json!("2026-03")) else { panic!("a record") };
        assert_eq!(parts["year"], Value::Number(2026.into()));
        assert_eq!((&parts["day"], &parts["date"]), (&Value::Empty, &Value::Empty));
        let cells = partial().cells(Some(&json!("2026-03")));
        assert_eq!(
            cells,
            [Cell::Text("2026-03".into()), Cell::Null, Cell::Integer(2026), Cell::Integer(3), Cell::Null]
        );
        assert_eq!(partial().display(&json!("1989"), Lang::Ja), ["1989年（昭和64年・平成元年）"]);
    }
}
