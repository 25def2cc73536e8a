//! How far a route is: what is stored with the case, and with each event that changed it.

use crate::records::Actor;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A route on its way, or how it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The state whose route it is.
    pub state: String,
    /// 起案者: who brought the case into the state.
    pub starter: Person,
    /// When.
    pub started_at: Timestamp,
    /// Somebody has acted since.
    pub acted: bool,
    /// How it ended; `None` while it waits.
    pub outcome: Option<Outcome>,
    /// The step that returned it to the starter.
    pub returned_by: Option<usize>,
    /// Hash of the answers that are the gist.
    pub gist: String,
    /// All steps of the route, in order.
    pub steps: Vec<StepState>,
    /// 後閲 tasks, done ones too.
    pub reviews: Vec<Review>,
}

/// Someone with the name at that time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Account number; `None` for a resident and a rule.
    pub id: Option<i64>,
    /// Login name, as `staff` questions name people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub login: String,
    /// Name.
    pub name: String,
}

impl Person {
    /// An actor as a person.
    pub fn of(actor: &Actor) -> Person {
        match actor {
            Actor::Staff { id, login, name, .. } => Person { id: Some(*id), login: login.clone(), name: name.clone() },
            Actor::Resident => Person { id: None, login: String::new(), name: "申込者".to_owned() },
            Actor::System => Person { id: None, login: String::new(), name: "自動".to_owned() },
        }
    }
}

/// How a route ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 決裁.
    Approved,
    /// 否認.
    Denied,
    /// 差戻し to the starter.
    Returned,
    /// 引戻し by the starter.
    PulledBack,
    /// The case left by an action or a deadline.
    Left,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepState {
    /// What people read.
    pub label: String,
    /// How far it is.
    pub status: Status,
    /// How many seats must agree.
    pub quorum: usize,
    /// 合議.
    pub consent: bool,
    /// When it was reached.
    pub since: Option<Timestamp>,
    /// Its seats.
    pub seats: Vec<SeatState>,
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not reached.
    Ahead,
    /// Waits.
    Open,
    /// Enough have agreed.
    Done,
    /// Its condition did not hold when it was reached.
    Skipped,
}

/// One seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatState {
    /// What people read.
    pub label: String,
    /// Who may sit there; known when the step is reached.
    pub holders: Vec<Holder>,
    /// 専決区分 of the decision table.
    pub class: Option<String>,
    /// 専決.
    pub delegated: bool,
    /// 代決 is refused.
    pub no_substitute: bool,
    /// Who agreed.
    pub seal: Option<Seal>,
    /// Its condition did not hold when the step was reached: nobody is asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
}

/// Who may sit in a seat.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// Anyone in a unit.
    Unit(String),
    /// Who holds a post: (unit, post).
    Post(String, String),
    /// One person, by account.
    Staff(i64),
    /// One person, by login name.
    Login(String),
    /// Anyone who is signed in.
    Anyone,
}

/// In which capacity someone acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// 本人.
    Own,
    /// 専決: by a decision table, in the mayor's stead.
    Delegated,
    /// 代決: for a decider who is recorded absent.
    Substitute,
    /// 職務代理: in the post's own right while it is vacant.
    Deputy,
    /// The owning unit, for a seat that nobody can take.
    Owner,
}

/// An agreement, as it stands on the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// Who.
    pub by: Person,
    /// Units and posts held then; one person in two seats acts once.
    pub posts: Vec<(String, Option<String>)>,
    /// The post in words.
    pub post: String,
    /// In which capacity.
    pub capacity: Capacity,
    /// The absent decider, of a 代決.
    pub absent: Option<Person>,
    /// When.
    pub at: Timestamp,
    /// What was said.
    pub comment: Option<String>,
    /// The comment is a condition.
    pub opinion: bool,
    /// SHA-256 of the answers that were seen.
    pub seen: String,
    /// SHA-256 of the gist that was agreed to.
    pub gist: String,
    /// Taken over from another seat of the same person.
    pub once: bool,
}

/// 後閲: the absent decider reads afterwards what was decided for him or her.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The seat.
    pub label: String,
    /// Whose task it is.
    pub decider: Person,
    /// Who acted instead.
    pub by: Person,
    /// When.
    pub at: Timestamp,
    /// When it was read.
    pub done: Option<Timestamp>,
}

/// What the record says of one act on a seat: never changed, even when the seal is taken away later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The step.
    pub step: String,
    /// The seat.
    pub seat: String,
    /// The seal.
    pub seal: Seal,
}

/// What an event of a route records beside who, when and what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Detail {
    /// Seats on which somebody acted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stamps: Vec<Stamp>,
    /// 差戻し: the step it went back to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_to: Option<String>,
    /// 合議 that is asked again because the gist changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub again: Vec<String>,
    /// The route after the decision; with its last event only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Progress>,
    /// Documents that were issued.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Issued>,
}

/// A document that was issued, as the record keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// Id in the app's `documents`.
    pub document: String,
    /// Its name.
    pub label: String,
    /// SHA-256 (hex) of its sheets.
    pub hash: String,
}

impl Detail {
    /// Nothing to record.
    pub fn is_empty(&self) -> bool {
        *self == Detail::default()
    }
}

impl Progress {
    /// Whether the route still waits.
    pub fn is_running(&self) -> bool {
        self.outcome.is_none()
    }

    /// The step that waits.
    pub fn open(&self) -> Option<(usize, &StepState)> {
        let running = self.is_running();
        self.steps.iter().enumerate().find(|(_, step)| running && step.status == Status::Open)
    }

    /// The seats that wait.
    pub fn waiting(&self) -> impl Iterator<Item = &SeatState> {
        self.open().into_iter().flat_map(|(_, step)| step.asked()).filter(|seat| seat.seal.is_none())
    }

    /// 後閲 tasks that wait.
    pub fn unread(&self) -> impl Iterator<Item = &Review> {
        self.reviews.iter().filter(|review| review.done.is_none())
    }

    /// What waits, in words: the names of the seats.
    pub fn waits_for(&self) -> Vec<&str> {
        self.waiting().map(|seat| seat.label.as_str()).collect()
    }
}

impl StepState {
    /// The seats that are asked.
    pub fn asked(&self) -> impl Iterator<Item = &SeatState> {
        self.seats.iter().filter(|seat| !seat.left_out)
    }

    /// How many seats have agreed.
    pub fn agreed(&self) -> usize {
        self.seats.iter().filter(|seat| seat.seal.is_some()).count()
    }

    pub(super) fn clear(&mut self) {
        self.status = Status::Ahead;
        self.since = None;
        for seat in &mut self.seats {
            seat.seal = None;
        }
    }
}

impl Holder {
    /// The post in which someone sits there: the unit, and the post if it asks for one.
    pub(super) fn held<'p>(&self, who: &Person, posts: &'p [(String, Option<String>)]) -> Option<Held<'p>> {
        match self {
            Holder::Unit(unit) => posts.iter().find(|(held, _)| held == unit).map(Some),
            Holder::Post(unit, post) => {
                posts.iter().find(|(held, seat)| held == unit && seat.as_ref() == Some(post)).map(Some)
            }
            Holder::Staff(staff) => (who.id == Some(*staff)).then(|| posts.first()),
            Holder::Login(login) => (who.login == *login && !login.is_empty()).then(|| posts.first()),
            Holder::Anyone => who.id.is_some().then(|| posts.first()),
        }
    }
}

/// The post held, where there is one.
pub(super) type Held<'p> = Option<&'p (String, Option<String>)>;
