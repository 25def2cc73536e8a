//! A checked expression: every name resolved, every part typed. Made only by [`super::check`].

use super::{
    function::{Aggregate, Plain},
    token::Comparison,
    tree::Math,
};
use crate::{
    app::List,
    value::{Type, Value},
};
use std::sync::Arc;

/// A part of a checked expression.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// What it does.
    pub op: Op,
    /// What it gives.
    pub ty: Type,
    /// May give a part of a yen, though it is money: something was divided or multiplied by a decimal.
    pub fraction: bool,
}

/// What a part does.
#[derive(Debug, Clone)]
pub(super) enum Op {
    /// A value as written.
    Literal(Value),
    /// A name of the scope, then parts of it.
    Name(String, Vec<String>),
    /// A column of the current row; 0 is the innermost rows.
    Column(usize, Vec<String>),
    /// Values in brackets.
    List(Vec<Node>),
    /// Yes exactly when the other is not.
    Not(Box<Node>),
    /// Yes when all are.
    And(Vec<Node>),
    /// Yes when one is.
    Or(Vec<Node>),
    /// Compares two values of a kind.
    Compare(Comparison, Box<Node>, Box<Node>),
    /// Whether the first is one of the second.
    In(Box<Node>, Box<Node>),
    /// Absent, empty or without entries.
    Empty(Box<Node>),
    /// Calculates.
    Math(Math, Box<Node>, Box<Node>),
    /// The number with the other sign.
    Negative(Box<Node>),
    /// Texts one after the other; what is blank is left out.
    Concat(Box<Node>, Box<Node>),
    /// A name, an address or a number as text.
    Text(Box<Node>),
    /// The second when the first is yes, else the third.
    If(Box<[Node; 3]>),
    /// The first, or the second when it is blank.
    OrElse(Box<[Node; 2]>),
    /// Today.
    Today,
    /// What people read for a code; the code itself when the list is not known.
    Label(Option<Arc<List>>, Box<Node>),
    /// A column of the row with this code.
    Lookup(Arc<List>, Box<Node>, String),
    /// A column of the row of a table that holds.
    Find(Box<Find>),
    /// A function of its arguments alone.
    Call(&'static Plain, Vec<Node>),
    /// Something over rows or a list.
    Aggregate(Box<Over>),
}

/// A row of a table, by keys, day and amount.
#[derive(Debug, Clone)]
pub(super) struct Find {
    /// The table; it has an index.
    pub list: Arc<List>,
    /// One for each key column.
    pub keys: Vec<Node>,
    /// For tables of bands.
    pub amount: Option<Node>,
    /// The day, when it is not that of the case.
    pub on: Option<Node>,
    /// What is taken of the row.
    pub column: String,
}

/// A calculation over rows.
#[derive(Debug, Clone)]
pub(super) struct Over {
    /// Which.
    pub how: Aggregate,
    /// The rows; `None` when `body` is a list.
    pub rows: Option<Node>,
    /// Columns with rows of their own: all rows of all of these rows are gone through, level by level.
    pub within: Vec<String>,
    /// What is taken of each row; `None` when the rows are counted.
    pub body: Option<Node>,
    /// Which rows.
    pub filter: Option<Node>,
    /// Between the texts of `join`.
    pub between: Option<Node>,
}

impl Node {
    /// A part that gives whole numbers, or anything but numbers.
    pub(super) fn new(op: Op, ty: Type) -> Node {
        Node { op, ty, fraction: false }
    }

    /// A part that is wrong; the problem was reported.
    pub(super) fn wrong() -> Node {
        Node::new(Op::Literal(Value::Absent), Type::Unknown)
    }

    /// The parts directly below.
    pub(super) fn parts(&self) -> Vec<&Node> {
        match &self.op {
            Op::Literal(_) | Op::Name(..) | Op::Column(..) | Op::Today => Vec::new(),
            Op::List(items) | Op::And(items) | Op::Or(items) | Op::Call(_, items) => items.iter().collect(),
            Op::Not(a) | Op::Empty(a) | Op::Negative(a) | Op::Text(a) | Op::Label(_, a) | Op::Lookup(_, a, _) => {
                vec![a]
            }
            Op::Compare(_, a, b) | Op::In(a, b) | Op::Math(_, a, b) | Op::Concat(a, b) => vec![a, b],
            Op::If(parts) => parts.iter().collect(),
            Op::OrElse(parts) => parts.iter().collect(),
            Op::Find(find) => find.keys.iter().chain(&find.amount).chain(&find.on).collect(),
            Op::Aggregate(over) => {
                [&over.rows, &over.body, &over.filter, &over.between].into_iter().flatten().collect()
            }
        }
    }

    /// The name in dots, when the part is nothing but a name.
    pub(super) fn name(&self) -> Option<String> {
        let Op::Name(first, parts) = &self.op else { return None };
        Some(parts.iter().fold(first.clone(), |name, part| name + "." + part))
    }

    /// Adds the names that are read, each once.
    pub(super) fn reads(&self, names: &mut Vec<String>) {
        names.extend(self.name().filter(|n| !names.contains(n)));
        for part in self.parts() {
            part.reads(names);
        }
    }

    /// The first part that SQL has no exact form for.
    pub(super) fn refused(&self) -> Option<&'static str> {
        let own = match &self.op {
            Op::Lookup(list, key, _) if !listed(list, key) => Some("@sql-lookup"),
            Op::Find(_) => Some("@sql-lookup"),
            Op::Label(list, code) if !list.as_ref().is_some_and(|list| listed(list, code)) => Some("@sql-label"),
            Op::Text(_) => Some("@sql-parts"),
            Op::Call(plain, _) if plain.sql.is_none() => Some("@sql-city"),
            _ => None,
        };
        own.or_else(|| self.parts().into_iter().find_map(Node::refused))
    }

    /// Whether the value is the same for every case and on every day.
    pub(super) fn is_fixed(&self) -> bool {
        let read = matches!(self.op, Op::Name(..) | Op::Column(..) | Op::Today | Op::Find(_));
        !read && self.parts().iter().all(|p| p.is_fixed())
    }
}

/// Most rows of a list that are written out in SQL.
const MOST_WRITTEN: usize = 200;

/// Whether SQL writes a list out where it is looked up: by a column of rows, in a list that is not long.
pub(super) fn listed(list: &List, key: &Node) -> bool {
    matches!(key.op, Op::Column(..)) && matches!(key.ty, Type::Code(_)) && list.rows.len() <= MOST_WRITTEN
}
