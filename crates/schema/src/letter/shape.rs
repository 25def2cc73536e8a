//! What a letter can read: each name with its parts, and what may be done with it.

use crate::{
    app::{App, List, Page, Question},
    field::Kind,
    value::Type,
};
use indexmap::IndexMap;
use std::sync::Arc;

/// A name of a letter, or a part of one.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    pub(crate) what: What,
    /// Only some may see it.
    pub(crate) sensitive: bool,
}

/// What stands behind a name.
#[derive(Debug, Clone)]
pub(crate) enum What {
    /// A value of the letter's own: a counter, a text, a comparison.
    Plain,
    /// A text of the case.
    Text,
    /// Yes or no.
    YesNo,
    /// Something that prints as people read it, with parts that are compared and computed with.
    Printed(&'static str, Arc<IndexMap<String, Shape>>),
    /// Named parts.
    Record(Arc<IndexMap<String, Shape>>),
    /// Rows to go through.
    Rows(Box<Shape>),
    /// What `groupby` makes: by what, and the rows.
    Groups(Box<Shape>, Box<Shape>),
}

/// The parts of every date.
pub const DATE_WORDS: [&str; 6] = ["wareki", "year", "month", "day", "weekday", "iso"];

impl Shape {
    pub(crate) fn plain() -> Shape {
        Shape { what: What::Plain, sensitive: false }
    }

    fn of(what: What) -> Shape {
        Shape { what, sensitive: false }
    }

    pub(crate) fn text() -> Shape {
        Shape::of(What::Text)
    }

    pub(crate) fn date() -> Shape {
        let parts = DATE_WORDS.iter().map(|word| ((*word).to_owned(), Shape::plain()));
        Shape::of(What::Printed("iso", Arc::new(parts.collect())))
    }

    fn number() -> Shape {
        Shape::of(What::Printed("value", Arc::new(IndexMap::from([("value".to_owned(), Shape::plain())]))))
    }

    pub(crate) fn record(parts: impl IntoIterator<Item = (String, Shape)>) -> Shape {
        Shape::of(What::Record(Arc::new(parts.into_iter().collect())))
    }

    pub(crate) fn rows(row: Shape) -> Shape {
        Shape::of(What::Rows(Box::new(row)))
    }

    /// A code with its label and the columns of its list.
    pub(crate) fn code(list: Option<&List>) -> Shape {
        let own = [("code".to_owned(), Shape::plain()), ("label".to_owned(), Shape::text())];
        let columns = list.into_iter().flat_map(|list| &list.columns);
        let columns = columns.map(|column| (column.name.clone(), Shape::of_type(&column.ty, &IndexMap::new())));
        Shape::of(What::Printed("code", Arc::new(own.into_iter().chain(columns).collect())))
    }

    fn of_type(ty: &Type, lists: &IndexMap<String, Arc<List>>) -> Shape {
        match ty {
            Type::Bool => Shape::of(What::YesNo),
            Type::Number | Type::Money => Shape::number(),
            Type::Date => Shape::date(),
            Type::Code(list) => Shape::code(lists.get(list).map(|list| &**list)),
            Type::Text | Type::Time | Type::DateTime | Type::Files => Shape::text(),
            Type::List(of) => Shape::rows(Shape::of_type(of, lists)),
            Type::Record(parts) => Shape::record(named(parts, lists)),
            Type::Rows(parts) => Shape::rows(Shape::record(named(parts, lists))),
            Type::Unknown => Shape::plain(),
        }
    }

    /// The answer to a question.
    pub(crate) fn of_question(question: &Question, lists: &IndexMap<String, Arc<List>>) -> Shape {
        let shape = match &question.kind {
            Kind::Repeat(repeat) => Shape::rows(Shape::record(of_questions(&repeat.questions, lists))),
            Kind::Choice(choice) => Shape::code(Some(&choice.list)),
            Kind::Choices(choices) => Shape::rows(Shape::code(Some(&choices.list))),
            kind => Shape::of_type(&kind.as_field().ty(), lists),
        };
        Shape { sensitive: question.sensitive, ..shape }
    }

    /// A part; `None` when there is no such part.
    pub(crate) fn part(&self, name: &str) -> Option<Shape> {
        let part = match &self.what {
            What::Plain => Shape::plain(),
            What::Printed(_, parts) | What::Record(parts) => parts.get(name)?.clone(),
            What::Groups(by, _) if name == "grouper" => (**by).clone(),
            What::Groups(_, rows) if name == "list" => (**rows).clone(),
            What::Text | What::YesNo | What::Rows(_) | What::Groups(..) => return None,
        };
        Some(Shape { sensitive: part.sensitive || self.sensitive, ..part })
    }

    /// The names of its parts.
    pub(crate) fn parts(&self) -> Vec<&str> {
        match &self.what {
            What::Printed(_, parts) | What::Record(parts) => parts.keys().map(String::as_str).collect(),
            What::Groups(..) => vec!["grouper", "list"],
            What::Plain | What::Text | What::YesNo | What::Rows(_) => Vec::new(),
        }
    }

    /// What a loop over it goes through.
    pub(crate) fn each(&self) -> Shape {
        let inner = match &self.what {
            What::Rows(row) => (**row).clone(),
            _ => Shape::plain(),
        };
        Shape { sensitive: inner.sensitive || self.sensitive, ..inner }
    }

    /// Whether something in it may be seen by some only.
    pub(crate) fn holds_sensitive(&self) -> bool {
        self.sensitive
            || match &self.what {
                What::Record(parts) | What::Printed(_, parts) => parts.values().any(Shape::holds_sensitive),
                What::Rows(row) => row.holds_sensitive(),
                What::Groups(by, rows) => by.holds_sensitive() || rows.holds_sensitive(),
                What::Plain | What::Text | What::YesNo => false,
            }
    }
}

fn named(parts: &IndexMap<String, Type>, lists: &IndexMap<String, Arc<List>>) -> Vec<(String, Shape)> {
    parts.iter().map(|(name, ty)| (name.clone(), Shape::of_type(ty, lists))).collect()
}

fn of_questions(questions: &[Question], lists: &IndexMap<String, Arc<List>>) -> Vec<(String, Shape)> {
    let answered = questions.iter().filter(|question| !matches!(question.kind, Kind::Note(_)));
    answered.map(|question| (question.id.clone(), Shape::of_question(question, lists))).collect()
}

/// Names that every letter reads beside the answers of its case.
pub const LETTER_NAMES: [&str; 6] = ["today", "_city", "_contact", "_app", "_sheet", "_sheets"];

/// What every letter of an app reads, whatever it is about.
pub(crate) fn of_app() -> Vec<(String, Shape)> {
    let contact = ["name", "phone", "hours"].map(|part| (part.to_owned(), Shape::text()));
    vec![
        ("today".to_owned(), Shape::date()),
        ("_city".to_owned(), Shape::text()),
        ("_app".to_owned(), Shape::text()),
        ("_contact".to_owned(), Shape::record(contact)),
        ("_sheet".to_owned(), Shape::plain()),
        ("_sheets".to_owned(), Shape::plain()),
    ]
}

/// The names of one case.
pub(crate) fn of_case(pages: &[Page], lists: &IndexMap<String, Arc<List>>) -> Vec<(String, Shape)> {
    let questions = pages.iter().flat_map(|page| of_questions(&page.questions, lists));
    let slot = pages.iter().flat_map(|page| &page.questions).any(|q| matches!(q.kind, Kind::Slot(_)));
    let system = [
        ("_receipt".to_owned(), Shape::text()),
        ("_state".to_owned(), Shape::code(None)),
        ("_created_on".to_owned(), Shape::date()),
        ("_channel".to_owned(), Shape::code(None)),
        ("_title".to_owned(), Shape::text()),
    ];
    let area = slot.then(|| ("area".to_owned(), Shape::code(None)));
    area.into_iter().chain(questions).chain(system).collect()
}

impl App {
    /// The rows that a document may go through one by one: the question, when it has rows.
    pub fn rows_of(&self, id: &str) -> Option<&Question> {
        self.question(id).filter(|question| matches!(question.kind, Kind::Items(_) | Kind::Repeat(_)))
    }
}
