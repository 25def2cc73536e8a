//! `choice`, `choices` and `items`: where the options come from and which of them are offered.

use super::{Lowering, formula::Place, kind::Asked};
use crate::{
    app::List,
    ast::{Formula, Word},
    check::names,
    diagnostic::Diagnostic,
    field::{self, Filter, Kind},
    syntax::{Data, read},
    value::Type,
};
use indexmap::IndexMap;
use std::sync::Arc;

/// Where options come from.
enum Source {
    List(Arc<List>),
    /// The `repeat`, with the types of its columns.
    Rows(String, IndexMap<String, Type>),
}

impl Lowering<'_> {
    pub(super) fn choice(&mut self, q: &mut Asked<'_, '_>) -> Option<Kind> {
        let source = self.source(q);
        let other = self.other(q, source.as_ref());
        match source? {
            Source::Rows(rows, columns) => {
                let filter = self.offered(q, &columns, None);
                Some(Kind::RowChoice(field::RowChoice { rows, filter, several: false, min: None, max: None }))
            }
            Source::List(list) => {
                let filter = self.list_filter(q, &list);
                let list = if other { self.with_other(&list) } else { list };
                Some(Kind::Choice(field::Choice { list, filter, other }))
            }
        }
    }

    pub(super) fn choices(&mut self, q: &mut Asked<'_, '_>) -> Option<Kind> {
        let source = self.source(q);
        let other = self.other(q, source.as_ref());
        let (min, max) = self.between(q, 1000);
        let exclusive = q.map.optional("exclusive").and_then(|node| Word::read(node, self.d));
        match source? {
            Source::Rows(rows, columns) => {
                let filter = self.offered(q, &columns, None);
                if let Some(word) = exclusive {
                    names::unknown("form.exclusive-unknown", &word, [], self.d);
                }
                Some(Kind::RowChoice(field::RowChoice { rows, filter, several: true, min, max }))
            }
            Source::List(list) => {
                let filter = self.list_filter(q, &list);
                let list = if other { self.with_other(&list) } else { list };
                let offered = list.rows.values().filter(|row| !row.retired).count();
                if let Some((min, node)) = min.zip(q.map.optional("min")) {
                    self.order(min as usize > offered, node.span, min, offered);
                }
                let exclusive = exclusive.filter(|word| self.is_option(&list, word)).map(|word| word.text);
                Some(Kind::Choices(field::Choices { list, filter, other, exclusive, min, max }))
            }
        }
    }

    pub(super) fn items(&mut self, q: &mut Asked<'_, '_>) -> Option<Kind> {
        let Source::List(list) = self.source(q)? else {
            self.d.push(Diagnostic::error("form.rows-unknown", q.id.span).arg("name", "items").arg("known", "@none"));
            return None;
        };
        let filter = self.list_filter(q, &list);
        let rows = q.place.owner.clone().unwrap_or_default();
        for column in ["code", "label", "qty"].into_iter().chain(list.columns.iter().map(|column| column.name.as_str()))
        {
            self.vocabulary.declare_column(column, &rows);
        }
        Some(Kind::Items(field::Items { list, filter }))
    }

    /// `from: list`, `from: rows(children)`, or the options themselves.
    fn source(&mut self, q: &mut Asked<'_, '_>) -> Option<Source> {
        let node = q.map.required("from", self.d)?;
        if matches!(node.data, Data::Map(_) | Data::List(_)) {
            return self.own_list(q.id, node).map(Source::List);
        }
        let name = Word::read(node, self.d)?;
        let Some(rows) = name.text.strip_prefix("rows(").and_then(|rest| rest.trim_end().strip_suffix(')')) else {
            return self.list_name(&name).map(Source::List);
        };
        let rows = Word { text: rows.trim().to_owned(), span: name.span };
        let Some(columns) =
            self.vocabulary.rows_before(&rows.text, q.place).filter(|_| self.repeats.contains(&rows.text))
        else {
            let known: Vec<&str> = self.repeats.iter().map(String::as_str).collect();
            names::unknown("form.rows-unknown", &rows, known, self.d);
            return None;
        };
        if let Some(owner) = &q.place.owner {
            self.reads.entry(owner.clone()).or_default().push(rows.text.clone());
        }
        Some(Source::Rows(rows.text, columns))
    }

    /// `other: true`, where a list has no option of that name itself.
    fn other(&mut self, q: &mut Asked<'_, '_>, source: Option<&Source>) -> bool {
        let Some((key, node)) = q.map.entry("other") else { return false };
        if !read::yes_no(node, self.d).unwrap_or(false) {
            return false;
        }
        match source {
            Some(Source::Rows(..)) => {
                self.d.push(Diagnostic::error("form.other-of-rows", key.span).arg("name", &q.id.text));
                false
            }
            Some(Source::List(list)) if list.rows.contains_key(field::OTHER) => {
                self.d.push(Diagnostic::error("form.other-in-list", key.span).arg("list", &list.id));
                false
            }
            _ => true,
        }
    }

    /// The list with 「その他」, made once.
    fn with_other(&mut self, list: &List) -> Arc<List> {
        let made = field::with_other(list);
        if let Some(known) = self.lists.get(&made.id) {
            return Arc::clone(known);
        }
        let list = Arc::new(made);
        self.vocabulary.add_list(Arc::clone(&list));
        self.lists.insert(list.id.clone(), Arc::clone(&list));
        list
    }

    /// Whether the option named by `exclusive` exists; reports if not.
    fn is_option(&mut self, list: &List, word: &Word) -> bool {
        let known = list.rows.contains_key(&word.text);
        if !known {
            names::unknown("form.exclusive-unknown", word, list.rows.keys().take(60).map(String::as_str), self.d);
        }
        known
    }

    fn list_filter(&mut self, q: &mut Asked<'_, '_>, list: &List) -> Option<Filter> {
        self.offered(q, &field::filter_columns(list), Some(list))
    }

    /// `where`: a condition over the columns of a row and the answers so far.
    pub(super) fn offered(
        &mut self,
        q: &mut Asked<'_, '_>,
        columns: &IndexMap<String, Type>,
        list: Option<&List>,
    ) -> Option<Filter> {
        let node = q.map.optional("where")?;
        let formula = Formula::read(node, self.d)?;
        let place = Place { columns: columns.clone(), ..q.place.clone() };
        let before = self.d.len();
        let condition = self.condition(&formula, &place);
        self.hidden_by_column(&formula, columns, before);
        let filter = Filter::new(condition?, columns);
        if let Some(list) = list
            && super::never::never_offers(&filter, list, &|question| self.vocabulary.codes_of(question))
        {
            self.d.push(Diagnostic::error("form.where-never", node.span).arg("list", &list.id));
        }
        Some(filter)
    }

    /// `prefecture == prefecture`: both are the column, and the question of that name was meant.
    fn hidden_by_column(&mut self, formula: &Formula<'_>, columns: &IndexMap<String, Type>, before: usize) {
        let word = |name: &&String| {
            let mut words = formula.text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
            self.vocabulary.has(name) && words.any(|word| word == **name)
        };
        let Some(name) = columns.keys().find(word).cloned() else { return };
        for report in self.d.iter_mut().skip(before).filter(|report| report.code == "expr.constant") {
            report.code = "form.where-hidden";
            report.args = vec![("name", name.clone())];
        }
    }
}
