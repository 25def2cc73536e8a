//! What waits for this person on approval routes: own seats, seats of those who are away, vacant seats of the own
//! apps, and 後閲. The store proposes, the engine decides.

use super::approval::roster;
use crate::{error::Problem, extract::actor::StaffActor, linked, state::AppState, view::when};
use jiff::Timestamp;
use madoguchi_engine::{
    approval::{self, Act, Offer},
    calendar,
    title::title,
};
use madoguchi_schema::text::Lang;
use madoguchi_store::{
    approval::{self as stored, Waiting},
    case,
};
use serde::Serialize;

/// Most that are listed.
const MOST: u32 = 50;

/// One line of the list.
#[derive(Debug, Serialize)]
pub struct Approval {
    receipt: String,
    href: String,
    app: String,
    title: Option<String>,
    /// The seat.
    label: String,
    /// 後閲, 代決, 担当者なし: why it is here, when it is not one's own seat.
    kind: Option<&'static str>,
    since: String,
}

/// The list, the oldest first.
pub fn of(state: &AppState, staff: &StaffActor) -> Result<Vec<Approval>, Problem> {
    let office = state.catalog.office();
    let today = calendar::today(&office, state.clock.now());
    let mine = |unit: &String| staff.0.posts.iter().any(|(held, _)| held == unit);
    let owned: Vec<String> =
        state.catalog.apps().into_iter().filter(|p| mine(&p.app.owner)).map(|p| p.app.id.clone()).collect();
    let me = (staff.0.id, staff.0.login.as_str());
    let found = stored::waiting_for(&state.store, me, &staff.0.posts, &owned, today, MOST)?;
    let lines = found.iter().map(|waiting| one(state, staff, waiting)).collect::<Result<Vec<_>, _>>()?;
    Ok(lines.into_iter().flatten().collect())
}

/// A line, when the person can act on it.
fn one(state: &AppState, staff: &StaffActor, waiting: &Waiting) -> Result<Option<Approval>, Problem> {
    let Some(facts) = case::by_receipt(&state.store, &waiting.receipt)? else { return Ok(None) };
    let Some(own) = state.catalog.get(&facts.app, facts.version) else { return Ok(None) };
    let own = linked::with(state, own, None, &[&facts.answers.0])?;
    let setting = own.setting(state.clock.now(), true);
    let (roster, actor) = (roster(state, &facts)?, staff.actor());
    let offers = approval::offers(setting, &facts, &roster, &actor);
    let wanted = if waiting.review { Act::Review } else { Act::Approve };
    let Some(offer) = offers.iter().find(|offer| offer.act == wanted) else { return Ok(None) };
    let since = waiting.since.parse::<Timestamp>().ok();
    Ok(Some(Approval {
        href: format!("/office/cases/{}#approval", facts.receipt),
        app: own.app.title.get(Lang::Ja).to_owned(),
        title: title(setting, &facts),
        label: waiting.label.clone(),
        kind: kind(offer),
        since: since.map(|at| when::moment(&own.office, at)).unwrap_or_default(),
        receipt: facts.receipt,
    }))
}

fn kind(offer: &Offer) -> Option<&'static str> {
    match offer.act {
        Act::Review => Some("後閲"),
        _ if offer.absent.is_some() => Some("代決"),
        _ if offer.needs_note => Some("決裁できる人がいません"),
        _ => None,
    }
}
