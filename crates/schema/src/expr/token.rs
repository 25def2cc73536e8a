//! The words and signs of an expression.

use jiff::civil::{Date, DateTime, Time};
use rust_decimal::Decimal;
use std::ops::Range;

/// One word or sign.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// `12`, `3.5`.
    Number(Decimal),
    /// `"text"`, unescaped.
    Text(String),
    /// `2026-04-01`.
    Date(Date),
    /// `17:00`.
    Time(Time),
    /// `2026-04-01 17:00`.
    DateTime(DateTime),
    /// A name or the name of a function.
    Name(String),
    /// One of [`KEYWORDS`].
    Word(Word),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `[`
    OpenList,
    /// `]`
    CloseList,
    /// `,`
    Comma,
    /// `.`
    Dot,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
    /// A comparison.
    Compare(Comparison),
    /// Something that no expression has; already reported.
    Wrong,
    /// Nothing follows.
    End,
}

/// A token with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lexeme {
    /// The token.
    pub token: Token,
    /// Bytes of the source.
    pub range: Range<usize>,
}

/// A word with a fixed meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    And,
    Or,
    Not,
    In,
    Is,
    Empty,
    Where,
    Yes,
    No,
}

/// The words with a fixed meaning, which no question can have as its id.
pub(super) const KEYWORDS: [(&str, Word); 9] = [
    ("and", Word::And),
    ("or", Word::Or),
    ("not", Word::Not),
    ("in", Word::In),
    ("is", Word::Is),
    ("empty", Word::Empty),
    ("where", Word::Where),
    ("yes", Word::Yes),
    ("no", Word::No),
];

/// Words of other languages with what they are called here.
pub(super) const FOREIGN: [(&str, Word); 7] = [
    ("true", Word::Yes),
    ("false", Word::No),
    ("はい", Word::Yes),
    ("いいえ", Word::No),
    ("かつ", Word::And),
    ("または", Word::Or),
    ("でない", Word::Not),
];

/// Words that mean "nothing" in other languages; here one asks `is empty`.
pub(super) const BLANK: [&str; 7] = ["null", "none", "nil", "undefined", "blank", "空", "なし"];

impl Word {
    /// As it is written.
    pub(super) fn text(self) -> &'static str {
        KEYWORDS.iter().find(|(_, w)| *w == self).map_or("", |(t, _)| t)
    }
}

/// A comparison of two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Differs,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Comparison {
    /// As it is written.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Comparison::Equal => "==",
            Comparison::Differs => "!=",
            Comparison::Less => "<",
            Comparison::AtMost => "<=",
            Comparison::More => ">",
            Comparison::AtLeast => ">=",
        }
    }

    /// Whether it holds for values in this order.
    pub(super) fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Equal => order.is_eq(),
            Comparison::Differs => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::AtMost => order.is_le(),
            Comparison::More => order.is_gt(),
            Comparison::AtLeast => order.is_ge(),
        }
    }

    /// The one with its sides exchanged: `5 < x` is `x > 5`.
    pub(super) fn turned(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::More,
            Comparison::More => Comparison::Less,
            Comparison::AtMost => Comparison::AtLeast,
            Comparison::AtLeast => Comparison::AtMost,
            same => same,
        }
    }

    /// The one that holds exactly when this one does not.
    pub(super) fn negated(self) -> Comparison {
        match self {
            Comparison::Equal => Comparison::Differs,
            Comparison::Differs => Comparison::Equal,
            Comparison::Less => Comparison::AtLeast,
            Comparison::AtLeast => Comparison::Less,
            Comparison::More => Comparison::AtMost,
            Comparison::AtMost => Comparison::More,
        }
    }
}
