//! The walk over pages and questions: each sees only what was answered before it.

use super::{Evaluation, RawAnswers, Setting};
use crate::{area, calendar, intake::FieldError};
use jiff::civil::Date;
use madoguchi_schema::{
    app::{Page, Question},
    expr::{Expr, Scope},
    field::{Calc, Kind, Problem, Repeat},
    text::Lang,
    value::Value,
};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

/// Values of the answers so far; a row also sees those of its parent.
struct Known<'a> {
    setting: Setting<'a>,
    today: Date,
    parent: Option<&'a Known<'a>>,
    values: HashMap<&'a str, Value>,
}

impl Scope for Known<'_> {
    fn lookup(&self, name: &str) -> Value {
        match (self.values.get(name), self.parent) {
            (Some(value), _) => value.clone(),
            (None, Some(parent)) => parent.lookup(name),
            (None, None) => Value::Absent,
        }
    }
    fn today(&self) -> Date {
        self.today
    }
    fn area_of(&self, address: &Value) -> Value {
        area::area_of(self.setting.office, address)
    }
    fn weekdays_of(&self, area: &Value) -> Value {
        area::weekdays_of(self.setting.office, area)
    }
    fn business_days_after(&self, date: Date, days: i64) -> Value {
        let calendar = calendar::of_app(self.setting.app, self.setting.office);
        Value::Date(calendar::business_days_after(calendar, date, days))
    }
}

fn holds(condition: Option<&Expr>, scope: &dyn Scope) -> bool {
    condition.is_none_or(|expr| expr.eval(scope).is_true())
}

/// The state of one walk.
pub(super) struct Walk<'a> {
    raw: &'a RawAnswers,
    known: Known<'a>,
    out: Evaluation,
}

/// What one question came to.
enum Outcome {
    /// Not asked, or wrong.
    None,
    /// Left blank, or a canonical answer.
    Answer(Json),
}

impl<'a> Walk<'a> {
    pub(super) fn new(setting: Setting<'a>, raw: &'a RawAnswers) -> Walk<'a> {
        let today = calendar::today(setting.office, setting.now);
        let known = Known { setting, today, parent: None, values: HashMap::new() };
        Walk { raw, known, out: Evaluation::default() }
    }

    pub(super) fn run(mut self) -> Evaluation {
        let app = self.known.setting.app;
        for (number, page) in app.pages.iter().enumerate() {
            if holds(page.show_if.as_ref(), &self.known) {
                self.page(page);
                self.out.route.push(number);
                let stop = page.stop.iter().position(|stop| stop.condition.eval(&self.known).is_true());
                if let Some(stop) = stop {
                    self.out.stop = Some((number, stop));
                    break;
                }
            }
        }
        self.out
    }

    fn page(&mut self, page: &'a Page) {
        for question in &page.questions {
            let computed = matches!(question.kind, Kind::Calc(_));
            let asked = !question.internal || self.known.setting.clerk || computed;
            if !asked || !holds(question.show_if.as_ref(), &self.known) {
                continue;
            }
            if !question.internal || self.known.setting.clerk {
                self.out.shown.push(question.id.clone());
            }
            let required = is_required(question, &self.known);
            if required {
                self.out.required.push(question.id.clone());
            }
            let typed = self.raw.0.get(&question.id);
            if typed.is_none() {
                self.suggest(question);
            }
            let outcome = answer(question, typed, required, &mut self.known, &mut self.out.errors);
            if let Outcome::Answer(answer) = outcome {
                self.out.answers.0.insert(question.id.clone(), answer);
            }
        }
    }

    fn suggest(&mut self, question: &Question) {
        let value = question.default.as_ref().map(|default| default.eval(&self.known));
        let calc = Calc { ty: question.kind.as_field().ty(), unit: Default::default() };
        let answer = value.filter(|v| !v.is_blank()).map(|v| calc.answer(&v));
        let answer = answer.and_then(|a| question.kind.as_field().parse(&a).ok().flatten());
        if let Some(answer) = answer {
            self.out.suggested.0.insert(question.id.clone(), answer);
        }
    }
}

fn is_required(question: &Question, scope: &dyn Scope) -> bool {
    question.kind.is_answered()
        && (question.required || question.required_if.as_ref().is_some_and(|e| e.eval(scope).is_true()))
}

/// Reads one shown question, remembers its value, and collects what is wrong.
fn answer<'a>(
    question: &'a Question,
    typed: Option<&Json>,
    required: bool,
    known: &mut Known<'a>,
    errors: &mut Vec<FieldError>,
) -> Outcome {
    let field = question.kind.as_field();
    let parsed = match &question.kind {
        Kind::Note(_) => return Outcome::None,
        Kind::Calc(calc) => {
            let value = question.value.as_ref().map_or(Value::Absent, |e| e.eval(known));
            if value == Value::Absent {
                return Outcome::None;
            }
            let answer = calc.answer(&value);
            known.values.insert(&question.id, value);
            return Outcome::Answer(answer);
        }
        Kind::Repeat(repeat) => rows(question, repeat, typed, known, errors),
        _ => field.parse(typed.unwrap_or(&Json::Null)),
    };
    let blank = match parsed {
        Ok(Some(answer)) => return accept(question, answer, known, errors),
        Ok(None) => true,
        Err(problems) => {
            errors.extend(problems.into_iter().map(|p| error(question, p)));
            false
        }
    };
    if blank && required {
        errors
            .push(error(question, Problem { part: String::new(), code: required_code(&question.kind), args: vec![] }));
    }
    known.values.insert(&question.id, if blank { Value::Empty } else { Value::Absent });
    if blank { Outcome::Answer(Json::Null) } else { Outcome::None }
}

/// The word for "please answer" depends on how it is answered.
fn required_code(kind: &Kind) -> &'static str {
    match kind {
        Kind::YesNo(_) | Kind::Choice(_) | Kind::Choices(_) | Kind::Slot(_) => "required.choose",
        Kind::Items(_) | Kind::Repeat(_) => "required.rows",
        Kind::File(_) => "required.file",
        _ => "required",
    }
}

/// A canonical answer against the rules that need it.
fn accept<'a>(question: &'a Question, answer: Json, known: &mut Known<'a>, errors: &mut Vec<FieldError>) -> Outcome {
    let value = question.kind.as_field().value(&answer);
    if let (Kind::Date(date), Value::Date(day)) = (&question.kind, &value)
        && date.birth
        && *day > known.today
    {
        errors.push(error(question, Problem { part: String::new(), code: "birthdate.future", args: vec![] }));
        known.values.insert(&question.id, Value::Absent);
        return Outcome::None;
    }
    known.values.insert(&question.id, value);
    let before = errors.len();
    for check in question.checks.iter().filter(|check| !check.rule.holds(known)) {
        let mut broken = error(question, Problem { part: String::new(), code: "check", args: vec![] });
        broken.message = Some(check.message.clone());
        errors.push(broken);
    }
    if errors.len() > before {
        known.values.insert(&question.id, Value::Absent);
        return Outcome::None;
    }
    Outcome::Answer(answer)
}

/// The rows of a repeat, each with its own scope below the parent's.
fn rows<'a>(
    question: &'a Question,
    repeat: &'a Repeat,
    typed: Option<&Json>,
    known: &Known<'a>,
    errors: &mut Vec<FieldError>,
) -> Result<Option<Json>, Vec<Problem>> {
    let Some(Json::Array(sent)) = question.kind.as_field().parse(typed.unwrap_or(&Json::Null))? else {
        return Ok(None);
    };
    let mut rows = Vec::new();
    let mut wrong = Vec::new();
    for (at, row) in sent.iter().filter(|row| !is_blank(row)).enumerate() {
        let mut found = Vec::new();
        rows.push(Json::Object(one_row(repeat, row, known, &mut found)));
        wrong.extend(found.into_iter().map(|e| below(question, e, at)));
    }
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    if count < repeat.min && count > 0 {
        let args = vec![("min", repeat.min.to_string())];
        wrong.push(error(question, Problem { part: String::new(), code: "repeat.min", args }));
    }
    if !wrong.is_empty() {
        errors.extend(wrong);
        return Err(Vec::new());
    }
    Ok((!rows.is_empty()).then_some(Json::Array(rows)))
}

/// Nothing was typed in a row.
fn is_blank(row: &Json) -> bool {
    match row {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(items) => items.iter().all(is_blank),
        Json::Object(parts) => parts.values().all(is_blank),
        Json::Bool(_) | Json::Number(_) => false,
    }
}

fn one_row<'a>(repeat: &'a Repeat, row: &Json, parent: &Known<'a>, errors: &mut Vec<FieldError>) -> Map<String, Json> {
    let mut out = Map::new();
    let mut known =
        Known { setting: parent.setting, today: parent.today, parent: Some(parent), values: HashMap::new() };
    let Some(parts) = row.as_object() else {
        errors.push(FieldError {
            question: String::new(),
            part: String::new(),
            code: "answer.shape",
            args: vec![],
            message: None,
        });
        return out;
    };
    for key in parts.keys().filter(|key| !repeat.questions.iter().any(|q| q.id == **key)) {
        let question = key.chars().take(40).collect();
        errors.push(FieldError { question, part: String::new(), code: "answer.unknown", args: vec![], message: None });
    }
    for question in &repeat.questions {
        let hidden = question.internal && !parent.setting.clerk && question.kind.is_answered();
        if hidden || !holds(question.show_if.as_ref(), &known) {
            continue;
        }
        let required = is_required(question, &known);
        if let Outcome::Answer(given) = answer(question, parts.get(&question.id), required, &mut known, errors) {
            out.insert(question.id.clone(), given);
        }
    }
    out
}

/// An error of a row's question as one of the repeat.
fn below(question: &Question, error: FieldError, at: usize) -> FieldError {
    let path = [at.to_string(), error.question, error.part];
    let part = path.iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(".");
    let mut args = error.args;
    args.push(("row", (at + 1).to_string()));
    if !args.iter().any(|(name, _)| *name == "label") {
        args.push(("label", question.label.get(Lang::Ja).to_owned()));
    }
    FieldError { question: question.id.clone(), part, code: error.code, args, message: error.message }
}

fn error(question: &Question, problem: Problem) -> FieldError {
    let mut args = problem.args;
    args.push(("label", question.label.get(Lang::Ja).to_owned()));
    FieldError { question: question.id.clone(), part: problem.part, code: problem.code, args, message: None }
}
