//! Cases as cards in columns, for those who move them on.

use super::{
    cell,
    due::{self, Due},
};
use crate::catalog::Published;
use jiff::Timestamp;
use madoguchi_schema::table::Cell;
use madoguchi_store::queue::{Row, figures::Figure};
use serde::Serialize;

/// A board.
#[derive(Debug, Serialize)]
pub struct Board {
    /// From left to right.
    pub columns: Vec<Column>,
    /// Columns that have no room.
    pub more: usize,
}

/// One column.
#[derive(Debug, Serialize)]
pub struct Column {
    /// Its heading.
    pub label: String,
    /// How many cases it has, shown or not.
    pub cases: i64,
    /// The first of them.
    pub cards: Vec<Card>,
    /// The others.
    pub next: Option<String>,
}

/// One case.
#[derive(Debug, Serialize)]
pub struct Card {
    /// Its number.
    pub receipt: String,
    /// Its page.
    pub href: String,
    /// The line that names it.
    pub title: Option<String>,
    /// By when someone should act.
    pub due: Option<Due>,
    /// Who takes care of it.
    pub assignee: Option<String>,
    /// Its state, where the columns are not the states.
    pub state: Option<String>,
    /// Nothing follows its state.
    pub ended: bool,
}

impl Board {
    /// How many cards there are.
    pub fn shown(&self) -> usize {
        self.columns.iter().map(|column| column.cards.len()).sum()
    }
}

/// The card of a case.
pub fn card(published: &Published, row: &Row, title: Option<String>, now: Timestamp, with_state: bool) -> Card {
    let at = row.due_at.as_ref().and_then(|due| due.parse::<Timestamp>().ok());
    Card {
        receipt: row.receipt.clone(),
        href: format!("/office/cases/{}", row.receipt),
        title,
        due: at.map(|at| due::due(&published.office, at, now)),
        assignee: None,
        state: with_state.then(|| cell::state(&published.app, &row.state).to_owned()),
        ended: cell::is_end(&published.app, &row.state),
    }
}

/// The states in the order of the workflow: those that have cases, and with `all` those in which someone can still act.
pub fn states(published: &Published, counted: Vec<Figure>, all: bool) -> Vec<Figure> {
    let of = |id: &String| counted.iter().find(|figure| figure.value == Cell::Text(id.clone())).cloned();
    let nothing = |id: &String| Figure { value: Cell::Text(id.clone()), cases: 0, figure: Cell::Integer(0) };
    let states = published.app.workflow.states.values();
    states.filter_map(|state| of(&state.id).or_else(|| (all && !state.end).then(|| nothing(&state.id)))).collect()
}
