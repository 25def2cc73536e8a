//! Diagnostics → text for a terminal, JSON for editors, SARIF for CI.

use super::{Diagnostic, Severity, code};
use crate::{source::SourceSet, text::Lang};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// Prints all diagnostics for people.
pub fn text(sources: &SourceSet, diagnostics: &[Diagnostic], lang: Lang, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    diagnostics.iter().map(|d| renderer.render(&[group(sources, d, lang)]) + "\n\n").collect()
}

fn group<'a>(sources: &'a SourceSet, diagnostic: &'a Diagnostic, lang: Lang) -> Group<'a> {
    let [what, why, fix] = code::sentences(diagnostic, lang);
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let file = sources.file(diagnostic.span.file);
    let range = diagnostic.span.start..diagnostic.span.end;
    let snippet = Snippet::source(&file.text).path(&file.path).annotation(AnnotationKind::Primary.span(range));
    level
        .primary_title(what)
        .id(diagnostic.code)
        .element(snippet)
        .element(Level::NOTE.message(why))
        .element(Level::HELP.message(fix))
}
