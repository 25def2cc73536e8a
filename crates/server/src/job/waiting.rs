//! Waiting lists: offers that nobody answered, days that can be booked no more, units that came free by themselves.

use crate::{linked, state::AppState};
use jiff::Timestamp;
use madoguchi_engine::{
    answer::Setting,
    records::{CaseFacts, Change},
    waiting as decide,
};
use madoguchi_store::{
    StoreError,
    case::{self, NotChanged},
    waiting,
};

/// Cases of one round; the rest follows in the next.
const ROUND: u32 = 200;

/// A decision about a waiting case.
type Decide = fn(Setting<'_>, &CaseFacts) -> Option<Change>;

/// Gives back what was offered in vain, ends what has become hopeless, offers what is free.
pub async fn serve(state: &AppState) -> Result<(), StoreError> {
    let now = state.clock.now();
    for receipt in waiting::unanswered(&state.store, now, ROUND)? {
        settle(state, &receipt, now, decide::lapse).await?;
    }
    for slot in waiting::lines(&state.store)? {
        for receipt in waiting::standing(&state.store, &slot)? {
            settle(state, &receipt, now, decide::over).await?;
        }
    }
    let offers = waiting::serve(&state.store, now).await?;
    if offers > 0 {
        tracing::info!(waiting.offers = offers, "free slots were offered to those who wait");
    }
    Ok(())
}

/// Decides about one case and stores it; who was first wins.
async fn settle(state: &AppState, receipt: &str, now: Timestamp, decide: Decide) -> Result<(), StoreError> {
    let Some(facts) = case::by_receipt(&state.store, receipt)? else { return Ok(()) };
    let Some(published) = state.catalog.get(&facts.app, facts.version) else { return Ok(()) };
    let published = linked::with(state, published, None, &[&facts.answers.0])?;
    let Some(change) = decide(published.setting(now, false), &facts) else { return Ok(()) };
    match case::commit(&state.store, published.app.clone(), change).await {
        Ok(_) => tracing::info!(case.id = facts.id, "a wait has ended"),
        Err(NotChanged::Store(cause)) => return Err(cause),
        Err(NotChanged::Rule(broken)) => {
            tracing::warn!(case.id = facts.id, rule = broken.code, "a wait cannot end: a rule does not hold");
        }
        Err(NotChanged::Stale(_) | NotChanged::SoldOut { .. }) => {}
    }
    Ok(())
}
