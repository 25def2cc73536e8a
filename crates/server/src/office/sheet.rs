//! A page on which a clerk writes into a case: the answers that a button gives, its photo and its confirmation
//! (`/office/cases/{receipt}/actions/{action}`), or the answers that the state lets them edit (`/office/cases/{receipt}/edit`).
//!
//! It works without scripts; what is wrong is said on the same page with everything kept (422).

use super::{
    access,
    action::{self, NotPressed, Press, with_note},
    page, photo,
};
use crate::{
    catalog::Published,
    error::Problem,
    extract::{FormBody, actor::StaffActor},
    linked,
    state::AppState,
    view::{
        control::Control,
        question::{self, Filled, QuestionView, SummaryLine},
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use madoguchi_engine::{
    answer::{RawAnswers, evaluate_stored, rows},
    intake::FieldError,
    records::{Actor, CaseFacts},
    workflow::{self, Input, Rejection},
};
use madoguchi_schema::{
    app::{Action, NoteRule},
    text::Lang,
};
use madoguchi_store::case;
use serde::Serialize;

/// What was sent so far, and what is wrong with it.
#[derive(Default)]
struct Typed {
    answers: RawAnswers,
    note: String,
    errors: Vec<FieldError>,
    refusal: Option<String>,
    /// The question that gets one more row.
    add: Option<String>,
    /// The question whose long list is searched, and what for.
    find: Option<(String, String)>,
}

#[derive(Serialize)]
struct Page {
    href: String,
    receipt: String,
    app: String,
    action: String,
    label: String,
    confirm: Option<String>,
    revision: i64,
    questions: Vec<QuestionView>,
    summary: Vec<SummaryLine>,
    refusal: Option<String>,
    note: String,
    note_required: bool,
    note_errors: Vec<String>,
    /// Whether a photo may be attached, and must be.
    photo: Option<bool>,
    photo_errors: Vec<String>,
}

/// What the page is for.
#[derive(Clone, Copy)]
enum Sheet<'a> {
    Press(&'a Action),
    Edit,
}

impl Sheet<'_> {
    fn id(&self) -> &str {
        match self {
            Sheet::Press(action) => &action.id,
            Sheet::Edit => "edit",
        }
    }

    /// The questions that may be answered on the page.
    fn open(
        &self,
        published: &Published,
        facts: &CaseFacts,
        actor: &Actor,
        typed: &RawAnswers,
        state: &AppState,
    ) -> Vec<String> {
        match self {
            Sheet::Press(action) => action.give.clone(),
            Sheet::Edit => {
                let sensitive = access::sees_sensitive_of(state, actor, &published.app, facts);
                let setting = published.setting(state.clock.now(), true);
                workflow::editable(setting, facts, workflow::Editor { actor, sensitive }, typed)
            }
        }
    }
}

/// The page of a button, for those who may press it.
pub async fn show(
    State(state): State<AppState>,
    staff: StaffActor,
    Path((receipt, action)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let actor = staff.actor();
    let (facts, published) = access::case(&state, &actor, &receipt)?;
    let permit = workflow::permit(published.setting(state.clock.now(), true), &facts, &actor, &action);
    let permit = permit.map_err(|denied| refused(NotPressed::Denied(denied), &state, &facts, &published))?;
    draw(&state, &staff, &facts, &published, Sheet::Press(permit.action()), &Typed::default()).await
}

/// The page for editing, for those who may.
pub async fn edit(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(receipt): Path<String>,
) -> Result<Response, Problem> {
    let (facts, published) = access::case(&state, &staff.actor(), &receipt)?;
    editor(&state, &staff.actor(), &facts, &published)?;
    draw(&state, &staff, &facts, &published, Sheet::Edit, &Typed::default()).await
}

/// Changes the answers.
pub async fn save(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(receipt): Path<String>,
    form: FormBody,
) -> Result<Response, Problem> {
    let (facts, published) = access::case(&state, &staff.actor(), &receipt)?;
    editor(&state, &staff.actor(), &facts, &published)?;
    take(&state, &staff, &facts, &published, Sheet::Edit, form).await
}

/// Presses a button with what was written on its page.
pub async fn press(
    state: &AppState,
    staff: &StaffActor,
    facts: &CaseFacts,
    published: &Published,
    id: &str,
    form: FormBody,
) -> Result<Response, Problem> {
    let action = published.app.workflow.actions.get(id).ok_or_else(Problem::not_found)?;
    let actor = staff.actor();
    workflow::permit(published.setting(state.clock.now(), true), facts, &actor, id)
        .map_err(|denied| refused(NotPressed::Denied(denied), state, facts, published))?;
    // The button of the case page leads here with its note.
    if form.get("_step").is_none() {
        let typed = Typed { note: form.written("note").unwrap_or_default(), ..Typed::default() };
        return draw(state, staff, facts, published, Sheet::Press(action), &typed).await;
    }
    take(state, staff, facts, published, Sheet::Press(action), form).await
}

fn editor(state: &AppState, actor: &Actor, facts: &CaseFacts, published: &Published) -> Result<(), Problem> {
    match Sheet::Edit.open(published, facts, actor, &RawAnswers::default(), state).is_empty() {
        true => Err(refused(NotPressed::Denied(workflow::Denied::NotYours), state, facts, published)),
        false => Ok(()),
    }
}

fn refused(cause: NotPressed, state: &AppState, facts: &CaseFacts, published: &Published) -> Problem {
    action::problem(&cause, facts, published, state.clock.now())
}

async fn take(
    state: &AppState,
    staff: &StaffActor,
    facts: &CaseFacts,
    published: &Published,
    sheet: Sheet<'_>,
    mut form: FormBody,
) -> Result<Response, Problem> {
    let (actor, revision) = (staff.actor(), action::revision(&form)?);
    let mut typed = Typed { note: form.written("_note").unwrap_or_default(), ..Typed::default() };
    let pressed = form.get("_do").unwrap_or_default().to_owned();
    if let Some(row) = pressed.strip_prefix("remove:") {
        form.forget(row);
    }
    typed.answers = form.answers()?;
    let published = &linked::with(state, published.clone(), Some(&actor), &[&typed.answers.0])?;
    linked::record(state, staff.0.id, published, &typed.answers.0).await?;
    let open = sheet.open(published, facts, &actor, &typed.answers, state);
    typed.answers.0.retain(|id, _| open.contains(id));
    if !pressed.is_empty() {
        typed.add = pressed.strip_prefix("add:").map(str::to_owned);
        typed.find = pressed.strip_prefix("find:").map(|path| {
            let text = form.written(&format!("_find.{path}")).unwrap_or_default();
            (path.to_owned(), text)
        });
        return draw(state, staff, facts, published, sheet, &typed).await;
    }
    let photo = match photo::take(state, facts, &mut form).await? {
        Ok(photo) => photo,
        Err(error) => {
            typed.errors.push(error);
            return draw(state, staff, facts, published, sheet, &typed).await;
        }
    };
    let note = Some(typed.note.clone()).filter(|note| !note.is_empty());
    let input = Input { note: note.clone(), answers: typed.answers.clone(), photo: photo.clone() };
    let result = action::press(state, &actor, facts, published, Press { action: sheet.id(), revision, input: &input });
    let cause = match result.await {
        Ok(_) => {
            return Ok(Redirect::to(&format!("/office/cases/{}?did={}", facts.receipt, sheet.id())).into_response());
        }
        Err(cause) => cause,
    };
    photo::forget(state, facts, photo).await?;
    match cause {
        NotPressed::Rejected(Rejection::Fields(errors)) => typed.errors = errors,
        NotPressed::Rejected(_) | NotPressed::SoldOut => {
            typed.refusal = Some(action::sentence(&cause, published, state.clock.now()));
        }
        cause => return Err(with_note(refused(cause, state, facts, published), note.as_deref())),
    }
    draw(state, staff, facts, published, sheet, &typed).await
}

/// 200 at first, 422 with mistakes, 409 when the day does not fit. It shows answers, so it is recorded like the case page.
async fn draw(
    state: &AppState,
    staff: &StaffActor,
    facts: &CaseFacts,
    published: &Published,
    sheet: Sheet<'_>,
    typed: &Typed,
) -> Result<Response, Problem> {
    case::audit(&state.store, staff.0.id, "read", facts.receipt.clone(), state.clock.now()).await?;
    let actor = staff.actor();
    let open = sheet.open(published, facts, &actor, &typed.answers, state);
    let sensitive = access::sees_sensitive_of(state, &actor, &published.app, facts);
    let questions = questions(published, facts, (&open, sensitive), typed, state);
    let about = |field: &str| {
        let errors = typed.errors.iter().filter(|error| error.question == field);
        errors.map(|error| error.sentence(Lang::Ja)).collect::<Vec<_>>()
    };
    let summary = question::summary(&questions, &typed.errors, Lang::Ja);
    let (label, confirm, note_required, photo) = match sheet {
        Sheet::Press(action) => (
            action.label.get(Lang::Ja).to_owned(),
            action.confirm.as_ref().map(|text| text.get(Lang::Ja).to_owned()),
            action.note == NoteRule::Required,
            action.photo.map(|rule| rule == NoteRule::Required),
        ),
        Sheet::Edit => ("内容を修正する".to_owned(), None, false, None),
    };
    let page = Page {
        href: format!("/office/cases/{}", facts.receipt),
        receipt: facts.receipt.clone(),
        app: published.app.title.get(Lang::Ja).to_owned(),
        action: match sheet {
            Sheet::Press(action) => format!("/office/cases/{}/actions/{}", facts.receipt, action.id),
            Sheet::Edit => format!("/office/cases/{}/edit", facts.receipt),
        },
        label,
        confirm,
        revision: facts.revision,
        questions,
        summary: summary.into_iter().map(|line| anchored(line, typed)).collect(),
        refusal: typed.refusal.clone(),
        note: typed.note.clone(),
        note_required,
        note_errors: about("note"),
        photo,
        photo_errors: about("photo"),
    };
    let status = match (&typed.refusal, typed.errors.is_empty()) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (None, true) => StatusCode::OK,
    };
    let html = page::render(state, staff, Some(&published.app.id), "office/sheet.html", &page)?;
    Ok((status, html).into_response())
}

/// A mistake beside the questions leads to its own control.
fn anchored(line: SummaryLine, typed: &Typed) -> SummaryLine {
    let beside = typed.errors.iter().find(|error| error.sentence(Lang::Ja) == line.text);
    match beside.map(|error| error.question.as_str()) {
        Some(field @ ("note" | "photo")) => SummaryLine { anchor: format!("f-_{field}"), ..line },
        _ => line,
    }
}

/// The questions that may be answered, with what is known and typed. An answer that the clerk may not see is counted
/// with, but not drawn.
fn questions(
    published: &Published,
    facts: &CaseFacts,
    (open, sensitive): (&[String], bool),
    typed: &Typed,
    state: &AppState,
) -> Vec<QuestionView> {
    let setting = published.setting(state.clock.now(), true).of_case(facts);
    let mut raw = RawAnswers(facts.answers.0.clone());
    raw.0.extend(typed.answers.0.clone());
    let evaluation = evaluate_stored(&setting, &raw, open);
    let shown: Vec<String> = open.iter().filter(|id| evaluation.shown.contains(id)).cloned().collect();
    let (errors, one_more) = (typed.errors.as_slice(), typed.add.as_deref());
    let hidden = |id: &String| !sensitive && published.app.question(id).is_some_and(|q| q.sensitive);
    raw.0.retain(|id, _| typed.answers.0.contains_key(id) || !hidden(id));
    let rows = rows(&setting, &raw);
    let ask_url = format!("/office/cases/{}/options/", facts.receipt);
    let filled = Filled {
        setting,
        raw: &raw,
        evaluation: &evaluation,
        rows: &rows,
        errors,
        lang: Lang::Ja,
        one_more,
        live: None,
        find: typed.find.as_ref().map(|(path, text)| (path.as_str(), text.as_str())),
        ask_url: Some(&ask_url),
    };
    let mut questions = question::of_ids(&filled, &shown);
    questions.retain(|q| !matches!(q.control, Control::Files { .. } | Control::Computed { .. }));
    questions
}
