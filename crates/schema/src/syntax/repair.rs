//! Text that is not YAML, read as its author meant it: a value that needs quotes, a full-width colon. Each repair is
//! reported; the parser then reads on, so that mistakes further down are told too.

use super::{
    edit::Edited,
    join::in_quotes,
    line::{self, end_in_braces, is_key},
    slip::{self, Slip},
};
use crate::{
    diagnostic::Diagnostic,
    source::{FileId, Span},
};
use granit_parser::{ErrorKind, ScanError};
use std::ops::Range;

/// Most repairs of one file; a file with more is not YAML by mistake only.
const MAX_REPAIRS: usize = 50;

/// The text as it is parsed: like the written one, except where it was repaired.
pub(super) struct Repairs<'t> {
    file: FileId,
    written: &'t str,
    parsed: Edited<'t>,
    /// Values that stand for themselves as if in quotes.
    quoted: Vec<Span>,
    /// Where values stand that cannot be read.
    broken: Vec<usize>,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Repairs<'t> {
    /// No repairs yet.
    pub(super) fn new(file: FileId, written: &'t str) -> Repairs<'t> {
        let parsed = Edited::new(written);
        Repairs { file, written, parsed, quoted: Vec::new(), broken: Vec::new(), diagnostics: Vec::new() }
    }

    /// What to parse.
    pub(super) fn parsed(&self) -> &str {
        self.parsed.text()
    }

    /// Where a range of what is parsed was written.
    pub(super) fn origin(&self, range: Range<usize>) -> Range<usize> {
        self.parsed.origin_of(&range)
    }

    /// The whole value that begins where this scalar does, when it was repaired.
    pub(super) fn quoted(&self, scalar: Span) -> Option<Span> {
        self.quoted.iter().find(|span| span.start == scalar.start).copied()
    }

    /// Whether the value that begins where this scalar does could not be read.
    pub(super) fn is_broken(&self, scalar: Span) -> bool {
        self.broken.contains(&scalar.start)
    }

    /// Hands over what was reported.
    pub(super) fn finish(self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.extend(self.diagnostics);
    }

    /// Repairs what the parser stopped at. `false` when there is nothing that can be guessed.
    pub(super) fn apply(&mut self, error: &ScanError) -> bool {
        let at = position(self.parsed(), error);
        if self.diagnostics.len() >= MAX_REPAIRS || matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
            return false;
        }
        if self.colon(at) {
            return true;
        }
        match slip::find(self.parsed(), at, is_indent(error.kind())) {
            Some(slip) => self.slip(slip),
            None => can_be_quoted(error.kind()) && self.quote(at),
        }
    }

    /// Reports a slip and reads what was meant; or, when that cannot be guessed, leaves its block out.
    fn slip(&mut self, slip: Slip) -> bool {
        let mut report = Diagnostic::error(slip.code, self.span(&slip.at));
        report.args = slip.args;
        report.suggestions.extend(slip.suggestion);
        self.diagnostics.push(report);
        if let Some(value) = slip.quote {
            return self.stand_in(value);
        }
        let at = slip.at.start;
        let edited = !slip.edits.is_empty();
        // From the last to the first, so that the places before it stay.
        let done = edited && slip.edits.into_iter().rev().all(|(range, with)| self.parsed.replace(range, &with));
        done || self.leave_out(at)
    }

    /// Says what is wrong where nothing can be guessed, and goes on at the next key of the file.
    pub(super) fn give_up(&mut self, error: &ScanError, opened: Option<usize>) -> bool {
        let found = explain(self.file, self.written, self.parsed.origin(position(self.parsed(), error)), error, opened);
        let at = found.first().map_or(0, |report| report.span.start);
        let known = self.diagnostics.len();
        self.diagnostics.extend(found);
        let parsed = (0..=self.parsed().len()).find(|byte| self.parsed.origin(*byte) >= at);
        known < MAX_REPAIRS && parsed.is_some_and(|at| self.leave_out(at))
    }

    /// Lets the entry that holds a byte count as unreadable, or the value of its key at the left margin.
    fn leave_out(&mut self, at: usize) -> bool {
        let Some(block) = block_around(self.parsed(), at) else { return false };
        let entry = entry_around(self.parsed(), &block, at);
        [entry, Some(block)].into_iter().flatten().any(|value| self.break_off(value))
    }

    fn break_off(&mut self, value: Range<usize>) -> bool {
        let (start, sign) = (self.parsed.origin(value.start), value.start);
        let end = if value.end == self.parsed().len() { "" } else { "\n" };
        let known = self.broken.iter().any(|broken| *broken == start || *broken == start + 1);
        if known || !self.parsed.replace(value, &format!(" x{end}")) {
            return false;
        }
        self.broken.push(self.parsed.origin(sign + 1));
        true
    }

    /// `label：品目` or a full-width space after the colon, on the line or on the one before that was taken with it.
    fn colon(&mut self, at: usize) -> bool {
        let line = line_around(self.parsed(), at);
        let before = self.parsed()[..line.start].trim_end().len();
        let lines = [line_around(self.parsed(), before), line];
        let Some((sign, code, instead)) = lines.into_iter().find_map(|line| full_width(self.parsed(), line)) else {
            return false;
        };
        self.diagnostics.push(Diagnostic::error(code, self.span(&sign)));
        self.parsed.replace(sign, instead)
    }

    /// A value with signs in it that YAML takes for its own.
    fn quote(&mut self, at: usize) -> bool {
        let Some(value) = value_around(self.parsed(), at) else { return false };
        let span = self.span(&value);
        if value.is_empty() || self.quoted.iter().any(|q| q.start < span.end && span.start < q.end) {
            return false;
        }
        let text = &self.written[span.start..span.end];
        let report = Diagnostic::error("yaml.quote", span).arg("text", text).arg("quoted", in_quotes(text));
        self.diagnostics.push(report);
        self.stand_in(value)
    }

    /// Lets a value be read as if in quotes.
    fn stand_in(&mut self, value: Range<usize>) -> bool {
        self.quoted.push(self.span(&value));
        let stand_in = "x".repeat(value.len());
        self.parsed.replace(value, &stand_in)
    }

    fn span(&self, range: &Range<usize>) -> Span {
        let Range { start, end } = self.parsed.origin_of(range);
        let start = self.written.floor_char_boundary(start);
        Span { file: self.file, start, end: self.written.ceil_char_boundary(end).max(start) }
    }
}

/// What stands behind the colon of the key at the left margin that holds a byte.
fn block_around(text: &str, at: usize) -> Option<Range<usize>> {
    let mut found = None;
    for line in line::lines(text) {
        let Some(key) = line::key_of(line.text.trim_end()) else { continue };
        if line.start > at {
            return found.map(|start| start..line.start);
        }
        found = Some(line.start + key.len() + 1);
    }
    found.map(|start| start..text.len())
}

/// What stands behind the dash of the outermost entry of a block that holds a byte.
fn entry_around(text: &str, block: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let entries = || line::lines(text).filter(|line| block.contains(&line.start) && line.is_entry());
    let column = entries().map(|line| line.indent()).min()?;
    let starts = || entries().filter(|line| line.indent() == column);
    let own = starts().filter(|line| line.start <= at).last()?;
    let end = starts().map(|line| line.start).find(|start| *start > at).unwrap_or(block.end);
    Some(own.start + column + 1..end)
}

/// Mistakes of which the column may be the cause.
fn is_indent(kind: &ErrorKind) -> bool {
    use ErrorKind as E;
    matches!(
        kind,
        E::InvalidIndentation
            | E::ExpectedBlockMappingKey
            | E::ExpectedBlockSequenceEntry
            | E::MappingValueNotAllowed
            | E::BlockSequenceEntryNotAllowed
    )
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

/// The end of a value in its line: before a comment.
fn end_of_line(rest: &str) -> usize {
    rest.find(" #").unwrap_or(rest.len())
}

/// The diagnostics for text that cannot be read on. `opened` is where a bracket opened that is not closed yet.
fn explain(file: FileId, text: &str, at: usize, error: &ScanError, opened: Option<usize>) -> Vec<Diagnostic> {
    use ErrorKind as E;
    let at = text.floor_char_boundary(at);
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
        E::TabNotAllowed | E::TabInBlockIndentation | E::TabInIndentation => {
            return vec![Diagnostic::error("yaml.tab", here).arg("count", 2)];
        }
        _ if indented_full_width(text, at) => return one("yaml.full-width-space", line_around(text, at).start),
        E::UnclosedQuotedScalar | E::InvalidQuotedScalarIndent | E::DocumentIndicatorInQuotedScalar => {
            return one("yaml.open-quote", opening_quote(text, at));
        }
        _ => {}
    }
    if let Some(open) = opened.filter(|open| text.get(*open..at).is_some_and(|t| t.contains('\n'))) {
        let bracket = &text[open..=open];
        let close = if bracket == "{" { "}" } else { "]" };
        let report = Diagnostic::error("yaml.unclosed", sign(open)).arg("open", bracket).arg("close", close);
        return vec![report.related(here)];
    }
    one("yaml.syntax", at)
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
