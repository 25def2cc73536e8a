//! Rules over other cases: what may exist only once, may not overlap, or is limited.
//!
//! [`checks`] says what a case's answers must be compared with; the store compares inside the transaction that stores
//! the case, so that two at the same moment cannot both pass. [`RuleCheck::judge`] is the same comparison over facts
//! in memory, for examples and tests.

use crate::{
    answer::Setting,
    calendar,
    intake::{self, FieldError},
    records::{CaseFacts, RuleCheck, RuleTest, Within},
    scope::CaseScope,
};
use jiff::{ToSpan, civil::Date};
use madoguchi_schema::{
    answers::Answers,
    app::{App, Period, Rule, RuleKind},
    field::Kind,
    table::{self, Cell},
    text::{Lang, Text},
    value::{Type, Value},
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A case as the rules see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Other {
    /// Its state.
    pub state: String,
    /// The cells of its row, `_created_on` among them.
    pub cells: Vec<(String, Cell)>,
}

impl Other {
    /// The facts of a case.
    pub fn new(app: &App, answers: &Answers, state: &str, created_on: Date) -> Other {
        let mut cells = table::cells(app, answers);
        cells.push(("_created_on".to_owned(), Cell::Text(created_on.to_string())));
        Other { state: state.to_owned(), cells }
    }

    fn cell(&self, column: &str) -> &Cell {
        self.cells.iter().find(|(name, _)| name == column).map_or(&Cell::Null, |(_, cell)| cell)
    }

    fn text(&self, column: &str) -> Option<&str> {
        if let Cell::Text(text) = self.cell(column) { Some(text) } else { None }
    }
}

/// What the answers must be compared with, in order of the definition; a rule that reads a blank is left out.
pub fn checks(setting: Setting<'_>, answers: &Answers, created_on: Date) -> Vec<RuleCheck> {
    let app = setting.app;
    if app.rules.is_empty() && app.bookings.values().all(|booking| booking.limit.is_none()) {
        return Vec::new();
    }
    let case = Other::new(app, answers, "", created_on);
    let own = app.rules.iter().filter_map(|rule| check(setting, rule, &case, answers));
    own.chain(limits_of_bookings(app, &case)).collect()
}

/// What a change must be compared with: rules whose values differ, and all when the case begins to count.
pub(crate) fn checks_again(
    setting: Setting<'_>,
    case: &CaseFacts,
    state: &str,
    answers: Option<&Answers>,
) -> Vec<RuleCheck> {
    if answers.is_none() && state == case.state {
        return Vec::new();
    }
    let setting = setting.of_case(case);
    let created_on = calendar::today(setting.office, case.created_at);
    let before = checks(setting, &case.answers, created_on);
    let now = answers.map_or_else(|| before.clone(), |answers| checks(setting, answers, created_on));
    let kept = |rule: &RuleCheck| rule.counts(&case.state) && before.iter().any(|old| old.is_as_strict(rule));
    now.into_iter().filter(|rule| rule.counts(state) && !kept(rule)).collect()
}

fn check(setting: Setting<'_>, rule: &Rule, case: &Other, answers: &Answers) -> Option<RuleCheck> {
    let all_blank = rule.same.iter().all(|column| *case.cell(column) == Cell::Null);
    let compares_blanks = rule.blank && !all_blank;
    let same = rule.same.iter().map(|column| match case.cell(column) {
        Cell::Null if !compares_blanks => None,
        cell => Some((column.clone(), cell.clone())),
    });
    let same = same.collect::<Option<Vec<_>>>()?;
    let mut except = rule.except.clone();
    let mut args = Vec::new();
    let (code, test) = match &rule.kind {
        RuleKind::Unique => ("rule.unique", RuleTest::None),
        RuleKind::NoOverlap { from, until, timed } => {
            let range = (case.text(from)?.to_owned(), case.text(until)?.to_owned());
            ("rule.no-overlap", RuleTest::Apart { columns: (from.clone(), until.clone()), range, timed: *timed })
        }
        RuleKind::Count { at_most, within, open } => {
            if *open {
                except.extend(ends(setting.app));
            }
            args.push(("limit", at_most.to_string()));
            let within = within.as_ref().map(|within| days_of(within, case));
            let within = if let Some(within) = within { Some(within?) } else { None };
            (if *open { "rule.open" } else { "rule.limit" }, RuleTest::Fewer { at_most: *at_most, within })
        }
        RuleKind::Sum { of, at_most, within } => {
            let amount = number(case.cell(of))?;
            let value = at_most.eval(&CaseScope::new(setting, answers));
            let at_most = if let Value::Number(number) = value { number } else { Decimal::ZERO };
            let within = within.as_ref().map(|within| days_of(within, case));
            let within = if let Some(within) = within { Some(within?) } else { None };
            args.push(("limit", shown(setting.app, of, at_most)));
            ("rule.sum", RuleTest::Sum { column: of.clone(), amount, at_most, within })
        }
    };
    let refusal = refusal_at(setting.app, &rule.question, code, args, rule.message.clone());
    Some(RuleCheck { same, except, test, refusal })
}

/// The limits that stand at bookings; they count when the slot is asked.
fn limits_of_bookings(app: &App, case: &Other) -> Vec<RuleCheck> {
    let limits = app.bookings.values().filter_map(|booking| booking.limit.as_ref());
    let check = |limit: &madoguchi_schema::app::Limit| {
        let value = case.text(&limit.per).filter(|value| !value.is_empty())?;
        let args = vec![("limit", limit.open.to_string())];
        Some(RuleCheck {
            same: vec![(limit.per.clone(), Cell::Text(value.to_owned()))],
            except: ends(app),
            test: RuleTest::Fewer { at_most: limit.open, within: None },
            refusal: refusal_at(app, &limit.per, "rule.open", args, None),
        })
    };
    limits.filter_map(check).collect()
}

/// The states after which nothing follows.
fn ends(app: &App) -> Vec<String> {
    app.workflow.states.values().filter(|state| state.end).map(|state| state.id.clone()).collect()
}

fn refusal_at(
    app: &App,
    question: &str,
    code: &'static str,
    mut args: Vec<(&'static str, String)>,
    message: Option<Text>,
) -> FieldError {
    args.extend(app.question(question).into_iter().flat_map(intake::labels));
    FieldError { question: question.to_owned(), part: String::new(), code, args, message }
}

fn days_of(within: &madoguchi_schema::app::Within, case: &Other) -> Option<Within> {
    let day: Date = case.text(&within.on)?.parse().ok()?;
    Some(Within { column: within.on.clone(), days: days(within.period, day)? })
}

/// First and last day of the period around a day.
fn days(period: Period, day: Date) -> Option<(Date, Date)> {
    match period {
        Period::Month => Some((day.first_of_month(), day.last_of_month())),
        Period::Year => Some((day.first_of_year(), day.last_of_year())),
        Period::FiscalYear => {
            let year = if day.month() < 4 { day.year() - 1 } else { day.year() };
            let first = Date::new(year, 4, 1).ok()?;
            Some((first, first.checked_add(1.year()).and_then(|next| next.yesterday()).ok()?))
        }
    }
}

/// The amount in a cell.
fn number(cell: &Cell) -> Option<Decimal> {
    match cell {
        Cell::Null => None,
        Cell::Integer(whole) => Some(Decimal::from(*whole)),
        Cell::Text(text) => text.parse().ok(),
    }
}

/// An amount with the unit of its question.
fn shown(app: &App, column: &str, amount: Decimal) -> String {
    let grouped = madoguchi_schema::field::grouped(amount.normalize());
    let kind = app.question(column).map(|question| &question.kind);
    let unit = match kind {
        Some(kind) if kind.as_field().ty() == Type::Money => "円",
        Some(Kind::Number(number)) => number.unit.get(Lang::Ja),
        Some(Kind::Calc(calc)) => calc.unit.get(Lang::Ja),
        _ => "",
    };
    grouped + unit
}

/// What is said when a rule does not hold: `left` is what remains, in the unit of the rule.
pub fn refusal(app: &App, check: &RuleCheck, left: Decimal) -> FieldError {
    let mut refusal = check.refusal.clone();
    let left = left.max(Decimal::ZERO);
    let left = match &check.test {
        RuleTest::Sum { column, .. } => shown(app, column, left),
        _ => left.normalize().to_string(),
    };
    refusal.args.push(("left", left));
    refusal.message = refusal.message.map(|message| filled(&message, &refusal.args));
    refusal
}

/// The author's sentence with `{left}` and `{limit}`.
fn filled(message: &Text, args: &[(&'static str, String)]) -> Text {
    let of = |lang: Lang| {
        let start = message.get(lang).to_owned();
        let known = args.iter().filter(|(name, _)| ["left", "limit"].contains(name));
        known.fold(start, |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    };
    Text::from_langs(message.langs().map(|lang| (lang, of(lang))).collect::<BTreeMap<_, _>>())
}

impl RuleCheck {
    /// Whether a case in this state counts for the rule.
    pub fn counts(&self, state: &str) -> bool {
        !self.except.iter().any(|named| named == state)
    }

    /// Whether keeping this rule is keeping the other too: the same values, and no larger amount.
    fn is_as_strict(&self, other: &RuleCheck) -> bool {
        let test = match (&self.test, &other.test) {
            (
                RuleTest::Sum { column, amount, within, .. },
                RuleTest::Sum { column: other_column, amount: more, within: other_within, .. },
            ) => column == other_column && within == other_within && more <= amount,
            (one, other) => one == other,
        };
        test && self.same == other.same && self.refusal.code == other.refusal.code
    }

    /// Whether the rule holds beside other cases; else what remains.
    pub fn judge<'o>(&self, others: impl Iterator<Item = &'o Other>) -> Result<(), Decimal> {
        let is_same = |other: &&Other| {
            self.counts(&other.state) && self.same.iter().all(|(column, cell)| other.cell(column) == cell)
        };
        let mut others = others.filter(is_same);
        let is_within = |other: &&Other, within: &Option<Within>| {
            within.as_ref().is_none_or(|within| {
                let day = other.text(&within.column).and_then(|day| day.parse::<Date>().ok());
                day.is_some_and(|day| within.days.0 <= day && day <= within.days.1)
            })
        };
        match &self.test {
            RuleTest::None => others.next().map_or(Ok(()), |_| Err(Decimal::ZERO)),
            RuleTest::Apart { columns, range, timed } => {
                let meets = |other: &Other| {
                    let (Some(from), Some(until)) = (other.text(&columns.0), other.text(&columns.1)) else {
                        return false;
                    };
                    if *timed {
                        from < range.1.as_str() && until > range.0.as_str()
                    } else {
                        from <= range.1.as_str() && until >= range.0.as_str()
                    }
                };
                if others.any(meets) { Err(Decimal::ZERO) } else { Ok(()) }
            }
            RuleTest::Fewer { at_most, within } => {
                let count = others.filter(|other| is_within(other, within)).count();
                if count < *at_most as usize { Ok(()) } else { Err(Decimal::ZERO) }
            }
            RuleTest::Sum { column, amount, at_most, within } => {
                let sum: Decimal = others
                    .filter(|other| is_within(other, within))
                    .filter_map(|other| number(other.cell(column)))
                    .sum();
                sum_fits(sum, *amount, *at_most)
            }
        }
    }
}

/// Whether an amount fits beside a sum; else what remains.
fn sum_fits(sum: Decimal, amount: Decimal, at_most: Decimal) -> Result<(), Decimal> {
    let left = at_most.saturating_sub(sum);
    if amount <= left { Ok(()) } else { Err(left) }
}
