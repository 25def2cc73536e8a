//! `/office/sign-in` and `/office/sign-out`: a session begins with the right password and ends on request.
//!
//! The answer to an unknown name, a wrong password and a disabled account is the same. Five wrong ones in a row lock the
//! name for a while, and one address may not try one name faster than a person types. A session's id changes when it
//! begins, so that an id planted before is worth nothing.

use crate::{
    error::Problem,
    extract::{
        FormBody,
        actor::{STAFF, StaffActor},
    },
    middleware::rate::Address,
    state::AppState,
    view::when,
};
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use madoguchi_store::account::{self, SignIn};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

/// Longest login and password that are looked at.
const LONGEST: usize = 200;

/// What the sign-in page was opened with.
#[derive(Debug, Default, Deserialize)]
pub struct Opened {
    #[serde(default)]
    next: String,
    #[serde(default)]
    out: Option<String>,
}

#[derive(Default, Serialize)]
struct Page<'a> {
    next: &'a str,
    login: &'a str,
    error: Option<String>,
    signed_out: bool,
}

/// The form; who is signed in already goes on.
pub async fn show(
    State(state): State<AppState>,
    staff: Option<StaffActor>,
    Query(opened): Query<Opened>,
) -> Result<Response, Problem> {
    if staff.is_some() {
        return Ok(Redirect::to(local(&opened.next)).into_response());
    }
    let page = Page { next: local(&opened.next), signed_out: opened.out.is_some(), ..Page::default() };
    Ok(state.templates.page("office/sign-in.html", &state.catalog.office(), page)?.into_response())
}

/// Checks the password.
pub async fn submit(
    State(state): State<AppState>,
    Address(address): Address,
    session: Session,
    form: FormBody,
) -> Result<Response, Problem> {
    let login = form.get("login").unwrap_or_default().trim();
    let password = form.get("password").unwrap_or_default();
    let next = local(form.get("next").unwrap_or_default());
    let refuse = |status: StatusCode, error: String| {
        let page = Page { next, login, error: Some(error), signed_out: false };
        Ok((status, state.templates.page("office/sign-in.html", &state.catalog.office(), page)?).into_response())
    };
    let wrong = "職員番号かパスワードが違います。入力し直してください。".to_owned();
    if login.is_empty() || password.is_empty() || login.len() > LONGEST || password.len() > LONGEST {
        return refuse(StatusCode::UNPROCESSABLE_ENTITY, wrong);
    }
    if let Some(seconds) = state.limits.sign_in(address, login) {
        return Err(Problem::too_many(seconds));
    }
    let now = state.clock.now();
    match account::sign_in(&state.store, login.to_owned(), password.to_owned(), now).await? {
        SignIn::Welcome(staff) => {
            begin(&session, staff.id).await.map_err(|e| Problem::internal(&e))?;
            Ok(Redirect::to(next).into_response())
        }
        SignIn::Wrong => refuse(StatusCode::UNPROCESSABLE_ENTITY, wrong),
        SignIn::Locked(until) => {
            let until = when::short_moment(&state.catalog.office(), until, now);
            let text = format!("続けて間違えたため、{until} までこの職員番号ではサインインできません。");
            refuse(StatusCode::TOO_MANY_REQUESTS, text)
        }
    }
}

async fn begin(session: &Session, staff: i64) -> Result<(), tower_sessions::session::Error> {
    session.cycle_id().await?;
    session.clear().await;
    session.insert(STAFF, staff).await
}

/// Ends the session.
pub async fn sign_out(session: Session) -> Result<Response, Problem> {
    session.flush().await.map_err(|e| Problem::internal(&e))?;
    Ok(Redirect::to("/office/sign-in?out=1").into_response())
}

/// Where to go on: only a path of the office, never another site.
fn local(next: &str) -> &str {
    let plain = next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    match next.strip_prefix("/office") {
        Some(rest) if plain && (rest.is_empty() || rest.starts_with(['/', '?'])) => next,
        _ => "/office",
    }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn sign_in_leads_only_to_pages_of_the_office() {
        for next in ["/office", "/office/bulky-waste?state=received", "/office?x=%E3%81%82"] {
            assert_eq!(local(next), next);
        }
        for next in ["", "https://evil.example", "//evil.example", "/\\evil", "/officex", "/office\\..", "/office\r\nx"]
        {
            assert_eq!(local(next), "/office", "{next:?}");
        }
    }
}
