//! What lies on someone's own desk over all apps: cases that they started, take care of, or were told of.

use crate::{
    error::Problem,
    linked,
    state::AppState,
    view::{
        cell,
        due::{self, Due},
    },
};
use madoguchi_engine::{
    records::{Actor, CaseFacts},
    title::title,
    workflow,
};
use madoguchi_schema::{app::Audience, text::Lang};
use madoguchi_store::{case, desk};
use serde::Serialize;

/// Most cases of one list.
const MOST: u32 = 30;

/// The lists.
#[derive(Debug, Default, Serialize)]
pub struct Own {
    /// Apps that staff fill in.
    forms: Vec<Form>,
    told: Vec<Line>,
    taken: Vec<Line>,
    started: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Form {
    title: String,
    href: String,
}

#[derive(Debug, Serialize)]
struct Line {
    receipt: String,
    href: String,
    app: String,
    title: Option<String>,
    state_label: String,
    ended: bool,
    due: Option<Due>,
}

/// Reads the lists of one member of staff.
pub fn own(state: &AppState, actor: &Actor) -> Result<Own, Problem> {
    let Actor::Staff { id, .. } = actor else { return Ok(Own::default()) };
    let apps = state.catalog.apps();
    let forms = apps
        .iter()
        .filter(|p| p.app.audience == Audience::Staff)
        .map(|p| Form { title: p.app.title.get(Lang::Ja).to_owned(), href: format!("/office/{}/new", p.app.id) });
    let mut own = Own { forms: forms.collect(), ..Own::default() };
    for published in apps.iter().filter(|p| p.app.workflow.states.values().any(|s| !s.escalate.is_empty())) {
        own.told.extend(lines(state, desk::escalated(&state.store, &published.app.id, MOST)?, |facts| {
            let setting = published.setting(state.clock.now(), true);
            workflow::is_named(facts, actor, workflow::escalated_to(&setting, facts))
        })?);
    }
    let open = |facts: &CaseFacts| {
        let own = state.catalog.get(&facts.app, facts.version);
        own.is_some_and(|own| !cell::is_end(&own.app, &facts.state))
    };
    own.taken = lines(state, desk::assigned(&state.store, *id, MOST)?, open)?;
    let entered = |facts: &CaseFacts| {
        let own = state.catalog.get(&facts.app, facts.version);
        own.is_some_and(|own| own.app.audience == Audience::Staff)
    };
    own.started = lines(state, desk::started(&state.store, *id, MOST)?, entered)?;
    Ok(own)
}

fn lines(state: &AppState, receipts: Vec<String>, keep: impl Fn(&CaseFacts) -> bool) -> Result<Vec<Line>, Problem> {
    let mut lines = Vec::new();
    for receipt in receipts {
        let Some(facts) = case::by_receipt(&state.store, &receipt)?.filter(&keep) else { continue };
        let Some(own) = state.catalog.get(&facts.app, facts.version) else { continue };
        let own = linked::with(state, own, None, &[&facts.answers.0])?;
        let now = state.clock.now();
        lines.push(Line {
            href: format!("/office/cases/{receipt}"),
            app: own.app.title.get(Lang::Ja).to_owned(),
            title: title(own.setting(now, true), &facts),
            state_label: cell::state(&own.app, &facts.state).to_owned(),
            ended: cell::is_end(&own.app, &facts.state),
            due: facts.due_at.map(|at| due::due(&own.office, at, now)),
            receipt,
        });
    }
    Ok(lines)
}
