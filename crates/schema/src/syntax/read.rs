//! [`Node`] → typed values, with a diagnostic for everything the vocabulary does not allow.
//!
//! ```text
//! let mut map = MapReader::new(node, d)?;              // reports when it is not a map
//! let id = map.required_text("id", d);                 // Option<(&str, Span)>; None was reported
//! let label = map.localized("label", d);               // Option<Text>; None: absent, or reported
//! let required = map.yes_no("required", true, d);
//! for question in map.list("questions", d) { … }
//! map.finish(d);                                       // reports keys that nobody asked for
//! ```
//!
//! Every key that is asked for counts as known, so ask for all keys before [`MapReader::finish`]. A broken node
//! ([`Data::Broken`]) was reported by the parser and is passed over in silence.

use super::{Data, Key, Node, line, loose};
use crate::{
    diagnostic::Diagnostic,
    office::WEEKDAYS,
    source::Span,
    text::{Lang, Text},
};
use jiff::civil;
use std::collections::BTreeMap;

/// Where mistakes go.
pub type Diagnostics = Vec<Diagnostic>;

/// Reads the entries of one map and remembers which keys were asked for.
#[derive(Debug)]
pub struct MapReader<'a> {
    entries: &'a [(Key, Node)],
    span: Span,
    asked: Vec<&'static str>,
}

impl<'a> MapReader<'a> {
    /// A reader over a map; anything else is reported.
    pub fn new(node: &'a Node, d: &mut Diagnostics) -> Option<MapReader<'a>> {
        let entries = map(node, d)?;
        Some(MapReader { entries, span: node.span, asked: Vec::new() })
    }

    /// Where the map stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The value of a key, if it is written (also when nothing follows it).
    pub fn optional(&mut self, key: &'static str) -> Option<&'a Node> {
        self.entry(key).map(|(_, node)| node)
    }

    /// Key and value, for diagnostics that point at the key.
    pub fn entry(&mut self, key: &'static str) -> Option<(&'a Key, &'a Node)> {
        self.asked.push(key);
        self.entries.iter().find(|(k, _)| k.text == key).map(|(k, node)| (k, node))
    }

    /// The value of a key; its absence is reported.
    pub fn required(&mut self, key: &'static str, d: &mut Diagnostics) -> Option<&'a Node> {
        let found = self.optional(key);
        if found.is_none() {
            d.push(Diagnostic::error("form.missing-key", self.start()).arg("key", key));
        }
        found
    }

    /// A text with its place; absence is reported.
    pub fn required_text(&mut self, key: &'static str, d: &mut Diagnostics) -> Option<(&'a str, Span)> {
        let node = self.required(key, d)?;
        text(node, d).map(|t| (t, node.span))
    }

    /// A text with its place.
    pub fn optional_text(&mut self, key: &'static str, d: &mut Diagnostics) -> Option<(&'a str, Span)> {
        let node = self.optional(key)?;
        text(node, d).map(|t| (t, node.span))
    }

    /// A text in one or more languages.
    pub fn localized(&mut self, key: &'static str, d: &mut Diagnostics) -> Option<Text> {
        localized(self.optional(key)?, d)
    }

    /// A text in one or more languages; absence is reported.
    pub fn required_localized(&mut self, key: &'static str, d: &mut Diagnostics) -> Option<Text> {
        localized(self.required(key, d)?, d)
    }

    /// `yes`/`no`/`true`/`false`, or `default` when absent or wrong.
    pub fn yes_no(&mut self, key: &'static str, default: bool, d: &mut Diagnostics) -> bool {
        let known = d.len();
        let found = self.optional(key).and_then(|node| yes_no(node, d));
        let conditional = key == "required" && d.len() > known;
        let text = self.optional(key).filter(|_| conditional).and_then(Node::as_text);
        if let (Some(text), Some(report)) = (text.filter(|text| loose::is_condition(text)), d.last_mut()) {
            report.suggestions = vec![format!("required_if: {text}")];
        }
        found.unwrap_or(default)
    }

    /// A whole number in a range.
    pub fn integer(&mut self, key: &'static str, range: (i64, i64), d: &mut Diagnostics) -> Option<i64> {
        integer(self.optional(key)?, range, d)
    }

    /// The entries of a list; none when absent or wrong.
    pub fn list(&mut self, key: &'static str, d: &mut Diagnostics) -> &'a [Node] {
        self.optional(key).and_then(|node| list(node, d)).unwrap_or(&[])
    }

    /// The entries of a list, where a single value may stand for a list of one: `by: cleaning`.
    pub fn one_or_many(&mut self, key: &'static str) -> Vec<&'a Node> {
        self.optional(key).map(one_or_many).unwrap_or_default()
    }

    /// The entries of a map; none when absent or wrong.
    pub fn map(&mut self, key: &'static str, d: &mut Diagnostics) -> &'a [(Key, Node)] {
        self.optional(key).and_then(|node| map(node, d)).unwrap_or(&[])
    }

    /// Reports each key that was not asked for, with the nearest that was.
    pub fn finish(self, d: &mut Diagnostics) {
        let mut known = self.asked;
        known.sort_unstable();
        known.dedup();
        for (key, _) in self.entries.iter().filter(|(k, _)| !known.contains(&k.text.as_str())) {
            let found = Diagnostic::error("form.unknown-key", key.span)
                .arg("key", &key.text)
                .arg("known", known.join(" "))
                .nearest(&key.text, known.iter().copied());
            d.push(found);
        }
    }

    /// The first key of the map, where something missing is pointed at.
    fn start(&self) -> Span {
        self.entries.first().map_or(self.span, |(key, _)| key.span)
    }
}

/// Reads `schema: 1`, the version of the language, which every definition begins with.
pub fn schema_version(map: &mut MapReader<'_>, d: &mut Diagnostics) {
    if let Some((version, span)) = map.required_text("schema", d)
        && version != "1"
    {
        d.push(Diagnostic::error("form.schema-version", span).arg("version", version).suggest("1"));
    }
}

/// Whether a word can be an identity: `[a-z][a-z0-9_]*`, at most 40 characters; with `dash` also `-`. Reports if not.
pub fn identity(word: &str, span: Span, dash: bool, d: &mut Diagnostics) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || (dash && c == '-');
    let begins = word.starts_with(|c: char| c.is_ascii_lowercase());
    // Two dashes would be read as the rows of a question in the name of a table.
    if begins && word.len() <= 40 && word.chars().all(fits) && !word.contains("--") {
        return true;
    }
    let report = Diagnostic::error("form.bad-id", span).arg("id", word);
    let fixed = as_identity(word, dash);
    d.push(if fixed.is_empty() { report } else { report.suggest(fixed) });
    false
}

/// A word as an identity, the nearest that can be one: `UsedOn` is `used_on`. Empty when there is none.
fn as_identity(word: &str, dash: bool) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut fixed = String::new();
    let mut small = false;
    for c in word.nfkc() {
        if c.is_ascii_uppercase() && small {
            fixed.push('_');
        }
        small = c.is_ascii_lowercase() || c.is_ascii_digit();
        match c.to_ascii_lowercase() {
            c if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || (dash && c == '-') => fixed.push(c),
            c if c.is_ascii() => fixed.push('_'),
            _ => return String::new(),
        }
    }
    let digits = fixed.trim_start_matches(|c: char| c.is_ascii_digit());
    let (number, rest) = fixed.split_at(fixed.len() - digits.len());
    let turned = match rest.trim_matches('_') {
        "" => return String::new(),
        rest if number.is_empty() => rest.to_owned(),
        rest => format!("{rest}_{number}"),
    };
    turned.replace("--", "-").chars().take(40).collect()
}

/// Reports that something else stands where `expected` (a `@word` of the code table) belongs.
pub fn wrong(node: &Node, expected: &'static str, d: &mut Diagnostics) {
    let found = match &node.data {
        Data::Broken => return,
        Data::Null => {
            d.push(
                Diagnostic::error("form.empty", node.span).arg("expected", expected).arg("example", example(expected)),
            );
            return;
        }
        Data::Scalar { text, quoted: false } if expected == "@map" && text.contains('：') => {
            d.push(Diagnostic::error("yaml.full-width-colon", node.span));
            return;
        }
        Data::Scalar { text, quoted: false } if expected == "@map" && text.contains(":\u{3000}") => {
            d.push(Diagnostic::error("yaml.full-width-space", node.span));
            return;
        }
        Data::Scalar { text, quoted: false } if expected == "@map" && line::joined_key(text).is_some() => {
            let sign = line::joined_key(text).unwrap_or_default();
            let fixed = format!("{sign} {}", &text[sign.len()..]);
            let place = Span { end: node.span.start + sign.len(), ..node.span };
            d.push(Diagnostic::error("yaml.no-space", place).arg("sign", sign).arg("fixed", fixed));
            return;
        }
        Data::Scalar { text, .. } => format!("`{text}`"),
        Data::List(_) => "@list".to_owned(),
        Data::Map(_) => "@map".to_owned(),
    };
    let report = Diagnostic::error("form.wrong-type", node.span).arg("expected", expected).arg("found", found);
    let report = report.arg("example", example(expected));
    let meant = node.as_text().and_then(|text| loose::meant(text, expected));
    d.push(match meant {
        Some(meant) => report.suggest(meant),
        None => report,
    });
}

/// What is written where `expected` belongs; where the key is known, its own example takes the place of this one.
pub(crate) fn example(expected: &str) -> &'static str {
    match expected {
        "@yes-no" => "yes",
        "@integer" => "3",
        "@number" => "3.5",
        "@money" => "300",
        "@date" => "2026-04-01",
        "@moment" => "2026-04-28 16:00:01",
        "@time" => "16:00",
        "@list" => "[a, b]",
        "@map" => "{ja: 品目, en: Goods}",
        "@weekday" => "mon",
        "@period" => "12-29..01-03",
        _ => "label: 品目",
    }
}

/// The text of a scalar.
pub fn text<'a>(node: &'a Node, d: &mut Diagnostics) -> Option<&'a str> {
    let found = node.as_text();
    if found.is_none() {
        wrong(node, "@text", d);
    }
    found
}

/// The entries of a list.
pub fn list<'a>(node: &'a Node, d: &mut Diagnostics) -> Option<&'a [Node]> {
    let found = node.as_list();
    if found.is_none() {
        wrong(node, "@list", d);
    }
    found
}

/// The entries of a list, or the node itself; nothing for an empty or broken one.
pub fn one_or_many(node: &Node) -> Vec<&Node> {
    match &node.data {
        Data::List(items) => items.iter().collect(),
        Data::Null | Data::Broken => Vec::new(),
        _ => vec![node],
    }
}

/// The entries of a map.
pub fn map<'a>(node: &'a Node, d: &mut Diagnostics) -> Option<&'a [(Key, Node)]> {
    let found = node.as_map();
    if found.is_none() {
        wrong(node, "@map", d);
    }
    found
}

/// `yes`, `no`, `true`, `false`.
pub fn yes_no(node: &Node, d: &mut Diagnostics) -> Option<bool> {
    match node.as_text() {
        Some("yes" | "true") => Some(true),
        Some("no" | "false") => Some(false),
        _ => {
            wrong(node, "@yes-no", d);
            None
        }
    }
}

/// A whole number within `(least, most)`, both included.
pub fn integer(node: &Node, (least, most): (i64, i64), d: &mut Diagnostics) -> Option<i64> {
    let Some(number) = node.as_text().and_then(|t| t.parse::<i64>().ok()) else {
        wrong(node, "@integer", d);
        return None;
    };
    if (least..=most).contains(&number) {
        return Some(number);
    }
    let found = Diagnostic::error("form.out-of-range", node.span);
    d.push(found.arg("value", number).arg("min", least).arg("max", most));
    None
}

/// A decimal number.
pub fn number(node: &Node, d: &mut Diagnostics) -> Option<rust_decimal::Decimal> {
    let found = node.as_text().and_then(|t| rust_decimal::Decimal::from_str_exact(t).ok());
    if found.is_none() {
        wrong(node, "@number", d);
    }
    found
}

/// A date `2026-04-01`.
pub fn date(node: &Node, d: &mut Diagnostics) -> Option<civil::Date> {
    let found = node.as_text().filter(|t| t.len() == 10).and_then(|t| t.parse().ok());
    if found.is_none() {
        wrong(node, "@date", d);
    }
    found
}

/// One of a few words; anything else is reported with the nearest.
pub fn word<T: Copy>(node: &Node, words: &[(&str, T)], d: &mut Diagnostics) -> Option<T> {
    let written = text(node, d)?;
    let found = words.iter().find(|(name, _)| *name == written).map(|(_, value)| *value);
    if found.is_none() {
        let known: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
        let report = Diagnostic::error("form.unknown-word", node.span)
            .arg("word", written)
            .arg("known", known.join(" "))
            .nearest(written, known);
        d.push(report);
    }
    found
}

/// `mon`…`sun`.
pub fn weekday(node: &Node, d: &mut Diagnostics) -> Option<civil::Weekday> {
    word(node, &WEEKDAYS, d)
}

/// A text, or a map of languages with Japanese in it.
pub fn localized(node: &Node, d: &mut Diagnostics) -> Option<Text> {
    match &node.data {
        Data::Scalar { text, .. } => Some(Text::ja(text)),
        Data::Map(entries) => {
            let mut langs = BTreeMap::new();
            for (key, value) in entries {
                let Some(lang) = Lang::from_code(&key.text) else {
                    let found = Diagnostic::error("form.unknown-language", key.span).arg("lang", &key.text);
                    d.push(found.nearest(&key.text, Lang::ALL.map(Lang::code)));
                    continue;
                };
                if let Some(text) = text(value, d) {
                    langs.insert(lang, text.to_owned());
                }
            }
            if !entries.iter().any(|(key, _)| key.text == "ja") {
                d.push(Diagnostic::error("form.no-japanese", node.span));
            }
            Some(Text::from_langs(langs))
        }
        _ => {
            wrong(node, "@localized", d);
            None
        }
    }
}
