//! `GET` and `POST /apps/{app}/drafts/{draft}/{page}`: one page of questions.
//!
//! What is well is saved and leads onwards; what is wrong is shown again with the values kept (422); a day that is
//! gone is a page with the next free ones (409).

use super::{
    attachment, clerk,
    hold::{self, offers},
    journey::{Journey, Step},
    language, moved, newly, start,
    wish::{Wish, with_flag},
};
use crate::{
    error::Problem,
    extract::FormBody,
    linked,
    state::AppState,
    view::{
        live::{self, Live},
        question::{self, Filled, QuestionView, SummaryLine},
        slot::{Offer, next_free},
    },
};
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use madoguchi_engine::{
    answer::{RawAnswers, rows},
    calendar,
    intake::FieldError,
    records::Actor,
    rules,
};
use madoguchi_schema::field::Kind;
use madoguchi_store::draft;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::{collections::BTreeMap, sync::Arc};

/// What the address says besides the page.
#[derive(Debug, Default, Deserialize)]
pub struct Flags {
    /// Came from the check and returns there.
    change: Option<String>,
    /// The question that gets one more row.
    add: Option<String>,
    /// More questions have become relevant.
    more: Option<String>,
    /// The chosen day is gone.
    lost: Option<String>,
}

/// How a page is shown.
#[derive(Debug, Default)]
pub struct Shown {
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// `more` or `lost`.
    pub notice: Option<&'static str>,
    /// Came from the check.
    pub change: bool,
    /// The question that gets one more row.
    pub add: Option<String>,
    /// The question whose list is searched, and what for.
    pub find: Option<(String, String)>,
}

#[derive(Serialize)]
struct Page {
    app: String,
    app_title: String,
    languages: Vec<language::Choice>,
    title: String,
    steps: Vec<Step>,
    step: usize,
    back: String,
    /// The page that asks for the address, on which an area depends.
    address: Option<String>,
    action: String,
    multipart: bool,
    questions: Vec<QuestionView>,
    summary: Vec<SummaryLine>,
    notice: Option<&'static str>,
    offers: BTreeMap<String, Offer>,
    next_free: Vec<String>,
    change: bool,
    files: String,
    contact: start::Contact,
    clerk: Option<clerk::Entry>,
    live: Arc<Live>,
    /// Answers of earlier pages that the page's conditions read.
    given: minijinja::Value,
    /// Today in the city.
    today: String,
}

/// Shows a page, unless an earlier one is still open.
pub async fn show(
    State(state): State<AppState>,
    journey: Journey,
    Path((_, _, slug)): Path<(String, String, String)>,
    Query(flags): Query<Flags>,
) -> Result<Response, Problem> {
    if let Some(away) = elsewhere(&journey, &slug) {
        return away;
    }
    let page = journey.on_route(&slug).ok_or_else(Problem::not_found)?;
    let notice = match flags {
        Flags { lost: Some(_), .. } => Some("lost"),
        Flags { more: Some(_), .. } => Some("more"),
        _ => None,
    };
    let shown = Shown { errors: Vec::new(), notice, change: flags.change.is_some(), add: flags.add, find: None };
    render(&state, &journey, page, &shown).map(IntoResponse::into_response)
}

/// Where a request for a page leads instead: the receipt, or the first page that is still open.
fn elsewhere(journey: &Journey, slug: &str) -> Option<Result<Response, Problem>> {
    if let Some(receipt) = journey.receipt_url() {
        return Some(Ok(Redirect::to(&receipt).into_response()));
    }
    if !journey.published.app.pages.iter().any(|p| p.id == slug) {
        return Some(Err(Problem::not_found()));
    }
    let open = journey.first_open();
    let to = match (journey.on_route(slug), open) {
        (Some(page), Some(open)) if page > open => journey.page_url(open, false),
        (Some(_), _) => return None,
        (None, Some(open)) => journey.page_url(open, false),
        (None, None) => journey.url("review"),
    };
    Some(Ok(Redirect::to(&to).into_response()))
}

/// Saves a page.
pub async fn save(
    State(state): State<AppState>,
    journey: Journey,
    Path((_, id, slug)): Path<(String, String, String)>,
    Query(flags): Query<Flags>,
    mut form: FormBody,
) -> Result<Response, Problem> {
    if let Some(away) = elsewhere(&journey, &slug) {
        return away;
    }
    let page = journey.on_route(&slug).ok_or_else(Problem::not_found)?;
    let change = flags.change.is_some();
    let wish = Wish::of(&form);
    match &wish {
        Wish::RemoveRow(row) => form.forget(row),
        Wish::RemoveFile(place, file) => form.forget_value(place, file),
        Wish::Next | Wish::Stay(_) | Wish::Find(_) | Wish::AddRow(_) => {}
    }
    let mut errors = attachment::take_in_rows(&state, &journey, page, &mut form).await?;
    let mut typed = typed(&journey, page, &form)?;
    moved::follow(&journey, page, &form, &mut typed);
    attachment::resolve(&state, &journey, page, &mut typed)?;
    errors.extend(attachment::take(&state, &journey, page, &mut form, &mut typed).await?);
    match &wish {
        Wish::RemoveFile(place, file) if place.contains('.') => {
            attachment::remove_in_row(&state, &journey, file).await?;
        }
        Wish::RemoveFile(question, file) => {
            attachment::remove(&state, &journey, question, file, &mut typed).await?;
        }
        Wish::Next | Wish::Stay(_) | Wish::Find(_) | Wish::AddRow(_) | Wish::RemoveRow(_) => {}
    }
    let mut filled = journey.with(&state, &typed)?;
    if let Some(Actor::Staff { id, .. }) = &journey.clerk {
        linked::record(&state, *id, &filled.published, &typed.0).await?;
    }
    if let Wish::Find(question) = &wish
        && errors.is_empty()
    {
        draft::save(&state.store, id, typed, None).await?;
        let text = form.written(&format!("_find.{question}")).unwrap_or_default();
        let shown = Shown { change, find: Some((question.clone(), text)), ..Shown::default() };
        return render(&state, &filled, page, &shown).map(IntoResponse::into_response);
    }
    if !matches!(wish, Wish::Next) && errors.is_empty() {
        draft::save(&state.store, id, typed, None).await?;
        return Ok(Redirect::to(&wish.address(&filled, page, change)).into_response());
    }
    if let Some(question) = newly::filled_in(&state, &journey, &mut filled, page, &mut typed)? {
        draft::save(&state.store, id, typed, None).await?;
        let to = with_flag(&filled.page_url(page, change), "more=1");
        return Ok(Redirect::to(&format!("{to}#{}", question::element(&question))).into_response());
    }
    let asked = asked(&form, &typed)?;
    errors.extend(newly::presented(&journey, &filled, page, &asked));
    if errors.is_empty() {
        errors.extend(broken_rule(&state, &filled, page)?);
    }
    if !errors.is_empty() {
        draft::save(&state.store, id, attachment::only(&journey, &typed), None).await?;
        let shown = Shown { errors, change, ..Shown::default() };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&state, &filled, page, &shown)?).into_response());
    }
    go_on(&state, &journey, filled, page, (typed, &asked), change).await
}

/// A page without mistakes: asks what has become relevant, holds the day, saves, and leads onwards.
async fn go_on(
    state: &AppState,
    before: &Journey,
    mut filled: Journey,
    page: usize,
    (typed, asked): (RawAnswers, &RawAnswers),
    change: bool,
) -> Result<Response, Problem> {
    let id = before.draft.id.clone();
    let question = newly::newly_asked(before, &filled, page, asked);
    if let Some(question) = question.or_else(|| newly::newly_offered(before, &filled, page, asked).into_iter().next()) {
        draft::save(&state.store, id, typed, None).await?;
        let to = with_flag(&filled.page_url(page, change), "more=1");
        return Ok(Redirect::to(&format!("{to}#{}", question::element(&question))).into_response());
    }
    let slug = filled.published.app.pages.get(page).map(|p| p.id.clone()).unwrap_or_default();
    if !hold::on_page(&filled, page).is_empty() && hold::keep(state, &filled).await? == Some(page) {
        return lost(state, filled, page, change);
    }
    draft::save(&state.store, id, typed, Some(slug.clone())).await?;
    if !filled.draft.done.contains(&slug) {
        filled.draft.done.push(slug);
    }
    Ok(Redirect::to(&filled.next(page, change)).into_response())
}

/// 409: the chosen day is gone. Everything else is kept.
pub fn lost(state: &AppState, mut journey: Journey, page: usize, change: bool) -> Result<Response, Problem> {
    let questions: Vec<String> = hold::on_page(&journey, page).iter().map(|(q, _)| q.id.clone()).collect();
    // A clerk may still take the day, with a reason.
    for question in questions.into_iter().filter(|_| journey.clerk.is_none()).collect::<Vec<_>>() {
        journey.evaluation.answers.0.insert(question.clone(), Json::Null);
        journey.draft.raw.0.insert(question, Json::Null);
    }
    let shown = Shown { notice: Some("lost"), change, ..Shown::default() };
    Ok((StatusCode::CONFLICT, render(state, &journey, page, &shown)?).into_response())
}

/// 409: a rule over other cases does not hold any more; told at its question, everything is kept.
pub fn refused(state: &AppState, journey: &Journey, broken: FieldError) -> Result<Response, Problem> {
    match hold::page_of(journey, &broken.question) {
        Some(page) => {
            let shown = Shown { errors: vec![broken], change: true, ..Shown::default() };
            Ok((StatusCode::CONFLICT, render(state, journey, page, &shown)?).into_response())
        }
        None => Err(Problem::conflict("この内容では申し込めません", broken.sentence(journey.draft.lang))),
    }
}

/// A rule over other cases that is told on this page and does not hold now; it is judged again when it is sent.
fn broken_rule(state: &AppState, journey: &Journey, page: usize) -> Result<Option<FieldError>, Problem> {
    let setting = journey.setting();
    let today = calendar::today(setting.office, setting.now);
    let mut checks = rules::checks(setting, &journey.evaluation.answers, today);
    checks.retain(|check| hold::page_of(journey, &check.refusal.question) == Some(page));
    Ok(madoguchi_store::rule::broken(&state.store, setting.app, &checks)?)
}

/// Draws a page.
pub fn render(state: &AppState, journey: &Journey, page: usize, shown: &Shown) -> Result<impl IntoResponse, Problem> {
    let lang = journey.draft.lang;
    let (app, office) = (&journey.published.app, &journey.published.office);
    let live = journey.published.live(page, lang, journey.asks_clerks());
    let setting = journey.setting();
    let rows = rows(&setting, &journey.draft.raw);
    let ask_url = journey.url("options/");
    let filled = Filled {
        setting,
        raw: &journey.draft.raw,
        evaluation: &journey.evaluation,
        rows: &rows,
        errors: &shown.errors,
        lang,
        one_more: shown.add.as_deref(),
        live: Some(&live),
        find: shown.find.as_ref().map(|(path, typed)| (path.as_str(), typed.as_str())),
        ask_url: Some(&ask_url),
    };
    let questions = question::of_page(&filled, page);
    let summary = question::summary(&questions, &shown.errors, lang);
    let offers = offers(state, journey, page)?;
    let values = Page {
        app: app.id.clone(),
        languages: language::choices(app, &journey.page_url(page, shown.change), lang),
        app_title: app.title.get(lang).to_owned(),
        title: app.pages.get(page).map_or("", |p| p.title.get(lang)).to_owned(),
        steps: journey.steps(Some(page)),
        step: journey.evaluation.route.iter().position(|p| *p == page).map_or(1, |p| p + 1),
        back: journey.back(page, shown.change),
        address: address_page(journey).map(|p| journey.page_url(p, false)),
        action: journey.page_url(page, shown.change),
        multipart: questions.iter().any(QuestionView::takes_files),
        next_free: offers.values().next().map(|o| next_free(o, 3)).unwrap_or_default(),
        clerk: clerk::entry(journey, |question, date| offers.get(question).is_some_and(|o| o.has(date))),
        given: live::given(&journey.published, &live, &journey.evaluation.answers.0),
        today: calendar::today(office, journey.now).to_string(),
        live,
        questions,
        summary,
        notice: shown.notice,
        offers,
        change: shown.change,
        files: journey.url("files"),
        contact: start::contact_in(app, office, lang),
    };
    state.templates.page_in(lang, "resident/page.html", office, values)
}

/// Most bytes of text on one page. Some buttons keep what was typed before it is judged, so it is bounded here.
const MOST_TEXT: usize = 256 * 1024;

/// The first page of the route that asks for an address.
fn address_page(journey: &Journey) -> Option<usize> {
    let asks = |index: &usize| {
        let page = journey.published.app.pages.get(*index);
        page.is_some_and(|p| p.questions.iter().any(|q| matches!(q.kind, Kind::Address)))
    };
    journey.evaluation.route.iter().copied().find(asks)
}

/// What was typed, without what rows had kept: the answers that the person has just seen.
fn asked(form: &FormBody, typed: &RawAnswers) -> Result<RawAnswers, Problem> {
    let mut asked = typed.clone();
    for (id, answer) in form.asked()?.0.into_iter().filter(|(_, answer)| answer.is_array()) {
        if let Some(Json::Array(rows)) = asked.0.get(&id)
            && rows.iter().any(Json::is_object)
        {
            asked.0.insert(id, answer);
        }
    }
    Ok(asked)
}

/// What was typed on a page. A question that is not on it is refused. One that is hidden now was sent by a tab that is
/// older than the draft: it is kept, in case it is asked again.
fn typed(journey: &Journey, page: usize, form: &FormBody) -> Result<RawAnswers, Problem> {
    if form.text_bytes() > MOST_TEXT {
        return Err(Problem::too_large());
    }
    let mut typed = form.answers()?;
    let Some(page) = journey.published.app.pages.get(page) else { return Err(Problem::not_found()) };
    let takes = |id: &str| {
        let question = page.questions.iter().find(|q| q.id == id)?;
        let is_meant = !question.internal || journey.clerk.is_some();
        let is_control = is_meant && !matches!(question.kind, Kind::Calc(_) | Kind::Note(_) | Kind::File(_));
        is_control.then_some(question)
    };
    if typed.0.keys().any(|id| takes(id).is_none()) {
        let text = "この画面にない項目が送信されました。入力画面に戻り、もう一度お試しください。";
        return Err(Problem::unreadable(text).link(journey.url(&page.id), "入力画面に戻る"));
    }
    // A group of radio buttons without a choice sends nothing: it was left blank.
    for question in &page.questions {
        if takes(&question.id).is_some() && journey.evaluation.shown.contains(&question.id) {
            typed.0.entry(question.id.clone()).or_insert(Json::Null);
        }
    }
    clerk::take(journey, page, form, &mut typed);
    Ok(typed)
}
