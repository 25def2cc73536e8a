//! An expression as it was written: places, nothing resolved.

use super::token::Comparison;
use jiff::civil::{Date, DateTime, Time};
use rust_decimal::Decimal;
use std::ops::Range;

/// A part of an expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tree {
    /// Bytes of the source.
    pub range: Range<usize>,
    /// What it is.
    pub data: Data,
}

/// A name with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// The name.
    pub text: String,
    /// Bytes of the source.
    pub range: Range<usize>,
}

/// What a part is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Data {
    /// `12`
    Number(Decimal),
    /// `"text"`
    Text(String),
    /// `yes`, `no`
    Bool(bool),
    /// `2026-04-01`
    Date(Date),
    /// `17:00`
    Time(Time),
    /// `2026-04-01 17:00`
    DateTime(DateTime),
    /// `[1, 2]`
    List(Vec<Tree>),
    /// `address.town`; never empty.
    Path(Vec<Word>),
    /// `not a`
    Not(Box<Tree>),
    /// `-a`
    Negative(Box<Tree>),
    /// `a and b and c`
    And(Vec<Tree>),
    /// `a or b or c`
    Or(Vec<Tree>),
    /// `a == b`
    Compare(Comparison, Box<Tree>, Box<Tree>),
    /// `a in b`
    In(Box<Tree>, Box<Tree>),
    /// `a is empty`; `a is not empty` is a `Not` around it.
    Empty(Box<Tree>),
    /// `a + b`
    Math(Math, Box<Tree>, Box<Tree>),
    /// `sum(a where b)`, `lookup(a, b).c`
    Call(Call),
    /// Already reported.
    Wrong,
}

/// A call.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Call {
    /// The function.
    pub name: Word,
    /// Arguments in order.
    pub args: Vec<Tree>,
    /// After `where`.
    pub filter: Option<Box<Tree>>,
    /// After the closing bracket and a dot.
    pub part: Option<Word>,
}

/// The four operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Math {
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Math {
    /// As it is written.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Math::Add => "+",
            Math::Subtract => "-",
            Math::Multiply => "*",
            Math::Divide => "/",
        }
    }
}

impl Tree {
    /// The parts directly below.
    pub(super) fn parts(&self) -> Vec<&Tree> {
        match &self.data {
            Data::List(items) | Data::And(items) | Data::Or(items) => items.iter().collect(),
            Data::Not(a) | Data::Negative(a) | Data::Empty(a) => vec![a],
            Data::Compare(_, a, b) | Data::In(a, b) | Data::Math(_, a, b) => vec![a, b],
            Data::Call(call) => call.args.iter().chain(call.filter.as_deref()).collect(),
            _ => Vec::new(),
        }
    }

    /// Levels from here down. The source is short, so this recursion is too.
    pub(super) fn height(&self) -> usize {
        1 + self.parts().iter().map(|p| p.height()).max().unwrap_or(0)
    }
}
