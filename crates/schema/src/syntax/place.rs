//! A range inside the text of a scalar → the span in the file.

use super::{Data, Node};
use crate::source::{SourceSet, Span};
use std::ops::Range;

/// The span of `range` (bytes of the scalar's text) in the file: exact where the text stands in one line, as it is or
/// in quotes, else the whole scalar.
pub fn place(sources: &SourceSet, node: &Node, range: Range<usize>) -> Span {
    let Data::Scalar { text, .. } = &node.data else { return node.span };
    let written = sources.file(node.span.file).text.get(node.span.start..node.span.end).unwrap_or_default();
    let end = range.end.min(text.len());
    let start = range.start.min(end);
    let found = match written.as_bytes() {
        _ if written == text => Some(start..end),
        [b'\'', .., b'\''] => unquoted(written, text, start..end, '\''),
        [b'"', .., b'"'] => unquoted(written, text, start..end, '"'),
        _ => None,
    };
    let Some(found) = found else { return node.span };
    Span { file: node.span.file, start: node.span.start + found.start, end: node.span.start + found.end }
}

/// Where a range of the text stands among its quotes and escapes. `None` when the two cannot be laid side by side.
fn unquoted(written: &str, text: &str, range: Range<usize>, quote: char) -> Option<Range<usize>> {
    let mut rest = written.get(1..written.len() - 1)?;
    let mut found = None..None;
    for (at, c) in text.char_indices() {
        let here = written.len() - 1 - rest.len();
        if at == range.start {
            found.start = Some(here);
        }
        if at == range.end {
            found.end = Some(here);
        }
        rest = &rest[width(rest, c, quote)?..];
    }
    let end = written.len() - 1 - rest.len();
    rest.is_empty().then(|| found.start.unwrap_or(end)..found.end.unwrap_or(end))
}

/// How many bytes a character takes as it is written.
fn width(rest: &str, c: char, quote: char) -> Option<usize> {
    if quote == '\'' {
        let width = if c == '\'' { 2 } else { c.len_utf8() };
        return rest.starts_with(c).then_some(width);
    }
    let Some(escape) = rest.strip_prefix('\\') else { return rest.starts_with(c).then_some(c.len_utf8()) };
    let digits = match escape.chars().next()? {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        '\n' | '\r' => return None,
        single => return Some(1 + single.len_utf8()),
    };
    // A character beyond the basic plane may be written as two escapes.
    let count = if digits == 4 && c.len_utf16() == 2 { 2 } else { 1 };
    let width = (2 + digits) * count;
    rest.is_char_boundary(width).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    /// The text that `range` of the value of `a` is placed at.
    fn placed(text: &str, range: Range<usize>) -> String {
        let mut sources = SourceSet::default();
        let file = sources.add("a.yaml", text);
        let node = parse(file, text, &mut Vec::new()).unwrap();
        let span = place(&sources, node.get("a").unwrap(), range);
        text[span.start..span.end].to_owned()
    }

    #[test]
    fn a_range_is_exact_in_plain_and_quoted_text_of_one_line() {
        assert_eq!(placed("a: 品目 == b\n", 0..6), "品目");
        assert_eq!(placed("a: '品目 == b'\n", 10..11), "b");
        assert_eq!(placed("a: 'it''s == b'\n", 8..9), "b");
        assert_eq!(placed("a: 'it''s == b'\n", 0..4), "it''s");
        assert_eq!(placed(r#"{"a": "x == \"flat\" and y"}"#, 5..11), r#"\"flat\""#);
        assert_eq!(placed(r#"{"a": "\u54c1\ud83d\ude00 == y"}"#, 11..12), "y");
        assert_eq!(placed(r#"{"a": "x =="}"#, 4..9), "");
    }

    #[test]
    fn text_of_several_lines_is_placed_as_a_whole() {
        assert_eq!(placed("a: |\n  x ==\n  y\nb: 1\n", 5..6), "x ==\n  y");
        assert_eq!(placed("a: x ==\n  y\nb: 1\n", 5..6), "x ==\n  y");
    }
}
