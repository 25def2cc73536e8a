//! A range inside the text of a scalar → the span in the file.

use super::{Data, Node};
use crate::source::{SourceSet, Span};
use std::ops::Range;

/// The span of `range` (bytes of the scalar's text) in the file: exact where the text stands in one line as it is
/// (also in quotes), else the whole scalar.
pub fn place(sources: &SourceSet, node: &Node, range: Range<usize>) -> Span {
    let Data::Scalar { text, .. } = &node.data else { return node.span };
    let file = &sources.file(node.span.file).text;
    let Some(written) = file.get(node.span.start..node.span.end) else { return node.span };
    let inside = [0, 1].into_iter().find(|skip| written.get(*skip..written.len().saturating_sub(*skip)) == Some(text));
    let Some(skip) = inside else { return node.span };
    let base = node.span.start + skip;
    let end = range.end.min(text.len());
    let start = range.start.min(end);
    Span { file: node.span.file, start: base + start, end: base + end }
}
