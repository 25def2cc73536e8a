//! The expression language: small, total, typed. Text → AST → type → value, or SQL.

use crate::value::{Type, Value};

/// A checked expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// As written, for people.
    pub source: String,
    /// Its type.
    pub ty: Type,
    /// Names it reads: `goods`, `address.town`, `_state`, `area`.
    pub reads: Vec<String>,
}

/// What names mean while an expression is evaluated.
pub trait Scope {
    /// The value of a name (`phone`, `_state`, `area`; parts are taken by the evaluator).
    fn lookup(&self, name: &str) -> Value;
    /// Today in the city's zone, frozen for the request.
    fn today(&self) -> jiff::civil::Date;
    /// `area_of(address)`.
    fn area_of(&self, address: &Value) -> Value;
    /// `weekdays_of(area)`: a list of `mon`…`sun`.
    fn weekdays_of(&self, area: &Value) -> Value;
    /// `business_days_after(date, n)` in the app's calendar; negative counts back.
    fn business_days_after(&self, date: jiff::civil::Date, days: i64) -> Value;
}
