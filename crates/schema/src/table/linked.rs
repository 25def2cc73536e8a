//! What is read live of another app's case, as SQL: a look into the table of the other app by the receipt number.

use super::{Columns, Storage, column, ident, table_name};
use crate::{
    app::{App, Question},
    field::{Copy, Kind},
};

/// A value of another case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// An SQL expression over one row of the app's own table, with names quoted and qualified.
    pub sql: String,
    /// How the value is kept.
    pub storage: Storage,
}

/// The value behind a name such as `report.place`, read through a live question of the app whose table is `table`.
pub(crate) fn linked(table: &str, question: &Question, name: &str) -> Option<Linked> {
    let Kind::Case(case) = &question.kind else { return None };
    let path = name.strip_prefix(&question.id)?.strip_prefix('.').filter(|_| case.copy == Copy::Live)?;
    let storage = case.storage(path)?;
    let other = ident(path.strip_suffix("._receipt").unwrap_or(path));
    let from = ident(&table_name(&case.app));
    let (table, receipt) = (ident(table), ident(&question.id));
    let sql = format!(
        "(SELECT \"linked\".{other} FROM {from} AS \"linked\" WHERE \"linked\".\"_receipt\" = {table}.{receipt})"
    );
    Some(Linked { sql, storage })
}

/// What a queue column reads as an SQL expression: a column of the app's table, or what another case says now.
pub fn read_sql(app: &App, name: &str) -> String {
    let own = || column(app, name).map(|column| ident(&column.name));
    let live = || crate::expr::SqlNames::linked(&Columns(app), name).map(|linked| linked.sql);
    own().or_else(live).unwrap_or_else(|| ident(name))
}
