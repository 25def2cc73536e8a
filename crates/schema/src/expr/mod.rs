//! The expression language: small, total, typed. Text → AST → type → value, or SQL.
//!
//! [`compile`] is the only way to an [`Expr`], so an expression that exists has been checked. Neighbours: the
//! `check` room gives names their meaning ([`Names`]), `engine` gives them values ([`Scope`]), `store` gives them
//! columns ([`SqlNames`]).

mod names;
mod problem;
mod sql;

pub use names::{Lookup, Names, Scope};
pub use problem::Problem;
pub use sql::{Param, Sql, SqlNames};

use crate::value::{Type, Value};

/// A checked expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// As written, for people.
    pub source: String,
    /// Its type.
    pub ty: Type,
    /// Names it reads: `goods`, `address.town`, `_state`, `area`; each once, in the order of first use.
    pub reads: Vec<String>,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Expr) -> bool {
        self.source == other.source && self.ty == other.ty
    }
}

/// Reads and checks a value expression (`value`, `default`, `uses`, `title`, …). All problems come at once.
///
/// With `want`, the expression must give that type: a money fits a number, a code or a name fits a text.
pub fn compile(_source: &str, _names: &dyn Names, _want: Option<&Type>) -> Result<Expr, Vec<Problem>> {
    todo!()
}

/// Reads and checks a condition (`show_if`, `required_if`, `rule`, `if`, `where`): yes or no, and never always the same.
pub fn condition(_source: &str, _names: &dyn Names) -> Result<Expr, Vec<Problem>> {
    todo!()
}

impl Expr {
    /// The value. Total: anything that cannot be computed is absent. Ask a condition with [`Value::is_true`].
    pub fn eval(&self, _scope: &dyn Scope) -> Value {
        todo!()
    }

    /// Whether a `check.rule` holds: like [`Expr::eval`], but a comparison with something blank is not yet broken.
    pub fn holds(&self, _scope: &dyn Scope) -> bool {
        todo!()
    }

    /// The same meaning as an SQL expression over one row of the app's table; `None` where SQL cannot say it exactly.
    /// A condition gives 0 or 1, never NULL.
    pub fn sql(&self, _columns: &dyn SqlNames) -> Option<Sql> {
        todo!()
    }
}
