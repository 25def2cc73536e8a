//! `GET /apps/{app}/drafts/{draft}/review`: everything that was answered, with a way to change each, before sending.

use super::{
    clerk, hold,
    journey::{Journey, Step},
    language, start,
};
use crate::{
    error::Problem,
    state::AppState,
    view::{
        called,
        summary::{self, Section},
    },
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// `?changed=1`: the answers changed in another tab since they were checked.
#[derive(Debug, Deserialize)]
pub struct Flags {
    changed: Option<String>,
}

#[derive(Serialize)]
struct Page {
    app: String,
    app_title: String,
    languages: Vec<language::Choice>,
    word: called::Words,
    steps: Vec<Step>,
    step: usize,
    back: String,
    pages: String,
    submit: String,
    seen: String,
    sections: Vec<Section>,
    changed: bool,
    contact: start::Contact,
    clerk: Option<clerk::Entry>,
}

/// What is still open is asked first; a chosen day is held again.
pub async fn show(
    State(state): State<AppState>,
    journey: Journey,
    Query(flags): Query<Flags>,
) -> Result<Response, Problem> {
    if let Some(away) = elsewhere(&journey) {
        return Ok(Redirect::to(&away).into_response());
    }
    if let Some(page) = hold::keep(&state, &journey).await? {
        return Ok(Redirect::to(&format!("{}&lost=1", journey.page_url(page, true))).into_response());
    }
    let (app, office, lang) = (&journey.published.app, &journey.published.office, journey.draft.lang);
    let steps = journey.steps(None);
    let page = Page {
        app: app.id.clone(),
        word: called::of(app),
        languages: language::choices(app, &journey.url("review"), lang),
        app_title: app.title.get(lang).to_owned(),
        step: steps.len(),
        steps,
        back: journey.evaluation.route.last().map_or_else(|| journey.url("review"), |p| journey.page_url(*p, false)),
        pages: journey.url(""),
        submit: journey.url("submit"),
        seen: seen(&journey),
        sections: summary::sections(journey.setting(), &journey.evaluation.answers, &journey.evaluation.route, lang),
        changed: flags.changed.is_some(),
        contact: start::contact_in(app, office, lang),
        clerk: clerk::entry(&journey, |_, _| true),
    };
    state.templates.page_in(lang, "resident/review.html", office, page).map(IntoResponse::into_response)
}

/// Where a draft that cannot be sent yet leads: receipt, advice, or the first open page.
pub fn elsewhere(journey: &Journey) -> Option<String> {
    journey
        .receipt_url()
        .or_else(|| journey.open_url())
        .or_else(|| journey.evaluation.stop.map(|_| journey.url("stop")))
}

/// A mark of the answers that were checked, so that no others are sent.
pub fn seen(journey: &Journey) -> String {
    let text = serde_json::to_string(&journey.evaluation.answers).unwrap_or_default();
    Sha256::digest(text.as_bytes()).iter().take(8).map(|b| format!("{b:02x}")).collect()
}
