//! Documents: letters over a case, a row of it, or a view of the queue.

use crate::{
    letter::Letter,
    text::{Lang, Text},
};

/// A document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Identity.
    pub id: String,
    /// What people read.
    pub label: Text,
    /// What is printed.
    pub letter: Letter,
    /// In which states of a case it can be printed; empty means all.
    pub states: Vec<String>,
    /// What it is over.
    pub over: Over,
    /// The resident may print it too.
    pub resident: bool,
    /// The language of its values.
    pub lang: Lang,
}

/// What a document is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Over {
    /// One case.
    Case,
    /// One sheet for each row of this question.
    Rows(String),
    /// The cases of this view.
    View(String),
}

impl Document {
    /// Whether it can be printed of a case in this state.
    pub fn fits(&self, state: &str) -> bool {
        !matches!(self.over, Over::View(_)) && (self.states.is_empty() || self.states.iter().any(|own| own == state))
    }
}
