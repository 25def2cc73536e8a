//! Tables → SQL statements that make them, or add what is new. Names are quoted; nothing else comes from a definition.

use super::{ChildTable, Column, Index, Storage, Table, Tables, ident};

/// `CREATE TABLE … STRICT` and `CREATE INDEX` statements, in order.
pub fn ddl(tables: &Tables) -> Vec<String> {
    let main = std::iter::once(create_main(&tables.main));
    let children = tables.children.iter().map(|child| create_child(child, &tables.main));
    main.chain(children).chain(tables.indexes.iter().map(create_index)).collect()
}

/// Statements that turn `old` into `new` by adding only; what disappeared stays. `Err` lists in words what cannot be
/// done by adding.
pub fn additions(old: &Tables, new: &Tables) -> Result<Vec<String>, Vec<String>> {
    let mut statements = Vec::new();
    let mut problems = Vec::new();
    if old.main.name != new.main.name {
        problems.push(format!("表の名前が {} から {} に変わります", old.main.name, new.main.name));
    }
    let (table, had, has) = (&new.main.name, &old.main.columns, &new.main.columns);
    add_columns(table, had, has, &mut statements, &mut problems);
    for child in &new.children {
        match old.children.iter().find(|c| c.name == child.name) {
            Some(known) => add_columns(&child.name, &known.columns, &child.columns, &mut statements, &mut problems),
            None => statements.push(create_child(child, &new.main)),
        }
    }
    let new_indexes = new.indexes.iter().filter(|index| old.indexes.iter().all(|i| i.name != index.name));
    statements.extend(new_indexes.map(create_index));
    if problems.is_empty() { Ok(statements) } else { Err(problems) }
}

fn add_columns(table: &str, old: &[Column], new: &[Column], statements: &mut Vec<String>, problems: &mut Vec<String>) {
    for column in new {
        match old.iter().find(|c| c.name == column.name) {
            Some(known) if known.storage == column.storage => {}
            Some(known) => problems.push(format!(
                "表 {table} の列 {} の型が {} から {} に変わります",
                column.name,
                storage(known.storage),
                storage(column.storage)
            )),
            None if can_be_added(&column.name) => {
                statements.push(format!("ALTER TABLE {} ADD COLUMN {}", ident(table), define(column)));
            }
            None => problems.push(format!("表 {table} に必須の列 {} を後から加えることはできません", column.name)),
        }
    }
}

fn create_main(table: &Table) -> String {
    let columns: Vec<String> = table.columns.iter().map(define).collect();
    format!("CREATE TABLE {} ({}) STRICT", ident(&table.name), columns.join(", "))
}

fn create_child(child: &ChildTable, main: &Table) -> String {
    let place = |c: &&Column| c.name.starts_with('_');
    let places = child.columns.iter().filter(place).map(|c| match c.name.as_str() {
        "_case" => format!("\"_case\" INTEGER NOT NULL REFERENCES {} ON DELETE CASCADE", ident(&main.name)),
        name => format!("{} INTEGER NOT NULL", ident(name)),
    });
    let own = child.columns.iter().filter(|c| !place(c)).map(define);
    let keys: Vec<String> = child.columns.iter().filter(place).map(|c| ident(&c.name)).collect();
    let key = format!("PRIMARY KEY ({})", keys.join(", "));
    let parts: Vec<String> = places.chain(own).chain([key]).collect();
    format!("CREATE TABLE {} ({}) STRICT, WITHOUT ROWID", ident(&child.name), parts.join(", "))
}

fn create_index(index: &Index) -> String {
    let columns: Vec<String> = index.columns.iter().map(|c| ident(c)).collect();
    format!("CREATE INDEX {} ON {} ({})", ident(&index.name), ident(&index.table), columns.join(", "))
}

/// A column with its constraint. Columns of questions have none: NULL is absent or empty, and what is required is
/// decided before a case is stored.
fn define(column: &Column) -> String {
    format!("{} {}{}", ident(&column.name), storage(column.storage), constraint(&column.name))
}

fn constraint(name: &str) -> &'static str {
    match name {
        "_case" => " PRIMARY KEY",
        "_receipt" => " NOT NULL UNIQUE",
        "_state" | "_revision" | "_version" | "_channel" | "_lang" | "_created_at" | "_created_on" | "_updated_at" => {
            " NOT NULL"
        }
        "_trail" | "_asked" => " NOT NULL DEFAULT '[]'",
        _ => "",
    }
}

/// Whether SQLite can add the column to a table with rows.
fn can_be_added(name: &str) -> bool {
    let constraint = constraint(name);
    constraint.is_empty() || constraint.contains("DEFAULT")
}

fn storage(storage: Storage) -> &'static str {
    match storage {
        Storage::Integer => "INTEGER",
        Storage::Text => "TEXT",
    }
}
