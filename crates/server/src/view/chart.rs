//! What was counted for a chart → its bars in their order, with the words and figures that people read.

use super::{
    cell, codes, date,
    drawing::{self, Drawing},
};
use crate::{catalog::Published, office::params::Params};
use jiff::{ToSpan, civil::Date};
use madoguchi_schema::{
    app::{Chart, Scale, Total},
    field::{Kind, grouped},
    table::Cell,
    text::Lang,
    value::Type,
};
use madoguchi_store::queue::figures::{Figure, Figures, MOST};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value as Json;

/// A gap of so many steps is filled with nothing; a longer one is cut out.
const GAP: i64 = 62;

/// A chart on its page.
#[derive(Debug, Serialize)]
pub struct ChartView {
    id: String,
    label: String,
    /// What a bar is as long as: 件数, 合計.
    measure: &'static str,
    /// Cases are counted beside another figure.
    has_cases: bool,
    rows: Vec<Bar>,
    /// All bars together, where that means something.
    total: Option<(String, i64)>,
    /// More values than are read.
    more: Option<usize>,
    drawing: Option<Drawing>,
}

/// One bar.
#[derive(Debug, Serialize)]
pub struct Bar {
    /// What the cases have in common.
    pub label: String,
    /// The same, short.
    #[serde(skip)]
    pub short: String,
    /// As people read it.
    pub figure: String,
    /// As it is.
    #[serde(skip)]
    pub number: Option<Decimal>,
    /// How many cases.
    pub cases: i64,
    /// The list of these cases.
    pub href: Option<String>,
}

/// Draws what was counted.
pub fn view(published: &Published, chart: &Chart, counted: Figures) -> ChartView {
    let more = counted.more.then_some(MOST);
    let figures = filled(published, chart, in_order(published, chart, counted.rows));
    let rows: Vec<Bar> = figures.iter().map(|figure| bar(published, chart, figure)).collect();
    let adds_up = matches!(chart.measure.total, Total::Count | Total::Sum) && more.is_none() && !rows.is_empty();
    let total = adds_up.then(|| {
        let sum = rows.iter().filter_map(|row| row.number).try_fold(Decimal::ZERO, Decimal::checked_add);
        (written(chart, sum), rows.iter().map(|row| row.cases).sum())
    });
    let label = chart.label.get(Lang::Ja).to_owned();
    let along = !matches!(chart.scale, Scale::Words);
    ChartView {
        id: chart.id.clone(),
        drawing: (!rows.is_empty()).then(|| drawing::of(&rows, along)),
        measure: match chart.measure.total {
            Total::Count => "件数",
            Total::Sum => "合計",
            Total::Min => "最も小さい値",
            Total::Max => "最も大きい値",
        },
        has_cases: chart.measure.of.is_some(),
        label,
        rows,
        total,
        more,
    }
}

fn bar(published: &Published, chart: &Chart, figure: &Figure) -> Bar {
    let number = number(&figure.figure);
    let label = label(published, chart, &figure.value);
    let value = cell::plain(&figure.value);
    let params = Params { chart: Some(chart.id.clone()), blank: value.is_none(), value, ..Params::default() };
    Bar {
        short: short(chart, &figure.value).unwrap_or_else(|| label.clone()),
        label,
        figure: written(chart, number),
        number,
        cases: figure.cases,
        href: (figure.cases > 0).then(|| params.href(&format!("/office/{}", published.app.id))),
    }
}

/// A figure with its unit; a dash where no case has a number.
fn written(chart: &Chart, number: Option<Decimal>) -> String {
    number.map_or_else(|| "－".to_owned(), |number| grouped(number) + chart.measure.unit.get(Lang::Ja))
}

/// A figure as the API gives it: a whole number as number, any other as text.
pub fn figure(cell: &Cell) -> Json {
    let Some(number) = number(cell).map(|number| number.normalize()) else { return Json::Null };
    number.to_string().parse::<i64>().map_or_else(|_| Json::from(number.to_string()), Json::from)
}

/// The bars in the order in which they stand.
pub fn in_order(published: &Published, chart: &Chart, rows: Vec<Figure>) -> Vec<Figure> {
    codes::in_order(published, &chart.group.ty, rows)
}

/// The number in a cell.
pub fn number(cell: &Cell) -> Option<Decimal> {
    match cell {
        Cell::Integer(whole) => Some(Decimal::from(*whole)),
        Cell::Text(text) => Decimal::from_str_exact(text).ok(),
        Cell::Null => None,
    }
}

/// What the cases of a bar have in common, in words.
pub fn label(published: &Published, chart: &Chart, value: &Cell) -> String {
    let Some(plain) = cell::plain(value) else { return cell::NOTHING.to_owned() };
    let counted = |unit: &str| number(value).map_or_else(|| plain.clone(), |n| grouped(n) + unit);
    match (chart.scale, &chart.group.ty) {
        // A year is no amount.
        (Scale::Years, _) => format!("{plain}年"),
        (Scale::FiscalYears, _) => format!("{plain}年度"),
        (Scale::Months, _) => format!("{plain}月"),
        (Scale::MonthDays, _) => format!("{plain}日"),
        (Scale::Dates, _) if !is_month(published, chart) => plain.parse().map_or_else(|_| plain.clone(), date::long),
        (_, Type::Bool) => (if plain == "1" { "はい" } else { "いいえ" }).to_owned(),
        (_, Type::Code(list)) => codes::label(published, list, &plain),
        (Scale::Numbers, Type::Money) => counted("円"),
        _ => match &chart.column {
            Some(column) => {
                let shown = cell::text(&published.app, &published.office, column, std::slice::from_ref(value));
                if shown.is_empty() { plain } else { shown }
            }
            None if chart.scale == Scale::Numbers => counted(""),
            None => plain,
        },
    }
}

/// Whether the dates are whole months.
fn is_month(published: &Published, chart: &Chart) -> bool {
    let asked = chart.column.as_ref().and_then(|column| published.app.question(&column.name));
    asked.is_some_and(|question| matches!(question.kind, Kind::Month))
}

/// `11/13` under a narrow column.
fn short(chart: &Chart, value: &Cell) -> Option<String> {
    let date: Date = cell::plain(value).filter(|_| chart.scale == Scale::Dates)?.parse().ok()?;
    Some(format!("{}/{}", date.month(), date.day()))
}

/// Days, months and years between that have no case stand there with nothing, so that time is even.
fn filled(published: &Published, chart: &Chart, rows: Vec<Figure>) -> Vec<Figure> {
    let steps: fn(&Cell, i64) -> Option<Cell> = match chart.scale {
        Scale::Dates if !is_month(published, chart) => day_after,
        Scale::Years | Scale::FiscalYears | Scale::Months | Scale::MonthDays => number_after,
        _ => return rows,
    };
    let nothing = if matches!(chart.measure.total, Total::Count | Total::Sum) { Cell::Integer(0) } else { Cell::Null };
    let mut all: Vec<Figure> = Vec::with_capacity(rows.len());
    for row in rows {
        if let (Some(last), false) = (all.last().map(|figure| figure.value.clone()), row.value == Cell::Null) {
            let between: Vec<Cell> =
                (1..GAP).map_while(|step| steps(&last, step).filter(|value| *value != row.value)).collect();
            if between.len() + 1 < usize::try_from(GAP).unwrap_or_default() {
                let empty = |value| Figure { value, cases: 0, figure: nothing.clone() };
                all.extend(between.into_iter().map(empty));
            }
        }
        all.push(row);
    }
    all
}

fn day_after(value: &Cell, days: i64) -> Option<Cell> {
    let date: Date = cell::plain(value)?.parse().ok()?;
    Some(Cell::Text(date.checked_add(days.days()).ok()?.to_string()))
}

fn number_after(value: &Cell, steps: i64) -> Option<Cell> {
    match value {
        Cell::Integer(whole) => whole.checked_add(steps).map(Cell::Integer),
        _ => None,
    }
}
