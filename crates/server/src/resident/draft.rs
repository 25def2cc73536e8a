//! `POST /apps/{app}/drafts`: a fresh draft in the current version; leads to its first page.

use super::{journey::Journey, language, start};
use crate::{error::Problem, state::AppState};
use axum::{
    extract::{Path, RawQuery, State},
    response::Redirect,
};
use madoguchi_store::draft::{self, Draft};

/// Two tabs that start are two drafts.
pub async fn start(
    State(state): State<AppState>,
    Path(app): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Redirect, Problem> {
    let published = start::published(&state, &app)?;
    let blank = Draft::blank(&published.app, published.version, state.clock.now());
    let lang = language::asked(&published.app, query.as_deref()).unwrap_or(blank.lang);
    let draft = Draft { lang, ..blank };
    let id = draft.id.clone();
    draft::start(&state.store, draft).await?;
    let journey = Journey::load(&state, &app, &id, None)?;
    let first = journey.evaluation.route.first().copied();
    Ok(Redirect::to(&first.map_or_else(|| journey.url("review"), |p| journey.page_url(p, false))))
}
