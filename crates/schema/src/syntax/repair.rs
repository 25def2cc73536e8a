//! Text that is not YAML, read as its author meant it: a value that needs quotes, a full-width colon. Each repair is
//! reported; the parser then reads on, so that mistakes further down are told too.

use super::join::in_quotes;
use crate::{
    diagnostic::Diagnostic,
    source::{FileId, Span},
};
use granit_parser::{ErrorKind, ScanError};
use std::{borrow::Cow, ops::Range};

/// Most repairs of one file; a file with more is not YAML by mistake only.
const MAX_REPAIRS: usize = 50;

/// The text as it is parsed: like the written one byte for byte, except where it was repaired.
pub(super) struct Repairs<'t> {
    file: FileId,
    written: &'t str,
    parsed: Cow<'t, str>,
    /// Values that stand for themselves as if in quotes.
    quoted: Vec<Span>,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Repairs<'t> {
    /// No repairs yet.
    pub(super) fn new(file: FileId, written: &'t str) -> Repairs<'t> {
        Repairs { file, written, parsed: Cow::Borrowed(written), quoted: Vec::new(), diagnostics: Vec::new() }
    }

    /// What to parse.
    pub(super) fn parsed(&self) -> &str {
        &self.parsed
    }

    /// The whole value that begins where this scalar does, when it was repaired.
    pub(super) fn quoted(&self, scalar: Span) -> Option<Span> {
        self.quoted.iter().find(|span| span.start == scalar.start).copied()
    }

    /// Hands over what was reported.
    pub(super) fn finish(self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.extend(self.diagnostics);
    }

    /// Repairs what the parser stopped at. `false` when there is nothing that can be guessed.
    pub(super) fn apply(&mut self, error: &ScanError) -> bool {
        let at = position(self.written, error);
        if self.diagnostics.len() >= MAX_REPAIRS {
            return false;
        }
        self.colon(at) || (can_be_quoted(error.kind()) && self.quote(at))
    }

    /// `label：品目` or a full-width space after the colon, on the line or on the one before that was taken with it.
    fn colon(&mut self, at: usize) -> bool {
        let line = line_around(&self.parsed, at);
        let before = self.parsed[..line.start].trim_end().len();
        let lines = [line_around(&self.parsed, before), line];
        let Some((sign, code, instead)) = lines.into_iter().find_map(|line| full_width(&self.parsed, line)) else {
            return false;
        };
        self.diagnostics.push(Diagnostic::error(code, self.span(&sign)));
        self.parsed.to_mut().replace_range(sign, instead);
        true
    }

    /// A value with signs in it that YAML takes for its own.
    fn quote(&mut self, at: usize) -> bool {
        let Some(value) = value_around(&self.parsed, at) else { return false };
        let span = self.span(&value);
        if value.is_empty() || self.quoted.iter().any(|q| q.start < span.end && span.start < q.end) {
            return false;
        }
        let text = &self.written[value.clone()];
        let report = Diagnostic::error("yaml.quote", span).arg("text", text).arg("quoted", in_quotes(text));
        self.diagnostics.push(report);
        self.quoted.push(span);
        let stand_in = "x".repeat(value.len());
        self.parsed.to_mut().replace_range(value, &stand_in);
        true
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span { file: self.file, start: range.start, end: range.end }
    }
}

/// The byte where the parser stopped.
fn position(text: &str, error: &ScanError) -> usize {
    text.floor_char_boundary(error.marker().byte_offset().unwrap_or(0))
}

/// Mistakes that quotes around the value would cure.
fn can_be_quoted(kind: &ErrorKind) -> bool {
    use ErrorKind as E;
    matches!(
        kind,
        E::ExpectedFlowMappingSeparator
            | E::ExpectedFlowSequenceSeparator
            | E::ExpectedBlockMappingKey
            | E::InvalidTrailingSingleQuotedScalar
            | E::InvalidTrailingDoubleQuotedScalar
            | E::UnexpectedCharacter { .. }
            | E::MappingValueNotAllowed
            | E::BlockSequenceEntryNotAllowed
            | E::BlockEntryInFlowCollection
            | E::InvalidColonPlacement
            | E::FlowMappingValueAdjacentCollection
            | E::UnexpectedEndOfPlainScalar
            | E::PlainScalarStartsWithDashFlowIndicator
            | E::MissingAnchorOrAliasName
            | E::InvalidTagTerminator
            | E::UndeclaredTagHandle
            | E::ExpectedTagBang
            | E::InvalidBlockScalarHeader
    )
}

/// The bytes of the line that holds a byte, without its line break.
fn line_around(text: &str, byte: usize) -> Range<usize> {
    let start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
    let end = text[byte..].find('\n').map_or(text.len(), |at| byte + at);
    start..end
}

/// A full-width colon after the first word of a line, or a full-width space after its colon: with its code, and what
/// takes as many bytes instead.
fn full_width(text: &str, line: Range<usize>) -> Option<(Range<usize>, &'static str, &'static str)> {
    let content = text[line.clone()].trim_start_matches([' ', '-', '{']);
    let after = content.trim_start_matches(is_key);
    if after.len() == content.len() {
        return None;
    }
    let sign = |rest: &str, c: char| line.end - rest.len()..line.end - rest.len() + c.len_utf8();
    if after.starts_with('：') {
        return Some((sign(after, '：'), "yaml.full-width-colon", ":  "));
    }
    let space =
        after.strip_prefix(':').map(|rest| rest.trim_start_matches(' ')).filter(|rest| rest.starts_with('\u{3000}'));
    space.map(|rest| (sign(rest, '\u{3000}'), "yaml.full-width-space", "   "))
}

fn is_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// The value that holds a byte: what follows the last `key: ` (or `- `) before it, up to the end of the line, or in
/// braces up to the next `, key: ` or closing brace. None for a value that is itself a list, a map or a block.
fn value_around(text: &str, at: usize) -> Option<Range<usize>> {
    let line = line_around(text, at);
    let mut found = None;
    let mut braces = 0_usize;
    for (offset, c) in text[line.clone()].char_indices() {
        let here = line.start + offset;
        if here > at {
            break;
        }
        match c {
            '{' => braces += 1,
            '}' => braces = braces.saturating_sub(1),
            _ => {}
        }
        if let Some(start) = value_start(text, line.start, here) {
            found = Some((start, braces > 0));
        }
    }
    let (start, in_braces) = found.filter(|(start, _)| *start <= at)?;
    let rest = &text[start..line.end];
    if rest.starts_with(['{', '|', '>']) {
        return None;
    }
    let end = if in_braces { end_in_braces(rest) } else { end_of_line(rest) };
    Some(start..start + text[start..start + end].trim_end().len())
}

/// Where a value begins, when the character at `here` is the colon of a key or the dash of an entry.
fn value_start(text: &str, line: usize, here: usize) -> Option<usize> {
    let sign = *text.as_bytes().get(here).filter(|sign| matches!(sign, b':' | b'-'))?;
    let (before, after) = (&text[line..here], &text[here + 1..]);
    let blanks = after.len() - after.trim_start_matches(' ').len();
    if blanks == 0 {
        return None;
    }
    let lead = before.trim_end_matches(is_key);
    let begins = lead.trim_start_matches([' ', '-']).is_empty() || lead.trim_end().ends_with(['{', ',']);
    let is_key = sign == b':' && lead.len() < before.len() && begins;
    let is_entry = sign == b'-' && before.trim_start_matches([' ', '-']).is_empty();
    (is_key || is_entry).then_some(here + 1 + blanks)
}

/// The end of a value inside braces: before `, key: `, or the brace that closes them.
fn end_in_braces(rest: &str) -> usize {
    let mut open = 0_i32;
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (Some(mark), c) if c == mark => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '[' | '{' | '(') => open += 1,
            (None, '}' | ']' | ')') if open > 0 => open -= 1,
            (None, '}') => return at,
            (None, ',') if open == 0 && begins_entry(&rest[at + 1..]) => return at,
            _ => {}
        }
    }
    rest.len()
}

/// Whether a text begins with ` key: `.
fn begins_entry(text: &str) -> bool {
    let text = text.trim_start_matches(' ');
    let rest = text.trim_start_matches(is_key);
    rest.len() < text.len() && rest.starts_with(": ")
}

/// The end of a value in its line: before a comment.
fn end_of_line(rest: &str) -> usize {
    rest.find(" #").unwrap_or(rest.len())
}

/// The diagnostics for text that cannot be read on. `opened` is where a bracket opened that is not closed yet.
pub(super) fn explain(file: FileId, text: &str, error: &ScanError, opened: Option<usize>) -> Vec<Diagnostic> {
    use ErrorKind as E;
    let at = position(text, error);
    let sign = |start: usize| {
        let end = text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
        Span { file, start, end }
    };
    let here = sign(at);
    let one = |code, start| vec![Diagnostic::error(code, sign(start))];
    match error.kind() {
        E::RecursionLimitExceeded => {
            let report = Diagnostic::error("yaml.too-deep", here).arg("limit", super::parse::MAX_DEPTH);
            return vec![report];
        }
        E::TabNotAllowed | E::TabInBlockIndentation | E::TabInIndentation => return tabs(file, text, here),
        _ if indented_full_width(text, at) => return one("yaml.full-width-space", line_around(text, at).start),
        E::UnclosedQuotedScalar | E::InvalidQuotedScalarIndent | E::DocumentIndicatorInQuotedScalar => {
            return one("yaml.open-quote", opening_quote(text, at));
        }
        _ => {}
    }
    if let Some(open) = opened.filter(|open| text.get(*open..at).is_some_and(|t| t.contains('\n'))) {
        let bracket = &text[open..=open];
        return vec![Diagnostic::error("yaml.unclosed", sign(open)).arg("open", bracket).related(here)];
    }
    match error.kind() {
        E::InvalidIndentation
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::MappingValueNotAllowed
        | E::BlockSequenceEntryNotAllowed => {
            let line = &text[line_around(text, at)];
            let indent = line.len() - line.trim_start().len();
            one("yaml.indent", line_around(text, at).start + indent)
        }
        _ => one("yaml.syntax", at),
    }
}

/// Whether the line of a byte begins with a full-width space.
fn indented_full_width(text: &str, at: usize) -> bool {
    text[line_around(text, at)].trim_start_matches(' ').starts_with('\u{3000}')
}

/// Where the quote opened that is not closed before a byte.
fn opening_quote(text: &str, at: usize) -> usize {
    let starts = [": \"", ": '", "- \"", "- '", "[\"", "['", "{\"", "{'", ", \"", ", '"];
    let found = starts.iter().filter_map(|start| text[..at].rfind(start).map(|found| found + start.len() - 1));
    found.max().unwrap_or(0)
}

/// Every line that is indented by a tab.
fn tabs(file: FileId, text: &str, here: Span) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t') {
            let span = Span { file, start: start + tab, end: start + tab + 1 };
            found.push(Diagnostic::error("yaml.tab", span));
        }
        start += line.len();
    }
    if found.is_empty() { vec![Diagnostic::error("yaml.tab", here)] } else { found }
}
