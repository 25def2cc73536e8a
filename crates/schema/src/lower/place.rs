//! Where an expression stands, and so what it can read.

use crate::value::Type;
use indexmap::IndexMap;

/// Where an expression stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// Questions before this position can be read.
    pub(super) before: usize,
    /// Of each row that it stands in, from outside: questions before this position can be read.
    pub(super) rows_before: Vec<usize>,
    /// `_receipt`, `_state`, … can be read.
    pub(super) system: bool,
    /// `area` can be read.
    pub(super) area: bool,
    /// The question whose answer depends on the expression: `goods`, in rows `children.age`, `homes.members.age`.
    pub(super) owner: Option<String>,
    /// It suggests an answer (`default`), and decides nothing.
    pub(super) suggests: bool,
    /// Columns of the row that a `where` stands over; they come before questions of the same name.
    pub(super) columns: IndexMap<String, Type>,
}

impl Place {
    /// All questions.
    pub(super) fn all() -> Place {
        Place { before: usize::MAX, ..Place::default() }
    }

    /// The same place, from which the next question of its level can be read too: its own.
    pub(super) fn with_itself(&self) -> Place {
        let mut place = self.clone();
        match place.rows_before.last_mut() {
            Some(before) => *before += 1,
            None => place.before += 1,
        }
        place
    }

    /// In how many rows it stands.
    pub(super) fn depth(&self) -> usize {
        self.rows_before.len()
    }
}
