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
    /// The named expression that `range` is in; `None` for the expression itself.
    pub within: Option<Within>,
}

/// A problem of a named expression, met where its name stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Within {
    /// The name.
    pub name: String,
    /// Where the expression that was compiled uses it.
    pub used: Range<usize>,
}

impl Problem {
    /// A problem without arguments.
    pub(super) fn new(code: &'static str, range: Range<usize>) -> Problem {
        Problem { code, range, args: Vec::new(), suggestions: Vec::new(), within: None }
    }

    /// With an argument of the sentence.
    pub(super) fn arg(mut self, name: &'static str, value: impl Into<String>) -> Problem {
        self.args.push((name, value.into()));
        self
    }

    /// With something to write instead.
    pub(super) fn suggest(mut self, text: impl Into<String>) -> Problem {
        self.suggestions.push(text.into());
        self
    }
}
