//! The page before an action: confirm, write a note, correct what the office asked about.

use super::look_up::Found;
use crate::{
    error::Problem,
    extract::FormBody,
    resident::start,
    state::AppState,
    view::{
        control::Control,
        question::{self, Filled, QuestionView, SummaryLine},
    },
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use madoguchi_engine::{
    answer::{RawAnswers, evaluate},
    intake::FieldError,
};
use madoguchi_schema::{
    app::{Action, NoteRule},
    field::Kind,
    text::Lang,
};
use serde::Serialize;
use serde_json::Value as Json;

/// What was typed on the page, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Typed {
    answers: RawAnswers,
    errors: Vec<FieldError>,
    refusal: Option<String>,
    add: Option<String>,
}

impl Typed {
    /// Before anything was sent; a button may ask for one more row.
    pub fn first(form: &FormBody, answers: RawAnswers) -> Typed {
        let add = form.get("_do").and_then(|d| d.strip_prefix("add:")).map(str::to_owned);
        Typed { answers, add, ..Typed::default() }
    }

    /// With mistakes.
    pub fn wrong(answers: RawAnswers, errors: Vec<FieldError>) -> Typed {
        Typed { answers, errors, ..Typed::default() }
    }

    /// Well, but refused.
    pub fn refused(answers: RawAnswers, why: String) -> Typed {
        Typed { answers, refusal: Some(why), ..Typed::default() }
    }
}

#[derive(Serialize)]
struct Page {
    app_title: String,
    receipt: String,
    secret: String,
    revision: i64,
    action: String,
    label: String,
    ends: bool,
    note: Option<bool>,
    questions: Vec<QuestionView>,
    summary: Vec<SummaryLine>,
    refusal: Option<String>,
    contact: start::Contact,
}

/// The answers of asked questions in a form; nothing else is taken.
pub fn answers(found: &Found, form: &FormBody) -> Result<RawAnswers, Problem> {
    let mut typed = match form.get("_do").and_then(|d| d.strip_prefix("remove:")) {
        Some(row) => form.without(row).answers()?,
        None => form.answers()?,
    };
    let app = &found.published.app;
    let is_asked = |id: &String| {
        found.case.asked.contains(id) && app.question(id).is_some_and(|q| !matches!(q.kind, Kind::File(_)))
    };
    if typed.0.keys().any(|id| !is_asked(id)) {
        return Err(Problem::unreadable("求められていない項目が送信されました。"));
    }
    if form.get("_step").is_some() {
        for id in found.case.asked.iter().filter(|id| is_asked(id)) {
            typed.0.entry(id.clone()).or_insert(Json::Null);
        }
    }
    Ok(typed)
}

/// Draws it: 200 at first, 422 with mistakes, 409 when it does not fit.
pub fn page(
    state: &AppState,
    found: &Found,
    action: &Action,
    asked: &[String],
    typed: &Typed,
) -> Result<Response, Problem> {
    let (app, office) = (&found.published.app, &found.published.office);
    let mut raw = RawAnswers(found.case.answers.0.clone());
    raw.0.extend(typed.answers.0.clone());
    let evaluation = evaluate(&found.setting(), &raw);
    let filled = Filled {
        setting: found.setting(),
        raw: &raw,
        evaluation: &evaluation,
        errors: &typed.errors,
        lang: Lang::Ja,
        one_more: typed.add.as_deref(),
    };
    let mut questions = question::of_ids(&filled, asked);
    questions.retain(|q| !matches!(q.control, Control::Files { .. } | Control::Computed { .. }));
    let page = Page {
        app_title: app.title.get(Lang::Ja).to_owned(),
        receipt: found.case.receipt.clone(),
        secret: found.secret.clone(),
        revision: found.case.revision,
        action: action.id.clone(),
        label: action.label.get(Lang::Ja).to_owned(),
        ends: super::case_page::ends(app, action),
        note: (action.note == NoteRule::Required).then_some(true),
        summary: question::summary(&questions, &typed.errors, Lang::Ja),
        questions,
        refusal: typed.refusal.clone(),
        contact: start::contact(app, office),
    };
    let status = match (&typed.refusal, typed.errors.is_empty()) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (None, true) => StatusCode::OK,
    };
    let html = state.templates.page("resident/status/ask.html", office, page)?;
    Ok((status, html).into_response())
}
