//! `GET /apps/{app}`: what it is for, what is needed, until when, what it costs, whom to ask, what becomes of the data.

use super::language;
use crate::{
    catalog::Published,
    error::Problem,
    state::AppState,
    view::{called, terms},
};
use axum::{
    extract::{Path, RawQuery, State},
    response::Html,
};
use madoguchi_schema::{
    app::{App, Audience},
    office::Office,
    text::Lang,
};
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    app: String,
    title: String,
    about: String,
    owner: String,
    needed: Vec<String>,
    steps: Vec<String>,
    deadlines: Vec<String>,
    word: called::Words,
    /// What the fee is called, where one is declared.
    fee: Option<String>,
    contact: Contact,
    languages: Vec<language::Choice>,
    code: &'static str,
    keep_years: u32,
    draft_days: u32,
}

/// Whom to call, as shown on every page of an app.
#[derive(Debug, Clone, Serialize)]
pub struct Contact {
    name: String,
    phone: String,
    hours: String,
}

/// The app's contact, else the city's.
pub fn contact(app: &App, office: &Office) -> Contact {
    contact_in(app, office, Lang::Ja)
}

/// The same in a language.
pub fn contact_in(app: &App, office: &Office, lang: Lang) -> Contact {
    let contact = if app.contact.phone.is_empty() { &office.contact } else { &app.contact };
    Contact {
        name: contact.name.get(lang).to_owned(),
        phone: contact.phone.clone(),
        hours: contact.hours.get(lang).to_owned(),
    }
}

/// A resident's app in its current version.
pub fn published(state: &AppState, app: &str) -> Result<Published, Problem> {
    let published = state.catalog.current(app).filter(|p| p.app.audience == Audience::Resident);
    published.ok_or_else(Problem::not_found)
}

/// The start page.
pub async fn show(
    State(state): State<AppState>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Html<String>, Problem> {
    let published = published(&state, &id)?;
    let (app, office) = (&published.app, &published.office);
    let lang = language::asked(app, query.as_deref()).unwrap_or_default();
    let fee = app.fee.as_ref().and_then(|id| app.question(id)).map(|question| question.label.get(lang).to_owned());
    let page = Page {
        app: app.id.clone(),
        title: app.title.get(lang).to_owned(),
        about: app.about.get(lang).to_owned(),
        owner: office.units.get(&app.owner).map_or("", |u| u.label.get(lang)).to_owned(),
        needed: app.needed.iter().map(|n| n.get(lang).to_owned()).collect(),
        steps: app.pages.iter().map(|p| p.title.get(lang).to_owned()).collect(),
        deadlines: app.bookings.values().flat_map(|booking| terms::of_booking(booking, app.word)).collect(),
        word: called::of(app),
        fee,
        contact: contact_in(app, office, lang),
        languages: language::choices(app, &format!("/apps/{}", app.id), lang),
        code: lang.code(),
        keep_years: app.records.keep_years,
        draft_days: app.records.draft_days,
    };
    state.templates.page_in(lang, "resident/start.html", office, page)
}
