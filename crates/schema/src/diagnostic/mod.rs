//! What is wrong with a definition, for the person who wrote it.
//!
//! A diagnostic is a code with places and arguments; [`code`] holds the sentences of each code in one table and
//! [`render`] prints them for a terminal, an editor or CI.

pub mod code;
mod meant;
pub mod render;
mod users;

pub(crate) use users::gather;

use crate::source::Span;
use std::borrow::Cow;

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

impl Diagnostic {
    /// A mistake that stops publishing. The code must have a row in [`code`].
    pub fn error(code: &'static str, span: Span) -> Diagnostic {
        Diagnostic {
            code,
            severity: Severity::Error,
            span,
            related: Vec::new(),
            args: Vec::new(),
            suggestions: Vec::new(),
        }
    }

    /// Something that probably is not meant so.
    pub fn warning(code: &'static str, span: Span) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, span) }
    }

    /// Fills `{name}` in the sentences. A value such as `@list` is a word of [`code`], in the reader's language.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl ToString) -> Diagnostic {
        self.args.push((name, value.to_string()));
        self
    }

    /// Adds another place that belongs to the mistake.
    #[must_use]
    pub fn related(mut self, span: Span) -> Diagnostic {
        self.related.push(span);
        self
    }

    /// Adds the words among `known` that look like `wrong`, best first, three at most.
    #[must_use]
    pub fn nearest<'k>(mut self, wrong: &str, known: impl IntoIterator<Item = &'k str>) -> Diagnostic {
        self.suggestions.extend(nearest(wrong, known));
        self
    }

    /// Adds one valid word.
    #[must_use]
    pub fn suggest(mut self, word: impl Into<String>) -> Diagnostic {
        self.suggestions.push(word.into());
        self
    }
}

/// The words among `known` that `wrong` probably means or looks like, best first, three at most.
pub fn nearest<'k>(wrong: &str, known: impl IntoIterator<Item = &'k str>) -> Vec<String> {
    let known: Vec<&str> = known.into_iter().collect();
    let wrong = meant::plain(wrong);
    let mut found: Vec<&str> = meant::among(&wrong, &known);
    let mut scored: Vec<(f64, &str)> = known
        .into_iter()
        .map(|word| (strsim::jaro_winkler(&wrong, &lower(word)), word))
        .filter(|(score, _)| *score >= 0.8)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    for (_, word) in scored {
        if !found.contains(&word) {
            found.push(word);
        }
    }
    found.into_iter().take(3).map(str::to_owned).collect()
}

/// In lower case; most words are already.
fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) { word.into() } else { word.to_lowercase().into() }
}

/// Puts diagnostics in the order of file and position and drops repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| (a.span, a.code).cmp(&(b.span, b.code)));
    diagnostics.dedup();
}

/// Most mistakes told of one file: one that is wrong throughout has one cause.
const MOST_OF_A_FILE: usize = 500;

/// Cuts sorted diagnostics to a bearable number for each file, and says how many are left out.
pub fn limit(diagnostics: &mut Vec<Diagnostic>) {
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for of_file in diagnostics.chunk_by(|a, b| a.span.file == b.span.file) {
        kept.extend(of_file.iter().take(MOST_OF_A_FILE).cloned());
        if let Some(left_out) = of_file.get(MOST_OF_A_FILE) {
            let count = of_file.len() - MOST_OF_A_FILE;
            kept.push(Diagnostic::error("app.many-mistakes", left_out.span).arg("count", count));
        }
    }
    *diagnostics = kept;
}

/// Whether nothing stops publishing.
pub fn is_clean(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().all(|d| d.severity != Severity::Error)
}
