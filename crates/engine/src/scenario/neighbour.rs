//! Cases that a test gives: what rules over other cases are compared with.

use super::{
    literal,
    read::{self, Reader, Test},
};
use crate::{
    answer::{RawAnswers, Setting, evaluate},
    calendar,
    intake::FieldError,
    records::RuleCheck,
    rules::{self, Other},
};
use jiff::Timestamp;
use madoguchi_schema::{
    app::App,
    diagnostic::Diagnostic,
    office::Office,
    syntax::{Node, read::MapReader},
};

/// A case that is there before the test.
#[derive(Debug, Clone)]
pub(super) struct Neighbour {
    answers: RawAnswers,
    state: String,
    /// When it arrived; the moment of the test when absent.
    at: Option<Timestamp>,
}

impl Reader<'_> {
    /// `{case: {household: 12, year: 2026}, state: confirmed, today: 2026-04-01}`; `$use` takes the answers of a test before.
    pub(super) fn neighbour(&self, node: &Node, before: &[Test], d: &mut Vec<Diagnostic>) -> Option<Neighbour> {
        let mut map = MapReader::new(node, d)?;
        let case = map.required("case", d);
        let used = case.and_then(|node| node.get("$use")).and_then(|node| read::used(node, before, d));
        let answers = case.map(|node| {
            let mut all = used.map(|test| test.answers.0.clone()).unwrap_or_default();
            all.extend(literal::answers(self.app, node, d));
            all
        });
        let workflow = &self.app.workflow;
        let state = match map.optional("state") {
            Some(node) => literal::one_of(node, workflow.states.keys().map(String::as_str), d).map(str::to_owned),
            None => Some(workflow.start.clone()),
        };
        let at = map.optional("today").and_then(|node| literal::morning(self.office, node, d));
        map.finish(d);
        Some(Neighbour { answers: RawAnswers(answers?), state: state?, at })
    }
}

/// The given cases as the rules see them.
pub(super) fn others(app: &App, office: &Office, given: &[Neighbour], now: Timestamp) -> Vec<Other> {
    let other = |case: &Neighbour| {
        let at = case.at.unwrap_or(now);
        let setting = Setting { app, office, now: at, clerk: true, received: Some(at) };
        let answers = evaluate(&setting, &case.answers).answers;
        Other::new(app, &answers, &case.state, calendar::today(office, at))
    };
    given.iter().map(other).collect()
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
