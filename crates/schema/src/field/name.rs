//! `name`: family and given name with their readings. One-part and Latin names are possible.

use super::{Field, Problem, column, kana, raw, text};
use crate::{
    normal,
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::{Map, Value as Json, json};

/// The parts, in the order of the columns.
pub const NAME_PARTS: [&str; 4] = ["family", "given", "family_kana", "given_kana"];

/// The code of each part that is missing.
const NEEDED: [(&str, &str); 4] = [
    ("family", "name.family"),
    ("given", "name.given"),
    ("family_kana", "name.family-kana"),
    ("given_kana", "name.given-kana"),
];

/// Most characters of one part.
const MOST: usize = 40;

/// The type `name`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name;

impl Field for Name {
    fn name(&self) -> &'static str {
        "name"
    }

    fn ty(&self) -> Type {
        Type::Record(NAME_PARTS.iter().map(|part| ((*part).to_owned(), Type::Text)).collect())
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        column::parts(id, &NAME_PARTS)
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(parts) = raw::object(raw, &NAME_PARTS)? else { return Ok(None) };
        let mut problems = Vec::new();
        let [family, given, family_kana, given_kana] = NAME_PARTS.map(|part| {
            let read = if part.ends_with("_kana") { read_kana } else { read_name };
            read(raw::part(parts, part), part).map_err(|p| problems.push(p))
        });
        if !problems.is_empty() {
            return Err(problems);
        }
        let values = [family, given, family_kana, given_kana].map(Result::unwrap_or_default);
        if values.iter().all(String::is_empty) {
            return Ok(None);
        }
        Ok(Some(Json::Object(NAME_PARTS.iter().zip(values).map(|(p, v)| ((*p).to_owned(), Json::from(v))).collect())))
    }

    /// A name of one part has a reading of one part.
    fn missing(&self, answer: &Json) -> Vec<Problem> {
        let is_blank = |part: &str| answer.get(part).is_none_or(|p| p == "");
        let one_part = is_blank("given") && is_blank("given_kana");
        let needed = if one_part { vec![NEEDED[0], NEEDED[2]] } else { NEEDED.to_vec() };
        missing(answer, &needed)
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        column::part_cells(answer, &NAME_PARTS)
    }

    fn value(&self, answer: &Json) -> Value {
        record(answer, &NAME_PARTS)
    }

    fn display(&self, answer: &Json, _lang: Lang) -> Vec<String> {
        let Json::Object(parts) = answer else { return Vec::new() };
        let name = joined(parts, &["family", "given"]);
        let kana = joined(parts, &["family_kana", "given_kana"]);
        vec![if kana.is_empty() { name } else { format!("{name}（{kana}）") }]
    }

    fn json_schema(&self) -> Json {
        parts_schema(&NAME_PARTS)
    }
}

fn read_name(raw: &Json, part: &str) -> Result<String, Problem> {
    let Some(typed) = raw::text(raw, part)? else { return Ok(String::new()) };
    let name = normal::line(&typed);
    match text::free(&name, part, MOST) {
        Some(problem) => Err(problem),
        None => Ok(name),
    }
}

fn read_kana(raw: &Json, part: &str) -> Result<String, Problem> {
    let Some(typed) = raw::text(raw, part)? else { return Ok(String::new()) };
    Ok(kana::read(&typed, part, MOST)?.unwrap_or_default())
}

/// The needed parts that are blank.
pub(super) fn missing(answer: &Json, needed: &[(&'static str, &'static str)]) -> Vec<Problem> {
    let is_blank = |part: &str| answer.get(part).is_none_or(|p| p == "");
    needed.iter().filter(|(part, _)| is_blank(part)).map(|(part, code)| Problem::new(*part, code)).collect()
}

/// The parts that are not blank, with a space between them.
fn joined(parts: &Map<String, Json>, names: &[&str]) -> String {
    let texts = names.iter().filter_map(|name| parts.get(*name)?.as_str()).filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join(" ")
}

/// A record of texts; a blank part is empty.
pub(super) fn record(answer: &Json, names: &[&str]) -> Value {
    let Json::Object(parts) = answer else { return Value::Empty };
    let value = |name: &&str| match parts.get(*name).and_then(Json::as_str) {
        Some(text) if !text.is_empty() => Value::Text(text.to_owned()),
        _ => Value::Empty,
    };
    Value::Record(names.iter().map(|name| ((*name).to_owned(), value(name))).collect())
}

/// JSON Schema of an object of texts.
pub(super) fn parts_schema(names: &[&str]) -> Json {
    let part = json!({"type": ["string", "null"], "maxLength": 1000});
    let parts: Map<String, Json> = names.iter().map(|name| ((*name).to_owned(), part.clone())).collect();
    json!({"type": ["object", "null"], "properties": parts, "additionalProperties": false})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(family: &str, given: &str, family_kana: &str, given_kana: &str) -> Json {
        json!({"family": family, "given": given, "family_kana": family_kana, "given_kana": given_kana})
    }

    fn problems(raw: &Json) -> Vec<(String, &'static str)> {
        Name.parse(raw).unwrap_err().into_iter().map(|p| (p.part, p.code)).collect()
    }

    #[test]
    fn kanji_survive_byte_for_byte() {
        for family in ["\u{FA19}", "葛\u{E0100}城", "𠮷田", "髙橋", "山﨑"] {
            let parsed = Name.parse(&name(family, "太郎", "カミ", "タロウ")).unwrap().unwrap();
            assert_eq!(parsed["family"], family);
        }
    }

    #[test]
    fn widths_and_kana_are_folded() {
        let parsed = Name.parse(&name("　Ｓｍｉｔｈ ", "Ａｎｎ　Ｍａｒｙ", "ｽﾐｽ", "あん めりー")).unwrap().unwrap();
        assert_eq!(parsed, name("Smith", "Ann Mary", "スミス", "アン メリー"));
    }

    #[test]
    fn one_part_names_are_possible() {
        let raw = name("スカルノ", "", "スカルノ", "");
        assert_eq!(Name.parse(&raw).unwrap(), Some(raw.clone()));
        assert_eq!(Name.missing(&raw), []);
    }

    #[test]
    fn missing_parts_are_named() {
        assert_eq!(Name.parse(&name("", " ", "", "")).unwrap(), None);
        let given = Name.parse(&json!({"given": "太郎"})).unwrap().unwrap();
        let found = Name.missing(&given);
        let parts: Vec<&str> = found.iter().map(|p| p.part.as_str()).collect();
        assert_eq!(parts, ["family", "family_kana", "given_kana"]);
    }

    #[test]
    fn private_use_characters_are_refused_with_their_own_code() {
        assert_eq!(problems(&name("\u{E000}田", "太郎", "タ", "タロウ")), [("family".into(), "text.private-use")]);
    }

    #[test]
    fn a_part_has_at_most_forty_characters() {
        let long = "葛\u{E0100}".repeat(40);
        assert!(Name.parse(&name(&long, "太郎", "カ", "タロウ")).is_ok(), "a variant is one character");
        assert_eq!(problems(&name(&"山".repeat(41), "太郎", "カ", "タロウ")), [("family".into(), "text.too-long")]);
    }

    #[test]
    fn other_shapes_are_problems() {
        assert_eq!(problems(&json!("山田 太郎")), [(String::new(), "answer.type")]);
        assert_eq!(problems(&json!({"first": "x"})), [("first".into(), "answer.unknown")]);
        assert_eq!(problems(&json!({"family": ["x"], "family_kana": "ア"})), [("family".into(), "answer.type")]);
    }
}
