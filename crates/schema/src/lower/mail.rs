//! `mail`: the address is a question, the text may stand in a file.

use super::Lowering;
use crate::{
    app::Mail,
    ast::{self, Word},
    diagnostic::Diagnostic,
};

impl Lowering<'_> {
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
}
