//! Pages of the clerks' list: filtered, sorted, searched, by keyset.

use crate::{Store, StoreError};
use jiff::civil::Date;
use madoguchi_schema::{app::App, table::Cell};

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// A saved view's id.
    pub view: Option<String>,
    /// Only these states.
    pub states: Vec<String>,
    /// Only this area.
    pub area: Option<String>,
    /// Only cases of this day of the first slot question.
    pub slot_date: Option<Date>,
    /// Substring of receipt, names, phone, address or any text answer.
    pub search: Option<String>,
    /// Name of a queue column, `-` before it for descending; newest first when absent.
    pub sort: Option<String>,
    /// Where the last page ended.
    pub after: Option<String>,
    /// Rows.
    pub limit: u32,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    /// Case number.
    pub case: i64,
    /// Receipt number.
    pub receipt: String,
    /// State id.
    pub state: String,
    /// Revision.
    pub revision: i64,
    /// By when a clerk should act, ISO UTC.
    pub due_at: Option<String>,
    /// Cells per queue column, each with the cells that the column reads.
    pub cells: Vec<Vec<Cell>>,
}

/// One page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Rows.
    pub rows: Vec<Row>,
    /// Cursor of the next page.
    pub next: Option<String>,
}

/// Why a list cannot be given.
#[derive(Debug)]
pub enum Unlisted {
    /// View, state or sort column that the app does not have, or a cursor that is not one.
    Unknown(&'static str),
    /// Disk or database.
    Store(StoreError),
}

/// One page of cases of an app in its current version.
pub fn page(_store: &Store, _app: &App, _query: &Query, _today: Date) -> Result<Page, Unlisted> {
    todo!()
}

/// Cases per state.
pub fn counts(_store: &Store, _app: &App) -> Result<Vec<(String, i64)>, StoreError> {
    todo!()
}
