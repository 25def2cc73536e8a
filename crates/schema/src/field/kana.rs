//! `kana`: a reading in full-width katakana.

use super::{Field, Problem, column, raw, text};
use crate::{
    normal,
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::{Value as Json, json};

/// Most characters of a reading.
const MOST: usize = 80;

/// The type `kana`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kana;

/// Reads a reading. Blank is `None`.
pub(super) fn read(typed: &str, part: &str, most: usize) -> Result<Option<String>, Problem> {
    let kana = normal::katakana(typed);
    let is_other = |c: &char| !matches!(c, 'ァ'..='ヶ' | 'ー' | '・' | ' ');
    if kana.is_empty() {
        Ok(None)
    } else if kana.chars().count() > most {
        Err(Problem::new(part, "text.too-long").arg("max", most))
    } else if let Some(other) = kana.chars().find(is_other) {
        Err(Problem::new(part, "kana.letters").arg("character", other).arg("by", part))
    } else {
        Ok(Some(kana))
    }
}

impl Field for Kana {
    fn name(&self) -> &'static str {
        "kana"
    }

    fn ty(&self) -> Type {
        Type::Text
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        vec![column::text(id)]
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(typed) = raw::text(raw, "")? else { return Ok(None) };
        Ok(read(&typed, "", MOST)?.map(Json::from))
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
        json!({"type": ["string", "null"], "maxLength": 400})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_becomes_full_width_katakana_and_small_kana_stay_small() {
        let parse = |typed: &str| Kana.parse(&json!(typed)).unwrap();
        assert_eq!(parse("ｷｮｳｺ"), Some(json!("キョウコ")));
        assert_eq!(parse("きヨうこ"), Some(json!("キヨウコ")));
        assert_eq!(parse(" ヤマダ　たろう "), Some(json!("ヤマダ タロウ")));
    }

    #[test]
    fn digits_and_kanji_are_no_reading() {
        for typed in ["ヤマダ1", "山田", "Yamada", "ヤマダ-"] {
            assert_eq!(Kana.parse(&json!(typed)).unwrap_err()[0].code, "kana.letters", "{typed}");
        }
    }
}
