//! Rows of tables, by keys, day and amount.

use super::{Eval, Frame, cell};
use crate::{expr::node::Find, value::Value};

impl<'a> Eval<'a> {
    /// The column of the row that holds; absent when there is none, or when something to find it by is blank.
    pub(super) fn find(&self, find: &'a Find, frame: Option<&Frame<'_>>) -> Value {
        let keys: Vec<Value> = find.keys.iter().map(|key| self.node(key, frame)).collect();
        let amount = find.amount.as_ref().map(|amount| self.node(amount, frame));
        let on = match find.on.as_ref().map(|on| self.node(on, frame)) {
            None => self.scope.as_of(),
            Some(Value::Date(date)) => date,
            Some(_) => return Value::Absent,
        };
        let Some(index) = &find.list.index else { return Value::Absent };
        if keys.iter().chain(&amount).any(Value::is_blank) {
            return Value::Absent;
        }
        let row = index.find(&keys, on, amount.as_ref()).and_then(|row| find.list.rows.get_index(row));
        row.map_or(Value::Absent, |(_, row)| cell(row, &find.column))
    }
}
