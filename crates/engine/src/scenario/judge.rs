//! What came out of a test, against what it expects.

use super::{Difference, documents, read::Test, read_expect::SlotExpect, world::Played};
use crate::{
    answer::Setting,
    booking::{self, Ask, At},
    records::Actor,
    workflow,
};
use madoguchi_schema::{answers::Answers, app::App, text::Lang};
use serde_json::Value as Json;

const NOTHING: &str = "なし";

/// Every expectation that was not met.
pub(super) fn judge(app: &App, test: &Test, played: &Played<'_>) -> Vec<Difference> {
    let mut judge = Judge { app, test, played, differences: Vec::new() };
    judge.unread();
    judge.deeds();
    judge.values();
    judge.errors();
    judge.stop();
    judge.stored();
    for slot in &test.expect.slots {
        judge.slots(slot);
    }
    judge.taken();
    judge.differences
}

struct Judge<'a> {
    app: &'a App,
    test: &'a Test,
    played: &'a Played<'a>,
    differences: Vec<Difference>,
}

impl Judge<'_> {
    fn differ(&mut self, at: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) {
        self.differences.push(Difference { at: at.into(), expected: expected.into(), found: found.into() });
    }

    /// An answer that the form cannot read would leave its question blank, and the test would prove nothing;
    /// unless that is what it expects.
    fn unread(&mut self) {
        if self.test.expect.receipt == Some(false) {
            return;
        }
        let expected = self.test.expect.errors.as_deref().unwrap_or_default();
        let evaluation = &self.played.evaluation;
        for error in &evaluation.errors {
            let was_given = self.test.answers.0.get(&error.question).is_some_and(|answer| !answer.is_null());
            let is_read = evaluation.answers.get(&error.question).is_some();
            let is_expected = expected.iter().any(|(question, _)| *question == error.question);
            if was_given && !is_read && !is_expected {
                self.differences.push(Difference {
                    at: format!("answers.{}", error.question),
                    expected: "読める答え".to_owned(),
                    found: error.sentence(Lang::Ja),
                });
            }
        }
    }

    fn deeds(&mut self) {
        if !self.test.deeds.is_empty()
            && let Err(why) = &self.played.case
        {
            self.differ("do", "受付", why);
        }
        for (number, why) in &self.played.surprises {
            let action = self.test.deeds.get(number - 1).map_or("", |deed| deed.action.as_str());
            let at = format!("do[{number}] {action}");
            match why {
                Some(why) => self.differ(at, "できる", why),
                None => self.differ(at, "できない", "できた"),
            }
        }
    }

    /// The answers at the end: of the case, else as evaluated.
    fn answers(&self) -> &Answers {
        self.played.case.as_ref().map_or(&self.played.evaluation.answers, |case| &case.answers)
    }

    fn values(&mut self) {
        for (question, expected) in &self.test.expect.values {
            let found = self.answers().get(question).cloned();
            if !found.as_ref().is_some_and(|found| is_same(expected, found)) {
                self.differ(question, shown(expected), found.as_ref().map_or_else(|| NOTHING.to_owned(), shown));
            }
        }
        for question in &self.test.expect.hidden {
            if self.is_asked(question) {
                self.differ(format!("hidden {question}"), "聞かない", "聞く");
            }
        }
        for question in &self.test.expect.shown {
            if !self.is_asked(question) {
                self.differ(format!("shown {question}"), "聞く", "聞かない");
            }
        }
    }

    /// Whether a question is asked of who fills in the form, or has an answer at the end.
    fn is_asked(&self, question: &String) -> bool {
        self.played.evaluation.shown.contains(question) || self.answers().get(question).is_some()
    }

    fn errors(&mut self) {
        let Some(expected) = &self.test.expect.errors else { return };
        let found: Vec<(String, String)> = self
            .played
            .evaluation
            .errors
            .iter()
            .map(|error| (error.question.clone(), error.sentence(Lang::Ja)))
            .collect();
        if expected.is_empty() && !found.is_empty() {
            let all: Vec<String> = found.iter().map(|(question, sentence)| format!("{question}: {sentence}")).collect();
            self.differ("errors", NOTHING, all.join(" / "));
        }
        for (question, sentence) in expected {
            let at_question: Vec<&str> =
                found.iter().filter(|(q, _)| q == question).map(|(_, sentence)| sentence.as_str()).collect();
            if !at_question.contains(&sentence.as_str()) {
                let found = if at_question.is_empty() { NOTHING.to_owned() } else { at_question.join(" / ") };
                self.differ(format!("errors.{question}"), sentence, found);
            }
        }
    }

    fn stop(&mut self) {
        let Some(expected) = &self.test.expect.stop else { return };
        let stop = self.played.evaluation.stop;
        let stop = stop.and_then(|(page, stop)| self.app.pages.get(page)?.stop.get(stop));
        let found = stop.map_or(NOTHING, |stop| stop.title.get(Lang::Ja));
        if found != expected {
            self.differ("stop", expected, found);
        }
    }

    /// Receipt, state and mails.
    /// What people may press at the end, in order of the definition.
    fn buttons(&mut self) {
        for (actor, expected) in &self.test.expect.buttons {
            let who = match actor {
                Actor::Staff { name, .. } => name.as_str(),
                Actor::Resident | Actor::System => "resident",
            };
            let found: Vec<String> = match &self.played.case {
                Ok(case) => {
                    let setting = Setting { now: self.played.now, ..self.played.setting };
                    workflow::buttons(setting, case, actor).iter().map(|action| action.id.clone()).collect()
                }
                Err(_) => Vec::new(),
            };
            let has_all = expected.iter().all(|id| found.contains(id));
            if !has_all || found.len() != expected.len() {
                let (expected, found) = (expected.join(", "), found.join(", "));
                self.differ(format!("buttons {who}"), format!("[{expected}]"), format!("[{found}]"));
            }
        }
    }

    fn stored(&mut self) {
        let expect = &self.test.expect;
        let (receipt, why) = match &self.played.case {
            Ok(case) => (true, case.state.clone()),
            Err(why) => (false, why.clone()),
        };
        if let Some(expected) = expect.receipt
            && expected != receipt
        {
            self.differ("receipt", if expected { "受け付ける" } else { "受け付けない" }, &why);
        }
        if let Some(expected) = &expect.refused
            && self.played.refused != Some(expected)
        {
            let found = self.played.refused.map_or_else(|| format!("受け付ける（{why}）"), str::to_owned);
            self.differences.push(Difference { at: "refused".to_owned(), expected: expected.clone(), found });
        }
        if let Some(state) = &expect.state
            && (!receipt || *state != why)
        {
            self.differ("state", state, why);
        }
        self.buttons();
        if let (Some(expected), Ok(case)) = (&expect.waiting, &self.played.case) {
            let found: Vec<&str> = case.approval.as_ref().map(|progress| progress.waits_for()).unwrap_or_default();
            if *expected != found {
                let found = format!("[{}]", found.join(", "));
                self.differ("waiting", format!("[{}]", expected.join(", ")), found);
            }
        }
        if let Some(mails) = &expect.mails
            && *mails != self.played.mails
        {
            self.differ("mails", format!("[{}]", mails.join(", ")), format!("[{}]", self.played.mails.join(", ")));
        }
        self.differences.extend(documents::judge(self.app, expect, self.played));
    }

    fn slots(&mut self, expect: &SlotExpect) {
        let offered = self.offered(&expect.book);
        let at = format!("slots.{}", expect.book);
        let first = offered.first().map_or_else(|| NOTHING.to_owned(), At::to_string);
        let is_offered = |at: &&At| offered.iter().any(|offered| is_at(**at, *offered));
        if expect.none && !offered.is_empty() {
            self.differ(format!("{at}.none"), NOTHING, &first);
        }
        if let Some(expected) = expect.first
            && !offered.first().is_some_and(|first| is_at(expected, *first))
        {
            self.differ(format!("{at}.first"), expected.to_string(), &first);
        }
        for date in expect.without.iter().filter(is_offered) {
            self.differ(format!("{at}.without {date}"), "出ない", "出る");
        }
        for date in expect.includes.iter().filter(|at| !is_offered(at)) {
            self.differ(format!("{at}.includes {date}"), "出る", "出ない");
        }
    }

    /// The days with room for these answers at the moment of the test.
    fn offered(&self, book: &str) -> Vec<At> {
        let Some(booking) = self.app.bookings.get(book) else { return Vec::new() };
        let answers = self.asked_so_far();
        let ask = Ask { setting: self.played.setting, booking, answers: &answers, present: None };
        let taken = self.played.ledger(book, &booking::area(&ask).unwrap_or_default());
        booking::days(&ask, &taken).into_iter().filter(|day| day.room).map(|day| day.at()).collect()
    }

    /// The answers, with unfinished ones as they were written: a day can be offered for half an address.
    fn asked_so_far(&self) -> Answers {
        let mut answers = self.played.evaluation.answers.clone();
        for (question, raw) in &self.test.answers.0 {
            let is_shown = self.played.evaluation.shown.contains(question);
            if raw.is_object() && is_shown && answers.get(question).is_none_or(Json::is_null) {
                answers.0.insert(question.clone(), raw.clone());
            }
        }
        answers
    }

    fn taken(&mut self) {
        for expected in &self.test.expect.taken {
            let (book, date, unit) = (&expected.book, expected.date, &expected.unit);
            let claims = self.played.case.as_ref().map(|case| case.claims.as_slice()).unwrap_or_default();
            let held = claims.iter().filter(|claim| claim.book == *book && claim.date == date);
            let waits = self.played.case.as_ref().map(|case| case.waits.as_slice()).unwrap_or_default();
            let kept = waits.iter().filter_map(|wait| wait.offer.as_ref()).map(|offered| &offered.claim);
            let kept = kept.filter(|claim| claim.book == *book && claim.date == date);
            let held: i64 = held.chain(kept).filter_map(|claim| claim.uses.get(unit)).sum();
            let found = held.saturating_add(self.played.taken(book, None, date, unit));
            if found != expected.amount {
                let at = format!("taken.{book}.{date}.{unit}");
                self.differ(at, expected.amount.to_string(), found.to_string());
            }
        }
    }
}

/// Whether an offer is the expected one; a day without a time is any time of it.
fn is_at(expected: At, offered: At) -> bool {
    expected.date == offered.date && (expected.time.is_none() || expected.time == offered.time)
}

/// Whether a value is the expected one: parts that are not written do not matter, `2000` is the number 2000.
fn is_same(expected: &Json, found: &Json) -> bool {
    match (expected, found) {
        (Json::Object(expected), Json::Object(found)) => {
            expected.iter().all(|(part, value)| is_same(value, found.get(part).unwrap_or(&Json::Null)))
        }
        (Json::Array(expected), Json::Array(found)) => {
            expected.len() == found.len()
                && expected.iter().zip(found).all(|(expected, found)| is_same(expected, found))
        }
        (Json::Object(_) | Json::Array(_), _) | (_, Json::Object(_) | Json::Array(_)) => false,
        _ => shown(expected) == shown(found),
    }
}

/// A value in words.
fn shown(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Bool(true) => "yes".to_owned(),
        Json::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    }
}
