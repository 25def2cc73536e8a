//! `GET /api/v1/apps/{app}/slots?book=…&…answers`: the days that have room for these answers.

use super::problem::{ApiError, Details};
use crate::{catalog::Published, error::Problem, extract::path_tree, state::AppState};
use axum::{
    Json,
    extract::{Path, RawQuery, State},
    http::StatusCode,
};
use jiff::{Timestamp, civil::Date};
use madoguchi_engine::{
    answer::{RawAnswers, evaluate},
    booking::{self, Ask, At, Refusal},
    calendar,
    lottery::{Phase, phase},
};
use madoguchi_schema::text::Lang;
use madoguchi_store::{
    capacity::{self, Own},
    waiting,
};
use serde::Serialize;

/// The answer.
#[derive(Serialize)]
pub struct Slots {
    book: String,
    area: String,
    days: Vec<Day>,
    /// Full days that can be waited for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    full: Vec<Full>,
}

#[derive(Serialize)]
struct Full {
    #[serde(flatten)]
    day: Day,
    /// How many stand in its line.
    standing: u32,
}

#[derive(Serialize)]
struct Day {
    date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
}

/// The days. The answers have the names of form controls: `address.town=…&goods.0.code=…`.
pub async fn show(
    State(state): State<AppState>,
    Path(app): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Slots>, ApiError> {
    let published = super::open(&state, &app)?;
    let query = query.unwrap_or_default();
    let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    let book = pairs.iter().find(|(name, _)| name == "book").map_or("", |(_, v)| v.as_ref());
    let mut slots = booking::slots(&published.app);
    let slot = if book.is_empty() { slots.next() } else { slots.find(|(_, b)| b.id == book) };
    let (question, booked) = slot.ok_or_else(Problem::not_found)?;
    let answers = pairs.iter().filter(|(name, _)| name != "book").map(|(n, v)| (n.as_ref(), v.as_ref()));
    let raw = path_tree::answers(answers).map_err(|_| Problem::of(StatusCode::BAD_REQUEST))?;
    let now = state.clock.now();
    let setting = published.setting(now, false);
    let answers = evaluate(&setting, &raw).answers;
    let ask = Ask { setting, booking: booked, answers: &answers, present: None };
    let Some(area) = booking::area(&ask) else {
        let words = Refusal::NoArea.sentence(&published.office, Lang::Ja);
        return Err(Details::unprocessable().error(question, Refusal::NoArea.code(), words).into());
    };
    let days = free_of(&state, &published, &ask, &area, now)?;
    let full = full_of(&state, &published, &ask, &area, now)?;
    let days = days.into_iter().map(Day::of).collect();
    Ok(Json(Slots { book: booked.id.clone(), area, days, full }))
}

/// The free days of a slot question for some answers.
pub fn free(
    state: &AppState,
    published: &Published,
    raw: &RawAnswers,
    question: &str,
    now: Timestamp,
) -> Result<Vec<At>, Problem> {
    let Some((_, booked)) = booking::slots(&published.app).find(|(q, _)| *q == question) else { return Ok(Vec::new()) };
    let setting = published.setting(now, false);
    let answers = evaluate(&setting, raw).answers;
    let ask = Ask { setting, booking: booked, answers: &answers, present: None };
    match booking::area(&ask) {
        Some(area) => free_of(state, published, &ask, &area, now),
        None => Ok(Vec::new()),
    }
}

fn free_of(
    state: &AppState,
    published: &Published,
    ask: &Ask<'_>,
    area: &str,
    now: Timestamp,
) -> Result<Vec<At>, Problem> {
    let (app, book) = (&published.app.id, &ask.booking.id);
    let taken = capacity::taken(&state.store, app, book, area, booking::window(ask), &Own::Nobody, now)?;
    Ok(booking::days(ask, &taken).into_iter().filter(|d| d.room).map(|d| d.at()).collect())
}

/// The full days whose lines can be joined.
fn full_of(
    state: &AppState,
    published: &Published,
    ask: &Ask<'_>,
    area: &str,
    now: Timestamp,
) -> Result<Vec<Full>, Problem> {
    let applies = phase(ask.booking, calendar::today(&published.office, now)) == Phase::Applying;
    let most = ask.booking.waitlist.as_ref().map(|waitlist| waitlist.most).or(applies.then_some(u32::MAX));
    let Some(most) = most else { return Ok(Vec::new()) };
    let (app, book, window) = (&published.app.id, &ask.booking.id, booking::window(ask));
    let taken = capacity::taken(&state.store, app, book, area, window, &Own::Nobody, now)?;
    let counts = waiting::counts(&state.store, app, book, area, window)?;
    let standing = |at: At| counts.iter().find(|(day, _)| *day == at).map_or(0, |(_, count)| *count);
    let full = booking::days(ask, &taken).into_iter().filter(|day| !day.room);
    let full = full.map(|day| Full { day: Day::of(day.at()), standing: standing(day.at()) });
    Ok(full.filter(|full| full.standing < most).collect())
}

impl Day {
    fn of(at: At) -> Day {
        Day { date: at.date, time: clock(at) }
    }
}

/// `10:00`.
pub fn clock(at: At) -> Option<String> {
    at.time.map(|time| time.strftime("%H:%M").to_string())
}
