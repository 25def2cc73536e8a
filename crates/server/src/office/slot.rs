//! `/office/cases/{receipt}/slot`: staff choose another day for a case, in one transaction.
//!
//! A day that is full, late or outside the window needs a reason, which the history keeps.

use super::{
    access,
    action::{NotPressed, first, not_changed, problem, revision},
    page,
};
use crate::{
    catalog::Published,
    error::Problem,
    extract::{FormBody, actor::StaffActor},
    state::AppState,
    view::{
        case::what,
        date,
        offer::{DayChoice, choices},
    },
};
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use madoguchi_engine::{
    booking::{self, Ask, At},
    records::{CaseFacts, Claim},
    workflow::{self, Rejection},
};
use madoguchi_schema::{field::holds_my_number, text::Lang};
use madoguchi_store::{
    capacity::{self, Own},
    case,
};
use serde::{Deserialize, Serialize};

/// Which slot question of the case.
#[derive(Debug, Default, Deserialize)]
pub struct Opened {
    #[serde(default)]
    question: String,
}

#[derive(Serialize)]
struct Page {
    receipt: String,
    href: String,
    revision: i64,
    question: String,
    label: String,
    present: String,
    /// The present day is only waited for.
    waits: bool,
    days: Vec<DayChoice>,
    other: String,
    reason: String,
    error: Option<String>,
}

/// What was typed, and what is wrong with it.
#[derive(Default)]
struct Typed {
    date: Option<At>,
    other: String,
    reason: String,
    error: Option<String>,
}

/// The days.
pub async fn show(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(receipt): Path<String>,
    Query(opened): Query<Opened>,
) -> Result<Response, Problem> {
    let (facts, published) = access::case(&state, &staff.actor(), &receipt)?;
    render(&state, &staff, &facts, &published, &opened.question, Typed::default())
}

/// Moves.
pub async fn submit(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(receipt): Path<String>,
    form: FormBody,
) -> Result<Response, Problem> {
    let actor = staff.actor();
    let (facts, published) = access::case(&state, &actor, &receipt)?;
    let question = form.get("question").unwrap_or_default();
    let other = form.get("other").unwrap_or_default().trim();
    let reason = form.get("reason").unwrap_or_default().trim();
    let typed = |date: Option<At>, error: String| Typed {
        date,
        other: other.to_owned(),
        reason: reason.to_owned(),
        error: Some(error),
    };
    let sent = if other.is_empty() { form.get("date").unwrap_or_default() } else { other };
    let Ok(date) = sent.parse::<At>() else {
        let error = "日を選ぶか、ほかの日を「2026-11-13」の形で入力してください。".to_owned();
        return render(&state, &staff, &facts, &published, question, typed(None, error));
    };
    if facts.claims.iter().any(|c| c.question == question && c.at() == date) {
        let error = "今の日と同じです。ほかの日を選んでください。".to_owned();
        return render(&state, &staff, &facts, &published, question, typed(Some(date), error));
    }
    let late = Some(reason).filter(|r| !r.is_empty()).map(str::to_owned);
    let refused = |error: String| render(&state, &staff, &facts, &published, question, typed(Some(date), error));
    if holds_my_number(reason) {
        return refused("理由にマイナンバーと思われる12桁の数字があります。消してください。".to_owned());
    }
    let now = state.clock.now();
    match change(&state, &staff, &facts, &published, revision(&form)?, (question, date, late)).await {
        Ok(()) => Ok(Redirect::to(&format!("/office/cases/{}?did=change_slot", facts.receipt)).into_response()),
        Err(NotPressed::Rejected(Rejection::Slot(refusal))) => refused(format!(
            "{}それでも変更するときは、理由を書いてください。",
            refusal.sentence(&published.office, Lang::Ja)
        )),
        Err(NotPressed::SoldOut) => {
            refused("その日は空きがありません。空きを超えて変更するときは、理由を書いてください。".to_owned())
        }
        Err(cause) => Err(problem(&cause, &facts, &published, now)),
    }
}

async fn change(
    state: &AppState,
    staff: &StaffActor,
    facts: &CaseFacts,
    published: &Published,
    seen: i64,
    (question, date, reason): (&str, At, Option<String>),
) -> Result<(), NotPressed> {
    if seen != facts.revision {
        return Err(first(state, facts));
    }
    let actor = staff.actor();
    let setting = published.setting(state.clock.now(), true);
    workflow::may_move(setting, facts, &actor).map_err(NotPressed::Denied)?;
    let change = workflow::move_slot(setting, facts, &actor, question, date, reason).map_err(NotPressed::Rejected)?;
    case::commit(&state.store, published.app.clone(), change).await.map_err(not_changed)?;
    Ok(())
}

fn render(
    state: &AppState,
    staff: &StaffActor,
    facts: &CaseFacts,
    published: &Published,
    question: &str,
    typed: Typed,
) -> Result<Response, Problem> {
    let claim = facts.claims.iter().find(|c| c.question == question);
    let waits = facts.waits.iter().find(|w| w.question == question);
    let present = claim.map(Claim::at).or(waits.map(|w| w.at)).ok_or_else(Problem::not_found)?;
    let page = Page {
        receipt: facts.receipt.clone(),
        href: format!("/office/cases/{}", facts.receipt),
        revision: facts.revision,
        question: question.to_owned(),
        label: published
            .app
            .question(question)
            .map_or_else(|| what(&published.app, "change_slot"), |q| q.label.get(Lang::Ja).to_owned()),
        present: date::at(present),
        waits: claim.is_none(),
        days: days(state, facts, published, question, typed.date)?,
        other: typed.other,
        reason: typed.reason,
        error: typed.error,
    };
    let status = if page.error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, page::render(state, staff, Some(&published.app.id), "office/slot.html", &page)?).into_response())
}

/// The offered days with what is left, the case's own units not counted.
fn days(
    state: &AppState,
    facts: &CaseFacts,
    published: &Published,
    question: &str,
    chosen: Option<At>,
) -> Result<Vec<DayChoice>, Problem> {
    let Some((_, booked)) = booking::slots(&published.app).find(|(id, _)| *id == question) else {
        return Ok(Vec::new());
    };
    let claim = facts.claims.iter().find(|c| c.question == question);
    let area = claim.map(|c| &c.area).or(facts.waits.iter().find(|w| w.question == question).map(|w| &w.area));
    let now = state.clock.now();
    let setting = published.setting(now, true);
    let ask = Ask { setting, booking: booked, answers: &facts.answers, present: claim.map(Claim::at) };
    let window = booking::window(&ask);
    let window = claim.map_or(window, |claim| (window.0.min(claim.date), window.1.max(claim.date)));
    let own = Own::Case(facts.id);
    let taken =
        capacity::taken(&state.store, &facts.app, &booked.id, area.map_or("", String::as_str), window, &own, now)?;
    Ok(choices(&published.app, booked, &booking::days(&ask, &taken), chosen))
}
