//! `GET /api/v1/cases/{receipt}`: one case with its history and the actions that the caller may press. Recorded.

use super::problem::ApiError;
use crate::{
    catalog::Published,
    error::Problem,
    extract::actor::TokenActor,
    office::{access, approval as office_approval},
    state::AppState,
};
use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, civil::Date};
use madoguchi_engine::{
    approval::{self, Progress, Roster, Stamp},
    records::{Actor, CaseFacts, Channel, Wait},
    workflow,
};
use madoguchi_schema::{app::NoteRule, text::Lang};
use madoguchi_store::{
    case::{self, Event},
    document,
};
use serde::Serialize;
use serde_json::{Map, Value};

/// The answer.
#[derive(Serialize)]
struct Case<'a> {
    receipt: &'a str,
    app: &'a str,
    version: u32,
    state: &'a str,
    revision: i64,
    channel: Channel,
    lang: Lang,
    received_at: Timestamp,
    updated_at: Timestamp,
    due_at: Option<Timestamp>,
    expires_at: Option<Timestamp>,
    answers: Map<String, Value>,
    /// Questions whose answers this caller may not see.
    masked: Vec<&'a str>,
    slots: Vec<Slot<'a>>,
    /// Full slots that it waits for.
    waits: Vec<Waiting<'a>>,
    history: Vec<Entry>,
    actions: Vec<Button<'a>>,
    /// The approval route on which it is, or how the last one ended.
    approval: Option<&'a Progress>,
    /// What the caller may do on it.
    approval_acts: Vec<&'static str>,
    /// What has been issued, oldest first.
    issued: Vec<Issued>,
}

/// An issued document; its sheets are at `/api/v1/cases/{receipt}/issued/{id}`.
#[derive(Serialize)]
struct Issued {
    id: i64,
    document: String,
    label: String,
    at: Timestamp,
    hash: String,
}

#[derive(Serialize)]
struct Slot<'a> {
    question: &'a str,
    book: &'a str,
    area: &'a str,
    date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
}

/// A place in the line for a full slot.
#[derive(Serialize)]
struct Waiting<'a> {
    question: &'a str,
    book: &'a str,
    area: &'a str,
    date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    /// Until when the slot is kept for it, once it is offered.
    offered_until: Option<Timestamp>,
}

impl Waiting<'_> {
    fn of(wait: &Wait) -> Waiting<'_> {
        Waiting {
            question: &wait.question,
            book: &wait.book,
            area: &wait.area,
            date: wait.at.date,
            time: super::slots::clock(wait.at),
            offered_until: wait.offer.as_ref().map(|offered| offered.until),
        }
    }
}

#[derive(Serialize)]
struct Entry {
    at: Timestamp,
    actor: String,
    action: String,
    from: Option<String>,
    to: String,
    note: Option<String>,
    revision: i64,
    /// What an approval route recorded: seals with post, capacity and the hash of what was seen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stamps: Vec<Stamp>,
}

#[derive(Serialize)]
struct Button<'a> {
    id: &'a str,
    label: &'a str,
    note_required: bool,
}

/// The case; its revision is the `ETag`.
pub async fn show(
    State(state): State<AppState>,
    caller: TokenActor,
    Path(receipt): Path<String>,
) -> Result<Response, ApiError> {
    let actor = caller.actor();
    let (facts, published) = reached(&state, &caller, &actor, &receipt)?;
    case::audit(&state.store, caller.staff.id, "read", facts.receipt.clone(), state.clock.now()).await?;
    let history = case::history(&state.store, facts.id)?;
    let sensitive = access::sees_sensitive_of(&state, &actor, &published.app, &facts);
    let roster = office_approval::roster(&state, &facts)?;
    let mut shown = view(&facts, &published, (&actor, &roster), history, sensitive, state.clock.now());
    shown.issued = document::of_case(&state.store, facts.id)?.into_iter().map(issued).collect();
    Ok(([(header::ETAG, format!("\"{}\"", facts.revision))], Json(shown)).into_response())
}

/// A case within the caller's rights and the token's scope.
pub fn reached(
    state: &AppState,
    caller: &TokenActor,
    actor: &Actor,
    receipt: &str,
) -> Result<(CaseFacts, Published), Problem> {
    let (facts, published) = access::case(state, actor, receipt)?;
    caller.reaches(&facts.app)?;
    Ok((facts, published))
}

fn view<'a>(
    facts: &'a CaseFacts,
    published: &'a Published,
    (actor, roster): (&'a Actor, &'a Roster),
    history: Vec<Event>,
    sensitive: bool,
    now: Timestamp,
) -> Case<'a> {
    let hidden = |id: &str| !sensitive && published.app.question(id).is_some_and(|q| q.sensitive);
    let answers = facts.answers.0.iter();
    let buttons = workflow::buttons(published.setting(now, true), facts, actor);
    Case {
        receipt: &facts.receipt,
        app: &facts.app,
        version: facts.version,
        state: &facts.state,
        revision: facts.revision,
        channel: facts.channel,
        lang: facts.lang,
        received_at: facts.created_at,
        updated_at: facts.updated_at,
        due_at: facts.due_at,
        expires_at: facts.expires_at,
        answers: answers.clone().filter(|(id, _)| !hidden(id)).map(|(id, a)| (id.clone(), a.clone())).collect(),
        masked: answers.map(|(id, _)| id.as_str()).filter(|id| hidden(id)).collect(),
        slots: facts
            .claims
            .iter()
            .map(|c| Slot {
                question: &c.question,
                book: &c.book,
                area: &c.area,
                date: c.date,
                time: super::slots::clock(c.at()),
            })
            .collect(),
        waits: facts.waits.iter().map(Waiting::of).collect(),
        approval: facts.approval.as_ref(),
        approval_acts: approval::offers(published.setting(now, true), facts, roster, actor)
            .iter()
            .map(|offer| offer.act.code())
            .collect(),
        issued: Vec::new(),
        history: history.into_iter().map(entry).collect(),
        actions: buttons
            .into_iter()
            .map(|a| Button { id: &a.id, label: a.label.get(Lang::Ja), note_required: a.note == NoteRule::Required })
            .collect(),
    }
}

fn issued(issued: document::Issued) -> Issued {
    let document::Issued { id, document, label, at, hash, .. } = issued;
    Issued { id, document, label, at, hash }
}

fn entry(event: Event) -> Entry {
    Entry {
        at: event.at,
        actor: crate::view::case::who(&event.actor),
        action: event.action,
        from: event.from,
        to: event.to,
        note: event.note,
        revision: event.revision,
        stamps: event.detail.map(|detail| detail.stamps).unwrap_or_default(),
    }
}
