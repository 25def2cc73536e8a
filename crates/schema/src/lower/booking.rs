//! `booking`: references resolved, expressions in their scope.

use super::{Lowering, formula::Place};
use crate::{
    app::{Booking, Limit, Window},
    ast,
    check::names,
    diagnostic::Diagnostic,
    value::Type,
};
use indexmap::IndexMap;

/// Minutes that capacity is kept when nothing is written.
const HOLD_MINUTES: u32 = 15;

impl Lowering<'_> {
    /// One booking.
    pub(super) fn booking(&mut self, written: &ast::Booking<'_>) -> Booking {
        let mut place = Place::all();
        let area = written.area.as_ref().and_then(|formula| self.value(formula, &place, Some(&Type::Text)));
        place.area = written.area.is_some();
        let weekdays = Type::List(Box::new(Type::Code("weekdays".to_owned())));
        let open = written.open.as_ref().and_then(|formula| self.value(formula, &place, Some(&weekdays)));
        Booking {
            id: written.id.text.clone(),
            area,
            calendar: self.calendar(written),
            open,
            capacity: self.capacity(written),
            uses: self.uses(written, &place),
            window: self.window(written),
            cutoff: written.cutoff,
            change_until: written.change_until,
            hold_minutes: written.hold_minutes.unwrap_or(HOLD_MINUTES),
            limit: written.limit.as_ref().and_then(|limit| self.limit(limit)),
            release_when: self.release_when(written),
        }
    }

    fn calendar(&mut self, written: &ast::Booking<'_>) -> String {
        let Some(calendar) = &written.calendar else { return String::new() };
        let known = &self.office.calendars;
        if !known.contains_key(&calendar.text) {
            names::unknown("booking.unknown-calendar", calendar, known.keys().map(String::as_str), self.d);
        }
        calendar.text.clone()
    }

    fn capacity(&mut self, written: &ast::Booking<'_>) -> IndexMap<String, i64> {
        names::identities(names::Of::Booking, written.capacity.iter().map(|(unit, _)| unit), self.d);
        written.capacity.iter().map(|(unit, count)| (unit.text.clone(), *count)).collect()
    }

    fn uses(&mut self, written: &ast::Booking<'_>, place: &Place) -> IndexMap<String, crate::expr::Expr> {
        let mut uses = IndexMap::new();
        for (unit, formula) in &written.uses {
            if !written.capacity.is_empty() && written.capacity.iter().all(|(known, _)| known.text != unit.text) {
                let known = written.capacity.iter().map(|(unit, _)| unit.text.as_str());
                names::unknown("booking.unknown-unit", unit, known, self.d);
            }
            if let Some(expr) = self.value(formula, place, Some(&Type::Number)) {
                uses.insert(unit.text.clone(), expr);
            }
        }
        uses
    }

    fn window(&mut self, written: &ast::Booking<'_>) -> Window {
        let Some((window, span)) = written.window else { return Window::default() };
        if window.from.unit == window.until.unit && window.from.count > window.until.count {
            self.d.push(Diagnostic::error("booking.empty-window", span));
        }
        window
    }

    fn limit(&mut self, written: &ast::Limit) -> Option<Limit> {
        self.scalar_question(&written.per).then(|| Limit { per: written.per.text.clone(), open: written.open })
    }

    fn release_when(&mut self, written: &ast::Booking<'_>) -> Vec<String> {
        let states = written.release_when.as_deref().unwrap_or_default();
        states.iter().filter(|state| self.state_name(state)).map(|state| state.text.clone()).collect()
    }
}
