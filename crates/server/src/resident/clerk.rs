//! A clerk enters a call or a visit on the residents' form: whose draft it is, and what only a clerk may add.
//!
//! Such a draft belongs to the clerk who started it and is shown to that session only. On the page with the days a
//! clerk may name another day, or one that is full or late, with a reason; the reason is kept with the draft until it
//! is sent and then stands in the case's history.

use super::{journey::Journey, language};
use crate::{
    error::Problem,
    extract::{FormBody, actor::StaffActor},
    state::AppState,
    view::cell,
};
use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts, Path},
    http::request::Parts,
};
use madoguchi_engine::{answer::RawAnswers, booking::slot_at};
use madoguchi_schema::{
    app::{Audience, Page},
    field::Kind,
};
use madoguchi_store::draft;
use serde::Serialize;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, HashMap};

/// Where the draft keeps the reason; no question has such an id.
const REASON: &str = "_overbook";

/// The draft that the address names, for whoever may open it.
impl FromRequestParts<AppState> for Journey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Journey, Problem> {
        let Path(names) =
            <Path<HashMap<String, String>> as FromRequestParts<AppState>>::from_request_parts(parts, state)
                .await
                .map_err(|_| Problem::not_found())?;
        let part = |name: &str| names.get(name).map(String::as_str).unwrap_or_default();
        let staff = <StaffActor as OptionalFromRequestParts<AppState>>::from_request_parts(parts, state).await?;
        let mut journey = Journey::load(state, part("app"), part("draft"), staff.as_ref())?;
        let asked = language::asked(&journey.published.app, parts.uri.query());
        if let Some(lang) = asked.filter(|lang| *lang != journey.draft.lang) {
            draft::speak(&state.store, journey.draft.id.clone(), lang).await?;
            journey.draft.lang = lang;
        }
        Ok(journey)
    }
}

/// The bar over a page that a clerk fills in, and what they typed besides answers.
#[derive(Debug, Serialize)]
pub struct Entry {
    channel: &'static str,
    name: String,
    queue: String,
    reason: String,
    /// Days by question that are not chosen from the offer.
    other: BTreeMap<String, String>,
}

/// The bar, when a clerk fills in the draft. `offered` tells whether a day is on offer for a question.
pub fn entry(journey: &Journey, offered: impl Fn(&str, &str) -> bool) -> Option<Entry> {
    let madoguchi_engine::records::Actor::Staff { name, .. } = journey.clerk.as_ref()? else { return None };
    let slots = journey.published.app.questions().map(|(_, q)| q).filter(|q| matches!(q.kind, Kind::Slot(_)));
    let other = slots.filter_map(|q| {
        let date = slot_at(&journey.evaluation.answers, &q.id)?.to_string();
        (!offered(&q.id, &date)).then(|| (q.id.clone(), date))
    });
    Some(Entry {
        channel: cell::channel(journey.draft.channel),
        name: name.clone(),
        queue: match journey.published.app.audience {
            Audience::Resident => format!("/office/{}", journey.draft.app),
            Audience::Staff => "/office".to_owned(),
        },
        reason: reason(journey).unwrap_or_default(),
        other: other.collect(),
    })
}

/// Why the clerk books a day that is full, late or not offered.
pub fn reason(journey: &Journey) -> Option<String> {
    journey.clerk.as_ref()?;
    journey.draft.raw.0.get(REASON).and_then(Json::as_str).map(str::to_owned)
}

/// Takes what only a clerk may send with a page of days: another day, and the reason.
pub fn take(journey: &Journey, page: &Page, form: &FormBody, typed: &mut RawAnswers) {
    let slots: Vec<_> = page.questions.iter().filter(|q| matches!(q.kind, Kind::Slot(_))).collect();
    if journey.clerk.is_none() || slots.is_empty() {
        return;
    }
    for question in slots {
        let other = form.get(&format!("_other_{}", question.id)).unwrap_or_default().trim();
        if !other.is_empty() && typed.0.contains_key(&question.id) {
            typed.0.insert(question.id.clone(), json!({ "date": other }));
        }
    }
    let reason = form.get(REASON).unwrap_or_default().trim();
    let reason = if reason.is_empty() { Json::Null } else { Json::from(reason) };
    typed.0.insert(REASON.to_owned(), reason);
}
