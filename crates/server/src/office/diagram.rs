//! `/office/{app}/diagram`: the way through the pages of the form and the way of a case, drawn, and in sentences.

use super::{access, page};
use crate::{error::Problem, extract::actor::StaffActor, state::AppState};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use madoguchi_schema::{explain::diagram, text::Lang};
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    app: String,
    queue: String,
    charts: Vec<Drawn>,
}

#[derive(Serialize)]
struct Drawn {
    title: String,
    about: String,
    picture: minijinja::Value,
    /// Each box with what stands in it.
    told: Vec<(String, Vec<String>)>,
}

/// The page, for those who may read the app.
pub async fn show(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(app): Path<String>,
) -> Result<Response, Problem> {
    let published = access::app(&state, &staff.actor(), &app)?;
    let charts = diagram::charts(&published.app, &published.office, Lang::Ja);
    let drawn = |chart: diagram::Chart| Drawn {
        title: chart.title.clone(),
        about: chart.about.clone(),
        told: chart.sentences(),
        // Every text in it was escaped where it was drawn.
        picture: minijinja::Value::from_safe_string(diagram::svg(std::slice::from_ref(&chart))),
    };
    let page = Page {
        app: published.app.title.get(Lang::Ja).to_owned(),
        queue: format!("/office/{app}"),
        charts: charts.into_iter().map(drawn).collect(),
    };
    Ok(page::render(&state, &staff, Some(&app), "office/diagram.html", &page)?.into_response())
}
