//! Checked node → SQL (SQLite) over one row of the app's table, with the meaning of the Rust evaluator.
//!
//! Inside a condition NULL stands for no, as `WHERE` has it, so that plain comparisons stay open to indexes; `not` and
//! values turn it into 0. Decimals are TEXT and go through the functions of [`FUNCTIONS`], which are the evaluator's own; rows are
//! subqueries over child tables.

mod exact;
mod translate;

pub use exact::{FUNCTIONS, SqlFunction};
pub(super) use translate::{filter, key, total, translate};

/// A condition or value in SQL. `text` has `?` placeholders, one for each of `params`, in order.
///
/// Columns are quoted by [`crate::table::ident`], and qualified inside subqueries only; nothing of the definition's texts stands in `text`.
#[derive(Debug, Clone, PartialEq)]
pub struct Sql {
    /// SQL with `?`.
    pub text: String,
    /// What to bind, in order.
    pub params: Vec<Param>,
}

/// A bound parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Param {
    /// INTEGER; yes and no are 1 and 0.
    Integer(i64),
    /// TEXT; dates as ISO, decimals too.
    Text(String),
    /// TEXT: today in the city's zone as ISO; the caller knows it when it binds.
    Today,
}

/// Where names are kept.
pub trait SqlNames {
    /// The column of a scalar name (`phone`, `visit.date`, `area` → `visit.area`); `None` when there is none.
    fn column(&self, name: &str) -> Option<crate::table::Column>;
    /// What another case says now (`report.place`), where the name goes to one; `None` otherwise.
    fn linked(&self, _name: &str) -> Option<crate::table::Linked> {
        None
    }
    /// The table of the rows or choices of a name; `None` when there is none.
    fn rows(&self, name: &str) -> Option<crate::table::ChildTable>;
    /// The name of the table itself, which subqueries refer to.
    fn table(&self) -> String;
}
