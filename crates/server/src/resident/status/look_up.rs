//! `GET /status` asks for receipt number and secret; `POST /status` shows the case.

use super::case_page;
use crate::{catalog::Published, error::Problem, extract::FormBody, linked, state::AppState};
use axum::{
    extract::State,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use jiff::Timestamp;
use madoguchi_engine::{
    answer::Setting,
    records::{Actor, CaseFacts},
};
use madoguchi_store::case;
use serde::Serialize;

/// A case whose numbers are known, with its app.
#[derive(Debug)]
pub struct Found {
    /// The case.
    pub case: CaseFacts,
    /// Its app in its version.
    pub published: Published,
    /// The secret, as typed.
    pub secret: String,
    /// The moment of the request.
    pub now: Timestamp,
}

impl Found {
    /// What decisions need.
    pub fn setting(&self) -> Setting<'_> {
        self.published.setting(self.now, false)
    }

    /// Who asks.
    pub fn actor(&self) -> &'static Actor {
        &Actor::Resident
    }
}

#[derive(Serialize)]
struct Page<'a> {
    receipt: &'a str,
    wrong: bool,
}

/// The form.
pub async fn ask(State(state): State<AppState>) -> Result<Html<String>, Problem> {
    state.templates.page("resident/status/look-up.html", &state.catalog.office(), Page { receipt: "", wrong: false })
}

/// The case, or the form again: one answer for a wrong number and a wrong secret.
pub async fn show(State(state): State<AppState>, form: FormBody) -> Result<Response, Problem> {
    match find(&state, &form)? {
        Some(found) => case_page::render(&state, &found, None),
        None => again(&state, &form),
    }
}

/// The case of the numbers in a form.
pub fn find(state: &AppState, form: &FormBody) -> Result<Option<Found>, Problem> {
    let receipt = typed(form, "_receipt");
    let secret = typed(form, "_secret");
    let Some(case) = case::by_secret(&state.store, &receipt, &secret)? else { return Ok(None) };
    let Some(published) = state.catalog.get(&case.app, case.version) else { return Err(Problem::not_found()) };
    let published = linked::with(state, published, None, &[&case.answers.0])?;
    Ok(Some(Found { case, published, secret, now: state.clock.now() }))
}

/// 422: the form with what was typed.
pub fn again(state: &AppState, form: &FormBody) -> Result<Response, Problem> {
    let receipt = typed(form, "_receipt");
    let page = Page { receipt: &receipt, wrong: true };
    let html = state.templates.page("resident/status/look-up.html", &state.catalog.office(), page)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
}

/// The look-up's own control, or the hidden one of a later page. Full-width letters and digits are taken as half-width.
fn typed(form: &FormBody, name: &str) -> String {
    let fold = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '−' | 'ー' | '‐' | '–' => '-',
        '\u{3000}' => ' ',
        c => c,
    };
    let given = form.get(name).or_else(|| form.get(name.trim_start_matches('_')));
    given.unwrap_or_default().trim().chars().take(60).map(fold).collect()
}
