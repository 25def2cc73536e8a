//! `queue.charts`: what puts cases into bars, and what is counted of them; both must be something that SQL can say.

use super::{
    Lowering,
    formula::{Place, Tried},
    queue::{Stored, questions, single},
};
use crate::{
    app::{Chart, Measure, Page, Scale, Total},
    ast::{self, Formula},
    check::names,
    diagnostic::Diagnostic,
    expr::{self, Expr, Problem},
    field::Kind,
    text::Text,
    value::Type,
};
use indexmap::IndexMap;
use std::ops::Range;

impl Lowering<'_> {
    /// The charts of the queue.
    pub(super) fn charts(
        &mut self,
        written: &[ast::Chart<'_>],
        place: &Place,
        pages: &[Page],
    ) -> IndexMap<String, Chart> {
        names::identities(names::Of::Chart, written.iter().map(|chart| &chart.id), self.d);
        let mut charts = IndexMap::new();
        for chart in written {
            let label = self.label_of(chart.label.as_ref(), &chart.id);
            let filter = chart.filter.as_ref().and_then(|formula| self.filter(formula, place, pages));
            let group = chart.group.as_ref().and_then(|formula| self.bars(formula, place, pages));
            let measure = match &chart.measure {
                Some(formula) => self.measure(formula, place, pages),
                None => Some(counted()),
            };
            let (Some(group), Some(measure)) = (group, measure) else { continue };
            let id = chart.id.text.clone();
            let column = single(group.source.trim(), pages);
            let scale = scale(&group);
            charts.insert(id.clone(), Chart { id, label, filter, group, column, scale, measure });
        }
        charts
    }

    /// What puts cases into bars: one value of a case, of few that there are.
    fn bars(&mut self, formula: &Formula<'_>, place: &Place, pages: &[Page]) -> Option<Expr> {
        // `visit` alone is the day of the visit, as it is in a column.
        let slot = questions(pages).find(|q| q.id == formula.text.trim() && matches!(q.kind, Kind::Slot(_)));
        let group = match slot {
            Some(slot) => {
                let date = format!("{}.date", slot.id);
                let (result, later) = self.tried(place, |names| expr::compile(&date, names, None));
                self.settled(formula, place, result, &later)?
            }
            None => self.value(formula, place, None)?,
        };
        let single = !matches!(group.ty, Type::List(_) | Type::Record(_) | Type::Rows(_) | Type::Files);
        if !single || group.reads.is_empty() {
            self.d.push(Diagnostic::error("queue.chart-group", formula.node.span).arg("text", formula.text));
            return None;
        }
        if group.key(&Stored(pages)).is_none() {
            self.cannot_count(formula, &group);
            return None;
        }
        Some(group)
    }

    /// `count()`, `sum(points)`, `sum(goods.qty)`: over cases, or over the rows of all of them.
    fn measure(&mut self, formula: &Formula<'_>, place: &Place, pages: &[Page]) -> Option<Measure> {
        let call = expr::outer_call(formula.text);
        let (name, args) = call.as_ref().map_or(("", &[][..]), |(name, args)| (name.as_str(), args.as_slice()));
        let (total, of) = match (name, args) {
            ("count", []) => return Some(counted()),
            ("sum", [arg]) => (Total::Sum, self.per_case(formula, place, arg)?),
            ("min", [arg]) => (Total::Min, self.per_case(formula, place, arg)?),
            ("max", [arg]) => (Total::Max, self.per_case(formula, place, arg)?),
            _ => (Total::Sum, self.rows_counted(formula, place)?),
        };
        if of.total(total, &Stored(pages)).is_none() {
            self.cannot_count(formula, &of);
            return None;
        }
        let unit = unit(&of, pages);
        Some(Measure { total, of: Some(of), unit })
    }

    /// Rows of all cases are counted: `count(children where age < 6)`.
    fn rows_counted(&mut self, formula: &Formula<'_>, place: &Place) -> Option<Expr> {
        let (found, later) = self.attempt(formula, place, 0..formula.text.len());
        let no_rows = |problems: &Vec<Problem>| problems.iter().any(|problem| problem.code == "expr.no-rows");
        match found {
            Ok(rows) if rows.aggregate() == Some("count") => self.settled(formula, place, Ok(rows), &later),
            Err(problems) if !no_rows(&problems) => self.settled(formula, place, Err(problems), &later),
            _ => {
                self.d.push(Diagnostic::error("queue.chart-measure", formula.node.span).arg("text", formula.text));
                None
            }
        }
    }

    /// The number of each case: what stands in the brackets, or the whole where that is rows of the case.
    fn per_case(&mut self, formula: &Formula<'_>, place: &Place, arg: &Range<usize>) -> Option<Expr> {
        let (inner, later) = self.attempt(formula, place, arg.clone());
        let inner = match inner {
            Ok(found) if is_number(&found.ty) => return self.settled(formula, place, Ok(found), &later),
            other => other,
        };
        let (whole, later_of_whole) = self.attempt(formula, place, 0..formula.text.len());
        match (inner, whole) {
            (_, Ok(found)) if is_number(&found.ty) => self.settled(formula, place, Ok(found), &later_of_whole),
            (Err(problems), Err(of_whole)) if of_whole.iter().any(|problem| problem.code == "expr.no-rows") => {
                self.settled(formula, place, Err(problems), &later)
            }
            (Err(_), Err(of_whole)) => self.settled(formula, place, Err(of_whole), &later_of_whole),
            _ => {
                self.d.push(Diagnostic::error("queue.chart-measure", formula.node.span).arg("text", formula.text));
                None
            }
        }
    }

    /// A part of a formula, without a report; its problems keep their places in the whole.
    fn attempt(&mut self, formula: &Formula<'_>, place: &Place, part: Range<usize>) -> Tried {
        let text = formula.text.get(part.clone()).unwrap_or_default();
        let padded = " ".repeat(part.start) + text;
        let (result, later) = self.tried(place, |names| expr::compile(&padded, names, None));
        let unpadded = |mut found: Expr| {
            text.trim().clone_into(&mut found.source);
            found
        };
        (result.map(unpadded), later)
    }

    fn cannot_count(&mut self, formula: &Formula<'_>, found: &Expr) {
        if self.broken.is_empty() {
            self.d.push(
                Diagnostic::error("queue.not-counted", formula.node.span)
                    .arg("text", formula.text)
                    .arg("reason", found.refused()),
            );
        }
    }
}

/// Cases are counted.
fn counted() -> Measure {
    Measure { total: Total::Count, of: None, unit: Text::ja("件") }
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Number | Type::Money | Type::Unknown)
}

/// The unit of the question that is counted, or yen.
fn unit(of: &Expr, pages: &[Page]) -> Text {
    let asked = questions(pages).find(|question| question.id == of.source.trim());
    let written = asked.and_then(|question| match &question.kind {
        Kind::Number(number) => Some(number.unit.clone()),
        Kind::Calc(calc) => Some(calc.unit.clone()),
        _ => None,
    });
    let yen = if of.ty == Type::Money { Text::ja("円") } else { Text::default() };
    written.filter(|unit| !unit.is_empty()).unwrap_or(yen)
}

/// What the bars follow.
fn scale(group: &Expr) -> Scale {
    match (group.function(), &group.ty) {
        (Some("year"), _) => Scale::Years,
        (Some("fiscal_year"), _) => Scale::FiscalYears,
        (Some("month"), _) => Scale::Months,
        (Some("day"), _) => Scale::MonthDays,
        (_, Type::Date) => Scale::Dates,
        (_, Type::Number | Type::Money) => Scale::Numbers,
        _ => Scale::Words,
    }
}
