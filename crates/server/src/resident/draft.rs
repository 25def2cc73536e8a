//! `POST /apps/{app}/drafts`: a fresh draft in the current version; leads to its first page.

use super::{journey::Journey, start};
use crate::{error::Problem, state::AppState};
use axum::{
    extract::{Path, State},
    response::Redirect,
};
use madoguchi_store::draft::{self, Draft};

/// Two tabs that start are two drafts.
pub async fn start(State(state): State<AppState>, Path(app): Path<String>) -> Result<Redirect, Problem> {
    let published = start::published(&state, &app)?;
    let draft = Draft::blank(&published.app, published.version, state.clock.now());
    let id = draft.id.clone();
    draft::start(&state.store, draft).await?;
    let journey = Journey::load(&state, &app, &id, None)?;
    let first = journey.evaluation.route.first().copied();
    Ok(Redirect::to(&first.map_or_else(|| journey.url("review"), |p| journey.page_url(p, false))))
}
