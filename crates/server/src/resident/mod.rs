//! The residents' pages: find a procedure, fill in, check, send, and look after what was sent.
//!
//! Everything works without JavaScript. A draft is proved by its address; a case by receipt number and secret.

pub mod attachment;
mod catalogue;
mod clerk;
mod draft;
mod file;
mod hold;
mod in_rows;
mod journey;
mod language;
mod moved;
mod newly;
pub mod options;
mod page;
mod receipt;
mod review;
mod row_files;
mod start;
mod status;
mod stop;
mod submit;
mod wish;

use crate::{router::UPLOAD_BYTES, session, state::AppState};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

/// All routes of residents.
pub fn routes(state: &AppState) -> Router<AppState> {
    let uploads = DefaultBodyLimit::max(UPLOAD_BYTES);
    Router::new()
        .route("/", get(catalogue::show))
        .route("/apps/{app}", get(start::show))
        .route("/apps/{app}/drafts", post(draft::start))
        .route("/apps/{app}/drafts/{draft}/review", get(review::show))
        .route("/apps/{app}/drafts/{draft}/submit", post(submit::act))
        .route("/apps/{app}/drafts/{draft}/stop", get(stop::show))
        .route("/apps/{app}/drafts/{draft}/files/{file}", get(file::show))
        .route("/apps/{app}/drafts/{draft}/options/{path}", get(options::show))
        .route("/apps/{app}/drafts/{draft}/{page}", get(page::show).post(page::save).layer(uploads))
        .route("/receipts/{receipt}", get(receipt::show))
        .route("/status", get(status::look_up::ask).post(status::look_up::show))
        .route("/status/documents/{document}", post(status::document::show))
        .route("/status/issued/{id}", post(status::document::issued))
        .route("/status/{action}", post(status::act::act).layer(uploads))
        .layer(session::layer(state.store.clone(), state.clock.clone(), &state.settings))
}
