//! Exact numbers: the four operations and rounding. What cannot be said exactly enough is absent.

use super::tree::Math;
use crate::value::Value;
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

/// Half away from zero, as on paper.
pub(super) const HALF_UP: RoundingStrategy = RoundingStrategy::MidpointAwayFromZero;
/// Toward zero (切り捨て).
pub(super) const DOWN: RoundingStrategy = RoundingStrategy::ToZero;
/// Away from zero (切り上げ).
pub(super) const UP: RoundingStrategy = RoundingStrategy::AwayFromZero;

/// Most digits that a rounding keeps, before or after the point.
const MOST_DIGITS: i64 = 12;

/// Calculates; division by zero and overflow are absent.
pub(super) fn math(how: Math, left: Decimal, right: Decimal) -> Value {
    let result = match how {
        Math::Add => left.checked_add(right),
        Math::Subtract => left.checked_sub(right),
        Math::Multiply => left.checked_mul(right),
        Math::Divide => left.checked_div(right),
    };
    result.map_or(Value::Absent, |n| Value::Number(n.normalize()))
}

/// A whole number; `None` for a fraction or one that is too large.
pub(super) fn whole(number: Decimal) -> Option<i64> {
    if number.fract().is_zero() { number.to_i64() } else { None }
}

/// `round(number, digits)`: digits after the point, 0 when left out; `-1` rounds to tens.
pub(super) fn round(args: &[Value], how: RoundingStrategy) -> Value {
    let (number, digits) = match args {
        [Value::Number(number)] => (*number, Some(0)),
        [Value::Number(number), Value::Number(digits)] => (*number, whole(*digits)),
        _ => return Value::Absent,
    };
    let rounded = match digits {
        Some(digits) if (0..=MOST_DIGITS).contains(&digits) => {
            u32::try_from(digits).ok().map(|d| number.round_dp_with_strategy(d, how))
        }
        Some(digits) if (-MOST_DIGITS..0).contains(&digits) => {
            let unit = u32::try_from(-digits).ok().and_then(|d| 10i64.checked_pow(d)).map(Decimal::from);
            unit.and_then(|unit| number.checked_div(unit)?.round_dp_with_strategy(0, how).checked_mul(unit))
        }
        _ => None,
    };
    rounded.map_or(Value::Absent, |n| Value::Number(n.normalize()))
}
