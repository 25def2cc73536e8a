//! The page before an action: confirm, write a note, correct what the office asked about.

use super::look_up::Found;
use crate::{
    error::Problem,
    extract::FormBody,
    resident::{row_files, start},
    state::AppState,
    view::{
        called,
        control::Control,
        question::{self, Filled, QuestionView, SummaryLine},
        slot::{self, Offer},
    },
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use madoguchi_engine::{
    answer::{Evaluation, RawAnswers, evaluate, rows},
    booking::{self, Ask, slot_at},
    intake::FieldError,
    workflow,
};
use madoguchi_schema::{
    app::{Action, NoteRule, Question},
    field::Kind,
    text::Lang,
};
use madoguchi_store::capacity::{self, Own};
use serde::Serialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;

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
    word: called::Words,
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
    /// Why the office asks.
    request: Option<String>,
    /// Days of another area, when the corrected address lies there.
    offers: BTreeMap<String, Offer>,
    /// Leads to the address.
    address: Option<String>,
    contact: start::Contact,
}

/// The answers of questions that the correction may answer; nothing else is taken.
pub fn answers(found: &Found, form: &FormBody) -> Result<RawAnswers, Problem> {
    let mut typed = match form.get("_do").and_then(|d| d.split_once(':')) {
        Some(("remove", row)) => form.without(row).answers()?,
        Some(("remove-file", what)) => {
            let (place, file) = what.rsplit_once('.').unwrap_or((what, ""));
            form.without_value(place, file).answers()?
        }
        _ => form.answers()?,
    };
    let app = &found.published.app;
    let correctable = workflow::correctable(found.setting(), &found.case, &typed);
    let is_asked =
        |id: &String| correctable.contains(id) && app.question(id).is_some_and(|q| !matches!(q.kind, Kind::File(_)));
    keep_files(found, &mut typed);
    // A day chosen for an address that has been changed back.
    let is_slot = |id: &String| app.question(id).is_some_and(|q| matches!(q.kind, Kind::Slot(_)));
    typed.0.retain(|id, _| is_asked(id) || !is_slot(id));
    if typed.0.keys().any(|id| !is_asked(id)) {
        return Err(Problem::unreadable("求められていない項目が送信されました。"));
    }
    if form.get("_step").is_some() {
        for id in correctable.iter().filter(|id| is_asked(id)) {
            typed.0.entry(id.clone()).or_insert(Json::Null);
        }
    }
    Ok(typed)
}

/// The files that the case has in its rows, in place of the ids that came with them.
fn keep_files(found: &Found, typed: &mut RawAnswers) {
    let app = &found.published.app;
    let has = app.questions().flat_map(|(_, q)| q.files(found.case.answers.get(&q.id)));
    let known = has.filter_map(|file| Some((file.get("id")?.as_str()?.to_owned(), file.clone()))).collect();
    row_files::resolve(app.questions().map(|(_, q)| q), &mut typed.0, &known);
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
    let rows = rows(&found.setting(), &raw);
    let filled = Filled {
        setting: found.setting(),
        raw: &raw,
        evaluation: &evaluation,
        rows: &rows,
        errors: &typed.errors,
        lang: Lang::Ja,
        find: None,
        ask_url: None,
        one_more: typed.add.as_deref(),
        live: None,
    };
    let open = workflow::correctable(found.setting(), &found.case, &typed.answers);
    let open = if asked.is_empty() { &[][..] } else { &open };
    let mut questions = question::of_ids(&filled, open);
    // What was asked about and is not asked at the present answers comes up when they change.
    questions.retain(|q| evaluation.shown.contains(&q.id));
    questions.retain(|q| !matches!(q.control, Control::Files { .. } | Control::Computed { .. }));
    // Nothing can be uploaded here; what the rows have stays, or is taken away.
    questions.iter_mut().for_each(QuestionView::close_files);
    let page = Page {
        word: called::of(app),
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
        request: if open.is_empty() { None } else { super::case_page::request(state, found)? },
        offers: offers(state, found, &evaluation, open)?,
        address: address(found, open),
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

/// The days of the slot questions among those that are open.
fn offers(
    state: &AppState,
    found: &Found,
    evaluation: &Evaluation,
    open: &[String],
) -> Result<BTreeMap<String, Offer>, Problem> {
    let app = &found.published.app;
    let mut offers = BTreeMap::new();
    for question in open.iter().filter_map(|id| app.question(id)) {
        let Kind::Slot(slot) = &question.kind else { continue };
        let Some(booking) = app.bookings.get(&slot.book) else { continue };
        let ask = Ask { setting: found.setting(), booking, answers: &evaluation.answers, present: None };
        let area = booking::area(&ask);
        let taken = match &area {
            Some(area) => {
                let (days, own) = (booking::window(&ask), Own::Case(found.case.id));
                capacity::taken(&state.store, &app.id, &booking.id, area, days, &own, found.now)?
            }
            None => Vec::new(),
        };
        let days = booking::days(&ask, &taken);
        let chosen = slot_at(&evaluation.answers, &question.id);
        offers.insert(question.id.clone(), slot::offer(&question.id, &ask, area.as_deref(), &days, chosen));
    }
    Ok(offers)
}

/// A link to the first address among the open questions.
fn address(found: &Found, open: &[String]) -> Option<String> {
    let is_address = |q: &&Question| matches!(q.kind, Kind::Address);
    let question = open.iter().filter_map(|id| found.published.app.question(id)).find(is_address)?;
    Some(format!("#q-{}", question.id))
}
