//! `GET /api/v1/cases/{receipt}/documents/{document}` and `GET /api/v1/cases/{receipt}/issued/{id}`: the sheets of a
//! document as HTML, for machines that print. Recorded.

use super::{case::reached, problem::ApiError};
use crate::{extract::actor::TokenActor, office::documents, state::AppState};
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};

/// A document of a case as it is now.
pub async fn show(
    State(state): State<AppState>,
    caller: TokenActor,
    Path((receipt, id)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let actor = caller.actor();
    let (facts, published) = reached(&state, &caller, &actor, &receipt)?;
    let (_, body) = documents::printed(&state, (caller.staff.id, &actor), &facts, &published, &id).await?;
    Ok(html(body))
}

/// A document as it was issued.
pub async fn issued(
    State(state): State<AppState>,
    caller: TokenActor,
    Path((receipt, id)): Path<(String, i64)>,
) -> Result<Response, ApiError> {
    let actor = caller.actor();
    let (facts, published) = reached(&state, &caller, &actor, &receipt)?;
    let (issued, body) = documents::as_issued(&state, (caller.staff.id, &actor), &facts, &published, id).await?;
    Ok(([(header::ETAG, format!("\"{}\"", issued.hash))], html(body)).into_response())
}

fn html(body: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    (headers, body).into_response()
}
