//! Question types: one kind, one file. A kind knows its settings, columns, reading, writing and schema.

use crate::{
    app::{List, Question},
    table::{Cell, Child, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::Value as Json;
use std::sync::Arc;

/// What is wrong with an answer: a code with arguments; the sentence is chosen when it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Path below the question: `""`, `"town"`, `"0.qty"`.
    pub part: String,
    /// Stable code, e.g. `phone.digits`.
    pub code: &'static str,
    /// Arguments of the sentence.
    pub args: Vec<(&'static str, String)>,
}

/// One question type. `raw` is what was sent: text of a form control, or JSON of the API, in the shapes of
/// "Answers as JSON". A composite arrives as an object or array of the same parts from both.
pub trait Field {
    /// The word in the definition, also the name of its template.
    fn name(&self) -> &'static str;
    /// Its type in expressions.
    fn ty(&self) -> Type;
    /// Its columns in the app's table.
    fn columns(&self, id: &str) -> Vec<Column>;
    /// Its child table, for `choices`, `items`, `repeat`.
    fn child(&self, _id: &str) -> Option<Child> {
        None
    }
    /// Normalises, then validates. `Ok(None)` is left blank.
    fn parse(&self, raw: &Json) -> Result<Option<Json>, Vec<Problem>>;
    /// The cells of [`Field::columns`] for a canonical answer (`None` and `null` give NULLs).
    fn cells(&self, answer: Option<&Json>) -> Vec<Cell>;
    /// The rows of [`Field::child`] for a canonical answer.
    fn child_rows(&self, _answer: Option<&Json>) -> Vec<Vec<Cell>> {
        Vec::new()
    }
    /// The value in expressions; `null` is empty.
    fn value(&self, answer: &Json) -> Value;
    /// What people read, one line per entry; empty when blank.
    fn display(&self, answer: &Json, lang: Lang) -> Vec<String>;
    /// JSON Schema of what the API accepts.
    fn json_schema(&self) -> Json;
}

/// A question type with its settings.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `text`, `long_text`.
    Text(Text),
    /// `integer`, `number`, `money`.
    Number(Number),
    /// `yes_no`, `consent`.
    YesNo(YesNo),
    /// `choice`.
    Choice(Choice),
    /// `choices`.
    Choices(Choices),
    /// `date`, `birthdate`.
    Date(Date),
    /// `name`.
    Name,
    /// `kana`.
    Kana,
    /// `phone`.
    Phone,
    /// `postal_code`.
    PostalCode,
    /// `email`.
    Email,
    /// `address`.
    Address,
    /// `items`.
    Items(Items),
    /// `repeat`: its rows are read by the engine, question by question.
    Repeat(Repeat),
    /// `slot`.
    Slot(Slot),
    /// `file`, `photo`.
    File(File),
    /// `calc`: value comes from `Question::value`.
    Calc(Calc),
    /// `note`, `heading`: text on the page, no answer.
    Note(Note),
}

impl Kind {
    /// What the type does.
    pub fn as_field(&self) -> &dyn Field {
        todo!()
    }
}

/// Settings of `text` and `long_text`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Text {
    /// Several lines.
    pub long: bool,
    /// Most characters (grapheme clusters); 200, or 4000 when long.
    pub max: u32,
    /// Pattern that the whole text must match, with the message.
    pub pattern: Option<(String, crate::text::Text)>,
}

/// Settings of `integer`, `number`, `money`.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Which of the three.
    pub form: NumberForm,
    /// Least.
    pub min: Option<rust_decimal::Decimal>,
    /// Most.
    pub max: Option<rust_decimal::Decimal>,
    /// 円, 個, kg …
    pub unit: crate::text::Text,
}

/// The three number types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberForm {
    /// Whole number.
    Integer,
    /// Decimal.
    Decimal,
    /// Yen.
    Money,
}

/// Settings of `yes_no` and `consent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct YesNo {
    /// Must be yes.
    pub consent: bool,
}

/// Settings of `choice`.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The options.
    pub list: Arc<List>,
}

/// Settings of `choices`.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// The options.
    pub list: Arc<List>,
    /// Fewest.
    pub min: Option<u32>,
    /// Most.
    pub max: Option<u32>,
}

/// Settings of `date` and `birthdate`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Date {
    /// A birthday: no calendar, era choice first.
    pub birth: bool,
}

/// Settings of `items`.
#[derive(Debug, Clone, PartialEq)]
pub struct Items {
    /// The catalogue.
    pub list: Arc<List>,
}

/// Settings of `repeat`.
#[derive(Debug, Clone, PartialEq)]
pub struct Repeat {
    /// Questions of one row; no `items`, `repeat`, `slot` inside yet.
    pub questions: Vec<Question>,
    /// Fewest rows.
    pub min: u32,
    /// Most rows.
    pub max: u32,
}

/// Settings of `slot`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The booking.
    pub book: String,
}

/// Settings of `file` and `photo`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File {
    /// Images only, re-encoded without position data.
    pub photo: bool,
    /// Most files.
    pub max_files: u32,
    /// Most bytes of one file.
    pub max_size: u64,
}

/// Settings of `calc`.
#[derive(Debug, Clone, PartialEq)]
pub struct Calc {
    /// Type of its expression.
    pub ty: Type,
    /// 円 …
    pub unit: crate::text::Text,
}

/// Settings of `note` and `heading`.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// A heading.
    pub heading: bool,
}
