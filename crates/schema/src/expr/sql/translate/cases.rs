//! Over cases: the value that puts cases together, and what becomes of the numbers of those that are together.

use super::{super::SqlNames, Form, Piece, Sql, Translator};
use crate::{app::Total, expr::node::Node, value::Type};

/// The value by which cases are put together. Blank is NULL, and a decimal has one form, so that equal values are one.
pub(in crate::expr) fn key(node: &Node, columns: &dyn SqlNames) -> Option<Sql> {
    let value = Translator::new(columns).value(node)?;
    let value = match (&node.ty, value.form) {
        (Type::Money, Form::Decimal) => value.wrap("exact_rounddown(", ")"),
        (_, Form::Decimal) => value.wrap("exact_add(", ", 0)"),
        _ => value,
    };
    Some(Sql { text: value.text, params: value.params })
}

/// What becomes of a number of each of several cases; blank ones are left out.
pub(in crate::expr) fn total(how: Total, node: &Node, columns: &dyn SqlNames) -> Option<Sql> {
    let value = Translator::new(columns).value(node)?;
    let value = match (&node.ty, value.form) {
        (Type::Money, Form::Decimal) => value.wrap("exact_rounddown(", ")"),
        _ => value,
    };
    let exact = |name: &str, value: Piece| value.wrap(&format!("{name}(json_group_array("), "))");
    let total = match (how, value.form) {
        (Total::Count, _) => value.wrap("COUNT(", ")"),
        (Total::Sum, Form::Integer | Form::Decimal) => exact("exact_sum", value).wrap("COALESCE(", ", '0')"),
        (Total::Min, Form::Integer) => value.wrap("MIN(", ")"),
        (Total::Max, Form::Integer) => value.wrap("MAX(", ")"),
        (Total::Min, Form::Decimal) => exact("exact_min", value),
        (Total::Max, Form::Decimal) => exact("exact_max", value),
        _ => return None,
    };
    Some(Sql { text: total.text, params: total.params })
}
