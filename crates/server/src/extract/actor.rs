//! Who asks: a member of staff with a session, or a machine with a token of an account.
//!
//! Pages take [`StaffActor`] (without one: the sign-in page) or `Option<StaffActor>`; the API takes [`TokenActor`]
//! (without one: 401). What the actor may see or do is asked afterwards, of `office::access`.

use crate::{error::Problem, session, state::AppState};
use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use madoguchi_engine::records::Actor;
use madoguchi_store::account::{self, Staff};
use tower_sessions::Session;

pub use madoguchi_store::session::STAFF;

/// A member of staff who is signed in.
#[derive(Debug, Clone)]
pub struct StaffActor(pub Staff);

impl StaffActor {
    /// As the actor of a decision.
    pub fn actor(&self) -> Actor {
        self.0.actor()
    }
}

/// An account that calls the API with a token.
#[derive(Debug, Clone)]
pub struct TokenActor {
    /// The account.
    pub staff: Staff,
    /// The only apps it may touch with this token; all it may when empty.
    pub scope: Vec<String>,
}

impl TokenActor {
    /// As the actor of a decision.
    pub fn actor(&self) -> Actor {
        self.staff.actor()
    }

    /// 403 unless the token reaches the app.
    pub fn reaches(&self, app: &str) -> Result<(), Problem> {
        if self.scope.is_empty() || self.scope.iter().any(|s| s == app) {
            return Ok(());
        }
        Err(Problem::forbidden("このトークンでは、この手続を扱えません。"))
    }
}

/// The account of the request's session, when it still may act. Renews the session.
async fn signed_in(parts: &Parts, state: &AppState) -> Result<Option<StaffActor>, Problem> {
    let Some(session) = parts.extensions.get::<Session>() else { return Ok(None) };
    let Some(id) = session.get::<i64>(STAFF).await.map_err(|e| Problem::internal(&e))? else { return Ok(None) };
    let Some(staff) = account::by_id(&state.store, id)? else { return Ok(None) };
    session::touch(session, state.clock.now()).await.map_err(|e| Problem::internal(&e))?;
    Ok(Some(StaffActor(staff)))
}

/// The sign-in page, which leads back to a page that was only read.
fn to_sign_in(parts: &Parts) -> Response {
    let back = parts.uri.path_and_query().map_or("", |p| p.as_str());
    if parts.method != Method::GET || back.is_empty() || back == "/office" {
        return Redirect::to("/office/sign-in").into_response();
    }
    let next: String = form_urlencoded::byte_serialize(back.as_bytes()).collect();
    Redirect::to(&format!("/office/sign-in?next={next}")).into_response()
}

impl FromRequestParts<AppState> for StaffActor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<StaffActor, Response> {
        match signed_in(parts, state).await {
            Ok(Some(staff)) => Ok(staff),
            Ok(None) => Err(to_sign_in(parts)),
            Err(problem) => Err(problem.into_response()),
        }
    }
}

impl OptionalFromRequestParts<AppState> for StaffActor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Option<StaffActor>, Problem> {
        signed_in(parts, state).await
    }
}

/// The token of an `Authorization: Bearer …` header.
fn bearer(parts: &Parts) -> Option<&str> {
    let value = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// 401 that says how to authenticate.
fn no_token() -> Response {
    let text = "職員のトークンを Authorization: Bearer で送ってください。";
    let mut response = Problem::new(StatusCode::UNAUTHORIZED, "認証が必要です", text).into_response();
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

impl FromRequestParts<AppState> for TokenActor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<TokenActor, Response> {
        let token = bearer(parts).ok_or_else(no_token)?;
        match account::by_token(&state.store, token) {
            Ok(Some((staff, scope))) => Ok(TokenActor { staff, scope }),
            Ok(None) => Err(no_token()),
            Err(cause) => Err(Problem::from(cause).into_response()),
        }
    }
}
