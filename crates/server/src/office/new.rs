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
use madoguchi_schema::{app::Audience, text::Lang};
use madoguchi_store::draft::{self, Draft};
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    app: String,
    queue: String,
    action: String,
    /// Staff fill it in for themselves.
    own: bool,
    about: String,
    error: Option<&'static str>,
}

/// Asks how the request arrived.
pub async fn show(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(app): Path<String>,
) -> Result<Response, Problem> {
    let published = access::start(&state, &staff.actor(), &app)?;
    render(&state, &staff, &published, None)
}

/// Starts the draft and opens its first page.
pub async fn submit(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(app): Path<String>,
    form: FormBody,
) -> Result<Response, Problem> {
    let published = access::start(&state, &staff.actor(), &app)?;
    let channel = match published.app.audience {
        Audience::Staff => Some(Channel::Staff),
        Audience::Resident => form
            .get("channel")
            .and_then(Channel::from_code)
            .filter(|channel| matches!(channel, Channel::Phone | Channel::Counter)),
    };
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
        queue: match published.app.audience {
            Audience::Resident => format!("/office/{id}"),
            Audience::Staff => "/office".to_owned(),
        },
        action: format!("/office/{id}/new"),
        own: published.app.audience == Audience::Staff,
        about: published.app.about.get(Lang::Ja).to_owned(),
        error,
    };
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, page::render(state, staff, Some(id), "office/new.html", &page)?).into_response())
}
