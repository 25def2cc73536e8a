//! `repeat`: its rows, how many there are, what tells them apart and what they are called.

use super::{Lowering, formula::Place, kind::Asked};
use crate::{
    app::Question,
    ast::{self, Formula, Word},
    check::names,
    diagnostic::Diagnostic,
    expr::Expr,
    field::{self, Kind},
    value::Type,
};

/// `repeat` inside `repeat`.
const LEVELS: usize = 2;
/// Most rows, where the author says nothing: asked freely, and where an expression says how many.
const MOST: u32 = 50;
const MOST_SAID: u32 = 200;

impl Lowering<'_> {
    /// Reads a `repeat` with its questions; a third level is refused.
    pub(super) fn repeat(&mut self, q: &mut Asked<'_, '_>) -> Option<Kind> {
        let (min, max) = self.between(q, i64::from(MOST_SAID));
        let shared = q.map.optional("of").and_then(|node| Word::read(node, self.d)).map(|word| self.row_type(&word));
        let written = match &shared {
            Some(node) => node.as_ref(),
            None => q.map.required("questions", self.d),
        };
        let written = written.map(|node| ast::questions(node, self.d)).unwrap_or_default();
        let rows = self.rows(q);
        let (unique, row_label) = (Word::many(q.map, "unique", self.d), Formula::optional(q.map, "row_label", self.d));
        if q.place.depth() >= LEVELS {
            self.d.push(Diagnostic::error("form.rows-too-deep", q.id.span).arg("name", &q.id.text));
            return None;
        }
        let (questions, row_label) = self.row_questions(written, q.place, row_label.as_ref());
        let unique = unique.map(|words| self.unique(&words, &questions, q.id)).unwrap_or_default();
        let most = if rows.is_some() { MOST_SAID } else { MOST };
        Some(Kind::Repeat(field::Repeat {
            questions,
            min: min.unwrap_or(0),
            max: max.unwrap_or(most),
            rows: rows.map(Box::new),
            unique,
            row_label: row_label.map(Box::new),
        }))
    }

    /// `rows: expr`: exactly that many.
    fn rows(&mut self, q: &mut Asked<'_, '_>) -> Option<Expr> {
        let formula = Formula::optional(q.map, "rows", self.d)?;
        if let Some((key, _)) = q.map.entry("min") {
            self.d.push(Diagnostic::error("form.rows-and-min", key.span).arg("name", &q.id.text));
        }
        self.value(&formula, q.place, Some(&Type::Number))
    }

    /// `unique: [a, b]`: questions of the row itself that are kept as one value.
    fn unique(&mut self, words: &[Word], questions: &[Question], id: &Word) -> Vec<String> {
        let mut ids = Vec::with_capacity(words.len());
        for word in words {
            match questions.iter().find(|question| question.id == word.text) {
                None => {
                    let known = questions.iter().map(|question| question.id.as_str());
                    names::unknown("form.unique-unknown", word, known, self.d);
                }
                Some(question) if !is_compared(&question.kind) => {
                    let report = Diagnostic::error("form.unique-type", word.span).arg("name", &word.text);
                    self.d.push(report.arg("rows", &id.text));
                }
                Some(_) if ids.contains(&word.text) => {}
                Some(_) => ids.push(word.text.clone()),
            }
        }
        ids
    }

    /// The questions of a `repeat`, and the heading of its rows, which reads all of them.
    fn row_questions(
        &mut self,
        written: Vec<ast::Question<'_>>,
        around: &Place,
        row_label: Option<&Formula<'_>>,
    ) -> (Vec<Question>, Option<Expr>) {
        let repeat = around.owner.as_deref().unwrap_or_default();
        let mut ids = names::Scope::new(names::Of::Question);
        for question in &written {
            ids.declare(&question.id, self.d);
            self.vocabulary.declare_column(&question.id.text, repeat);
            self.reads.entry(repeat.to_owned()).or_default().push(format!("{repeat}.{}", question.id.text));
        }
        self.vocabulary.enter_row(written.iter().map(|question| (question.id.text.as_str(), question.id.span)));
        let place = |number: usize, owner: Option<String>| {
            let rows_before = around.rows_before.iter().copied().chain([number]).collect();
            Place { before: around.before, rows_before, owner, ..Place::default() }
        };
        let mut questions = Vec::with_capacity(written.len());
        for (number, question) in written.into_iter().enumerate() {
            let owner = format!("{repeat}.{}", question.id.text);
            questions.extend(self.question(question, &place(number, Some(owner))));
        }
        // The heading has no name of its own, and nothing reads it.
        let heading = row_label.and_then(|formula| self.value(formula, &place(usize::MAX, None), Some(&Type::Text)));
        self.vocabulary.leave_row();
        (questions, heading)
    }
}

/// Whether two answers can be told to be the same.
fn is_compared(kind: &Kind) -> bool {
    !matches!(kind, Kind::Note(_) | Kind::File(_) | Kind::Repeat(_) | Kind::Items(_))
}
