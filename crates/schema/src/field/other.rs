//! `other: true`: the option 「その他」 with a text of its own. The answer is the code alone, or for 「その他」
//! `{"code": "other", "text": "…"}`, so that expressions see the code.

use super::{Problem, raw, text};
use crate::{
    app::{List, ListRow},
    normal,
    text::{Lang, Text},
};
use serde_json::{Map, Value as Json, json};

/// The code of the option.
pub const OTHER: &str = "other";
/// Most characters of its text.
const MOST: usize = 200;

/// The list with the option behind its rows, under a name of its own.
pub(crate) fn with_other(list: &List) -> List {
    let label = Text::from_langs([(Lang::Ja, "その他".to_owned()), (Lang::En, "Other".to_owned())].into());
    let row = ListRow { code: OTHER.to_owned(), label, ..ListRow::default() };
    let mut list = List { id: format!("{}_with_other", list.id), search: Default::default(), ..list.clone() };
    list.rows.insert(OTHER.to_owned(), row);
    list
}

/// The code in an answer, as sent or canonical.
pub fn code(answer: &Json) -> Option<&str> {
    answer.as_str().or_else(|| answer.get("code")?.as_str())
}

/// The text beside 「その他」.
pub fn written(answer: &Json) -> Option<&str> {
    answer.get("text")?.as_str()
}

/// One canonical choice.
pub(super) fn answer(code: &str, text: Option<String>) -> Json {
    match text {
        Some(text) if code == OTHER => json!({"code": OTHER, "text": text}),
        None if code == OTHER => json!({"code": OTHER}),
        _ => Json::from(code),
    }
}

/// What a control or the API sends for one choice: the code, or an object with code and text.
pub(super) fn parts(raw: &Json, part: &str) -> Result<(Json, Json), Vec<Problem>> {
    match raw {
        Json::Object(sent) => {
            let prefix = if part.is_empty() { String::new() } else { format!("{part}.") };
            let strange = raw::unknown(sent, &["code", "text"], &prefix);
            if !strange.is_empty() {
                return Err(strange);
            }
            Ok((raw::part(sent, "code").clone(), raw::part(sent, "text").clone()))
        }
        code => Ok((code.clone(), Json::Null)),
    }
}

/// The text as it is stored; scanned like every free text.
pub(super) fn parse_text(raw: &Json) -> Result<Option<String>, Problem> {
    let Some(typed) = raw::text(raw, "text")? else { return Ok(None) };
    let text = normal::plain(&typed, false);
    match text::free(&text, "text", MOST) {
        Some(problem) => Err(problem),
        None => Ok(Some(text).filter(|text| !text.is_empty())),
    }
}

/// 「その他」 without its text.
pub(super) fn missing(answer: &Json) -> Option<Problem> {
    let is_other = code(answer) == Some(OTHER);
    (is_other && written(answer).is_none()).then(|| Problem::new("text", "choice.other-text"))
}

/// 「その他（車いす）」.
pub(super) fn display(list: &List, answer: &Json, lang: Lang) -> Option<String> {
    let label = list.label(code(answer)?, lang);
    Some(match (written(answer), lang) {
        (Some(text), Lang::En) => format!("{label} ({text})"),
        (Some(text), _) => format!("{label}（{text}）"),
        (None, _) => label.to_owned(),
    })
}

/// JSON Schema of one choice whose codes have the schema `code`.
pub(super) fn schema(code: Json) -> Json {
    let text = json!({"type": ["string", "null"], "maxLength": MOST * 4});
    let mut properties = Map::new();
    properties.insert("code".to_owned(), code.clone());
    properties.insert("text".to_owned(), text);
    json!({"anyOf": [code, {"type": "object", "properties": properties, "additionalProperties": false}]})
}
