//! `queue`: columns found in the tables, views checked.

use super::{Lowering, formula::Place};
use crate::{
    app::{Access, By, Page, Question, Queue, QueueColumn, View},
    ast::{self, Formula, Word},
    check::names,
    diagnostic::Diagnostic,
    expr::{Expr, SqlNames},
    field::Kind,
    table::{ChildTable, Column, Linked, Storage, child_table, linked},
    text::{Lang, Text},
};
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// System columns with their headings.
pub(crate) const SYSTEM: &[(&str, &str, &str)] = &[
    ("_receipt", "受付番号", "Receipt"),
    ("_state", "状態", "State"),
    ("_created_on", "受付日", "Received on"),
    ("_channel", "受付方法", "Channel"),
];

/// Headings of the parts of composite answers.
pub(crate) const PARTS: &[(&str, &str, &str)] = &[
    ("family", "姓", "family name"),
    ("given", "名", "given name"),
    ("family_kana", "セイ", "family name in kana"),
    ("given_kana", "メイ", "given name in kana"),
    ("postal_code", "郵便番号", "postal code"),
    ("prefecture", "都道府県", "prefecture"),
    ("city", "市区町村", "city"),
    ("town", "町名", "town"),
    ("street", "番地", "street"),
    ("building", "建物名", "building"),
    ("date", "日", "date"),
    ("area", "地区", "area"),
];

/// How many answers a queue shows when its columns are not written.
const FIRST_ANSWERS: usize = 3;

impl Lowering<'_> {
    /// The queue, with the columns that every app without them gets.
    pub(super) fn queue(&mut self, written: Option<&ast::Queue<'_>>, pages: &[Page]) -> Queue {
        let place = Place { system: true, area: self.has_slot, ..Place::all() };
        let title = written.and_then(|queue| queue.title.as_ref()).and_then(|title| self.value(title, &place, None));
        let columns = match written.and_then(|queue| queue.columns.as_ref()) {
            Some(columns) => columns.iter().filter_map(|column| self.column(column, pages)).collect(),
            None => standard_columns(pages),
        };
        let views = written.map(|queue| self.views(&queue.views, &place, pages)).unwrap_or_default();
        let charts = written.map(|queue| self.charts(&queue.charts, &place, pages)).unwrap_or_default();
        Queue { title, columns, views, charts }
    }

    /// The title is shown to all readers, also to those who may not see sensitive answers.
    pub(super) fn sensitive_title(
        &mut self,
        written: Option<&ast::Queue<'_>>,
        queue: &Queue,
        access: &Access,
        pages: &[Page],
    ) {
        let Some((formula, title)) = written.and_then(|queue| queue.title.as_ref()).zip(queue.title.as_ref()) else {
            return;
        };
        if access.read.iter().all(|reader| sees(&access.sensitive, reader)) {
            return;
        }
        let reads = |question: &&Question| title.reads.iter().any(|name| name.split('.').next() == Some(&question.id));
        for question in questions(pages).filter(|question| question.sensitive).filter(reads) {
            let report = Diagnostic::warning("queue.sensitive-title", formula.node.span).arg("name", &question.id);
            self.d.push(report);
        }
    }

    fn views(&mut self, written: &[ast::View<'_>], place: &Place, pages: &[Page]) -> IndexMap<String, View> {
        names::identities(names::Of::View, written.iter().map(|view| &view.id), self.d);
        let mut views = IndexMap::new();
        for view in written {
            let id = view.id.text.clone();
            let filter = view.filter.as_ref().and_then(|formula| self.filter(formula, place, pages));
            let group = view.group.as_ref().and_then(|group| self.group(group, pages));
            let label = self.label_of(view.label.as_ref(), &view.id);
            views.insert(id.clone(), View { id, label, filter, group, layout: view.layout });
        }
        views
    }

    /// A condition that the database can decide.
    pub(super) fn filter(&mut self, formula: &Formula<'_>, place: &Place, pages: &[Page]) -> Option<Expr> {
        let filter = self.condition(formula, place)?;
        if filter.sql(&Stored(pages)).is_none() && self.broken.is_empty() {
            self.d.push(
                Diagnostic::error("queue.not-stored", formula.node.span)
                    .arg("text", formula.text)
                    .arg("reason", filter.refused()),
            );
        }
        Some(filter)
    }

    /// Rows are put together by one column only.
    fn group(&mut self, written: &Word, pages: &[Page]) -> Option<QueueColumn> {
        let column = self.column(written, pages)?;
        if column.reads.len() == 1 {
            return Some(column);
        }
        self.d.push(Diagnostic::error("queue.group", written.span).arg("name", &written.text));
        None
    }

    fn column(&mut self, written: &Word, pages: &[Page]) -> Option<QueueColumn> {
        let found = column(&written.text, pages);
        if let Some(column) = self.case_column(written, pages) {
            return column;
        }
        if let Found::Column(column) = found {
            return Some(column);
        }
        if let Found::Rows = found {
            self.d.push(Diagnostic::error("queue.rows", written.span).arg("name", &written.text));
            return None;
        }
        if (written.text == "area" && self.has_slot)
            || self.broken.contains(written.text.split('.').next().unwrap_or_default())
        {
            return None;
        }
        let system = SYSTEM.iter().map(|(name, _, _)| *name);
        let known: Vec<&str> = system.chain(has_slot(pages).then_some("area")).chain(ids(pages)).collect();
        names::unknown("queue.unknown-column", written, known, self.d);
        let by_label = questions(pages).find(|question| question.label.get(Lang::Ja) == written.text);
        let system = SYSTEM.iter().find(|(_, label, _)| *label == written.text).map(|(name, _, _)| *name);
        names::meant(system.or(by_label.map(|question| question.id.as_str())), self.d);
        None
    }
}

/// Where the names of a condition are kept.
pub(super) struct Stored<'p>(pub(super) &'p [Page]);

impl SqlNames for Stored<'_> {
    fn column(&self, name: &str) -> Option<Column> {
        let id = name.split('.').next().unwrap_or_default();
        if let Some(question) = questions(self.0).find(|question| question.id == id) {
            if let Kind::Case(case) = &question.kind {
                return case.column(id, name[id.len()..].trim_start_matches('.'));
            }
            return question.kind.as_field().columns(id).into_iter().find(|column| column.name == name);
        }
        let name = single(name, self.0)?.reads.into_iter().next()?;
        Some(Column { name, storage: Storage::Text })
    }

    fn linked(&self, name: &str) -> Option<Linked> {
        let id = name.split('.').next().unwrap_or_default();
        linked("", questions(self.0).find(|question| question.id == id)?, name)
    }

    fn rows(&self, name: &str) -> Option<ChildTable> {
        child_table("", questions(self.0).find(|question| question.id == name)?)
    }

    fn table(&self) -> String {
        String::new()
    }
}

/// The column of a name, when it is one of the table.
pub(super) fn single(name: &str, pages: &[Page]) -> Option<QueueColumn> {
    match column(name, pages) {
        Found::Column(column) if column.reads.len() == 1 => Some(column),
        _ => None,
    }
}

/// What a column name means.
enum Found {
    /// A column.
    Column(QueueColumn),
    /// A question whose answer is rows.
    Rows,
    /// Nothing.
    Nothing,
}

fn column(name: &str, pages: &[Page]) -> Found {
    if let Some((_, ja, en)) = SYSTEM.iter().find(|(system, _, _)| *system == name) {
        let reads = vec![name.to_owned()];
        return Found::Column(QueueColumn { name: name.to_owned(), label: both(ja, en), reads });
    }
    let (id, part) = name.split_once('.').map_or((name, None), |(id, part)| (id, Some(part)));
    let Some(question) = questions(pages).find(|question| question.id == id) else {
        let slot = questions(pages).find(|question| matches!(question.kind, Kind::Slot(_)));
        return match slot.filter(|_| name == "area") {
            Some(slot) => Found::Column(QueueColumn {
                name: name.to_owned(),
                label: both("地区", "Area"),
                reads: vec![format!("{}.area", slot.id)],
            }),
            None => Found::Nothing,
        };
    };
    let columns: Vec<String> = question.kind.as_field().columns(id).into_iter().map(|column| column.name).collect();
    match part {
        None if columns.is_empty() => match question.kind {
            Kind::Note(_) => Found::Nothing,
            _ => Found::Rows,
        },
        None => Found::Column(QueueColumn {
            name: name.to_owned(),
            label: question.label.clone(),
            reads: main_columns(&question.kind, columns),
        }),
        Some(part) if columns.iter().any(|column| column == name) => Found::Column(QueueColumn {
            name: name.to_owned(),
            label: with_part(&question.label, part),
            reads: vec![name.to_owned()],
        }),
        Some(_) => Found::Nothing,
    }
}

/// The columns that say enough in one cell: a name without its reading, an address from the town on, a slot's date.
fn main_columns(kind: &Kind, mut columns: Vec<String>) -> Vec<String> {
    let shown: &[&str] = match kind {
        Kind::Name => &["family", "given"],
        Kind::Address => &["town", "street", "building"],
        Kind::Slot(_) => &["date", "waiting"],
        _ => return columns,
    };
    columns.retain(|column| column.rsplit('.').next().is_some_and(|part| shown.contains(&part)));
    columns
}

/// `_receipt`, the first answers, `_state`, `_created_on`.
fn standard_columns(pages: &[Page]) -> Vec<QueueColumn> {
    let fits = |question: &&Question| !question.sensitive && !matches!(question.kind, Kind::File(_));
    let answers = questions(pages).filter(fits).map(|question| question.id.as_str());
    let found = |name: &str| match column(name, pages) {
        Found::Column(column) => Some(column),
        Found::Rows | Found::Nothing => None,
    };
    let mut columns: Vec<QueueColumn> = found("_receipt").into_iter().collect();
    columns.extend(answers.filter_map(found).take(FIRST_ANSWERS));
    columns.extend(["_state", "_created_on"].into_iter().filter_map(found));
    columns
}

/// Whether everyone whom `reader` names is named in `by` too.
pub(super) fn sees(by: &[By], reader: &By) -> bool {
    by.contains(reader)
        || by.contains(&By::Staff)
        || matches!(reader, By::Post(unit, _) if by.contains(&By::Unit(unit.clone())))
}

pub(super) fn questions(pages: &[Page]) -> impl Iterator<Item = &Question> {
    pages.iter().flat_map(|page| &page.questions)
}

fn ids(pages: &[Page]) -> impl Iterator<Item = &str> {
    questions(pages).map(|question| question.id.as_str())
}

fn has_slot(pages: &[Page]) -> bool {
    questions(pages).any(|question| matches!(question.kind, Kind::Slot(_)))
}

fn both(ja: &str, en: &str) -> Text {
    Text::from_langs(BTreeMap::from([(Lang::Ja, ja.to_owned()), (Lang::En, en.to_owned())]))
}

/// 氏名 + `family` → 氏名（姓）.
fn with_part(label: &Text, part: &str) -> Text {
    let Some((_, ja, en)) = PARTS.iter().find(|(name, _, _)| *name == part) else { return label.clone() };
    let mut langs = BTreeMap::from([(Lang::Ja, format!("{}（{ja}）", label.get(Lang::Ja)))]);
    if label.langs().any(|lang| lang == Lang::En) {
        langs.insert(Lang::En, format!("{} ({en})", label.get(Lang::En)));
    }
    Text::from_langs(langs)
}
