//! `POST /office/{app}/bulk`: one button for many cases, each decided by itself, with a result for each.

use super::{
    access,
    action::{NotPressed, Press, press, sentence},
    page,
    params::Params,
};
use crate::{
    catalog::Published,
    error::Problem,
    extract::{FormBody, actor::StaffActor},
    state::AppState,
    view::queue::bulk_actions,
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use madoguchi_engine::{records::Actor, workflow::Input};
use madoguchi_schema::{
    app::{Action, NoteRule},
    text::Lang,
};
use madoguchi_store::case;
use serde::Serialize;

/// Most cases of one press.
const MOST: usize = 200;

#[derive(Serialize)]
struct Page {
    title: String,
    action: String,
    done: usize,
    failed: usize,
    results: Vec<Outcome>,
    back: String,
}

#[derive(Serialize)]
struct Outcome {
    receipt: String,
    href: String,
    done: bool,
    text: String,
}

/// Presses for each ticked case.
pub async fn submit(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(app): Path<String>,
    form: FormBody,
) -> Result<Response, Problem> {
    let actor = staff.actor();
    let published = access::app(&state, &actor, &app)?;
    let id = form.get("action").unwrap_or_default();
    let action = bulk_actions(&published.app, &actor).find(|a| a.id == id);
    let action = action.ok_or_else(|| Problem::forbidden("まとめて行える操作ではありません。"))?;
    let back = Params::parse(form.get("back").unwrap_or_default()).href(&format!("/office/{app}"));
    let input = Input { note: form.written("note"), ..Input::default() };
    check(action, &form, &input, &back)?;
    let mut results = Vec::new();
    for ticked in form.all("case") {
        results.push(one(&state, &actor, &published, action, ticked, &input).await?);
    }
    // What needs a look comes first.
    results.sort_by_key(|r| r.done);
    let done = results.iter().filter(|r| r.done).count();
    let page = Page {
        title: published.app.title.get(Lang::Ja).to_owned(),
        action: action.label.get(Lang::Ja).to_owned(),
        done,
        failed: results.len() - done,
        results,
        back,
    };
    Ok(page::render(&state, &staff, Some(&app), "office/bulk.html", &page)?.into_response())
}

/// Something must be ticked, not too much, and a note written where the action asks for one.
fn check(action: &Action, form: &FormBody, input: &Input, back: &str) -> Result<(), Problem> {
    let refuse = |title: &str, text: &str| {
        Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, title, text).link(back, "一覧に戻る"))
    };
    match form.all("case").count() {
        0 => refuse("申込みが選ばれていません", "一覧で申込みを選んでから、操作のボタンを押してください。"),
        n if n > MOST => {
            refuse("選ばれた申込みが多すぎます", "一度に操作できるのは200件までです。分けて操作してください。")
        }
        _ if action.note == NoteRule::Required && input.note.is_none() => {
            refuse("理由・連絡事項が必要です", "この操作には、理由か連絡事項を書いてください。")
        }
        _ => Ok(()),
    }
}

/// One case, ticked as `RECEIPT:REVISION`.
async fn one(
    state: &AppState,
    actor: &Actor,
    published: &Published,
    action: &Action,
    ticked: &str,
    input: &Input,
) -> Result<Outcome, Problem> {
    let (receipt, revision) = ticked.rsplit_once(':').unwrap_or((ticked, ""));
    let outcome = |done: bool, text: String| Outcome {
        receipt: receipt.to_owned(),
        href: format!("/office/cases/{receipt}"),
        done,
        text,
    };
    let (Ok(revision), Some(facts)) = (revision.parse(), case::by_receipt(&state.store, receipt)?) else {
        return Ok(outcome(false, "この申込みはありません。".to_owned()));
    };
    let own = state.catalog.get(&facts.app, facts.version).filter(|own| own.app.id == published.app.id);
    let Some(own) = own else {
        return Ok(outcome(false, "この手続の申込みではありません。".to_owned()));
    };
    let wanted = Press { action: &action.id, revision, input };
    Ok(match press(state, actor, &facts, &own, wanted).await {
        Ok(_) => outcome(true, "完了しました。".to_owned()),
        Err(NotPressed::Problem(problem)) if problem.status.is_server_error() => return Err(problem),
        Err(cause) => outcome(false, sentence(&cause, &own, state.clock.now())),
    })
}
