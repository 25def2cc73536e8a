//! What stands between keys, values and brackets: one blank or none. Columns that line up with a neighbouring line
//! stay, and so does everything that a line break or a comment is part of.

use super::Edit;
use crate::{
    syntax::{Data, Node},
    text::columns,
};
use std::ops::Range;

/// The edits between the nodes of a tree.
pub(super) fn edits(text: &str, root: &Node, edits: &mut Vec<Edit>) {
    Gaps { text, edits }.node(root);
}

struct Gaps<'t> {
    text: &'t str,
    edits: &'t mut Vec<Edit>,
}

impl Gaps<'_> {
    fn node(&mut self, node: &Node) {
        let flow = self.text[node.span.start..].starts_with(['{', '[']);
        match &node.data {
            Data::Map(entries) => {
                let mut before = flow.then_some(node.span.start + 1);
                for (number, (key, value)) in entries.iter().enumerate() {
                    if flow {
                        self.between(before, key.span.start, number);
                    }
                    let written = value.data != Data::Null;
                    if written {
                        self.gap(key.span.end..value.span.start, ": ");
                        self.node(value);
                    }
                    before = written.then_some(value.span.end);
                }
                self.close(before, node, flow);
            }
            Data::List(items) => {
                let mut before = flow.then_some(node.span.start + 1);
                for (number, item) in items.iter().enumerate() {
                    if flow {
                        self.between(before, item.span.start, number);
                    }
                    self.node(item);
                    before = (item.data != Data::Null).then_some(item.span.end);
                }
                self.close(before, node, flow);
            }
            _ => {}
        }
    }

    /// Between a bracket and the first entry, or between two.
    fn between(&mut self, before: Option<usize>, start: usize, number: usize) {
        if let Some(before) = before {
            self.gap(before..start, if number == 0 { "" } else { ", " });
        }
    }

    /// Between the last entry and the closing bracket; a comma there goes.
    fn close(&mut self, before: Option<usize>, node: &Node, flow: bool) {
        let Some(before) = before.filter(|_| flow) else { return };
        let range = before..node.span.end.saturating_sub(1);
        if self.text.get(range.clone()).is_some_and(|gap| gap.trim_matches(' ') == ",") {
            self.edits.push((range, String::new()));
        } else {
            self.gap(range, "");
        }
    }

    fn gap(&mut self, range: Range<usize>, want: &str) {
        let Some(written) = self.text.get(range.clone()) else { return };
        let is_gap = written.trim_matches(' ') == want.trim_end();
        if !is_gap || written == want || self.lines_up(&range, written, want) {
            return;
        }
        self.edits.push((range, want.to_owned()));
    }

    /// Whether more blanks than needed make a column with the line before or after.
    fn lines_up(&self, range: &Range<usize>, written: &str, want: &str) -> bool {
        let Some(sign) = want.trim_end().chars().next().filter(|_| written.starts_with(want)) else { return false };
        let line_start = self.text[..range.end].rfind('\n').map_or(0, |at| at + 1);
        let column = columns(&self.text[line_start..range.end]);
        let above = self.text[..line_start].trim_end_matches('\n').rsplit('\n').next();
        let line_end = self.text[range.end..].find('\n').map_or(self.text.len(), |at| range.end + at);
        let below = self.text[line_end..].trim_start_matches('\n').split('\n').next();
        [above, below].into_iter().flatten().any(|line| has_column(line, column, sign))
    }
}

/// Whether something begins at a column of a line after this sign and blanks.
fn has_column(line: &str, column: usize, sign: char) -> bool {
    let mut width = 0;
    for (at, c) in line.char_indices() {
        if width == column {
            let before = &line[..at];
            return c != ' ' && before.ends_with(' ') && before.trim_end_matches(' ').ends_with(sign);
        }
        width += columns(c.encode_utf8(&mut [0; 4]));
    }
    false
}
