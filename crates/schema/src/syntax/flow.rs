//! Brackets and quotes of a line: what opens, what closes, and the commas between.

use super::line::{self, Line};
use std::ops::Range;

/// What is open between lines.
#[derive(Default)]
pub(super) struct Flow {
    /// Brackets, the outermost first.
    open: Vec<Open>,
    /// A quote that waits for its other end, and where it opened.
    quote: Option<(usize, char)>,
}

struct Open {
    at: usize,
    bracket: char,
    /// Colons since the last comma: two make two entries.
    colons: usize,
    /// Where the present entry begins.
    entry: usize,
}

/// What is wrong with the brackets and quotes of a line.
#[derive(Debug, PartialEq)]
pub(super) enum Wrong {
    /// This bracket closes nothing.
    Extra(usize, char),
    /// A full-width comma between two entries.
    FullWidthComma(Range<usize>),
    /// No comma before this key.
    NoComma(usize),
    /// This quote does not close; it should at the second place.
    Quote(usize, char, usize),
    /// This bracket does not close; the closing ones belong at the second place.
    Unclosed(usize, char, usize, String),
    /// A comment took the closing brackets: the comment, and the value that it cuts.
    Comment(Range<usize>, Range<usize>),
}

impl Flow {
    /// Whether a line begins outside all brackets and quotes.
    pub(super) fn is_clear(&self) -> bool {
        self.open.is_empty() && self.quote.is_none()
    }

    /// Reads a line. `next` is the next line that says something.
    pub(super) fn read(&mut self, line: &Line<'_>, next: Option<&Line<'_>>) -> Option<Wrong> {
        let mut scan = Scan { begins: true, value: line.start + line.indent(), closed: false };
        let mut end = line.start + line.text.trim_end().len();
        let mut comment = None;
        let mut skip = false;
        for (offset, c) in line.text.char_indices().skip_while(|(at, _)| *at < line.indent()) {
            let at = line.start + offset;
            if std::mem::take(&mut skip) {
                continue;
            }
            if let Some((_, mark)) = self.quote {
                let doubled = mark == '\'' && line.text[offset + c.len_utf8()..].starts_with('\'');
                skip = (c == '\\' && mark == '"') || (c == mark && doubled);
                if c == mark && !skip {
                    self.quote = None;
                }
                continue;
            }
            if c == '#' && line.text[..offset].ends_with(' ') {
                end = line.start + line.text[..offset].trim_end().len();
                comment = Some(at..line.start + line.text.trim_end().len());
                break;
            }
            let wrong = self.sign(line, offset, c, &mut scan);
            if wrong.is_some() {
                return wrong;
            }
        }
        self.at_end(line, end, comment, scan.value, next)
    }

    /// One character outside quotes.
    fn sign(&mut self, line: &Line<'_>, offset: usize, c: char, scan: &mut Scan) -> Option<Wrong> {
        let at = line.start + offset;
        let rest = &line.text[offset + c.len_utf8()..];
        let inside = !self.open.is_empty();
        match c {
            '"' | '\'' if scan.begins => {
                self.quote = Some((at, c));
                scan.begins = false;
            }
            '{' | '[' if scan.begins || inside => {
                self.open.push(Open { at, bracket: c, colons: 0, entry: at + 1 });
                scan.begins = true;
            }
            '}' | ']' if inside => {
                scan.begins = false;
                scan.closed = self.open.len() == 1;
                return self.close(line, at, c);
            }
            '}' | ']' if scan.closed => return Some(Wrong::Extra(at, c)),
            ',' if inside => {
                scan.begins = true;
                if let Some(open) = self.open.last_mut() {
                    (open.colons, open.entry) = (0, at + 1);
                }
            }
            ':' if rest.is_empty() || rest.starts_with(' ') => {
                scan.begins = true;
                return self.colon(line, at);
            }
            '-' if offset == line.indent() && !inside => scan.begins = true,
            ' ' => {}
            _ => {
                if scan.begins {
                    scan.value = at;
                }
                (scan.begins, scan.closed) = (false, false);
            }
        }
        None
    }

    fn close(&mut self, line: &Line<'_>, at: usize, c: char) -> Option<Wrong> {
        let open = self.open.pop()?;
        let right = counterpart(open.bracket);
        if right == c {
            return None;
        }
        let begin = open.at.max(line.start) - line.start;
        let content = &line.text[begin..at - line.start];
        let place = line::next_entry(content).map_or(at, |found| line.start + begin + found);
        Some(Wrong::Unclosed(open.at, open.bracket, place, right.to_string()))
    }

    /// A second colon in one entry of `{…}`: the comma before its key is missing, or is not an ASCII one.
    fn colon(&mut self, line: &Line<'_>, at: usize) -> Option<Wrong> {
        let open = self.open.last_mut().filter(|open| open.bracket == '{')?;
        open.colons += 1;
        if open.colons < 2 {
            return None;
        }
        let from = open.entry.max(line.start) - line.start;
        let before = line.text.get(from..at - line.start)?;
        let lead = before.trim_end_matches(line::is_key);
        let key = &before[lead.len()..];
        if key.is_empty() {
            return None;
        }
        let word = line.start + from + lead.len();
        if let Some(comma) = lead.trim_end().chars().next_back().filter(|c| matches!(c, '、' | '，')) {
            let end = line.start + from + lead.trim_end().len();
            return Some(Wrong::FullWidthComma(end - comma.len_utf8()..end));
        }
        (lead.ends_with([' ', '"', '\'', ']', '}']) && line::is_known_key(key)).then_some(Wrong::NoComma(word))
    }

    /// What is still open at the end of a line though the next begins something new.
    fn at_end(
        &mut self,
        line: &Line<'_>,
        end: usize,
        comment: Option<Range<usize>>,
        value: usize,
        next: Option<&Line<'_>>,
    ) -> Option<Wrong> {
        let new = next.is_none_or(|next| next.is_head() || next.is_entry());
        if let Some((at, mark)) = self.quote {
            if !new {
                return None;
            }
            let rest = line.text.get(at.checked_sub(line.start)?..)?;
            return Some(Wrong::Quote(at, mark, at + self.end_of_value(rest)));
        }
        let open = self.open.last()?;
        let content = &line.text[..end - line.start];
        let goes_on = content.ends_with([',', '{', '[', ':']);
        let closes = next.is_some_and(|next| next.content().starts_with(['}', ']', ',']));
        let ends = match next {
            Some(next) if goes_on => next.is_entry(),
            _ if goes_on => true,
            _ => new && !closes,
        };
        if !ends {
            return None;
        }
        let closing: String = self.open.iter().rev().map(|open| counterpart(open.bracket)).collect();
        if let Some(comment) = comment {
            let text = &line.text[comment.start - line.start..comment.end - line.start];
            if text.len() > 1 && !text[1..].starts_with(' ') && text.ends_with(&closing) {
                let rest = &line.text[value - line.start..];
                let whole = value..value + line::end_in_braces(rest);
                return Some(Wrong::Comment(comment.start..whole.end.max(comment.start + 1), whole));
            }
        }
        Some(Wrong::Unclosed(open.at, open.bracket, end, closing))
    }

    /// Where a quoted value should end: before the next entry or the closing brackets, else at the end of the line.
    fn end_of_value(&self, rest: &str) -> usize {
        let rest = rest.trim_end();
        if self.open.is_empty() {
            return rest.len();
        }
        let closed = rest.trim_end_matches(['}', ']']);
        line::next_entry(closed).unwrap_or(closed.len())
    }
}

/// Where a line is being read.
struct Scan {
    /// A value can begin here.
    begins: bool,
    /// Where the last one without quotes began.
    value: usize,
    /// The last bracket has just closed.
    closed: bool,
}

fn counterpart(bracket: char) -> char {
    if bracket == '{' { '}' } else { ']' }
}
