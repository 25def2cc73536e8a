//! What waits for this person, per app: states that they can act on, what is due, the next round.

use super::{
    cell, date,
    due::{self, Due},
};
use crate::catalog::Published;
use jiff::{Timestamp, civil::Date};
use madoguchi_engine::{calendar, records::Actor, workflow};
use madoguchi_schema::{app::Audience, text::Lang};
use madoguchi_store::queue::Row;
use serde::Serialize;

/// What the handler has read of one app.
pub struct Facts<'a> {
    /// The app.
    pub published: &'a Published,
    /// Who looks.
    pub actor: &'a Actor,
    /// Cases per state.
    pub counts: &'a [(String, i64)],
    /// Cases that wait for someone, the most urgent first, with their titles.
    pub due: &'a [(Row, Option<String>)],
    /// The next round, when the app has slots.
    pub next: Option<&'a NextDay>,
    /// The moment.
    pub now: Timestamp,
}

/// The next day that has cases.
#[derive(Debug)]
pub struct NextDay {
    /// The day.
    pub day: Date,
    /// Cases, by area.
    pub areas: Vec<(String, usize)>,
}

/// One app's part of the page.
#[derive(Debug, Serialize)]
pub struct Desk {
    title: String,
    href: String,
    enter: Option<String>,
    states: Vec<Waiting>,
    due: Vec<DueCase>,
    late: usize,
    round: Option<Round>,
}

#[derive(Debug, Serialize)]
struct Waiting {
    label: String,
    count: i64,
    href: String,
    actions: Vec<String>,
}

#[derive(Debug, Serialize)]
struct DueCase {
    title: Option<String>,
    receipt: String,
    href: String,
    state_label: String,
    due: Due,
}

#[derive(Debug, Serialize)]
struct Round {
    tomorrow: bool,
    day: String,
    href: String,
    count: usize,
    areas: Vec<String>,
}

/// The part of one app.
pub fn desk(facts: &Facts<'_>) -> Desk {
    let app = &*facts.published.app;
    let due: Vec<DueCase> = facts.due.iter().filter_map(|row| due_case(facts, row)).collect();
    Desk {
        title: app.title.get(Lang::Ja).to_owned(),
        href: format!("/office/{}", app.id),
        enter: (app.audience == Audience::Resident).then(|| format!("/office/{}/new", app.id)),
        states: waiting(facts),
        late: due.iter().filter(|d| d.due.mark == "late").count(),
        due,
        round: facts.next.map(|next| round(facts, next)),
    }
}

/// The states from which the actor has a button.
pub fn states_to_act_on<'a>(published: &'a Published, actor: &Actor) -> Vec<&'a str> {
    let workflow = &published.app.workflow;
    let mine = |state: &str| {
        workflow
            .actions
            .values()
            .any(|a| !a.automatic && a.from.iter().any(|f| f == state) && workflow::could_be(actor, &a.by))
    };
    workflow.states.keys().map(String::as_str).filter(|s| mine(s)).collect()
}

fn waiting(facts: &Facts<'_>) -> Vec<Waiting> {
    let app = &*facts.published.app;
    let mine = |state: &str| {
        let actions = app.workflow.actions.values();
        actions
            .filter(|a| !a.automatic && a.from.iter().any(|f| f == state) && workflow::could_be(facts.actor, &a.by))
            .map(|a| a.label.get(Lang::Ja).to_owned())
            .collect()
    };
    let waiting = |state: &str| Waiting {
        label: cell::state(app, state).to_owned(),
        count: facts.counts.iter().find(|(s, _)| s == state).map_or(0, |(_, n)| *n),
        href: format!("/office/{}?state={state}", app.id),
        actions: mine(state),
    };
    states_to_act_on(facts.published, facts.actor).into_iter().map(waiting).collect()
}

fn due_case(facts: &Facts<'_>, (row, title): &(Row, Option<String>)) -> Option<DueCase> {
    let at = row.due_at.as_ref()?.parse().ok()?;
    Some(DueCase {
        title: title.clone(),
        receipt: row.receipt.clone(),
        href: format!("/office/cases/{}", row.receipt),
        state_label: cell::state(&facts.published.app, &row.state).to_owned(),
        due: due::due(&facts.published.office, at, facts.now),
    })
}

fn round(facts: &Facts<'_>, next: &NextDay) -> Round {
    let office = &facts.published.office;
    let area = |(id, n): &(String, usize)| format!("{} {n}件", cell::area(office, id));
    Round {
        tomorrow: calendar::today(office, facts.now).tomorrow().is_ok_and(|t| t == next.day),
        day: date::short(next.day),
        href: format!("/office/{}/days/{}", facts.published.app.id, next.day),
        count: next.areas.iter().map(|(_, n)| n).sum(),
        areas: next.areas.iter().filter(|(id, _)| !id.is_empty()).map(area).collect(),
    }
}
