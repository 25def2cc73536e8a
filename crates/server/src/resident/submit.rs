//! `POST /apps/{app}/drafts/{draft}/submit`: sends the draft. Sent twice, it gives the same receipt.

use super::{clerk, hold, journey::Journey, page, review};
use crate::{error::Problem, extract::FormBody, state::AppState};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use madoguchi_engine::{
    records::{Actor, NewCase},
    routing::{NotRouted, Submitter, route},
};
use madoguchi_schema::app::Audience;
use madoguchi_store::submission::{self, Key, Refused};
use sha2::{Digest, Sha256};

/// Reads the draft, lets the engine route it, lets the store accept it, and leads to the receipt.
pub async fn act(State(state): State<AppState>, journey: Journey, form: FormBody) -> Result<Response, Problem> {
    if let Some(away) = review::elsewhere(&journey) {
        return Ok(Redirect::to(&away).into_response());
    }
    if form.get("_seen").is_some_and(|seen| seen != review::seen(&journey)) {
        return Ok(Redirect::to(&journey.url("review?changed=1")).into_response());
    }
    match route(journey.setting(), journey.evaluation.clone(), &submitter(&journey)) {
        Ok(new) => accept(&state, journey, new).await,
        Err(NotRouted::Slot { question, .. }) => lost(&state, journey, &question),
        Err(NotRouted::Fields(_) | NotRouted::Stopped(..)) => Ok(Redirect::to(&journey.url("review")).into_response()),
    }
}

fn submitter(journey: &Journey) -> Submitter {
    Submitter {
        actor: journey.clerk.clone().unwrap_or(Actor::Resident),
        channel: journey.draft.channel,
        lang: journey.draft.lang,
        version: journey.draft.version,
        overbook: clerk::reason(journey),
    }
}

async fn accept(state: &AppState, journey: Journey, new: NewCase) -> Result<Response, Problem> {
    let id = journey.draft.id.clone();
    let key = Key { key: key_of(&id), body: body_hash(&journey) };
    match submission::accept(&state.store, journey.published.app.clone(), new, Some(key), Some(id.clone())).await {
        Ok(accepted) if journey.published.app.audience == Audience::Staff => {
            Ok(Redirect::to(&format!("/office/cases/{}?did=submit", accepted.receipt)).into_response())
        }
        Ok(accepted) => Ok(to_receipt(&accepted.receipt, &id)),
        Err(Refused::SoldOut { question }) => lost(state, journey, &question),
        Err(Refused::Rule(broken)) => page::refused(state, &journey, *broken),
        Err(Refused::KeyReused) => match submission::earlier(&state.store, &key_of(&id))? {
            Some(accepted) => Ok(to_receipt(&accepted.receipt, &id)),
            None => Ok(Redirect::to(&journey.url("review")).into_response()),
        },
        Err(Refused::Store(cause)) => Err(cause.into()),
    }
}

/// The idempotency key of a draft.
pub fn key_of(draft: &str) -> String {
    format!("draft:{draft}")
}

fn body_hash(journey: &Journey) -> [u8; 32] {
    let text = serde_json::to_string(&journey.draft.raw.0).unwrap_or_default();
    Sha256::digest(text.as_bytes()).into()
}

fn to_receipt(receipt: &str, draft: &str) -> Response {
    Redirect::to(&format!("/receipts/{receipt}?draft={draft}")).into_response()
}

/// The chosen day went while the resident was checking: the next free days, all else kept.
fn lost(state: &AppState, journey: Journey, question: &str) -> Result<Response, Problem> {
    match hold::page_of(&journey, question) {
        Some(at) => page::lost(state, journey, at, true),
        None => Err(Problem::conflict("選んだ日は受け付けられません", "ほかの日を選んでください。")),
    }
}
