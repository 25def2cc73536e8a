//! `GET /office/cases/{receipt}/options/{path}?q=`: what a long list, or a case of another app, offers for the words typed
//! so far, for the script of a page on which a clerk writes into a case.

use super::access;
use crate::{
    error::Problem,
    extract::actor::StaffActor,
    linked,
    resident::options::{Found, Typed, question},
    state::AppState,
    view::{chosen, question::Filled},
};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use madoguchi_engine::answer::{RawAnswers, evaluate_stored, rows};
use madoguchi_schema::{field::Kind, text::Lang};
use madoguchi_store::case;

/// Searches what a question of the case offers.
pub async fn show(
    State(state): State<AppState>,
    staff: StaffActor,
    Path((receipt, path)): Path<(String, String)>,
    Query(typed): Query<Typed>,
) -> Result<Json<Found>, Problem> {
    let actor = staff.actor();
    let (facts, published) = access::case(&state, &actor, &receipt)?;
    let question = question(&published.app, &path, true).ok_or_else(Problem::not_found)?;
    let (raw, now) = (RawAnswers(facts.answers.0.clone()), state.clock.now());
    if let Kind::Case(named) = &question.kind {
        case::audit(&state.store, staff.0.id, "search_cases", named.app.clone(), now).await?;
        let found = linked::find(&state, &published, &actor, (named, &path), &raw, &typed.words())?;
        return Ok(Json(Found::of(found)));
    }
    let setting = published.setting(now, true).of_case(&facts);
    let evaluation = evaluate_stored(&setting, &raw, &[]);
    let filled = Filled {
        setting,
        raw: &raw,
        evaluation: &evaluation,
        rows: &rows(&setting, &raw),
        errors: &[],
        lang: Lang::Ja,
        one_more: None,
        live: None,
        find: None,
        ask_url: None,
    };
    let found = chosen::find(&filled, question, &path, &typed.words()).ok_or_else(Problem::not_found)?;
    Ok(Json(Found::of(found)))
}
