//! One question type → its controls with values, options and mistakes. One arm and one template per type.

use super::{
    chosen,
    option::{Group, OptionView, options, staff, yes_no},
    question::{Filled, errors_at},
    rows::{self, ItemRow, RepeatRow},
};
use madoguchi_schema::{
    app::Question,
    field::{Case, DATE_PARTS, DATE_TIME_PARTS, Kind, LOCATION_PARTS, MONTH_PARTS, SIGNATURE_PARTS, case_receipt},
};
use serde::Serialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The controls of a bank account.
const ACCOUNT: [&str; 7] = ["bank", "branch", "kind", "number", "holder_kana", "yucho_symbol", "yucho_number"];

/// The controls of one question.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Control {
    /// One control.
    Single {
        /// As typed.
        value: String,
        /// 円, 個 …
        unit: String,
        /// Most characters.
        max: Option<u32>,
    },
    /// A choice of one or several.
    Options {
        /// What can be chosen.
        options: Vec<OptionView>,
        /// A select, not radio buttons.
        long: bool,
        /// What else a choice among a list needs.
        #[serde(flatten)]
        more: chosen::More,
    },
    /// Several named controls.
    Parts {
        /// By name.
        parts: BTreeMap<&'static str, PartView>,
        /// Month and day may be left blank.
        partial: bool,
    },
    /// Rows of a catalogue.
    Items {
        /// As typed, with blank ones.
        rows: Vec<ItemRow>,
        /// The catalogue by kana row.
        groups: Vec<Group>,
    },
    /// Rows of questions.
    Repeat {
        /// As typed, with blank ones.
        rows: Vec<RepeatRow>,
        /// Another row fits.
        more: bool,
        /// An expression says how many rows there are, so that none is taken away.
        fixed: bool,
    },
    /// The number of a case of another app.
    Case {
        /// As typed.
        value: String,
        /// The other app.
        app_title: String,
        /// Where a script asks.
        search: Option<String>,
        /// The case, when it can be chosen.
        chosen: Option<String>,
    },
    /// Days; filled in by the page, which knows the ledger.
    Slot {
        /// The chosen date, ISO.
        value: String,
    },
    /// Files that are there, and room for more.
    Files {
        /// Already uploaded.
        files: Vec<FileView>,
        /// How many more fit.
        room: u32,
        /// Most files.
        max_files: u32,
        /// Most megabytes of one.
        max_mb: u64,
        /// For the `accept` attribute.
        accept: String,
        /// The same as people call them.
        formats: String,
    },
    /// What the server has computed.
    Computed {
        /// As people read it.
        lines: Vec<String>,
        /// 円 …
        unit: String,
        /// Something on the same page goes into it, so that it can be computed again here.
        here: bool,
    },
    /// Text only.
    Plain {},
}

/// One named control of several.
#[derive(Debug, Clone, Serialize)]
pub struct PartView {
    /// As typed.
    pub value: String,
    /// Sentences.
    pub errors: Vec<String>,
}

/// An uploaded file.
#[derive(Debug, Clone, Serialize)]
pub struct FileView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its size in words.
    pub size: String,
    /// Media type.
    pub media: String,
}

/// The template's name: the word of the type.
pub fn template(question: &Question) -> &'static str {
    question.kind.as_field().name()
}

/// Whether 「※必須」 stands at it.
pub fn is_required(filled: &Filled<'_>, question: &Question, path: &str) -> bool {
    if matches!(question.kind, Kind::Note(_) | Kind::Calc(_)) {
        return false;
    }
    let required = filled.row_of(path).map_or(&filled.evaluation.required, |row| &row.required);
    question.required || required.contains(&question.id)
}

/// The controls of one question at a path.
pub fn draw(filled: &Filled<'_>, question: &Question, path: &str, raw: Option<&Json>) -> Control {
    let lang = filled.lang;
    match &question.kind {
        Kind::Text(text) => single(raw, "", Some(text.max)),
        Kind::Number(number) => single(raw, number.unit.get(lang), None),
        Kind::Kana | Kind::Phone | Kind::PostalCode | Kind::Email => single(raw, "", None),
        Kind::Time | Kind::Url | Kind::CorporateNumber => single(raw, "", None),
        Kind::YesNo(_) => Control::Options { options: yes_no(raw, lang), long: false, more: Default::default() },
        Kind::Choice(_) | Kind::Choices(_) | Kind::RowChoice(_) => chosen::draw(filled, question, path, raw),
        Kind::Date(date) => match date_parts(filled, path, raw, &DATE_PARTS) {
            Control::Parts { parts, .. } => Control::Parts { parts, partial: date.partial },
            other => other,
        },
        Kind::Month => date_parts(filled, path, raw, &MONTH_PARTS),
        Kind::DateTime => date_parts(filled, path, raw, &DATE_TIME_PARTS),
        Kind::BankAccount => parts(filled, path, raw, &ACCOUNT),
        Kind::Location => parts(filled, path, raw, &LOCATION_PARTS),
        Kind::Signature => parts(filled, path, raw, &SIGNATURE_PARTS),
        Kind::Staff => Control::Options { options: staff(filled, &texts(raw)), long: true, more: Default::default() },
        Kind::Unit(unit) => Control::Options {
            options: options(filled, &unit.0.list, &texts(raw), |_| true),
            long: true,
            more: Default::default(),
        },
        Kind::Name => parts(filled, path, raw, &["family", "given", "family_kana", "given_kana"]),
        Kind::Address => parts(filled, path, raw, &["postal_code", "prefecture", "city", "town", "street", "building"]),
        Kind::Items(items) => rows::of_items(filled, items, path, raw),
        Kind::Repeat(repeat) => rows::of_repeat(filled, repeat, path, raw),
        Kind::Case(case) => of_case(filled, case, path, raw),
        Kind::Slot(_) => Control::Slot { value: part(raw, "date") },
        Kind::File(file) => files(file, raw),
        Kind::Calc(calc) => {
            let answers = filled.row_of(path).map_or(&filled.evaluation.answers.0, |row| &row.answers);
            let answer = answers.get(&question.id).unwrap_or(&Json::Null);
            Control::Computed {
                lines: question.kind.as_field().display(answer, lang),
                unit: calc.unit.get(lang).to_owned(),
                here: filled.computes_here(question),
            }
        }
        Kind::Note(_) => Control::Plain {},
    }
}

fn of_case(filled: &Filled<'_>, case: &Case, path: &str, raw: Option<&Json>) -> Control {
    let value = raw.and_then(case_receipt).unwrap_or_default().to_owned();
    let written = raw.and_then(|raw| case.as_written(raw));
    let links = filled.setting.links.found;
    let link = written.and_then(|written| links?.get(&case.app, &written)).filter(|link| link.offered);
    Control::Case {
        value,
        app_title: case.title.get(filled.lang).to_owned(),
        search: filled.ask_url.map(|url| format!("{url}{path}")),
        chosen: link.map(|link| format!("{}（{}）", link.line(), link.state_label)),
    }
}

impl Control {
    /// Whether a path is one of the drawn controls below the question.
    pub fn has(&self, place: &str) -> bool {
        let last = place.rsplit('.').next().unwrap_or_default();
        match self {
            Control::Parts { parts, .. } => parts.contains_key(last),
            Control::Items { .. } => matches!(last, "code" | "qty"),
            Control::Options { more, .. } => last == "text" && more.other.is_some(),
            Control::Repeat { rows, .. } => rows
                .iter()
                .flat_map(|r| &r.questions)
                .any(|q| place == q.path || place.starts_with(&format!("{}.", q.path))),
            _ => false,
        }
    }

    /// The path of the first control.
    pub fn first(&self, path: &str) -> String {
        match self {
            Control::Parts { parts, .. } => {
                let first = ["family", "postal_code", "era", "year", "bank", "text", "name"]
                    .into_iter()
                    .find(|p| parts.contains_key(p));
                first.map_or_else(|| path.to_owned(), |p| format!("{path}.{p}"))
            }
            Control::Items { .. } => format!("{path}.0.code"),
            Control::Options { long: false, more, .. } if more.search.is_some() => format!("{path}.find"),
            Control::Options { long: false, .. } => format!("{path}.0"),
            Control::Repeat { rows, .. } => rows
                .first()
                .and_then(|r| r.questions.first())
                .map_or_else(|| path.to_owned(), |q| q.control.first(&q.path)),
            _ => path.to_owned(),
        }
    }
}

/// What was typed, as text.
pub fn text(raw: &Json) -> String {
    match raw {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        Json::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Json::Null | Json::Array(_) | Json::Object(_) => String::new(),
    }
}

fn single(raw: Option<&Json>, unit: &str, max: Option<u32>) -> Control {
    Control::Single { value: raw.map(text).unwrap_or_default(), unit: unit.to_owned(), max }
}

pub(super) fn part(raw: Option<&Json>, name: &str) -> String {
    raw.and_then(|r| r.get(name)).map(text).unwrap_or_default()
}

fn parts(filled: &Filled<'_>, path: &str, raw: Option<&Json>, names: &[&'static str]) -> Control {
    let view = |name: &&'static str| {
        let errors = errors_at(filled, &format!("{path}.{name}"));
        (*name, PartView { value: part(raw, name), errors })
    };
    Control::Parts { parts: names.iter().map(view).collect(), partial: false }
}

/// A date in its controls, of what was typed or of a canonical answer.
fn date_parts(filled: &Filled<'_>, path: &str, raw: Option<&Json>, names: &[&'static str]) -> Control {
    let Some(Json::String(iso)) = raw else { return parts(filled, path, raw, names) };
    let (day, time) = iso.split_once('T').unwrap_or((iso, ""));
    let mut halves = day.splitn(3, '-').map(str::to_owned);
    let split = serde_json::json!({
        "year": halves.next(), "month": halves.next(), "day": halves.next(), "time": time,
    });
    parts(filled, path, Some(&split), names)
}

fn texts(raw: Option<&Json>) -> Vec<String> {
    match raw {
        Some(Json::Array(all)) => all.iter().map(text).collect(),
        Some(one) => vec![text(one)],
        None => Vec::new(),
    }
}

fn files(file: &madoguchi_schema::field::File, raw: Option<&Json>) -> Control {
    let stored = raw.and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let view = |f: &Json| FileView {
        id: part(Some(f), "id"),
        name: part(Some(f), "name"),
        size: size(f.get("size").and_then(Json::as_u64).unwrap_or_default()),
        media: part(Some(f), "media"),
    };
    let count = u32::try_from(stored.len()).unwrap_or(u32::MAX);
    Control::Files {
        files: stored.iter().map(view).collect(),
        room: file.max_files.saturating_sub(count),
        max_files: file.max_files,
        max_mb: file.max_size / (1024 * 1024),
        accept: file.accept.iter().map(|format| format.media()).collect::<Vec<_>>().join(","),
        formats: file.accept.iter().map(|format| format.label()).collect::<Vec<_>>().join("・"),
    }
}

/// `1.4 MB`, `320 KB`.
fn size(bytes: u64) -> String {
    const KB: u64 = 1024;
    match bytes {
        b if b >= KB * KB => format!("{}.{} MB", b / (KB * KB), b % (KB * KB) * 10 / (KB * KB)),
        b => format!("{} KB", b.div_ceil(KB)),
    }
}
