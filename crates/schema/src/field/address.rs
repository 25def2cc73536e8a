//! `address`: in the parts of the postal service; 丁目 stay in the town as written.

use super::{Field, Problem, column, name, postal_code, raw, text};
use crate::{
    normal,
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::{Map, Value as Json};

/// The parts, in the order of the columns.
pub const ADDRESS_PARTS: [&str; 6] = ["postal_code", "prefecture", "city", "town", "street", "building"];

/// The parts without which an address is none, with their codes.
const NEEDED: [(&str, &str); 5] = [
    ("postal_code", "address.postal-code"),
    ("prefecture", "address.prefecture"),
    ("city", "address.city"),
    ("town", "address.town"),
    ("street", "address.street"),
];

/// Most characters of one part.
const MOST: usize = 100;

/// The type `address`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Address;

impl Field for Address {
    fn name(&self) -> &'static str {
        "address"
    }

    fn ty(&self) -> Type {
        Type::Record(ADDRESS_PARTS.iter().map(|part| ((*part).to_owned(), Type::Text)).collect())
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        column::parts(id, &ADDRESS_PARTS)
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(sent) = raw::object(raw, &ADDRESS_PARTS)? else { return Ok(None) };
        let mut problems = Vec::new();
        let mut parts = Map::new();
        for part in ADDRESS_PARTS {
            match read(raw::part(sent, part), part) {
                Ok(text) => _ = parts.insert(part.to_owned(), Json::from(text)),
                Err(problem) => problems.push(problem),
            }
        }
        let is_blank = |part: &str| parts.get(part).is_some_and(|p| p == "");
        if ADDRESS_PARTS.iter().all(|part| is_blank(part)) {
            return Ok(None);
        }
        if problems.is_empty() { Ok(Some(Json::Object(parts))) } else { Err(problems) }
    }

    fn missing(&self, answer: &Json) -> Vec<Problem> {
        name::missing(answer, &NEEDED)
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        column::part_cells(answer, &ADDRESS_PARTS)
    }

    fn value(&self, answer: &Json) -> Value {
        name::record(answer, &ADDRESS_PARTS)
    }

    fn display(&self, answer: &Json, _lang: Lang) -> Vec<String> {
        let part = |name: &str| answer.get(name).and_then(Json::as_str).unwrap_or_default();
        let code = Some(part("postal_code")).filter(|code| !code.is_empty()).map(|code| format!("〒{code}"));
        let place = ["prefecture", "city", "town", "street"].map(part).concat();
        let lines = [code.unwrap_or_default(), place, part("building").to_owned()];
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }

    fn json_schema(&self) -> Json {
        name::parts_schema(&ADDRESS_PARTS)
    }
}

fn read(raw: &Json, part: &str) -> Result<String, Problem> {
    let Some(typed) = raw::text(raw, part)? else { return Ok(String::new()) };
    if part == "postal_code" {
        return postal_code::read(&typed).ok_or_else(|| Problem::new(part, "postal-code.digits"));
    }
    let line = normal::hyphens_between_digits(&normal::line(&typed));
    match text::free(&line, part, MOST) {
        Some(problem) => Err(problem),
        None => Ok(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn parts_are_folded_and_kanji_kept() {
        let raw = json!({
            "postal_code": "〒０７０００３１", "prefecture": "北海道", "city": "旭野市", "town": "１条通３丁目",
            "street": "５ー２", "building": "ﾊｲﾂ神\u{FA19} １０２号室 ",
        });
        let parsed = Address.parse(&raw).unwrap().unwrap();
        assert_eq!(parsed["postal_code"], "070-0031");
        assert_eq!(parsed["town"], "1条通3丁目");
        assert_eq!(parsed["street"], "5-2");
        assert_eq!(parsed["building"], "ハイツ神\u{FA19} 102号室");
        let shown = Address.display(&parsed, Lang::Ja);
        assert_eq!(shown, ["〒070-0031", "北海道旭野市1条通3丁目5-2", "ハイツ神\u{FA19} 102号室"]);
    }

    #[test]
    fn wrong_and_missing_parts_are_named() {
        let problems = Address.parse(&json!({"postal_code": "070"})).unwrap_err();
        assert_eq!((problems[0].part.as_str(), problems[0].code), ("postal_code", "postal-code.digits"));
        assert_eq!(Address.parse(&json!({"postal_code": "", "town": "　"})).unwrap(), None);
        let half = Address.parse(&json!({"town": "1条通3丁目", "city": "旭野市"})).unwrap().unwrap();
        assert_eq!(half["town"], "1条通3丁目");
        let missing = Address.missing(&half);
        let missing: Vec<&str> = missing.iter().map(|p| p.part.as_str()).collect();
        assert_eq!(missing, ["postal_code", "prefecture", "street"]);
    }
}
