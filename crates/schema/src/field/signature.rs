//! `signature`: the signer's name and consent, and, where a browser can draw, the strokes.
//!
//! The strokes are a path of straight lines on a sheet of 600 × 200 points, `M10,20L30,40`: small, drawn again the same
//! on every page and printout, and nothing else than numbers can be in it.

use super::{Field, Problem, YesNo, column, raw, text};
use crate::{
    normal,
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use indexmap::IndexMap;
use serde_json::{Value as Json, json};

/// The parts, in the order of the columns.
pub const SIGNATURE_PARTS: [&str; 3] = ["name", "agreed", "strokes"];
/// Width and height of the sheet.
const SHEET: (u16, u16) = (600, 200);
/// Most characters of the strokes.
const MOST_STROKES: usize = 20_000;
/// Most characters of the name.
const MOST_NAME: usize = 80;

/// The type `signature`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signature;

impl Field for Signature {
    fn name(&self) -> &'static str {
        "signature"
    }

    fn ty(&self) -> Type {
        Type::Record(IndexMap::from([("name".to_owned(), Type::Text), ("agreed".to_owned(), Type::Bool)]))
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        let part = |name: &str| format!("{id}.{name}");
        vec![column::text(part("name")), column::integer(part("agreed")), column::text(part("strokes"))]
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(sent) = raw::object(raw, &SIGNATURE_PARTS)? else { return Ok(None) };
        let name = raw::text(raw::part(sent, "name"), "name")?.map(|typed| normal::line(&typed)).unwrap_or_default();
        let strokes = raw::text_up_to(raw::part(sent, "strokes"), "strokes", MOST_STROKES)?.unwrap_or_default();
        let agreed = YesNo::default().parse(raw::part(sent, "agreed"));
        let agreed = agreed.map_err(|_| Problem::new("agreed", "signature.agreed"))? == Some(Json::Bool(true));
        if name.is_empty() && strokes.is_empty() && !agreed {
            return Ok(None);
        }
        if let Some(problem) = text::free(&name, "name", MOST_NAME) {
            return Err(vec![problem]);
        }
        if !strokes.is_empty() && !is_path(&strokes) {
            return Err(vec![Problem::new("strokes", "signature.strokes")]);
        }
        Ok(Some(json!({"name": name, "agreed": agreed, "strokes": strokes})))
    }

    fn missing(&self, answer: &Json) -> Vec<Problem> {
        let no_name = answer.get("name").is_none_or(|name| name == "");
        let no_consent = answer.get("agreed") != Some(&Json::Bool(true));
        let name = no_name.then(|| Problem::new("name", "signature.name"));
        name.into_iter().chain(no_consent.then(|| Problem::new("agreed", "signature.agreed"))).collect()
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        let part = |name: &str| answer.and_then(|a| a.get(name)).filter(|part| *part != "");
        let agreed = part("agreed").and_then(Json::as_bool).map_or(Cell::Null, |yes| Cell::Integer(yes.into()));
        vec![column::text_cell(part("name")), agreed, column::text_cell(part("strokes"))]
    }

    fn value(&self, answer: &Json) -> Value {
        let Json::Object(parts) = answer else { return Value::Empty };
        let name = parts.get("name").filter(|name| *name != "").map_or(Value::Empty, text::text_value);
        let agreed = parts.get("agreed").and_then(Json::as_bool).map_or(Value::Empty, Value::Bool);
        Value::Record(IndexMap::from([("name".to_owned(), name), ("agreed".to_owned(), agreed)]))
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        let Some(name) = answer.get("name").and_then(Json::as_str).filter(|name| !name.is_empty()) else {
            return Vec::new();
        };
        let drawn = answer.get("strokes").and_then(Json::as_str).is_some_and(|strokes| !strokes.is_empty());
        vec![match (lang, drawn) {
            (Lang::En, true) => format!("{name} (signed by hand)"),
            (Lang::En, false) => format!("{name} (signed)"),
            (_, true) => format!("{name}（手書きの署名あり）"),
            (_, false) => format!("{name}（署名に同意）"),
        }]
    }

    fn json_schema(&self) -> Json {
        let parts = json!({
            "name": {"type": ["string", "null"], "maxLength": 1000},
            "agreed": {"type": ["boolean", "string", "null"], "maxLength": 20},
            "strokes": {"type": ["string", "null"], "maxLength": MOST_STROKES},
        });
        json!({"type": ["object", "null"], "properties": parts, "additionalProperties": false})
    }
}

/// Whether strokes are only lines within the sheet.
fn is_path(strokes: &str) -> bool {
    let is_point = |point: &str| {
        let number = |text: &str, most: u16| {
            (1..=3).contains(&text.len())
                && text.bytes().all(|b| b.is_ascii_digit())
                && text.parse::<u16>().is_ok_and(|n| n <= most)
        };
        point.split_once(',').is_some_and(|(x, y)| number(x, SHEET.0) && number(y, SHEET.1))
    };
    let lines = strokes.strip_prefix('M').map(|rest| rest.split('M'));
    lines.is_some_and(|mut lines| lines.all(|line| line.split('L').all(is_point)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_consent_are_a_signature() {
        let raw = json!({"name": "山田　太郎", "agreed": "yes", "strokes": ""});
        let signed = Signature.parse(&raw).unwrap().unwrap();
        assert_eq!(signed, json!({"name": "山田 太郎", "agreed": true, "strokes": ""}));
        assert!(Signature.missing(&signed).is_empty());
        let half = Signature.parse(&json!({"name": "", "strokes": "M0,0L600,200M1,2"})).unwrap().unwrap();
        let parts: Vec<String> = Signature.missing(&half).into_iter().map(|p| p.part).collect();
        assert_eq!(parts, ["name", "agreed"]);
        assert_eq!(Signature.parse(&json!({"name": "", "agreed": ""})).unwrap(), None);
    }

    #[test]
    fn strokes_are_nothing_but_lines_on_the_sheet() {
        for strokes in ["M601,0", "M0,201", "L1,1", "M1,1Z", "M1,1\"/><script>", "M-1,0", "M1", "M1,1 L2,2", "M1.5,2"] {
            let raw = json!({"name": "山田", "agreed": "yes", "strokes": strokes});
            assert_eq!(Signature.parse(&raw).unwrap_err()[0].code, "signature.strokes", "{strokes}");
        }
    }
}
