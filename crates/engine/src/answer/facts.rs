//! What makes a well-written answer impossible now: today, another answer, or who works in the office.

use super::{
    ask::problem,
    scope::{Level, OnDay},
};
use jiff::civil::Date as Day;
use madoguchi_schema::{
    app::Question,
    expr::{Expr, Scope},
    field::{Date, Kind, Problem, era},
    value::Value,
};
use serde_json::Value as Json;

/// Why an answer is not taken.
pub(super) fn refuse(question: &Question, answer: &Json, level: &Level<'_>) -> Option<Problem> {
    match &question.kind {
        Kind::Date(date) => day(date, answer, level),
        Kind::Staff => {
            let people = level.ground.setting.office.people.as_ref()?;
            let offered = answer.as_str().is_some_and(|login| people.offers(login));
            (!offered).then(|| problem("staff.unknown"))
        }
        _ => None,
    }
}

/// A birthday that is still to come, or a day outside its limits; of a date that is partly known only what is certain.
fn day(date: &Date, answer: &Json, level: &Level<'_>) -> Option<Problem> {
    let (first, last) = Date::span(answer)?;
    if date.birth && first > level.ground.today() {
        return Some(problem("date.future"));
    }
    let judging = OnDay::judging(level);
    let early = limit(date.min.as_deref(), &judging).filter(|min| last < *min);
    if let Some(min) = early {
        return Some(Problem { args: vec![("min", era::long(min))], ..problem("date.min") });
    }
    let late = limit(date.max.as_deref(), &judging).filter(|max| first > *max)?;
    Some(Problem { args: vec![("max", era::long(late))], ..problem("date.max") })
}

/// The day of a limit; none where it cannot be said.
fn limit(limit: Option<&Expr>, scope: &dyn Scope) -> Option<Day> {
    match limit?.eval(scope) {
        Value::Date(day) => Some(day),
        _ => None,
    }
}
