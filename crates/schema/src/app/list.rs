//! Reference lists: rows with a code, a label and further columns.

use super::{FROM, Index, UNTIL};
use crate::{text::Text, value::Value};
use indexmap::IndexMap;

/// A list from CSV or written inline.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct List {
    /// Identity.
    pub id: String,
    /// Columns beyond code and label.
    pub columns: Vec<ListColumn>,
    /// Rows by code, in order.
    pub rows: IndexMap<String, ListRow>,
    /// How `lookup` finds rows, when not simply by code: keys, dates, bands.
    pub index: Option<Index>,
    /// A table for `lookup` only: its rows have no codes and offer no choices.
    pub is_table: bool,
    /// What the search goes through.
    pub search: super::Search,
}

/// A further column of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListColumn {
    /// Identity, e.g. `fee`.
    pub name: String,
    /// Type: Text, Number, Money, Bool or Date.
    pub ty: crate::value::Type,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListRow {
    /// Identity.
    pub code: String,
    /// What people read.
    pub label: Text,
    /// Reading in kana for search; may be empty (from column `kana`).
    pub kana: String,
    /// No longer offered (from column `retired`).
    pub retired: bool,
    /// Values by column name.
    pub values: IndexMap<String, Value>,
}

impl List {
    /// A table that is looked up by the values of `keys`. Its rows are numbered.
    pub fn table(id: &str, keys: &[&str], columns: Vec<ListColumn>, rows: IndexMap<String, ListRow>) -> List {
        let named = |name: &&str| columns.iter().find(|c| c.name == **name).cloned();
        let index = Some(Index::of(keys.iter().filter_map(named).collect(), &columns, &rows));
        List { id: id.to_owned(), columns, rows, index, is_table: true, search: super::Search::default() }
    }

    /// A list of codes; rows that hold for a time only are found by code and day.
    pub fn of_codes(id: &str, columns: Vec<ListColumn>, rows: IndexMap<String, ListRow>) -> List {
        let dated = columns.iter().any(|c| c.name == FROM || c.name == UNTIL);
        let code = || vec![ListColumn { name: "code".to_owned(), ty: crate::value::Type::Code(id.to_owned()) }];
        let index = dated.then(|| {
            let index = Index::of(code(), &columns, &rows);
            Index { band: None, ..index }
        });
        List { id: id.to_owned(), columns, rows, index, is_table: false, search: super::Search::default() }
    }

    /// The label of a code, or the code itself when the list does not know it.
    pub fn label<'a>(&'a self, code: &'a str, lang: crate::text::Lang) -> &'a str {
        self.rows.get(code).map_or(code, |r| r.label.get(lang))
    }
}
