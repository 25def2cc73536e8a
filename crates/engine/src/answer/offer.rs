//! Which options a question offers, given the answers so far: `where` over a list, and the rows of a `repeat`.

use super::{
    Evaluation, RawAnswers, Setting, rows,
    scope::{Ground, Level},
};
use crate::link::{self, Link};
use madoguchi_schema::{
    app::{ListRow, Question},
    expr::Scope,
    field::{Case, Filter, Kind, Problem, RowChoice, chosen_code, chosen_row, chosen_rows},
    text::Lang,
    value::Value,
};
use serde_json::{Value as Json, json};

/// The place of a question with all that its options depend on.
pub struct Offer<'a> {
    answers: &'a dyn Scope,
    rows: Vec<RowOption>,
}

/// One row of a `repeat` as an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowOption {
    /// Its number among the rows as they were sent, from 1.
    pub sent: u64,
    /// Its number among the canonical rows, from 1.
    pub row: u64,
    /// What it is called.
    pub label: String,
}

impl Offer<'_> {
    /// Whether a row of the question's list is offered.
    pub fn has(&self, filter: Option<&Filter>, row: &ListRow) -> bool {
        filter.is_none_or(|filter| filter.offers(row, self.answers))
    }

    /// Whether a question offers anything.
    pub fn any(&self, question: &Question) -> bool {
        any(question, self.answers, || !self.rows.is_empty())
    }

    /// The rows that a question with `from: rows(…)` offers.
    pub fn rows(&self) -> &[RowOption] {
        &self.rows
    }
}

/// Looks at what a question offers at a path such as `children.0.city`, in which rows are counted as they were sent.
pub fn offered<R>(
    setting: &Setting<'_>,
    evaluation: &Evaluation,
    raw: &RawAnswers,
    path: &str,
    look: impl FnOnce(&Offer<'_>) -> R,
) -> Option<R> {
    let ground = Ground::new(*setting);
    let mut form = Level::form(&ground);
    form.answers.clone_from(&evaluation.answers.0);
    for (_, question) in setting.app.questions() {
        if let Kind::Repeat(repeat) = &question.kind {
            rows::note_places(question, repeat, raw.0.get(&question.id), &form);
        }
    }
    let segments: Vec<&str> = path.split('.').collect();
    let (first, below) = segments.split_first()?;
    let question = setting.app.question(first)?;
    descend(&form, question, raw.0.get(*first), below, look)
}

/// Whether a case can be chosen at a path, given the answers as they were sent.
pub fn case_offers(setting: &Setting<'_>, raw: &RawAnswers, path: &str, case: &Case, link: &Link) -> bool {
    let evaluation = super::evaluate(setting, raw);
    offered(setting, &evaluation, raw, path, |offer| link::fits(case, link, offer.answers)).unwrap_or(false)
}

fn descend<R>(
    level: &Level<'_>,
    question: &Question,
    sent: Option<&Json>,
    below: &[&str],
    look: impl FnOnce(&Offer<'_>) -> R,
) -> Option<R> {
    let (Kind::Repeat(repeat), [place, id, below @ ..]) = (&question.kind, below) else {
        let rows = match &question.kind {
            Kind::RowChoice(choice) => options(choice, level),
            _ => Vec::new(),
        };
        return Some(look(&Offer { answers: level, rows }));
    };
    let row = sent.and_then(|rows| rows.get(place.parse::<usize>().ok()?)).and_then(Json::as_object);
    let mut inner = Level::row(level, &repeat.questions, None);
    if let Some(row) = row {
        inner.answers = rows::answers(repeat, row, level);
    }
    let question = repeat.questions.iter().find(|q| q.id == *id)?;
    descend(&inner, question, row.and_then(|row| row.get(*id)), below, look)
}

/// The canonical answer when all that was chosen is offered; otherwise what to choose again, and why.
pub(super) fn settle(question: &Question, answer: Json, level: &Level<'_>) -> Result<Json, Problem> {
    let (list, filter) = match &question.kind {
        Kind::Choice(choice) => (&choice.list, &choice.filter),
        Kind::Choices(choices) => (&choices.list, &choices.filter),
        Kind::Items(items) => (&items.list, &items.filter),
        Kind::RowChoice(choice) => return resolved(choice, answer, level),
        Kind::Case(case) => return link::settle(case, answer, &level.ground.setting, level),
        _ => return Ok(answer),
    };
    let Some(filter) = filter else { return Ok(answer) };
    for (place, code) in chosen_rows(&answer).enumerate().filter_map(|(place, one)| Some((place, chosen_code(one)?))) {
        let row = list.rows.get(code).filter(|row| !is_other(question, &row.code) && !filter.offers(row, level));
        if let Some(row) = row {
            let part = if matches!(question.kind, Kind::Items(_)) { format!("{place}.code") } else { String::new() };
            let mut problem = unfit(filter, row.label.get(Lang::Ja), level);
            problem.part = part;
            return Err(problem);
        }
    }
    Ok(answer)
}

/// Whether an asked question offers anything at all; what offers nothing need not be answered.
pub(super) fn offers_any(question: &Question, level: &Level<'_>) -> bool {
    any(question, level, || match &question.kind {
        Kind::RowChoice(choice) => !options(choice, level).is_empty(),
        _ => true,
    })
}

fn any(question: &Question, answers: &dyn Scope, rows: impl FnOnce() -> bool) -> bool {
    let (list, filter) = match &question.kind {
        Kind::Choice(choice) => (&choice.list, &choice.filter),
        Kind::Choices(choices) => (&choices.list, &choices.filter),
        Kind::Items(items) => (&items.list, &items.filter),
        Kind::RowChoice(_) => return rows(),
        _ => return true,
    };
    let Some(filter) = filter else { return true };
    let is_offered = |row: &ListRow| !row.retired && (is_other(question, &row.code) || filter.offers(row, answers));
    list.rows.values().any(is_offered)
}

/// Whether a code is 「その他」, which `where` does not judge.
fn is_other(question: &Question, code: &str) -> bool {
    let other = match &question.kind {
        Kind::Choice(choice) => choice.other,
        Kind::Choices(choices) => choices.other,
        _ => false,
    };
    other && code == madoguchi_schema::field::OTHER
}

/// The rows that are offered, in order.
fn options(choice: &RowChoice, level: &Level<'_>) -> Vec<RowOption> {
    let Some((question, answers)) = level.rows(&choice.rows) else { return Vec::new() };
    let Value::List(records) = link::value(&level.ground.setting, question, answers) else { return Vec::new() };
    let places = level.places(&choice.rows);
    let mut options = Vec::with_capacity(records.len());
    for (index, (record, row)) in records.iter().zip(answers.as_array().into_iter().flatten()).enumerate() {
        let Value::Record(record) = record else { continue };
        if choice.filter.as_ref().is_none_or(|filter| filter.offers_record(record, level)) {
            let place = places.as_ref().and_then(|places| places.get(index)).copied().unwrap_or(index);
            let label = called(question, row, level);
            options.push(RowOption { sent: place as u64 + 1, row: index as u64 + 1, label });
        }
    }
    options
}

/// What a row is called: its `row_label`, else the first of its answers.
fn called(question: &Question, row: &Json, level: &Level<'_>) -> String {
    let (Kind::Repeat(repeat), Json::Object(answers)) = (&question.kind, row) else { return String::new() };
    let mut inner = Level::row(level, &repeat.questions, None);
    inner.answers.clone_from(answers);
    let label = repeat.row_label.as_ref().map(|label| label.eval(&inner).to_text());
    let shown = |q: &Question| answers.get(&q.id).map(|answer| q.kind.as_field().display(answer, Lang::Ja).join(" "));
    let first = || repeat.questions.iter().filter_map(shown).find(|text| !text.is_empty());
    label.filter(|text| !text.trim().is_empty()).or_else(first).unwrap_or_default()
}

/// The numbers as sent → the canonical rows with what they are called.
fn resolved(choice: &RowChoice, answer: Json, level: &Level<'_>) -> Result<Json, Problem> {
    if answer.is_null() {
        return Ok(answer);
    }
    let options = options(choice, level);
    let mut rows = Vec::new();
    for number in chosen_rows(&answer).filter_map(chosen_row) {
        match options.iter().find(|option| option.sent == number) {
            Some(option) => rows.push(json!({"row": option.row, "label": option.label})),
            None => return Err(row_gone(choice, number, level)),
        }
    }
    Ok(if choice.several { Json::Array(rows) } else { rows.into_iter().next().unwrap_or_default() })
}

fn row_gone(choice: &RowChoice, number: u64, level: &Level<'_>) -> Problem {
    let label = level.rows(&choice.rows).map_or("", |(question, _)| question.label.get(Lang::Ja)).to_owned();
    let there = level.places(&choice.rows).is_some_and(|places| places.iter().any(|place| *place as u64 + 1 == number));
    match (&choice.filter, there) {
        (Some(filter), true) => unfit(filter, &label, level),
        _ => Problem { part: String::new(), code: "choice.row-gone", args: vec![("rows", label)] },
    }
}

/// What was chosen does not fit what was answered before it: both are named.
fn unfit(filter: &Filter, chosen: &str, level: &Level<'_>) -> Problem {
    let labels: Vec<&str> =
        filter.upper.iter().filter_map(|id| level.named(id)).map(|question| question.label.get(Lang::Ja)).collect();
    let code = if labels.is_empty() { "choice.unfit" } else { "choice.unfit-upper" };
    let args = vec![("choice", chosen.to_owned()), ("upper", labels.join("・"))];
    Problem { part: String::new(), code, args }
}
