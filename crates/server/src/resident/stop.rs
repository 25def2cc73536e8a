//! `GET /apps/{app}/drafts/{draft}/stop`: this cannot be applied for here; what to do instead.

use super::{clerk, journey::Journey, language, start};
use crate::{error::Problem, state::AppState, view::phone};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    app: String,
    app_title: String,
    languages: Vec<language::Choice>,
    title: String,
    text: Vec<phone::Piece>,
    back: String,
    contact: start::Contact,
    clerk: Option<clerk::Entry>,
}

/// The advice, as long as the answers lead to it.
pub async fn show(State(state): State<AppState>, journey: Journey) -> Result<Response, Problem> {
    let Some((at, number)) = journey.evaluation.stop else {
        return Ok(Redirect::to(&journey.url("review")).into_response());
    };
    let (app, office, lang) = (&journey.published.app, &journey.published.office, journey.draft.lang);
    let stop = app.pages.get(at).and_then(|p| p.stop.get(number)).ok_or_else(Problem::not_found)?;
    let page = Page {
        app: app.id.clone(),
        languages: language::choices(app, &journey.url("stop"), lang),
        app_title: app.title.get(lang).to_owned(),
        title: stop.title.get(lang).to_owned(),
        text: phone::pieces(stop.text.get(lang)),
        back: journey.page_url(at, false),
        contact: start::contact_in(app, office, lang),
        clerk: clerk::entry(&journey, |_, _| true),
    };
    state.templates.page_in(lang, "resident/stop.html", office, page).map(IntoResponse::into_response)
}
