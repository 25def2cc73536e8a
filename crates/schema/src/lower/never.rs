//! A `where` that no row can satisfy, whatever is answered.

use crate::{app::List, expr::Scope, field::Filter, value::Value};
use jiff::civil::Date;
use std::sync::Arc;

/// Most evaluations that are tried; what would need more is left to the authors' tests.
const MOST: usize = 200_000;

/// The answers of one try.
struct Try<'a> {
    answers: Vec<(&'a str, Value)>,
}

impl Scope for Try<'_> {
    fn lookup(&self, name: &str) -> Value {
        self.answers.iter().find(|(known, _)| *known == name).map_or(Value::Absent, |(_, value)| value.clone())
    }

    fn today(&self) -> Date {
        Date::ZERO
    }

    fn area_of(&self, _address: &Value) -> Value {
        Value::Absent
    }

    fn weekdays_of(&self, _area: &Value) -> Value {
        Value::Absent
    }

    fn business_days_after(&self, _date: Date, _days: i64) -> Value {
        Value::Absent
    }
}

/// Whether no row is offered by any combination of codes. `false` where that cannot be found out: a date, a text or a
/// number is read, the clock is, or there are too many combinations.
///
/// `codes` gives the list behind a question of type `choice`.
pub(super) fn never_offers(filter: &Filter, list: &List, codes: &dyn Fn(&str) -> Option<Arc<List>>) -> bool {
    let clock = ["today", "business_days_after", "area_of", "weekdays_of", "age_on"];
    if clock.iter().any(|word| filter.condition.source.contains(word)) {
        return false;
    }
    let upper: Option<Vec<(&str, Arc<List>)>> =
        filter.upper.iter().map(|name| Some((name.as_str(), codes(name)?))).collect();
    let Some(upper) = upper else { return false };
    let combinations = upper.iter().map(|(_, list)| list.rows.len() + 1).try_fold(1usize, usize::checked_mul);
    let tries = combinations.and_then(|count| count.checked_mul(list.rows.len()));
    if tries.is_none_or(|tries| tries > MOST) {
        return false;
    }
    (0..combinations.unwrap_or(0)).all(|number| {
        let answers = combination(&upper, number);
        !list.rows.values().any(|row| filter.offers(row, &answers))
    })
}

/// The `number`-th combination of codes; each question may also be blank.
fn combination<'a>(upper: &[(&'a str, Arc<List>)], mut number: usize) -> Try<'a> {
    let mut answers = Vec::with_capacity(upper.len());
    for (name, list) in upper {
        let count = list.rows.len() + 1;
        let value = list.rows.get_index(number % count).map_or(Value::Empty, |(code, _)| Value::Text(code.clone()));
        answers.push((*name, value));
        number /= count;
    }
    Try { answers }
}
