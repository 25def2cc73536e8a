//! `lists`: read, found by name, used.

use super::Lowering;
use crate::{
    app::List,
    ast::{self, Word},
    check::names,
    diagnostic::Diagnostic,
    source::Span,
    syntax::Node,
};
use std::sync::Arc;

impl Lowering<'_> {
    /// Reads the lists of the app.
    pub(super) fn read_lists(&mut self, written: &[ast::List<'_>]) {
        names::identities(names::Of::List, written.iter().map(|list| &list.id), self.d);
        for ast::List { id, node } in written {
            let list = crate::list::list(self.sources, self.file, &id.text, node, self.d);
            if let Some(list) = list.map(Arc::new) {
                self.vocabulary.add_list(Arc::clone(&list));
                self.lists.insert(id.text.clone(), list);
            } else {
                self.vocabulary.unread.insert(id.text.clone());
                self.broken_lists.insert(id.text.clone());
            }
        }
    }

    /// A list by name; reports one that does not exist.
    pub(super) fn list_name(&mut self, word: &Word) -> Option<Arc<List>> {
        self.used_lists.insert(word.text.clone());
        let found = self.lists.get(&word.text).cloned();
        if found.as_ref().is_some_and(|list| list.is_table) {
            self.d.push(Diagnostic::error("table.no-choices", word.span).arg("name", &word.text));
            return None;
        }
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
}
