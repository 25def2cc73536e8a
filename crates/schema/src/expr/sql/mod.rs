//! Checked node → SQL (SQLite) over one row of the app's table, with the meaning of the Rust evaluator.
//!
//! Inside a condition NULL stands for no, as `WHERE` has it, so that plain comparisons stay open to indexes; `not` and
//! values turn it into 0. Decimals are compared, but not calculated with: SQL would do it inexactly. Whole numbers
//! agree up to 18 digits; beyond, SQL rounds where Rust is exact or absent.

mod translate;

pub(super) use translate::{filter, translate};

/// A condition or value in SQL. `text` has `?` placeholders, one for each of `params`, in order.
///
/// Columns are quoted by [`crate::table::ident`] and unqualified; nothing of the definition's texts stands in `text`.
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
    /// REAL, for a literal with decimals.
    Real(f64),
    /// TEXT; dates as ISO.
    Text(String),
    /// TEXT: today in the city's zone as ISO; the caller knows it when it binds.
    Today,
}

/// Where names are kept.
pub trait SqlNames {
    /// The column of a scalar name (`phone`, `visit.date`, `area` → `visit.area`); `None` when there is none.
    fn column(&self, name: &str) -> Option<crate::table::Column>;
}
