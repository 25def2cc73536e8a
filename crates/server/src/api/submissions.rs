//! `POST /api/v1/apps/{app}/submissions`: answers become a case; 201 only after it is on disk.

use super::{
    body,
    problem::{ApiError, Details, invalid},
};
use crate::{catalog::Published, state::AppState};
use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, civil::Date};
use madoguchi_engine::{
    answer::{RawAnswers, evaluate},
    intake,
    records::{Actor, Channel, Claim, NewCase},
    routing::{NotRouted, Submitter, route},
};
use madoguchi_schema::text::Lang;
use madoguchi_store::{
    case,
    submission::{self, Accepted, Key, Refused},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

/// Longest idempotency key.
const KEY: usize = 200;
/// Most free days in a refusal.
const DAYS: usize = 5;

/// What is sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    answers: Json,
    #[serde(default)]
    lang: Lang,
}

/// What is given back.
#[derive(Serialize)]
struct Receipt<'a> {
    receipt: &'a str,
    secret: &'a str,
    state: &'a str,
    version: u32,
    received_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    slot: Option<Slot>,
}

#[derive(Serialize)]
struct Slot {
    question: String,
    date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    area: String,
}

/// One submission on its way.
struct Submission<'a> {
    state: &'a AppState,
    published: &'a Published,
    raw: RawAnswers,
    lang: Lang,
    now: Timestamp,
}

/// Validates, decides, commits.
pub async fn create(
    State(state): State<AppState>,
    Path(app): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ApiError> {
    let published = super::open(&state, &app)?;
    let key = key(&headers, &app, &body)?;
    if let Some(accepted) = key.as_ref().map(|key| replay(&state, key)).transpose()?.flatten() {
        return Ok(accepted);
    }
    let sent: Sent = body::read(&headers, &body)?;
    let wrong = published.validator()?.validate(&sent.answers);
    if !wrong.is_empty() {
        return Err(Details::unprocessable().fields(&invalid(&published.app, wrong), sent.lang).into());
    }
    let Json::Object(answers) = sent.answers else { return Err(Details::unprocessable().into()) };
    let now = state.clock.now();
    let submission =
        Submission { state: &state, published: &published, raw: RawAnswers(answers), lang: sent.lang, now };
    let new = submission.decide()?;
    let slot = new.claims.first().map(Slot::of);
    match submission::accept(&state.store, published.app.clone(), new, key, None).await {
        Ok(accepted) => Ok(created(&accepted, slot)),
        Err(refused) => Err(submission.refused(refused)),
    }
}

impl Submission<'_> {
    /// The engine's decision.
    fn decide(&self) -> Result<NewCase, ApiError> {
        let setting = self.published.setting(self.now, false);
        let evaluation = evaluate(&setting, &self.raw);
        let unasked = intake::unasked(&setting, &self.raw, &evaluation);
        if !unasked.is_empty() {
            return Err(Details::unprocessable().fields(&unasked, self.lang).into());
        }
        let by = Submitter {
            actor: Actor::Resident,
            channel: Channel::Web,
            lang: self.lang,
            version: self.published.version,
            overbook: None,
        };
        route(setting, evaluation, &by).map_err(|cause| self.not_routed(cause))
    }

    fn not_routed(&self, cause: NotRouted) -> ApiError {
        let details = Details::unprocessable();
        match cause {
            NotRouted::Fields(errors) => details.fields(&errors, self.lang).into(),
            NotRouted::Stopped(page, stop) => {
                let stop = self.published.app.pages.get(page).and_then(|p| p.stop.get(stop));
                let words = stop.map(|s| format!("{} {}", s.title.get(self.lang), s.text.get(self.lang)));
                details.error("", "stopped", words.unwrap_or_default().trim()).into()
            }
            NotRouted::Slot { question, refusal } => {
                let words = refusal.sentence(&self.published.office, self.lang);
                details.error(&question, refusal.code(), words).with("next", self.next(&question)).into()
            }
        }
    }

    /// The store's refusal; a lost slot comes with the next free days.
    fn refused(&self, cause: Refused) -> ApiError {
        let next = match &cause {
            Refused::SoldOut { question } => Some(self.next(question)),
            _ => None,
        };
        match (not_stored(cause, self.lang), next) {
            (ApiError::Detailed(details), Some(next)) => details.with("next", next).into(),
            (error, _) => error,
        }
    }

    /// The next free days of a slot question, as JSON.
    fn next(&self, question: &str) -> Json {
        let free = super::slots::free(self.state, self.published, &self.raw, question, self.now);
        let days = free.unwrap_or_default().into_iter().take(DAYS);
        days.map(|at| match super::slots::clock(at) {
            Some(time) => json!({ "date": at.date, "time": time }),
            None => json!({ "date": at.date }),
        })
        .collect()
    }
}

impl Slot {
    fn of(claim: &Claim) -> Slot {
        Slot {
            question: claim.question.clone(),
            date: claim.date,
            time: super::slots::clock(claim.at()),
            area: claim.area.clone(),
        }
    }
}

/// The client's key, bound to the app and to what was sent.
fn key(headers: &HeaderMap, app: &str, body: &[u8]) -> Result<Option<Key>, ApiError> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    match value.to_str().ok().filter(|v| !v.is_empty() && v.len() <= KEY) {
        Some(key) => Ok(Some(Key { key: format!("api:{app}:{key}"), body: Sha256::digest(body).into() })),
        None => Err(Details::new(StatusCode::BAD_REQUEST, "Idempotency-Key を読み取れません")
            .error("", "key", "200文字までの英数字と記号で送ってください。")
            .into()),
    }
}

/// The answer that the same key and body had before, whatever the calendar says by now.
fn replay(state: &AppState, key: &Key) -> Result<Option<Response>, ApiError> {
    let Some(accepted) = submission::repeated(&state.store, key).map_err(|cause| not_stored(cause, Lang::Ja))? else {
        return Ok(None);
    };
    let facts = case::by_receipt(&state.store, &accepted.receipt)?;
    Ok(Some(created(&accepted, facts.and_then(|f| f.claims.first().map(Slot::of)))))
}

/// Refusals that do not depend on the answers.
fn not_stored(cause: Refused, lang: Lang) -> ApiError {
    let conflict = |title| Details::new(StatusCode::CONFLICT, title);
    match cause {
        Refused::Store(cause) => cause.into(),
        Refused::KeyReused => conflict("同じ Idempotency-Key が別の内容に使われています")
            .error("", "key-reused", "新しい申込みには、新しいキーを使ってください。")
            .into(),
        Refused::Rule(broken) => conflict("ほかの申込みとの決まりに合いません").fields(&[*broken], lang).into(),
        Refused::SoldOut { question } => conflict("その日は空きがありません")
            .error(
                question,
                "slot-full",
                "選ばれた日は、ほかの申込みでいっぱいになりました。ほかの日を選んでください。",
            )
            .into(),
    }
}

fn created(accepted: &Accepted, slot: Option<Slot>) -> Response {
    let receipt = Receipt {
        receipt: &accepted.receipt,
        secret: &accepted.secret,
        state: &accepted.state,
        version: accepted.version,
        received_at: accepted.received_at,
        slot,
    };
    let body = serde_json::to_vec(&receipt).unwrap_or_default();
    let media = HeaderValue::from_static("application/json");
    (StatusCode::CREATED, [(header::CONTENT_TYPE, media)], body).into_response()
}
