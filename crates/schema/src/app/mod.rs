//! The compiled app: immutable, resolved, ready to run. Made only by [`crate::compile`].

mod booking;
mod called;
mod document;
mod index;
mod list;
mod number;
mod page;
mod queue;
mod records;
mod route;
mod rule;
mod schedule;
mod search;
mod times;
mod workflow;

pub use booking::{Booking, Cutoff, DayUnit, Days, Limit, Lottery, Patience, Term, Waitlist, Window};
pub use called::Called;
pub use document::{Document, Over};
pub(crate) use index::Entry;
pub use index::{FROM, Index, UNTIL, UP_TO};
pub use list::{List, ListColumn, ListRow};
pub(crate) use number::Piece;
pub use number::{Number, Series};
pub use page::{Check, Page, Question, Stop};
pub use queue::{Chart, Column as QueueColumn, Layout, Measure, Queue, Scale, Total, View};
pub use records::{Disposal, Effect, Records};
pub use route::{Decider, DecisionRow, DecisionTable, Resume, Route, RouteMails, RouteStep, Seat};
pub use rule::{Period, Rule, RuleKind, Within};
pub use schedule::{Appointment, Schedule, Side};
pub use search::{Search, fold};
pub use times::{Times, WHOLE_DAY, minute, time};
pub use workflow::{Action, By, Expiry, NoteRule, Reopen, State, Target, UnitOf, Workflow};

use crate::{
    field::{self, Kind},
    office::Contact,
    text::{Lang, Text},
};
use indexmap::IndexMap;
use std::sync::Arc;

/// One app.
#[derive(Debug, Clone, PartialEq)]
pub struct App {
    /// Identity, e.g. `bulky-waste`.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What it is for, shown on the start page; may be empty.
    pub about: Text,
    /// What the resident needs at hand, one line each.
    pub needed: Vec<Text>,
    /// Owning unit.
    pub owner: String,
    /// Who fills it in.
    pub audience: Audience,
    /// What one case is called.
    pub word: Called,
    /// The total that is the fee, told of at the start; `None` where nothing is paid.
    pub fee: Option<String>,
    /// Whom to call.
    pub contact: Contact,
    /// Languages of the pages; Japanese is first.
    pub languages: Vec<Lang>,
    /// Lists by id.
    pub lists: IndexMap<String, Arc<List>>,
    /// Pages in order; question ids are unique over all pages.
    pub pages: Vec<Page>,
    /// Bookings by id.
    pub bookings: IndexMap<String, Booking>,
    /// How receipt numbers are counted; short random ones when absent.
    pub number: Option<Number>,
    /// Rules over other cases.
    pub rules: Vec<Rule>,
    /// States and actions.
    pub workflow: Workflow,
    /// The clerks' list.
    pub queue: Queue,
    /// Documents by id.
    pub documents: IndexMap<String, Document>,
    /// Mails by id.
    pub mail: IndexMap<String, Mail>,
    /// Who may read and export.
    pub access: Access,
    /// How long records are kept.
    pub records: Records,
    /// What a case took before and takes now.
    pub effect: Option<Effect>,
    /// SHA-256 (hex) over the app's own source files and the office, sorted by path.
    pub hash: String,
}

impl App {
    /// Every top-level question with the number of its page, in order.
    pub fn questions(&self) -> impl Iterator<Item = (usize, &Question)> {
        self.pages.iter().enumerate().flat_map(|(i, p)| p.questions.iter().map(move |q| (i, q)))
    }

    /// A top-level question by id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions().find(|(_, q)| q.id == id).map(|(_, q)| q)
    }

    /// Whether a question, in rows too, asks for a member of staff.
    pub fn asks_staff(&self) -> bool {
        self.questions().any(|(_, q)| match &q.kind {
            Kind::Repeat(repeat) => repeat.questions.iter().any(|q| matches!(q.kind, Kind::Staff)),
            kind => matches!(kind, Kind::Staff),
        })
    }

    /// The questions that name cases of other apps, in rows too, with their paths: `report`, `works.report`.
    pub fn cases(&self) -> Vec<(String, &field::Case)> {
        let mut found = Vec::new();
        self.questions().for_each(|(_, question)| add_cases(question, &question.id, &mut found));
        found
    }

    /// The question of type `slot` that uses a booking.
    pub fn slot_question(&self, booking: &str) -> Option<&Question> {
        self.questions().map(|(_, q)| q).find(|q| matches!(&q.kind, Kind::Slot(s) if s.book == booking))
    }
}

fn add_cases<'a>(question: &'a Question, path: &str, found: &mut Vec<(String, &'a field::Case)>) {
    match &question.kind {
        Kind::Case(case) => found.push((path.to_owned(), case)),
        Kind::Repeat(repeat) => {
            repeat.questions.iter().for_each(|inner| add_cases(inner, &format!("{path}.{}", inner.id), found));
        }
        _ => {}
    }
}

/// Who fills an app in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Anyone.
    #[default]
    Resident,
    /// Staff who are signed in.
    Staff,
}

/// A mail that an action sends, or that goes by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Mail {
    /// Identity.
    pub id: String,
    /// The question (type email) that holds the address.
    pub to: String,
    /// MiniJinja source of the subject.
    pub subject: String,
    /// MiniJinja source of the text.
    pub body: String,
    /// When it goes by itself.
    pub schedule: Option<Schedule>,
}

/// Who may read, see sensitive answers and export; entries like `cleaning` or `cleaning/chief`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Access {
    /// Sees the queue and cases.
    pub read: Vec<By>,
    /// Sees sensitive answers.
    pub sensitive: Vec<By>,
    /// May export.
    pub export: Vec<By>,
}
