//! An approval route (決裁): steps in order, seats side by side, and where the case goes.

use super::By;
use crate::{expr::Expr, text::Text};
use rust_decimal::Decimal;

/// The route of a state.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// In order; never empty.
    pub steps: Vec<RouteStep>,
    /// Where an approved case goes.
    pub approved: String,
    /// Where a returned or withdrawn one goes; back where it came from when not written.
    pub returned: Option<String>,
    /// Where a denied one goes; without it nobody can deny.
    pub rejected: Option<String>,
    /// The mails that follow when it ends.
    pub sends: RouteMails,
    /// Questions whose change asks the 合議 again; all when empty.
    pub gist: Vec<String>,
    /// Where a returned case goes on.
    pub resume: Resume,
    /// The starter may approve too.
    pub self_approval: bool,
}

/// The mails that follow when a route ends.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RouteMails {
    /// 決裁.
    pub approved: Vec<String>,
    /// 差戻し to the starter.
    pub returned: Vec<String>,
    /// 否認.
    pub rejected: Vec<String>,
}

impl RouteMails {
    /// All that may follow.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.approved.iter().chain(&self.returned).chain(&self.rejected)
    }
}

/// Where a case that was returned goes on when it comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Resume {
    /// At the first step again.
    #[default]
    Start,
    /// At the step that returned it.
    Step,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteStep {
    /// What people read, e.g. 係長.
    pub label: Text,
    /// The step is left out unless this holds when it is reached.
    pub condition: Option<Expr>,
    /// One, or several side by side.
    pub seats: Vec<Seat>,
    /// How many seats must agree.
    pub quorum: usize,
    /// 合議: is asked again when the gist changes.
    pub consent: bool,
}

/// One seat of a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Seat {
    /// What people read.
    pub label: Text,
    /// Nobody sits there unless this holds when the step is reached.
    pub condition: Option<Expr>,
    /// Who sits there.
    pub decider: Decider,
    /// Nobody may act in the decider's stead while he or she is absent.
    pub no_substitute: bool,
}

/// How the holder of a seat is found.
#[derive(Debug, Clone, PartialEq)]
pub enum Decider {
    /// Those named.
    Named(Vec<By>),
    /// By a decision table (専決).
    Table(Box<DecisionTable>),
}

/// A decision table: the first row whose words equal the answers and whose band holds the amount.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionTable {
    /// The list it was made from.
    pub list: String,
    /// What `up_to` bounds.
    pub amount: Option<Expr>,
    /// Questions whose answers the rows name, in order of [`DecisionRow::keys`].
    pub questions: Vec<String>,
    /// In order, bands rising.
    pub rows: Vec<DecisionRow>,
}

/// One row of a decision table.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionRow {
    /// 専決区分, e.g. 課長専決.
    pub label: Text,
    /// What the answers must be; an empty one is any.
    pub keys: Vec<String>,
    /// Highest amount, included; without end when `None`.
    pub up_to: Option<Decimal>,
    /// Who decides.
    pub by: By,
    /// 専決: decides in the mayor's stead.
    pub delegated: bool,
}

impl DecisionTable {
    /// The row for answers (in order of `questions`, as text) and an amount; `None` when the amount is unknown.
    pub fn row(&self, keys: &[String], amount: Option<Decimal>) -> Option<&DecisionRow> {
        let fits =
            |row: &&DecisionRow| row.keys.iter().zip(keys).all(|(wanted, found)| wanted.is_empty() || wanted == found);
        let within = |row: &&DecisionRow| match (row.up_to, amount) {
            (None, _) => true,
            (Some(most), Some(amount)) => amount <= most,
            (Some(_), None) => false,
        };
        self.rows.iter().filter(fits).find(within)
    }
}
