//! `records`: whether people's data has an end.

use super::Lowering;
use crate::{
    app::{Page, Question, Records},
    ast::WrittenRecords,
    diagnostic::Diagnostic,
    field::Kind,
};

impl Lowering<'_> {
    /// The retention; a `records` that asks people and does not say how long is told so.
    pub(super) fn records(&mut self, written: WrittenRecords, pages: &[Page]) -> Records {
        if let Some(span) = written.without_keep
            && pages.iter().flat_map(|page| &page.questions).any(is_personal)
        {
            self.d.push(Diagnostic::warning("records.no-keep", span));
        }
        written.records
    }
}

/// Whether an answer tells who someone is, or is for few eyes.
fn is_personal(question: &Question) -> bool {
    let personal = matches!(question.kind.as_field().name(), "name" | "address" | "phone" | "email" | "birthdate");
    let in_rows = matches!(&question.kind, Kind::Repeat(repeat) if repeat.questions.iter().any(is_personal));
    question.sensitive || personal || in_rows
}
