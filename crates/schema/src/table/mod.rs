//! Tables made from a definition: columns are question ids, parts are `question.part`, always quoted.

mod ddl;
mod ident;
mod layout;
mod linked;
mod row;

pub use ddl::{additions, ddl};
pub use ident::{child_name, ident, table_name};
pub(crate) use layout::child_table;
pub use layout::{Columns, column, layout};
pub(crate) use linked::linked;
pub use linked::{Linked, read_sql};
pub use row::{ChildRow, cells, child_rows};

use serde::{Deserialize, Serialize};

/// A value for one column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// NULL.
    Null,
    /// INTEGER.
    Integer(i64),
    /// TEXT.
    Text(String),
}

/// The storage class of a column in a STRICT table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Storage {
    /// INTEGER.
    Integer,
    /// TEXT.
    Text,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Name: a question id, `question.part`, or a system name that begins with `_`.
    pub name: String,
    /// Storage class.
    pub storage: Storage,
}

/// A child table of a question: `_case`, `_row` and these columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    /// The question.
    pub question: String,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// All tables of an app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tables {
    /// One row per case.
    pub main: Table,
    /// Rows of `choices`, `items`, `repeat`, in order of the questions; what has rows in rows is followed by these.
    pub children: Vec<ChildTable>,
    /// Indexes for the queue and the rules over other cases.
    pub indexes: Vec<Index>,
}

/// Most columns of a table. SQLite holds 2,000; what is left is for columns of questions that are archived.
pub const MOST_COLUMNS: usize = 1_900;

impl Tables {
    /// The columns of the widest table.
    pub fn widest(&self) -> usize {
        let children = self.children.iter().map(|table| table.columns.len());
        children.chain([self.main.columns.len()]).max().unwrap_or(0)
    }
}

/// The main table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Name, unquoted.
    pub name: String,
    /// All columns: system columns (names begin with `_`), then those of the questions in order.
    pub columns: Vec<Column>,
}

/// A child table, keyed by `_case`, the places of the rows it lies in (`_row_1`, `_row_2`, from outside), and `_row`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildTable {
    /// Name, unquoted.
    pub name: String,
    /// The question; in rows its path: `homes.members`.
    pub question: String,
    /// All columns: the key (places count from 0), then those of the question.
    pub columns: Vec<Column>,
}

/// An index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// Name, unquoted.
    pub name: String,
    /// Table, unquoted.
    pub table: String,
    /// Columns, unquoted.
    pub columns: Vec<String>,
}
