//! Runs expressions as SQL over a table and compares with the Rust evaluator: the vectors of the schema crate, and
//! random conditions over random rows.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../../crates/schema/tests/expressions/world.rs"]
mod world;

#[path = "../../crates/schema/tests/expressions/random.rs"]
mod random;

use madoguchi_schema::{
    expr::{self, Expr, Param, Sql},
    table::ident,
    value::{Type, Value},
};
use proptest::prelude::*;
use random::{condition, row};
use rusqlite::{Connection, types::Value as Cell};
use std::{fs, path::Path};
use world::{Given, World, text, yaml};

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/schema/tests/expressions")
}

fn world() -> World {
    World::read(&fs::read_to_string(folder().join("names.yaml")).unwrap())
}

/// A table with a column for each scalar name.
fn database(world: &World) -> Connection {
    let columns: Vec<String> =
        world.columns.iter().map(|c| format!("{} {:?}", ident(&c.name), c.storage).replace("Storage::", "")).collect();
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch(&format!("CREATE TABLE t (\"_case\" INTEGER, {}) STRICT", columns.join(", "))).unwrap();
    for child in world.children() {
        let columns: Vec<String> =
            child.columns.iter().map(|c| format!("{} {:?}", ident(&c.name), c.storage)).collect();
        db.execute_batch(&format!("CREATE TABLE {} ({}) STRICT", ident(&child.name), columns.join(", "))).unwrap();
    }
    madoguchi_store::connection::give_exact_functions(&db).unwrap();
    db
}

/// Fills the child tables of the only case.
fn fill_children(db: &Connection, world: &World, given: &Given) {
    for child in world.children() {
        db.execute(&format!("DELETE FROM {}", ident(&child.name)), []).unwrap();
        let Some(Value::List(rows)) = given.values.get(&child.question) else { continue };
        for (number, row) in rows.iter().enumerate() {
            let row = match row {
                Value::Record(row) => Given { values: row.clone(), ..*given },
                code => Given { values: [("code".to_owned(), code.clone())].into_iter().collect(), ..*given },
            };
            let own = [Cell::Integer(1), Cell::Integer(i64::try_from(number).unwrap())];
            let cells = child.columns.iter().skip(2).map(|c| stored(&row, c));
            let cells: Vec<Cell> = own.into_iter().chain(cells).collect();
            let marks = vec!["?"; cells.len()].join(", ");
            let insert = format!("INSERT INTO {} VALUES ({marks})", ident(&child.name));
            db.execute(&insert, rusqlite::params_from_iter(cells)).unwrap();
        }
    }
}

/// A value as its column keeps it.
fn stored(given: &Given, column: &madoguchi_schema::table::Column) -> Cell {
    match (cell(&at(given, &column.name)), format!("{:?}", column.storage)) {
        (Cell::Integer(n), storage) if storage == "Text" => Cell::Text(n.to_string()),
        (cell, _) => cell,
    }
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Absent | Value::Empty => Cell::Null,
        Value::Bool(yes) => Cell::Integer(i64::from(*yes)),
        Value::Number(n) => n.to_string().parse().map_or_else(|_| Cell::Text(n.normalize().to_string()), Cell::Integer),
        Value::List(files) => Cell::Text(format!("[{}]", vec!["{}"; files.len()].join(","))),
        Value::DateTime(at) => Cell::Text(at.strftime("%Y-%m-%dT%H:%M").to_string()),
        other => Cell::Text(other.to_text()),
    }
}

/// The value of a column: `visit.date` is a part of `visit`.
fn at(given: &Given, column: &str) -> Value {
    let mut parts = column.split('.');
    let mut value = given.values.get(parts.next().unwrap()).cloned().unwrap_or(Value::Absent);
    for part in parts {
        value = match value {
            Value::Record(mut record) => record.swap_remove(part).unwrap_or(Value::Absent),
            _ => Value::Absent,
        };
    }
    value
}

fn fill(db: &Connection, world: &World, given: &Given) {
    let marks = vec!["?"; world.columns.len()].join(", ");
    let cells: Vec<Cell> = world.columns.iter().map(|c| stored(given, c)).collect();
    fill_children(db, world, given);
    db.execute("DELETE FROM t", []).unwrap();
    db.execute(&format!("INSERT INTO t VALUES (1, {marks})"), rusqlite::params_from_iter(cells)).unwrap();
}

fn ask(db: &Connection, query: &str, sql: &Sql, given: &Given) -> Cell {
    let bind = |param: &Param| match param {
        Param::Integer(n) => Cell::Integer(*n),
        Param::Text(text) => Cell::Text(text.clone()),
        Param::Today => Cell::Text(given.today.to_string()),
    };
    let params = rusqlite::params_from_iter(sql.params.iter().map(bind));
    db.query_row(query, params, |row| row.get(0)).unwrap_or_else(|e| panic!("{query}: {e}"))
}

/// Compares SQL with Rust; `false` when the expression has no SQL.
fn agrees(db: &Connection, world: &World, expr: &Expr, given: &Given) -> Result<bool, String> {
    let Some(sql) = expr.sql(world) else { return Ok(false) };
    fill(db, world, given);
    let wanted = expr.eval(given);
    let found = ask(db, &format!("SELECT {} FROM t", sql.text), &sql, given);
    let same = match (&expr.ty, &found) {
        (Type::Bool, found) => *found == Cell::Integer(i64::from(wanted.is_true())),
        (_, Cell::Null) => wanted.is_blank(),
        (_, Cell::Integer(n)) => wanted.to_text() == n.to_string(),
        (_, Cell::Text(text)) => wanted.to_text() == *text,
        _ => false,
    };
    if !same {
        return Err(format!(
            "{}\n  SQL {} {:?}\n  gives {found:?}, Rust {wanted:?}",
            expr.source, sql.text, sql.params
        ));
    }
    if let Some(filter) = expr.filter(world).filter(|_| expr.ty == Type::Bool) {
        let rows = ask(db, &format!("SELECT COUNT(*) FROM t WHERE {}", filter.text), &filter, given);
        if rows != Cell::Integer(i64::from(wanted.is_true())) {
            return Err(format!("{}\n  WHERE {}\n  lets {rows:?} through, Rust {wanted:?}", expr.source, filter.text));
        }
    }
    Ok(true)
}

#[test]
fn vectors_give_the_same_in_sql_and_rust() {
    let world = world();
    let db = database(&world);
    let mut translated = 0;
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folder().join("values")).unwrap() {
        let path = entry.unwrap().path();
        let node = yaml("vectors", &fs::read_to_string(&path).unwrap());
        for vector in node.as_list().unwrap_or_default().iter().filter(|v| text(v, "sql") != "no") {
            let expr = expr::compile(text(vector, "expr"), &world, None).unwrap();
            match agrees(&db, &world, &expr, &Given::read(&world, vector)) {
                Ok(done) => translated += usize::from(done),
                Err(why) => wrong.push(format!("{}: {why}", text(vector, "name"))),
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(translated >= 150, "only {translated} vectors have SQL");
}

/// Random answers with rows and choices.
fn row_with_rows() -> impl Strategy<Value = String> {
    const GOODS: [&str; 3] =
        ["[]", "[{code: bike, qty: 1, fee: 300}, {code: sofa1, qty: 2}]", "[{code: sofa1, fee: 0, qty: 12}]"];
    const CHILDREN: [&str; 2] =
        ["[{weight: 0.1, care: yes, birth: 2020-11-03}, {weight: 0.2}]", "[{birth: 2020-11-02, care: no}]"];
    let maybe = |name: &'static str, values: &'static [&'static str]| {
        proptest::option::weighted(0.66, proptest::sample::select(values))
            .prop_map(move |v| v.map_or(String::new(), |v| format!(", {name}: {v}")))
    };
    let rows = (
        maybe("goods", &GOODS),
        maybe("children", &CHILDREN),
        maybe("refused", &["[]", "[tire, paint]"]),
        maybe("wanted", &["[]", "[sofa1, bike]", "[bike]"]),
        maybe("tiers", &["[1, 2]"]),
    );
    (row(), rows).prop_map(|(row, (goods, children, refused, wanted, tiers))| {
        let rest = format!("{goods}{children}{refused}{wanted}{tiers}}}");
        let scalars = row.trim_end().trim_end_matches('}').to_owned();
        format!("{scalars}{}\n", if scalars.ends_with('{') { rest.trim_start_matches(", ") } else { &rest })
    })
}

#[test]
fn random_conditions_give_the_same_in_sql_and_rust() {
    let world = world();
    let db = database(&world);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(1500));
    let compared = std::cell::Cell::new(0);
    let result = runner.run(&(condition(), row_with_rows()), |(source, row)| {
        let Ok(expr) = expr::compile(&source, &world, None) else { return Ok(()) };
        let given = Given::read(&world, &yaml("row", &row));
        match agrees(&db, &world, &expr, &given) {
            Ok(done) => compared.set(compared.get() + usize::from(done)),
            Err(why) => return Err(TestCaseError::fail(format!("{why}\n  {row}"))),
        }
        Ok(())
    });
    result.unwrap();
    assert!(compared.get() > 500, "only {} conditions could be compared", compared.get());
}

#[test]
fn every_function_stands_in_the_browsers_module_or_is_left_to_the_server() {
    let module = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/static/js/expression.js");
    let module = fs::read_to_string(module).unwrap();
    let stands = |name: &str| {
        let key = format!("\n  {name}: ");
        let compared = format!("how === \"{name}\"");
        module.contains(&key) || module.contains(&compared)
    };
    let missing: Vec<&str> = expr::functions()
        .map(|(name, _)| name)
        .filter(|name| !expr::json::SERVER_ONLY.contains(name) && !stands(name))
        .collect();
    assert!(missing.is_empty(), "write these into expression.js, or name them in SERVER_ONLY: {missing:?}");
}
