//! Which cases name a case: a look by the receipt number into the tables of the apps that can.

use crate::{Store, StoreError, error::During};
use madoguchi_schema::table::{child_name, ident, table_name};

/// Most cases that are told.
const MOST: u32 = 100;

/// A case that names another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// Its receipt number.
    pub receipt: String,
    /// Its state.
    pub state: String,
}

/// The cases of an app whose question at a path (`report`, `works.report`) names a case, the newest first.
pub fn naming(store: &Store, app: &str, path: &str, receipt: &str) -> Result<Vec<Naming>, StoreError> {
    let main = ident(&table_name(app));
    let (from, column) = match path.rsplit_once('.') {
        Some((rows, id)) => {
            let child = ident(&child_name(app, rows));
            (format!("\"_case\" IN (SELECT \"_case\" FROM {child} WHERE {} = ?1)", ident(id)), None)
        }
        None => (String::new(), Some(ident(path))),
    };
    let condition = column.map_or(from, |column| format!("{column} = ?1"));
    let sql =
        format!("SELECT \"_receipt\", \"_state\" FROM {main} WHERE {condition} ORDER BY \"_case\" DESC LIMIT {MOST}");
    store.read(|conn| {
        let mut find = conn.prepare_cached(&sql).during("find cases that name a case")?;
        let rows = find.query_map([receipt], |r| Ok(Naming { receipt: r.get(0)?, state: r.get(1)? }));
        rows.and_then(Iterator::collect).during("find cases that name a case")
    })
}
