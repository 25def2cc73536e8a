//! `POST /office/cases/{receipt}/approval/{act}`: 承認, 差戻し and the like, on the revision that was seen.
//!
//! Someone else was first: 409 with who did what. Not this person's seat: 403. Words are missing: 422, same page.

use super::{
    access,
    action::{self, NotPressed},
    case,
};
use crate::{catalog::Published, error::Problem, extract::FormBody, extract::actor::StaffActor, state::AppState};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use madoguchi_engine::{
    approval::{self, Act, Roster, Said},
    calendar,
    records::{Actor, CaseFacts},
    workflow::Denied,
};
use madoguchi_store::{StoreError, approval as stored, case as cases};

/// What is done on the route, on which revision.
pub struct Deed<'a> {
    /// The act.
    pub act: Act,
    /// The revision that was seen.
    pub revision: i64,
    /// What came with it.
    pub said: &'a Said,
}

/// The staff that the case's route may ask today; nobody when it is on none.
pub fn roster(state: &AppState, facts: &CaseFacts) -> Result<Roster, StoreError> {
    let today = calendar::today(&state.catalog.office(), state.clock.now());
    match &facts.approval {
        Some(progress) if progress.is_running() => stored::roster(&state.store, progress, today),
        _ => Ok(Roster::default()),
    }
}

/// Acts on the route; the new revision. One path for the page and for the API.
pub async fn perform(
    state: &AppState,
    actor: &Actor,
    facts: &CaseFacts,
    published: &Published,
    deed: Deed<'_>,
) -> Result<i64, NotPressed> {
    if deed.revision != facts.revision {
        return Err(action::first(state, facts));
    }
    let roster = roster(state, facts).map_err(|cause| NotPressed::Problem(cause.into()))?;
    let setting = published.setting(state.clock.now(), true);
    let permit = approval::permit(setting, facts, &roster, actor, deed.act).map_err(NotPressed::Denied)?;
    let change = permit.decide(deed.said).map_err(NotPressed::Rejected)?;
    cases::commit(&state.store, published.app.clone(), change).await.map_err(action::not_changed)
}

/// One act from the case page.
pub async fn submit(
    State(state): State<AppState>,
    staff: StaffActor,
    Path((receipt, act)): Path<(String, String)>,
    form: FormBody,
) -> Result<Response, Problem> {
    let actor = staff.actor();
    let (facts, published) = access::case(&state, &actor, &receipt)?;
    let act = Act::from_code(&act).ok_or_else(Problem::not_found)?;
    let revision = action::revision(&form)?;
    let back_to = form.get("back_to").filter(|to| !to.is_empty());
    let said = Said {
        note: form.written("note"),
        // What is no number is no step.
        back_to: back_to.map(|to| to.parse().unwrap_or(usize::MAX)),
    };
    match perform(&state, &actor, &facts, &published, Deed { act, revision, said: &said }).await {
        Ok(_) => Ok(Redirect::to(&format!("/office/cases/{}?did={}", facts.receipt, act.event())).into_response()),
        Err(NotPressed::Rejected(rejection)) => {
            let error = Some(action::sentence(&NotPressed::Rejected(rejection), &published, state.clock.now()));
            let extra =
                case::Extra { said: said.note.unwrap_or_default(), approval_error: error, ..Default::default() };
            case::render(&state, &staff, &facts, &published, StatusCode::UNPROCESSABLE_ENTITY, extra)
        }
        // The page may be of a moment ago: an act that is not possible any more lost the race.
        Err(NotPressed::Denied(Denied::WrongState)) => {
            Err(action::problem(&action::first(&state, &facts), &facts, &published, state.clock.now()))
        }
        Err(cause) => {
            let problem = action::problem(&cause, &facts, &published, state.clock.now());
            Err(action::with_note(problem, said.note.as_deref()))
        }
    }
}
