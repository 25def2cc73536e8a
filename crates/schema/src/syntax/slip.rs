//! Slips of the hand that make a text unreadable: a missing blank behind a colon, a full-width sign, a tab. Each is
//! looked for in the lines up to the one where the parser stopped, and comes with what was probably meant.

use super::{
    column::Columns,
    flow::{Flow, Wrong},
    line::{self, Line, is_known_key},
};
use std::ops::Range;

/// One slip. Ranges are of the text that was searched.
#[derive(Debug, Default)]
pub(super) struct Slip {
    pub(super) code: &'static str,
    pub(super) at: Range<usize>,
    pub(super) args: Vec<(&'static str, String)>,
    /// What to read instead, in the order of the text.
    pub(super) edits: Vec<(Range<usize>, String)>,
    /// A value to read as if in quotes.
    pub(super) quote: Option<Range<usize>>,
    /// What to write instead.
    pub(super) suggestion: Option<String>,
}

impl Slip {
    fn new(code: &'static str, at: Range<usize>) -> Slip {
        Slip { code, at, ..Slip::default() }
    }

    fn arg(mut self, name: &'static str, value: impl Into<String>) -> Slip {
        self.args.push((name, value.into()));
        self
    }

    fn edit(mut self, range: Range<usize>, with: impl Into<String>) -> Slip {
        self.edits.push((range, with.into()));
        self
    }
}

/// The first slip in a text that cannot be read at `at`. `indent` says that the line of `at` stands in a wrong column.
pub(super) fn find(text: &str, at: usize, indent: bool) -> Option<Slip> {
    let lines: Vec<Line<'_>> = line::lines(text).filter(Line::says).collect();
    let mut columns = Columns::default();
    let mut flow = Flow::default();
    for (number, line) in lines.iter().enumerate() {
        let here = line.range();
        let next = lines.get(number + 1);
        if flow.is_clear() && columns.is_text(line) {
            continue;
        }
        if flow.is_clear() {
            let found =
                lead(line, &columns).or_else(|| head(line, &columns)).or_else(|| entry(&lines[..=number], &columns));
            let found =
                found.or_else(|| if indent && here.contains(&at) { depth(&lines, number, &columns) } else { None });
            if found.is_some() {
                return found;
            }
            columns.pass(line);
        }
        if let Some(wrong) = flow.read(line, next) {
            return Some(of_brackets(line, wrong));
        }
        // One line more than where the parser stopped: it stops before a line that it cannot place.
        if here.start > at {
            return None;
        }
    }
    None
}

/// Tabs or wide spaces before a key or an entry.
fn lead(line: &Line<'_>, columns: &Columns) -> Option<Slip> {
    let content = line.text.trim_start();
    let lead = &line.text[..line.text.len() - content.len()];
    let (offset, sign) = lead.char_indices().find(|(_, c)| *c != ' ')?;
    let meant = Line { start: line.start, text: content };
    if !meant.is_head() && !begins_entry(content) {
        return None;
    }
    let width: usize = lead.chars().map(|c| if matches!(c, '\t' | '\u{3000}') { 2 } else { 1 }).sum();
    let count = columns.nearest(width, meant.is_entry()).unwrap_or(width);
    let code = match sign {
        '\t' => "yaml.tab",
        '\u{3000}' => "yaml.full-width-space",
        _ => "yaml.odd-space",
    };
    let at = line.start + offset;
    let slip = Slip::new(code, at..at + sign.len_utf8()).arg("count", count.to_string());
    Some(slip.edit(line.start..line.start + lead.len(), " ".repeat(count)))
}

/// Signs that are written for the dash of an entry.
const DASHES: &[char] = &['－', '–', '—', '−', 'ー', '・', '●', '○', '•', '＊', '*', '‐', '―'];
/// Brackets that are written for `{`, with the closing one.
const BRACES: &[(char, char)] = &[('｛', '｝'), ('（', '）'), ('(', ')'), ('［', '］')];

/// A sign at the beginning of a line.
fn head(line: &Line<'_>, columns: &Columns) -> Option<Slip> {
    let mut content = line.content();
    let mut at = line.start + line.indent();
    if content.starts_with('＃') || content.starts_with("//") {
        let end = at + if content.starts_with("//") { 2 } else { '＃'.len_utf8() };
        let slip = Slip::new("yaml.sign", at..end).arg("instead", "#");
        return Some(slip.arg("sign", &line.text[at - line.start..end - line.start]).edit(at..end, "#"));
    }
    let first = content.chars().next()?;
    let behind = content[first.len_utf8()..].trim_start_matches([' ', '\u{3000}']);
    if DASHES.contains(&first) && begins_entry(behind) {
        let end = line.start + line.indent() + content.len() - behind.len();
        let slip = Slip::new("yaml.sign", at..at + first.len_utf8()).arg("instead", "- ").arg("sign", first);
        return Some(slip.edit(at..end, "- "));
    }
    if first == '-' && content.len() - behind.len() == 1 && begins_entry(behind) {
        return Some(no_space(at..at + 1, "-", content, 1));
    }
    if line.is_entry() {
        content = behind;
        at = line.start + line.text.trim_end().len() - behind.len();
        if !columns.fits(line.indent(), true) {
            return None;
        }
    } else if !columns.fits(line.indent(), false) {
        return None;
    }
    brace(at, content).or_else(|| colon(at, content))
}

/// `{` or a key, as an entry begins.
fn begins_entry(text: &str) -> bool {
    let key = text.trim_start_matches(line::is_key);
    text.starts_with(['{', '｛']) || (key.len() < text.len() && key.starts_with([':', '：']))
}

/// `｛id: x｝` or `(id: x)`.
fn brace(at: usize, content: &str) -> Option<Slip> {
    let first = content.chars().next()?;
    let (open, close) = BRACES.iter().find(|(open, _)| *open == first)?;
    let inner = &content[open.len_utf8()..];
    if !begins_entry(inner.trim_start()) {
        return None;
    }
    let slip = Slip::new("yaml.sign", at..at + open.len_utf8()).arg("instead", "{").arg("sign", *open);
    let slip = slip.edit(at..at + open.len_utf8(), "{");
    let end = at + content.len();
    Some(if content.ends_with(*close) { slip.edit(end - close.len_utf8()..end, "}") } else { slip })
}

/// `label:人数`, `label 人数` and `label = 人数`.
fn colon(at: usize, content: &str) -> Option<Slip> {
    let (lead, content) = match content.strip_prefix('{') {
        Some(inner) => (1, inner),
        None => (0, content),
    };
    let at = at + lead;
    let rest = content.trim_start_matches(line::is_key);
    let key = &content[..content.len() - rest.len()];
    if !key.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let sign = at + key.len();
    if let Some(value) = rest.strip_prefix(':') {
        let other = value.chars().next().filter(|c| c.is_whitespace() && !matches!(c, ' ' | '\t' | '\u{3000}'));
        if let Some(space) = other {
            let range = sign + 1..sign + 1 + space.len_utf8();
            return Some(Slip::new("yaml.odd-space", range.clone()).edit(range, " "));
        }
        let joined = !value.starts_with([' ', '/', '\t', '\u{3000}']) && !value.is_empty();
        return joined.then(|| no_space(at..sign + 1, &content[..=key.len()], content, key.len() + 1));
    }
    let value = rest.trim_start_matches([' ', '\u{3000}', '\u{a0}', '=', '＝', '﹕', '︰', '∶', '；', ';', '→']);
    let between = rest.len() - value.len();
    let twice = value.contains(": ") && lead == 0;
    if between == 0 || value.is_empty() || twice || !is_known_key(key) {
        return None;
    }
    let slip = Slip::new("yaml.no-colon", at..sign + between).arg("key", key);
    Some(slip.arg("fixed", format!("{key}: {value}")).edit(sign..sign + between, ": "))
}

/// A missing blank behind `sign`, which ends at `end` of the content.
fn no_space(at: Range<usize>, sign: &str, content: &str, end: usize) -> Slip {
    let fixed = format!("{} {}", &content[..end], &content[end..]);
    let place = at.end;
    Slip::new("yaml.no-space", at).arg("sign", sign).arg("fixed", fixed).edit(place..place, " ")
}

/// Keys where a list has its entries: the first `- ` is missing. Also an entry without its `{`.
fn entry(lines: &[Line<'_>], columns: &Columns) -> Option<Slip> {
    let (line, before) = lines.split_last()?;
    let content = line.content();
    let behind = content.strip_prefix("- ")?;
    let start = line.start + line.text.trim_end().len() - behind.trim_start().len();
    let behind = behind.trim_start();
    if behind.ends_with('}')
        && !behind.contains('{')
        && line::next_entry(behind).is_some()
        && line::key_of(behind).is_some()
    {
        let end = start + behind.len();
        return Some(
            Slip::new("yaml.no-open", end - 1..end).arg("close", "}").arg("open", "{").edit(start..start, "{"),
        );
    }
    let first = columns.keys_before_entry(line.indent())?;
    let keys = before.iter().filter(|line| line.start >= first);
    let own = lines.iter().find(|line| line.start == first)?;
    if own.is_entry() {
        return None;
    }
    let at = own.start + own.indent();
    let mut slip = Slip::new("yaml.no-dash", at..at + own.content().len()).arg("text", format!("- {}", own.content()));
    for line in keys {
        let at = line.start + line.indent();
        slip = slip.edit(at..at, if line.start == first { "- " } else { "  " });
    }
    Some(slip)
}

/// Farthest that a line can have slipped; one that is farther off was not meant for any column.
const FARTHEST: usize = 3;

/// A line in a column where nothing of its kind began.
fn depth(lines: &[Line<'_>], number: usize, columns: &Columns) -> Option<Slip> {
    let (line, after) = lines.get(number..)?.split_first()?;
    let (indent, is_entry) = (line.indent(), line.is_entry());
    if !line.is_head() || columns.fits(indent, is_entry) {
        return None;
    }
    if let Some(slip) = lines[..number].last().and_then(|before| first_dash(before, line, after)) {
        return Some(slip);
    }
    let meant = columns.nearest(indent, is_entry).filter(|meant| meant.abs_diff(indent) <= FARTHEST)?;
    let slip = Slip::new("yaml.indent", line.start + indent..line.start + line.text.trim_end().len());
    let slip = slip.arg("found", indent.to_string()).arg("expected", meant.to_string());
    if meant.abs_diff(indent) > 1 {
        return Some(slip);
    }
    let shift = |line: &Line<'_>| {
        let to = if meant > indent { line.indent() + 1 } else { line.indent().saturating_sub(1) };
        (line.start..line.start + line.indent(), " ".repeat(to))
    };
    let deeper = after.iter().take_while(|next| is_entry && next.indent() >= indent + 2);
    let edits = std::iter::once(line).chain(deeper).map(shift).collect();
    Some(Slip { edits, ..slip })
}

/// `id: x` whose next line stands under it as under an entry, in a list of entries.
fn first_dash(own: &Line<'_>, line: &Line<'_>, after: &[Line<'_>]) -> Option<Slip> {
    let column = own.indent();
    let follows = after.iter().find(|next| next.indent() <= column)?;
    if own.is_entry()
        || !own.is_head()
        || line.indent() != column + 2
        || !follows.is_entry()
        || follows.indent() != column
    {
        return None;
    }
    let at = own.start + column;
    let slip = Slip::new("yaml.no-dash", at..at + own.content().len()).arg("text", format!("- {}", own.content()));
    Some(slip.edit(at..at, "- "))
}

/// What is wrong with brackets, quotes and commas, as a slip.
fn of_brackets(line: &Line<'_>, wrong: Wrong) -> Slip {
    match wrong {
        Wrong::Extra(at, close) => {
            let open = if close == '}' { "{" } else { "[" };
            let slip = Slip::new("yaml.no-open", at..at + 1).arg("close", close).arg("open", open);
            slip.edit(at..at + 1, " ")
        }
        Wrong::FullWidthComma(at) => {
            let sign = &line.text[at.start - line.start..at.end - line.start];
            let slip = Slip::new("yaml.sign", at.clone()).arg("sign", sign).arg("instead", ", ");
            slip.edit(at, ", ")
        }
        Wrong::NoComma(at) => {
            let offset = at - line.start;
            let key = &line.text[offset..];
            let key = &key[..key.len() - key.trim_start_matches(line::is_key).len()];
            let before = line.text[..offset].trim_end();
            let end = line.start + before.len();
            let slip = Slip::new("yaml.no-comma", at..at + key.len()).arg("key", key);
            slip.edit(end..end, ",")
        }
        Wrong::Quote(at, quote, end) => Slip::new("yaml.open-quote", at..at + 1).edit(end..end, quote),
        Wrong::Unclosed(at, open, end, closing) => {
            Slip::new("yaml.unclosed", at..at + 1).arg("open", open).arg("close", &closing).edit(end..end, closing)
        }
        Wrong::Comment(comment, value) => {
            let from = value.start.min(comment.start) - line.start;
            let whole = &line.text[from..value.end - line.start];
            let lost = &line.text[comment.start - line.start..comment.end - line.start];
            let suggestion = Some(format!("\"{whole}\""));
            Slip { quote: Some(value), suggestion, ..Slip::new("yaml.hash", comment).arg("lost", lost) }
        }
    }
}
