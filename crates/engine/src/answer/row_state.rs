//! What the rows of a form came to, row by row: for the pages, which draw rows that hold mistakes or nothing yet.

use super::{RawAnswers, Setting, scope::Ground, walk::Walk};
use madoguchi_schema::field::Kind;
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

/// One row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RowState {
    /// Questions that are asked in it, in order.
    pub asked: Vec<String>,
    /// Those that must be answered.
    pub required: Vec<String>,
    /// Its canonical answers, with what is computed.
    pub answers: Map<String, Json>,
    /// Values of `default` where nothing was sent.
    pub suggested: Map<String, Json>,
    /// Its `row_label`, when that comes to something.
    pub heading: Option<String>,
}

/// All rows of a form by the places at which they were sent: `homes.0`, `homes.0.members.2`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rows {
    /// By path; `homes.+` is a row in which nothing was typed.
    pub(super) states: HashMap<String, RowState>,
    /// How many rows there must be, by the path of their question.
    pub(super) wanted: HashMap<String, usize>,
}

impl Rows {
    /// The row at a path; a blank one where nothing was sent. `None` when no such row is asked.
    pub fn row(&self, path: &str) -> Option<&RowState> {
        self.states.get(path).or_else(|| self.states.get(&self.known(path)))
    }

    /// The row at a path, if it was sent.
    pub fn sent(&self, path: &str) -> Option<&RowState> {
        self.states.get(path)
    }

    /// How many rows the `repeat` at a path must have, where an expression says it.
    pub fn wanted(&self, path: &str) -> Option<usize> {
        self.wanted.get(path).or_else(|| self.wanted.get(&self.known(path))).copied()
    }

    /// The paths of the rows that were sent.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.states.keys().map(String::as_str).filter(|path| !path.contains('+'))
    }

    /// The path with `+` for each row that was not sent.
    fn known(&self, path: &str) -> String {
        let mut known = String::with_capacity(path.len());
        for part in path.split('.') {
            let dot = if known.is_empty() { "" } else { "." };
            let is_row = part.bytes().all(|b| b.is_ascii_digit());
            let was_sent = !is_row || self.states.contains_key(&format!("{known}.{part}"));
            known = format!("{known}{dot}{}", if was_sent { part } else { "+" });
        }
        known
    }
}

/// The rows of everything that was sent.
pub fn rows(setting: &Setting<'_>, raw: &RawAnswers) -> Rows {
    if !setting.app.questions().any(|(_, q)| matches!(q.kind, Kind::Repeat(_))) {
        return Rows::default();
    }
    let ground = Ground::noting(*setting);
    Walk::new(&ground, raw).run();
    ground.rows.map(std::cell::RefCell::into_inner).unwrap_or_default()
}
