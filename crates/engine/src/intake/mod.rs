//! What is wrong with what was sent, and the sentence that says so.

mod sentence;
mod sentence_of_choice;
mod sentence_of_type;
mod unasked;

pub use unasked::unasked;

use madoguchi_schema::{
    app::Question,
    field::{Kind, Problem},
    text::{Lang, Text},
};

/// A mistake at one question.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldError {
    /// Question id; unknown ones as they were sent.
    pub question: String,
    /// Path below it: `""`, `"town"`, `"0.qty"`.
    pub part: String,
    /// Stable code, e.g. `required`, `phone.digits`, `check`.
    pub code: &'static str,
    /// Arguments of the sentence; `label` is always among them.
    pub args: Vec<(&'static str, String)>,
    /// The author's own sentence (`check.message`).
    pub message: Option<Text>,
}

impl FieldError {
    /// What a question type found wrong.
    pub(crate) fn at(question: &Question, problem: Problem) -> FieldError {
        let mut args = problem.args;
        args.extend(labels(question));
        let message = question.kind.as_field().message(problem.code).cloned();
        FieldError { question: question.id.clone(), part: problem.part, code: problem.code, args, message }
    }

    /// Left blank although it must be answered.
    pub(crate) fn required(question: &Question) -> FieldError {
        let problem = Problem { part: String::new(), code: "required", args: Vec::new() };
        let mut error = FieldError::at(question, problem);
        error.args.push(("by", way(&question.kind).to_owned()));
        error
    }

    /// A rule of the author that does not hold.
    pub(crate) fn broken(question: &Question, message: Text) -> FieldError {
        let problem = Problem { part: String::new(), code: "check", args: Vec::new() };
        FieldError { message: Some(message).filter(|m| !m.is_empty()), ..FieldError::at(question, problem) }
    }

    /// The mistake of a row's question, as one of the `repeat`: `age` in the third row is `children` at `2.age`. Rows
    /// inside rows are counted from outside: `2.1` is the first one in the second.
    pub(crate) fn in_row(self, repeat: &Question, place: usize) -> FieldError {
        let problem = Problem { part: self.part, code: self.code, args: self.args };
        let mut problem = problem.below(&format!("{place}.{}", self.question));
        match problem.args.iter_mut().find(|(name, _)| *name == "row") {
            Some((_, row)) => *row = format!("{}.{row}", place + 1),
            None => problem.args.push(("row", (place + 1).to_string())),
        }
        FieldError {
            question: repeat.id.clone(),
            part: problem.part,
            code: self.code,
            args: problem.args,
            message: self.message,
        }
    }

    /// The sentence: what is wrong and how to fix it.
    pub fn sentence(&self, lang: Lang) -> String {
        match &self.message {
            Some(message) => message.get(lang).to_owned(),
            None => sentence::sentence(self.code, &self.args, lang),
        }
    }
}

/// The label of a question as arguments, one for each language that its author wrote.
pub(crate) fn labels(question: &Question) -> impl Iterator<Item = (&'static str, String)> + '_ {
    question.label.langs().map(|lang| (sentence::label(lang), question.label.get(lang).to_owned()))
}

/// How a question is answered: the word of its `required` sentence.
fn way(kind: &Kind) -> &'static str {
    match kind {
        Kind::YesNo(yes_no) if yes_no.consent => "consent",
        Kind::YesNo(_) | Kind::Choice(_) | Kind::Choices(_) | Kind::RowChoice(_) => "choosing",
        Kind::Staff | Kind::Unit(_) | Kind::Slot(_) => "choosing",
        Kind::Items(_) | Kind::Repeat(_) => "adding",
        Kind::File(_) => "uploading",
        _ => "typing",
    }
}
