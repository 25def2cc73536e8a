//! How often one address may ask, by class of route. Look-ups by receipt are the strictest: they could be guessed.

use crate::{error::Problem, settings::Settings, state::AppState};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, Method},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{DefaultKeyedRateLimiter, Quota, clock::Clock as _};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    num::NonZeroU32,
};

/// Limits per class and address.
#[derive(Debug)]
pub struct Limits {
    on: bool,
    read: DefaultKeyedRateLimiter<IpAddr>,
    write: DefaultKeyedRateLimiter<IpAddr>,
    look_up: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limits {
    /// A city hall or a carrier has many people behind one address, so pages are generous.
    pub fn new(on: bool) -> Limits {
        Limits {
            on,
            read: DefaultKeyedRateLimiter::keyed(per_minute(1200)),
            write: DefaultKeyedRateLimiter::keyed(per_minute(300)),
            look_up: DefaultKeyedRateLimiter::keyed(per_minute(20)),
        }
    }

    /// Forgets addresses that have been quiet.
    pub fn sweep(&self) {
        for limiter in [&self.read, &self.write, &self.look_up] {
            limiter.retain_recent();
        }
    }

    /// Seconds to wait, when it is too often.
    fn check(&self, request: &Request, address: IpAddr) -> Option<u64> {
        if !self.on {
            return None;
        }
        let path = request.uri().path();
        let limiter = if path.starts_with("/static/") || matches!(path, "/healthz" | "/readyz" | "/metrics") {
            return None;
        } else if is_look_up(request.method(), path) {
            &self.look_up
        } else if request.method().is_safe() {
            &self.read
        } else {
            &self.write
        };
        let refused = limiter.check_key(&address).err()?;
        let wait = refused.wait_time_from(governor::clock::DefaultClock::default().now());
        Some(wait.as_secs() + 1)
    }
}

/// Where a receipt, a secret or a password could be guessed.
fn is_look_up(method: &Method, path: &str) -> bool {
    (path == "/status" || path == "/office/sign-in") && *method == Method::POST
}

fn per_minute(count: u32) -> Quota {
    Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN))
}

/// The address that counts: the connection's, or the one that the proxy in front has seen.
fn address(settings: &Settings, headers: &HeaderMap, connection: Option<&ConnectInfo<SocketAddr>>) -> IpAddr {
    let forwarded = || headers.get("x-forwarded-for")?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok();
    settings
        .behind_proxy
        .then(forwarded)
        .flatten()
        .or(connection.map(|c| c.0.ip()))
        .unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
}

/// Answers 429 instead of the handler when it is too often.
pub async fn check(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let connection = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let address = address(&state.settings, request.headers(), connection);
    match state.limits.check(&request, address) {
        Some(seconds) => Problem::too_many(seconds).into_response(),
        None => next.run(request).await,
    }
}
