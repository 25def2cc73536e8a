//! A case as its resident sees it: state, dates, what can be done now, what has happened.

use super::{document, look_up::Found};
use crate::{
    error::Problem,
    resident::start,
    state::AppState,
    view::{
        called, date,
        receipt::{Appointment, appointments, next_steps},
        summary::{self, Section},
        wait::{self, Waiting},
    },
};
use axum::response::{IntoResponse, Response};
use madoguchi_engine::{
    records::{Actor, CaseFacts},
    workflow,
};
use madoguchi_schema::{
    app::{App, NoteRule},
    text::Lang,
};
use madoguchi_store::case::{self, Event};
use serde::Serialize;

/// A way to act.
#[derive(Debug, Clone, Serialize)]
pub struct Button {
    /// Last part of the address.
    pub action: String,
    /// Words.
    pub label: String,
    /// Ends the case.
    pub ends: bool,
}

/// One line of the public history.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// When.
    pub at: String,
    /// Who: the resident, the office, or a rule.
    pub who: &'static str,
    /// What.
    pub what: String,
    /// What the office writes to the resident.
    pub note: Option<String>,
}

#[derive(Serialize)]
struct Page {
    app: String,
    app_title: String,
    word: called::Words,
    receipt: String,
    secret: String,
    revision: i64,
    received_at: String,
    state: String,
    ended: bool,
    done: Option<String>,
    appointments: Vec<Appointment>,
    waiting: Vec<Waiting>,
    next_steps: Vec<String>,
    request: Option<String>,
    buttons: Vec<Button>,
    history: Vec<Line>,
    sections: Vec<Section>,
    documents: Vec<document::Own>,
    contact: start::Contact,
}

/// Draws the case; `done` is what has just been done.
pub fn render(state: &AppState, found: &Found, done: Option<String>) -> Result<Response, Problem> {
    let (case, published) = (&found.case, &found.published);
    let (app, office) = (&published.app, &published.office);
    let events = case::history(&state.store, case.id)?;
    let history: Vec<Line> = events.iter().rev().map(|e| line(app, office, e)).collect();
    let all: Vec<usize> = (0..app.pages.len()).collect();
    let now_in = app.workflow.states.get(&case.state);
    let page = Page {
        app: app.id.clone(),
        word: called::of(app),
        app_title: app.title.get(Lang::Ja).to_owned(),
        receipt: case.receipt.clone(),
        secret: found.secret.clone(),
        revision: case.revision,
        received_at: date::moment(office, case.created_at),
        state: now_in.map_or("", |s| s.label.get(Lang::Ja)).to_owned(),
        ended: now_in.is_some_and(|s| s.end),
        done,
        appointments: if now_in.is_some_and(|s| s.end) { Vec::new() } else { appointments(published, case, found.now) },
        waiting: wait::of_case(state, published, case)?,
        next_steps: next_steps(published, case),
        request: asked_for(case, &history),
        buttons: buttons(found),
        history,
        sections: summary::sections(found.setting(), &case.answers, &all, Lang::Ja),
        documents: document::own(state, found)?,
        contact: start::contact(app, office),
    };
    state.templates.page("resident/status/case.html", office, page).map(IntoResponse::into_response)
}

/// Why the office asks for a correction, in its own words, while it does.
pub fn request(state: &AppState, found: &Found) -> Result<Option<String>, Problem> {
    let (app, office) = (&found.published.app, &found.published.office);
    let events = case::history(&state.store, found.case.id)?;
    let history: Vec<Line> = events.iter().rev().map(|event| line(app, office, event)).collect();
    Ok(asked_for(&found.case, &history))
}

/// The last note among those that the resident reads.
fn asked_for(case: &CaseFacts, history: &[Line]) -> Option<String> {
    (!case.asked.is_empty()).then(|| history.iter().find_map(|line| line.note.clone())).flatten()
}

/// What the resident may do now, by the same rules that decide when it is done.
fn buttons(found: &Found) -> Vec<Button> {
    let app = &found.published.app;
    let mut buttons: Vec<Button> = workflow::buttons(found.setting(), &found.case, found.actor())
        .into_iter()
        .map(|action| Button {
            action: action.id.clone(),
            label: action.label.get(Lang::Ja).to_owned(),
            ends: ends(app, action),
        })
        .collect();
    if workflow::may_move(found.setting(), &found.case, found.actor()).is_ok() {
        let label = if found.case.claims.is_empty() { "ほかの日を選ぶ" } else { "日にちを変更する" }.to_owned();
        buttons.insert(0, Button { action: "change_slot".to_owned(), label, ends: false });
    }
    buttons.sort_by_key(|b| b.ends);
    buttons
}

/// Whether an action leads to an end.
pub fn ends(app: &App, action: &madoguchi_schema::app::Action) -> bool {
    match &action.to {
        madoguchi_schema::app::Target::State(state) => app.workflow.states.get(state).is_some_and(|s| s.end),
        _ => false,
    }
}

/// An event without names of staff; only notes that the office writes to the resident.
fn line(app: &App, office: &madoguchi_schema::office::Office, event: &Event) -> Line {
    let action = app.workflow.actions.get(&event.action);
    let to_resident = action.is_some_and(|a| a.note == NoteRule::Required && (!a.ask.is_empty() || !a.send.is_empty()));
    Line {
        at: date::moment(office, event.at),
        who: who(&event.actor),
        what: what(app, event),
        note: event.note.clone().filter(|_| to_resident),
    }
}

/// Who, without a name.
pub fn who(actor: &Actor) -> &'static str {
    match actor {
        Actor::Resident => "申込者",
        Actor::Staff { .. } => "担当窓口",
        Actor::System => "自動",
    }
}

/// What happened, in words.
pub fn what(app: &App, event: &Event) -> String {
    let state = |id: &str| app.workflow.states.get(id).map_or("", |s| s.label.get(Lang::Ja)).to_owned();
    let moved = event.from.as_deref() != Some(event.to.as_str());
    match event.action.as_str() {
        "submit" => "申し込みました".to_owned(),
        "change_slot" => "日にちを変更しました".to_owned(),
        "edit" => "内容を直しました".to_owned(),
        action if wait::told(action).is_some() => wait::told(action).unwrap_or_default().to_owned(),
        "expire" => format!("期限が過ぎたため「{}」になりました", state(&event.to)),
        _ if moved => format!("「{}」になりました", state(&event.to)),
        id => app.workflow.actions.get(id).map_or("", |a| a.label.get(Lang::Ja)).to_owned(),
    }
}
