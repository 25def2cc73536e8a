//! Raw answers → canonical answers, hidden ones pruned, totals computed, errors collected, route derived.

mod ask;
mod facts;
mod offer;
mod row_state;
mod rows;
mod scope;
mod walk;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod matrix_tests;
#[cfg(test)]
mod nested_tests;
#[cfg(test)]
mod row_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod world;

pub use offer::{Offer, RowOption, case_offers, offered};
pub use row_state::{RowState, Rows, rows};

use crate::{calendar, intake::FieldError, link::Linked, records::CaseFacts};
use jiff::Timestamp;
use jiff::civil::Date;
use madoguchi_schema::{answers::Answers, app::App, office::Office};
use scope::Ground;
use serde_json::{Map, Value as Json};
use walk::Walk;

/// What was sent, by question id; text of form controls or JSON of the API.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RawAnswers(pub Map<String, Json>);

/// What every decision about answers needs.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The app in the version that applies.
    pub app: &'a App,
    /// The city.
    pub office: &'a Office,
    /// The moment of the request.
    pub now: Timestamp,
    /// A clerk fills the form: `internal` questions are asked too.
    pub clerk: bool,
    /// When the case was received; `None` for a draft. Dated tables are read as of that day.
    pub received: Option<Timestamp>,
    /// What is known of the cases of other apps that the answers name.
    pub links: Linked<'a>,
}

impl<'a> Setting<'a> {
    /// The same for a stored case.
    pub fn of_case(self, case: &'a CaseFacts) -> Setting<'a> {
        let links = Linked { kept: Some(&case.answers), ..self.links };
        Setting { received: Some(case.created_at), links, ..self }
    }
}

impl Setting<'_> {
    /// The day whose rows of dated tables hold.
    pub(crate) fn as_of(&self) -> Date {
        calendar::today(self.office, self.received.unwrap_or(self.now))
    }
}

/// What the answers come to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evaluation {
    /// Canonical answers of all questions that are asked, with calculated ones. What cannot be read is left out; what
    /// lacks a part or breaks a rule stays, so that what is offered and computed fits what is on the page.
    pub answers: Answers,
    /// What is wrong, in order of the form.
    pub errors: Vec<FieldError>,
    /// Numbers of the pages on the route, up to a stop.
    pub route: Vec<usize>,
    /// Ids of the top-level questions that are asked, in order.
    pub shown: Vec<String>,
    /// Ids of the shown questions that must be answered: `required`, or `required_if` holds.
    pub required: Vec<String>,
    /// Values of `default` for shown questions of which nothing was typed, as canonical answers; only a suggestion
    /// on the page, never an answer by itself.
    pub suggested: Answers,
    /// `(page, stop)` when the journey ends with advice.
    pub stop: Option<(usize, usize)>,
}

/// Evaluates all pages in order. Total: any input gives an evaluation.
pub fn evaluate(setting: &Setting<'_>, raw: &RawAnswers) -> Evaluation {
    Walk::new(&Ground::new(*setting), raw).run()
}

/// Evaluates what a stored case has with something written over it. Internal answers that are there stay; of the
/// others only those in `give` are asked.
pub fn evaluate_stored(setting: &Setting<'_>, raw: &RawAnswers, give: &[String]) -> Evaluation {
    Walk::new(&Ground::stored(*setting, raw, give), raw).run()
}
