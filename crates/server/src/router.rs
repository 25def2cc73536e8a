//! Every route and every layer, in one place.

use crate::{
    api, assets,
    error::Problem,
    middleware::{headers, observe, problem, rate},
    office, resident,
    state::AppState,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{HeaderName, StatusCode, header},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use std::{any::Any, time::Duration};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    csrf::CsrfLayer,
    request_id::{PropagateRequestIdLayer, SetRequestIdLayer},
    sensitive_headers::{SetSensitiveRequestHeadersLayer, SetSensitiveResponseHeadersLayer},
    timeout::TimeoutLayer,
};

/// Most bytes of a form without files.
pub const FORM_BYTES: usize = 1024 * 1024;
/// Most bytes of a form with files.
pub const UPLOAD_BYTES: usize = 64 * 1024 * 1024;
/// Longest time that a request may take, an upload over a slow line included.
const PATIENCE: Duration = Duration::from_secs(120);

/// The whole site.
pub fn app(state: AppState) -> Router {
    observe::install();
    let number = HeaderName::from_static("x-request-id");
    Router::new()
        .route("/static/{hash}/{*path}", get(assets::file))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(observe::metrics))
        .merge(resident::routes(&state))
        .merge(office::routes(&state))
        .merge(api::routes(&state))
        .fallback(|| async { Problem::not_found() })
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(from_fn_with_state(state.clone(), rate::check))
        .layer(CsrfLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(state.clone(), problem::render))
        .layer(CompressionLayer::new())
        .layer(from_fn(headers::add))
        .layer(PropagateRequestIdLayer::new(number.clone()))
        .layer(from_fn(observe::request))
        .layer(SetSensitiveResponseHeadersLayer::new([header::SET_COOKIE]))
        .layer(SetSensitiveRequestHeadersLayer::new([header::COOKIE, header::AUTHORIZATION]))
        .layer(SetRequestIdLayer::new(number, observe::Numbers))
        .with_state(state)
}

/// Ready when the database answers.
async fn ready(State(state): State<AppState>) -> Result<&'static str, Problem> {
    madoguchi_store::session::get(&state.store, &[0; 32], state.clock.now())?;
    Ok("ready\n")
}

/// A fault of the program: the same page as any failure. The panic hook has logged the place.
fn panicked(_cause: Box<dyn Any + Send + 'static>) -> Response {
    Problem::internal(&Panicked).into_response()
}

#[derive(Debug, thiserror::Error)]
#[error("a handler panicked")]
struct Panicked;
