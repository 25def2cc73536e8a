//! What the answers on a page have brought up: questions that were not there, and those that had nothing to offer. They
//! are asked on the same page once more, and are no mistakes yet.

use super::{in_rows, journey::Journey};
use crate::{error::Problem, extract::path_tree::is_blank, state::AppState};
use madoguchi_engine::{
    answer::{RawAnswers, offered, rows},
    intake::FieldError,
};
use madoguchi_schema::{app::Question, expr::Expr, field::Kind};
use serde_json::Value as Json;

/// The mistakes at questions that stood on the page; those that have just become relevant are asked first.
pub fn presented(before: &Journey, after: &Journey, page: usize, typed: &RawAnswers) -> Vec<FieldError> {
    let was = rows(&before.setting(), &before.draft.raw);
    let stood = |error: &FieldError| {
        let on_page = before.evaluation.shown.contains(&error.question) || typed.0.contains_key(&error.question);
        on_page && (error.part.is_empty() || in_rows::stood(error, typed, &was))
    };
    let fresh = newly_offered(before, after, page, typed);
    let had_options = |e: &FieldError| {
        e.code != "required"
            || !fresh.contains(&if e.part.is_empty() {
                e.question.clone()
            } else {
                format!("{}.{}", e.question, e.part)
            })
    };
    after.errors_of(page).into_iter().filter(|e| stood(e) && had_options(e)).collect()
}

/// The questions, by path, that had nothing to choose from when the page was shown and have now: the answers on the
/// same page decide what they offer, so that they are asked once more.
pub fn newly_offered(before: &Journey, after: &Journey, page: usize, typed: &RawAnswers) -> Vec<String> {
    let Some(page) = after.published.app.pages.get(page) else { return Vec::new() };
    let mut fresh = Vec::new();
    for question in page.questions.iter().filter(|q| after.evaluation.shown.contains(&q.id)) {
        let typed = typed.0.get(&question.id).unwrap_or(&Json::Null);
        let Kind::Repeat(repeat) = &question.kind else {
            fresh.extend(is_newly_offered(before, after, question, question.id.clone(), typed));
            continue;
        };
        for (row, sent) in typed.as_array().into_iter().flatten().enumerate() {
            for q in &repeat.questions {
                let path = format!("{}.{row}.{}", question.id, q.id);
                fresh.extend(is_newly_offered(before, after, q, path, sent.get(&q.id).unwrap_or(&Json::Null)));
            }
        }
    }
    fresh
}

fn is_newly_offered(
    before: &Journey,
    after: &Journey,
    question: &Question,
    path: String,
    typed: &Json,
) -> Option<String> {
    let depends = match &question.kind {
        Kind::Choice(c) => c.filter.is_some(),
        Kind::Choices(c) => c.filter.is_some(),
        Kind::Items(c) => c.filter.is_some(),
        Kind::RowChoice(_) => true,
        _ => false,
    };
    let offers = |journey: &Journey| {
        let (setting, raw) = (journey.setting(), &journey.draft.raw);
        offered(&setting, &journey.evaluation, raw, &path, |offer| offer.any(question)).unwrap_or(false)
    };
    (depends && is_blank(typed) && !offers(before) && offers(after)).then_some(path)
}

/// The first question on the page that was left blank and that a case chosen on the same page fills in: it is shown
/// with what the case says, and counts as not sent.
pub fn filled_in(
    state: &AppState,
    before: &Journey,
    after: &mut Journey,
    page: usize,
    typed: &mut RawAnswers,
) -> Result<Option<String>, Problem> {
    let Some(page) = after.published.app.pages.get(page).cloned() else { return Ok(None) };
    let is_chosen = |q: &Question| {
        let (was, is) = (before.draft.raw.0.get(&q.id), typed.0.get(&q.id));
        matches!(q.kind, Kind::Case(_)) && is.is_some() && was != is
    };
    let chosen: Vec<&str> = page.questions.iter().filter(|q| is_chosen(q)).map(|q| q.id.as_str()).collect();
    let reads = |q: &&Question| {
        let paths = q.default.as_ref().map(Expr::paths).unwrap_or_default();
        paths.iter().any(|path| chosen.contains(&path.split('.').next().unwrap_or_default()))
    };
    let waits = |q: &&Question| {
        let untouched = before.draft.raw.0.get(&q.id).is_none();
        untouched && typed.0.get(&q.id).is_some_and(is_blank)
    };
    let blank: Vec<String> = page.questions.iter().filter(reads).filter(waits).map(|q| q.id.clone()).collect();
    if blank.is_empty() {
        return Ok(None);
    }
    let mut without = typed.clone();
    without.0.retain(|id, _| !blank.contains(id));
    let shown = before.with(state, &without)?;
    let Some(first) = blank.iter().find(|id| shown.evaluation.suggested.0.contains_key(*id)).cloned() else {
        return Ok(None);
    };
    (*typed, *after) = (without, shown);
    Ok(Some(first))
}

/// A question on the page that the answers have made relevant and that was not there to be answered.
pub fn newly_asked(before: &Journey, after: &Journey, page: usize, typed: &RawAnswers) -> Option<String> {
    let page = after.published.app.pages.get(page)?;
    let is_new = |id: &String| {
        after.evaluation.shown.contains(id) && !before.evaluation.shown.contains(id) && !typed.0.contains_key(id)
    };
    let question = page.questions.iter().find(|q| !q.internal && q.kind.is_answered() && is_new(&q.id));
    let in_rows = || {
        let (was, is) = (rows(&before.setting(), &before.draft.raw), rows(&after.setting(), &after.draft.raw));
        in_rows::newly_asked(&page.questions, typed, &was, &is)
    };
    question.map(|q| q.id.clone()).or_else(in_rows)
}
