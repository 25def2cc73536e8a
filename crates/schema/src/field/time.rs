//! `time`: a time of day, stored as `17:00`; `１７：００`, `17時半` and `午後5時` are read too.

use super::{Field, Problem, column, raw};
use crate::{
    normal,
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use jiff::civil;
use serde_json::{Value as Json, json};

/// The type `time`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Time;

impl Field for Time {
    fn name(&self) -> &'static str {
        "time"
    }

    fn ty(&self) -> Type {
        Type::Time
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        vec![column::text(id)]
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(typed) = raw::text(raw, "")? else { return Ok(None) };
        Ok(Some(Json::from(written(of_text(&typed)?))))
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        vec![column::text_cell(answer)]
    }

    fn value(&self, answer: &Json) -> Value {
        of_answer(answer).map_or(Value::Empty, Value::Time)
    }

    fn display(&self, answer: &Json, _lang: Lang) -> Vec<String> {
        of_answer(answer).map(written).into_iter().collect()
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["string", "integer", "null"], "maxLength": 100})
    }
}

/// `17:00`.
pub(super) fn written(time: civil::Time) -> String {
    time.strftime("%H:%M").to_string()
}

fn of_answer(answer: &Json) -> Option<civil::Time> {
    answer.as_str()?.parse().ok()
}

/// A time as people write it. Twelve with 午前 or 午後 is refused: half of the people mean noon, half midnight.
pub(super) fn of_text(typed: &str) -> Result<civil::Time, Problem> {
    let text: String =
        normal::half_width(&normal::plain(typed, false)).chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.to_ascii_lowercase();
    let (half, clock) = half_of_day(&text);
    let (hour, minute) = parts(clock).ok_or_else(|| Problem::new("", "time.format"))?;
    let hour = match half {
        None => hour,
        Some(_) if hour == 12 => return Err(Problem::new("", "time.twelve")),
        Some(after) if hour < 12 => hour + if after { 12 } else { 0 },
        Some(_) => return Err(Problem::new("", "time.format")),
    };
    civil::Time::new(hour, minute, 0, 0).map_err(|_| Problem::new("", "time.format"))
}

/// Whether a half of the day is named, before or after noon; and what remains.
fn half_of_day(text: &str) -> (Option<bool>, &str) {
    for (word, after) in [("午前", false), ("午後", true), ("am", false), ("pm", true)] {
        if let Some(rest) = text.strip_prefix(word).or_else(|| text.strip_suffix(word)) {
            return (Some(after), rest);
        }
    }
    (None, text)
}

/// Hour and minute of `17:00`, `1700`, `17時`, `17時半`, `17時05分`.
fn parts(clock: &str) -> Option<(i8, i8)> {
    if let Some((hour, rest)) = clock.split_once('時') {
        let minute = match rest {
            "" => 0,
            "半" => 30,
            rest => number(rest.strip_suffix('分').unwrap_or(rest))?,
        };
        return Some((number(hour)?, minute));
    }
    if let Some((hour, minute)) = clock.split_once(':') {
        let minute = minute.strip_suffix(":00").unwrap_or(minute);
        return (minute.len() == 2).then(|| Some((number(hour)?, number(minute)?)))?;
    }
    let four = clock.len() == 4 && clock.is_ascii();
    four.then(|| Some((number(clock.get(..2)?)?, number(clock.get(2..)?)?)))?
}

/// A number of one or two digits.
fn number(text: &str) -> Option<i8> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for typed in ["17:00", "１７：００", "1700", "17時", "午後5時", "午後５時００分", "5:00 PM", "17:00:00"]
        {
            assert_eq!(Time.parse(&json!(typed)).unwrap(), Some(json!("17:00")), "{typed}");
        }
        for (typed, read) in [("9時半", "09:30"), ("午前0時5分", "00:05"), ("午後0:15", "12:15"), ("8:45", "08:45")]
        {
            assert_eq!(Time.parse(&json!(typed)).unwrap(), Some(json!(read)), "{typed}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for typed in ["24:00", "17:60", "5", "午後13時", "夕方", "1:2:3", "17:0", "-1:00", "99999"] {
            assert_eq!(Time.parse(&json!(typed)).unwrap_err()[0].code, "time.format", "{typed}");
        }
        assert_eq!(Time.parse(&json!("午後12時")).unwrap_err()[0].code, "time.twelve");
    }
}
