//! Expression → SQL over one row of the app's table, with the meaning of the Rust evaluator.

use super::node::Node;

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

pub(super) fn translate(_node: &Node, _columns: &dyn SqlNames) -> Option<Sql> {
    None
}
