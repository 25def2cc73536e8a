//! `POST /office/cases/{receipt}/assign`: someone takes care of a case, or leaves it again. A sign, not a lock. Recorded.

use super::access;
use crate::{
    error::Problem,
    extract::{FormBody, actor::StaffActor},
    state::AppState,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use madoguchi_store::{case, desk};

/// Takes it (`_take=yes`) or leaves it.
pub async fn submit(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(receipt): Path<String>,
    form: FormBody,
) -> Result<Response, Problem> {
    let (facts, published) = access::case(&state, &staff.actor(), &receipt)?;
    access::app(&state, &staff.actor(), &published.app.id)?;
    let (take, now) = (form.get("_take") == Some("yes"), state.clock.now());
    desk::assign(&state.store, facts.id, take.then_some(staff.0.id), now).await?;
    let what = if take { "assign" } else { "unassign" };
    case::audit(&state.store, staff.0.id, what, facts.receipt.clone(), now).await?;
    Ok(Redirect::to(&format!("/office/cases/{}", facts.receipt)).into_response())
}
