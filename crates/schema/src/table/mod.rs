//! Tables made from a definition: columns are question ids, parts are `question.part`, always quoted.

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
