//! `POST /api/v1/cases/{receipt}/actions/{action}`: a button pressed by a machine, on the revision that it has seen.

use super::{
    body, case,
    problem::{ApiError, Details},
};
use crate::{
    error::Problem,
    extract::actor::TokenActor,
    office::action::{NotPressed, Press, press, sentence},
    state::AppState,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use madoguchi_engine::{
    answer::RawAnswers,
    workflow::{Denied, Input, Rejection},
};
use madoguchi_schema::text::Lang;
use madoguchi_store::case as stored;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// What is sent.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    answers: Map<String, Value>,
}

/// Presses.
pub async fn act(
    State(state): State<AppState>,
    caller: TokenActor,
    Path((receipt, action)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ApiError> {
    let revision = if_match(&headers)?;
    let sent: Sent = if body.is_empty() { Sent::default() } else { body::read(&headers, &body)? };
    let actor = caller.actor();
    let (facts, published) = case::reached(&state, &caller, &actor, &receipt)?;
    let note = sent.note.map(|n| n.trim().to_owned()).filter(|n| !n.is_empty());
    let input = Input { note, answers: RawAnswers(sent.answers), photo: None };
    match press(&state, &actor, &facts, &published, Press { action: &action, revision, input: &input }).await {
        Ok(revision) => {
            let now = stored::by_receipt(&state.store, &facts.receipt)?.ok_or_else(Problem::not_found)?;
            let body = json!({"receipt": now.receipt, "state": now.state, "revision": revision});
            Ok(([(header::ETAG, format!("\"{revision}\""))], Json(body)).into_response())
        }
        Err(cause) => {
            let words = sentence(&cause, &published, state.clock.now());
            Err(refused(cause, words))
        }
    }
}

/// The revision of `If-Match: "3"`; 428 without one. Something else matches nothing.
pub(super) fn if_match(headers: &HeaderMap) -> Result<i64, ApiError> {
    let Some(sent) = headers.get(header::IF_MATCH).and_then(|v| v.to_str().ok()) else {
        let details = Details::new(StatusCode::PRECONDITION_REQUIRED, "If-Match が必要です");
        let words = "読んだ申込みの revision を If-Match: \"3\" の形で送ってください。";
        return Err(details.error("", "if-match", words).into());
    };
    Ok(sent.trim().trim_matches('"').parse().unwrap_or(-1))
}

pub(super) fn refused(cause: NotPressed, words: String) -> ApiError {
    match cause {
        NotPressed::Stale(event) => {
            let details = Details::new(StatusCode::PRECONDITION_FAILED, "ほかの操作が先に行われました");
            details.error("", "stale", words).with("revision", event.revision.into()).into()
        }
        NotPressed::Denied(Denied::Unknown) => Problem::not_found().into(),
        NotPressed::Denied(_) => {
            Details::new(StatusCode::FORBIDDEN, "この操作はできません").error("", "denied", words).into()
        }
        NotPressed::Rejected(Rejection::Fields(errors)) => Details::unprocessable().fields(&errors, Lang::Ja).into(),
        NotPressed::Rejected(Rejection::Slot(refusal)) => {
            Details::unprocessable().error("", refusal.code(), words).into()
        }
        NotPressed::SoldOut => {
            Details::new(StatusCode::CONFLICT, "その日は空きがありません").error("", "slot-full", words).into()
        }
        NotPressed::Problem(problem) => problem.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_revision_is_an_entity_tag() {
        let of = |text: &str| HeaderMap::from_iter([(header::IF_MATCH, text.parse().unwrap())]);
        assert_eq!(if_match(&of("\"3\"")).unwrap(), 3);
        assert_eq!(if_match(&of("3")).unwrap(), 3);
        assert_eq!(if_match(&of("*")).unwrap(), -1);
        assert_eq!(if_match(&HeaderMap::new()).unwrap_err().into_response().status(), 428);
    }
}
