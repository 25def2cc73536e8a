//! Aggregates over rows and lists.

use super::{Eval, Frame, compare, is_empty, math, text_value};
use crate::{
    expr::{
        function::Aggregate,
        node::{Node, Op, Over},
        token::Comparison,
        tree::Math,
    },
    value::Value,
};
use indexmap::IndexMap;
use rust_decimal::Decimal;
use std::rc::Rc;

/// What `join` puts between texts when nothing is written.
const BETWEEN: &str = "、";

impl<'a> Eval<'a> {
    /// The value of an aggregate.
    pub(super) fn over(&self, over: &'a Over, frame: Option<&Frame<'_>>) -> Value {
        let values = match (&over.rows, &over.body) {
            (Some(rows), _) => self.rows(rows, over, frame),
            (None, Some(list)) => match self.node(list, frame) {
                Value::List(values) => values,
                _ => Vec::new(),
            },
            (None, None) => Vec::new(),
        };
        match over.how {
            Aggregate::Any => self.any(values.into_iter()),
            Aggregate::All => self.all(values.into_iter()),
            Aggregate::First => values.into_iter().next().unwrap_or(Value::Absent),
            Aggregate::Last => values.into_iter().next_back().unwrap_or(Value::Absent),
            Aggregate::Join => {
                let between = over.between.as_ref().map(|b| self.node(b, frame).to_text());
                let texts: Vec<String> = values.iter().filter(|v| !is_empty(v)).map(Value::to_text).collect();
                text_value(texts.join(between.as_deref().unwrap_or(BETWEEN)))
            }
            Aggregate::Count => {
                let counted = values.iter().filter(|v| over.rows.is_none() || !is_empty(v)).count();
                Value::Number(counted.into())
            }
            Aggregate::Sum => {
                let numbers = values.iter().filter(|v| !v.is_blank());
                numbers.fold(Value::Number(Decimal::ZERO), |sum, v| math(Math::Add, &sum, v))
            }
            Aggregate::Min => extreme(values, Comparison::Less),
            Aggregate::Max => extreme(values, Comparison::More),
        }
    }

    /// What is taken of each row that the filter lets through; yes for each when nothing is taken.
    fn rows(&self, rows: &'a Node, over: &'a Over, around: Option<&Frame<'_>>) -> Vec<Value> {
        let mut values = Vec::new();
        self.each(&self.kept(rows, around), over, &over.within, around, &mut values);
        values
    }

    /// Goes through rows, and through the rows inside them as far as `within` says. A code that was chosen is a row of it.
    fn each(
        &self,
        rows: &Value,
        over: &'a Over,
        within: &[String],
        around: Option<&Frame<'_>>,
        values: &mut Vec<Value>,
    ) {
        let Value::List(rows) = rows else { return };
        for row in rows {
            let chosen;
            let row = match row {
                Value::Record(row) => row,
                Value::Text(_) => {
                    chosen = IndexMap::from([("code".to_owned(), row.clone())]);
                    &chosen
                }
                _ => continue,
            };
            let frame = Frame { row, around };
            if let Some((column, deeper)) = within.split_first() {
                self.each(row.get(column).unwrap_or(&Value::Absent), over, deeper, Some(&frame), values);
            } else if over.filter.as_ref().is_none_or(|f| self.node(f, Some(&frame)).is_true()) {
                values.push(over.body.as_ref().map_or(Value::Bool(true), |b| self.node(b, Some(&frame))));
            }
        }
    }
}

impl<'a> Eval<'a> {
    /// The value of rows; those of the scope are asked for once.
    fn kept(&self, rows: &'a Node, around: Option<&Frame<'_>>) -> Rc<Value> {
        let Op::Name(name, parts) = &rows.op else { return Rc::new(self.node(rows, around)) };
        if !parts.is_empty() {
            return Rc::new(self.node(rows, around));
        }
        let known = self.rows.borrow().iter().find(|(n, _)| n == name).map(|(_, rows)| rows.clone());
        known.unwrap_or_else(|| {
            let value = Rc::new(self.scope.lookup(name));
            self.rows.borrow_mut().push((name, value.clone()));
            value
        })
    }
}

/// The least or the greatest of the values that are not blank.
fn extreme(values: Vec<Value>, better: Comparison) -> Value {
    let present = values.into_iter().filter(|v| !v.is_blank());
    present.reduce(|best, v| if compare(better, &v, &best) == Some(true) { v } else { best }).unwrap_or(Value::Absent)
}
