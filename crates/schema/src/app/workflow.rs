//! States and actions.

use super::{Cutoff, Days, Route, Term};
use crate::{expr::Expr, text::Text};
use indexmap::IndexMap;

/// The workflow; an app without one gets `received` 受付 → `done` 完了.
#[derive(Debug, Clone, PartialEq)]
pub struct Workflow {
    /// First state, unless `starts` says otherwise.
    pub start: String,
    /// First state by how the case arrives (`phone`), where that differs.
    pub starts: IndexMap<String, String>,
    /// States by id.
    pub states: IndexMap<String, State>,
    /// Actions by id.
    pub actions: IndexMap<String, Action>,
    /// Internal questions that are answered by a press and never asked on the form.
    pub given: Vec<String>,
}

impl Workflow {
    /// The first state of a case that arrives on a channel: `web`, `phone`, `counter`, `staff`.
    pub fn start_on(&self, channel: &str) -> &str {
        self.starts.get(channel).unwrap_or(&self.start)
    }
}

/// One state.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Identity.
    pub id: String,
    /// What clerks and residents read.
    pub label: Text,
    /// By when a clerk should act.
    pub due: Option<Term>,
    /// To whom the case is shown when `due` has passed.
    pub escalate: Vec<By>,
    /// Questions whose answers `editors` may change here.
    pub edit: Vec<String>,
    /// Who may.
    pub editors: Vec<By>,
    /// What the resident may press here: action ids, and `change_slot`.
    pub resident: Vec<String>,
    /// Until when the resident may (`until: pickup.change_until`): (booking id, its rule).
    pub until: Option<(String, Cutoff)>,
    /// The office's clock stands still.
    pub pause: bool,
    /// Leaves by itself.
    pub expires: Option<Expiry>,
    /// Nothing follows.
    pub end: bool,
    /// The case waits for approval here.
    pub route: Option<Route>,
}

/// `expires: 7 days, then: expired`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expiry {
    /// After how long in this state, at the end of that day.
    pub after: Term,
    /// Where it goes.
    pub then: String,
}

/// A button.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Identity.
    pub id: String,
    /// On the button.
    pub label: Text,
    /// From which states.
    pub from: Vec<String>,
    /// Where it goes.
    pub to: Target,
    /// Who may press; empty only when `automatic`.
    pub by: Vec<By>,
    /// Actions whose last presser may not press this one (four eyes); `submit` is who started the case.
    pub not_by: Vec<String>,
    /// Presses itself when the case arrives in `from`.
    pub automatic: bool,
    /// Guard.
    pub condition: Option<Expr>,
    /// Questions that the resident is asked to correct.
    pub ask: Vec<String>,
    /// Whether the presser writes a note.
    pub note: NoteRule,
    /// Mails that follow.
    pub send: Vec<String>,
    /// May be pressed for many cases at once.
    pub bulk: bool,
    /// Internal questions that the presser answers.
    pub give: Vec<String>,
    /// Internal answers that follow from the press, by question.
    pub set: Vec<(String, Expr)>,
    /// Whether the presser may or must attach a photo.
    pub photo: Option<NoteRule>,
    /// Leads out of an end.
    pub reopen: Option<Reopen>,
    /// What the presser confirms.
    pub confirm: Option<Text>,
    /// Documents that a press issues.
    pub issues: Vec<String>,
}

/// `reopen: {within: 30 days}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reopen {
    /// Until the end of that day after the end was reached; always when absent.
    pub within: Option<Days>,
}

/// Where an action leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A state.
    State(String),
    /// Where the case came from.
    Back,
    /// No move.
    Stay,
}

/// Whether a note is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NoteRule {
    /// Offered.
    #[default]
    Optional,
    /// Must be written.
    Required,
}

/// Who may act.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum By {
    /// Anyone in a unit.
    Unit(String),
    /// Who holds a post: (unit, post).
    Post(String, String),
    /// The resident whose case it is.
    Resident,
    /// Anyone who is signed in.
    Staff,
    /// The member of staff who started the case.
    Starter,
    /// The member of staff whom a `staff` question names.
    Field(String),
    /// Who holds a post in a unit that the case names.
    PostOf {
        /// The post.
        post: String,
        /// The unit.
        of: UnitOf,
    },
}

/// A unit that the case names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum UnitOf {
    /// Each unit of the member of staff who started the case.
    Starter,
    /// The unit that a `unit` question names.
    Field(String),
}
