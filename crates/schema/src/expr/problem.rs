//! What is wrong with an expression.

use std::ops::Range;

/// One problem: becomes a diagnostic when the place of the expression in its file is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Stable code, e.g. `expr.unknown-name`.
    pub code: &'static str,
    /// Bytes of the source.
    pub range: Range<usize>,
    /// Arguments of the sentences.
    pub args: Vec<(&'static str, String)>,
    /// What to write instead, best first.
    pub suggestions: Vec<String>,
}
