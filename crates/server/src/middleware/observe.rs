//! Request numbers, one log line and two metrics per request. Routes by their template, never the path or the query.

use crate::error::Problem;
use axum::extract::ConnectInfo;
use axum::{
    extract::{MatchedPath, Request},
    http::HeaderValue,
    middleware::Next,
    response::Response,
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::{net::SocketAddr, sync::OnceLock, time::Instant};
use tower_http::request_id::{MakeRequestId, RequestId};

/// Random request numbers.
#[derive(Debug, Clone, Copy)]
pub struct Numbers;

impl MakeRequestId for Numbers {
    fn make_request_id<B>(&mut self, _request: &axum::http::Request<B>) -> Option<RequestId> {
        let number = getrandom::u64().ok()?;
        HeaderValue::from_str(&format!("{number:016x}")).ok().map(RequestId::from)
    }
}

/// Logs and counts a request when it is answered.
pub async fn request(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "none".to_owned(), |m| m.as_str().to_owned());
    let method = request.method().clone();
    let id = request.headers().get("x-request-id").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let response = next.run(request).await;
    let elapsed = start.elapsed();
    let status = response.status().as_u16();
    let labels = [("method", method.to_string()), ("route", route.clone()), ("status", status.to_string())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", "route" => route.clone()).record(elapsed.as_secs_f64());
    tracing::info!(
        http.method = %method,
        http.route = %route,
        http.status = status,
        duration_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
        request.id = %id,
        "request"
    );
    response
}

/// The recorder of the process; `None` when another one had been installed before.
static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

fn recorder() -> Option<&'static PrometheusHandle> {
    let install = || {
        let buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
        PrometheusBuilder::new().set_buckets(&buckets).ok()?.install_recorder().ok()
    };
    RECORDER.get_or_init(install).as_ref()
}

/// Starts counting.
pub fn install() {
    recorder();
}

/// Tidies old samples.
pub fn upkeep() {
    if let Some(recorder) = recorder() {
        recorder.run_upkeep();
    }
}

/// `GET /metrics`, only for a collector on the same machine: not through a proxy, not from outside.
pub async fn metrics(request: Request) -> Result<String, Problem> {
    let local = request.extensions().get::<ConnectInfo<SocketAddr>>().is_none_or(|c| c.0.ip().is_loopback());
    let direct = !request.headers().contains_key("x-forwarded-for") && !request.headers().contains_key("forwarded");
    let recorder = recorder().filter(|_| local && direct).ok_or_else(Problem::not_found)?;
    Ok(recorder.render())
}
