//! Facts that the store reads and decisions that it commits.

mod mail;

pub use mail::{MailOrder, Reminder};

use crate::approval::{Detail, Progress};
pub use crate::waiting::{Offered, Wait, WaitChange, WaitEnd, Wanted};
use crate::{
    booking::{At, periods},
    document::Issue,
    intake::FieldError,
};
use indexmap::IndexMap;
use jiff::{Timestamp, civil};
use madoguchi_schema::{answers::Answers, table::Cell, text::Lang};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How a case arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// The resident's pages or the API.
    #[default]
    Web,
    /// Entered by a clerk during a call.
    Phone,
    /// Entered by a clerk at the window.
    Counter,
    /// Filled in by a member of staff for themselves: an app of the office.
    Staff,
}

impl Channel {
    /// The word stored and compared in expressions.
    pub fn code(self) -> &'static str {
        match self {
            Channel::Web => "web",
            Channel::Phone => "phone",
            Channel::Counter => "counter",
            Channel::Staff => "staff",
        }
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Channel::Web => "オンライン",
            Channel::Phone => "電話",
            Channel::Counter => "窓口",
            Channel::Staff => "庁内",
        }
    }

    /// Reads the stored word.
    pub fn from_code(code: &str) -> Option<Channel> {
        [Channel::Web, Channel::Phone, Channel::Counter, Channel::Staff].into_iter().find(|c| c.code() == code)
    }
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum Actor {
    /// The resident whose case it is.
    Resident,
    /// A member of staff.
    Staff {
        /// Account number.
        id: i64,
        /// Login name, as `staff` questions name people; none in records older than it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        login: String,
        /// Name shown in the history.
        name: String,
        /// Units with the post held there, if any: `("cleaning", Some("chief"))`.
        posts: Vec<(String, Option<String>)>,
        /// Administers accounts and definitions; gives no right to read cases.
        admin: bool,
    },
    /// A rule of the definition: automatic actions and deadlines.
    System,
}

/// Capacity that a case or a draft takes of one slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The slot question, e.g. `visit`.
    pub question: String,
    /// The booking, e.g. `pickup`.
    pub book: String,
    /// The area's id; `""` when the booking has none.
    pub area: String,
    /// The day.
    pub date: civil::Date,
    /// When it begins; the whole day when absent.
    #[serde(default)]
    pub time: Option<civil::Time>,
    /// Minutes that it takes from then.
    #[serde(default)]
    pub minutes: u32,
    /// Minutes of a period.
    #[serde(default)]
    pub every: u32,
    /// What it takes, by unit.
    pub uses: IndexMap<String, i64>,
    /// What the slot holds in all, by unit; checked again inside the transaction.
    pub capacity: IndexMap<String, i64>,
    /// Staff book over capacity: the reason, which is recorded. Then capacity is not checked.
    pub overbook: Option<String>,
}

impl Claim {
    /// Whether both take the same units of the same day and time in the same area.
    pub(crate) fn takes_as(&self, other: &Claim) -> bool {
        let place = self.book == other.book && self.area == other.area;
        place && self.at() == other.at() && self.minutes == other.minutes && self.uses == other.uses
    }

    /// The day and time.
    pub fn at(&self) -> At {
        At { date: self.date, time: self.time }
    }

    /// The periods that it takes, in minutes of the day.
    pub fn periods(&self) -> Vec<(u32, u32)> {
        periods(self.time, self.minutes, self.every)
    }
}

/// What is taken of one slot and unit, booked or held and not expired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The day.
    pub date: civil::Date,
    /// From and until, in minutes of the day.
    pub minutes: (u32, u32),
    /// The unit.
    pub unit: String,
    /// The sum.
    pub amount: i64,
}

/// A rule over other cases, to be checked inside the transaction: what the others are compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleCheck {
    /// Columns in which another case must be the same to count.
    pub same: Vec<(String, Cell)>,
    /// States that do not count.
    pub except: Vec<String>,
    /// What the others must leave.
    pub test: RuleTest,
    /// What is said when they do not; [`crate::rules::refusal`] fills in what remains.
    pub refusal: FieldError,
}

/// What the other cases must leave for this one.
#[derive(Debug, Clone, PartialEq)]
pub enum RuleTest {
    /// There is none.
    None,
    /// None lies between these: columns of begin and end, and this case's own.
    Apart {
        /// Columns.
        columns: (String, String),
        /// This case's begin and end.
        range: (String, String),
        /// Moments: one may begin when the other ends.
        timed: bool,
    },
    /// Fewer than so many.
    Fewer {
        /// How many there may be, this one included.
        at_most: u32,
        /// Only those whose date lies there.
        within: Option<Within>,
    },
    /// Their sum and this amount stay within.
    Sum {
        /// The column that is summed.
        column: String,
        /// This case's amount.
        amount: Decimal,
        /// All together.
        at_most: Decimal,
        /// Only those whose date lies there.
        within: Option<Within>,
    },
}

/// Days of a period, both included, in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Within {
    /// The column.
    pub column: String,
    /// First and last day.
    pub days: (civil::Date, civil::Date),
}

/// One entry of a case's history that a decision adds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Who.
    pub actor: Actor,
    /// Action id, or `submit`, `change_slot`, `edit`, `expire`, `escalate`, `remind`; of a waiting list `offer_day`, `take_day`,
    /// `decline_day`, `lapse_day`, `end_wait`.
    pub action: String,
    /// State before; `None` for `submit`.
    pub from: Option<String>,
    /// State after.
    pub to: String,
    /// Note of the presser, reason of an overbooking.
    pub note: Option<String>,
    /// What a route records beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Detail>,
    /// Files that the presser attached: `{id, name, size, media}`.
    #[serde(default)]
    pub files: Vec<serde_json::Value>,
}

/// A decided submission: all that one transaction stores.
#[derive(Debug, Clone, PartialEq)]
pub struct NewCase {
    /// App id.
    pub app: String,
    /// Version of the definition that decided.
    pub version: u32,
    /// Language of the resident.
    pub lang: Lang,
    /// How it arrived.
    pub channel: Channel,
    /// Canonical answers.
    pub answers: Answers,
    /// `submit` first, then automatic actions; the last `to` is the state.
    pub steps: Vec<Step>,
    /// States passed by automatic actions, oldest first, without the present one; stored as `_trail`.
    pub trail: Vec<String>,
    /// Questions that the resident is asked to correct now; stored as `_asked`.
    pub asked: Vec<String>,
    /// The approval route that it arrives in.
    pub approval: Option<Progress>,
    /// Capacity to book.
    pub claims: Vec<Claim>,
    /// Full slots that it waits for.
    pub waits: Vec<Wanted>,
    /// Rules over other cases.
    pub rules: Vec<RuleCheck>,
    /// Mails to send.
    pub mails: Vec<MailOrder>,
    /// Mails that will go by themselves.
    pub reminders: Vec<Reminder>,
    /// By when a clerk should act.
    pub due_at: Option<Timestamp>,
    /// When the state leaves by itself.
    pub expires_at: Option<Timestamp>,
    /// When it was received: the moment of the decision.
    pub now: Timestamp,
    /// That day in the city's zone; stored as `_created_on`.
    pub today: civil::Date,
}

/// A decided change of a stored case.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The case.
    pub case: i64,
    /// The revision that was seen; another one makes the change stale.
    pub revision: i64,
    /// The action, then automatic actions that follow; never empty.
    pub steps: Vec<Step>,
    /// New answers, when they change.
    pub answers: Option<Answers>,
    /// What happens to the capacity.
    pub slots: SlotChange,
    /// What happens to its places in lines.
    pub waits: WaitChange,
    /// Rules over other cases that the change must keep.
    pub rules: Vec<RuleCheck>,
    /// Mails to send.
    pub mails: Vec<MailOrder>,
    /// Documents that are issued.
    pub issues: Vec<Issue>,
    /// Mails that will go by themselves, when they change.
    pub reminders: Option<Vec<Reminder>>,
    /// By when a clerk should act.
    pub due_at: Option<Timestamp>,
    /// When the state leaves by itself.
    pub expires_at: Option<Timestamp>,
    /// States passed, oldest first, for `to: back`.
    pub trail: Vec<String>,
    /// Questions that the resident is asked to correct now (stored as `_asked`, a JSON array); empty when none.
    pub asked: Vec<String>,
    /// The approval route, when it changes.
    pub approval: Option<Progress>,
    /// The moment of the decision.
    pub now: Timestamp,
}

/// What a change does to a case's capacity.
#[derive(Debug, Clone, PartialEq)]
pub enum SlotChange {
    /// Nothing.
    Keep,
    /// Gives all back, once.
    Release,
    /// Books these instead of what it has on the same booking, in one transaction; its own units do not count against it.
    Move(Vec<Claim>),
}

/// Who did something to a case last, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// Action id, or `submit`, `change_slot`, `edit`, `expire`.
    pub action: String,
    /// Who.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
}

impl Act {
    /// Whether the same member of staff did it.
    pub fn is_by(&self, actor: &Actor) -> bool {
        matches!((&self.actor, actor), (Actor::Staff { id, .. }, Actor::Staff { id: other, .. }) if id == other)
    }

    /// Notes steps as acts: each action keeps its last.
    pub fn note(acts: &mut Vec<Act>, action: &str, actor: Actor, at: Timestamp) {
        acts.retain(|act| act.action != action);
        acts.push(Act { action: action.to_owned(), actor, at });
    }
}

/// A stored case as facts.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseFacts {
    /// Number.
    pub id: i64,
    /// App id.
    pub app: String,
    /// Version of the definition it stays on.
    pub version: u32,
    /// Receipt number.
    pub receipt: String,
    /// State.
    pub state: String,
    /// Revision, from 1.
    pub revision: i64,
    /// How it arrived.
    pub channel: Channel,
    /// Language of the resident.
    pub lang: Lang,
    /// Canonical answers.
    pub answers: Answers,
    /// Capacity it holds now.
    pub claims: Vec<Claim>,
    /// Its places in the lines for full slots.
    pub waits: Vec<Wait>,
    /// States passed, oldest first, without the present one.
    pub trail: Vec<String>,
    /// Questions that the resident is asked to correct, set by the last action with `ask`; empty when none.
    pub asked: Vec<String>,
    /// Mails that will go by themselves.
    pub reminders: Vec<Reminder>,
    /// The last press of each action, `submit` among them, oldest first.
    pub acts: Vec<Act>,
    /// When the present state was reached.
    pub since: Timestamp,
    /// The approval route on which it is, or how the last one ended.
    pub approval: Option<Progress>,
    /// When it was received.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// By when a clerk should act.
    pub due_at: Option<Timestamp>,
    /// When the state leaves by itself.
    pub expires_at: Option<Timestamp>,
}

impl CaseFacts {
    /// The last press of an action.
    pub fn act(&self, action: &str) -> Option<&Act> {
        self.acts.iter().rev().find(|act| act.action == action)
    }

    /// The account that started the case; none when the resident did.
    pub fn starter(&self) -> Option<i64> {
        match self.act("submit")?.actor {
            Actor::Staff { id, .. } => Some(id),
            Actor::Resident | Actor::System => None,
        }
    }
}
