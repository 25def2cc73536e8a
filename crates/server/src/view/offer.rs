//! Days of a booking → what staff choose from: what is left of each unit, and where a reason is needed.

use super::date;
use jiff::civil::Date;
use madoguchi_engine::booking::Day;
use serde::Serialize;

/// One day to choose.
#[derive(Debug, Serialize)]
pub struct DayChoice {
    date: Date,
    label: String,
    room: bool,
    present: bool,
    left: Vec<String>,
    chosen: bool,
}

/// The days with the chosen one marked.
pub fn choices(days: &[Day], chosen: Option<Date>) -> Vec<DayChoice> {
    let choice = |day: &Day| DayChoice {
        date: day.date,
        label: date::long(day.date),
        room: day.room,
        present: day.present,
        left: day.left.iter().map(|(unit, left)| format!("{unit} 残り{left}")).collect(),
        chosen: chosen.map_or(day.present, |c| c == day.date),
    };
    days.iter().map(choice).collect()
}
