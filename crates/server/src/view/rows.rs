//! The rows of `items` and `repeat`: as typed, with blank ones to fill in.

use super::{
    control::{Control, PartView, part},
    option::{by_kana, options},
    question::{Filled, QuestionView, draw as draw_question, errors_at},
};
use madoguchi_engine::answer;
use madoguchi_schema::{
    app::Question,
    field::{Items, Repeat},
};
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// One row of `items`.
#[derive(Debug, Clone, Serialize)]
pub struct ItemRow {
    /// From 0.
    pub index: usize,
    /// Chosen code.
    pub code: PartView,
    /// As typed.
    pub qty: PartView,
    /// Sentences at the row.
    pub errors: Vec<String>,
    /// Something is typed in it.
    pub typed: bool,
}

/// One row of `repeat`.
#[derive(Debug, Clone, Serialize)]
pub struct RepeatRow {
    /// From 0.
    pub index: usize,
    /// Its questions.
    pub questions: Vec<QuestionView>,
    /// Something is typed in it.
    pub typed: bool,
    /// What it is called; its number when empty.
    pub heading: String,
    /// What was typed in it and is not asked now, as JSON: it travels with the row and comes back when it is asked again.
    pub kept: Option<String>,
}

/// The rows of a catalogue question.
pub fn of_items(filled: &Filled<'_>, items: &Items, path: &str, raw: Option<&Json>) -> Control {
    let typed = raw.and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let more = usize::from(filled.one_more == Some(path));
    let blank = if typed.is_empty() { 3 + more } else { more };
    let row = |index: usize| {
        let at = typed.get(index);
        let place = format!("{path}.{index}");
        let view =
            |name: &str| PartView { value: part(at, name), errors: errors_at(filled, &format!("{place}.{name}")) };
        ItemRow { index, code: view("code"), qty: view("qty"), errors: errors_at(filled, &place), typed: at.is_some() }
    };
    let chosen: Vec<String> = typed.iter().map(|r| part(Some(r), "code")).collect();
    let offered = answer::offered(&filled.setting, filled.evaluation, filled.raw, path, |offer| {
        options(filled, &items.list, &chosen, |row| offer.has(items.filter.as_ref(), row))
    });
    let offered = offered.unwrap_or_default();
    Control::Items { rows: (0..typed.len() + blank).map(row).collect(), groups: by_kana(offered) }
}

/// The rows of a repeat: as many as there must be, or those that are typed and one more when it is asked for.
pub fn of_repeat(filled: &Filled<'_>, repeat: &Repeat, path: &str, raw: Option<&Json>) -> Control {
    let typed = raw.and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let exact = filled.rows.wanted(path);
    let least = usize::try_from(repeat.min.max(1)).unwrap_or(1);
    let most = usize::try_from(repeat.max).unwrap_or(usize::MAX);
    let more = usize::from(filled.one_more == Some(path));
    let wanted = (typed.len().max(least) + more).min(most.max(typed.len()));
    let wanted = exact.map_or(wanted, |exact| exact.max(typed.len()));
    let rows = (0..wanted).map(|index| of_row(filled, repeat, path, index, typed.get(index)));
    let surplus = exact.is_none_or(|exact| typed.len() > exact);
    Control::Repeat { rows: rows.collect(), more: exact.is_none() && wanted < most, fixed: !surplus }
}

/// One row: what is asked in it, and asleep what may appear.
fn of_row(filled: &Filled<'_>, repeat: &Repeat, path: &str, index: usize, typed: Option<&Json>) -> RepeatRow {
    let place = format!("{path}.{index}");
    let state = filled.rows.row(&place);
    let is_asleep = |q: &Question| state.map_or(q.show_if.is_some(), |state| !state.asked.contains(&q.id));
    let is_meant = |q: &&Question| !q.internal || filled.setting.clerk;
    let draw = |q: &Question| {
        let own = format!("{place}.{}", q.id);
        let asleep = is_asleep(q);
        let sent = typed.and_then(|row| row.get(&q.id)).or_else(|| state?.suggested.get(&q.id));
        let drawn = !asleep || filled.may_appear(q, &named(&own));
        drawn.then(|| QuestionView { asleep, ..draw_question(filled, q, &own, sent) })
    };
    let kept = |q: &Question| Some((q.id.clone(), typed?.get(&q.id)?.clone()));
    let asleep = repeat.questions.iter().filter(|q| is_meant(q) && q.kind.is_answered() && is_asleep(q));
    let kept: Map<String, Json> = asleep.filter_map(kept).collect();
    RepeatRow {
        index,
        questions: repeat.questions.iter().filter(is_meant).filter_map(draw).collect(),
        kept: (!kept.is_empty()).then(|| Json::Object(kept).to_string()),
        typed: typed.is_some(),
        heading: state.and_then(|state| state.heading.clone()).unwrap_or_default(),
    }
}

/// A path without the numbers of its rows: `children.school`.
fn named(path: &str) -> String {
    let is_name = |part: &&str| !part.bytes().all(|b| b.is_ascii_digit());
    path.split('.').filter(is_name).collect::<Vec<_>>().join(".")
}
