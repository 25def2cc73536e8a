//! `phone`: stored as digits only. Hyphens are not checked, because where they stand depends on the exchange.

use super::{Field, Problem, column, raw, text};
use crate::{
    normal,
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::{Value as Json, json};

/// The type `phone`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phone;

impl Field for Phone {
    fn name(&self) -> &'static str {
        "phone"
    }

    fn ty(&self) -> Type {
        Type::Text
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        vec![column::text(id)]
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(typed) = raw::text(raw, "")? else { return Ok(None) };
        let number = normal::without_separators(&typed);
        let number =
            number.strip_prefix("+81").map_or(number.clone(), |rest| format!("0{}", rest.trim_start_matches('0')));
        match wrong(&number) {
            Some(code) => Err(vec![Problem::new("", code)]),
            None => Ok(Some(Json::from(number))),
        }
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        vec![column::text_cell(answer)]
    }

    fn value(&self, answer: &Json) -> Value {
        text::text_value(answer)
    }

    fn display(&self, answer: &Json, _lang: Lang) -> Vec<String> {
        answer.as_str().map(hyphenated).into_iter().collect()
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["string", "integer", "null"], "maxLength": 100})
    }
}

/// What is wrong with a number: fixed lines have 10 digits, mobile, IP and some free ones 11 and a 0 in third place.
fn wrong(number: &str) -> Option<&'static str> {
    let digits = number.as_bytes();
    if matches!(number, "110" | "119" | "118" | "#9110") {
        return Some("phone.emergency");
    }
    if !digits.iter().all(u8::is_ascii_digit) || !matches!(digits.len(), 10 | 11) {
        return Some("phone.digits");
    }
    if !number.starts_with('0') || number.starts_with("00") {
        return Some("phone.zero");
    }
    (digits.len() == 11 && digits.get(2) != Some(&b'0')).then_some("phone.digits")
}

/// With hyphens where they can be known without a table of exchanges.
fn hyphenated(number: &str) -> String {
    let cuts = match (number.len(), number.get(..4).unwrap_or_default()) {
        (10, "0120") => (4, 7),
        (10, start) if start.starts_with("03") || start.starts_with("06") => (2, 6),
        (11, "0800") => (4, 7),
        (11, _) => (3, 7),
        _ => return number.to_owned(),
    };
    match (number.get(..cuts.0), number.get(cuts.0..cuts.1), number.get(cuts.1..)) {
        (Some(a), Some(b), Some(c)) => format!("{a}-{b}-{c}"),
        _ => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_width_phone_number_with_mixed_hyphens_is_made_canonical() {
        for typed in ["０１６６−２６ー1111", "0166-26-1111", "(0166) 26 1111", "+81 166-26-1111", "0166‐26‑1111"]
        {
            assert_eq!(Phone.parse(&json!(typed)).unwrap(), Some(json!("0166261111")), "{typed}");
        }
        assert_eq!(Phone.parse(&json!("090-1234-5678")).unwrap(), Some(json!("09012345678")));
    }

    #[test]
    fn numbers_that_cannot_be_called_back_are_refused() {
        for (typed, code) in [
            ("12", "phone.digits"),
            ("110", "phone.emergency"),
            ("１１９", "phone.emergency"),
            ("1234567890", "phone.zero"),
            ("0012345678", "phone.zero"),
            ("01662611112", "phone.digits"),
            ("0166-26-111a", "phone.digits"),
            ("電話なし", "phone.digits"),
        ] {
            assert_eq!(Phone.parse(&json!(typed)).unwrap_err()[0].code, code, "{typed}");
        }
    }

    #[test]
    fn hyphens_are_shown_only_where_they_are_certain() {
        assert_eq!(Phone.display(&json!("09012345678"), Lang::Ja), ["090-1234-5678"]);
        assert_eq!(Phone.display(&json!("0120000000"), Lang::Ja), ["0120-000-000"]);
        assert_eq!(Phone.display(&json!("0166261111"), Lang::Ja), ["0166261111"]);
    }
}
