//! The statements of one app: the only SQL built at run time, from [`ident`]s of its layout, once for each definition.

use crate::{StoreError, error::During};
use madoguchi_schema::{
    answers::Answers,
    app::App,
    table::{self, Cell, ChildRow, ident},
};
use rusqlite::{Connection, Statement, ToSql, types::ToSqlOutput};
use std::{
    collections::HashMap,
    fmt::Write,
    sync::{Arc, PoisonError, RwLock},
};

/// System columns that a new case sets, in order.
const NEW: [&str; 14] = [
    "_case",
    "_receipt",
    "_state",
    "_revision",
    "_version",
    "_channel",
    "_lang",
    "_created_at",
    "_created_on",
    "_updated_at",
    "_due_at",
    "_expires_at",
    "_trail",
    "_asked",
];

/// System columns that a change sets, in order.
const CHANGED: [&str; 7] = ["_state", "_revision", "_updated_at", "_due_at", "_expires_at", "_trail", "_asked"];

/// The statements of one app in one version.
#[derive(Debug)]
pub(crate) struct AppSql {
    insert: String,
    change: String,
    rewrite: String,
    children: Vec<ChildSql>,
}

#[derive(Debug)]
struct ChildSql {
    insert: String,
    delete: String,
}

/// The cells of a case, computed before the writer's turn.
#[derive(Debug)]
pub(crate) struct CaseCells {
    main: Vec<(String, Cell)>,
    children: Vec<(String, Vec<ChildRow>)>,
}

impl CaseCells {
    pub(crate) fn new(app: &App, answers: &Answers) -> CaseCells {
        CaseCells { main: table::cells(app, answers), children: table::child_rows(app, answers) }
    }
}

impl AppSql {
    pub(crate) fn new(app: &App) -> AppSql {
        let tables = table::layout(app);
        let name = ident(&tables.main.name);
        let questions: Vec<String> =
            tables.main.columns.iter().filter(|c| !c.name.starts_with('_')).map(|c| ident(&c.name)).collect();
        let system = NEW.iter().map(|c| ident(c));
        let insert = insert(&name, &system.chain(questions.iter().cloned()).collect::<Vec<_>>());
        let set = |columns: &mut dyn Iterator<Item = String>| {
            let set = columns.map(|c| format!("{c} = ?")).collect::<Vec<_>>().join(", ");
            format!("UPDATE {name} SET {set} WHERE \"_case\" = ? AND \"_revision\" = ?")
        };
        let change = set(&mut CHANGED.iter().map(|c| ident(c)));
        let rewrite = set(&mut CHANGED.iter().map(|c| ident(c)).chain(questions));
        let children = tables.children.iter().map(|child| ChildSql::new(&child.name, &child.columns)).collect();
        AppSql { insert, change, rewrite, children }
    }

    /// Inserts the row of a new case and its child rows.
    pub(crate) fn insert(
        &self,
        conn: &Connection,
        case: i64,
        system: &[&dyn ToSql],
        cells: &CaseCells,
    ) -> Result<(), StoreError> {
        let mut row = conn.prepare_cached(&self.insert).during("insert row")?;
        bind(&mut row, system, &cells.main, &[]).and_then(|()| row.raw_execute()).during("insert row")?;
        self.insert_children(conn, case, cells)
    }

    /// Changes the row of a case while its revision is `revision`, with new answers or without; `false` when it is
    /// another one.
    pub(crate) fn change(
        &self,
        conn: &Connection,
        (case, revision): (i64, i64),
        system: &[&dyn ToSql],
        cells: Option<&CaseCells>,
    ) -> Result<bool, StoreError> {
        let (sql, main) = match cells {
            Some(cells) => (&self.rewrite, cells.main.as_slice()),
            None => (&self.change, [].as_slice()),
        };
        let mut row = conn.prepare_cached(sql).during("change row")?;
        let changed = bind(&mut row, system, main, &[&case, &revision]).and_then(|()| row.raw_execute());
        if changed.during("change row")? == 0 {
            return Ok(false);
        }
        if let Some(cells) = cells {
            for child in &self.children {
                conn.prepare_cached(&child.delete).and_then(|mut s| s.execute([case])).during("delete child rows")?;
            }
            self.insert_children(conn, case, cells)?;
        }
        Ok(true)
    }

    fn insert_children(&self, conn: &Connection, case: i64, cells: &CaseCells) -> Result<(), StoreError> {
        for (child, (_, rows)) in self.children.iter().zip(&cells.children) {
            if rows.is_empty() {
                continue;
            }
            let mut insert = conn.prepare_cached(&child.insert).during("insert child row")?;
            for row in rows {
                let key: Vec<&dyn ToSql> =
                    std::iter::once(&case).chain(&row.place).map(|place| place as &dyn ToSql).collect();
                bind_cells(&mut insert, &key, row.cells.iter())
                    .and_then(|()| insert.raw_execute())
                    .during("insert child row")?;
            }
        }
        Ok(())
    }
}

impl ChildSql {
    fn new(table: &str, columns: &[table::Column]) -> ChildSql {
        let name = ident(table);
        let columns: Vec<String> = columns.iter().map(|c| ident(&c.name)).collect();
        ChildSql { insert: insert(&name, &columns), delete: format!("DELETE FROM {name} WHERE \"_case\" = ?") }
    }
}

fn insert(table: &str, columns: &[String]) -> String {
    let mut sql = format!("INSERT INTO {table} ({}) VALUES (", columns.join(", "));
    for i in 0..columns.len() {
        // Writing to a String cannot fail.
        let _ = write!(sql, "{}?", if i == 0 { "" } else { ", " });
    }
    sql.push(')');
    sql
}

fn bind(
    statement: &mut Statement<'_>,
    before: &[&dyn ToSql],
    cells: &[(String, Cell)],
    after: &[&dyn ToSql],
) -> rusqlite::Result<()> {
    bind_cells(statement, before, cells.iter().map(|(_, cell)| cell))?;
    for (value, i) in after.iter().zip(before.len() + cells.len() + 1..) {
        statement.raw_bind_parameter(i, value)?;
    }
    Ok(())
}

fn bind_cells<'a>(
    statement: &mut Statement<'_>,
    before: &[&dyn ToSql],
    cells: impl Iterator<Item = &'a Cell>,
) -> rusqlite::Result<()> {
    for (value, i) in before.iter().zip(1..) {
        statement.raw_bind_parameter(i, value)?;
    }
    for (cell, i) in cells.zip(before.len() + 1..) {
        statement.raw_bind_parameter(i, Bound(cell))?;
    }
    Ok(())
}

/// A cell as a parameter.
pub(crate) struct Bound<'a>(pub(crate) &'a Cell);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self.0 {
            Cell::Null => Ok(ToSqlOutput::from(rusqlite::types::Null)),
            Cell::Integer(i) => Ok(ToSqlOutput::from(*i)),
            Cell::Text(text) => Ok(ToSqlOutput::from(text.as_str())),
        }
    }
}

/// The statements of every app in use, by app and hash of its definition.
#[derive(Debug, Default)]
pub(crate) struct AppSqls(RwLock<Known>);

/// By app: hashes with statements; an app has few versions.
type Known = HashMap<String, Vec<(String, Arc<AppSql>)>>;

impl AppSqls {
    pub(crate) fn get(&self, app: &App) -> Arc<AppSql> {
        if let Some(sql) = find(&self.0.read().unwrap_or_else(PoisonError::into_inner), app) {
            return sql;
        }
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(sql) = find(&known, app) {
            return sql;
        }
        let sql = Arc::new(AppSql::new(app));
        known.entry(app.id.clone()).or_default().push((app.hash.clone(), sql.clone()));
        sql
    }
}

fn find(known: &Known, app: &App) -> Option<Arc<AppSql>> {
    known.get(&app.id)?.iter().find(|(hash, _)| *hash == app.hash).map(|(_, sql)| sql.clone())
}
