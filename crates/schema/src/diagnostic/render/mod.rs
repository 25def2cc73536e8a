//! Diagnostics → text for a terminal, JSON for editors, SARIF for CI.

mod machine;
mod terminal;

pub use machine::{json, sarif};
pub use terminal::{summary, text};

use super::{Diagnostic, Severity, code};
use crate::{
    source::{SourceSet, Span},
    text::Lang,
};

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style<'a> {
    /// Japanese, or English; any other language reads Japanese.
    pub lang: Lang,
    /// With terminal colours.
    pub colour: bool,
    /// Put before each path, e.g. `app-definitions/`, so that editors and CI find the file.
    pub base: &'a str,
}

impl Style<'_> {
    fn path(self, sources: &SourceSet, span: Span) -> String {
        format!("{}{}", self.base, sources.file(span.file).path)
    }

    /// Chooses by language.
    fn say(self, ja: &'static str, en: &'static str) -> &'static str {
        if self.lang == Lang::En { en } else { ja }
    }
}

/// How many errors and how many warnings.
fn count(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    (errors, diagnostics.len() - errors)
}

/// "Did you mean", or nothing.
fn did_you_mean(diagnostic: &Diagnostic, style: Style<'_>) -> Option<String> {
    if diagnostic.suggestions.is_empty() {
        return None;
    }
    let words: Vec<String> = diagnostic.suggestions.iter().map(|word| format!("`{word}`")).collect();
    let words = words.join(style.say("、", ", "));
    Some(if style.lang == Lang::En { format!("did you mean {words}?") } else { format!("もしかして: {words}") })
}
