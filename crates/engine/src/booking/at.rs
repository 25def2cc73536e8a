//! A day, or a time of a day.

use jiff::civil::{Date, Time};
use madoguchi_schema::{
    answers::Answers,
    app::{WHOLE_DAY, minute},
};
use std::{fmt, str::FromStr};

/// A day, with a time when the booking has times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The day.
    pub date: Date,
    /// When it begins.
    pub time: Option<Time>,
}

impl From<Date> for At {
    fn from(date: Date) -> At {
        At { date, time: None }
    }
}

/// `2026-11-13`, `2026-11-13 10:00`.
impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.time {
            Some(time) => write!(f, "{} {}", self.date, time.strftime("%H:%M")),
            None => write!(f, "{}", self.date),
        }
    }
}

impl FromStr for At {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<At, jiff::Error> {
        match text.trim().split_once([' ', 'T']) {
            Some((date, time)) => {
                let time = time.trim();
                let padded = if time.len() == 4 { format!("0{time}") } else { time.to_owned() };
                Ok(At { date: date.parse()?, time: Some(padded.parse()?) })
            }
            None => Ok(At { date: text.trim().parse()?, time: None }),
        }
    }
}

/// The day and time in a slot answer.
pub fn slot_at(answers: &Answers, question: &str) -> Option<At> {
    let slot = answers.get(question)?;
    let date = slot.get("date")?.as_str()?.parse().ok()?;
    let time = slot.get("time").and_then(|time| time.as_str()).and_then(|time| time.parse().ok());
    Some(At { date, time })
}

/// The day and time in a slot answer that waits for a full one.
pub fn waiting_at(answers: &Answers, question: &str) -> Option<At> {
    let slot = answers.get(question)?;
    let date = slot.get("waiting")?.as_str()?.parse().ok()?;
    let time = slot.get("time").and_then(|time| time.as_str()).and_then(|time| time.parse().ok());
    Some(At { date, time })
}

/// The periods, from and until as minutes of the day, that a visit takes; a whole day is one.
pub fn periods(time: Option<Time>, minutes: u32, every: u32) -> Vec<(u32, u32)> {
    let Some(time) = time else { return vec![(0, WHOLE_DAY)] };
    let (start, every) = (minute(time), every.max(1));
    (0..minutes.div_ceil(every).max(1)).map(|n| (start + n * every, start + (n + 1) * every)).collect()
}
