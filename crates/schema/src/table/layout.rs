//! App → tables: which columns and indexes its cases need.

use super::{Column, Tables};
use crate::app::App;

/// The tables of an app.
pub fn layout(_app: &App) -> Tables {
    todo!()
}

/// The column of the app's table behind a name in a queue expression or column: `_state`, `phone`, `visit.date`,
/// `area` (the area of the first slot). `None` when the name is no single column.
pub fn column(_app: &App, _name: &str) -> Option<Column> {
    todo!()
}
