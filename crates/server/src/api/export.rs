//! `GET /api/v1/apps/{app}/export?format=csv`: the list as a file, streamed. Recorded.

use super::problem::ApiError;
use crate::{
    error::Problem,
    extract::actor::TokenActor,
    office::{access, export},
    state::AppState,
};
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
};

/// The file.
pub async fn show(
    State(state): State<AppState>,
    caller: TokenActor,
    Path(app): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    caller.reaches(&app)?;
    let published = access::app(&state, &caller.actor(), &app)?;
    let query = query.unwrap_or_default();
    let format = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "format");
    if format.is_some_and(|(_, value)| value != "csv") {
        let text = "format には csv を指定してください。";
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "この形式では書き出せません", text).into());
    }
    Ok(export::stream(&state, caller.staff.id, &caller.actor(), published, &query).await?)
}
