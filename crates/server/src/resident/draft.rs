//! `POST /apps/{app}/drafts`: a fresh draft in the current version; leads to its first page.

use super::{journey::Journey, start};
use crate::{error::Problem, state::AppState};
use axum::{
    extract::{Path, State},
    response::Redirect,
};
use jiff::SignedDuration;
use madoguchi_engine::{answer::RawAnswers, records::Channel};
use madoguchi_schema::text::Lang;
use madoguchi_store::draft::{self, Draft};

/// Two tabs that start are two drafts.
pub async fn start(State(state): State<AppState>, Path(app): Path<String>) -> Result<Redirect, Problem> {
    let published = start::published(&state, &app)?;
    let days = i64::from(published.app.records.draft_days.max(1));
    let draft = Draft {
        id: draft::new_id(),
        app: published.app.id.clone(),
        version: published.version,
        lang: Lang::Ja,
        channel: Channel::Web,
        staff: None,
        raw: RawAnswers::default(),
        done: Vec::new(),
        receipt: None,
        expires_at: state.clock.now() + SignedDuration::from_hours(24 * days),
    };
    let id = draft.id.clone();
    draft::start(&state.store, draft).await?;
    let journey = Journey::load(&state, &app, &id, None)?;
    let first = journey.evaluation.route.first().copied();
    Ok(Redirect::to(&first.map_or_else(|| journey.url("review"), |p| journey.page_url(p, false))))
}
