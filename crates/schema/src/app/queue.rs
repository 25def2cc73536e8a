//! The clerks' list.

use crate::{expr::Expr, text::Text};
use indexmap::IndexMap;

/// The queue of an app.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Queue {
    /// One line that names a case; the first answer when absent.
    pub title: Option<Expr>,
    /// Columns in order.
    pub columns: Vec<Column>,
    /// Saved views by id.
    pub views: IndexMap<String, View>,
}

/// One column of the queue.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// A system name (`_receipt`, `_state`, `_created_on`, `_channel`), `area`, a question id, or `question.part`.
    pub name: String,
    /// Heading.
    pub label: Text,
    /// The columns of the app's table that it reads, in order (as in [`crate::table::Table`]).
    pub reads: Vec<String>,
}

/// A saved view.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Identity.
    pub id: String,
    /// On its tab.
    pub label: Text,
    /// Which cases.
    pub filter: Option<Expr>,
    /// Rows under headings by this column name.
    pub group: Option<String>,
    /// How it is drawn.
    pub layout: Layout,
}

/// How a view is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// Rows.
    #[default]
    List,
    /// Days; also the printable day view.
    Calendar,
}
