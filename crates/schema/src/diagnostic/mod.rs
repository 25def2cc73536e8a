//! What is wrong with a definition, for the person who wrote it.

use crate::source::Span;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The app cannot be published.
    Error,
    /// It can, but probably is not meant so.
    Warning,
}

/// One mistake: a code with arguments and places; sentences are chosen when it is rendered.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// Stable code, e.g. `form.unknown-field`.
    pub code: &'static str,
    /// How bad.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// Other places that belong to it.
    pub related: Vec<Span>,
    /// Arguments of the sentences, e.g. `("name", "applicnt")`.
    pub args: Vec<(&'static str, String)>,
    /// The nearest valid words, best first.
    pub suggestions: Vec<String>,
}
