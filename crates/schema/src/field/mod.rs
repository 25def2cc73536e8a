//! Question types: one kind, one file. A kind knows its settings, columns, reading, writing and schema.

mod address;
mod bank_account;
mod bank_kana;
mod calc;
mod case;
mod charset;
mod choice;
mod choices;
mod column;
mod corporate_number;
mod date;
mod date_time;
mod email;
pub mod era;
mod file;
mod filter;
mod items;
mod kana;
mod location;
mod month;
mod my_number;
mod name;
mod note;
mod number;
mod other;
mod partial_date;
mod phone;
mod postal_code;
mod raw;
mod repeat;
mod row_choice;
mod signature;
mod slot;
mod staff;
mod text;
mod time;
mod unit;
mod url;
mod yes_no;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use address::ADDRESS_PARTS;
pub use bank_account::{ACCOUNT_KINDS, ACCOUNT_PARTS};
pub use calc::Calc;
pub use case::{COPY, Case, Copy, RECEIPT, Readable, case_receipt};
pub use charset::Charset;
pub use choice::Choice;
pub use choices::Choices;
pub use date::{DATE_PARTS, Date};
pub use date_time::DATE_TIME_PARTS;
pub(crate) use era::Era;
pub use file::{File, FileFormat};
pub use filter::Filter;
pub(crate) use filter::columns as filter_columns;
pub use items::Items;
pub use location::LOCATION_PARTS;
pub use month::MONTH_PARTS;
pub use my_number::found_in as holds_my_number;
pub use name::NAME_PARTS;
pub use note::Note;
pub use number::{Number, NumberForm, grouped};
pub(crate) use other::with_other;
pub use other::{OTHER, code as chosen_code, written as other_text};
pub use repeat::{Repeat, SentRow};
pub use row_choice::{RowChoice, chosen as chosen_rows, moved as moved_rows, row as chosen_row};
pub use signature::SIGNATURE_PARTS;
pub use slot::Slot;
pub use text::{Pattern, Text};
pub use unit::Unit;
pub use yes_no::YesNo;

use crate::{
    office::Office,
    table::{Cell, Child, Column},
    text::{Lang, Text as Words},
    value::{Type, Value},
};
use serde_json::Value as Json;

/// Options up to this number are written into the page; more are searched.
pub const INLINE: usize = 50;

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

impl Problem {
    /// A problem at a part of the answer, `""` for the whole.
    pub(crate) fn new(part: impl Into<String>, code: &'static str) -> Problem {
        Problem { part: part.into(), code, args: Vec::new() }
    }

    /// With an argument.
    pub(crate) fn arg(mut self, name: &'static str, value: impl ToString) -> Problem {
        self.args.push((name, value.to_string()));
        self
    }

    /// The same problem in a row: `age` at `2` is `2.age`.
    pub fn below(mut self, path: &str) -> Problem {
        self.part = if self.part.is_empty() { path.to_owned() } else { format!("{path}.{}", self.part) };
        self
    }
}

impl From<Problem> for Vec<Problem> {
    fn from(problem: Problem) -> Vec<Problem> {
        vec![problem]
    }
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
    /// Parts that a canonical answer still lacks; what is there can be used already, to offer days for half an address.
    fn missing(&self, _answer: &Json) -> Vec<Problem> {
        Vec::new()
    }
    /// The author's own sentence for a code of [`Field::parse`], if there is one.
    fn message(&self, _code: &str) -> Option<&Words> {
        None
    }
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
    /// The same with the names that only the office knows: who a login is.
    fn shown(&self, answer: &Json, lang: Lang, _office: &Office) -> Vec<String> {
        self.display(answer, lang)
    }
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
    /// `choice` or `choices` with `from: rows(…)`; the engine resolves it.
    RowChoice(RowChoice),
    /// `date`, `birthdate`.
    Date(Date),
    /// `time`.
    Time,
    /// `datetime`.
    DateTime,
    /// `month`.
    Month,
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
    /// `url`.
    Url,
    /// `corporate_number`.
    CorporateNumber,
    /// `bank_account`.
    BankAccount,
    /// `address`.
    Address,
    /// `location`.
    Location,
    /// `signature`.
    Signature,
    /// `staff`.
    Staff,
    /// `unit`.
    Unit(Unit),
    /// `case`.
    Case(Case),
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
    /// What the kind knows.
    pub fn as_field(&self) -> &dyn Field {
        match self {
            Kind::Text(field) => field,
            Kind::Number(field) => field,
            Kind::YesNo(field) => field,
            Kind::Choice(field) => field,
            Kind::Choices(field) => field,
            Kind::RowChoice(field) => field,
            Kind::Date(field) => field,
            Kind::Time => &time::Time,
            Kind::DateTime => &date_time::DateTime,
            Kind::Month => &month::Month,
            Kind::Name => &name::Name,
            Kind::Kana => &kana::Kana,
            Kind::Phone => &phone::Phone,
            Kind::PostalCode => &postal_code::PostalCode,
            Kind::Email => &email::Email,
            Kind::Url => &url::Address,
            Kind::CorporateNumber => &corporate_number::CorporateNumber,
            Kind::BankAccount => &bank_account::BankAccount,
            Kind::Address => &address::Address,
            Kind::Location => &location::Location,
            Kind::Signature => &signature::Signature,
            Kind::Staff => &staff::Staff,
            Kind::Unit(field) => field,
            Kind::Case(field) => field,
            Kind::Items(field) => field,
            Kind::Repeat(field) => field,
            Kind::Slot(field) => field,
            Kind::File(field) => field,
            Kind::Calc(field) => field,
            Kind::Note(field) => field,
        }
    }

    /// Whether a person answers it; `calc` is computed, `note` and `heading` have no answer.
    pub fn is_answered(&self) -> bool {
        !matches!(self, Kind::Calc(_) | Kind::Note(_))
    }
}
