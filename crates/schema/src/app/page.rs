//! Pages and questions.

use crate::{expr::Expr, field::Kind, text::Text};
use serde_json::Value as Json;

/// One page of the form.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Slug in the URL: `p1`, `p2`, … in order.
    pub id: String,
    /// Heading.
    pub title: Text,
    /// Whether the page is on the route.
    pub show_if: Option<Expr>,
    /// Questions in order.
    pub questions: Vec<Question>,
    /// Ends the journey with advice.
    pub stop: Vec<Stop>,
}

/// An exit: the condition is judged when the page's own answers are in.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    /// When.
    pub condition: Expr,
    /// Heading of the exit page.
    pub title: Text,
    /// What to do instead.
    pub text: Text,
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Identity and column name.
    pub id: String,
    /// Type with its settings.
    pub kind: Kind,
    /// What is asked; never empty (a default by type).
    pub label: Text,
    /// One short sentence above the control; may be empty.
    pub hint: Text,
    /// Why it is asked; may be empty.
    pub note: Text,
    /// Must be answered when it is shown (`required_if` adds to `false`).
    pub required: bool,
    /// Asked only when true.
    pub show_if: Option<Expr>,
    /// Required when true.
    pub required_if: Option<Expr>,
    /// Rules over the answers so far.
    pub checks: Vec<Check>,
    /// Suggested answer.
    pub default: Option<Expr>,
    /// The value of a `calc`.
    pub value: Option<Expr>,
    /// Only for those named in `access.sensitive`.
    pub sensitive: bool,
    /// For clerks only; never in what a resident sees or sends.
    pub internal: bool,
    /// Its id in earlier versions.
    pub was: Option<String>,
}

impl Question {
    /// The files in an answer: its own, or those in its rows at any depth.
    pub fn files<'a>(&self, answer: Option<&'a Json>) -> Vec<&'a Json> {
        let entries = answer.and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
        match &self.kind {
            Kind::File(_) => entries.iter().collect(),
            Kind::Repeat(repeat) => {
                let in_row = |row: &'a Json| repeat.questions.iter().flat_map(move |q| q.files(row.get(&q.id)));
                entries.iter().flat_map(in_row).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether files are uploaded to it, or in its rows.
    pub fn takes_files(&self) -> bool {
        match &self.kind {
            Kind::File(_) => true,
            Kind::Repeat(repeat) => repeat.questions.iter().any(Question::takes_files),
            _ => false,
        }
    }
}

/// A rule with the sentence shown when it does not hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Must be true; blank counts as holding.
    pub rule: Expr,
    /// Shown at the question.
    pub message: Text,
}
