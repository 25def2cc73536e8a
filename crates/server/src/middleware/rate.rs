//! How often one address may ask, by class of route. Look-ups by receipt are the strictest: they could be guessed.

use crate::{error::Problem, settings::Settings, state::AppState};
use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State},
    http::{HeaderMap, Method, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{
    DefaultKeyedRateLimiter, NotUntil, Quota,
    clock::{Clock as _, DefaultClock, QuantaInstant},
};
use std::{
    collections::hash_map::RandomState,
    convert::Infallible,
    hash::BuildHasher as _,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
};

/// Limits per class and address.
#[derive(Debug)]
pub struct Limits {
    on: bool,
    read: DefaultKeyedRateLimiter<IpAddr>,
    write: DefaultKeyedRateLimiter<IpAddr>,
    look_up: DefaultKeyedRateLimiter<IpAddr>,
    /// What takes capacity without proof of anything: a fresh draft can hold a day, a submission books it.
    take: DefaultKeyedRateLimiter<IpAddr>,
    sign_in: DefaultKeyedRateLimiter<(IpAddr, u64)>,
    /// Limits hold no login names.
    logins: RandomState,
}

impl Limits {
    /// A city hall or a carrier has many people behind one address, so pages are generous.
    pub fn new(on: bool) -> Limits {
        Limits {
            on,
            read: DefaultKeyedRateLimiter::keyed(per_minute(1200)),
            write: DefaultKeyedRateLimiter::keyed(per_minute(300)),
            look_up: DefaultKeyedRateLimiter::keyed(per_minute(20)),
            take: DefaultKeyedRateLimiter::keyed(per_minute(30).allow_burst(START)),
            sign_in: DefaultKeyedRateLimiter::keyed(per_minute(10)),
            logins: RandomState::new(),
        }
    }

    /// Forgets addresses that have been quiet.
    pub fn sweep(&self) {
        for limiter in [&self.read, &self.write, &self.look_up, &self.take] {
            limiter.retain_recent();
        }
        self.sign_in.retain_recent();
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
        } else if is_take(request.method(), path) {
            &self.take
        } else if request.method().is_safe() {
            &self.read
        } else {
            &self.write
        };
        limiter.check_key(&address).err().map(|refused| seconds(&refused))
    }

    /// Seconds to wait before this address may try this login again. A city hall signs in from one address, so the
    /// login counts too.
    pub fn sign_in(&self, address: IpAddr, login: &str) -> Option<u64> {
        let key = (address, self.logins.hash_one(login));
        self.on.then(|| self.sign_in.check_key(&key).err()).flatten().map(|refused| seconds(&refused))
    }
}

/// Where a receipt or a secret could be guessed. Passwords have a limit of their own.
fn is_look_up(method: &Method, path: &str) -> bool {
    (path == "/status" || path.starts_with("/status/")) && *method == Method::POST
}

/// Where someone may begin to take capacity: a draft's start and a submission over the API.
fn is_take(method: &Method, path: &str) -> bool {
    let (resident, machine) = (path.strip_prefix("/apps/"), path.strip_prefix("/api/v1/apps/"));
    let ends = |rest: Option<&str>, end: &str| rest.is_some_and(|r| r.split_once('/').is_some_and(|(_, e)| e == end));
    *method == Method::POST && (ends(resident, "drafts") || ends(machine, "submissions"))
}

fn seconds(refused: &NotUntil<QuantaInstant>) -> u64 {
    refused.wait_time_from(DefaultClock::default().now()).as_secs() + 1
}

/// Drafts that one address may start at once: a school or a hall with one address has as many people.
const START: NonZeroU32 = match NonZeroU32::new(60) {
    Some(count) => count,
    None => NonZeroU32::MIN,
};

fn per_minute(count: u32) -> Quota {
    Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN))
}

/// The address that counts: the connection's, or the one that the proxy in front has seen. Of IPv6 the network: a
/// household has a /64, and with it more addresses than could ever be limited.
fn address(settings: &Settings, headers: &HeaderMap, connection: Option<&ConnectInfo<SocketAddr>>) -> IpAddr {
    let forwarded = || headers.get("x-forwarded-for")?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok();
    let seen = settings.behind_proxy.then(forwarded).flatten().or(connection.map(|c| c.0.ip()));
    match seen.map(|ip| ip.to_canonical()) {
        Some(IpAddr::V6(ip)) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() >> 64 << 64)),
        Some(ip) => ip,
        None => IpAddr::V4(Ipv4Addr::LOCALHOST),
    }
}

/// The address that counts, for handlers.
#[derive(Debug, Clone, Copy)]
pub struct Address(pub IpAddr);

impl FromRequestParts<AppState> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Address, Infallible> {
        let connection = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Address(address(&state.settings, &parts.headers, connection)))
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn post(path: &str) -> Request {
        Request::post(path).body(Body::empty()).unwrap()
    }

    #[test]
    fn guessing_receipts_is_stopped_for_that_address_only() {
        let limits = Limits::new(true);
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let allowed = (0..100).filter(|_| limits.check(&post("/status"), one).is_none()).count();
        assert_eq!(allowed, 20);
        assert!(limits.check(&post("/status"), one).unwrap() >= 1, "tells how long to wait");
        assert_eq!(limits.check(&post("/status"), other), None);
        assert_eq!(limits.check(&post("/apps/x/drafts"), one), None, "another class is not touched");
        assert!(limits.check(&post("/status/withdraw"), one).is_some(), "the secret could be guessed there too");
    }

    #[test]
    fn one_address_cannot_hold_all_days_with_drafts_or_submissions() {
        let limits = Limits::new(true);
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let drafts = (0..300).filter(|_| limits.check(&post("/apps/x/drafts"), one).is_none()).count();
        assert_eq!(drafts, 60);
        assert!(limits.check(&post("/api/v1/apps/x/submissions"), one).is_some());
        assert_eq!(limits.check(&post("/apps/x/drafts/d/p1"), one), None, "what was begun can be finished");
        assert_eq!(limits.check(&post("/api/v1/apps/x/submissions"), other), None);
    }

    #[test]
    fn a_household_with_many_addresses_is_one() {
        let of = |ip: &str| {
            address(
                &Settings::default(),
                &HeaderMap::new(),
                Some(&ConnectInfo(SocketAddr::new(ip.parse().unwrap(), 1))),
            )
        };
        assert_eq!(of("2001:db8::1"), of("2001:db8::ffff:1"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }

    #[test]
    fn one_login_is_tried_ten_times_a_minute_and_others_of_the_city_hall_go_on() {
        let limits = Limits::new(true);
        let hall = IpAddr::from([192, 0, 2, 1]);
        assert_eq!((0..50).filter(|_| limits.sign_in(hall, "sato").is_none()).count(), 10);
        assert_eq!(limits.sign_in(hall, "mori"), None);
        assert_eq!(limits.sign_in(IpAddr::from([192, 0, 2, 2]), "sato"), None);
        assert_eq!(Limits::new(false).sign_in(hall, "sato"), None);
    }

    #[test]
    fn styles_and_probes_are_never_limited_and_limits_can_be_off() {
        let (limits, off) = (Limits::new(true), Limits::new(false));
        let address = IpAddr::from([192, 0, 2, 1]);
        let probe = Request::get("/healthz").body(Body::empty()).unwrap();
        assert!((0..5000).all(|_| limits.check(&probe, address).is_none()));
        assert!((0..5000).all(|_| off.check(&post("/status"), address).is_none()));
    }

    #[test]
    fn the_proxys_word_counts_only_behind_a_proxy() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "203.0.113.9, 198.51.100.7".parse().unwrap());
        let connection = ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 1)));
        let settings = |behind_proxy| Settings { behind_proxy, ..Settings::default() };
        assert_eq!(address(&settings(false), &headers, Some(&connection)), IpAddr::from([10, 0, 0, 1]));
        assert_eq!(address(&settings(true), &headers, Some(&connection)), IpAddr::from([198, 51, 100, 7]));
    }
}
