//! Where a page ended: the sorted value and the number of its last row, opaque to who passes it on.

use super::{Unlisted, sort::Sort};
use rusqlite::types::Value;
use serde_json::{Value as Json, json};

/// The end of a page.
#[derive(Debug)]
pub(super) struct Cursor {
    /// Value of the sorted column in the last row; NULL when blank, or when nothing is sorted.
    pub(super) value: Value,
    /// Its case.
    pub(super) case: i64,
}

impl Cursor {
    pub(super) fn write(sort: &Sort, value: &Value, case: i64) -> String {
        let value = match value {
            Value::Integer(i) => json!(i),
            Value::Real(r) => json!(r),
            Value::Text(text) => json!(text),
            Value::Null | Value::Blob(_) => Json::Null,
        };
        crate::random::hex(json!([sort.name, value, case]).to_string().as_bytes())
    }

    /// Reads a cursor of the same order; anything else is none.
    pub(super) fn read(text: &str, sort: &Sort) -> Result<Cursor, Unlisted> {
        let read = || {
            let (name, value, case): (String, Json, i64) = serde_json::from_slice(&unhex(text)?).ok()?;
            let value = match value {
                Json::Null => Value::Null,
                Json::Number(n) => n.as_i64().map(Value::Integer).or_else(|| n.as_f64().map(Value::Real))?,
                Json::String(text) => Value::Text(text),
                Json::Bool(_) | Json::Array(_) | Json::Object(_) => return None,
            };
            (name == sort.name).then_some(Cursor { value, case })
        };
        read().ok_or(Unlisted::Unknown("cursor"))
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if text.len() > 20_000 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let bytes = pairs.iter().map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    bytes.collect::<Option<_>>().filter(|_| rest.is_empty())
}
