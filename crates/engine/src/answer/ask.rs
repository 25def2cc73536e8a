//! One question: whether it is asked, what its answer comes to, and what is wrong with it. The same for the form and
//! for a row of a `repeat`.

use super::{
    facts, offer, rows,
    scope::{Level, OnDay},
};
use crate::intake::FieldError;
use madoguchi_schema::{
    app::Question,
    expr::{Expr, Scope},
    field::{Calc, Kind, Problem},
    text::Text,
    value::Value,
};
use serde_json::Value as Json;

/// Whether a condition holds; without one it does.
pub(super) fn holds(condition: Option<&Expr>, scope: &dyn Scope) -> bool {
    condition.is_none_or(|condition| condition.eval(scope).is_true())
}

/// Whether a question is asked: its condition holds, and it is not for clerks only. What is computed is for everybody
/// to count on, even where only clerks see it.
pub(super) fn is_asked(question: &Question, level: &Level<'_>) -> bool {
    let meant = !question.internal || matches!(question.kind, Kind::Calc(_)) || level.asks_internal(&question.id);
    meant && holds(question.show_if.as_ref(), level) && has_rows(question, level)
}

/// Whether there is a row to fill in, where an expression says how many there are.
fn has_rows(question: &Question, level: &Level<'_>) -> bool {
    let Kind::Repeat(repeat) = &question.kind else { return true };
    rows::wanted(repeat, level) != Some(0)
}

/// What `default` suggests, when it is a possible answer.
pub(super) fn suggested(question: &Question, level: &Level<'_>) -> Option<Json> {
    let default = question.default.as_ref().filter(|_| question.kind.is_answered())?;
    let written = Calc { ty: default.ty.clone(), unit: Text::default() }.answer(&default.eval(level));
    question.kind.as_field().parse(&written).ok().flatten()
}

/// Whether an asked question must be answered.
pub(super) fn is_required(question: &Question, level: &Level<'_>) -> bool {
    let asks_now = |condition: &Expr| condition.eval(level).is_true();
    question.kind.is_answered() && (question.required || question.required_if.as_ref().is_some_and(asks_now))
}

/// Takes what was sent for an asked question: its canonical answer goes to the level's answers, mistakes to `errors`.
///
/// What cannot be read is left out. What lacks a part or breaks a rule stays, so that what is offered and computed fits
/// what is on the page.
pub(super) fn take(
    question: &Question,
    sent: Option<&Json>,
    required: bool,
    level: &mut Level<'_>,
    errors: &mut Vec<FieldError>,
) {
    let answer = match &question.kind {
        Kind::Note(_) => return,
        Kind::Calc(calc) => {
            let value = question.value.as_ref().map_or(Value::Absent, |value| value.eval(level));
            calc.answer(&value)
        }
        Kind::Repeat(repeat) => match rows::read(question, repeat, sent, level, errors) {
            Some(rows) => rows,
            None => return,
        },
        kind => match kind.as_field().parse(sent.unwrap_or(&Json::Null)) {
            Ok(answer) => match offer::settle(question, answer.unwrap_or_default(), level) {
                Ok(answer) => answer,
                Err(problem) => return errors.push(FieldError::at(question, problem)),
            },
            Err(problems) => return errors.extend(problems.into_iter().map(|p| FieldError::at(question, p))),
        },
    };
    if answer.is_null() {
        if required && offer::offers_any(question, level) {
            errors.push(missing(question, level));
        }
    } else if let Some(problem) = facts::refuse(question, &answer, level) {
        return errors.push(FieldError::at(question, problem));
    }
    let missing = question.kind.as_field().missing(&answer);
    let is_whole = !answer.is_null() && missing.is_empty();
    if !answer.is_null() {
        errors.extend(missing.into_iter().map(|p| FieldError::at(question, p)));
    }
    level.answers.insert(question.id.clone(), answer);
    if is_whole {
        let broken = question.checks.iter().filter(|check| !check.rule.holds(&OnDay::judging(level)));
        errors.extend(broken.map(|check| FieldError::broken(question, check.message.clone())));
    }
}

/// The mistake of a blank answer; of rows whose number is known, how many are missing.
fn missing(question: &Question, level: &Level<'_>) -> FieldError {
    let miscounted = match &question.kind {
        Kind::Repeat(repeat) if repeat.rows.is_some() => rows::miscounted(repeat, rows::wanted(repeat, level), 0),
        _ => None,
    };
    miscounted.map_or_else(|| FieldError::required(question), |problem| FieldError::at(question, problem))
}

/// A problem of the whole answer.
pub(super) fn problem(code: &'static str) -> Problem {
    Problem { part: String::new(), code, args: Vec::new() }
}
