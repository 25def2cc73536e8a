//! What a decision makes of a case: the facts that the store would read back after the commit.
//!
//! The store writes the same into its tables; examples and tests use this instead of a database.

use crate::records::{Act, CaseFacts, Change, NewCase, SlotChange, Step, Wait};
use jiff::Timestamp;

/// The case that a submission is stored as; `None` when it has no step, which no decision makes.
pub fn created(new: NewCase, id: i64, receipt: String) -> Option<CaseFacts> {
    let state = new.steps.last()?.to.clone();
    let acts = acts(&[], &new.steps, new.now);
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
        waits: new.waits.into_iter().map(Wait::of).collect(),
        trail: new.trail,
        asked: new.asked,
        reminders: new.reminders,
        acts,
        since: new.now,
        approval: new.approval,
        created_at: new.now,
        updated_at: new.now,
        due_at: new.due_at,
        expires_at: new.expires_at,
    })
}

/// The case after a change.
pub fn changed(case: &CaseFacts, change: Change) -> CaseFacts {
    let state = change.steps.last().map_or(&case.state, |step| &step.to);
    let moved = change.steps.iter().any(|step| step.from.as_ref() != Some(&step.to));
    CaseFacts {
        state: state.clone(),
        revision: case.revision + 1,
        answers: change.answers.unwrap_or_else(|| case.answers.clone()),
        claims: {
            let firm = change.waits.taken(&case.waits).into_iter().flat_map(|offered| [offered.claim.clone()]);
            match change.slots {
                SlotChange::Keep => case.claims.iter().cloned().chain(firm).collect(),
                SlotChange::Release => Vec::new(),
                SlotChange::Move(claims) => {
                    let other = case.claims.iter().filter(|held| !claims.iter().any(|claim| claim.book == held.book));
                    other.cloned().chain(claims.iter().cloned()).collect()
                }
            }
        },
        waits: change.waits.after(&case.waits),
        trail: change.trail,
        asked: change.asked,
        reminders: change.reminders.unwrap_or_else(|| case.reminders.clone()),
        acts: acts(&case.acts, &change.steps, change.now),
        since: if moved { change.now } else { case.since },
        approval: change.approval.or_else(|| case.approval.clone()),
        updated_at: change.now,
        due_at: change.due_at,
        expires_at: change.expires_at,
        ..case.clone()
    }
}

/// The last press of each action after some steps.
fn acts(before: &[Act], steps: &[Step], at: Timestamp) -> Vec<Act> {
    let mut acts = before.to_vec();
    for step in steps {
        Act::note(&mut acts, &step.action, step.actor.clone(), at);
    }
    acts
}
