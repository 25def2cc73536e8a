//! Parser events → [`Node`]s. Reports what YAML allows and definitions do not: anchors, tags, several documents,
//! keys twice, keys that are not text. Depth and size are bounded; nothing here recurses.

use super::{
    Data, Key, Node, join,
    repair::{Repairs, explain},
};
use crate::{
    diagnostic::Diagnostic,
    source::{FileId, Span},
};
use granit_parser::{Event, Parser, ScalarStyle, ScanError, options};

/// Deepest nesting of lists and maps.
pub(super) const MAX_DEPTH: usize = 64;
/// Longest text, in bytes.
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// Reads YAML 1.2 or JSON. `None` when nothing usable is left; then at least one error was reported, or the text
/// holds nothing at all.
pub fn parse(file: FileId, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let whole = Span { file, start: 0, end: text.len() };
    if text.len() > MAX_BYTES {
        let limit = (MAX_BYTES / 1024 / 1024).to_string();
        diagnostics.push(Diagnostic::error("yaml.too-large", Span { end: 0, ..whole }).arg("limit", limit));
        return None;
    }
    let mut repairs = Repairs::new(file, text);
    loop {
        let mut builder = Builder::new(file, text, &repairs);
        let Err(error) = builder.run() else {
            let Builder { root, diagnostics: mut found, .. } = builder;
            diagnostics.append(&mut found);
            repairs.finish(diagnostics);
            return root;
        };
        let opened = builder.opened();
        let mut found = builder.diagnostics;
        if !repairs.apply(&error) {
            diagnostics.append(&mut found);
            repairs.finish(diagnostics);
            diagnostics.extend(explain(file, text, &error, opened));
            return None;
        }
    }
}

/// A list or map that is still open.
struct Open {
    start: usize,
    flow: bool,
    list: Vec<Node>,
    map: Option<MapParts>,
}

/// The entries so far and the key that waits for its value.
#[derive(Default)]
struct MapParts {
    entries: Vec<(Key, Node)>,
    key: Option<Node>,
}

/// Builds the tree from events.
struct Builder<'t> {
    file: FileId,
    /// As written.
    text: &'t str,
    /// What is parsed instead.
    repairs: &'t Repairs<'t>,
    stack: Vec<Open>,
    /// How many open collections are deeper than [`MAX_DEPTH`] and left out.
    too_deep: usize,
    root: Option<Node>,
    documents: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Builder<'t> {
    fn new(file: FileId, text: &'t str, repairs: &'t Repairs<'t>) -> Builder<'t> {
        Builder {
            file,
            text,
            repairs,
            stack: Vec::new(),
            too_deep: 0,
            root: None,
            documents: 0,
            diagnostics: Vec::new(),
        }
    }

    /// Where the innermost list or map in brackets opened that is not closed yet. A pair inside a list (`[a: b]`) is
    /// a map without brackets of its own.
    fn opened(&self) -> Option<usize> {
        let bracket = |open: &&Open| self.text.get(open.start..).is_some_and(|rest| rest.starts_with(['[', '{']));
        self.stack.iter().rev().filter(|open| open.flow).find(bracket).map(|open| open.start)
    }

    fn run(&mut self) -> Result<(), ScanError> {
        let options = options! {
            emit_anchor_events: true,
            emit_unresolved_aliases: true,
            emit_comments: false,
        };
        for next in Parser::new_from_str_with_options(self.repairs.parsed(), options) {
            let (event, span) = next?;
            if let Some(tag) = span.tag_span() {
                let place = self.place(&tag);
                self.report(Diagnostic::error("yaml.tag", place));
            }
            let place = self.place(&span);
            self.event(event, place);
        }
        Ok(())
    }

    /// A span of the parser as one that surely lies in the text.
    fn place(&self, span: &granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.floor_char_boundary(range.end).max(start);
        Span { file: self.file, start, end }
    }

    fn event(&mut self, event: Event<'_>, place: Span) {
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents == 2 {
                    self.report(Diagnostic::error("yaml.documents", place));
                }
            }
            Event::Anchor(..) => self.report(Diagnostic::error("yaml.anchor", place)),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.report(Diagnostic::error("yaml.anchor", place));
                self.add(Node { span: place, data: Data::Broken });
            }
            Event::Scalar(text, style, ..) => {
                let node = match self.repairs.quoted(place) {
                    Some(span) => {
                        let text = self.text[span.start..span.end].to_owned();
                        Node { span, data: Data::Scalar { text, quoted: false } }
                    }
                    None => Node { span: self.trim(place, style), data: scalar(&text, style, place) },
                };
                self.add(node);
            }
            Event::SequenceStart(style, ..) => self.open(place, style == granit_parser::StructureStyle::Flow, None),
            Event::MappingStart(style, ..) => {
                self.open(place, style == granit_parser::StructureStyle::Flow, Some(MapParts::default()));
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(place),
            _ => {}
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// A block scalar's span without the line breaks after it.
    fn trim(&self, place: Span, style: ScalarStyle) -> Span {
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let end = place.start + self.text[place.start..place.end].trim_end().len();
                Span { end, ..place }
            }
            _ => place,
        }
    }

    fn open(&mut self, place: Span, flow: bool, map: Option<MapParts>) {
        if self.stack.len() >= MAX_DEPTH {
            if self.too_deep == 0 {
                let limit = MAX_DEPTH.to_string();
                self.report(Diagnostic::error("yaml.too-deep", place).arg("limit", limit));
                self.add(Node { span: place, data: Data::Broken });
            }
            self.too_deep += 1;
            return;
        }
        self.stack.push(Open { start: place.start, flow, list: Vec::new(), map });
    }

    fn close(&mut self, place: Span) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(open) = self.stack.pop() else { return };
        let end = if open.flow { place.end } else { self.end_of_block(open.start, place.end) };
        let span = Span { file: self.file, start: open.start, end };
        let data = match open.map {
            Some(parts) => {
                let entries = if open.flow {
                    join::join_map(self.text, parts.entries, &mut self.diagnostics)
                } else {
                    parts.entries
                };
                Data::Map(self.unique(entries))
            }
            None if open.flow => Data::List(join::join_list(self.text, open.list, &mut self.diagnostics)),
            None => Data::List(open.list),
        };
        self.add(Node { span, data });
    }

    /// A block ends after its last written character, not where the next one begins.
    fn end_of_block(&self, start: usize, end: usize) -> usize {
        start + self.text[start..end.max(start)].trim_end().len()
    }

    fn add(&mut self, node: Node) {
        if self.too_deep > 0 {
            return;
        }
        match self.stack.last_mut() {
            None if self.documents > 1 => {}
            None => self.root = Some(node),
            Some(Open { map: None, list, .. }) => list.push(node),
            Some(Open { map: Some(parts), .. }) => match parts.key.take() {
                None => parts.key = Some(node),
                Some(key) => {
                    let span = key.span;
                    match key.data {
                        Data::Scalar { text, quoted: false } if text.starts_with('\u{3000}') => {
                            let space = Span { end: span.start + '\u{3000}'.len_utf8(), ..span };
                            self.diagnostics.push(Diagnostic::error("yaml.full-width-space", space));
                        }
                        Data::Scalar { text, .. } => parts.entries.push((Key { text, span }, node)),
                        Data::Null => parts.entries.push((Key { text: String::new(), span }, node)),
                        Data::Broken => {}
                        _ => self.diagnostics.push(Diagnostic::error("yaml.key", span)),
                    }
                }
            },
        }
    }

    /// Keeps the first of each key and reports the others.
    fn unique(&mut self, entries: Vec<(Key, Node)>) -> Vec<(Key, Node)> {
        let mut seen = std::collections::HashMap::new();
        let mut kept = Vec::with_capacity(entries.len());
        for (key, node) in entries {
            if let Some(first) = seen.get(&key.text) {
                let found = Diagnostic::error("yaml.duplicate-key", key.span).arg("key", &key.text).related(*first);
                self.diagnostics.push(found);
            } else {
                seen.insert(key.text.clone(), key.span);
                kept.push((key, node));
            }
        }
        kept
    }
}

/// What a scalar is: its text, or nothing for an empty plain one, `~` and `null`.
fn scalar(text: &str, style: ScalarStyle, place: Span) -> Data {
    let plain = style == ScalarStyle::Plain;
    if plain && (place.start == place.end || text == "~" || text == "null") {
        return Data::Null;
    }
    Data::Scalar { text: text.to_owned(), quoted: !plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        let mut found = Vec::new();
        parse(FileId(0), text, &mut found);
        found.iter().map(|d| d.code).collect()
    }

    #[test]
    fn no_scalar_is_guessed() {
        let mut found = Vec::new();
        let node = parse(FileId(0), "a: 17:00\nb: no\nc: 0166\nd: 1e3\ne:\nf: 'null'\n", &mut found).unwrap();
        let text = |key: &str| node.get(key).unwrap().as_text();
        assert_eq!(
            ["a", "b", "c", "d", "f"].map(text),
            [Some("17:00"), Some("no"), Some("0166"), Some("1e3"), Some("null")]
        );
        assert_eq!(node.get("e").unwrap().data, Data::Null);
        assert_eq!(found, []);
    }

    #[test]
    fn spans_are_bytes_also_after_japanese_text() {
        let text = "題: 粗大ごみ\nlabel: \"品目\"\n";
        let node = parse(FileId(0), text, &mut Vec::new()).unwrap();
        let span = node.get("label").unwrap().span;
        assert_eq!(&text[span.start..span.end], "\"品目\"");
    }

    #[test]
    fn an_expression_that_a_comma_cuts_is_put_together_and_reported() {
        let mut found = Vec::new();
        let node = parse(FileId(0), "check: {rule: max(a, min(b, c)) <= 5, message: だめ}\n", &mut found).unwrap();
        let check = node.get("check").unwrap();
        assert_eq!(check.get("rule").unwrap().as_text(), Some("max(a, min(b, c)) <= 5"));
        assert_eq!(check.get("message").unwrap().as_text(), Some("だめ"));
        assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), ["yaml.cut"]);
    }

    #[test]
    fn what_yaml_allows_and_definitions_do_not_is_reported_once_each() {
        assert_eq!(codes("a: 1\na: 2\n"), ["yaml.duplicate-key"]);
        assert_eq!(codes("a: &x 1\nb: *x\n"), ["yaml.anchor", "yaml.anchor"]);
        assert_eq!(codes("a: !!str 1\n"), ["yaml.tag"]);
        assert_eq!(codes("a: 1\n---\nb: 1\n---\nc: 1\n"), ["yaml.documents"]);
        assert_eq!(codes("a:\n\tb: 1\n"), ["yaml.tab"]);
        assert_eq!(codes("? [a]\n: b\n"), ["yaml.key"]);
        assert_eq!(codes("{id:goods, type: items}\n"), ["yaml.key-without-value"]);
    }

    /// The value of `key` with what was reported.
    fn value(text: &str, key: &str) -> (Option<String>, Vec<&'static str>) {
        let mut found = Vec::new();
        let node = parse(FileId(0), text, &mut found);
        let value = node.and_then(|n| n.get(key).and_then(Node::as_text).map(str::to_owned));
        (value, found.iter().map(|d| d.code).collect())
    }

    #[test]
    fn a_value_that_needs_quotes_is_read_as_it_is_meant_and_reported() {
        for (text, key, meant) in [
            ("if: \"a\" == b\nx: 1\n", "if", "\"a\" == b"),
            ("label: 注意: 電話 # なぜ\nx: 1\n", "label", "注意: 電話"),
            ("x: 1\nto: @home\n", "to", "@home"),
            ("{if: a in [b, c], label: d}\n", "if", "a in [b, c]"),
            ("{label: d, if: \"a, b\" in [\"b\", (c)] and d}\n", "if", "\"a, b\" in [\"b\", (c)] and d"),
            ("id: - b\nx: 1\n", "id", "- b"),
            ("if: [1, 2] == b\nx: 1\n", "if", "[1, 2] == b"),
        ] {
            assert_eq!(value(text, key), (Some(meant.to_owned()), vec!["yaml.quote"]), "{text}");
        }
    }

    #[test]
    fn several_mistakes_of_the_text_are_told_at_once_and_the_rest_is_read() {
        let text = "label：品目\nname:　品\nhint: a: b\nlist:\n  - {if: x in [1], then: max(a, b)}\nend: yes\n";
        let codes = ["yaml.cut", "yaml.full-width-colon", "yaml.full-width-space", "yaml.quote", "yaml.quote"];
        let (end, mut found) = value(text, "end");
        found.sort_unstable();
        assert_eq!((end.as_deref(), found.as_slice()), (Some("yes"), codes.as_slice()));
        assert_eq!(value(text, "label").0.as_deref(), Some("品目"));
        assert_eq!(value(text, "name").0.as_deref(), Some("品"));
    }

    #[test]
    fn an_entry_in_braces_whose_colon_is_wrong_is_read_as_it_is_meant() {
        let (kind, found) = value("{id: goods, type：items, from:items}\n", "type");
        assert_eq!(kind.as_deref(), Some("items"));
        assert_eq!(found, ["yaml.full-width-colon", "yaml.key-without-value"]);
    }

    #[test]
    fn what_cannot_be_guessed_is_pointed_at_where_it_began() {
        let at = |text: &str| {
            let mut found = Vec::new();
            assert_eq!(parse(FileId(0), text, &mut found), None);
            (found[0].code, found[0].span.start)
        };
        assert_eq!(at("a: {b: 1\nc: 2\n"), ("yaml.unclosed", 3));
        assert_eq!(at("a: 'xx\nb: 1\n"), ("yaml.open-quote", 3));
        assert_eq!(at("a: 1\n  b: 2\n"), ("yaml.indent", 7));
        assert_eq!(at("- a\nb: 1\n"), ("yaml.indent", 4));
        assert_eq!(codes("a: 1\n　　b: 1\n"), ["yaml.full-width-space"]);
        assert_eq!(at("a: {b: 1}}\n").0, "yaml.syntax");
        assert_eq!(codes("a:\n\tb: 1\n\tc: 1\n"), ["yaml.tab", "yaml.tab"]);
    }

    #[test]
    fn hostile_depth_is_refused_without_a_stack_overflow() {
        assert_eq!(codes(&"[".repeat(100_000)), ["yaml.too-deep"]);
        assert_eq!(codes(&format!("{}{}", "[".repeat(200), "]".repeat(200))), ["yaml.too-deep"]);
    }
}
