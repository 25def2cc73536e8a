//! `mail`: the address is a question, the text may stand in a file.

use super::Lowering;
use crate::{
    app::Mail,
    ast::{self, Word},
    diagnostic::Diagnostic,
    source::Span,
};

impl Lowering<'_> {
    /// One mail.
    pub(super) fn mail(&mut self, written: ast::Mail<'_>) -> Option<Mail> {
        if let Some(to) = &written.to {
            self.mail_address(to);
        }
        if !written.scheduled && !self.sent.contains(&written.id.text) {
            self.d.push(Diagnostic::warning("app.unused-mail", written.id.span).arg("name", &written.id.text));
        }
        if let Some(subject) = &written.subject {
            self.placeholders_here(subject);
        }
        let body = match written.body? {
            ast::Body::Text(text) => {
                self.placeholders_here(&text);
                text.text.to_owned()
            }
            ast::Body::File(file) => self.text_file(&file)?,
        };
        Some(Mail { id: written.id.text, to: written.to?.text, subject: written.subject?.text.to_owned(), body })
    }

    fn mail_address(&mut self, to: &Word) {
        if self.question_name(to) && !self.emails.contains(&to.text) && !self.broken.contains(&to.text) {
            self.d.push(Diagnostic::error("app.mail-to", to.span).arg("name", &to.text));
        }
    }

    /// The text of a file of the app's folder.
    fn text_file(&mut self, file: &Word) -> Option<String> {
        let path = format!("{}{}", self.folder, file.text);
        if let Some((id, found)) = self.sources.find(&path) {
            self.placeholders(&found.text, |range| Span { file: id, start: range.start, end: range.end });
            return Some(found.text.clone());
        }
        let known: Vec<&str> =
            self.sources.iter().filter_map(|(_, source)| source.path.strip_prefix(self.folder.as_str())).collect();
        let report = Diagnostic::error("app.no-file", file.span).arg("path", &file.text);
        self.d.push(report.nearest(&file.text, known));
        None
    }
}
