//! What a decision makes of a case: the facts that the store would read back after the commit.
//!
//! The store writes the same into its tables; examples and tests use this instead of a database.

use crate::records::{CaseFacts, Change, NewCase, SlotChange};

/// The case that a submission is stored as; `None` when it has no step, which no decision makes.
pub fn created(new: NewCase, id: i64, receipt: String) -> Option<CaseFacts> {
    let state = new.steps.last()?.to.clone();
    Some(CaseFacts {
        id,
        app: new.app,
        version: new.version,
        receipt,
        state,
        revision: 1,
        channel: new.channel,
        lang: new.lang,
        answers: new.answers,
        claims: new.claims,
        trail: new.trail,
        asked: new.asked,
        created_at: new.now,
        updated_at: new.now,
        due_at: new.due_at,
        expires_at: new.expires_at,
    })
}

/// The case after a change.
pub fn changed(case: &CaseFacts, change: Change) -> CaseFacts {
    let state = change.steps.last().map_or(&case.state, |step| &step.to);
    CaseFacts {
        state: state.clone(),
        revision: case.revision + 1,
        answers: change.answers.unwrap_or_else(|| case.answers.clone()),
        claims: match change.slots {
            SlotChange::Keep => case.claims.clone(),
            SlotChange::Release => Vec::new(),
            SlotChange::Move(claims) => {
                let other = case.claims.iter().filter(|held| !claims.iter().any(|claim| claim.book == held.book));
                other.cloned().chain(claims.iter().cloned()).collect()
            }
        },
        trail: change.trail,
        asked: change.asked,
        updated_at: change.now,
        due_at: change.due_at,
        expires_at: change.expires_at,
        ..case.clone()
    }
}
