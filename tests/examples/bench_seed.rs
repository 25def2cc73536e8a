//! Fills a data directory for the load bench: `… | bench_seed DEFINITIONS DATA`.
//!
//! Reads one JSON object a line on standard input, `{"answers": {…}, "status": "…", "at": milliseconds}`, decides and
//! stores each through the product's own walk, adds the account `bench`, and prints its API token.
#![expect(clippy::unwrap_used, reason = "a program of the bench may panic")]

use jiff::Timestamp;
use madoguchi_engine::{
    answer::{RawAnswers, Setting, evaluate},
    records::{Actor, Channel, NewCase, Step},
    routing::{Submitter, route},
};
use madoguchi_schema::{app::App, text::Lang};
use madoguchi_server::{AppState, clock::Clock, settings::Settings};
use serde_json::Value as Json;
use std::{io::BufRead, sync::Arc};

/// How many wait for the writer at once.
const BATCH: usize = 512;

#[tokio::main]
async fn main() {
    let mut args = std::env::args().skip(1);
    let settings =
        Settings { definitions: args.next().unwrap().into(), data: args.next().unwrap().into(), ..Settings::default() };
    let state = AppState::open(settings, Clock::System).await.unwrap();
    let mut waiting = tokio::task::JoinSet::new();
    for line in std::io::stdin().lock().lines() {
        let record: Json = serde_json::from_str(&line.unwrap()).unwrap();
        let published = state.catalog.current("intake").unwrap();
        let new = decide(&published.app, &published.office, published.version, &record);
        let store = state.store.clone();
        if waiting.len() >= BATCH {
            waiting.join_next().await.unwrap().unwrap();
        }
        let app = Arc::clone(&published.app);
        waiting.spawn(async move {
            madoguchi_store::submission::accept(&store, app, new, None, None).await.unwrap();
        });
    }
    while let Some(done) = waiting.join_next().await {
        done.unwrap();
    }
    let (posts, now) = (vec![("desk".to_owned(), Some("chief".to_owned()))], Timestamp::now());
    let password = Some("koyoi-no-tsuki-8".to_owned());
    let staff = madoguchi_store::account::put(&state.store, "bench".into(), "計測".into(), posts, false, password, now);
    let staff = staff.await.unwrap();
    println!("{}", madoguchi_store::account::issue_token(&state.store, staff.id, Vec::new(), now).await.unwrap());
    state.store.close();
}

/// The case as it stands after the clerks' work of its status.
fn decide(app: &App, office: &madoguchi_schema::office::Office, version: u32, record: &Json) -> NewCase {
    let now = Timestamp::from_millisecond(record["at"].as_i64().unwrap()).unwrap();
    let setting = Setting { app, office, now, clerk: false, received: None, links: Default::default() };
    let raw = RawAnswers(record["answers"].as_object().unwrap().clone());
    let submitter =
        Submitter { actor: Actor::Resident, channel: Channel::Web, lang: Lang::Ja, version, overbook: None };
    let mut new = route(setting, evaluate(&setting, &raw), &submitter).unwrap();
    let path: &[(&str, &str)] = match record["status"].as_str().unwrap() {
        "scheduled" => &[("schedule", "scheduled")],
        "collected" => &[("schedule", "scheduled"), ("collect", "collected")],
        "cancelled" => &[("cancel", "cancelled")],
        _ => &[],
    };
    for (action, to) in path {
        let from = new.steps.last().map(|step| step.to.clone());
        let step = Step {
            actor: Actor::System,
            action: (*action).into(),
            from,
            to: (*to).into(),
            note: None,
            detail: None,
            files: Vec::new(),
        };
        new.steps.push(step);
    }
    new
}
