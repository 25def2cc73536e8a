//! Lines of a text that the parser refused: what stands at their beginning.

use crate::vocabulary;
use std::ops::Range;

/// A line without its line break.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// Where it begins.
    pub(super) start: usize,
    /// What it says.
    pub(super) text: &'t str,
}

impl<'t> Line<'t> {
    /// Blanks and tabs before its content, in bytes.
    pub(super) fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches([' ', '\t']).len()
    }

    /// Without indentation and blanks at the end.
    pub(super) fn content(&self) -> &'t str {
        self.text.trim_start_matches([' ', '\t']).trim_end()
    }

    /// Whether it says something: it is neither blank nor a comment.
    pub(super) fn says(&self) -> bool {
        !self.content().is_empty() && !self.content().starts_with('#')
    }

    /// Whether it begins with `- `.
    pub(super) fn is_entry(&self) -> bool {
        self.content() == "-" || self.content().starts_with("- ")
    }

    /// Whether it begins with `key:`, or is the entry of a list.
    pub(super) fn is_head(&self) -> bool {
        self.is_entry() || key_of(self.content()).is_some()
    }

    /// The bytes of the line.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let begin = start;
        start += line.len();
        Line { start: begin, text: line.trim_end_matches(['\n', '\r']) }
    })
}

/// Whether a character can be part of a key.
pub(super) fn is_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// `label: 人数` → `label`; also `label:` with nothing behind it.
pub(super) fn key_of(content: &str) -> Option<&str> {
    let rest = content.trim_start_matches(is_key);
    let key = &content[..content.len() - rest.len()];
    let behind = rest.strip_prefix(':')?;
    (!key.is_empty() && (behind.is_empty() || behind.starts_with(' '))).then_some(key)
}

/// `label:人数` → `label:`; not for `17:00` or `https://…`.
pub(super) fn joined_key(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(is_key);
    let behind = rest.strip_prefix(':')?;
    let joined = !behind.is_empty() && !behind.starts_with(|c: char| c.is_whitespace() || c == '/');
    let key = &text[..text.len() - behind.len()];
    (joined && key.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(key)
}

/// Whether a word is a key of the language.
pub(super) fn is_known_key(word: &str) -> bool {
    vocabulary::is_key(word)
}

/// Where `, key: ` stands in a text.
pub(super) fn next_entry(text: &str) -> Option<usize> {
    text.match_indices(',').map(|(at, _)| at).find(|at| begins_entry(&text[at + 1..]))
}

/// The end of a value inside braces: before `, key: `, or the brace that closes them.
pub(super) fn end_in_braces(rest: &str) -> usize {
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
