//! `POST /office/cases/{receipt}/actions/{action}`: a button is pressed on the revision that was seen.
//!
//! Someone else was first: 409 with who did what. Not this person's button: 403. A note is missing: 422, same page.

use super::{access, case, sheet};
use crate::{
    catalog::Published,
    error::Problem,
    extract::{FormBody, actor::StaffActor},
    linked,
    state::AppState,
    view::case::{needs_page, who_was_first},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use jiff::Timestamp;
use madoguchi_engine::{
    records::{Actor, CaseFacts},
    waiting::{self, Answer},
    workflow::{self, Denied, Editor, Input, NotEdited, Rejection},
};
use madoguchi_schema::text::Lang;
use madoguchi_store::case::{self as stored, Event, NotChanged};

/// Why a press did nothing.
pub enum NotPressed {
    /// Someone was first: the last event.
    Stale(Box<Event>),
    /// Not this person, not in this state, not now.
    Denied(Denied),
    /// Something is wrong or missing in what came with it.
    Rejected(Rejection),
    /// The slot has no room.
    SoldOut,
    /// No such revision, or the disk.
    Problem(Problem),
}

/// What was pressed, on which revision.
pub struct Press<'a> {
    /// The action.
    pub action: &'a str,
    /// The revision that was seen.
    pub revision: i64,
    /// What came with it.
    pub input: &'a Input,
}

/// Presses a button; the new revision. One path for the page, for many cases at once and for the API.
pub async fn press(
    state: &AppState,
    actor: &Actor,
    facts: &CaseFacts,
    published: &Published,
    press: Press<'_>,
) -> Result<i64, NotPressed> {
    if press.revision != facts.revision {
        return Err(first(state, facts));
    }
    let named = [&facts.answers.0, &press.input.answers.0];
    let published = linked::with(state, published.clone(), Some(actor), &named)
        .map_err(|cause| NotPressed::Problem(cause.into()))?;
    let setting = published.setting(state.clock.now(), true);
    let change = match press.action {
        "edit" => {
            let sensitive = access::sees_sensitive_of(state, actor, &published.app, facts);
            workflow::edit(setting, facts, Editor { actor, sensitive }, press.input).map_err(not_edited)?
        }
        action => match Answer::of(action) {
            Some(answer) => waiting::answer(setting, facts, actor, answer).map_err(not_edited)?,
            None => {
                let permit = workflow::permit(setting, facts, actor, action).map_err(NotPressed::Denied)?;
                permit.transition(press.input).map_err(NotPressed::Rejected)?
            }
        },
    };
    stored::commit(&state.store, published.app.clone(), change).await.map_err(not_changed)
}

/// The event that made a revision stale.
pub fn first(state: &AppState, facts: &CaseFacts) -> NotPressed {
    match stored::history(&state.store, facts.id) {
        Ok(mut history) => match history.pop() {
            Some(event) => NotPressed::Stale(Box::new(event)),
            None => NotPressed::Problem(Problem::not_found()),
        },
        Err(cause) => NotPressed::Problem(cause.into()),
    }
}

fn not_edited(not: NotEdited) -> NotPressed {
    match not {
        NotEdited::Denied(denied) => NotPressed::Denied(denied),
        NotEdited::Rejected(rejection) => NotPressed::Rejected(rejection),
    }
}

/// The store's refusal in the words of a press.
pub fn not_changed(cause: NotChanged) -> NotPressed {
    match cause {
        NotChanged::Stale(event) => NotPressed::Stale(event),
        NotChanged::SoldOut { .. } => NotPressed::SoldOut,
        NotChanged::Rule(broken) => NotPressed::Rejected(Rejection::Fields(vec![*broken])),
        NotChanged::Store(cause) => NotPressed::Problem(cause.into()),
    }
}

/// The sentence for a person; used where no page of its own follows.
pub fn sentence(cause: &NotPressed, published: &Published, now: Timestamp) -> String {
    match cause {
        NotPressed::Stale(event) => who_was_first(&published.app, &published.office, event, now),
        NotPressed::Denied(denied) => denied.sentence(&published.office, Lang::Ja),
        NotPressed::Rejected(Rejection::Fields(errors)) => {
            errors.iter().map(|e| e.sentence(Lang::Ja)).collect::<Vec<_>>().join(" ")
        }
        NotPressed::Rejected(Rejection::Slot(refusal)) => refusal.sentence(&published.office, Lang::Ja),
        NotPressed::SoldOut => "その日は、ほかの申込みでいっぱいです。".to_owned(),
        NotPressed::Problem(problem) => problem.text.clone(),
    }
}

/// One press from the case page.
pub async fn submit(
    State(state): State<AppState>,
    staff: StaffActor,
    Path((receipt, action)): Path<(String, String)>,
    form: FormBody,
) -> Result<Response, Problem> {
    let actor = staff.actor();
    let (facts, published) = access::case(&state, &actor, &receipt)?;
    if published.app.workflow.actions.get(&action).is_some_and(needs_page) {
        return sheet::press(&state, &staff, &facts, &published, &action, form).await;
    }
    let revision = revision(&form)?;
    let note = form.written("note");
    let input = Input { note, ..Input::default() };
    let pressed = press(&state, &actor, &facts, &published, Press { action: &action, revision, input: &input }).await;
    match pressed {
        Ok(_) => Ok(Redirect::to(&format!("/office/cases/{}?did={action}", facts.receipt)).into_response()),
        Err(NotPressed::Rejected(rejection)) => {
            let error = Some(sentence(&NotPressed::Rejected(rejection), &published, state.clock.now()));
            let extra = case::Extra { note: input.note.unwrap_or_default(), error, ..case::Extra::default() };
            case::render(&state, &staff, &facts, &published, StatusCode::UNPROCESSABLE_ENTITY, extra)
        }
        Err(cause) => Err(with_note(problem(&cause, &facts, &published, state.clock.now()), input.note.as_deref())),
    }
}

/// What was written is not lost with the press.
pub fn with_note(mut problem: Problem, note: Option<&str>) -> Problem {
    if let Some(note) = note {
        problem.text = format!("{} 書いた理由・連絡事項：「{note}」", problem.text);
    }
    problem
}

/// The revision that the form was made from.
pub fn revision(form: &FormBody) -> Result<i64, Problem> {
    let sent = form.get("_revision").or(form.get("revision")).and_then(|r| r.parse().ok());
    sent.ok_or_else(|| Problem::unreadable("申込みの画面を開き直して、もう一度操作してください。"))
}

/// The page instead of the case, with the way back to it.
pub fn problem(cause: &NotPressed, facts: &CaseFacts, published: &Published, now: Timestamp) -> Problem {
    let text = sentence(cause, published, now);
    let problem = match cause {
        NotPressed::Problem(problem) => return problem.clone(),
        NotPressed::Stale(_) => Problem::conflict("ほかの操作が先に行われました", text),
        NotPressed::SoldOut => Problem::conflict("その日は空きがありません", text),
        NotPressed::Denied(Denied::Unknown) => return Problem::not_found(),
        NotPressed::Denied(_) => Problem::forbidden(text),
        NotPressed::Rejected(_) => Problem::unreadable(text),
    };
    problem.link(format!("/office/cases/{}", facts.receipt), format!("申込み {} を開く", facts.receipt))
}
