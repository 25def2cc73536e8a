//! A deadline is another actor: cases whose state leaves by itself.

use crate::{linked, state::AppState};
use madoguchi_engine::workflow::{self, Remind};
use madoguchi_store::{
    StoreError,
    case::{self, NotChanged},
    reminder,
};

/// Cases of one round; the rest follows in the next.
const ROUND: u32 = 200;

/// Moves every case whose time is up. Who was first wins; then the case is looked at again in the next round.
pub async fn expire(state: &AppState) -> Result<(), StoreError> {
    let now = state.clock.now();
    for receipt in case::expired(&state.store, now, ROUND)? {
        let Some(facts) = case::by_receipt(&state.store, &receipt)? else { continue };
        let Some(published) = state.catalog.get(&facts.app, facts.version) else {
            tracing::error!(case.id = facts.id, app.version = facts.version, "the case's version is not loaded");
            continue;
        };
        let published = linked::with(state, published, None, &[&facts.answers.0])?;
        let Some(change) = workflow::expire(published.setting(now, false), &facts) else { continue };
        match case::commit(&state.store, published.app.clone(), change).await {
            Ok(_) => tracing::info!(case.id = facts.id, "a deadline has passed"),
            Err(NotChanged::Store(cause)) => return Err(cause),
            Err(NotChanged::Rule(broken)) => {
                tracing::warn!(case.id = facts.id, rule = broken.code, "a deadline cannot pass: a rule does not hold");
            }
            Err(NotChanged::Stale(_) | NotChanged::SoldOut { .. }) => {}
        }
    }
    Ok(())
}

/// Shows every case in which nobody acted in time to those whom its state names, once.
pub async fn escalate(state: &AppState) -> Result<(), StoreError> {
    let now = state.clock.now();
    for current in state.catalog.apps() {
        let states = current.app.workflow.states.values().filter(|state| !state.escalate.is_empty());
        let states: Vec<String> = states.map(|state| state.id.clone()).collect();
        if states.is_empty() {
            continue;
        }
        for receipt in case::overdue(&state.store, &current.app.id, &states, now)? {
            let Some(facts) = case::by_receipt(&state.store, &receipt)? else { continue };
            let Some(published) = state.catalog.get(&facts.app, facts.version) else { continue };
            let published = linked::with(state, published, None, &[&facts.answers.0])?;
            let Some(change) = workflow::escalate(published.setting(now, false), &facts) else { continue };
            match case::commit(&state.store, published.app.clone(), change).await {
                Ok(_) => tracing::info!(case.id = facts.id, "a case was escalated"),
                Err(NotChanged::Store(cause)) => return Err(cause),
                Err(NotChanged::Stale(_) | NotChanged::SoldOut { .. } | NotChanged::Rule(_)) => {}
            }
        }
    }
    Ok(())
}

/// Cases of one round of mails that go by themselves: many have the same moment.
const MAILS: u32 = 2000;

/// Orders the mails whose moment has come. The order, its entry in the history and the end of waiting are one
/// transaction against the revision that was seen, so a crash or a second round orders nothing twice.
pub async fn remind(state: &AppState) -> Result<(), StoreError> {
    let now = state.clock.now();
    for receipt in reminder::due(&state.store, now, MAILS)? {
        let Some(facts) = case::by_receipt(&state.store, &receipt)? else { continue };
        let Some(published) = state.catalog.get(&facts.app, facts.version) else {
            tracing::error!(case.id = facts.id, app.version = facts.version, "the case's version is not loaded");
            continue;
        };
        let published = linked::with(state, published, None, &[&facts.answers.0])?;
        match workflow::remind(published.setting(now, false), &facts) {
            None => {}
            Some(Remind::Drop(due)) => reminder::drop(&state.store, facts.id, due).await?,
            Some(Remind::Order(change)) => match case::commit(&state.store, published.app.clone(), *change).await {
                Ok(_) => tracing::info!(case.id = facts.id, "a mail was ordered at its time"),
                Err(NotChanged::Store(cause)) => return Err(cause),
                Err(NotChanged::Stale(_) | NotChanged::SoldOut { .. } | NotChanged::Rule(_)) => {}
            },
        }
    }
    Ok(())
}
