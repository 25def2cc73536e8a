//! For people: the line with a caret, why it matters and what to write.

use super::{Style, code, count, did_you_mean};
use crate::{
    diagnostic::{Diagnostic, Severity},
    source::{SourceSet, Span},
    text::Lang,
};
use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use std::ops::Range;

/// Longest line that is shown, in bytes; a line of JSON may be a whole file.
const MAX_LINE: usize = 10_000;

/// Prints all diagnostics, a blank line after each.
pub fn text(sources: &SourceSet, diagnostics: &[Diagnostic], style: Style<'_>) -> String {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    diagnostics.iter().map(|d| one(sources, d, style, &renderer) + "\n\n").collect()
}

/// `誤り 3件、注意 1件`.
pub fn summary(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let (errors, warnings) = count(diagnostics);
    if lang == Lang::En {
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        format!("{errors} error{}, {warnings} warning{}", plural(errors), plural(warnings))
    } else {
        format!("誤り {errors}件、注意 {warnings}件")
    }
}

fn one(sources: &SourceSet, diagnostic: &Diagnostic, style: Style<'_>, renderer: &Renderer) -> String {
    let [what, why, fix] = code::sentences(diagnostic, style.lang);
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(style.say("誤り", "error")),
        Severity::Warning => Level::WARNING.with_name(style.say("注意", "warning")),
    };
    let report = level.primary_title(what).id(diagnostic.code);
    let hint = did_you_mean(diagnostic, style);
    let mut report = report.element(place(sources, diagnostic.span, AnnotationKind::Primary, hint, style));
    for span in &diagnostic.related {
        let label = style.say("これと関係します", "this belongs to it").to_owned();
        report = report.element(place(sources, *span, AnnotationKind::Context, Some(label), style));
    }
    for (name, sentence) in [(style.say("なぜ", "why"), why), (style.say("直し方", "help"), fix)] {
        if !sentence.is_empty() {
            report = report.element(Level::NOTE.with_name(name).message(sentence));
        }
    }
    renderer.render(&[report])
}

/// The first line of a span with a mark under it; of an endless line only its position.
fn place<'a>(
    sources: &'a SourceSet,
    span: Span,
    mark: AnnotationKind,
    label: Option<String>,
    style: Style<'_>,
) -> Element<'a> {
    let text = &sources.file(span.file).text;
    let (number, column) = sources.position(span.file, span.start);
    let path = style.path(sources, span);
    let from = text.floor_char_boundary(span.start);
    let to = text.ceil_char_boundary(span.end);
    let line = line_around(text, from);
    if line.len() > MAX_LINE {
        return Origin::path(path).line(number).char_column(column).into();
    }
    let start = from - line.start;
    let end = to.min(line.end).max(from) - line.start;
    let mark = mark.span(start..end).label(label);
    Snippet::source(&text[line]).line_start(number).path(path).annotation(mark).into()
}

/// The bytes of the line that holds a byte, without its line break.
fn line_around(text: &str, byte: usize) -> Range<usize> {
    let start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
    let end = text[byte..].find('\n').map_or(text.len(), |at| byte + at);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (SourceSet, Vec<Diagnostic>) {
        let mut sources = SourceSet::default();
        let text = "title: 粗大ごみ\n- {題: 品目, labl: 品目}\nlabl: x\n";
        let file = sources.add("bulky-waste/app.yaml", text);
        let span = |at: Option<usize>| Span { file, start: at.unwrap_or(0), end: at.unwrap_or(0) + 4 };
        let found = Diagnostic::error("form.unknown-key", span(text.find("labl")))
            .arg("key", "labl")
            .arg("known", "id label type")
            .nearest("labl", ["id", "label", "type"])
            .related(span(text.rfind("labl")));
        (sources, vec![found])
    }

    #[test]
    fn the_caret_stands_under_the_mistake_after_wide_characters() {
        let (sources, found) = sample();
        insta::assert_snapshot!(text(&sources, &found, Style { base: "app-definitions/", ..Style::default() }));
    }

    #[test]
    fn english_readers_get_english_sentences() {
        let (sources, found) = sample();
        insta::assert_snapshot!(text(&sources, &found, Style { lang: Lang::En, ..Style::default() }));
    }

    #[test]
    fn a_span_of_several_lines_is_shown_by_its_first_and_an_endless_line_by_its_position() {
        let mut sources = SourceSet::default();
        let file = sources.add("a.yaml", format!("a:\n  b: 1\n{}\n", "あ".repeat(5_000)));
        let span = |start, end| Span { file, start, end };
        let found = [
            Diagnostic::error("yaml.tag", span(0, 9)),
            Diagnostic::error("yaml.tag", span(13, 16)),
            Diagnostic::error("yaml.tag", span(sources.file(file).text.len(), sources.file(file).text.len())),
        ];
        insta::assert_snapshot!(text(&sources, &found, Style { lang: Lang::En, ..Style::default() }));
    }
}
