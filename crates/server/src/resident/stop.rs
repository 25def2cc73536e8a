//! `GET /apps/{app}/drafts/{draft}/stop`: this cannot be applied for here; what to do instead.

use super::{journey::Journey, start};
use crate::{error::Problem, state::AppState};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    app: String,
    app_title: String,
    title: String,
    text: String,
    back: String,
    contact: start::Contact,
}

/// The advice, as long as the answers lead to it.
pub async fn show(State(state): State<AppState>, Path((app, id)): Path<(String, String)>) -> Result<Response, Problem> {
    let journey = Journey::load(&state, &app, &id)?;
    let Some((at, number)) = journey.evaluation.stop else {
        return Ok(Redirect::to(&journey.url("review")).into_response());
    };
    let (app, office, lang) = (&journey.published.app, &journey.published.office, journey.draft.lang);
    let stop = app.pages.get(at).and_then(|p| p.stop.get(number)).ok_or_else(Problem::not_found)?;
    let page = Page {
        app: app.id.clone(),
        app_title: app.title.get(lang).to_owned(),
        title: stop.title.get(lang).to_owned(),
        text: stop.text.get(lang).to_owned(),
        back: journey.page_url(at, false),
        contact: start::contact(app, office),
    };
    state.templates.page("resident/stop.html", office, page).map(IntoResponse::into_response)
}
