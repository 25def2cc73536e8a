//! What runs beside the requests: deadlines, sweeping, reloading under `--dev`. A failure is logged once, here.

mod deadline;
mod draw;
mod reload;
mod waiting;

use crate::{middleware::observe, state::AppState};
use jiff::SignedDuration;
use madoguchi_store::{StoreError, capacity, draft, session, submission};
use std::time::Duration;
use tokio::{
    task::JoinSet,
    time::{MissedTickBehavior, interval},
};

/// How often deadlines are looked at and leftovers swept.
const MINUTE: Duration = Duration::from_secs(60);
/// How often `--dev` looks for changed definitions.
const SECOND: Duration = Duration::from_secs(1);

/// How long an idempotency key is remembered: longer than any client retries, shorter than for ever.
const KEYS: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Starts the jobs; dropping the set ends them.
pub fn start(state: &AppState) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    jobs.spawn(every_minute(state.clone()));
    if state.settings.dev {
        jobs.spawn(every_second(state.clone()));
    }
    jobs
}

async fn every_minute(state: AppState) {
    let mut tick = interval(MINUTE);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        once(&state).await;
    }
}

/// One round of the minute's work; tests call it instead of waiting.
pub async fn once(state: &AppState) {
    report("deadlines", deadline::expire(state).await);
    report("draws", draw::serve(state).await);
    report("waiting lists", waiting::serve(state).await);
    report("escalation", deadline::escalate(state).await);
    report("reminders", deadline::remind(state).await);
    report("sweep", sweep(state).await);
    state.limits.sweep();
    observe::upkeep();
}

/// Deletes holds, drafts, sessions and idempotency keys that have run out.
async fn sweep(state: &AppState) -> Result<(), StoreError> {
    let now = state.clock.now();
    let holds = capacity::sweep(&state.store, now).await?;
    let drafts = draft::sweep(&state.store, now).await?;
    let sessions = session::sweep(&state.store, now).await?;
    let keys = submission::forget_keys(&state.store, now - KEYS).await?;
    if holds + drafts + sessions + keys > 0 {
        tracing::info!(
            sweep.holds = holds,
            sweep.drafts = drafts,
            sweep.sessions = sessions,
            sweep.keys = keys,
            "swept"
        );
    }
    Ok(())
}

async fn every_second(state: AppState) {
    let mut tick = interval(SECOND);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut watch = reload::Watch::new(&state.settings.definitions);
    loop {
        tick.tick().await;
        if watch.has_changed() {
            reload::reload(&state).await;
        }
    }
}

fn report(job: &'static str, outcome: Result<(), StoreError>) {
    if let Err(cause) = outcome {
        tracing::error!(job.name = job, error.cause = %crate::error::chain(&cause), "job failed");
    }
}
