//! `/office/{app}/charts`: every chart of the app that the reader may see, drawn and as a table.

use super::{access, page};
use crate::{
    error::Problem,
    extract::actor::StaffActor,
    state::AppState,
    view::{
        chart::{ChartView, view},
        when,
    },
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use madoguchi_engine::calendar;
use madoguchi_schema::text::Lang;
use madoguchi_store::queue::figures;
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    app: String,
    queue: String,
    printed: String,
    charts: Vec<ChartView>,
}

/// The page.
pub async fn show(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(app): Path<String>,
) -> Result<Response, Problem> {
    let actor = staff.actor();
    let published = access::app(&state, &actor, &app)?;
    let sensitive = access::sees_sensitive(&state, &actor, &published.app);
    let now = state.clock.now();
    let today = calendar::today(&published.office, now);
    let mut charts = Vec::new();
    for chart in published.app.queue.charts.values() {
        if sensitive || !access::tells_sensitive(&published.app, chart) {
            let counted = figures::of_chart(&state.store, &published.app, chart, today)?;
            charts.push(view(&published, chart, counted));
        }
    }
    if charts.is_empty() {
        return Err(Problem::not_found());
    }
    let page = Page {
        app: published.app.title.get(Lang::Ja).to_owned(),
        queue: format!("/office/{app}"),
        printed: when::moment(&published.office, now),
        charts,
    };
    Ok(page::render(&state, &staff, Some(&app), "office/charts.html", &page)?.into_response())
}
