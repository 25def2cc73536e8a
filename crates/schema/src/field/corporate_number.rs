//! `corporate_number`: 法人番号, 13 digits of which the first is the check digit; the `T` of an invoice number is dropped.

use super::{Field, Problem, column, raw, text};
use crate::{
    normal,
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::{Value as Json, json};

/// The type `corporate_number`.
#[derive(Debug, Clone, Copy)]
pub(super) struct CorporateNumber;

impl Field for CorporateNumber {
    fn name(&self) -> &'static str {
        "corporate_number"
    }

    fn ty(&self) -> Type {
        Type::Text
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        vec![column::text(id)]
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(typed) = raw::text(raw, "")? else { return Ok(None) };
        let digits = normal::without_separators(&typed);
        let digits = digits.strip_prefix(['T', 't']).unwrap_or(&digits);
        if digits.len() != 13 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(vec![Problem::new("", "corporate-number.digits")]);
        }
        match is_valid(digits) {
            true => Ok(Some(Json::from(digits))),
            false => Err(vec![Problem::new("", "corporate-number.check")]),
        }
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        vec![column::text_cell(answer)]
    }

    fn value(&self, answer: &Json) -> Value {
        text::text_value(answer)
    }

    fn display(&self, answer: &Json, _lang: Lang) -> Vec<String> {
        text::one_line(answer)
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["string", "integer", "null"], "maxLength": 100})
    }
}

/// The check digit of 財務省令 (法人番号の指定等に関する省令) 第2条: 9 − (ΣP·Q mod 9), where P is a digit of the twelve
/// from the right and Q is 1 for odd and 2 for even places. It does not tell 0 from 9.
fn is_valid(digits: &str) -> bool {
    let digits: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let [check, payload @ ..] = digits.as_slice() else { return false };
    let sum: u32 = payload.iter().rev().zip([1, 2].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    *check == 9 - sum % 9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_the_first() {
        for typed in ["4011001098993", "Ｔ４０１１００１０９８９９３", "4-0110-0109-8993", "T4011001098993"]
        {
            assert_eq!(CorporateNumber.parse(&json!(typed)).unwrap(), Some(json!("4011001098993")), "{typed}");
        }
        for number in ["7123456789012", "9000020012041", "9000020011002"] {
            assert!(is_valid(number), "{number}");
        }
        // The weakness of the rule itself: 0 and 9 weigh the same.
        assert!(is_valid("4911001098993"));
    }

    #[test]
    fn other_numbers_are_refused_with_the_reason() {
        for typed in ["401100109899", "40110010989930", "X4011001098993", "会社"] {
            assert_eq!(CorporateNumber.parse(&json!(typed)).unwrap_err()[0].code, "corporate-number.digits");
        }
        assert_eq!(CorporateNumber.parse(&json!("4011001098994")).unwrap_err()[0].code, "corporate-number.check");
        assert_eq!(CorporateNumber.parse(&json!("4011001098939")).unwrap_err()[0].code, "corporate-number.check");
    }
}
