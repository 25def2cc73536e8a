//! References to the city and to the app's own parts: who may act, states, mails, lists.

use super::{Lowering, shape};
use crate::{
    app::{Access, By, List, Mail},
    ast::{self, Word},
    check::names,
    diagnostic::Diagnostic,
    field::Kind,
    source::Span,
    syntax::Node,
};
use std::sync::Arc;

impl Lowering<'_> {
    /// Those named in `by` or `access`: units, posts and, where it is allowed, `resident`.
    pub(super) fn who(&mut self, written: &[Word], resident: bool) -> Vec<By> {
        written.iter().filter_map(|word| self.by(word, resident)).collect()
    }

    fn by(&mut self, word: &Word, resident: bool) -> Option<By> {
        if resident && word.text == "resident" {
            return Some(By::Resident);
        }
        let (unit, post) =
            word.text.split_once('/').map_or((word.text.as_str(), None), |(unit, post)| (unit, Some(post)));
        let Some(known) = self.office.units.get(unit) else {
            let also = resident.then_some("resident");
            names::unknown("app.unknown-unit", word, self.office.units.keys().map(String::as_str).chain(also), self.d);
            return None;
        };
        let Some(post) = post else { return Some(By::Unit(unit.to_owned())) };
        if known.posts.contains_key(post) {
            return Some(By::Post(unit.to_owned(), post.to_owned()));
        }
        let posts: Vec<String> = known.posts.keys().map(|post| format!("{unit}/{post}")).collect();
        names::unknown("app.unknown-post", word, posts.iter().map(String::as_str), self.d);
        None
    }

    /// The owning unit.
    pub(super) fn owner(&mut self, written: Option<&Word>) -> String {
        let Some(word) = written else { return String::new() };
        if !self.office.units.contains_key(&word.text) {
            names::unknown("app.unknown-unit", word, self.office.units.keys().map(String::as_str), self.d);
        }
        word.text.clone()
    }

    /// Who may read, see what is sensitive, and export; the owner where nothing is written.
    pub(super) fn access(&mut self, written: &ast::Access, owner: &str) -> Access {
        let mut named = |words: &Option<Vec<Word>>| match words {
            Some(words) => self.who(words, false),
            None => vec![By::Unit(owner.to_owned())],
        };
        Access { read: named(&written.read), sensitive: named(&written.sensitive), export: named(&written.export) }
    }

    /// One mail.
    pub(super) fn mail(&mut self, written: ast::Mail) -> Option<Mail> {
        if let Some(to) = &written.to {
            self.mail_address(to);
        }
        let body = match written.body? {
            ast::Body::Text(text) => text,
            ast::Body::File(file) => self.text_file(&file)?,
        };
        Some(Mail { id: written.id.text, to: written.to?.text, subject: written.subject?, body })
    }

    fn mail_address(&mut self, to: &Word) {
        if self.question_name(to) && !self.emails.contains(&to.text) && !self.broken.contains(&to.text) {
            self.d.push(Diagnostic::error("app.mail-to", to.span).arg("name", &to.text));
        }
    }

    /// The text of a file of the app's folder.
    fn text_file(&mut self, file: &Word) -> Option<String> {
        let path = format!("{}{}", self.folder, file.text);
        if let Some((_, found)) = self.sources.find(&path) {
            return Some(found.text.clone());
        }
        let known: Vec<&str> =
            self.sources.iter().filter_map(|(_, source)| source.path.strip_prefix(self.folder.as_str())).collect();
        let report = Diagnostic::error("app.no-file", file.span).arg("path", &file.text);
        self.d.push(report.nearest(&file.text, known));
        None
    }

    /// Whether a state exists; reports if not.
    pub(super) fn state_name(&mut self, word: &Word) -> bool {
        let known = self.states.contains(&word.text);
        if !known {
            names::unknown("workflow.unknown-state", word, self.states.iter().map(String::as_str), self.d);
        }
        known
    }

    /// Whether a mail exists; reports if not.
    pub(super) fn mail_name(&mut self, word: &Word) -> bool {
        let known = self.mails.contains(&word.text);
        if !known {
            names::unknown("app.unknown-mail", word, self.mails.iter().map(String::as_str), self.d);
        }
        known
    }

    /// Whether a question exists; reports if not.
    pub(super) fn question_name(&mut self, word: &Word) -> bool {
        let known = self.vocabulary.has(&word.text);
        if !known {
            names::unknown("form.unknown-question", word, self.vocabulary.ids(), self.d);
        }
        known
    }

    /// A question whose answer is one column; reports anything else.
    pub(super) fn scalar_question(&mut self, word: &Word) -> bool {
        if !self.question_name(word) || self.broken.contains(&word.text) {
            return false;
        }
        let scalar = self.scalars.contains(&word.text);
        if !scalar {
            self.d.push(Diagnostic::error("booking.limit-per", word.span).arg("name", &word.text));
        }
        scalar
    }

    /// Reads the lists of the app.
    pub(super) fn read_lists(&mut self, written: &[ast::List<'_>]) {
        names::identities(names::Of::List, written.iter().map(|list| &list.id), self.d);
        for ast::List { id, node } in written {
            let list = crate::list::list(self.sources, self.file, &id.text, node, self.d);
            if let Some(list) = list.map(Arc::new) {
                self.vocabulary.add_list(Arc::clone(&list));
                self.lists.insert(id.text.clone(), list);
            } else {
                self.broken_lists.insert(id.text.clone());
            }
        }
    }

    /// A list by name; reports one that does not exist.
    pub(super) fn list_name(&mut self, word: &Word) -> Option<Arc<List>> {
        self.used_lists.insert(word.text.clone());
        let found = self.lists.get(&word.text).cloned();
        if found.is_none() && !self.broken_lists.contains(&word.text) {
            names::unknown("list.unknown", word, self.lists.keys().map(String::as_str), self.d);
        }
        found
    }

    /// The options written at a question itself: a list with the question's name.
    pub(super) fn own_list(&mut self, id: &Word, node: &Node) -> Option<Arc<List>> {
        if self.lists.contains_key(&id.text) || self.broken_lists.contains(&id.text) {
            self.d.push(Diagnostic::error("list.same-name", node.span).arg("name", &id.text));
            return None;
        }
        let list = Arc::new(crate::list::list(self.sources, self.file, &id.text, node, self.d)?);
        self.vocabulary.add_list(Arc::clone(&list));
        self.used_lists.insert(id.text.clone());
        self.lists.insert(id.text.clone(), Arc::clone(&list));
        Some(list)
    }

    /// Warns about lists that nothing uses.
    pub(super) fn unused_lists(&mut self, written: &[(String, Span)]) {
        for (id, span) in written.iter().filter(|(id, _)| !self.used_lists.contains(id)) {
            self.d.push(Diagnostic::warning("list.unused", *span).arg("name", id));
        }
    }

    /// Notes what later blocks ask about a question.
    pub(super) fn note_kind(&mut self, id: &str, kind: Option<&Kind>, internal: bool) {
        match kind {
            None => {
                self.broken.insert(id.to_owned());
            }
            Some(kind) => {
                if !internal && !matches!(kind, Kind::Calc(_) | Kind::Note(_)) {
                    self.asked.insert(id.to_owned());
                }
                if matches!(kind, Kind::Email) {
                    self.emails.insert(id.to_owned());
                }
                if !matches!(kind, Kind::File(_)) && shape::columns(kind, id).len() == 1 {
                    self.scalars.insert(id.to_owned());
                }
            }
        }
    }
}
