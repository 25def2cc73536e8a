//! `/office/{app}/draws`: the draws of an app with their seeds, orders and results, so that anybody can check them.

use super::{access, page};
use crate::{
    error::Problem,
    extract::actor::StaffActor,
    state::AppState,
    view::draw::{Made, made},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use madoguchi_schema::text::Lang;
use madoguchi_store::waiting::draw;
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    app: String,
    queue: String,
    draws: Vec<Made>,
}

/// The draws, the latest first.
pub async fn show(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(app): Path<String>,
) -> Result<Response, Problem> {
    let published = access::app(&state, &staff.actor(), &app)?;
    let draws = draw::list(&state.store, &app)?.into_iter().map(|draw| made(&published, draw)).collect();
    let page = Page { app: published.app.title.get(Lang::Ja).to_owned(), queue: format!("/office/{app}"), draws };
    Ok(page::render(&state, &staff, Some(&app), "office/draws.html", &page)?.into_response())
}
