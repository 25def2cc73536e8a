//! `integer`, `number`, `money`: exact numbers; full-width digits, commas and Japanese minus signs are accepted.

use super::{Field, Problem, column, raw};
use crate::{
    normal,
    table::{Cell, Column},
    text::{Lang, Text as Words},
    value::{Type, Value},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde_json::{Value as Json, json};
use std::str::FromStr;

/// The largest whole number that JSON carries everywhere without loss (2^53 − 1).
const MOST: i64 = 9_007_199_254_740_991;
/// Most digits of a decimal.
const MOST_DIGITS: usize = 24;

/// Settings of `integer`, `number`, `money`.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Which of the three.
    pub form: NumberForm,
    /// Least.
    pub min: Option<Decimal>,
    /// Most.
    pub max: Option<Decimal>,
    /// Counted from `min`, or from 0: 0.5, 100.
    pub step: Option<Decimal>,
    /// 円, 個, kg …
    pub unit: Words,
}

/// The three number types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberForm {
    /// Whole number.
    Integer,
    /// Decimal.
    Decimal,
    /// Yen.
    Money,
}

impl Number {
    fn read(&self, typed: &str) -> Result<Decimal, Problem> {
        let number = decimal(typed, self.unit.get(Lang::Ja)).ok_or_else(|| self.not_a_number())?;
        if self.form == NumberForm::Decimal {
            return Ok(number);
        }
        if !number.fract().is_zero() {
            return Err(Problem::new("", "number.whole"));
        }
        if number.abs() > Decimal::from(MOST) { Err(self.not_a_number()) } else { Ok(number) }
    }

    fn not_a_number(&self) -> Problem {
        Problem::new("", if self.form == NumberForm::Money { "money.digits" } else { "number.digits" })
    }

    fn out_of_range(&self, number: Decimal) -> Option<Problem> {
        let low = self.min.is_some_and(|min| number < min);
        let high = self.max.is_some_and(|max| number > max);
        let shown = |limit: Decimal| grouped(limit) + self.unit(Lang::Ja);
        match (self.min, self.max) {
            (Some(min), Some(max)) if low || high => {
                Some(Problem::new("", "number.range").arg("min", shown(min)).arg("max", shown(max)))
            }
            (Some(min), _) if low => Some(Problem::new("", "number.min").arg("min", shown(min))),
            (_, Some(max)) if high => Some(Problem::new("", "number.max").arg("max", shown(max))),
            _ => None,
        }
    }

    /// Whether a number lies between two steps, with the nearest ones.
    fn off_step(&self, number: Decimal) -> Option<Problem> {
        let step = self.step.filter(|step| !step.is_zero())?;
        let start = self.min.unwrap_or_default();
        let rest = number.checked_sub(start)?.checked_rem(step)?;
        if rest.is_zero() {
            return None;
        }
        let shown = |number: Decimal| grouped(number.normalize()) + self.unit(Lang::Ja);
        let problem = Problem::new("", "number.step").arg("step", shown(step));
        let low = if rest.is_sign_negative() { number - rest - step } else { number - rest };
        Some(problem.arg("low", shown(low)).arg("high", shown(low.checked_add(step)?)))
    }

    fn unit(&self, lang: Lang) -> &str {
        match (self.form, self.unit.get(lang)) {
            (NumberForm::Money, "") => "円",
            (_, unit) => unit,
        }
    }
}

impl Field for Number {
    fn name(&self) -> &'static str {
        match self.form {
            NumberForm::Integer => "integer",
            NumberForm::Decimal => "number",
            NumberForm::Money => "money",
        }
    }

    fn ty(&self) -> Type {
        if self.form == NumberForm::Money { Type::Money } else { Type::Number }
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        vec![if self.form == NumberForm::Decimal { column::text(id) } else { column::integer(id) }]
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(typed) = raw::text(raw, "")? else { return Ok(None) };
        let number = self.read(&typed)?;
        match self.out_of_range(number).or_else(|| self.off_step(number)) {
            Some(problem) => Err(vec![problem]),
            None if self.form == NumberForm::Decimal => Ok(Some(Json::from(number.to_string()))),
            None => Ok(number.to_i64().map(Json::from)),
        }
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        let decimal = self.form == NumberForm::Decimal;
        vec![if decimal { column::text_cell(answer) } else { column::integer_cell(answer) }]
    }

    fn value(&self, answer: &Json) -> Value {
        of_json(answer).map_or(Value::Empty, Value::Number)
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        of_json(answer).map(|number| grouped(number) + self.unit(lang)).into_iter().collect()
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["number", "string", "null"], "maxLength": 100})
    }
}

/// The number of a canonical answer.
pub(super) fn of_json(answer: &Json) -> Option<Decimal> {
    match answer {
        Json::Number(number) => Decimal::from_str(&number.to_string()).ok(),
        Json::String(text) => Decimal::from_str(text).ok(),
        _ => None,
    }
}

/// A number in groups of three digits: `12,345.6`.
pub fn grouped(number: Decimal) -> String {
    let text = number.abs().normalize().to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::from(if number.is_sign_negative() && !number.is_zero() { "-" } else { "" });
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A number as people type it: `▲１，２００円` → -1200. `None` when it is none, or too long to be kept exactly.
pub(super) fn decimal(typed: &str, unit: &str) -> Option<Decimal> {
    // Most numbers are plain digits already.
    if (1..=18).contains(&typed.len()) && typed.bytes().all(|b| b.is_ascii_digit()) {
        return typed.parse::<i64>().ok().map(Decimal::from);
    }
    let text = normal::plain(&normal::half_width(typed), false);
    let text = text.strip_prefix(['¥', '\\']).unwrap_or(&text);
    let text = text.strip_suffix(&normal::half_width(unit)).unwrap_or(text);
    let text = text.strip_suffix('円').unwrap_or(text).trim();
    let minus = |c: char| matches!(c, '▲' | '△') || (normal::is_hyphen(c) && c != 'ー' && c != 'ｰ');
    let (negative, text) = match text.strip_prefix(minus) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = text.trim_start().split_once('.').unwrap_or((text.trim_start(), ""));
    let whole = ungrouped(whole)?;
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if !digits(fraction) || whole.len() + fraction.len() > MOST_DIGITS || text.ends_with('.') {
        return None;
    }
    let number = Decimal::from_str_exact(&format!("{whole}.{fraction}0")).ok()?.normalize();
    Some(if negative && !number.is_zero() { -number } else { number })
}

/// The digits of a whole part; commas only where they belong.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let well_grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|g| g.len() == 3));
    let digits = whole.replace(',', "");
    let is_number = !first.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    (well_grouped && is_number).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money() -> Number {
        Number { form: NumberForm::Money, min: None, max: None, step: None, unit: Words::default() }
    }

    fn code(number: &Number, raw: Json) -> &'static str {
        number.parse(&raw).unwrap_err()[0].code
    }

    #[test]
    fn money_is_read_as_people_write_it() {
        for (typed, yen) in [
            (json!("２，０００円"), 2000),
            (json!("¥1,234,567"), 1_234_567),
            (json!("▲1,200"), -1200),
            (json!("−５"), -5),
            (json!("2000"), 2000),
            (json!(2000), 2000),
            (json!(2000.0), 2000),
            (json!(" 0012 "), 12),
            (json!("-0"), 0),
        ] {
            assert_eq!(money().parse(&typed).unwrap(), Some(json!(yen)), "{typed}");
        }
        for typed in ["千円", "1,00", "12,34,567", "1e3", "--1", "1.", ".5", "9007199254740992", "1 000", "ー5"] {
            assert_eq!(code(&money(), json!(typed)), "money.digits", "{typed}");
        }
        assert_eq!(code(&money(), json!("10.5")), "number.whole");
        assert_eq!(code(&money(), json!(true)), "answer.type");
        assert_eq!(money().parse(&json!(" 　")).unwrap(), None);
    }

    #[test]
    fn decimals_are_exact() {
        let number = Number { form: NumberForm::Decimal, unit: "kg".into(), ..money() };
        assert_eq!(number.parse(&json!("１．５０ｋｇ")).unwrap(), Some(json!("1.5")));
        assert_eq!(number.parse(&json!(0.1)).unwrap(), Some(json!("0.1")));
        assert_eq!(number.display(&json!("1234.5"), Lang::Ja), ["1,234.5kg"]);
        assert_eq!(code(&number, json!("1.2.3")), "number.digits");
    }

    #[test]
    fn steps_are_counted_from_the_least() {
        let half =
            Number { form: NumberForm::Decimal, step: Some(Decimal::new(5, 1)), unit: "時間".into(), ..money() };
        assert_eq!(half.parse(&json!("1.5")).unwrap(), Some(json!("1.5")));
        let problem = half.parse(&json!("-1.7")).unwrap_err().remove(0);
        assert_eq!(problem.code, "number.step");
        let args: Vec<&str> = problem.args.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(args, ["0.5時間", "-2時間", "-1.5時間"]);
        let hundreds = Number { min: Some(50.into()), step: Some(100.into()), ..money() };
        assert_eq!(hundreds.parse(&json!(250)).unwrap(), Some(json!(250)));
        assert_eq!(code(&hundreds, json!(300)), "number.step");
    }

    #[test]
    fn limits_are_told_with_their_unit() {
        let range = Number { min: Some(1.into()), max: Some(5000.into()), ..money() };
        let problem = range.parse(&json!("5,001")).unwrap_err().remove(0);
        assert_eq!(problem.code, "number.range");
        assert_eq!(problem.args, [("min", "1円".to_owned()), ("max", "5,000円".to_owned())]);
        let least = Number { form: NumberForm::Integer, min: Some(1.into()), ..money() };
        assert_eq!(code(&least, json!(0)), "number.min");
        assert_eq!(least.parse(&json!(1)).unwrap(), Some(json!(1)));
    }
}
