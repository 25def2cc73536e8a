//! Days of a booking → what staff choose from: what is left of each unit, and where a reason is needed.

use super::{cell, date};
use jiff::civil::Date;
use madoguchi_engine::booking::Day;
use madoguchi_schema::app::{App, Booking};
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
pub fn choices(app: &App, booking: &Booking, days: &[Day], chosen: Option<Date>) -> Vec<DayChoice> {
    let choice = |day: &Day| DayChoice {
        date: day.date,
        label: date::long(day.date),
        room: day.room,
        present: day.present,
        left: day.left.iter().map(|(unit, left)| format!("{} 残り{left}", cell::unit(app, booking, unit))).collect(),
        chosen: chosen.map_or(day.present, |c| c == day.date),
    };
    days.iter().map(choice).collect()
}
