//! Reading what was sent: leaves as text, composites as objects, rows as arrays. Total and bounded.

use super::Problem;
use serde_json::{Map, Value as Json};
use std::borrow::Cow;

/// Most characters of one answer that are looked at.
pub(super) const MOST_CHARS: usize = 10_000;

/// A canonical answer, nothing, or what is wrong.
pub(super) type Parsed = Result<Option<Json>, Vec<Problem>>;

/// A leaf as text: what a control sent, or a number of the API. `None` when blank.
pub(super) fn text<'a>(raw: &'a Json, part: &str) -> Result<Option<Cow<'a, str>>, Problem> {
    text_up_to(raw, part, MOST_CHARS)
}

/// A leaf as text of at most so many characters.
pub(super) fn text_up_to<'a>(raw: &'a Json, part: &str, most: usize) -> Result<Option<Cow<'a, str>>, Problem> {
    match raw {
        Json::Null => Ok(None),
        Json::String(text) if text.len() > most && text.chars().count() > most => Err(too_long(part, most)),
        Json::String(text) => Ok(Some(text.as_str().into()).filter(|t: &Cow<'_, str>| !t.trim().is_empty())),
        Json::Number(number) => Ok(Some(number.to_string().into())),
        _ => Err(wrong_type(part)),
    }
}

/// An object of parts: `None` when nothing was sent, a problem for anything else and for parts that are not `known`.
pub(super) fn object<'a>(raw: &'a Json, known: &[&str]) -> Result<Option<&'a Map<String, Json>>, Vec<Problem>> {
    match raw {
        Json::Null => Ok(None),
        Json::String(text) if text.trim().is_empty() => Ok(None),
        Json::Object(parts) => match unknown(parts, known, "") {
            problems if problems.is_empty() => Ok(Some(parts)),
            problems => Err(problems),
        },
        _ => Err(vec![wrong_type("")]),
    }
}

/// Parts that are not `known`, at most ten of them; `prefix` is the path before them.
pub(super) fn unknown(parts: &Map<String, Json>, known: &[&str], prefix: &str) -> Vec<Problem> {
    let strange = parts.keys().filter(|key| !known.contains(&key.as_str()));
    let part = |key: &String| prefix.to_owned() + &key.chars().take(40).collect::<String>();
    strange.take(10).map(|key| Problem::new(part(key), "answer.unknown")).collect()
}

/// A part of an object; `null` when it was not sent.
pub(super) fn part<'a>(parts: &'a Map<String, Json>, name: &str) -> &'a Json {
    parts.get(name).unwrap_or(&Json::Null)
}

fn too_long(part: &str, most: usize) -> Problem {
    Problem::new(part, "text.too-long").arg("max", most)
}

pub(super) fn wrong_type(part: &str) -> Problem {
    Problem::new(part, "answer.type")
}
