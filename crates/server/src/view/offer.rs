//! Days of a booking → what staff choose from: what is left of each unit, and where a reason is needed.

use super::{cell, date};
use madoguchi_engine::booking::{At, Day};
use madoguchi_schema::app::{App, Booking};
use serde::Serialize;

/// One day to choose.
#[derive(Debug, Serialize)]
pub struct DayChoice {
    date: String,
    label: String,
    room: bool,
    present: bool,
    left: Vec<String>,
    chosen: bool,
}

/// The days with the chosen one marked.
pub fn choices(app: &App, booking: &Booking, days: &[Day], chosen: Option<At>) -> Vec<DayChoice> {
    let choice = |day: &Day| DayChoice {
        date: day.at().to_string(),
        label: date::at(day.at()),
        room: day.room,
        present: day.present,
        left: day.left.iter().map(|(unit, left)| format!("{} 残り{left}", cell::unit(app, booking, unit))).collect(),
        chosen: chosen.map_or(day.present, |c| c == day.at()),
    };
    days.iter().map(choice).collect()
}
