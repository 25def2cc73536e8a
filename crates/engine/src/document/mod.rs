//! Documents: what is printed of a case, of its rows, or of the cases of a view; and what is issued of it.
//!
//! A letter names what it reads; only that is made into values, as people read it. What is printed is a row of
//! `<section class="sheet">`, safe to be set into a page: values are escaped, and the letter's own elements were checked.

mod answer;
mod issue;
mod value;
mod words;

#[cfg(test)]
mod tests;

pub use issue::Issue;
pub use words::words;

use crate::{answer::Setting, booking, calendar, records::CaseFacts, title::title};
use madoguchi_schema::{
    app::{Document, Over, View},
    letter::{Letter, Unprintable},
    text::Lang,
};
use minijinja::Value;
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use value::Values;

/// Most cases that are printed at once.
pub const MOST_CASES: usize = 1000;

/// Why nothing was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotPrinted {
    /// There is no row or case to print.
    Nothing,
    /// It is over something else: a view, or a case.
    OfSomethingElse,
    /// The letter cannot be made of these answers.
    Letter(String, Unprintable),
}

impl NotPrinted {
    /// Why, and what to do.
    pub fn sentence(&self, lang: Lang) -> String {
        let english = lang == Lang::En;
        match self {
            NotPrinted::Nothing if english => "There is nothing to print.".to_owned(),
            NotPrinted::Nothing => "印刷するものがありません。".to_owned(),
            NotPrinted::OfSomethingElse if english => "This document cannot be printed here.".to_owned(),
            NotPrinted::OfSomethingElse => "この書類は、ここからは印刷できません。".to_owned(),
            NotPrinted::Letter(file, why) => {
                let line = why.line.map(|line| line.to_string()).unwrap_or_default();
                match english {
                    true => format!("The letter {file} cannot be made (line {line}). Tell those who keep the form."),
                    false => format!("手紙 {file} の{line}行目が作れません。様式の担当者に知らせてください。"),
                }
            }
        }
    }
}

/// The sheets of a document over a case or its rows.
pub fn print(setting: Setting<'_>, case: &CaseFacts, document: &Document) -> Result<String, NotPrinted> {
    let values = Values::new(setting, document);
    let mut names = shared(&values);
    names.extend(of_case(&values, case));
    let rows = match &document.over {
        Over::Case => vec![None],
        Over::Rows(rows) => match setting.app.rows_of(rows) {
            Some(question) => values.rows(question, case.answers.get(rows)).into_iter().map(Some).collect(),
            None => Vec::new(),
        },
        Over::View(_) => return Err(NotPrinted::OfSomethingElse),
    };
    let sheets = rows.len();
    let mut printed = String::new();
    for (place, row) in rows.into_iter().enumerate() {
        let own = [("_sheet".to_owned(), Value::from(place + 1)), ("_sheets".to_owned(), Value::from(sheets))];
        let row = row.map(|row| ("row".to_owned(), row));
        sheet(&mut printed, &document.letter, names.iter().cloned().chain(own).chain(row))?;
    }
    if printed.is_empty() { Err(NotPrinted::Nothing) } else { Ok(printed) }
}

/// The sheets of a document over the cases of a view.
pub fn print_view(
    setting: Setting<'_>,
    view: &View,
    cases: &[CaseFacts],
    document: &Document,
) -> Result<String, NotPrinted> {
    if cases.is_empty() {
        return Err(NotPrinted::Nothing);
    }
    let values = Values::new(setting, document);
    let cases: Vec<Value> = cases.iter().map(|case| map(of_case(&values, case))).collect();
    let own = [
        ("cases".to_owned(), Value::from(cases)),
        ("_view".to_owned(), Value::from(view.label.get(document.lang))),
        ("_sheet".to_owned(), Value::from(1)),
        ("_sheets".to_owned(), Value::from(1)),
    ];
    let mut printed = String::new();
    sheet(&mut printed, &document.letter, shared(&values).into_iter().chain(own))?;
    Ok(printed)
}

/// A document as it is issued of a case.
pub(crate) fn issue(setting: Setting<'_>, case: &CaseFacts, document: &Document) -> Result<Issue, NotPrinted> {
    let body = print(setting, case, document)?;
    Ok(Issue {
        document: document.id.clone(),
        label: document.label.get(document.lang).to_owned(),
        sensitive: document.letter.sensitive,
        lang: document.lang,
        resident: document.resident,
        hash: hash(&body),
        body,
    })
}

/// SHA-256 (hex) of what was issued.
pub fn hash(body: &str) -> String {
    Sha256::digest(body.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sheet(
    printed: &mut String,
    letter: &Letter,
    names: impl Iterator<Item = (String, Value)>,
) -> Result<(), NotPrinted> {
    let sheet = letter.print(map(names)).map_err(|why| NotPrinted::Letter(letter.file.clone(), why))?;
    printed.push_str("<section class=\"sheet\">\n");
    printed.push_str(sheet.trim());
    printed.push_str("\n</section>\n");
    Ok(())
}

/// What every letter reads.
fn shared(values: &Values<'_>) -> Vec<(String, Value)> {
    let (setting, lang) = (values.setting, values.lang);
    let contact = &setting.app.contact;
    let contact =
        [("name", contact.name.get(lang)), ("phone", contact.phone.as_str()), ("hours", contact.hours.get(lang))];
    vec![
        ("today".to_owned(), values.date(Some(calendar::today(setting.office, setting.now)))),
        ("_city".to_owned(), Value::from(setting.office.city.get(lang))),
        ("_app".to_owned(), Value::from(setting.app.title.get(lang))),
        ("_contact".to_owned(), map(contact.map(|(part, text)| (part.to_owned(), Value::from(text))))),
    ]
}

/// The names of one case that the letter reads.
fn of_case(values: &Values<'_>, case: &CaseFacts) -> Vec<(String, Value)> {
    let (setting, lang) = (values.setting, values.lang);
    let state = setting.app.workflow.states.get(&case.state).map_or("", |state| state.label.get(lang));
    let area = booking::slots(setting.app).find_map(|(question, _)| case.answers.get(question)?.get("area")?.as_str());
    let area_label = area.map(|id| setting.office.areas.get(id).map_or(id, |area| area.label.get(lang)));
    let title = if values.reads("_title") { title(setting, case) } else { None };
    let system = [
        ("_receipt", Value::from(case.receipt.as_str())),
        ("_state", values.code(&case.state, state)),
        ("_created_on", values.date(Some(calendar::today(setting.office, case.created_at)))),
        ("_channel", values.code(case.channel.code(), case.channel.label())),
        ("_title", Value::from(title.unwrap_or_default())),
        ("area", area.map_or_else(|| values.absent(), |id| values.code(id, area_label.unwrap_or(id)))),
    ];
    let system = system.into_iter().filter(|(name, _)| values.reads(name));
    let system = system.map(|(name, value)| (name.to_owned(), value)).collect::<Vec<_>>();
    let questions = setting.app.questions().map(|(_, question)| question).filter(|q| values.reads(&q.id));
    let answers = questions.map(|q| (q.id.clone(), values.question(q, case.answers.get(&q.id))));
    // A question named like a word of the system hides it, as it does in the check.
    let mut names: Vec<(String, Value)> = system;
    names.extend(answers.filter(|(name, _)| !name.starts_with('_')));
    names
}

/// Names with their values.
fn map(names: impl IntoIterator<Item = (String, Value)>) -> Value {
    Value::from(names.into_iter().collect::<BTreeMap<_, _>>())
}

/// Whether a canonical answer says nothing.
fn is_blank(answer: Option<&Json>) -> bool {
    answer.is_none_or(|answer| match answer {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Array(rows) => rows.is_empty(),
        _ => false,
    })
}
