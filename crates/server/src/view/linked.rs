//! A case that an answer names, and the cases that name a case, as staff see them.

use super::cell;
use crate::{error::Problem, office::access, state::AppState};
use madoguchi_engine::{
    link::Links,
    records::{Actor, CaseFacts},
};
use madoguchi_schema::{
    field::{Case, case_receipt},
    text::Lang,
};
use madoguchi_store::link;
use serde::Serialize;
use serde_json::Value as Json;

/// A case that an answer names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// Where it is, for those who may read it.
    pub href: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its state.
    pub state: Option<String>,
    /// It has been destroyed.
    pub gone: bool,
}

/// The cases of one app that name a case.
#[derive(Debug, Serialize)]
pub struct NamingView {
    /// The app and the question.
    label: String,
    cases: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    receipt: String,
    href: String,
    state_label: String,
    ended: bool,
}

/// What is told of the case that an answer names; its title and state only to those who may read it.
pub fn link(links: &Links, case: &Case, answer: &Json) -> Option<LinkView> {
    let receipt = case_receipt(answer)?;
    let found = links.get(&case.app, receipt);
    let seen = found.filter(|link| link.offered);
    Some(LinkView {
        href: seen.map(|link| format!("/office/cases/{}", link.receipt)),
        title: seen.and_then(|link| link.title.clone()),
        state: seen.map(|link| link.state_label.clone()),
        gone: found.is_none(),
    })
}

/// The cases that name a case, of the apps that the actor may read.
pub fn naming(state: &AppState, actor: &Actor, facts: &CaseFacts) -> Result<Vec<NamingView>, Problem> {
    let mut all = Vec::new();
    for published in state.catalog.apps() {
        let app = &published.app;
        let cases = app.cases().into_iter().filter(|(_, case)| case.app == facts.app);
        for (path, _) in cases {
            if access::app(state, actor, &app.id).is_err() {
                continue;
            }
            let found = link::naming(&state.store, &app.id, &path, &facts.receipt)?;
            let line = |naming: link::Naming| Line {
                href: format!("/office/cases/{}", naming.receipt),
                state_label: cell::state(app, &naming.state).to_owned(),
                ended: cell::is_end(app, &naming.state),
                receipt: naming.receipt,
            };
            let lines: Vec<Line> = found.into_iter().map(line).collect();
            if !lines.is_empty() {
                all.push(NamingView { label: app.title.get(Lang::Ja).to_owned(), cases: lines });
            }
        }
    }
    Ok(all)
}
