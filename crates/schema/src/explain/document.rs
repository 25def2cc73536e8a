//! Documents: what is printed of what, when, and by whom.

use super::{Section, Speech};
use crate::app::{Document, Over};

impl Speech<'_> {
    /// The documents of the app.
    pub(super) fn documents(&self) -> Section {
        let head = [
            ("書類", "Document"),
            ("何を印刷するか", "What it is over"),
            ("印刷できる状態", "States"),
            ("印刷できる人", "Who may print it"),
        ];
        let rows = self.app.documents.values().map(|document| self.document(document)).collect();
        let title = self.of("書類", "Documents").to_owned();
        Section { title, blocks: self.table(&head, rows).into_iter().collect() }
    }

    fn document(&self, document: &Document) -> Vec<String> {
        let over = match &document.over {
            Over::Case => self.of("1件", "one case").to_owned(),
            Over::Rows(rows) => {
                let label = self.app.question(rows).map_or(rows.as_str(), |question| question.label.get(self.lang));
                self.of("{}の1行ずつ", "each row of {}").replacen("{}", &self.quoted(label), 1)
            }
            Over::View(view) => {
                let label = self.app.queue.views.get(view).map_or(view.as_str(), |view| view.label.get(self.lang));
                self.of("一覧{}", "the list {}").replacen("{}", &self.quoted(label), 1)
            }
        };
        let states = match (document.states.is_empty(), &document.over) {
            (_, Over::View(_)) => String::new(),
            (true, _) => self.of("すべて", "all").to_owned(),
            (false, _) => self.listed(document.states.iter().map(|state| self.state_label(state))),
        };
        let who = match (&document.over, document.resident) {
            (Over::View(_), _) => self.of("書き出せる職員", "staff who may export"),
            (_, true) => self.of("職員と申込者", "staff and the applicant"),
            (_, false) => self.of("職員", "staff"),
        };
        let who = match document.letter.sensitive {
            true => {
                format!("{who}{}", self.of("（機微情報を見られる職員だけ）", " (only staff who see sensitive answers)"))
            }
            false => who.to_owned(),
        };
        vec![document.label.get(self.lang).to_owned(), over, states, who]
    }
}
