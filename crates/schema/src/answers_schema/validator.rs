//! The check of a request body: JSON Schema's complaints in our own codes, without the values.

use super::schema;
use crate::app::App;
use jsonschema::{ValidationError, error::ValidationErrorKind as Kind};
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Most entries that are reported.
const MOST_ENTRIES: usize = 100;
/// Most levels of a body: answers, rows, parts and entries below them.
const MOST_LEVELS: usize = 8;
/// Most values in a body.
const MOST_VALUES: usize = 50_000;
/// Most characters of a key that are repeated in a path.
const MOST_KEY: usize = 40;

/// What is wrong with a body: never the value itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    /// Path in dots: `goods.0.qty`; `""` for the whole.
    pub path: String,
    /// Stable code: `answer.unknown`, `answer.type`, `answer.too-long`, …
    pub code: &'static str,
    /// Arguments of the sentence.
    pub args: Vec<(&'static str, String)>,
}

impl Invalid {
    fn new(path: impl Into<String>, code: &'static str) -> Invalid {
        Invalid { path: path.into(), code, args: Vec::new() }
    }

    fn with(mut self, name: &'static str, value: impl ToString) -> Invalid {
        self.args.push((name, value.to_string()));
        self
    }
}

/// The schema of one app, compiled once.
#[derive(Debug)]
pub struct Validator {
    compiled: jsonschema::Validator,
    /// Questions that exist but are answered by clerks or calculated.
    not_sent: BTreeSet<String>,
}

impl Validator {
    /// Compiles the schema of an app. `Err` says why in words; it means a mistake in a question type.
    pub fn new(app: &App) -> Result<Validator, String> {
        let compiled = jsonschema::draft202012::new(&schema(app)).map_err(|e| e.masked().to_string())?;
        let not_sent = app.questions().map(|(_, q)| q).filter(|q| !super::is_sent(q)).map(|q| q.id.clone()).collect();
        Ok(Validator { compiled, not_sent })
    }

    /// Everything that is wrong with `answers`, at most 100 entries. Bounded in depth and size.
    pub fn validate(&self, answers: &Json) -> Vec<Invalid> {
        let mut values = 0;
        if let Some(code) = oversized(answers, 0, &mut values) {
            return vec![Invalid::new("", code)];
        }
        let found = self.compiled.iter_errors(answers).flat_map(|e| self.entries(&e));
        let mut entries: Vec<Invalid> = Vec::new();
        for entry in found.take(MOST_ENTRIES) {
            if !entries.contains(&entry) {
                entries.push(entry);
            }
        }
        entries
    }

    fn entries(&self, error: &ValidationError<'_>) -> Vec<Invalid> {
        let path = path(error);
        match error.kind() {
            Kind::AdditionalProperties { unexpected } => {
                unexpected.iter().take(MOST_ENTRIES).map(|key| self.unexpected(&path, key)).collect()
            }
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => match deepest(context, error) {
                Some(errors) => errors.iter().flat_map(|e| self.entries(e)).collect(),
                None => vec![Invalid::new(path, "answer.type")],
            },
            kind => vec![entry(path, kind)],
        }
    }

    /// A key that the schema does not have.
    fn unexpected(&self, path: &str, key: &str) -> Invalid {
        let code = if path.is_empty() && self.not_sent.contains(key) { "answer.not-yours" } else { "answer.unknown" };
        let key: String = key.chars().take(MOST_KEY).collect();
        Invalid::new(below(path, &key), code).with("field", key)
    }
}

/// A complaint about the value at a path.
fn entry(path: String, kind: &Kind) -> Invalid {
    match kind {
        Kind::Type { .. } => Invalid::new(path, "answer.type"),
        Kind::FalseSchema => Invalid::new(path, "answer.not-yours"),
        Kind::MaxLength { limit } => Invalid::new(path, "answer.too-long").with("max", limit),
        Kind::MaxItems { limit } => Invalid::new(path, "answer.too-many").with("max", limit),
        Kind::Enum { .. } | Kind::Constant { .. } => Invalid::new(path, "choice.unknown"),
        Kind::Required { .. } => Invalid::new(path, "required"),
        _ => Invalid::new(path, "answer.form"),
    }
}

/// The alternative that the value comes nearest to: the one whose complaints are furthest inside, and not about its
/// type. `None` for an array or object that fits no alternative as a whole.
fn deepest<'c, 'e>(
    context: &'c [Vec<ValidationError<'e>>],
    whole: &ValidationError<'_>,
) -> Option<&'c Vec<ValidationError<'e>>> {
    let depth = |error: &ValidationError<'_>| error.instance_path().segments().count();
    let rank = |errors: &Vec<ValidationError<'_>>| {
        let typed = errors.iter().all(|e| !matches!(e.kind(), Kind::Type { .. }));
        (errors.iter().map(depth).max().unwrap_or(0), typed)
    };
    let nearest = context.iter().filter(|errors| !errors.is_empty()).max_by_key(|errors| rank(errors))?;
    let inside = rank(nearest).0 > depth(whole);
    (inside || !matches!(**whole.instance(), Json::Array(_) | Json::Object(_))).then_some(nearest)
}

/// The place of a complaint in dots.
fn path(error: &ValidationError<'_>) -> String {
    let segments = error.instance_path().segments().map(|s| s.to_string().chars().take(MOST_KEY).collect::<String>());
    segments.fold(String::new(), |path, segment| below(&path, &segment))
}

fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// Why a body is not looked at: too deep or too large.
fn oversized(value: &Json, level: usize, values: &mut usize) -> Option<&'static str> {
    *values += 1;
    if *values > MOST_VALUES {
        return Some("answer.too-large");
    }
    if level > MOST_LEVELS {
        return Some("answer.too-deep");
    }
    match value {
        Json::Array(items) => items.iter().find_map(|v| oversized(v, level + 1, values)),
        Json::Object(members) => members.values().find_map(|v| oversized(v, level + 1, values)),
        _ => None,
    }
}
