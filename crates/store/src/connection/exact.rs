//! The exact functions that the SQL of expressions calls, on each connection.

use madoguchi_schema::{
    expr::{SQL_FUNCTIONS, SqlFunction},
    table::Cell,
};
use rusqlite::{
    Connection,
    functions::{Context, FunctionFlags},
    types::{Value, ValueRef},
};

/// Any number of arguments.
const ANY: i32 = -1;

/// Gives a connection the functions; the tests use them on databases of their own.
pub fn give(conn: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    for SqlFunction { name, call } in SQL_FUNCTIONS {
        conn.create_scalar_function(name, ANY, flags, move |context| Ok(value(call(&arguments(context)))))?;
    }
    Ok(())
}

fn arguments(context: &Context<'_>) -> Vec<Cell> {
    (0..context.len()).map(|place| cell(context.get_raw(place))).collect()
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Integer(whole) => Cell::Integer(whole),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => Cell::Null,
    }
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Integer(whole) => Value::Integer(whole),
        Cell::Text(text) => Value::Text(text),
    }
}
