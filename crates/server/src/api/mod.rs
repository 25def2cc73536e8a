//! The API below `/api/v1`: the same rules as the pages, in JSON. Submissions and free days are public, all else needs
//! a token.

pub mod actions;
pub mod approval;
pub mod body;
pub mod case;
pub mod cases;
pub mod charts;
pub mod documents;
pub mod export;
pub mod openapi;
pub mod problem;
pub mod schemas;
pub mod slots;
pub mod submissions;

use crate::{catalog::Published, error::Problem, state::AppState};
use axum::{
    Router,
    routing::{get, post},
};
use madoguchi_schema::app::Audience;

/// All routes below `/api/v1`.
pub fn routes(_state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/api/v1/openapi.json", get(openapi::show))
        .route("/api/v1/apps/{app}/submissions", post(submissions::create))
        .route("/api/v1/apps/{app}/slots", get(slots::show))
        .route("/api/v1/apps/{app}/cases", get(cases::show))
        .route("/api/v1/apps/{app}/charts/{chart}", get(charts::show))
        .route("/api/v1/apps/{app}/export", get(export::show))
        .route("/api/v1/cases/{receipt}", get(case::show))
        .route("/api/v1/cases/{receipt}/actions/{action}", post(actions::act))
        .route("/api/v1/cases/{receipt}/documents/{document}", get(documents::show))
        .route("/api/v1/cases/{receipt}/issued/{id}", get(documents::issued))
        .route("/api/v1/cases/{receipt}/approval/{act}", post(approval::act))
}

/// The current version of an app that residents fill in.
fn open(state: &AppState, app: &str) -> Result<Published, Problem> {
    state.catalog.current(app).filter(|p| p.app.audience == Audience::Resident).ok_or_else(Problem::not_found)
}
