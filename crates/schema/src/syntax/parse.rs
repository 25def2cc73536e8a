//! Parser events → [`Node`]s. Reports what YAML allows and definitions do not: anchors, tags, several documents,
//! keys twice, keys that are not text. Depth and size are bounded; nothing here recurses.

use super::{Data, Key, Node, join, repair::Repairs};
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
        if !repairs.apply(&error) && !repairs.give_up(&error, opened) {
            diagnostics.append(&mut found);
            repairs.finish(diagnostics);
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
        let range = self.repairs.origin(span.byte_range().unwrap_or(0..0));
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
                    None if self.repairs.is_broken(place) => Node { span: place, data: Data::Broken },
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
                        Data::Scalar { text, quoted: false } if text.starts_with(char::is_whitespace) => {
                            let wide = text.starts_with('\u{3000}');
                            let code = if wide { "yaml.full-width-space" } else { "yaml.odd-space" };
                            let first = text.chars().next().map_or(0, char::len_utf8);
                            self.diagnostics.push(Diagnostic::error(code, Span { end: span.start + first, ..span }));
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
