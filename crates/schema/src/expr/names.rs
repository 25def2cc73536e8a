//! What the outside tells an expression: types of names when it is checked, values when it is evaluated.

use super::Definition;
use crate::{
    app::List,
    value::{Type, Value},
};
use indexmap::IndexMap;
use std::sync::Arc;

/// What a name is at the place where an expression stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Lookup {
    /// It can be read here.
    Found(Type),
    /// A question that is asked later.
    Later,
    /// A column of the rows of this question: it needs `sum(question.name)` or the like.
    InRows(String),
    /// A name of the system that is not known yet where the expression stands.
    NotYet,
    /// There is no such name.
    Unknown,
}

/// Why a part cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable code.
    pub code: &'static str,
    /// Arguments of the sentences.
    pub args: Vec<(&'static str, String)>,
    /// What to write instead, best first.
    pub suggestions: Vec<String>,
}

/// The names of one place in a definition.
pub trait Names {
    /// The first part of a name: `address` of `address.town`, `goods`, `_state`, `area`.
    fn ty(&self, name: &str) -> Lookup;
    /// All names that can be read, for "did you mean".
    fn candidates(&self) -> Vec<String>;
    /// A list of the app, or a closed vocabulary (`_state`, `areas`, `weekdays`) as a list; `None` leaves its codes
    /// unchecked.
    fn list(&self, id: &str) -> Option<Arc<List>>;
    /// Whether a list of this name is written but could not be read, which was reported.
    fn is_unread(&self, _list: &str) -> bool {
        false
    }

    /// The lists of the app, for "did you mean".
    fn lists(&self) -> Vec<String> {
        Vec::new()
    }

    /// How what is called this by people is written in an expression: the id of a question by its label, a code of a
    /// list by its label or without its quotes.
    fn called(&self, _label: &str) -> Option<String> {
        None
    }

    /// An expression that the app has given this name.
    fn definition(&self, _name: &str) -> Option<&Definition> {
        None
    }

    /// Why a record lacks a part that somebody may look for: of another case, what cannot be read.
    fn refused(&self, _record: &IndexMap<String, Type>, _part: &str) -> Option<Refusal> {
        None
    }

    /// Whether a name is a cell of the list row that a `where` stands over; its text may hold codes of another list.
    fn is_cell(&self, _name: &str) -> bool {
        false
    }
}

/// What names mean while an expression is evaluated.
pub trait Scope {
    /// The value of a name (`phone`, `_state`, `area`; parts are taken by the evaluator).
    fn lookup(&self, name: &str) -> Value;
    /// Today in the city's zone, frozen for the request.
    fn today(&self) -> jiff::civil::Date;
    /// The day whose rows of dated tables hold: when the case was received, for a draft today.
    fn as_of(&self) -> jiff::civil::Date {
        self.today()
    }
    /// `area_of(address)`.
    fn area_of(&self, address: &Value) -> Value;
    /// `weekdays_of(area)`: a list of `mon`…`sun`.
    fn weekdays_of(&self, area: &Value) -> Value;
    /// `business_days_after(date, n)` in the app's calendar; negative counts back.
    fn business_days_after(&self, date: jiff::civil::Date, days: i64) -> Value;
}
