//! `/office/cases/{receipt}`: one case, its history, and the buttons that this person may press. Reading it is recorded.

use super::{access, page};
use crate::{
    catalog::Published,
    error::Problem,
    extract::actor::StaffActor,
    linked,
    state::AppState,
    view::{
        case::{CaseView, Facts, view, what},
        linked::{NamingView, naming},
        wait::{self, Waiting},
    },
};
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use madoguchi_engine::{
    approval::Act,
    records::CaseFacts,
    waiting::{self, Answer},
    workflow,
};
use madoguchi_store::{case, desk, document};
use serde::{Deserialize, Serialize};

/// What the page was opened with.
#[derive(Debug, Default, Deserialize)]
pub struct Opened {
    /// The action that has just been done.
    #[serde(default)]
    did: Option<String>,
}

/// What the case page shows beside the case.
#[derive(Debug, Default, Serialize)]
pub struct Extra {
    /// What has just been done.
    pub done: Option<String>,
    /// The note as it was typed.
    pub note: String,
    /// What is wrong with the press.
    pub error: Option<String>,
    /// The comment on the route as it was typed.
    pub said: String,
    /// What is wrong with the act on the route.
    pub approval_error: Option<String>,
}

#[derive(Serialize)]
struct Page {
    case: CaseView,
    /// The cases that name this one.
    naming: Vec<NamingView>,
    /// Where it waits for a full slot.
    waiting: Vec<Waiting>,
    /// Whether the reader may answer the offer for the resident.
    answers: bool,
    /// Whether the reader may choose another day.
    moves: bool,
    #[serde(flatten)]
    extra: Extra,
}

/// The case.
pub async fn show(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(receipt): Path<String>,
    Query(opened): Query<Opened>,
) -> Result<Response, Problem> {
    let (facts, published) = access::case(&state, &staff.actor(), &receipt)?;
    case::audit(&state.store, staff.0.id, "read", facts.receipt.clone(), state.clock.now()).await?;
    linked::record(&state, staff.0.id, &published, &facts.answers.0).await?;
    let known = |did: &String| {
        published.app.workflow.actions.contains_key(did)
            || ["change_slot", "edit", "submit"].contains(&did.as_str())
            || Act::from_event(did).is_some()
            || Answer::of(did).is_some()
    };
    let done = opened.did.filter(known).map(|did| what(&published.app, &did));
    render(&state, &staff, &facts, &published, StatusCode::OK, Extra { done, ..Extra::default() })
}

/// The case page with what was typed and what is wrong with it.
pub fn render(
    state: &AppState,
    staff: &StaffActor,
    facts: &CaseFacts,
    published: &Published,
    status: StatusCode,
    extra: Extra,
) -> Result<Response, Problem> {
    let actor = staff.actor();
    let history = case::history(&state.store, facts.id)?;
    let assignee = desk::assignee(&state.store, facts.id)?;
    let case = view(&Facts {
        assignee: assignee.as_ref(),
        issued: &document::of_case(&state.store, facts.id)?,
        published,
        case: facts,
        history: &history,
        actor: &actor,
        sensitive: access::sees_sensitive_of(state, &actor, &published.app, facts),
        roster: &super::approval::roster(state, facts)?,
        now: state.clock.now(),
    });
    let naming = naming(state, &actor, facts)?;
    let waiting = wait::of_case(state, published, facts)?;
    let answers = waiting::may_answer(published.setting(state.clock.now(), true), facts, &actor).is_ok();
    let moves = workflow::may_move(published.setting(state.clock.now(), true), facts, &actor).is_ok();
    let page = Page { case, naming, waiting, answers, moves, extra };
    Ok((status, page::render(state, staff, Some(&published.app.id), "office/case.html", &page)?).into_response())
}
