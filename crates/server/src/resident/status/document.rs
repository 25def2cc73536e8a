//! `POST /status/documents/{document}` and `POST /status/issued/{id}`: what the resident may print of their own case.

use super::look_up::{self, Found};
use crate::{
    error::Problem,
    extract::FormBody,
    state::AppState,
    view::{
        date,
        document::{Sheets, is_issued, not_printed},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use madoguchi_engine::document;
use madoguchi_schema::{app::Document, text::Lang};
use madoguchi_store::document as stored;
use serde::Serialize;

/// A document on the page of a case.
#[derive(Debug, Serialize)]
pub struct Own {
    /// Where it is asked for.
    pub action: String,
    /// Its name.
    pub label: String,
    /// When it was issued.
    pub issued: Option<String>,
}

/// What the resident may print: what was issued for them, and what is printed on demand in this state.
pub fn own(state: &AppState, found: &Found) -> Result<Vec<Own>, Problem> {
    let office = &found.published.office;
    let issued = stored::of_case(&state.store, found.case.id)?;
    let issued = issued.iter().rev().filter(|issued| issued.resident).map(|issued| Own {
        action: format!("/status/issued/{}", issued.id),
        label: issued.label.clone(),
        issued: Some(format!("{} 発行", date::moment(office, issued.at))),
    });
    let now = found.published.app.documents.values().filter(|document| may(found, document)).map(|document| Own {
        action: format!("/status/documents/{}", document.id),
        label: document.label.get(Lang::Ja).to_owned(),
        issued: None,
    });
    Ok(issued.chain(now).collect())
}

/// Whether the resident may print a document now. What an action issues is theirs once it was issued.
fn may(found: &Found, document: &Document) -> bool {
    document.resident && document.fits(&found.case.state) && !is_issued(&found.published.app, document)
}

/// A document of the case as it is now.
pub async fn show(State(state): State<AppState>, Path(id): Path<String>, form: FormBody) -> Result<Response, Problem> {
    let Some(found) = look_up::find(&state, &form)? else { return look_up::again(&state, &form) };
    let document = found.published.app.documents.get(&id).filter(|document| may(&found, document));
    let document = document.ok_or_else(Problem::not_found)?;
    let body = document::print(found.setting(), &found.case, document).map_err(|why| not_printed(&why))?;
    Sheets::of(document, &found.case.receipt, body).page(&state, &found.published.office)
}

/// A document as it was issued.
pub async fn issued(State(state): State<AppState>, Path(id): Path<i64>, form: FormBody) -> Result<Response, Problem> {
    let Some(found) = look_up::find(&state, &form)? else { return look_up::again(&state, &form) };
    let issued = stored::load(&state.store, found.case.id, id)?.filter(|(issued, _)| issued.resident);
    let (issued, body) = issued.ok_or_else(Problem::not_found)?;
    Sheets::as_issued(&found.published.office, &found.case, &issued, body).page(&state, &found.published.office)
}
