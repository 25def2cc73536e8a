//! `route` of a state: seats resolved, decision tables made from their lists.

use super::{Lowering, formula::Place};
use crate::{
    app::{By, Decider, DecisionRow, DecisionTable, List, ListRow, Route, RouteMails, RouteStep, Seat},
    ast::{self, Who, Word},
    diagnostic::Diagnostic,
    text::{Lang, Text},
    value::{Type, Value},
};
use rust_decimal::Decimal;
use std::{collections::HashMap, sync::Arc};

/// The column that bounds an amount.
const UP_TO: &str = "up_to";
/// The column that names the decider.
const BY: &str = "by";
/// The column that says whether the decider decides in the mayor's stead; so it is unless `no` is written.
const DELEGATED: &str = "delegated";

impl Lowering<'_> {
    /// The route of a state; `None` when it cannot be followed, which was reported.
    pub(super) fn route(&mut self, state: &Word, written: &ast::Route<'_>, owner: &str) -> Option<Route> {
        for to in written.targets() {
            self.state_name(to);
        }
        for mail in written.outcomes().flat_map(|outcome| &outcome.send) {
            self.mail_name(mail);
        }
        for question in written.gist.iter().flatten() {
            self.question_name(question);
        }
        let steps: Vec<RouteStep> = written.steps.iter().filter_map(|step| self.route_step(step, owner)).collect();
        self.judge_steps(state, written, &steps);
        if written.approved.is_none() {
            self.d.push(Diagnostic::error("workflow.route-without-approved", written.span).arg("state", &state.text));
        }
        let target = |outcome: &Option<ast::Outcome>| outcome.as_ref()?.to.as_ref().map(|word| word.text.clone());
        let sends = |outcome: &Option<ast::Outcome>| {
            outcome.iter().flat_map(|outcome| &outcome.send).map(|word| word.text.clone()).collect()
        };
        Some(Route {
            steps,
            approved: target(&written.approved)?,
            returned: target(&written.returned),
            rejected: target(&written.rejected),
            sends: RouteMails {
                approved: sends(&written.approved),
                returned: sends(&written.returned),
                rejected: sends(&written.rejected),
            },
            gist: written.gist.iter().flatten().map(|word| word.text.clone()).collect(),
            resume: written.resume,
            self_approval: written.self_approval,
        })
    }

    /// Reports a route without steps, one that may be left without any, and steps that cannot be told apart.
    fn judge_steps(&mut self, state: &Word, written: &ast::Route<'_>, steps: &[RouteStep]) {
        if written.steps.is_empty() {
            self.d.push(Diagnostic::error("workflow.route-empty", written.span).arg("state", &state.text));
        } else if written.steps.iter().all(ast::RouteStep::may_be_skipped) {
            self.d.push(Diagnostic::warning("workflow.route-may-be-empty", written.span).arg("state", &state.text));
        }
        let mut first = HashMap::new();
        for (step, written) in steps.iter().zip(&written.steps) {
            let label = step.label.get(Lang::Ja);
            if let Some(before) = first.insert(label, written.span) {
                let report = Diagnostic::error("workflow.route-same-step", written.span).arg("name", label);
                self.d.push(report.related(before));
            }
        }
    }

    fn route_step(&mut self, written: &ast::RouteStep<'_>, owner: &str) -> Option<RouteStep> {
        let place = Place { system: true, ..Place::all() };
        let condition = written.condition.as_ref().and_then(|condition| self.condition(condition, &place));
        let seats: Vec<Seat> = written.seats.iter().map(|seat| self.seat(seat, owner)).collect();
        if seats.is_empty() {
            self.d.push(Diagnostic::error("workflow.route-empty", written.span).arg("state", "all / any"));
            return None;
        }
        let quorum = match written.quorum {
            Some((wanted, span)) if usize::try_from(wanted).is_ok_and(|wanted| wanted > seats.len()) => {
                let report = Diagnostic::error("workflow.quorum", span).arg("quorum", wanted);
                self.d.push(report.arg("seats", seats.len()));
                seats.len()
            }
            Some((wanted, _)) => usize::try_from(wanted).unwrap_or(1),
            None => seats.len(),
        };
        let label = written.label.clone().unwrap_or_else(|| together(&seats));
        let mut step = RouteStep { label, condition, seats, quorum, consent: written.consent };
        if let [only] = step.seats.as_mut_slice()
            && written.label.is_some()
        {
            only.label.clone_from(&step.label);
        }
        Some(step)
    }

    fn seat(&mut self, written: &ast::Seat<'_>, owner: &str) -> Seat {
        let by = self.who(&written.by, owner);
        if by.contains(&By::Resident) {
            self.d.push(Diagnostic::error("workflow.route-resident", written.span));
        }
        if written.by.is_empty() == written.table.is_none() {
            self.d.push(Diagnostic::error("workflow.route-decider", written.span));
        }
        let usual = match by.first() {
            Some(by) => self.label_of_holder(by),
            None => Text::ja("決裁"),
        };
        let decider = match &written.table {
            Some(table) => match self.decision_table(table, written) {
                Some(table) => Decider::Table(Box::new(table)),
                None => Decider::Named(by),
            },
            None => Decider::Named(by),
        };
        let place = Place { system: true, ..Place::all() };
        let condition = written.condition.as_ref().and_then(|condition| self.condition(condition, &place));
        Seat { label: written.label.clone().unwrap_or(usual), condition, decider, no_substitute: written.no_substitute }
    }

    /// 係長 for a post, the unit's name for a unit.
    fn label_of_holder(&self, by: &By) -> Text {
        match by {
            By::Unit(unit) => self.office.units.get(unit).map(|unit| unit.label.clone()).unwrap_or_default(),
            By::Post(unit, post) => {
                let known = self.office.units.get(unit).and_then(|unit| unit.posts.get(post));
                known.cloned().unwrap_or_default()
            }
            By::PostOf { post, .. } => {
                let known = self.office.units.values().find_map(|unit| unit.posts.get(post));
                known.cloned().unwrap_or_default()
            }
            By::Starter => Text::ja("起案者"),
            By::Field(_) => Text::ja("指名された人"),
            By::Staff | By::Resident => Text::ja("職員"),
        }
    }

    /// A list with a column `by`, if wanted `up_to`, and columns named like questions.
    fn decision_table(&mut self, word: &Word, seat: &ast::Seat<'_>) -> Option<DecisionTable> {
        let list = self.list_name(word)?;
        let has = |name: &str| list.columns.iter().any(|column| column.name == name);
        let questions: Vec<String> = list
            .columns
            .iter()
            .map(|c| c.name.clone())
            .filter(|name| ![UP_TO, BY, DELEGATED].contains(&name.as_str()))
            .collect();
        let mut complete = has(BY);
        if !complete {
            self.d.push(Diagnostic::error("workflow.table-column", word.span).arg("list", &list.id).arg("column", BY));
        }
        for name in questions.iter().filter(|name| !self.vocabulary.has(name)) {
            let report = Diagnostic::error("workflow.table-question", word.span).arg("list", &list.id);
            self.d.push(report.arg("column", name));
            complete = false;
        }
        let amount = self.amount(word, seat, has(UP_TO));
        let rows: Vec<Option<DecisionRow>> =
            list.rows.values().filter(|row| !row.retired).map(|row| self.row(word, &list, row, &questions)).collect();
        let rows: Vec<DecisionRow> = rows.into_iter().flatten().collect();
        self.judge_bands(word, &list, &rows);
        self.judge_keys(word, &list, &questions, &rows);
        complete.then(|| DecisionTable { list: list.id.clone(), amount, questions, rows })
    }

    /// What `up_to` bounds: `amount:` as written, else the question `amount`.
    fn amount(&mut self, word: &Word, seat: &ast::Seat<'_>, banded: bool) -> Option<crate::expr::Expr> {
        if let Some(written) = &seat.amount {
            return self.value(written, &Place::all(), Some(&Type::Number));
        }
        if banded {
            self.d.push(Diagnostic::error("workflow.table-amount", word.span).arg("list", &word.text));
        }
        None
    }

    fn row(&mut self, word: &Word, list: &List, row: &ListRow, questions: &[String]) -> Option<DecisionRow> {
        let text = |name: &str| row.values.get(name).map(Value::to_text).unwrap_or_default();
        let named = Word { text: text(BY), span: word.span };
        let before = self.d.len();
        let by = self.who(&[Who::Named(named.clone())], "").pop();
        if by.is_none() {
            self.d.truncate(before);
            let report = Diagnostic::error("workflow.table-by", word.span).arg("list", &list.id);
            self.d.push(report.arg("row", &row.code).arg("name", named.text));
        }
        let up_to = match row.values.get(UP_TO) {
            Some(Value::Number(most)) => Some(*most),
            _ => None,
        };
        Some(DecisionRow {
            label: row.label.clone(),
            keys: questions.iter().map(|name| text(name)).collect(),
            up_to,
            by: by?,
            delegated: row.values.get(DELEGATED) != Some(&Value::Bool(false)),
        })
    }

    /// Among rows with the same words the bands rise, and the last has no end.
    fn judge_bands(&mut self, word: &Word, list: &Arc<List>, rows: &[DecisionRow]) {
        let mut last: Vec<(&[String], Option<Decimal>)> = Vec::new();
        let mut wrong = |row: &DecisionRow, code: &'static str| {
            let report = Diagnostic::error(code, word.span).arg("list", &list.id);
            self.d.push(report.arg("row", row.label.get(Lang::Ja)));
        };
        for row in rows {
            match last.iter_mut().find(|(keys, _)| *keys == row.keys) {
                None => last.push((&row.keys, row.up_to)),
                Some((_, before)) => {
                    let rises = before.is_some_and(|before| row.up_to.is_none_or(|most| most > before));
                    if !rises {
                        wrong(row, "workflow.table-order");
                    }
                    *before = row.up_to;
                }
            }
        }
        for (keys, end) in last {
            let row = rows.iter().rev().find(|row| row.keys == keys);
            if let Some(row) = row.filter(|_| end.is_some()) {
                wrong(row, "workflow.table-open-end");
            }
        }
    }

    /// Each code that an answer can have is in the table, or a row stands for any.
    fn judge_keys(&mut self, word: &Word, list: &Arc<List>, questions: &[String], rows: &[DecisionRow]) {
        for (place, question) in questions.iter().enumerate() {
            let Some(known) = self.vocabulary.codes(question) else { continue };
            let named: Vec<&str> = rows.iter().filter_map(|row| row.keys.get(place)).map(String::as_str).collect();
            if named.contains(&"") {
                continue;
            }
            if let Some(code) = known.iter().find(|code| !named.contains(&code.as_str())) {
                let report = Diagnostic::error("workflow.table-gap", word.span).arg("list", &list.id);
                self.d.push(report.arg("column", question).arg("code", code));
            }
        }
    }
}

/// The name of a step whose seats have names: theirs.
fn together(seats: &[Seat]) -> Text {
    match seats {
        [only] => only.label.clone(),
        several => {
            let names: Vec<&str> = several.iter().map(|seat| seat.label.get(Lang::Ja)).collect();
            Text::ja(names.join("・"))
        }
    }
}
