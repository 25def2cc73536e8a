//! Rules over other cases of the same app: what may exist only once, may not overlap, or is limited.

use crate::{expr::Expr, text::Text};

/// One rule. It is checked when a case arrives, when its answers change and when it counts again.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// What is limited.
    pub kind: RuleKind,
    /// The question at which a refusal is told.
    pub question: String,
    /// Columns in which another case must be the same to count: `household`, `applicant.family_kana`. A case in
    /// which one of them is blank is not looked at.
    pub same: Vec<String>,
    /// A blank is the same as a blank, and compared; a case in which all of them are blank still is not looked at.
    pub blank: bool,
    /// States whose cases do not count.
    pub except: Vec<String>,
    /// The author's own sentence; `{left}` is what remains, `{limit}` what is allowed.
    pub message: Option<Text>,
}

/// What is limited.
#[derive(Debug, Clone, PartialEq)]
pub enum RuleKind {
    /// No other case is the same.
    Unique,
    /// No other case has a day (or, with times, a moment) in common.
    NoOverlap {
        /// First day or moment.
        from: String,
        /// Last day; with times the first moment after it.
        until: String,
        /// With times.
        timed: bool,
    },
    /// At most so many cases, this one included.
    Count {
        /// So many.
        at_most: u32,
        /// Only cases of the same period; all when absent.
        within: Option<Within>,
        /// Counts only cases that are not at an end.
        open: bool,
    },
    /// The sum over all cases, this one included, stays within an amount.
    Sum {
        /// The column that is summed.
        of: String,
        /// The amount; nothing is left when it is blank.
        at_most: Expr,
        /// Only cases of the same period; all when absent.
        within: Option<Within>,
    },
}

/// A period around the date of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Within {
    /// How long.
    pub period: Period,
    /// The column with the date: `_created_on`, or a question.
    pub on: String,
}

/// How long a limit lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
    /// April to March.
    FiscalYear,
}
