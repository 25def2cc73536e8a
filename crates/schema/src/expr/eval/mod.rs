//! Checked node → value. Total: whatever cannot be computed is absent.
//!
//! The rules for blanks (absent or empty), the same in SQL:
//! - a comparison or `in` with a blank side is no; `is empty` is yes;
//! - `and`, `or`, `not` and `if` take anything but yes for no, so `not (fee > 100)` is yes for a blank fee;
//! - arithmetic and functions with a blank argument are absent, and so is what overflows or divides by zero;
//! - texts joined by `+` leave out what is blank;
//! - aggregates leave out rows whose value is blank; over nothing, `sum` and `count` are 0, `any` is no, `all` is yes
//!   and the others absent.
//!
//! [`Mode::Open`] (a `check.rule`) differs in one point: what a blank leaves undecided stays undecided.

mod find;
mod over;

use super::{
    names::Scope,
    node::{Node, Op},
    number,
    token::Comparison,
    tree::Math,
};
use crate::{
    app::{List, ListRow},
    text::Lang,
    value::Value,
};
use indexmap::IndexMap;
use rust_decimal::Decimal;
use std::{cell::RefCell, rc::Rc};

/// What a comparison with a blank gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// No.
    Closed,
    /// Nothing yet.
    Open,
}

/// A row that an aggregate stands on, with those around it.
struct Frame<'a> {
    row: &'a IndexMap<String, Value>,
    around: Option<&'a Frame<'a>>,
}

/// What an evaluation needs.
struct Eval<'a> {
    scope: &'a dyn Scope,
    mode: Mode,
    /// Rows that were asked for: an aggregate inside another goes through them many times.
    rows: RefCell<Vec<(&'a str, Rc<Value>)>>,
}

/// The value of an expression.
pub(super) fn eval<'a>(node: &'a Node, scope: &'a dyn Scope, mode: Mode) -> Value {
    Eval { scope, mode, rows: RefCell::default() }.node(node, None)
}

impl<'a> Eval<'a> {
    fn node(&self, node: &'a Node, frame: Option<&Frame<'_>>) -> Value {
        let value = |n: &'a Node| self.node(n, frame);
        match &node.op {
            Op::Literal(literal) => literal.clone(),
            Op::Name(name, parts) => descend(self.scope.lookup(name), parts),
            Op::Column(up, parts) => column(frame, *up, parts),
            Op::List(items) => Value::List(items.iter().map(value).collect()),
            Op::Not(inner) => match value(inner) {
                Value::Bool(b) => Value::Bool(!b),
                _ => self.undecided(true),
            },
            Op::And(items) => self.all(items.iter().map(value)),
            Op::Or(items) => self.any(items.iter().map(value)),
            Op::Compare(how, a, b) => match compare(*how, &value(a), &value(b)) {
                Some(holds) => Value::Bool(holds),
                None => self.undecided(false),
            },
            Op::In(item, list) => self.is_in(&value(item), &value(list)),
            Op::Empty(inner) => Value::Bool(is_empty(&value(inner))),
            Op::Math(how, a, b) => math(*how, &value(a), &value(b)),
            Op::Negative(inner) => math(Math::Subtract, &Value::Number(Decimal::ZERO), &value(inner)),
            Op::Concat(a, b) => text_value(value(a).to_text() + &value(b).to_text()),
            Op::Text(inner) => text_value(value(inner).to_text()),
            Op::If(parts) => self.branch(&parts[0], &parts[1], &parts[2], frame),
            Op::OrElse(parts) => match value(&parts[0]) {
                first if is_empty(&first) => value(&parts[1]),
                first => first,
            },
            Op::Today => Value::Date(self.scope.today()),
            Op::Label(list, code) => label(list.as_deref(), &value(code)),
            Op::Lookup(list, key, column) => lookup(list, &value(key), column),
            Op::Find(find) => self.find(find, frame),
            Op::Call(plain, args) => {
                let values: Vec<Value> = args.iter().map(value).collect();
                let blank = values.iter().any(Value::is_blank);
                if blank { Value::Absent } else { (plain.eval)(&values, self.scope) }
            }
            Op::Aggregate(over) => self.over(over, frame),
        }
    }

    /// A condition that a blank leaves undecided.
    fn undecided(&self, closed: bool) -> Value {
        match self.mode {
            Mode::Closed => Value::Bool(closed),
            Mode::Open => Value::Absent,
        }
    }

    /// Yes when all are; no as soon as one is not.
    fn all(&self, values: impl Iterator<Item = Value>) -> Value {
        let mut undecided = false;
        for value in values {
            match value {
                Value::Bool(true) => {}
                Value::Bool(false) => return Value::Bool(false),
                _ => undecided = true,
            }
        }
        if undecided { self.undecided(false) } else { Value::Bool(true) }
    }

    /// Yes as soon as one is.
    fn any(&self, values: impl Iterator<Item = Value>) -> Value {
        let mut undecided = false;
        for value in values {
            match value {
                Value::Bool(true) => return Value::Bool(true),
                Value::Bool(false) => {}
                _ => undecided = true,
            }
        }
        if undecided { self.undecided(false) } else { Value::Bool(false) }
    }

    fn is_in(&self, item: &Value, list: &Value) -> Value {
        match list {
            Value::List(values) if !item.is_blank() => Value::Bool(values.contains(item)),
            _ => self.undecided(false),
        }
    }

    fn branch(&self, condition: &'a Node, then: &'a Node, other: &'a Node, frame: Option<&Frame<'_>>) -> Value {
        match (self.node(condition, frame), self.mode) {
            (Value::Bool(true), _) => self.node(then, frame),
            (Value::Bool(false), _) | (_, Mode::Closed) => self.node(other, frame),
            _ => Value::Absent,
        }
    }
}

/// Whether a comparison holds; `None` when a side is blank (or, never after checking, of another kind).
pub(super) fn compare(how: Comparison, a: &Value, b: &Value) -> Option<bool> {
    let order = match (a, b) {
        (Value::Number(x), Value::Number(y)) => x.cmp(y),
        (Value::Date(x), Value::Date(y)) => x.cmp(y),
        (Value::Time(x), Value::Time(y)) => x.cmp(y),
        (Value::DateTime(x), Value::DateTime(y)) => x.cmp(y),
        (Value::Text(x), Value::Text(y)) => x.cmp(y),
        (Value::Bool(x), Value::Bool(y)) => x.cmp(y),
        _ => return None,
    };
    Some(how.holds(order))
}

/// Absent, empty, or a list, record or text with nothing in it.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Absent | Value::Empty => true,
        Value::Text(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Record(parts) => parts.values().all(is_empty),
        _ => false,
    }
}

fn math(how: Math, a: &Value, b: &Value) -> Value {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => number::math(how, *x, *y),
        _ => Value::Absent,
    }
}

/// A text; nothing at all is absent.
fn text_value(text: String) -> Value {
    if text.is_empty() { Value::Absent } else { Value::Text(text) }
}

/// A part of a value.
fn descend(mut value: Value, parts: &[String]) -> Value {
    for part in parts {
        value = match value {
            Value::Record(mut record) => record.swap_remove(part).unwrap_or(Value::Absent),
            Value::Empty => Value::Empty,
            _ => Value::Absent,
        };
    }
    value
}

fn column(frame: Option<&Frame<'_>>, up: usize, parts: &[String]) -> Value {
    let mut frame = frame;
    for _ in 0..up {
        frame = frame.and_then(|f| f.around);
    }
    match (frame, parts.split_first()) {
        (Some(frame), Some((first, rest))) => descend(frame.row.get(first).cloned().unwrap_or(Value::Absent), rest),
        _ => Value::Absent,
    }
}

fn label(list: Option<&List>, code: &Value) -> Value {
    match code {
        Value::Text(code) => Value::Text(list.map_or(code.as_str(), |l| l.label(code, Lang::Ja)).to_owned()),
        Value::List(codes) => {
            let labels: Vec<String> = codes.iter().map(|c| label(list, c).to_text()).collect();
            text_value(labels.join("、"))
        }
        _ => Value::Absent,
    }
}

/// A column of the row with a key.
pub(super) fn lookup(list: &List, key: &Value, column: &str) -> Value {
    let Some(row) = (!key.is_blank()).then(|| list.rows.get(&key.to_text())).flatten() else { return Value::Absent };
    cell(row, column)
}

/// A column of a row.
fn cell(row: &ListRow, column: &str) -> Value {
    match column {
        "code" => Value::Text(row.code.clone()),
        "label" => text_value(row.label.get(Lang::Ja).to_owned()),
        "kana" => text_value(row.kana.clone()),
        _ => row.values.get(column).cloned().unwrap_or(Value::Absent),
    }
}
