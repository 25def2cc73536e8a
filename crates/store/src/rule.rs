//! Rules over other cases, compared with what is stored: inside the transaction of a submission or a change, and
//! before it to tell early.
//!
//! The writer is alone, so what is read here stays true until the commit.

use crate::{Store, StoreError, error::During};
use madoguchi_engine::{
    intake::FieldError,
    records::{RuleCheck, RuleTest, Within},
    rules,
};
use madoguchi_schema::{
    app::App,
    table::{Cell, ident, table_name},
};
use rusqlite::{Connection, ToSql, params_from_iter, types::ValueRef};
use rust_decimal::Decimal;

/// The first rule that does not hold beside the cases stored now. It is judged again when the case is stored.
pub fn broken(store: &Store, app: &App, checks: &[RuleCheck]) -> Result<Option<FieldError>, StoreError> {
    store.read(|conn| first_broken(conn, app, checks, 0))
}

/// The first rule that does not hold beside all cases except `own`.
pub(crate) fn first_broken(
    conn: &Connection,
    app: &App,
    checks: &[RuleCheck],
    own: i64,
) -> Result<Option<FieldError>, StoreError> {
    for check in checks {
        if let Some(left) = left(conn, &Counted::new(app, check, own), check)? {
            return Ok(Some(rules::refusal(app, check, left)));
        }
    }
    Ok(None)
}

/// The cases that count for a rule: the end of a statement, and its values.
struct Counted<'a> {
    from: String,
    values: Vec<Value<'a>>,
}

enum Value<'a> {
    Cell(&'a Cell),
    Text(String),
    Number(i64),
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        match self {
            Value::Cell(Cell::Null) => rusqlite::types::Null.to_sql(),
            Value::Cell(Cell::Integer(number)) => number.to_sql(),
            Value::Cell(Cell::Text(text)) => text.to_sql(),
            Value::Text(text) => text.to_sql(),
            Value::Number(number) => number.to_sql(),
        }
    }
}

impl<'a> Counted<'a> {
    fn new(app: &App, check: &'a RuleCheck, own: i64) -> Counted<'a> {
        let mut counted = Counted { from: format!("FROM {} WHERE 1", ident(&table_name(&app.id))), values: Vec::new() };
        for (column, cell) in &check.same {
            let compare = if *cell == Cell::Null { "IS" } else { "=" };
            counted.and(column, compare, Value::Cell(cell));
        }
        match &check.test {
            RuleTest::None => {}
            RuleTest::Apart { columns, range, timed } => {
                let (before, after) = if *timed { ("<", ">") } else { ("<=", ">=") };
                counted.and(&columns.0, before, Value::Text(range.1.clone()));
                counted.and(&columns.1, after, Value::Text(range.0.clone()));
            }
            RuleTest::Fewer { within, .. } | RuleTest::Sum { within, .. } => counted.within(within.as_ref()),
        }
        counted.and("_case", "<>", Value::Number(own));
        for state in &check.except {
            counted.and("_state", "<>", Value::Text(state.clone()));
        }
        counted
    }

    fn and(&mut self, column: &str, compare: &str, value: Value<'a>) {
        self.from += &format!(" AND {} {compare} ?", ident(column));
        self.values.push(value);
    }

    fn within(&mut self, within: Option<&Within>) {
        let Some(Within { column, days: (first, last) }) = within else { return };
        self.and(column, ">=", Value::Text(first.to_string()));
        self.and(column, "<=", Value::Text(last.to_string()));
    }

    fn number(&self, conn: &Connection, select: &str) -> Result<i64, StoreError> {
        let mut find = conn.prepare_cached(&format!("SELECT {select} {}", self.from)).during("check rule")?;
        find.query_row(params_from_iter(&self.values), |r| r.get(0)).during("check rule")
    }

    /// The sum of a column, exact whatever it is stored as.
    fn sum(&self, conn: &Connection, column: &str) -> Result<Decimal, StoreError> {
        let sql = format!("SELECT {} {}", ident(column), self.from);
        let mut find = conn.prepare_cached(&sql).during("check rule")?;
        let mut rows = find.query(params_from_iter(&self.values)).during("check rule")?;
        let mut sum = Decimal::ZERO;
        while let Some(row) = rows.next().during("check rule")? {
            let amount = match row.get_ref(0).during("check rule")? {
                ValueRef::Integer(whole) => Decimal::from(whole),
                ValueRef::Text(text) => std::str::from_utf8(text).ok().and_then(|t| t.parse().ok()).unwrap_or_default(),
                _ => Decimal::ZERO,
            };
            sum = sum.saturating_add(amount);
        }
        Ok(sum)
    }
}

/// What remains when a rule does not hold; `None` when it does.
fn left(conn: &Connection, counted: &Counted<'_>, check: &RuleCheck) -> Result<Option<Decimal>, StoreError> {
    match &check.test {
        RuleTest::None | RuleTest::Apart { .. } => {
            let found = counted.number(conn, "count(*)")?;
            Ok((found > 0).then_some(Decimal::ZERO))
        }
        RuleTest::Fewer { at_most, .. } => {
            let found = counted.number(conn, "count(*)")?;
            Ok((found >= i64::from(*at_most)).then_some(Decimal::ZERO))
        }
        RuleTest::Sum { column, amount, at_most, .. } => {
            let left = at_most.saturating_sub(counted.sum(conn, column)?);
            Ok((*amount > left).then_some(left))
        }
    }
}
