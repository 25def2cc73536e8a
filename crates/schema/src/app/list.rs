//! Reference lists: rows with a code, a label and further columns.

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
#[derive(Debug, Clone, PartialEq)]
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
    /// The label of a code, or the code itself when the list does not know it.
    pub fn label<'a>(&'a self, code: &'a str, lang: crate::text::Lang) -> &'a str {
        self.rows.get(code).map_or(code, |r| r.label.get(lang))
    }
}
