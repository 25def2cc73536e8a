//! `/office/{app}/effect`: what the online form saves, by fiscal year: drawn, and as a table.

use super::{access, page};
use crate::{error::Problem, extract::actor::StaffActor, state::AppState, view::cell};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use jiff::{SignedDuration, civil::Date};
use madoguchi_engine::{calendar, records::Channel};
use madoguchi_schema::app::Effect;
use madoguchi_store::effect::{self, Measured};
use serde::{Deserialize, Serialize};

/// The chosen fiscal year.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    year: Option<i16>,
}

#[derive(Serialize)]
struct Page {
    app: String,
    queue: String,
    title: String,
    before: u32,
    after: u32,
    /// The channel whose cases save nothing.
    channel: Option<&'static str>,
    rows: Vec<Line>,
    total: Line,
    ended: i64,
    median: Option<String>,
    last_year: String,
    next_year: Option<String>,
}

/// Cases of one channel.
#[derive(Serialize)]
struct Line {
    label: String,
    cases: i64,
    /// Minutes saved by each.
    each: Option<i64>,
    hours: String,
    /// Length of the bar in percent of the longest.
    percent: i64,
}

/// The page.
pub async fn show(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(app): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Problem> {
    let published = access::app(&state, &staff.actor(), &app)?;
    let Some(effect) = &published.app.effect else { return Err(Problem::not_found()) };
    let this = calendar::fiscal_year(calendar::today(&published.office, state.clock.now()));
    let year = chosen.year.unwrap_or(this).clamp(2000, this);
    let (first, last) = (Date::new(year, 4, 1), Date::new(year + 1, 3, 31));
    let (Ok(first), Ok(last)) = (first, last) else { return Err(Problem::not_found()) };
    let measured = effect::measure(&state.store, &published.app, (first, last))?;
    let base = format!("/office/{app}");
    let page = Page {
        app: published.app.title.get(madoguchi_schema::text::Lang::Ja).to_owned(),
        title: format!("{year}年度の効果"),
        before: effect.before,
        after: effect.after,
        channel: effect.channel.as_deref().and_then(Channel::from_code).map(cell::channel),
        total: total(effect, &measured),
        rows: rows(effect, &measured),
        ended: measured.ended,
        median: measured.median.map(words),
        last_year: format!("{base}/effect?year={}", year - 1),
        next_year: (year < this).then(|| format!("{base}/effect?year={}", year + 1)),
        queue: base,
    };
    Ok(page::render(&state, &staff, Some(&app), "office/effect.html", &page)?.into_response())
}

fn rows(effect: &Effect, measured: &Measured) -> Vec<Line> {
    let most = measured.came.iter().map(|came| came.cases).max().unwrap_or(0).max(1);
    measured.came.iter().map(|came| line(effect, came, most)).collect()
}

fn line(effect: &Effect, came: &effect::Came, most: i64) -> Line {
    let each = effect.saved(&came.channel);
    let label = Channel::from_code(&came.channel).map_or_else(|| came.channel.clone(), |c| cell::channel(c).to_owned());
    Line {
        label,
        cases: came.cases,
        each: Some(each),
        hours: hours(each.saturating_mul(came.cases)),
        percent: came.cases * 100 / most,
    }
}

fn total(effect: &Effect, measured: &Measured) -> Line {
    let minutes = measured.came.iter().map(|came| effect.saved(&came.channel).saturating_mul(came.cases)).sum();
    let cases = measured.came.iter().map(|came| came.cases).sum();
    Line { label: "合計".to_owned(), cases, each: None, hours: hours(minutes), percent: 100 }
}

/// Minutes as hours with one digit after the point.
fn hours(minutes: i64) -> String {
    let tenths = (minutes * 10 + minutes.signum() * 30) / 60;
    let sign = if tenths < 0 { "−" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

/// `3日4時間`, `2時間15分`, `5分`.
fn words(took: SignedDuration) -> String {
    let minutes = took.as_mins();
    match (minutes / 1440, minutes % 1440 / 60, minutes % 60) {
        (0, 0, minutes) => format!("{minutes}分"),
        (0, hours, minutes) => format!("{hours}時間{minutes}分"),
        (days, hours, _) => format!("{days}日{hours}時間"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_rounded_to_a_tenth_and_times_are_said_in_two_units() {
        assert_eq!([0, 5, 9, 90, 61].map(hours), ["0.0", "0.1", "0.2", "1.5", "1.0"]);
        assert_eq!(hours(-90), "−1.5");
        let of = |minutes| words(SignedDuration::from_mins(minutes));
        assert_eq!([0, 75, 4_560].map(of), ["0分", "1時間15分", "3日4時間"]);
    }
}
