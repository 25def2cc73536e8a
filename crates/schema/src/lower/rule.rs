//! `unique`, `no_overlap` and `limit`: names become columns, and each rule knows where its refusal is told.

use super::{Lowering, formula::Place};
use crate::{
    app::{Check, Page, Question, Rule, RuleKind, Within},
    ast::{self, Formula, Word},
    diagnostic::Diagnostic,
    field::Kind,
    syntax::Node,
    text::{Lang, Text},
    value::Type,
};
use std::collections::BTreeMap;

/// The day of arrival, by which periods are counted when nothing is written.
const CREATED_ON: &str = "_created_on";

impl Lowering<'_> {
    /// All rules. A range that ends before it begins is told at the question that ends it.
    pub(super) fn rules(&mut self, written: &[ast::Rule<'_>], node: &Node, pages: &mut [Page]) -> Vec<Rule> {
        let rules: Vec<Rule> = written.iter().filter_map(|rule| self.one_rule(rule, pages)).collect();
        for rule in &rules {
            if let RuleKind::NoOverlap { from, until, timed } = &rule.kind {
                self.in_order(from, until, *timed, node, pages);
            }
        }
        rules
    }

    fn one_rule(&mut self, written: &ast::Rule<'_>, pages: &[Page]) -> Option<Rule> {
        let same: Vec<Option<String>> = written.per.iter().map(|word| self.key(word, pages)).collect();
        let except = self.not_counted(written);
        let kind = match &written.kind {
            ast::RuleKind::Unique => RuleKind::Unique,
            ast::RuleKind::NoOverlap(from, until) => self.range(from, until, pages)?,
            ast::RuleKind::Count { at_most, open, within } => RuleKind::Count {
                at_most: u32::try_from(*at_most).ok()?,
                open: *open,
                within: self.within(within.as_ref(), pages)?,
            },
            ast::RuleKind::Sum { of, at_most, within } => RuleKind::Sum {
                of: self.summed(of, pages)?,
                at_most: self.value(at_most, &Place::all(), Some(&Type::Number))?,
                within: self.within(within.as_ref(), pages)?,
            },
        };
        let same: Vec<String> = same.into_iter().collect::<Option<_>>()?;
        if written.blank.is_none() {
            self.judge_blanks(written, &same, pages);
        }
        let question = told_at(&kind, &same, pages)?;
        Some(Rule {
            kind,
            question,
            same,
            blank: written.blank == Some(true),
            except,
            message: written.message.clone(),
        })
    }

    /// A column that tells whose or what's case it is: `household`, `applicant.family_kana`.
    fn key(&mut self, word: &Word, pages: &[Page]) -> Option<String> {
        let question = self.answered_by(word, pages)?;
        let columns = question.kind.as_field().columns(&question.id);
        let single = !matches!(question.kind, Kind::File(_) | Kind::Slot(_) | Kind::Note(_));
        let column = columns.iter().find(|column| column.name == word.text).filter(|_| single);
        if column.is_none() {
            let parts = columns.iter().map(|column| column.name.as_str()).filter(|name| name.contains('.'));
            let report = Diagnostic::error("rule.key", word.span).arg("name", &word.text);
            self.d.push(report.nearest(&word.text, parts));
            return None;
        }
        if matches!(&question.kind, Kind::Text(text) if text.pattern.is_none()) {
            self.d.push(Diagnostic::warning("rule.free-text", word.span).arg("name", &word.text));
        }
        Some(word.text.clone())
    }

    /// Warns about what may be blank: then nothing is compared, unless the author says what is meant.
    fn judge_blanks(&mut self, written: &ast::Rule<'_>, same: &[String], pages: &[Page]) {
        for (word, column) in written.per.iter().zip(same) {
            let (id, part) = column.split_once('.').unwrap_or((column, ""));
            let may_be_blank = |q: &Question| {
                let asked_always = q.kind.is_answered() && q.required && q.show_if.is_none();
                !asked_always || ["building", "given", "given_kana"].contains(&part)
            };
            let calc = |q: &Question| matches!(q.kind, Kind::Calc(_)) && q.show_if.is_none();
            if question(pages, id).is_some_and(|q| may_be_blank(q) && !calc(q)) {
                self.d.push(Diagnostic::warning("rule.may-be-blank", word.span).arg("name", column));
            }
        }
    }

    /// The question of a name like `address.town`.
    fn answered_by<'p>(&mut self, word: &Word, pages: &'p [Page]) -> Option<&'p Question> {
        let (id, _) = word.text.split_once('.').unwrap_or((&word.text, ""));
        let known = Word { text: id.to_owned(), span: word.span };
        if !self.question_name(&known) {
            return None;
        }
        question(pages, id)
    }

    fn range(&mut self, from: &Word, until: &Word, pages: &[Page]) -> Option<RuleKind> {
        let (first, last) = (self.answered_by(from, pages), self.answered_by(until, pages));
        let (first, last) = (first?, last?);
        let ty = |question: &Question| question.kind.as_field().ty();
        let timed = match (ty(first), ty(last)) {
            (Type::Date, Type::Date) => false,
            (Type::DateTime, Type::DateTime) => true,
            _ => {
                self.d.push(Diagnostic::error("rule.range", until.span).related(from.span));
                return None;
            }
        };
        Some(RuleKind::NoOverlap { from: from.text.clone(), until: until.text.clone(), timed })
    }

    fn summed(&mut self, word: &Word, pages: &[Page]) -> Option<String> {
        let question = self.answered_by(word, pages)?;
        if !matches!(question.kind.as_field().ty(), Type::Number | Type::Money) {
            self.d.push(Diagnostic::error("rule.sum", word.span).arg("name", &word.text));
            return None;
        }
        Some(word.text.clone())
    }

    /// `Some(None)` is without a period.
    #[expect(clippy::option_option, reason = "the outer one is a mistake, the inner one is what was written")]
    fn within(&mut self, written: Option<&ast::Within>, pages: &[Page]) -> Option<Option<Within>> {
        let Some(written) = written else { return Some(None) };
        let on = match &written.on {
            None => CREATED_ON.to_owned(),
            Some(word) => {
                let question = self.answered_by(word, pages)?;
                if question.kind.as_field().ty() != Type::Date {
                    self.d.push(Diagnostic::error("rule.on", word.span).arg("name", &word.text));
                    return None;
                }
                word.text.clone()
            }
        };
        Some(Some(Within { period: written.period, on }))
    }

    /// States whose cases do not count: as written, else those that give a booking back.
    fn not_counted(&mut self, written: &ast::Rule<'_>) -> Vec<String> {
        if let Some(except) = &written.except {
            return except.iter().filter(|state| self.state_name(state)).map(|state| state.text.clone()).collect();
        }
        let open = matches!(written.kind, ast::RuleKind::Count { open: true, .. });
        let mut released: Vec<String> =
            self.bookings.values().flat_map(|booking| booking.release_when.clone()).collect();
        released.sort_unstable();
        released.dedup();
        if released.is_empty() && self.ends > 1 && !open {
            self.d.push(Diagnostic::warning("rule.counts-all", written.span));
        }
        released
    }

    /// The end of a range is not before its beginning; told at the question that is asked last.
    fn in_order(&mut self, from: &str, until: &str, timed: bool, node: &Node, pages: &mut [Page]) {
        let last = pages.iter().flat_map(|page| &page.questions).rfind(|q| q.id == from || q.id == until);
        let Some(last) = last.map(|question| question.id.clone()) else { return };
        let text = if timed { format!("{from} < {until}") } else { format!("{from} <= {until}") };
        let rule = self.condition(&Formula { node, text: &text }, &Place::all());
        let (start, end) = (label(pages, from), label(pages, until));
        let (ja, en) = match timed {
            true => ("より後にしてください", "must be after"),
            false => ("と同じ日か、それより後にしてください", "must not be before"),
        };
        let message = Text::from_langs(BTreeMap::from([
            (Lang::Ja, format!("「{}」は「{}」{ja}。", end.get(Lang::Ja), start.get(Lang::Ja))),
            (Lang::En, format!("“{}” {en} “{}”.", end.get(Lang::En), start.get(Lang::En))),
        ]));
        let question = pages.iter_mut().flat_map(|page| &mut page.questions).find(|question| question.id == last);
        if let (Some(rule), Some(question)) = (rule, question) {
            question.checks.push(Check { rule, message });
        }
    }
}

fn question<'p>(pages: &'p [Page], id: &str) -> Option<&'p Question> {
    pages.iter().flat_map(|page| &page.questions).find(|question| question.id == id)
}

fn label(pages: &[Page], id: &str) -> Text {
    question(pages, id).map_or_else(|| Text::ja(id), |question| question.label.clone())
}

/// The last question in order of the form among those that a person answers and the rule reads.
fn told_at(kind: &RuleKind, same: &[String], pages: &[Page]) -> Option<String> {
    let mut read: Vec<&str> = same.iter().map(|name| name.split('.').next().unwrap_or(name)).collect();
    match kind {
        RuleKind::NoOverlap { from, until, .. } => read.extend([from.as_str(), until.as_str()]),
        RuleKind::Sum { of, .. } => read.push(of),
        RuleKind::Count { within: Some(within), .. } => read.push(&within.on),
        RuleKind::Unique | RuleKind::Count { within: None, .. } => {}
    }
    let questions = || pages.iter().flat_map(|page| &page.questions).filter(|question| !question.internal);
    let mut answered = questions().filter(|question| question.kind.is_answered());
    let last = answered.rfind(|question| read.contains(&question.id.as_str()));
    let any = || questions().rfind(|question| question.kind.is_answered());
    last.or_else(any).map(|question| question.id.clone())
}
