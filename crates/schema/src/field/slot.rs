//! `slot`: a day of a booking, or a full day that is waited for. The area is written when the submission is routed.

use super::{Field, Problem, column, date, raw};
use crate::{
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use indexmap::IndexMap;
use jiff::civil::Time;
use serde_json::{Value as Json, json};

/// Settings of `slot`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The booking.
    pub book: String,
    /// With a time of day.
    pub timed: bool,
    /// A full day can be waited for.
    pub waits: bool,
    /// It is drawn who gets it.
    pub drawn: bool,
}

const PARTS: [&str; 5] = ["date", "time", "area", "waiting", "draw"];

/// What a control sends before a day that is waited for.
const WAIT: &str = "waiting:";

impl Slot {
    fn parts(&self) -> Vec<&'static str> {
        let has = |part: &&str| match *part {
            "time" => self.timed,
            "waiting" => self.waits,
            "draw" => self.drawn,
            _ => true,
        };
        PARTS.into_iter().filter(has).collect()
    }
}

impl Field for Slot {
    fn name(&self) -> &'static str {
        "slot"
    }

    fn ty(&self) -> Type {
        let area = Type::Code("areas".to_owned());
        let mut parts = IndexMap::from([("date".to_owned(), Type::Date), ("area".to_owned(), area)]);
        if self.timed {
            parts.insert("time".to_owned(), Type::Time);
        }
        if self.waits {
            parts.insert("waiting".to_owned(), Type::Date);
        }
        if self.drawn {
            parts.insert("draw".to_owned(), Type::Text);
        }
        Type::Record(parts)
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        column::parts(id, &self.parts())
    }

    /// An area that is sent is not believed: routing computes it. A control sends day and time in one: `2026-11-13 10:00`.
    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(parts) = raw::object(raw, &self.parts())? else { return Ok(None) };
        let (mut typed, mut waits) = (raw::text(raw::part(parts, "date"), "date")?, false);
        if self.waits {
            let day =
                typed.as_deref().and_then(|typed| typed.trim().strip_prefix(WAIT)).map(|day| day.to_owned().into());
            waits = day.is_some();
            typed = day.or(typed);
            if typed.is_none() {
                typed = raw::text(raw::part(parts, "waiting"), "waiting")?;
                waits = typed.is_some();
            }
        }
        let Some(typed) = typed else { return Ok(None) };
        let clock = raw::text(raw::part(parts, "time"), "time")?;
        let (day, clock) = match typed.trim().split_once([' ', 'T']) {
            Some((day, clock)) if self.timed => (day.to_owned(), Some(clock.trim().to_owned())),
            _ => (typed.into_owned(), clock.map(std::borrow::Cow::into_owned)),
        };
        let date = date::of_text(&day).map_err(|_| vec![Problem::new("date", "slot.date")])?;
        let part = if waits { "waiting" } else { "date" };
        if !self.timed {
            return Ok(Some(json!({part: date.to_string()})));
        }
        let time = clock.as_deref().and_then(of_clock).ok_or_else(|| vec![Problem::new("time", "slot.time")])?;
        Ok(Some(json!({part: date.to_string(), "time": time.strftime("%H:%M").to_string()})))
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        column::part_cells(answer, &self.parts())
    }

    fn value(&self, answer: &Json) -> Value {
        let Json::Object(parts) = answer else { return Value::Empty };
        let date = parts.get("date").and_then(date::of_answer).map_or(Value::Empty, Value::Date);
        let area = parts.get("area").and_then(Json::as_str).map_or(Value::Absent, |a| Value::Text(a.to_owned()));
        let mut values = IndexMap::from([("date".to_owned(), date), ("area".to_owned(), area)]);
        if self.timed {
            let time = parts.get("time").and_then(Json::as_str).and_then(of_clock);
            values.insert("time".to_owned(), time.map_or(Value::Empty, Value::Time));
        }
        if self.waits {
            let waiting = parts.get("waiting").and_then(date::of_answer);
            values.insert("waiting".to_owned(), waiting.map_or(Value::Empty, Value::Date));
        }
        if self.drawn {
            let draw = parts.get("draw").and_then(Json::as_str);
            values.insert("draw".to_owned(), draw.map_or(Value::Empty, |draw| Value::Text(draw.to_owned())));
        }
        Value::Record(values)
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        let time = answer.get("time").and_then(Json::as_str).map(|time| format!(" {time}")).unwrap_or_default();
        let date = answer.get("date").and_then(date::of_answer);
        if let Some(day) = answer.get("waiting").and_then(date::of_answer).filter(|_| date.is_none()) {
            let day = date::shown(day, lang) + &time;
            return vec![match (lang, self.drawn) {
                (Lang::Ja | Lang::JaEasy, false) => format!("{day}（キャンセル待ち）"),
                (Lang::Ja | Lang::JaEasy, true) => format!("{day}（抽選の申込み）"),
                (_, false) => format!("{day} (waiting list)"),
                (_, true) => format!("{day} (draw)"),
            }];
        }
        date.map(|date| date::shown(date, lang) + &time).into_iter().collect()
    }

    fn json_schema(&self) -> Json {
        let text = json!({"type": ["string", "null"], "maxLength": 100});
        let sent = self.parts().into_iter().filter(|part| !matches!(*part, "area" | "draw"));
        let parts: serde_json::Map<_, _> = sent.map(|part| (part.to_owned(), text.clone())).collect();
        json!({"type": ["object", "null"], "properties": parts, "additionalProperties": false})
    }
}

/// `9:00`, `09:00`.
fn of_clock(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}
