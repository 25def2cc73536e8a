//! Cases that a test gives: what rules over other cases are compared with, and what questions of type `case` name.

use super::{
    City, literal,
    read::{self as tests, Reader, Test},
};
use crate::{
    answer::{RawAnswers, Setting, evaluate_stored},
    calendar,
    intake::FieldError,
    link::{Link, Linked, Links},
    records::{CaseFacts, Channel, RuleCheck},
    rules::{self, Other},
};
use jiff::Timestamp;
use madoguchi_schema::{
    answers::Answers,
    app::App,
    diagnostic::Diagnostic,
    office::Office,
    syntax::{
        Node,
        read::{self, MapReader},
    },
    text::Lang,
};

/// A case that is there before the test.
#[derive(Debug, Clone)]
pub(super) struct Neighbour {
    /// Its app.
    app: String,
    /// Its number, by which answers name it.
    receipt: Option<String>,
    answers: RawAnswers,
    state: String,
    /// When it arrived; the moment of the test when absent.
    at: Option<Timestamp>,
}

impl Reader<'_> {
    /// `{case: {household: 12, year: 2026}, state: confirmed, today: 2026-04-01}`; `$use` takes the answers of a test
    /// before; of another app and with a number `{case: {place: 1条通}, app: road-report, receipt: R-1}`.
    pub(super) fn neighbour(&self, node: &Node, before: &[Test], d: &mut Vec<Diagnostic>) -> Option<Neighbour> {
        let mut map = MapReader::new(node, d)?;
        let app = match map.optional("app") {
            Some(node) => self.other(node, d),
            None => Some(self.app),
        };
        let case = map.required("case", d);
        let used = case.and_then(|node| node.get("$use")).and_then(|node| tests::used(node, before, d));
        let answers = app.zip(case).map(|(app, node)| {
            let mut all = used.map(|test| test.answers.0.clone()).unwrap_or_default();
            all.extend(literal::answers(app, node, d));
            all
        });
        let states = || app.into_iter().flat_map(|app| app.workflow.states.keys()).map(String::as_str);
        let state = match map.optional("state") {
            Some(node) if app.is_some() => {
                let states: Vec<&str> = states().collect();
                literal::one_of(node, states.iter().copied(), d).map(str::to_owned)
            }
            _ => app.map(|app| app.workflow.start.clone()),
        };
        let receipt = map.optional("receipt").and_then(|node| read::text(node, d)).map(str::to_owned);
        let at = map.optional("today").and_then(|node| literal::morning(self.office, node, d));
        map.finish(d);
        Some(Neighbour { app: app?.id.clone(), receipt, answers: RawAnswers(answers?), state: state?, at })
    }

    /// An app of the city.
    fn other(&self, node: &Node, d: &mut Vec<Diagnostic>) -> Option<&App> {
        let id = literal::one_of(node, self.apps.iter().map(|app| app.id.as_str()), d)?;
        self.apps.iter().find(|app| app.id == id).map(|app| &**app)
    }
}

/// The given cases of the app as its rules see them.
pub(super) fn others(app: &App, office: &Office, given: &[Neighbour], now: Timestamp) -> Vec<Other> {
    let other = |case: &Neighbour| {
        let at = case.at.unwrap_or(now);
        Other::new(app, &case.evaluated(app, office, at), &case.state, calendar::today(office, at))
    };
    given.iter().filter(|case| case.app == app.id).map(other).collect()
}

/// The given cases that have a number, as answers name them.
pub(super) fn links(city: &City<'_>, given: &[Neighbour], now: Timestamp) -> Links {
    let mut links = Links::default();
    for case in given {
        let app = city.apps.iter().find(|app| app.id == case.app).map(|app| &**app);
        if let (Some(app), Some(receipt)) = (app, &case.receipt) {
            let at = case.at.unwrap_or(now);
            let facts = case.facts(app, city.office, receipt, at);
            links.add(&app.id, receipt, Link::of(setting(app, city.office, at), &facts, true));
        }
    }
    links
}

fn setting<'a>(app: &'a App, office: &'a Office, at: Timestamp) -> Setting<'a> {
    Setting { app, office, now: at, clerk: true, received: Some(at), links: Linked::default() }
}

impl Neighbour {
    fn evaluated(&self, app: &App, office: &Office, at: Timestamp) -> Answers {
        evaluate_stored(&setting(app, office, at), &self.answers, &[]).answers
    }

    fn facts(&self, app: &App, office: &Office, receipt: &str, at: Timestamp) -> CaseFacts {
        CaseFacts {
            id: 0,
            app: app.id.clone(),
            version: 1,
            receipt: receipt.to_owned(),
            state: self.state.clone(),
            revision: 1,
            channel: Channel::Staff,
            lang: Lang::Ja,
            answers: self.evaluated(app, office, at),
            claims: Vec::new(),
            waits: Vec::new(),
            trail: Vec::new(),
            asked: Vec::new(),
            reminders: Vec::new(),
            acts: Vec::new(),
            since: at,
            approval: None,
            created_at: at,
            updated_at: at,
            due_at: None,
            expires_at: None,
        }
    }
}

/// The first rule that does not hold beside the given cases.
pub(super) fn broken(app: &App, checks: &[RuleCheck], others: &[Other]) -> Option<FieldError> {
    checks.iter().find_map(|check| {
        let left = check.judge(others.iter()).err()?;
        Some(rules::refusal(app, check, left))
    })
}

/// The word of a refusal in `expect: {refused: …}`: the key of the definition that refuses.
pub(super) const REFUSALS: [&str; 4] = ["unique", "no_overlap", "limit", "full"];

/// The word for the code of a refusal.
pub(super) fn word(code: &str) -> &'static str {
    match code {
        "rule.unique" => "unique",
        "rule.no-overlap" => "no_overlap",
        _ => "limit",
    }
}
