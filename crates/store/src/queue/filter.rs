//! Which cases: view, states, area, day and searched text as conditions with parameters.

use super::{Part, Query, Unlisted, figures::bind};
use crate::{StoreError, search};
use jiff::civil::Date;
use madoguchi_schema::{
    app::App,
    expr::Expr,
    field::Kind,
    table::{self, Columns, Storage, ident, read_sql},
};
use rusqlite::{Connection, types::Value};

/// Conditions that must all hold, and their parameters in order.
#[derive(Debug, Default)]
pub(super) struct Filter {
    pub(super) conditions: Vec<String>,
    pub(super) params: Vec<Value>,
}

impl Filter {
    pub(super) fn of(conn: &Connection, app: &App, query: &Query, today: Date) -> Result<Filter, Unlisted> {
        let mut filter = Filter::default();
        filter.states(app, &query.states)?;
        if let Some(area) = &query.area {
            let column = table::column(app, "area").ok_or(Unlisted::Unknown("area"))?;
            // An area alone has too many cases to sort; together with a state or a day an index has them in order.
            match (query.states.len(), query.slot_date) {
                (1, _) | (_, Some(_)) => filter.equals(&column.name, area),
                _ => filter.equals_unindexed(&column.name, area),
            }
        }
        if let Some(date) = query.slot_date {
            let slot = app.questions().find(|(_, q)| matches!(q.kind, Kind::Slot(_)));
            let (_, slot) = slot.ok_or(Unlisted::Unknown("slot_date"))?;
            filter.equals(&format!("{}.date", slot.id), &date.to_string());
        }
        if let Some(staff) = query.assignee {
            let mine = "\"_case\" IN (SELECT case_id FROM assignment WHERE staff_id = ?)";
            filter.conditions.push(mine.to_owned());
            filter.params.push(Value::Integer(staff));
        }
        if let Some(view) = &query.view {
            let view = app.queue.views.get(view).ok_or(Unlisted::Unknown("view"))?;
            if let Some(condition) = &view.filter {
                filter.expression(app, condition, today)?;
            }
        }
        if let Some(part) = &query.part {
            filter.part(app, part, today)?;
        }
        if let Some(typed) = &query.search {
            filter.search(conn, typed)?;
        }
        Ok(filter)
    }

    fn states(&mut self, app: &App, states: &[String]) -> Result<(), Unlisted> {
        if states.iter().any(|state| !app.workflow.states.contains_key(state)) {
            return Err(Unlisted::Unknown("state"));
        }
        match states {
            [] => {}
            [one] => self.equals("_state", one),
            several => {
                self.conditions.push(format!("\"_state\" IN ({})", vec!["?"; several.len()].join(", ")));
                self.params.extend(several.iter().cloned().map(Value::Text));
            }
        }
        Ok(())
    }

    fn equals(&mut self, column: &str, value: &str) {
        self.conditions.push(format!("{} = ?", ident(column)));
        self.params.push(Value::Text(value.to_owned()));
    }

    /// [`Filter::equals`], but not a reason to choose an index.
    fn equals_unindexed(&mut self, column: &str, value: &str) {
        self.conditions.push(format!("+{} = ?", ident(column)));
        self.params.push(Value::Text(value.to_owned()));
    }

    pub(super) fn expression(&mut self, app: &App, condition: &Expr, today: Date) -> Result<(), StoreError> {
        let sql = condition.filter(&Columns(app));
        let sql = sql.ok_or_else(|| StoreError::Corrupt("a view that SQL cannot say".into()))?;
        self.conditions.push(format!("({})", sql.text));
        self.params.extend(sql.params.into_iter().map(|param| bind(param, today)));
        Ok(())
    }

    /// Only the cases of one bar, or of one column of a board.
    fn part(&mut self, app: &App, part: &Part, today: Date) -> Result<(), Unlisted> {
        match part {
            Part::Bar { chart, value } => {
                let chart = app.queue.charts.get(chart).ok_or(Unlisted::Unknown("chart"))?;
                if let Some(condition) = &chart.filter {
                    self.expression(app, condition, today)?;
                }
                let key = chart.group.key(&Columns(app)).ok_or(Unlisted::Unknown("chart"))?;
                // A value is written in an address: 3 and '3' are the same there.
                self.conditions.push(format!("CAST({} AS TEXT) IS ?", key.text));
                self.params.extend(key.params.into_iter().map(|param| bind(param, today)));
                self.params.push(value.clone().map_or(Value::Null, Value::Text));
            }
            Part::Column { column, value: Some(value) } => match table::column(app, column) {
                Some(column) if column.storage == Storage::Text => self.equals(&column.name, value),
                _ => {
                    self.conditions.push(format!("CAST({} AS TEXT) = ?", read_sql(app, column)));
                    self.params.push(Value::Text(value.clone()));
                }
            },
            Part::Column { column, value: None } => self.conditions.push(format!("{} IS NULL", read_sql(app, column))),
        }
        Ok(())
    }

    fn search(&mut self, conn: &Connection, typed: &str) -> Result<(), StoreError> {
        let Some(wanted) = search::wanted(conn, typed)? else { return Ok(()) };
        let mut condition = "\"_case\" IN (SELECT rowid FROM search WHERE search MATCH ?)".to_owned();
        self.params.push(Value::Text(wanted.query));
        if !wanted.fresh.is_empty() {
            condition = format!("({condition} OR \"_case\" IN (SELECT value FROM json_each(?)))");
            let fresh: Vec<String> = wanted.fresh.iter().map(i64::to_string).collect();
            self.params.push(Value::Text(format!("[{}]", fresh.join(","))));
        }
        self.conditions.push(condition);
        Ok(())
    }
}
