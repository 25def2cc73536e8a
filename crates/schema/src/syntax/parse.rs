//! Parser events → [`Node`]s. Reports what YAML allows and definitions do not: anchors, tags, several documents,
//! keys twice, keys that are not text. Depth and size are bounded; nothing here recurses.

use super::{Data, Key, Node, repair};
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
    let mut builder = Builder::new(file, text);
    match builder.run(text) {
        Ok(()) => {}
        Err(error) => builder.diagnostics.push(repair::explain(file, text, &error)),
    }
    let failed = builder.failed;
    diagnostics.append(&mut builder.diagnostics);
    if failed { None } else { builder.root }
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
    text: &'t str,
    stack: Vec<Open>,
    /// How many open collections are deeper than [`MAX_DEPTH`] and left out.
    too_deep: usize,
    root: Option<Node>,
    documents: usize,
    failed: bool,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Builder<'t> {
    fn new(file: FileId, text: &'t str) -> Builder<'t> {
        Builder {
            file,
            text,
            stack: Vec::new(),
            too_deep: 0,
            root: None,
            documents: 0,
            failed: false,
            diagnostics: Vec::new(),
        }
    }

    fn run(&mut self, text: &str) -> Result<(), ScanError> {
        let options = options! {
            emit_anchor_events: true,
            emit_unresolved_aliases: true,
            emit_comments: false,
        };
        for next in Parser::new_from_str_with_options(text, options) {
            let (event, span) = next.inspect_err(|_| self.failed = true)?;
            let range = span.byte_range().unwrap_or(0..0);
            let place = Span { file: self.file, start: range.start, end: range.end };
            if let Some(tag) = span.tag_span().and_then(|t| t.byte_range()) {
                let tag = Span { file: self.file, start: tag.start, end: tag.end };
                self.report(Diagnostic::error("yaml.tag", tag));
            }
            self.event(event, place);
        }
        Ok(())
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
                let data = scalar(&text, style, place);
                self.add(Node { span: self.trim(place, style), data });
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
                    repair::join_map(self.text, parts.entries, &mut self.diagnostics)
                } else {
                    parts.entries
                };
                Data::Map(self.unique(entries))
            }
            None if open.flow => Data::List(repair::join_list(self.text, open.list, &mut self.diagnostics)),
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
#[expect(clippy::unwrap_used, reason = "a test may panic")]
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

    #[test]
    fn hostile_depth_is_refused_without_a_stack_overflow() {
        assert_eq!(codes(&"[".repeat(100_000)), ["yaml.too-deep"]);
        assert_eq!(codes(&format!("{}{}", "[".repeat(200), "]".repeat(200))), ["yaml.too-deep"]);
    }
}
