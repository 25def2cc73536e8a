//! `text` and `long_text`: free text, trimmed, without control characters, otherwise as typed.

use super::{Charset, Field, Problem, column, my_number, raw};
use crate::{
    normal,
    table::{Cell, Column},
    text::{Lang, Text as Words},
    value::{Type, Value},
};
use regex::{Regex, RegexBuilder};
use serde_json::{Value as Json, json};
use std::sync::OnceLock;
use unicode_segmentation::UnicodeSegmentation;

/// Most bytes of a compiled pattern.
const PATTERN_BYTES: usize = 1 << 18;

/// Settings of `text` and `long_text`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Text {
    /// Several lines.
    pub long: bool,
    /// Most characters (grapheme clusters); 200, or 4000 when long.
    pub max: u32,
    /// Pattern that the whole text must match.
    pub pattern: Option<Pattern>,
    /// Which characters it may have.
    pub charset: Charset,
    /// The app has a legal basis for individual numbers, so that they are not refused.
    pub my_number: bool,
}

/// A regular expression for the whole text, compiled once, with the sentence shown when a text does not match.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// As written.
    pub source: String,
    /// The author's sentence.
    pub message: Words,
    compiled: OnceLock<Option<Regex>>,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.source == other.source && self.message == other.message
    }
}

impl Pattern {
    /// Compiles a pattern. `Err` says in the words of the regex library what is wrong with it.
    pub fn new(source: &str, message: Words) -> Result<Pattern, regex::Error> {
        let compiled = compile(source)?;
        Ok(Pattern { source: source.to_owned(), message, compiled: OnceLock::from(Some(compiled)) })
    }

    /// The text as it matches: a pattern of ASCII means half-width, however its letters, digits and hyphens were typed.
    fn fitting(&self, text: String) -> Option<String> {
        if self.source.is_ascii() && !text.is_ascii() {
            let half = normal::hyphens_between_digits(&normal::half_width(&text));
            if half.is_ascii() && self.matches(&half) {
                return Some(half);
            }
        }
        self.matches(&text).then_some(text)
    }

    /// Whether the whole text matches.
    pub fn matches(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| compile(&self.source).ok());
        compiled.as_ref().is_none_or(|regex| regex.is_match(text))
    }
}

fn compile(source: &str) -> Result<Regex, regex::Error> {
    Regex::new(source)?;
    RegexBuilder::new(&format!(r"\A(?:{source})\z")).size_limit(PATTERN_BYTES).build()
}

impl Text {
    /// Most characters that are looked at; more than `max`, because a character may be written with several.
    fn most_sent(&self) -> usize {
        raw::MOST_CHARS.max(2 * self.max as usize)
    }
}

/// What is wrong with a text that a person wrote freely, whatever its kind.
pub(super) fn free(text: &str, part: &str, max: usize) -> Option<Problem> {
    if text.len() > max && text.graphemes(true).count() > max {
        return Some(Problem::new(part, "text.too-long").arg("max", max));
    }
    if normal::has_private_use(text) {
        return Some(Problem::new(part, "text.private-use"));
    }
    my_number::found_in(text).then(|| Problem::new(part, "text.my-number"))
}

impl Field for Text {
    fn name(&self) -> &'static str {
        if self.long { "long_text" } else { "text" }
    }

    fn ty(&self) -> Type {
        Type::Text
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        vec![column::text(id)]
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(typed) = raw::text_up_to(raw, "", self.most_sent())? else { return Ok(None) };
        let text = normal::plain(&typed, self.long);
        if text.is_empty() {
            return Ok(None);
        }
        let problem = free(&text, "", self.max as usize);
        if let Some(problem) = problem.filter(|p| !(self.my_number && p.code == "text.my-number")) {
            return Err(vec![problem]);
        }
        let strangers = self.charset.strangers(&text);
        if !strangers.is_empty() {
            let named: String = strangers.iter().map(|character| format!("「{character}」")).collect();
            let problem = Problem::new("", "text.charset").arg("characters", named);
            return Err(vec![problem.arg("charset", self.charset.label())]);
        }
        match &self.pattern {
            None => Ok(Some(Json::from(text))),
            Some(pattern) => match pattern.fitting(text) {
                Some(text) => Ok(Some(Json::from(text))),
                None => Err(vec![Problem::new("", "text.pattern")]),
            },
        }
    }

    fn message(&self, code: &str) -> Option<&Words> {
        self.pattern.as_ref().filter(|_| code == "text.pattern").map(|p| &p.message)
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        vec![column::text_cell(answer)]
    }

    fn value(&self, answer: &Json) -> Value {
        text_value(answer)
    }

    fn display(&self, answer: &Json, _lang: Lang) -> Vec<String> {
        answer.as_str().map(|text| text.lines().map(str::to_owned).collect()).unwrap_or_default()
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["string", "number", "null"], "maxLength": self.most_sent()})
    }
}

/// Text, or empty.
pub(super) fn text_value(answer: &Json) -> Value {
    answer.as_str().map_or(Value::Empty, |text| Value::Text(text.to_owned()))
}

/// One line of text, or none.
pub(super) fn one_line(answer: &Json) -> Vec<String> {
    answer.as_str().map(str::to_owned).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(pattern: &str, typed: &str) -> Option<String> {
        let pattern = Pattern::new(pattern, Words::ja("書き方")).ok();
        let text = Text { max: 200, pattern, ..Text::default() };
        text.parse(&Json::from(typed)).ok().flatten()?.as_str().map(str::to_owned)
    }

    #[test]
    fn a_pattern_of_half_width_characters_takes_what_was_typed_in_full_width() {
        assert_eq!(parsed("[0-9]{4}", "１２３４").as_deref(), Some("1234"));
        assert_eq!(parsed("[A-Z]{2}-[0-9]+", "ＡＢ－１２").as_deref(), Some("AB-12"));
        assert_eq!(parsed("[0-9]+-[0-9]+", "１２ー３").as_deref(), Some("12-3"), "a long vowel between digits");
        assert_eq!(parsed(r"\d{4}", "１２３４").as_deref(), Some("1234"), "one way of writing, for comparisons");
        assert_eq!(parsed("[0-9]{4}", "１２３").as_deref(), None);
    }

    #[test]
    fn a_text_that_is_not_all_half_width_stays_as_it_was_typed() {
        assert_eq!(parsed(".{1,20}", "コーポＡ１０１").as_deref(), Some("コーポＡ１０１"));
        assert_eq!(parsed("[Ａ-Ｚ]+", "ＡＢ").as_deref(), Some("ＡＢ"), "a pattern that wants full width");
    }
}
