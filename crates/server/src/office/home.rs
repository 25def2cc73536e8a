//! `/office`: my work. Per app what waits in states that I can act on, what is due, and the next round.

use super::{
    approvals::{self, Approval},
    days,
    own::{Own, own},
    page,
};
use crate::{
    catalog::Published,
    error::Problem,
    extract::actor::StaffActor,
    linked,
    state::AppState,
    view::{
        date,
        home::{Desk, Facts, NextDay, desk, states_to_act_on},
    },
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use madoguchi_engine::{calendar, records::Actor, title::title, workflow};
use madoguchi_store::{
    case,
    queue::{self, Query, Row},
};
use serde::Serialize;

/// Most due cases that are listed per app.
const DUE: u32 = 8;

#[derive(Serialize)]
struct Page {
    approvals: Vec<Approval>,
    desks: Vec<Desk>,
    own: Own,
    today: String,
}

/// My work.
pub async fn show(State(state): State<AppState>, staff: StaffActor) -> Result<Response, Problem> {
    let actor = staff.actor();
    let readable = state.catalog.apps().into_iter().filter(|p| workflow::is_among(&actor, &p.app.access.read));
    let desks = readable.map(|p| one(&state, &actor, &p)).collect::<Result<Vec<_>, _>>()?;
    let approvals = approvals::of(&state, &staff)?;
    let today = date::long(calendar::today(&state.catalog.office(), state.clock.now()));
    let page = Page { approvals, desks, own: own(&state, &actor)?, today };
    Ok(page::render(&state, &staff, None, "office/home.html", &page)?.into_response())
}

fn one(state: &AppState, actor: &Actor, published: &Published) -> Result<Desk, Problem> {
    let counts = queue::counts(&state.store, &published.app)?;
    let due = due(state, actor, published)?;
    let next = next_day(state, published)?;
    let now = state.clock.now();
    Ok(desk(&Facts { published, actor, counts: &counts, due: &due, next: next.as_ref(), now }))
}

/// Cases with a due time in states that the actor can act on, the earliest first.
fn due(state: &AppState, actor: &Actor, published: &Published) -> Result<Vec<(Row, Option<String>)>, Problem> {
    let states: Vec<String> = states_to_act_on(published, actor).into_iter().map(str::to_owned).collect();
    if states.is_empty() {
        return Ok(Vec::new());
    }
    let today = calendar::today(&published.office, state.clock.now());
    let query = Query { states, sort: Some("_due_at".to_owned()), limit: DUE, ..Query::default() };
    let listed = queue::page(&state.store, &published.app, &query, today);
    let rows = listed.map_err(|u| super::queue::unlisted(u, &published.app.id))?.rows;
    let due = rows.into_iter().filter(|r| r.due_at.is_some());
    due.map(|row| titled(state, &row).map(|title| (row, title))).collect()
}

/// The title of a case, in the version of its app.
fn titled(state: &AppState, row: &Row) -> Result<Option<String>, Problem> {
    let Some(facts) = case::by_receipt(&state.store, &row.receipt)? else { return Ok(None) };
    let Some(own) = state.catalog.get(&facts.app, facts.version) else { return Ok(None) };
    let own = linked::with(state, own, None, &[&facts.answers.0])?;
    Ok(title(own.setting(state.clock.now(), true), &facts))
}

/// The next day after today that has cases, or tomorrow, with how many there are by area.
fn next_day(state: &AppState, published: &Published) -> Result<Option<NextDay>, Problem> {
    let Some(day) = days::next(state, published)? else { return Ok(None) };
    let today = calendar::today(&published.office, state.clock.now());
    let mut areas: Vec<(String, usize)> = Vec::new();
    for case in days::cases(state, published, day, today)? {
        for claim in case.claims.iter().filter(|c| c.date == day) {
            match areas.iter_mut().find(|(a, _)| *a == claim.area) {
                Some((_, n)) => *n += 1,
                None => areas.push((claim.area.clone(), 1)),
            }
        }
    }
    areas.sort();
    Ok(Some(NextDay { day, areas }))
}
