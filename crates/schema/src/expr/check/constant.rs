//! Conditions that cannot change: contradictions in `and`, conditions in `or` of which one always holds.

use super::Checker;
use crate::{
    expr::{
        node::{Node, Op},
        problem::Problem,
        token::Comparison,
    },
    value::Value,
};
use std::{cmp::Ordering, ops::Range};

/// The problem of a condition that is always the same.
pub(in crate::expr) fn never_changes(range: Range<usize>, value: Option<bool>) -> Problem {
    let word = match value {
        Some(true) => "@always-yes",
        Some(false) => "@always-no",
        None => "@always-same",
    };
    Problem::new("expr.constant", range).arg("value", word)
}

/// What a comparison with literals says about a name.
#[derive(Debug, Clone)]
enum Says {
    /// One of these.
    OneOf(Vec<Value>),
    /// None of these.
    NoneOf(Vec<Value>),
    /// In this relation to a value.
    Order(Comparison, Value),
}

impl Says {
    fn allows(&self, value: &Value) -> bool {
        match self {
            Says::OneOf(values) => values.contains(value),
            Says::NoneOf(values) => !values.contains(value),
            Says::Order(how, bound) => order(value, bound).is_none_or(|o| how.holds(o)),
        }
    }

    fn negated(&self) -> Says {
        match self {
            Says::OneOf(values) => match values.as_slice() {
                [Value::Bool(yes)] => Says::OneOf(vec![Value::Bool(!yes)]),
                _ => Says::NoneOf(values.clone()),
            },
            Says::NoneOf(values) => Says::OneOf(values.clone()),
            Says::Order(how, bound) => Says::Order(how.negated(), bound.clone()),
        }
    }

    /// Whether no value can satisfy both.
    fn excludes(&self, other: &Says) -> bool {
        match (self, other) {
            (Says::OneOf(values), _) => !values.iter().any(|v| other.allows(v)),
            (_, Says::OneOf(values)) => !values.iter().any(|v| self.allows(v)),
            (Says::Order(a, x), Says::Order(b, y)) => order(x, y).is_some_and(|o| apart(*a, *b, o)),
            _ => false,
        }
    }
}

/// Whether `v a x` and `v b y` exclude each other, where `between` is the order of `x` and `y`.
fn apart(a: Comparison, b: Comparison, between: Ordering) -> bool {
    use Comparison::{AtLeast, AtMost, Less, More};
    match (a, b) {
        (Less, More | AtLeast) | (AtMost, More) => between.is_le(),
        (AtMost, AtLeast) => between.is_lt(),
        (More, Less | AtMost) | (AtLeast, Less) => between.is_ge(),
        (AtLeast, AtMost) => between.is_gt(),
        _ => false,
    }
}

fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => Some(x.cmp(y)),
        (Value::Date(x), Value::Date(y)) => Some(x.cmp(y)),
        _ => None,
    }
}

/// The name that a condition is about, with what it says.
fn says(node: &Node) -> Option<(String, Says)> {
    match &node.op {
        Op::Name(..) => Some((node.name()?, Says::OneOf(vec![Value::Bool(true)]))),
        Op::Not(inner) => match &inner.op {
            Op::Name(..) => Some((inner.name()?, Says::OneOf(vec![Value::Bool(false)]))),
            _ => None,
        },
        Op::Compare(how, a, b) => {
            let (name, how, value) = match (&a.op, &b.op) {
                (_, Op::Literal(value)) => (a.name()?, *how, value),
                (Op::Literal(value), _) => (b.name()?, how.turned(), value),
                _ => return None,
            };
            let said = match how {
                Comparison::Equal => Says::OneOf(vec![value.clone()]),
                Comparison::Differs => Says::NoneOf(vec![value.clone()]),
                other => Says::Order(other, value.clone()),
            };
            Some((name, said))
        }
        Op::In(item, list) => {
            let Op::List(nodes) = &list.op else { return None };
            let literal = |node: &Node| match &node.op {
                Op::Literal(value) => Some(value.clone()),
                _ => None,
            };
            Some((item.name()?, Says::OneOf(nodes.iter().map(literal).collect::<Option<_>>()?)))
        }
        _ => None,
    }
}

impl Checker<'_> {
    /// Reports an `and` that nothing satisfies, or an `or` that every answer satisfies.
    pub(super) fn contradiction(&mut self, nodes: &[Node], or: bool, range: &Range<usize>) {
        let said: Vec<(String, Says)> = nodes.iter().filter_map(says).collect();
        let clash = said.iter().enumerate().any(|(i, (name, one))| {
            said[i + 1..]
                .iter()
                .filter(|(other, _)| other == name)
                .any(|(_, two)| if or { one.negated().excludes(&two.negated()) } else { one.excludes(two) })
        });
        if clash {
            self.report(never_changes(range.clone(), Some(or)));
        }
    }
}
