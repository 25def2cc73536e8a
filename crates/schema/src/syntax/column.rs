//! Which columns a line may begin in, after the lines before it.

use super::line::Line;

/// The keys and entries that are open.
#[derive(Debug, Default)]
pub(super) struct Columns {
    open: Vec<Column>,
    /// The column of a key with nothing behind it yet: what follows may be deeper.
    opener: Option<usize>,
    /// A block of text (`|`) belongs to this column.
    block: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Column {
    at: usize,
    entry: bool,
    /// Where its first line begins.
    first: usize,
}

impl Columns {
    /// Whether a line is only text of a block.
    pub(super) fn is_text(&self, line: &Line<'_>) -> bool {
        self.block.is_some_and(|column| line.indent() > column)
    }

    /// Whether a key (or an entry) may begin in this column.
    pub(super) fn fits(&self, at: usize, entry: bool) -> bool {
        let child = self.opener.is_some_and(|key| at > key || (entry && at == key));
        self.open.is_empty() || child || self.open.iter().any(|column| column.at == at && column.entry == entry)
    }

    /// The column nearest to `at` where a key (or an entry) may begin; of two the deeper.
    pub(super) fn nearest(&self, at: usize, entry: bool) -> Option<usize> {
        let child = self.opener.map(|key| if at > key { at } else { key + 2 });
        let open = self.open.iter().filter(|column| column.entry == entry).map(|column| column.at);
        open.chain(child).min_by_key(|column| (column.abs_diff(at), std::cmp::Reverse(*column)))
    }

    /// The first line of the keys in a column where an entry begins although they are none.
    pub(super) fn keys_before_entry(&self, at: usize) -> Option<usize> {
        let keys = self.open.iter().find(|column| column.at == at && !column.entry)?;
        (at > 0 && self.opener != Some(at)).then_some(keys.first)
    }

    /// Goes on behind a line that begins outside brackets and quotes.
    pub(super) fn pass(&mut self, line: &Line<'_>) {
        let indent = line.indent();
        self.block = None;
        self.opener = None;
        self.open.retain(|column| column.at < indent || (column.at == indent && column.entry == line.is_entry()));
        let (mut rest, mut at) = (line.content(), indent);
        while let Some(behind) = rest.strip_prefix('-').filter(|behind| behind.is_empty() || behind.starts_with(' ')) {
            self.add(at, true, line.start);
            let content = behind.trim_start_matches(' ');
            if content.is_empty() {
                self.opener = Some(at);
                return;
            }
            if content.starts_with(['|', '>']) {
                self.block = Some(at);
            }
            at += rest.len() - content.len();
            rest = content;
        }
        let Some((_, value)) = split_key(rest) else { return };
        self.add(at, false, line.start);
        let value = value.find(" #").map_or(value, |comment| &value[..comment]).trim();
        if value.is_empty() {
            self.opener = Some(at);
        } else if value.starts_with(['|', '>']) {
            self.block = Some(at);
        }
    }

    fn add(&mut self, at: usize, entry: bool, first: usize) {
        if !self.open.iter().any(|column| column.at == at && column.entry == entry) {
            self.open.push(Column { at, entry, first });
        }
    }
}

/// `key: value` in its parts, where the key stands in quotes or not and in any script.
fn split_key(text: &str) -> Option<(&str, &str)> {
    if text.starts_with(['{', '[', '#']) {
        return None;
    }
    match text.split_once(": ") {
        Some((key, value)) => Some((key, value)),
        None => text.strip_suffix(':').map(|key| (key, "")),
    }
}
