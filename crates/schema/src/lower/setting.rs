//! Settings of single question types: steps, first and last days, formats of files, who and where in the office.

use super::{Lowering, formula, kind::Asked};
use crate::{
    app::Audience,
    ast::Formula,
    diagnostic::Diagnostic,
    expr::Expr,
    field::{Choice, FileFormat, Kind, Unit},
    syntax::read,
    value::Type,
};
use rust_decimal::Decimal;

/// Largest step of a whole number.
const MOST_STEP: i64 = 1_000_000_000;

impl Lowering<'_> {
    /// `step: 0.5`, above zero.
    pub(super) fn step(&mut self, q: &mut Asked<'_, '_>, whole: bool) -> Option<Decimal> {
        let node = q.map.optional("step")?;
        if whole {
            return read::integer(node, (1, MOST_STEP), self.d).map(Decimal::from);
        }
        let step = read::number(node, self.d)?;
        if step <= Decimal::ZERO {
            self.d.push(Diagnostic::error("form.step", node.span).arg("step", step));
            return None;
        }
        Some(step)
    }

    /// `min: 2026-04-01`, `max: days_after(today(), 30)`.
    pub(super) fn day(&mut self, q: &mut Asked<'_, '_>, key: &'static str) -> Option<Box<Expr>> {
        let formula = Formula::read(q.map.optional(key)?, self.d)?;
        self.value(&formula, q.place, Some(&Type::Date)).map(Box::new)
    }

    /// `accept: [pdf, jpg]`.
    pub(super) fn accept(&mut self, q: &mut Asked<'_, '_>, photo: bool) -> Vec<FileFormat> {
        let mut formats = Vec::new();
        for node in q.map.one_or_many("accept") {
            match read::word(node, &FileFormat::WORDS, self.d) {
                Some(FileFormat::Pdf) if photo => {
                    self.d.push(Diagnostic::error("form.photo-accepts", node.span).arg("name", &q.id.text));
                }
                Some(format) if !formats.contains(&format) => formats.push(format),
                _ => {}
            }
        }
        if formats.is_empty() { FileFormat::all(photo) } else { formats }
    }

    /// The units of the city as options.
    pub(super) fn unit(&mut self) -> Kind {
        let units = self.office.units.values().map(|unit| (unit.id.clone(), unit.label.clone()));
        let list = formula::closed(formula::UNITS, units);
        self.vocabulary.add_list(list.clone());
        Kind::Unit(Unit(Choice::of(list)))
    }

    /// A member of staff: who works in the office is nothing for the public.
    pub(super) fn staff(&mut self, q: &mut Asked<'_, '_>) -> Option<Kind> {
        if self.audience == Audience::Resident && !q.internal {
            self.d.push(Diagnostic::error("form.staff-in-public", q.id.span).arg("name", &q.id.text));
        }
        Some(Kind::Staff)
    }
}
