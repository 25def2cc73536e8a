//! Canonical answers → what a letter prints: labels of choices, yen, dates in words.

use super::{
    answer::{Answer, Order, Parts},
    is_blank,
};
use crate::{answer::Setting, link};
use jiff::civil::Date;
use madoguchi_schema::{
    app::{Document, List, Question},
    field::{Kind, era, grouped},
    letter::Letter,
    text::Lang,
    value::{Type, Value as Known},
};
use minijinja::Value;
use rust_decimal::{Decimal, prelude::ToPrimitive as _};
use serde_json::{Map, Value as Json};

/// Makes the values of one letter.
pub(super) struct Values<'a> {
    pub(super) setting: Setting<'a>,
    pub(super) lang: Lang,
    letter: &'a Letter,
}

impl<'a> Values<'a> {
    pub(super) fn new(setting: Setting<'a>, document: &'a Document) -> Values<'a> {
        Values { setting, lang: document.lang, letter: &document.letter }
    }

    /// Whether the letter mentions a name, wherever.
    pub(super) fn reads(&self, name: &str) -> bool {
        self.letter.reads.contains(name)
    }

    pub(super) fn absent(&self) -> Value {
        Answer::absent().into_value()
    }

    /// A code with what people call it.
    pub(super) fn code(&self, code: &str, label: &str) -> Value {
        let parts = [("code", Value::from(code)), ("label", Value::from(label))];
        let parts = parts.map(|(name, value)| (name.to_owned(), value)).into();
        let order = Order::Text(label.to_owned());
        Answer { text: label.to_owned(), holds: true, order, parts: Parts::Named(parts) }.into_value()
    }

    /// A day in words, and in the parts that letters of an office need.
    pub(super) fn date(&self, date: Option<Date>) -> Value {
        let Some(date) = date else { return self.absent() };
        let text = match self.lang {
            Lang::En => date.strftime("%B %-d, %Y (%a)").to_string(),
            _ => era::long(date),
        };
        let parts = [
            ("wareki", Value::from(era::japanese(date))),
            ("year", Value::from(date.year())),
            ("month", Value::from(date.month())),
            ("day", Value::from(date.day())),
            ("weekday", Value::from(era::weekday(date).to_string())),
            ("iso", Value::from(date.to_string())),
        ];
        let parts = parts.map(|(name, value)| (name.to_owned(), value)).into();
        Answer { text, holds: true, order: Order::Text(date.to_string()), parts: Parts::Named(parts) }.into_value()
    }

    /// The answer to a question.
    pub(super) fn question(&self, question: &Question, answer: Option<&Json>) -> Value {
        let field = question.kind.as_field();
        let rows = |rows: Vec<Value>| {
            let text = match answer {
                Some(answer) => field.shown(answer, self.lang, self.setting.office).join("、"),
                None => String::new(),
            };
            let order = Order::Text(text.clone());
            Answer { text, holds: !rows.is_empty(), order, parts: Parts::Rows(rows) }.into_value()
        };
        match &question.kind {
            Kind::Items(_) | Kind::Repeat(_) => return rows(self.rows(question, answer)),
            Kind::Choices(choices) => {
                let chosen = answer.and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
                let one = |answer: &Json| {
                    let lines = field.display(&Json::Array(vec![answer.clone()]), self.lang);
                    self.chosen(&choices.list, answer, lines.concat())
                };
                return rows(chosen.iter().map(one).collect());
            }
            _ if is_blank(answer) => {
                return if matches!(field.ty(), Type::List(_)) { rows(Vec::new()) } else { self.blank(&field.ty()) };
            }
            _ => {}
        }
        let answer = answer.unwrap_or(&Json::Null);
        let value = link::value(&self.setting, question, answer);
        let text = match &question.kind {
            Kind::Name | Kind::Address => value.to_text(),
            Kind::Text(_) => field.display(answer, self.lang).join("\n"),
            _ => field.shown(answer, self.lang, self.setting.office).join("、"),
        };
        match &question.kind {
            Kind::Choice(choice) => self.chosen(&choice.list, answer, text),
            _ => self.typed(&field.ty(), &value, Some(text)),
        }
    }

    /// The rows of `items` or `repeat`.
    pub(super) fn rows(&self, question: &Question, answer: Option<&Json>) -> Vec<Value> {
        let Some(answer) = answer else { return Vec::new() };
        let field = question.kind.as_field();
        match (&question.kind, field.ty()) {
            (Kind::Repeat(repeat), _) => {
                let rows = answer.as_array().map(Vec::as_slice).unwrap_or_default();
                let row = |row: &Json| self.row(&repeat.questions, row.as_object());
                rows.iter().map(row).collect()
            }
            (_, Type::Rows(columns)) => {
                let Known::List(rows) = field.value(answer) else { return Vec::new() };
                rows.iter().map(|row| self.typed(&Type::Record(columns.clone()), row, None)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn row(&self, questions: &[Question], row: Option<&Map<String, Json>>) -> Value {
        let asked = questions.iter().filter(|question| self.reads(&question.id));
        let parts: Vec<(String, Value)> = asked
            .map(|question| (question.id.clone(), self.question(question, row.and_then(|row| row.get(&question.id)))))
            .collect();
        let first = questions.iter().find_map(|question| {
            let answer = row?.get(&question.id)?;
            question.kind.as_field().shown(answer, self.lang, self.setting.office).into_iter().next()
        });
        let text = first.unwrap_or_default();
        Answer { order: Order::Text(text.clone()), text, holds: true, parts: Parts::Named(parts) }.into_value()
    }

    /// One of a list, with the list's columns.
    fn chosen(&self, list: &List, answer: &Json, text: String) -> Value {
        let code = madoguchi_schema::field::chosen_code(answer).unwrap_or_default();
        let columns = list.columns.iter().map(|column| {
            let known = list.rows.get(code).and_then(|row| row.values.get(&column.name)).unwrap_or(&Known::Absent);
            (column.name.clone(), self.typed(&column.ty, known, None))
        });
        let own = [("code", Value::from(code)), ("label", Value::from(list.label(code, self.lang)))];
        let own = own.map(|(name, value)| (name.to_owned(), value));
        let parts = own.into_iter().chain(columns).collect();
        Answer { order: Order::Text(text.clone()), text, holds: true, parts: Parts::Named(parts) }.into_value()
    }

    /// A value of a type; `text` where people read something else than its plain words.
    fn typed(&self, ty: &Type, value: &Known, text: Option<String>) -> Value {
        match (ty, value) {
            (_, Known::Absent | Known::Empty) => self.blank(ty),
            (_, Known::Bool(yes)) => {
                let word = match (yes, self.lang) {
                    (true, Lang::En) => "Yes",
                    (false, Lang::En) => "No",
                    (true, _) => "はい",
                    (false, _) => "いいえ",
                };
                let text = text.unwrap_or_else(|| word.to_owned());
                let order = Order::Text(word.to_owned());
                Answer { text, holds: *yes, order, parts: Parts::Absent }.into_value()
            }
            (_, Known::Number(number)) => self.number(ty, *number, text),
            (_, Known::Date(date)) => self.date(Some(*date)),
            (Type::Code(list), Known::Text(code)) => {
                let known = self.setting.app.lists.get(list);
                let label = match (known, self.setting.office.areas.get(code)) {
                    (Some(list), _) => list.label(code, self.lang).to_owned(),
                    (None, Some(area)) if list == "areas" => area.label.get(self.lang).to_owned(),
                    _ => code.clone(),
                };
                match known {
                    Some(list) => self.chosen(list, &Json::from(code.as_str()), text.unwrap_or(label)),
                    None => self.code(code, &text.unwrap_or(label)),
                }
            }
            (Type::List(of), Known::List(values)) => {
                let rows: Vec<Value> = values.iter().map(|value| self.typed(of, value, None)).collect();
                let text = text.unwrap_or_else(|| value.to_text());
                let order = Order::Text(text.clone());
                Answer { text, holds: !rows.is_empty(), order, parts: Parts::Rows(rows) }.into_value()
            }
            (Type::Record(types), Known::Record(values)) => {
                let part = |(name, ty): (&String, &Type)| {
                    let value = values.get(name).unwrap_or(&Known::Absent);
                    (name.clone(), self.typed(ty, value, None))
                };
                let parts = types.iter().map(part).collect();
                let text = text.unwrap_or_else(|| value.to_text());
                let order = Order::Text(text.clone());
                Answer { text, holds: true, order, parts: Parts::Named(parts) }.into_value()
            }
            _ => Value::from(text.unwrap_or_else(|| value.to_text())),
        }
    }

    fn number(&self, ty: &Type, number: Decimal, text: Option<String>) -> Value {
        let plain = match number.to_i64().filter(|_| number.fract().is_zero()) {
            Some(whole) => Value::from(whole),
            None => Value::from(number.to_f64()),
        };
        let unit = if *ty == Type::Money { "円" } else { "" };
        let text = text.unwrap_or_else(|| grouped(number) + unit);
        let parts = vec![("value".to_owned(), plain)];
        let holds = !number.is_zero();
        Answer { text, holds, order: Order::Number(number), parts: Parts::Named(parts) }.into_value()
    }

    /// Nothing, of a type: a text is an empty text, rows are none.
    fn blank(&self, ty: &Type) -> Value {
        match ty {
            Type::Text | Type::Time | Type::DateTime | Type::Files => Value::from(""),
            Type::List(_) | Type::Rows(_) => {
                let parts = Parts::Rows(Vec::new());
                Answer { parts, ..Answer::absent() }.into_value()
            }
            _ => self.absent(),
        }
    }
}
