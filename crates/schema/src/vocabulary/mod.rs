//! The words of the language as data: each map with its keys, what stands behind each key, and a sentence on it.
//!
//! The readers of `ast`, `lower` and `office` decide what a definition means. This table says the same to editors
//! ([`crate::editor`]) and to the formatter ([`crate::format`]); `tests/vocabulary.rs` asks the readers for every key they
//! know and compares, so that neither can have a key that the other lacks.

mod app;
mod known;
mod office;
mod place;
mod question;
mod route;
mod rule;
mod times;
mod waitlist;
mod walk;
mod workflow;

pub use app::APP;
pub(crate) use known::is_key;
pub use office::OFFICE;
pub(crate) use place::key_at;
pub use question::{QUESTION, TYPES};
pub use walk::walk;

/// One map of the language.
#[derive(Debug)]
pub struct Shape {
    /// Its name, unique, as in `$defs` of the JSON Schema.
    pub name: &'static str,
    /// What it is, in Japanese.
    pub about: &'static str,
    /// Its keys in the order of the reference.
    pub keys: &'static [Key],
}

/// One key of a map.
#[derive(Debug)]
pub struct Key {
    /// As written.
    pub name: &'static str,
    /// What stands behind it.
    pub value: Value,
    /// Whether it must be written.
    pub required: bool,
    /// What it does, in Japanese.
    pub about: &'static str,
    /// A line as an author writes it.
    pub example: &'static str,
}

/// What may stand at a place.
#[derive(Debug)]
pub enum Value {
    /// Any text.
    Text,
    /// A text, or a map of languages.
    Localized,
    /// An expression.
    Expression,
    /// `yes` or `no`.
    YesNo,
    /// A whole number in a range.
    Integer(i64, i64),
    /// A decimal number.
    Number,
    /// One of a few words.
    Words(&'static [&'static str]),
    /// A text of a form: a regular expression.
    Form(&'static str),
    /// A map with these keys.
    Map(&'static Shape),
    /// A question: its keys depend on its type.
    Question,
    /// A map whose keys are names of the author's.
    Named(Naming, &'static Value),
    /// A list.
    List(&'static Value),
    /// A list, or one of its entries alone.
    Many(&'static Value),
    /// One of these.
    Either(&'static [Value]),
}

/// How the author's names in a map are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// `a-z`, `0-9`, `_`, at most 40, a letter first.
    Identity,
    /// The same with `-`.
    Dashed,
    /// How a case arrives: `web`, `phone`, `counter`, `staff`.
    Channel,
}

/// The settings of one question type.
#[derive(Debug)]
pub struct TypeRow {
    /// The word behind `type`.
    pub word: &'static str,
    /// What it asks for, in Japanese.
    pub about: &'static str,
    /// Its own settings.
    pub settings: &'static [Key],
}

impl TypeRow {
    /// The keys of a question of this type: those of every question that make sense for it, then its own.
    pub fn keys(&self) -> impl Iterator<Item = &'static Key> {
        let shown_only = matches!(self.word, "note" | "heading");
        let unasked: &[&str] = match self.word {
            _ if shown_only => &["check", "required", "required_if", "default"],
            "calc" => &["required", "required_if", "default"],
            _ => &[],
        };
        QUESTION.keys.iter().filter(move |key| !unasked.contains(&key.name)).chain(self.settings)
    }
}

/// The settings of a question type, if there is such a type.
pub fn type_row(word: &str) -> Option<&'static TypeRow> {
    TYPES.iter().find(|row| row.word == word)
}

/// A key that may be absent.
const fn key(name: &'static str, value: Value, about: &'static str, example: &'static str) -> Key {
    Key { name, value, required: false, about, example }
}

/// A key that must be written.
const fn must(name: &'static str, value: Value, about: &'static str, example: &'static str) -> Key {
    Key { name, value, required: true, about, example }
}

/// `2 business days`, `60 days`, `1 week`.
const DAYS: Value = Value::Form("^[0-9]+ (business )?days?$|^[0-9]+ weeks?$");
/// Days, or `1 month`.
const TERM: Value = Value::Form("^[0-9]+ (business )?days?$|^[0-9]+ (weeks?|months?)$");
/// `15 minutes`, `1 hour`.
const MINUTES: Value = Value::Form("^[0-9]+ (minutes?|hours?)$");
/// An identity without `-`.
const IDENTITY: Value = Value::Form("^[a-z][a-z0-9_]{0,39}$");
/// An identity that may have `-`.
const DASHED: Value = Value::Form("^[a-z][a-z0-9_-]{0,39}$");
