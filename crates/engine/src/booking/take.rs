//! What a case takes: its area and its units.

use super::{Ask, At};
use crate::scope::CaseScope;
use indexmap::IndexMap;
use jiff::civil::Date;
use madoguchi_schema::{answers::Answers, app::WHOLE_DAY, value::Value};
use rust_decimal::prelude::ToPrimitive;
use serde_json::Value as Json;

/// Most that one case takes of a unit; keeps sums of the ledger far from overflow.
const MOST: i64 = 1_000_000_000;

/// The area of the answers: `Some("")` when the booking has none, `None` when the address is in no area.
pub fn area(ask: &Ask<'_>) -> Option<String> {
    let Some(expr) = &ask.booking.area else { return Some(String::new()) };
    match expr.eval(&CaseScope::new(ask.setting, ask.answers)) {
        Value::Text(area) if !area.is_empty() => Some(area),
        _ => None,
    }
}

/// What the answers take, by unit of the capacity: 1 where the booking does not say, 0 where the answers do not.
pub fn uses(ask: &Ask<'_>) -> IndexMap<String, i64> {
    let area = area(ask).unwrap_or_default();
    let scope = CaseScope::new(ask.setting, ask.answers).in_area(ask.booking, &area);
    let amount = |unit: &String| match ask.booking.uses.get(unit).map(|expr| expr.eval(&scope)) {
        None => 1,
        Some(Value::Number(number)) => number.ceil().to_i64().unwrap_or(MOST).clamp(0, MOST),
        Some(_) => 0,
    };
    ask.booking.capacity.keys().map(|unit| (unit.clone(), amount(unit))).collect()
}

/// Minutes that a visit takes: 0 when the booking has no times, else at least one period.
pub fn minutes(ask: &Ask<'_>) -> u32 {
    let Some(times) = &ask.booking.times else { return 0 };
    let area = area(ask).unwrap_or_default();
    let scope = CaseScope::new(ask.setting, ask.answers).in_area(ask.booking, &area);
    match ask.booking.length.as_ref().map(|length| length.eval(&scope)) {
        Some(Value::Number(minutes)) => minutes.ceil().to_u32().unwrap_or(WHOLE_DAY).clamp(times.every, WHOLE_DAY),
        _ => times.every,
    }
}

/// The date in a slot answer.
pub fn slot_date(answers: &Answers, question: &str) -> Option<Date> {
    answers.get(question)?.get("date")?.as_str()?.parse().ok()
}

/// Writes a slot answer with the area it was claimed in.
pub(crate) fn write_slot(answers: &mut Answers, question: &str, at: At, area: &str) {
    write(answers, question, "date", at, area);
}

/// Writes a slot answer that waits for a full slot: it has no date yet.
pub(crate) fn write_waiting(answers: &mut Answers, question: &str, at: At, area: &str) {
    write(answers, question, "waiting", at, area);
}

fn write(answers: &mut Answers, question: &str, part: &str, at: At, area: &str) {
    let mut slot = serde_json::json!({ part: at.date.to_string() });
    if let Some(time) = at.time {
        slot["time"] = Json::from(time.strftime("%H:%M").to_string());
    }
    if !area.is_empty() {
        slot["area"] = Json::from(area);
    }
    answers.0.insert(question.to_owned(), slot);
}

/// Whether the slot that the answers hold lies in this area; one without an area was never routed and fits.
pub(super) fn keeps_area(ask: &Ask<'_>, area: &str) -> bool {
    let question = ask.setting.app.slot_question(&ask.booking.id);
    let slot = question.and_then(|question| ask.answers.get(&question.id));
    slot.and_then(|slot| slot.get("area")).and_then(Json::as_str).is_none_or(|routed| routed == area)
}
