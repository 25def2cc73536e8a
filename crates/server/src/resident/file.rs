//! `GET /apps/{app}/drafts/{draft}/files/{file}`: an uploaded file, only to whoever holds the draft.

use super::journey::Journey;
use crate::{error::Problem, state::AppState};
use axum::{
    extract::{Path, State},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use madoguchi_store::file;

/// Pictures are shown, anything else is downloaded; nothing in it may run.
pub async fn show(
    State(state): State<AppState>,
    journey: Journey,
    Path((_, _, id)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let loaded = file::load(&state.store, &id)?.filter(|f| f.draft.as_ref() == Some(&journey.draft.id));
    let loaded = loaded.ok_or_else(Problem::not_found)?;
    let shown = if loaded.file.media.starts_with("image/") { "inline" } else { "attachment" };
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, loaded.file.media),
        (header::CONTENT_DISPOSITION, shown.to_owned()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    Ok((headers, loaded.bytes).into_response())
}
