//! A text that is parsed with other words here and there, and where each of its bytes stands in the written one.

use std::{borrow::Cow, ops::Range};

/// The written text with edits.
pub(super) struct Edited<'t> {
    parsed: Cow<'t, str>,
    /// In the order of the text.
    edits: Vec<Edit>,
}

/// `parsed` of the edited text stands for `written` of the written one.
struct Edit {
    parsed: Range<usize>,
    written: Range<usize>,
}

impl<'t> Edited<'t> {
    /// Nothing edited yet.
    pub(super) fn new(written: &'t str) -> Edited<'t> {
        Edited { parsed: Cow::Borrowed(written), edits: Vec::new() }
    }

    /// The text with its edits.
    pub(super) fn text(&self) -> &str {
        &self.parsed
    }

    /// Where a byte of the edited text stands in the written one.
    pub(super) fn origin(&self, byte: usize) -> usize {
        let before = self.edits.iter().rev().find(|edit| edit.parsed.start <= byte);
        match before {
            None => byte,
            Some(edit) if byte < edit.parsed.end => {
                edit.written.start + (byte - edit.parsed.start).min(edit.written.len())
            }
            Some(edit) => edit.written.end + (byte - edit.parsed.end),
        }
    }

    /// Where a range of the edited text stands in the written one.
    pub(super) fn origin_of(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.origin(range.start);
        start..self.origin(range.end).max(start)
    }

    /// Writes other words at a range of the edited text. An edit inside is replaced with it; `false` when one only
    /// partly overlaps.
    pub(super) fn replace(&mut self, range: Range<usize>, with: &str) -> bool {
        let inside = |edit: &Edit| range.start <= edit.parsed.start && edit.parsed.end <= range.end;
        let apart = |edit: &Edit| edit.parsed.end <= range.start || range.end <= edit.parsed.start;
        if self.edits.iter().any(|edit| !inside(edit) && !apart(edit)) {
            return false;
        }
        let written = self.origin_of(&range);
        self.parsed.to_mut().replace_range(range.clone(), with);
        self.edits.retain(|edit| range.is_empty() || !inside(edit) || edit.parsed.end <= range.start);
        let grown = with.len();
        for edit in self.edits.iter_mut().filter(|edit| edit.parsed.start >= range.end) {
            let moved = |byte: usize| byte - range.len() + grown;
            edit.parsed = moved(edit.parsed.start)..moved(edit.parsed.end);
        }
        let place = self.edits.partition_point(|edit| edit.parsed.start < range.start);
        self.edits.insert(place, Edit { parsed: range.start..range.start + grown, written });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_behind_edits_is_found_where_it_was_written() {
        let written = "label:人数\ntype: text\n";
        let mut edited = Edited::new(written);
        let at = written.find("type").unwrap();
        assert!(edited.replace(6..6, " "));
        assert_eq!(edited.text(), "label: 人数\ntype: text\n");
        assert_eq!(edited.origin(edited.text().find("type").unwrap()), at);
        let kind = edited.text().find("type").unwrap();
        assert!(edited.replace(kind..kind + 4, "x"));
        assert_eq!(edited.text(), "label: 人数\nx: text\n");
        assert_eq!(edited.origin(edited.text().find("text").unwrap()), written.find("text").unwrap());
        assert!(edited.replace(0..5, "lab"));
        assert_eq!(edited.text(), "lab: 人数\nx: text\n");
        assert_eq!(edited.origin(edited.text().find("text").unwrap()), written.find("text").unwrap());
        assert_eq!(edited.origin(edited.text().find("人").unwrap()), 6);
    }

    #[test]
    fn an_edit_inside_a_later_one_goes_with_it() {
        let mut edited = Edited::new("a b c");
        assert!(edited.replace(2..3, "long"));
        assert!(edited.replace(0..6, "x"));
        assert_eq!((edited.text(), edited.origin(2)), ("x c", 4));
    }
}
