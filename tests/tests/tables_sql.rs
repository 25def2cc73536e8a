//! Runs the statements of a layout in SQLite: what is made, what is added, and which views find an index.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../../crates/schema/tests/tables/city.rs"]
mod city;

use city::{booking, every_type};
use madoguchi_schema::{
    answers::Answers,
    app::App,
    table::{self, Cell, Columns, ident},
};
use rusqlite::{Connection, types::Value};
use serde_json::json;

fn database(statements: &[String]) -> Connection {
    let db = Connection::open_in_memory().unwrap();
    db.pragma_update(None, "foreign_keys", true).unwrap();
    madoguchi_store::connection::give_exact_functions(&db).unwrap();
    statements.iter().for_each(|sql| db.execute_batch(sql).unwrap_or_else(|e| panic!("{sql}: {e}")));
    db
}

fn bound(cell: &Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Integer(n) => Value::Integer(*n),
        Cell::Text(text) => Value::Text(text.clone()),
    }
}

fn insert(db: &Connection, table: &str, cells: &[(String, Value)]) {
    let names: Vec<String> = cells.iter().map(|(name, _)| ident(name)).collect();
    let marks = vec!["?"; cells.len()].join(", ");
    let sql = format!("INSERT INTO {} ({}) VALUES ({marks})", ident(table), names.join(", "));
    db.execute(&sql, rusqlite::params_from_iter(cells.iter().map(|(_, v)| v))).unwrap_or_else(|e| panic!("{sql}: {e}"));
}

fn answers(json: serde_json::Value) -> Answers {
    serde_json::from_value(json).unwrap()
}

fn store(db: &Connection, app: &App, case: i64, json: serde_json::Value) {
    let tables = table::layout(app);
    let answers = answers(json);
    let text = |text: &str| Value::Text(text.to_owned());
    let mut row = vec![
        ("_case".to_owned(), Value::Integer(case)),
        ("_receipt".to_owned(), text(&format!("R{case}"))),
        ("_state".to_owned(), text("received")),
        ("_revision".to_owned(), Value::Integer(1)),
        ("_version".to_owned(), Value::Integer(1)),
    ];
    row.extend(
        ["_channel", "_lang", "_created_at", "_created_on", "_updated_at"].map(|name| (name.to_owned(), text("x"))),
    );
    row.extend(table::cells(app, &answers).iter().map(|(name, cell)| (name.clone(), bound(cell))));
    insert(db, &tables.main.name, &row);
    for (child, (name, rows)) in tables.children.iter().zip(table::child_rows(app, &answers)) {
        assert_eq!(child.name, name);
        for row in rows {
            let places = row.place.iter().map(|place| Value::Integer(*place));
            let values = std::iter::once(Value::Integer(case)).chain(places).chain(row.cells.iter().map(bound));
            let row: Vec<(String, Value)> = child.columns.iter().map(|c| c.name.clone()).zip(values).collect();
            assert_eq!(row.len(), child.columns.len());
            insert(db, &name, &row);
        }
    }
}

fn case() -> serde_json::Value {
    json!({
        "goods": [{"code": "sofa", "qty": 2}], "tags": ["wet", "sharp"], "fee": 2000, "size": 8, "phone": "0166000010",
        "visit": {"date": "2026-11-13", "area": "a"}, "helpers": [{"strong": true}, {}], "weight": "20.5",
    })
}

#[test]
fn a_case_is_stored_in_the_tables_of_its_layout_and_deleted_with_its_rows() {
    let app = booking(&[]);
    let db = database(&table::ddl(&table::layout(&app)));
    store(&db, &app, 1, case());
    let count =
        |table: &str| db.query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |r| r.get::<_, i64>(0)).unwrap();
    assert_eq!((count("app_pick_up__goods"), count("app_pick_up__tags"), count("app_pick_up__helpers")), (1, 2, 2));
    db.execute("DELETE FROM app_pick_up", []).unwrap();
    assert_eq!((count("app_pick_up__goods"), count("app_pick_up__tags"), count("app_pick_up__helpers")), (0, 0, 0));
    let db = database(&table::ddl(&table::layout(&every_type())));
    store(&db, &every_type(), 1, json!({"people": 3, "days": ["mon"], "children": [{"age": 5}], "small_children": 1}));
}

/// Columns of all tables, and all indexes, in an order that does not depend on how they came.
fn shape(db: &Connection) -> Vec<String> {
    let sql = "SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk
               FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'
               UNION ALL SELECT name || ' on ' || tbl_name FROM sqlite_schema WHERE type = 'index' ORDER BY 1";
    let mut query = db.prepare(sql).unwrap();
    query.query_map([], |r| r.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn tables_that_were_added_to_are_like_new_ones() {
    let old = booking(&[]);
    let new = booking(&[
        ("{id: memo,", "{id: mail, type: email}\n      - {id: memo,"),
        ("{id: strong,", "{id: age, type: integer, label: 歳}\n          - {id: strong,"),
        ("{id: weight,", "{id: kinds, type: choices, from: {a: あ, b: い}, label: 種類}\n      - {id: weight,"),
    ]);
    let (before, after) = (table::layout(&old), table::layout(&new));
    let grown = database(&table::ddl(&before));
    store(&grown, &old, 1, case());
    for sql in table::additions(&before, &after).unwrap() {
        grown.execute_batch(&sql).unwrap_or_else(|e| panic!("{sql}: {e}"));
    }
    assert_eq!(shape(&grown), shape(&database(&table::ddl(&after))));
    store(&grown, &new, 2, case());
}

#[test]
fn views_that_compare_for_equality_find_an_index() {
    let app = booking(&[]);
    let tables = table::layout(&app);
    let db = database(&table::ddl(&tables));
    for view in app.queue.views.values() {
        let filter = view.filter.as_ref().unwrap().filter(&Columns(&app)).unwrap();
        let sql = format!("EXPLAIN QUERY PLAN SELECT 1 FROM {} WHERE {}", ident(&tables.main.name), filter.text);
        let marks = filter.params.iter().map(|_| Value::Text("2026-11-13".to_owned()));
        let plan: String = db.query_row(&sql, rusqlite::params_from_iter(marks), |r| r.get("detail")).unwrap();
        assert_eq!(plan.starts_with("SEARCH"), view.id != "heavy", "{}: {plan}", view.id);
    }
}
