//! `POST /status/{action}`: first asks (confirm, choose a day, correct answers), then does it.

use super::{
    ask,
    case_page::{self, what, who},
    look_up::{self, Found},
    moved, waited,
};
use crate::{error::Problem, extract::FormBody, state::AppState, view::date};
use axum::{
    extract::{Path, State},
    response::Response,
};
use madoguchi_engine::{
    booking::moment_words,
    intake::FieldError,
    records::Change,
    waiting::Answer,
    workflow::{self, Denied, Input, Rejection},
};
use madoguchi_schema::text::Lang;
use madoguchi_store::case::{self, Event, NotChanged};

/// What came of trying to store a change.
pub enum Stored {
    /// It is stored.
    Done,
    /// No room on the chosen day.
    SoldOut,
    /// A rule over other cases does not hold.
    Rule(FieldError),
}

/// Shows the question first; `_step=do` performs the action.
pub async fn act(
    State(state): State<AppState>,
    Path(action): Path<String>,
    form: FormBody,
) -> Result<Response, Problem> {
    let Some(found) = look_up::find(&state, &form)? else { return look_up::again(&state, &form) };
    if form.get("_revision").is_some_and(|r| r != found.case.revision.to_string()) {
        return Err(stale(&found, case::history(&state.store, found.case.id)?.last()));
    }
    if action == "change_slot" {
        return moved::act(&state, found, &form).await;
    }
    if let Some(answer) = Answer::of(&action) {
        return waited::act(&state, found, answer, &form).await;
    }
    press(&state, found, &action, &form).await
}

async fn press(state: &AppState, found: Found, action: &str, form: &FormBody) -> Result<Response, Problem> {
    let permit = workflow::permit(found.setting(), &found.case, found.actor(), action)
        .map_err(|denied| refused(&found, denied))?;
    let asked = if case_page::ends(&found.published.app, permit.action()) { &[][..] } else { &found.case.asked };
    let answers = if asked.is_empty() { Default::default() } else { ask::answers(&found, form)? };
    if form.get("_step") != Some("do") {
        return ask::page(state, &found, permit.action(), asked, &ask::Typed::first(form, answers));
    }
    let note = form.written("_note");
    let change = match permit.transition(&Input { note, answers: answers.clone(), photo: None }) {
        Ok(change) => change,
        Err(Rejection::Fields(errors)) => {
            return ask::page(state, &found, permit.action(), asked, &ask::Typed::wrong(answers, errors));
        }
        Err(Rejection::Slot(refusal)) => {
            let text = refusal.sentence(&found.published.office, Lang::Ja);
            return ask::page(state, &found, permit.action(), asked, &ask::Typed::refused(answers, text));
        }
    };
    match commit(state, &found, change).await? {
        Stored::Done => {
            let label = permit.action().label.get(Lang::Ja);
            done(state, form, format!("「{label}」の手続が終わりました。"))
        }
        Stored::SoldOut => {
            let text = "直した内容では、予約した日に入りきりません。数を減らすか、窓口に相談してください。".to_owned();
            ask::page(state, &found, permit.action(), asked, &ask::Typed::refused(answers, text))
        }
        Stored::Rule(broken) => {
            let typed = match asked.contains(&broken.question) {
                true => ask::Typed::wrong(answers, vec![broken]),
                false => ask::Typed::refused(answers, broken.sentence(Lang::Ja)),
            };
            ask::page(state, &found, permit.action(), asked, &typed)
        }
    }
}

/// Stores a change against the revision that was seen.
pub async fn commit(state: &AppState, found: &Found, change: Change) -> Result<Stored, Problem> {
    match case::commit(&state.store, found.published.app.clone(), change).await {
        Ok(_) => Ok(Stored::Done),
        Err(NotChanged::SoldOut { .. }) => Ok(Stored::SoldOut),
        Err(NotChanged::Rule(broken)) => Ok(Stored::Rule(*broken)),
        Err(NotChanged::Stale(event)) => Err(stale(found, Some(&event))),
        Err(NotChanged::Store(cause)) => Err(cause.into()),
    }
}

/// The case as it is now, with what was done.
pub fn done(state: &AppState, form: &FormBody, text: String) -> Result<Response, Problem> {
    match look_up::find(state, form)? {
        Some(found) => case_page::render(state, &found, Some(text)),
        None => Err(Problem::not_found()),
    }
}

/// 409: someone was first, and what they did.
fn stale(found: &Found, event: Option<&Event>) -> Problem {
    let office = &found.published.office;
    let text = event.map_or_else(String::new, |e| {
        let (at, app) = (date::moment(office, e.at), &found.published.app);
        format!("{at}に{}の操作で{}。", who(&e.actor), what(app, e))
    });
    Problem::conflict("申込みの内容が先に変わりました", format!("{text}最新の内容を確認してください。"))
        .link("/status", "申込みの確認へ")
}

/// 409 or 403: why it cannot be done now.
pub fn refused(found: &Found, denied: Denied) -> Problem {
    let state = found.published.app.workflow.states.get(&found.case.state);
    let label = state.map_or("", |s| s.label.get(Lang::Ja));
    let problem = match denied {
        Denied::Unknown => Problem::not_found(),
        Denied::WrongState
        | Denied::NotYours
        | Denied::SamePerson { .. }
        | Denied::SelfApproval
        | Denied::NoSubstitute
        | Denied::Acted => Problem::conflict(
            "この操作は今はできません",
            format!("申込みは「{label}」です。変更したいことがあるときは、担当の窓口に連絡してください。"),
        ),
        Denied::Guard => Problem::forbidden("この申込みでは、この操作はできません。担当の窓口に連絡してください。"),
        Denied::TooLate { last } => {
            let until = moment_words(last, &found.published.office, Lang::Ja);
            Problem::conflict(
                "変更や取消しの期限を過ぎています",
                format!("変更や取消しができるのは{until}でした。担当の窓口に連絡してください。"),
            )
        }
    };
    problem.link("/status", "申込みの確認へ")
}
