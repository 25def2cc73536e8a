//! `documents`: the letter is compiled, its names are looked up, what it is over exists.

use super::Lowering;
use crate::{
    app::{Document, Over, Page, Queue},
    ast::{self, Word},
    check::names,
    diagnostic::Diagnostic,
    field::Kind,
    letter::{self, Letter, Mistake, Shape},
    source::{FileId, Span},
};
use indexmap::IndexMap;

impl Lowering<'_> {
    /// All documents, in order.
    pub(super) fn documents(
        &mut self,
        written: &[ast::Document],
        pages: &[Page],
        queue: &Queue,
    ) -> IndexMap<String, Document> {
        let documents = written.iter().filter_map(|document| self.document(document, pages, queue));
        documents.map(|document| (document.id.clone(), document)).collect()
    }

    fn document(&mut self, written: &ast::Document, pages: &[Page], queue: &Queue) -> Option<Document> {
        let label = self.label_of(written.label.as_ref(), &written.id);
        let over = self.over(written, pages, queue);
        let states = written.states.iter().flatten().filter(|state| self.state_name(state));
        let states = states.map(|state| state.text.clone()).collect();
        let letter = self.letter(written.file.as_ref()?, &over, pages);
        Some(Document {
            id: written.id.text.clone(),
            label,
            letter: letter?,
            states,
            over: over?,
            resident: written.resident,
            lang: written.lang,
        })
    }

    fn over(&mut self, written: &ast::Document, pages: &[Page], queue: &Queue) -> Option<Over> {
        let Some(view) = &written.over else {
            return match &written.each {
                Some(rows) => self.rows_of(rows, pages).then(|| Over::Rows(rows.text.clone())),
                None => Some(Over::Case),
            };
        };
        for (key, is_written) in
            [("in", written.states.is_some()), ("each", written.each.is_some()), ("for: resident", written.resident)]
        {
            if is_written {
                let report = Diagnostic::error("document.over-with", written.id.span).arg("key", key);
                self.d.push(report.arg("name", &written.id.text));
            }
        }
        let name = view.text.strip_prefix("view(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(&view.text).trim();
        let known = queue.views.contains_key(name) && view.text != name;
        if !known {
            let word = Word { text: name.to_owned(), span: view.span };
            names::unknown("document.unknown-view", &word, queue.views.keys().map(String::as_str), self.d);
            if let Some(report) = self.d.last_mut() {
                report.suggestions = report.suggestions.iter().map(|name| format!("view({name})")).collect();
            }
        }
        known.then(|| Over::View(name.to_owned()))
    }

    /// Whether a question has rows; reports if not.
    fn rows_of(&mut self, word: &Word, pages: &[Page]) -> bool {
        let rows: Vec<&str> = pages
            .iter()
            .flat_map(|page| &page.questions)
            .filter(|question| matches!(question.kind, Kind::Items(_) | Kind::Repeat(_)))
            .map(|question| question.id.as_str())
            .collect();
        let known = rows.contains(&word.text.as_str());
        if !known && !self.broken.contains(&word.text) {
            names::unknown("document.each", word, rows, self.d);
        }
        known
    }

    fn letter(&mut self, file: &Word, over: &Option<Over>, pages: &[Page]) -> Option<Letter> {
        let (id, text) = self.file_of_app(file)?;
        if !file.text.ends_with(".html") {
            self.d.push(Diagnostic::error("document.not-html", file.span).arg("path", &file.text));
            return None;
        }
        // What it is over is unknown, and with it the names: that was reported.
        let over = over.as_ref()?;
        let names = names_of(self.names_of_letters(pages), over);
        let mut read = letter::check(&text, &names);
        let mistakes = std::mem::take(&mut read.mistakes);
        let is_clean = mistakes.is_empty();
        for mistake in mistakes.into_iter().chain(letter::check_markup(&text)) {
            self.mistake_in(mistake, |range| Span { file: id, start: range.start, end: range.end });
        }
        let letter = is_clean.then(|| Letter::html(file.text.clone(), text, read));
        letter.flatten()
    }

    /// What letters over one case read; made once.
    pub(super) fn names_of_letters(&mut self, pages: &[Page]) -> &IndexMap<String, Shape> {
        if self.letter_names.is_empty() {
            let app = letter::of_app();
            self.letter_names = letter::of_case(pages, &self.lists).into_iter().chain(app).collect();
        }
        &self.letter_names
    }

    /// Tells a mistake of a letter at its place.
    pub(super) fn mistake_in(&mut self, mistake: Mistake, place: impl Fn(std::ops::Range<usize>) -> Span) {
        let of_broken = mistake.args.first().is_some_and(|(_, name)| self.broken.contains(name));
        if mistake.code == "app.unknown-placeholder" && of_broken {
            return;
        }
        let mut report = match mistake.code {
            "letter.class" => Diagnostic::warning(mistake.code, place(mistake.range)),
            code => Diagnostic::error(code, place(mistake.range)),
        };
        report.args = mistake.args;
        let looked_for = report.args.iter().find(|(name, _)| matches!(*name, "name" | "part"));
        let looked_for = looked_for.map(|(_, value)| value.clone()).unwrap_or_default();
        let mut report = report.nearest(&looked_for, mistake.known.iter().map(String::as_str));
        if let Some(meant) = mistake.meant {
            report.suggestions.insert(0, meant);
        }
        self.d.push(report);
    }

    /// A file of the app's folder with its text.
    pub(super) fn file_of_app(&mut self, file: &Word) -> Option<(FileId, String)> {
        let path = format!("{}{}", self.folder, file.text);
        if let Some((id, found)) = self.sources.find(&path) {
            return Some((id, found.text.clone()));
        }
        let known: Vec<&str> =
            self.sources.iter().filter_map(|(_, source)| source.path.strip_prefix(self.folder.as_str())).collect();
        let report = Diagnostic::error("app.no-file", file.span).arg("path", &file.text);
        self.d.push(report.nearest(&file.text, known));
        None
    }

    /// The documents that a press issues: of its case, by a person.
    pub(super) fn issued(&mut self, action: &ast::Action<'_>) -> Vec<String> {
        let mut issued = Vec::new();
        for word in &action.document {
            match self.document_ids.get(&word.text) {
                None => names::unknown("document.unknown", word, self.document_ids.keys().map(String::as_str), self.d),
                Some(true) => {
                    self.d.push(Diagnostic::error("document.cannot-issue", word.span).arg("name", &word.text));
                }
                Some(false) if action.automatic => {
                    self.d.push(Diagnostic::error("document.automatic", word.span).arg("name", &action.id.text));
                }
                Some(false) => issued.push(word.text.clone()),
            }
        }
        issued
    }
}

/// The names of a letter by what it is over.
fn names_of(case: &IndexMap<String, Shape>, over: &Over) -> IndexMap<String, Shape> {
    match over {
        Over::View(_) => {
            let own = |name: &str| letter::LETTER_NAMES.contains(&name);
            let row = case.iter().filter(|(name, _)| !own(name)).map(|(name, shape)| (name.clone(), shape.clone()));
            let cases = Shape::rows(Shape::record(row));
            let shared = case.iter().filter(|(name, _)| own(name)).map(|(name, shape)| (name.clone(), shape.clone()));
            shared.chain([("cases".to_owned(), cases), ("_view".to_owned(), Shape::text())]).collect()
        }
        Over::Rows(rows) => {
            let row = case.get(rows).map(Shape::each).unwrap_or_else(Shape::plain);
            case.iter().map(|(name, shape)| (name.clone(), shape.clone())).chain([("row".to_owned(), row)]).collect()
        }
        Over::Case => case.clone(),
    }
}
