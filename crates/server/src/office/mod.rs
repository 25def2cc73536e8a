//! The clerks' pages. Nothing below `/office` is answered without a session, except the sign-in page.

pub mod absence;
pub mod access;
pub mod action;
pub mod approval;
pub mod approvals;
pub mod assign;
pub mod board;
pub mod bulk;
pub mod case;
pub mod charts;
pub mod csv;
pub mod days;
pub mod diagram;
pub mod documents;
pub mod draws;
pub mod effect;
pub mod explain;
pub mod export;
pub mod export_rows;
pub mod files;
pub mod home;
pub mod new;
pub mod options;
pub mod own;
pub mod page;
pub mod params;
pub mod photo;
pub mod queue;
pub mod sheet;
pub mod sign_in;
pub mod slot;

use crate::{session, state::AppState};
use axum::{
    Router,
    routing::{get, post},
};

/// All routes below `/office`.
pub fn routes(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/office", get(home::show))
        .route("/office/sign-in", get(sign_in::show).post(sign_in::submit))
        .route("/office/absence", get(absence::show).post(absence::submit))
        .route("/office/absence/{id}/end", post(absence::end))
        .route("/office/deputies", post(absence::appoint))
        .route("/office/deputies/{id}/end", post(absence::dismiss))
        .route("/office/sign-out", post(sign_in::sign_out))
        .route("/office/cases/{receipt}", get(case::show))
        .route("/office/cases/{receipt}/actions/{action}", get(sheet::show).post(action::submit))
        .route("/office/cases/{receipt}/approval/{act}", post(approval::submit))
        .route("/office/cases/{receipt}/edit", get(sheet::edit).post(sheet::save))
        .route("/office/cases/{receipt}/options/{path}", get(options::show))
        .route("/office/cases/{receipt}/assign", post(assign::submit))
        .route("/office/cases/{receipt}/slot", get(slot::show).post(slot::submit))
        .route("/office/cases/{receipt}/files/{file}", get(files::show))
        .route("/office/cases/{receipt}/documents/{document}", get(documents::show))
        .route("/office/cases/{receipt}/issued/{id}", get(documents::issued))
        .route("/office/{app}", get(queue::show))
        .route("/office/{app}/bulk", post(bulk::submit))
        .route("/office/{app}/charts", get(charts::show))
        .route("/office/{app}/draws", get(draws::show))
        .route("/office/{app}/days/{date}", get(days::show))
        .route("/office/{app}/diagram", get(diagram::show))
        .route("/office/{app}/explain", get(explain::show))
        .route("/office/{app}/documents/{document}", get(documents::over))
        .route("/office/{app}/effect", get(effect::show))
        .route("/office/{app}/export.csv", get(export::show))
        .route("/office/{app}/new", get(new::show).post(new::submit))
        .layer(session::layer(state.store.clone(), state.clock.clone(), &state.settings))
}
