//! Stored cells of the queue → what people read, through the same words as everywhere else.

use super::{codes, date};
use crate::catalog::Published;
use jiff::civil::Date;
use madoguchi_engine::records::Channel;
use madoguchi_schema::{
    app::{App, Booking, Question, QueueColumn},
    field::Kind,
    office::Office,
    table::Cell,
    text::Lang,
    value::Type,
};
use madoguchi_store::queue::figures::Figure;
use serde_json::{Map, Value as Json};

/// The text of one queue column; empty when nothing was answered.
pub fn text(app: &App, office: &Office, column: &QueueColumn, cells: &[Cell]) -> String {
    if let Some(question) = app.question(&column.name) {
        let answer = answer(question, &column.reads, cells);
        return match (&question.kind, &answer) {
            (_, Json::Null) => String::new(),
            // A booked day is near: the year and the era would only fill the column.
            (Kind::Slot(_), slot) => match (day(slot, "date"), day(slot, "waiting")) {
                (Some(day), _) => date::short(day),
                (None, Some(day)) => format!("{}待ち", date::short(day)),
                (None, None) => String::new(),
            },
            (kind, answer) => kind.as_field().shown(answer, Lang::Ja, office).join("、"),
        };
    }
    let Some(cell) = cells.first() else { return String::new() };
    if let Some((id, path)) = column.name.split_once('.')
        && let Some(Kind::Case(case)) = app.question(id).map(|question| &question.kind)
    {
        return case.shown(path, cell, Lang::Ja);
    }
    match (column.name.as_str(), cell) {
        (_, Cell::Null) => String::new(),
        ("_state", Cell::Text(id)) => state(app, id).to_owned(),
        ("_channel", Cell::Text(code)) => Channel::from_code(code).map(channel).unwrap_or_default().to_owned(),
        (name, Cell::Text(id)) if name == "area" || name.ends_with(".area") => area(office, id).to_owned(),
        (_, Cell::Text(text)) => text.parse().map_or_else(|_| text.clone(), date::short),
        (_, Cell::Integer(number)) => number.to_string(),
    }
}

/// The heading of cases that have one value in a column.
pub fn group(published: &Published, column: &QueueColumn, value: &Cell) -> String {
    let text = text(&published.app, &published.office, column, std::slice::from_ref(value));
    if text.is_empty() { NOTHING.to_owned() } else { text }
}

/// The heading of cases in which a value is blank.
pub const NOTHING: &str = "（なし）";

/// What a column was counted by, in the order in which it is listed.
pub fn in_order(published: &Published, column: &QueueColumn, rows: Vec<Figure>) -> Vec<Figure> {
    let ty = match column.name.as_str() {
        "area" => Type::Code("areas".to_owned()),
        name if name.ends_with(".area") => Type::Code("areas".to_owned()),
        "_state" | "_channel" => Type::Code(column.name.clone()),
        name => published.app.question(name).map_or(Type::Text, |question| question.kind.as_field().ty()),
    };
    codes::in_order(published, &ty, rows)
}

/// A value as it stands in addresses.
pub fn plain(value: &Cell) -> Option<String> {
    match value {
        Cell::Integer(whole) => Some(whole.to_string()),
        Cell::Text(text) => Some(text.clone()),
        Cell::Null => None,
    }
}

/// One queue column in a file: what people read, but plain numbers and ISO dates, so that a spreadsheet can reckon.
pub fn exported(app: &App, office: &Office, column: &QueueColumn, cells: &[Cell]) -> String {
    let value = value(app, column, cells);
    let kind = app.question(&column.name).map(|q| &q.kind);
    match (kind, &value) {
        (Some(Kind::Slot(_)), slot) => day(slot, "date").map_or_else(String::new, |d| d.to_string()),
        (Some(Kind::Date(_) | Kind::Time | Kind::Month), Json::String(written)) => written.clone(),
        (Some(Kind::DateTime), Json::String(written)) => written.replacen('T', " ", 1),
        (_, Json::Number(number)) => number.to_string(),
        (Some(Kind::Number(_) | Kind::Calc(_)), Json::String(number)) => number.clone(),
        (None, Json::String(date)) if date.parse::<Date>().is_ok() => date.clone(),
        _ => text(app, office, column, cells),
    }
}

/// An answer in a file, in a row of its own: what people read, but plain numbers and ISO dates.
pub fn in_file(kind: &Kind, answer: &Json) -> String {
    match (kind, answer) {
        (_, Json::Null) => String::new(),
        (Kind::Date(_) | Kind::Number(_) | Kind::Calc(_), Json::String(plain)) => plain.clone(),
        (_, Json::Number(number)) => number.to_string(),
        (kind, answer) => kind.as_field().display(answer, Lang::Ja).join("、"),
    }
}

/// A date in a slot answer.
fn day(slot: &Json, part: &str) -> Option<Date> {
    slot.get(part)?.as_str()?.parse().ok()
}

/// What a unit of capacity is called: the question that it counts, or the number of cases.
pub fn unit(app: &App, booking: &Booking, unit: &str) -> String {
    let Some(uses) = booking.uses.get(unit) else { return "件数".to_owned() };
    match app.question(&uses.source) {
        Some(question) => question.label.get(Lang::Ja).to_owned(),
        None if uses.source.trim() == "1" => "件数".to_owned(),
        None => unit.to_owned(),
    }
}

/// The value of one queue column as the API gives it: the canonical answer, or what a system column holds.
pub fn value(app: &App, column: &QueueColumn, cells: &[Cell]) -> Json {
    match app.question(&column.name) {
        Some(question) => answer(question, &column.reads, cells),
        None => cells.first().map_or(Json::Null, json),
    }
}

/// The columns that someone may see, with their places in a row.
pub fn columns(app: &App, sensitive: bool) -> Vec<(usize, &QueueColumn)> {
    app.queue.columns.iter().enumerate().filter(|(_, c)| sensitive || !is_sensitive(app, &c.name)).collect()
}

/// Whether a name is, or is part of, a sensitive answer.
pub fn is_sensitive(app: &App, name: &str) -> bool {
    let question = name.split('.').next().unwrap_or_default();
    app.question(question).is_some_and(|q| q.sensitive)
}

/// Whether a column holds numbers, which stand on the right.
pub fn is_numeric(app: &App, column: &QueueColumn) -> bool {
    app.question(&column.name).is_some_and(|q| match &q.kind {
        Kind::Number(_) => true,
        Kind::Calc(calc) => matches!(calc.ty, Type::Number | Type::Money),
        _ => false,
    })
}

/// The label of a state.
pub fn state<'a>(app: &'a App, id: &'a str) -> &'a str {
    app.workflow.states.get(id).map_or(id, |s| s.label.get(Lang::Ja))
}

/// Whether nothing follows a state.
pub fn is_end(app: &App, id: &str) -> bool {
    app.workflow.states.get(id).is_some_and(|s| s.end)
}

/// The label of an area.
pub fn area<'a>(office: &'a Office, id: &'a str) -> &'a str {
    office.areas.get(id).map_or(id, |a| a.label.get(Lang::Ja))
}

/// How a case arrived.
pub fn channel(channel: Channel) -> &'static str {
    channel.label()
}

/// The canonical answer behind the cells of a question's columns.
fn answer(question: &Question, reads: &[String], cells: &[Cell]) -> Json {
    // A date of which a part is unknown has columns of its parts behind the one of the whole.
    if let ([whole, ..], [cell, ..]) = (reads, cells)
        && *whole == question.id
    {
        return scalar(&question.kind, cell);
    }
    let mut parts = Map::new();
    for (column, cell) in reads.iter().zip(cells) {
        if let Some(part) = column.strip_prefix(&question.id).and_then(|p| p.strip_prefix('.')) {
            parts.insert(part.to_owned(), json(cell));
        }
    }
    if parts.values().all(Json::is_null) { Json::Null } else { Json::Object(parts) }
}

fn scalar(kind: &Kind, cell: &Cell) -> Json {
    let yes_no = match kind {
        Kind::YesNo(_) => true,
        Kind::Calc(calc) => calc.ty == Type::Bool,
        _ => false,
    };
    match (kind, cell) {
        (_, Cell::Integer(number)) if yes_no => Json::Bool(*number != 0),
        (Kind::Month, Cell::Text(first_day)) => Json::from(first_day.get(..7).unwrap_or(first_day)),
        (Kind::File(_), Cell::Text(files)) => serde_json::from_str(files).unwrap_or(Json::Null),
        (_, cell) => json(cell),
    }
}

fn json(cell: &Cell) -> Json {
    match cell {
        Cell::Null => Json::Null,
        Cell::Integer(number) => Json::from(*number),
        Cell::Text(text) => Json::from(text.as_str()),
    }
}
