//! `/office/{app}/new`: a clerk enters a call or a visit on the same form that residents use.
//!
//! It starts a draft that belongs to the clerk; the form pages under its address then ask for that clerk's session.

use super::{access, page};
use crate::{
    catalog::Published,
    error::Problem,
    extract::{FormBody, actor::StaffActor},
    state::AppState,
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use madoguchi_engine::records::Channel;
use madoguchi_schema::text::Lang;
use madoguchi_store::draft::{self, Draft};
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    app: String,
    queue: String,
    action: String,
    error: Option<&'static str>,
}

/// Asks how the request arrived.
pub async fn show(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(app): Path<String>,
) -> Result<Response, Problem> {
    let published = access::app(&state, &staff.actor(), &app)?;
    render(&state, &staff, &published, None)
}

/// Starts the draft and opens its first page.
pub async fn submit(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(app): Path<String>,
    form: FormBody,
) -> Result<Response, Problem> {
    let published = access::app(&state, &staff.actor(), &app)?;
    let channel = form.get("channel").and_then(Channel::from_code).filter(|c| *c != Channel::Web);
    let Some(channel) = channel else {
        return render(&state, &staff, &published, Some("電話か窓口かを選んでください。"));
    };
    let blank = Draft::blank(&published.app, published.version, state.clock.now());
    let start = Draft { channel, staff: Some(staff.0.id), ..blank };
    let id = start.id.clone();
    draft::start(&state.store, start).await?;
    let first = published.app.pages.first().map_or("review", |p| p.id.as_str());
    Ok(Redirect::to(&format!("/apps/{app}/drafts/{id}/{first}")).into_response())
}

fn render(
    state: &AppState,
    staff: &StaffActor,
    published: &Published,
    error: Option<&'static str>,
) -> Result<Response, Problem> {
    let id = &published.app.id;
    let page = Page {
        app: published.app.title.get(Lang::Ja).to_owned(),
        queue: format!("/office/{id}"),
        action: format!("/office/{id}/new"),
        error,
    };
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, page::render(state, staff, Some(id), "office/new.html", &page)?).into_response())
}
