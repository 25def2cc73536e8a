//! Cases put together: the bars of a chart, the columns of a board and the headings of a list, counted in one statement.

use super::{Filter, Query, Unlisted, cell};
use crate::{Store, StoreError, error::During};
use jiff::civil::Date;
use madoguchi_schema::{
    app::{App, Chart, Scale},
    expr::{Param, Sql},
    table::{Cell, Columns, ident, read_sql, table_name},
};
use rusqlite::{params_from_iter, types::Value};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// So many groups are read at most; a chart of more says nothing.
pub const MOST: usize = 400;

/// The cases that have one value in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The value; NULL where it is blank.
    pub value: Cell,
    /// How many cases.
    pub cases: i64,
    /// What the measure comes to; NULL when none of them has a number.
    pub figure: Cell,
}

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    /// By value: numbers and dates in order, words with the most cases first, blank last.
    pub rows: Vec<Figure>,
    /// There are more than [`MOST`] values; of dates and years the latest are here.
    pub more: bool,
}

/// The bars of a chart, over all cases of the app.
pub fn of_chart(store: &Store, app: &App, chart: &Chart, today: Date) -> Result<Figures, StoreError> {
    let unsaid = || StoreError::Corrupt("a chart that SQL cannot say".into());
    let key = chart.group.key(&Columns(app)).ok_or_else(unsaid)?;
    let total = match &chart.measure.of {
        Some(of) => of.total(chart.measure.total, &Columns(app)).ok_or_else(unsaid)?,
        None => counted(),
    };
    let mut filter = Filter::default();
    if let Some(condition) = &chart.filter {
        filter.expression(app, condition, today)?;
    }
    read(store, app, (key, total), filter, (chart.scale != Scale::Words, today))
}

/// How many cases of a list have each value of a column.
pub fn of_column(store: &Store, app: &App, query: &Query, column: &str, today: Date) -> Result<Figures, Unlisted> {
    let filter = store.read(|conn| Filter::of(conn, app, query, today))?;
    let key = Sql { text: read_sql(app, column), params: Vec::new() };
    Ok(read(store, app, (key, counted()), filter, (false, today))?)
}

fn counted() -> Sql {
    Sql { text: "COUNT(*)".to_owned(), params: Vec::new() }
}

fn read(
    store: &Store,
    app: &App,
    (key, total): (Sql, Sql),
    filter: Filter,
    (ordered, today): (bool, Date),
) -> Result<Figures, StoreError> {
    let conditions = if filter.conditions.is_empty() { "1".to_owned() } else { filter.conditions.join(" AND ") };
    // Decimals are text, so this order only says what is left out; the rows are put in order below.
    let order = if ordered { "1 DESC" } else { "2 DESC, 1" };
    let sql = format!(
        "SELECT {}, COUNT(*), {} FROM {} WHERE {conditions} GROUP BY 1 ORDER BY {order} LIMIT {}",
        key.text,
        total.text,
        ident(&table_name(&app.id)),
        MOST + 1,
    );
    let bound = key.params.into_iter().chain(total.params).map(|param| bind(param, today)).chain(filter.params);
    store.read(|conn| {
        let mut select = conn.prepare_cached(&sql).during("count cases")?;
        let rows = select.query_map(params_from_iter(bound), |row| {
            Ok(Figure { value: cell(row.get_ref(0)?), cases: row.get(1)?, figure: cell(row.get_ref(2)?) })
        });
        let mut rows: Vec<Figure> = rows.and_then(Iterator::collect).during("count cases")?;
        let more = rows.len() > MOST;
        rows.truncate(MOST);
        if ordered {
            rows.sort_by(by_value);
        } else {
            rows.sort_by_key(|row| row.value == Cell::Null);
        }
        Ok(Figures { rows, more })
    })
}

/// Numbers by size, dates by day, blank last.
fn by_value(a: &Figure, b: &Figure) -> Ordering {
    let number = |cell: &Cell| match cell {
        Cell::Integer(whole) => Some(Decimal::from(*whole)),
        Cell::Text(text) => Decimal::from_str_exact(text).ok(),
        Cell::Null => None,
    };
    let text = |cell: &Cell| if let Cell::Text(text) = cell { text.clone() } else { String::new() };
    let key = |cell: &Cell| (*cell == Cell::Null, number(cell), text(cell));
    key(&a.value).cmp(&key(&b.value))
}

/// The value of a parameter.
pub(super) fn bind(param: Param, today: Date) -> Value {
    match param {
        Param::Integer(whole) => Value::Integer(whole),
        Param::Text(text) => Value::Text(text),
        Param::Today => Value::Text(today.to_string()),
    }
}
