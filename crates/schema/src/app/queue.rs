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
    /// Charts by id.
    pub charts: IndexMap<String, Chart>,
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
    /// Rows under headings, or columns of a board, by this column; it reads one column of the table.
    pub group: Option<Column>,
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
    /// Cards in columns: one for each state, or for each value of the group.
    Board,
}

/// A chart: a bar for each value of `group`, as long as `measure` says.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Identity.
    pub id: String,
    /// Heading.
    pub label: Text,
    /// Which cases.
    pub filter: Option<Expr>,
    /// What puts cases into one bar.
    pub group: Expr,
    /// The column whose words name the bars, when the group is nothing but a column.
    pub column: Option<Column>,
    /// In which order the bars stand, and how they are drawn.
    pub scale: Scale,
    /// How long a bar is.
    pub measure: Measure,
}

/// What the bars of a chart follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Words: choices in the order of their list, others by size.
    Words,
    /// Plain numbers.
    Numbers,
    /// Calendar years.
    Years,
    /// Years from April.
    FiscalYears,
    /// Months of the year, 1 to 12.
    Months,
    /// Days of the month, 1 to 31.
    MonthDays,
    /// Dates.
    Dates,
}

/// What is counted of the cases of a bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// How.
    pub total: Total,
    /// The number of each case; `None` when the cases themselves are counted.
    pub of: Option<Expr>,
    /// Behind the figure: `円`, `時間`, `件`; may be empty.
    pub unit: Text,
}

/// How many numbers become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// How many cases there are.
    Count,
    /// Their sum; nothing adds up to 0.
    Sum,
    /// The smallest.
    Min,
    /// The largest.
    Max,
}

impl Chart {
    /// The names that it reads.
    pub fn reads(&self) -> impl Iterator<Item = &str> {
        let expressions = [self.filter.as_ref(), Some(&self.group), self.measure.of.as_ref()];
        expressions.into_iter().flatten().flat_map(|expr| expr.reads.iter().map(String::as_str))
    }
}
