//! `GET /api/v1/apps/{app}/charts/{chart}`: the figures of one chart.

use super::problem::ApiError;
use crate::{
    error::Problem,
    extract::actor::TokenActor,
    office::access,
    state::AppState,
    view::{
        cell,
        chart::{figure, in_order, label},
    },
};
use axum::{
    Json,
    extract::{Path, State},
};
use madoguchi_engine::calendar;
use madoguchi_schema::text::Lang;
use madoguchi_store::queue::figures;
use serde::Serialize;
use serde_json::Value;

/// The answer.
#[derive(Serialize)]
pub struct Chart {
    chart: String,
    label: String,
    unit: String,
    bars: Vec<Bar>,
    /// There are more bars than are read.
    more: bool,
}

#[derive(Serialize)]
struct Bar {
    /// `null` where it is blank.
    value: Option<String>,
    label: String,
    /// A whole number, a decimal as text, or `null` where no case has a number.
    figure: Value,
    cases: i64,
}

/// The figures.
pub async fn show(
    State(state): State<AppState>,
    caller: TokenActor,
    Path((app, chart)): Path<(String, String)>,
) -> Result<Json<Chart>, ApiError> {
    caller.reaches(&app)?;
    let actor = caller.actor();
    let published = access::app(&state, &actor, &app)?;
    let chart = published.app.queue.charts.get(&chart).ok_or_else(Problem::not_found)?;
    access::chart(&state, &actor, &published.app, chart)?;
    let today = calendar::today(&published.office, state.clock.now());
    let counted = figures::of_chart(&state.store, &published.app, chart, today)?;
    let bars = in_order(&published, chart, counted.rows).into_iter().map(|row| Bar {
        label: label(&published, chart, &row.value),
        value: cell::plain(&row.value),
        figure: figure(&row.figure),
        cases: row.cases,
    });
    Ok(Json(Chart {
        chart: chart.id.clone(),
        label: chart.label.get(Lang::Ja).to_owned(),
        unit: chart.measure.unit.get(Lang::Ja).to_owned(),
        bars: bars.collect(),
        more: counted.more,
    }))
}
