//! What names mean while a form is walked: the answers so far, and in a row those of the row before its parent's.

use super::{RawAnswers, Setting, row_state::Rows};
use crate::{area, calendar, link};
use jiff::civil::Date;
use madoguchi_schema::{app::Question, expr::Scope, value::Value};
use serde_json::{Map, Value as Json};
use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::HashMap,
};

/// What all levels of one walk share.
pub(super) struct Ground<'a> {
    pub(super) setting: Setting<'a>,
    /// What each row came to, when somebody asks for it.
    pub(super) rows: Option<RefCell<Rows>>,
    /// A stored case: what it has, and which internal questions are answered now.
    stored: Option<(&'a RawAnswers, &'a [String])>,
    today: OnceCell<Date>,
    as_of: OnceCell<Date>,
    /// The question of the form that is taken now is first asked after the case arrived.
    pub(super) late: Cell<bool>,
}

impl<'a> Ground<'a> {
    pub(super) fn new(setting: Setting<'a>) -> Ground<'a> {
        Ground {
            setting,
            rows: None,
            stored: None,
            today: OnceCell::new(),
            as_of: OnceCell::new(),
            late: Cell::new(false),
        }
    }

    /// Rows are noted one by one.
    pub(super) fn noting(setting: Setting<'a>) -> Ground<'a> {
        Ground { rows: Some(RefCell::default()), ..Ground::new(setting) }
    }

    /// The day whose rows of dated tables hold, found out once.
    fn as_of(&self) -> Date {
        *self.as_of.get_or_init(|| self.setting.as_of())
    }

    pub(super) fn stored(setting: Setting<'a>, raw: &'a RawAnswers, give: &'a [String]) -> Ground<'a> {
        Ground { stored: Some((raw, give)), ..Ground::new(setting) }
    }

    /// Whether the answers are those of a stored case.
    pub(super) fn is_stored(&self) -> bool {
        self.stored.is_some()
    }

    /// Whether a question of the form that only clerks answer is asked here: of a clerk who fills in the form, unless
    /// a later press answers it; in a stored case where there is an answer, or one is given now.
    pub(super) fn asks_internal(&self, id: &str) -> bool {
        match self.stored {
            Some((raw, give)) => raw.0.contains_key(id) || give.iter().any(|given| given == id),
            None => self.setting.clerk && !self.setting.app.workflow.given.iter().any(|given| given == id),
        }
    }

    /// Today in the city, found out once.
    pub(super) fn today(&self) -> Date {
        *self.today.get_or_init(|| calendar::today(self.setting.office, self.setting.now))
    }
}

/// The form, or one row of a `repeat`: its questions and what was answered so far.
pub(super) struct Level<'a> {
    pub(super) ground: &'a Ground<'a>,
    parent: Option<&'a Level<'a>>,
    questions: Questions<'a>,
    /// Where a row was sent (`homes.0`), while rows are noted.
    pub(super) path: Option<String>,
    /// Canonical answers so far; a question that was not asked or could not be read has none.
    pub(super) answers: Map<String, Json>,
    /// Where the canonical rows of each `repeat` stood among those that were sent.
    places: RefCell<HashMap<String, Vec<usize>>>,
}

/// Questions by id.
enum Questions<'a> {
    Form(HashMap<&'a str, &'a Question>),
    Row(&'a [Question]),
}

impl<'a> Level<'a> {
    pub(super) fn form(ground: &'a Ground<'a>) -> Level<'a> {
        let questions = ground.setting.app.questions().map(|(_, q)| (q.id.as_str(), q)).collect();
        let (questions, places) = (Questions::Form(questions), RefCell::default());
        Level { ground, parent: None, questions, path: None, answers: Map::new(), places }
    }

    pub(super) fn row(parent: &'a Level<'a>, questions: &'a [Question], path: Option<String>) -> Level<'a> {
        let (questions, places) = (Questions::Row(questions), RefCell::default());
        Level { ground: parent.ground, parent: Some(parent), questions, path, answers: Map::new(), places }
    }

    /// The path of a question's rows, while rows are noted.
    pub(super) fn below(&self, question: &str) -> Option<String> {
        self.ground.rows.as_ref()?;
        Some(self.path.as_ref().map_or_else(|| question.to_owned(), |path| format!("{path}.{question}")))
    }

    /// A question of this level or of one around it.
    pub(super) fn named(&self, id: &str) -> Option<&'a Question> {
        self.question(id).or_else(|| self.parent?.named(id))
    }

    /// The canonical rows of a question of this level or of one around it.
    pub(super) fn rows(&self, id: &str) -> Option<(&'a Question, &Json)> {
        match self.question(id) {
            Some(question) => Some((question, self.answers.get(id)?)),
            None => self.parent?.rows(id),
        }
    }

    /// Notes where the canonical rows of a question stood among those that were sent.
    pub(super) fn note_places(&self, id: &str, places: Vec<usize>) {
        self.places.borrow_mut().insert(id.to_owned(), places);
    }

    /// What [`Level::note_places`] noted.
    pub(super) fn places(&self, id: &str) -> Option<Vec<usize>> {
        let own = self.places.borrow().get(id).cloned();
        own.or_else(|| self.parent?.places(id))
    }

    /// Whether a question that only clerks answer is asked on this level.
    pub(super) fn asks_internal(&self, id: &str) -> bool {
        match self.parent {
            None => self.ground.asks_internal(id),
            Some(_) => self.ground.setting.clerk,
        }
    }

    fn question(&self, id: &str) -> Option<&'a Question> {
        match &self.questions {
            Questions::Form(by_id) => by_id.get(id).copied(),
            Questions::Row(row) => row.iter().find(|q| q.id == id),
        }
    }
}

impl Scope for Level<'_> {
    fn lookup(&self, name: &str) -> Value {
        match (self.question(name), self.parent) {
            (Some(question), _) => self
                .answers
                .get(name)
                .map_or(Value::Absent, |answer| link::value(&self.ground.setting, question, answer)),
            (None, Some(parent)) => parent.lookup(name),
            (None, None) => Value::Absent,
        }
    }

    fn today(&self) -> Date {
        self.ground.today()
    }

    fn as_of(&self) -> Date {
        self.ground.as_of()
    }

    fn area_of(&self, address: &Value) -> Value {
        area::area_of(self.ground.setting.office, address)
    }

    fn weekdays_of(&self, area: &Value) -> Value {
        area::weekdays_of(self.ground.setting.office, area)
    }

    fn business_days_after(&self, date: Date, days: i64) -> Value {
        let calendar = calendar::of_app(self.ground.setting.app, self.ground.setting.office);
        Value::Date(calendar::business_days_after(calendar, date, days))
    }
}

/// A level on another day: rules are judged on the day on which the case was received, so that who applied in time
/// stays in time when correcting.
pub(super) struct OnDay<'l, 'a> {
    level: &'l Level<'a>,
    today: Date,
}

impl<'l, 'a> OnDay<'l, 'a> {
    /// On the day of arrival.
    pub(super) fn arrival(level: &'l Level<'a>) -> OnDay<'l, 'a> {
        OnDay { level, today: level.ground.as_of() }
    }

    /// On the day on which the rules of the question that is taken now are judged: of what is first asked later, today.
    pub(super) fn judging(level: &'l Level<'a>) -> OnDay<'l, 'a> {
        let ground = level.ground;
        OnDay { level, today: if ground.late.get() { ground.today() } else { ground.as_of() } }
    }
}

impl Scope for OnDay<'_, '_> {
    fn lookup(&self, name: &str) -> Value {
        self.level.lookup(name)
    }

    fn today(&self) -> Date {
        self.today
    }

    fn as_of(&self) -> Date {
        self.level.as_of()
    }

    fn area_of(&self, address: &Value) -> Value {
        self.level.area_of(address)
    }

    fn weekdays_of(&self, area: &Value) -> Value {
        self.level.weekdays_of(area)
    }

    fn business_days_after(&self, date: Date, days: i64) -> Value {
        self.level.business_days_after(date, days)
    }
}
