//! `/office/{app}/days/{date}`: what is booked on a day, per area, printed as the crews' route sheet.

use super::{access, page};
use crate::{
    catalog::Published,
    error::Problem,
    extract::actor::StaffActor,
    state::AppState,
    view::{
        date,
        day::{Beside, Facts, Round, beside, rounds},
        when,
    },
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use jiff::{ToSpan, civil::Date};
use madoguchi_engine::{
    booking, calendar,
    records::{CaseFacts, Taken},
};
use madoguchi_schema::{app::Booking, text::Lang};
use madoguchi_store::{
    capacity::{self, Own},
    case,
    queue::{self, Query},
};
use serde::Serialize;

/// Rows read at once.
const ROWS: u32 = 200;

/// How many days ahead the next day with cases is looked for.
const AHEAD: i64 = 14;

#[derive(Serialize)]
struct Page {
    app: String,
    queue: String,
    day: String,
    date: Date,
    today: bool,
    printed: String,
    count: usize,
    rounds: Vec<Round>,
    before: Option<Beside>,
    after: Option<Beside>,
}

/// The day.
pub async fn show(
    State(state): State<AppState>,
    staff: StaffActor,
    Path((app, date)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let actor = staff.actor();
    let published = access::app(&state, &actor, &app)?;
    let date: Date = date.parse().map_err(|_| Problem::not_found())?;
    let now = state.clock.now();
    let today = calendar::today(&published.office, now);
    let cases = cases(&state, &published, date, today)?;
    let mut sheets = Vec::new();
    for (question, booked) in booking::slots(&published.app) {
        let taken = taken(&state, &published, booked, (date, date))?;
        sheets.extend(rounds(&Facts {
            published: &published,
            question,
            booking: booked,
            date,
            cases: &cases,
            taken: &taken,
            sensitive: access::sees_sensitive(&state, &actor, &published.app),
        }));
    }
    case::audit(&state.store, staff.0.id, "read_day", format!("{app} {date}"), now).await?;
    let page = Page {
        app: published.app.title.get(Lang::Ja).to_owned(),
        queue: format!("/office/{app}"),
        day: date::long(date),
        date,
        today: date == today,
        printed: when::moment(&published.office, now),
        count: cases.len(),
        rounds: sheets,
        before: date.checked_sub(1.day()).ok().map(|d| beside(&app, d)),
        after: date.checked_add(1.day()).ok().map(|d| beside(&app, d)),
    };
    Ok(page::render(&state, &staff, Some(&app), "office/days.html", &page)?.into_response())
}

/// The cases that hold capacity on a day.
pub fn cases(state: &AppState, published: &Published, date: Date, today: Date) -> Result<Vec<CaseFacts>, Problem> {
    let mut found = Vec::new();
    let mut query = Query { slot_date: Some(date), limit: ROWS, ..Query::default() };
    loop {
        let listed = queue::page(&state.store, &published.app, &query, today);
        let listed = listed.map_err(|u| super::queue::unlisted(u, &published.app.id))?;
        for row in &listed.rows {
            let facts = case::by_receipt(&state.store, &row.receipt)?;
            found.extend(facts.filter(|f| f.claims.iter().any(|c| c.date == date)));
        }
        match listed.next {
            Some(after) => query.after = Some(after),
            None => return Ok(found),
        }
    }
}

/// The first day between two, both included, of which something is taken.
fn first_taken(state: &AppState, published: &Published, days: (Date, Date)) -> Result<Option<Date>, Problem> {
    let mut first = None;
    for (_, booked) in booking::slots(&published.app) {
        let taken = taken(state, published, booked, days)?;
        let day = taken.iter().flat_map(|(_, t)| t).filter(|t| t.amount > 0).map(|t| t.date).min();
        first = first.into_iter().chain(day).min();
    }
    Ok(first)
}

/// The next day after today of which something is taken, or tomorrow; `None` when the app books nothing.
pub fn next(state: &AppState, published: &Published) -> Result<Option<Date>, Problem> {
    if booking::slots(&published.app).next().is_none() {
        return Ok(None);
    }
    let today = calendar::today(&published.office, state.clock.now());
    let tomorrow = today.tomorrow().unwrap_or(today);
    let found = first_taken(state, published, (tomorrow, tomorrow.saturating_add(AHEAD.days())))?;
    Ok(Some(found.unwrap_or(tomorrow)))
}

/// What is taken between two days, by area, in the city's order.
fn taken(
    state: &AppState,
    published: &Published,
    booked: &Booking,
    days: (Date, Date),
) -> Result<Vec<(String, Vec<Taken>)>, Problem> {
    let areas: Vec<&str> = match booked.area {
        Some(_) => published.office.areas.keys().map(String::as_str).collect(),
        None => vec![""],
    };
    let now = state.clock.now();
    let mut all = Vec::new();
    for area in areas {
        let taken = capacity::taken(&state.store, &published.app.id, &booked.id, area, days, &Own::Nobody, now)?;
        all.push((area.to_owned(), taken));
    }
    Ok(all)
}
