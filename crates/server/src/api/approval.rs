//! `POST /api/v1/cases/{receipt}/approval/{act}`: 承認, 差戻し and the like by a machine, on the revision that it has seen.

use super::{
    actions::{if_match, refused},
    body, case,
    problem::ApiError,
};
use crate::{
    error::Problem,
    extract::actor::TokenActor,
    office::{
        action::sentence,
        approval::{Deed, perform},
    },
    state::AppState,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use madoguchi_engine::approval::{Act, Said};
use madoguchi_store::case as stored;
use serde::Deserialize;
use serde_json::json;

/// What is sent.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    #[serde(default)]
    note: Option<String>,
    /// The number of the step to return to, from 0; to the starter without it.
    #[serde(default)]
    back_to: Option<usize>,
}

/// Acts.
pub async fn act(
    State(state): State<AppState>,
    caller: TokenActor,
    Path((receipt, act)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ApiError> {
    let revision = if_match(&headers)?;
    let sent: Sent = if body.is_empty() { Sent::default() } else { body::read(&headers, &body)? };
    let actor = caller.actor();
    let (facts, published) = case::reached(&state, &caller, &actor, &receipt)?;
    let act = Act::from_code(&act).ok_or_else(Problem::not_found)?;
    let said = Said { note: sent.note, back_to: sent.back_to };
    match perform(&state, &actor, &facts, &published, Deed { act, revision, said: &said }).await {
        Ok(revision) => {
            let now = stored::by_receipt(&state.store, &facts.receipt)?.ok_or_else(Problem::not_found)?;
            let waits: Vec<&str> = now.approval.as_ref().map(|progress| progress.waits_for()).unwrap_or_default();
            let body = json!({"receipt": now.receipt, "state": now.state, "revision": revision, "waits_for": waits});
            Ok(([(header::ETAG, format!("\"{revision}\""))], Json(body)).into_response())
        }
        Err(cause) => {
            let words = sentence(&cause, &published, state.clock.now());
            Err(refused(cause, words))
        }
    }
}
