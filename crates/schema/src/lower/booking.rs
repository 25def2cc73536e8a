//! `booking`: references resolved, expressions in their scope.

use super::{Lowering, formula::Place};
use crate::{
    app::{Booking, Limit, Lottery, Page, Question, Waitlist, Window},
    ast,
    check::names,
    diagnostic::Diagnostic,
    field::Kind,
    value::Type,
};
use indexmap::IndexMap;

/// Minutes that capacity is kept when nothing is written.
const HOLD_MINUTES: u32 = 15;

impl Lowering<'_> {
    /// All bookings; each is for a slot question.
    pub(super) fn bookings(&mut self, written: &[ast::Booking<'_>], pages: &[Page]) {
        for booking in written {
            let id = &booking.id;
            let used = pages.iter().flat_map(|page| &page.questions).any(|question| is_slot_of(question, &id.text));
            if !used && self.broken.is_empty() {
                match &booking.lottery {
                    Some(lottery) => {
                        self.d.push(Diagnostic::error("booking.lottery-unused", lottery.span).arg("name", &id.text));
                    }
                    None => self.d.push(Diagnostic::warning("booking.unused", id.span).arg("name", &id.text)),
                }
            }
            let booking = self.booking(booking);
            self.bookings.insert(booking.id.clone(), booking);
        }
    }

    /// One booking.
    fn booking(&mut self, written: &ast::Booking<'_>) -> Booking {
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
            length: self.length(written, &place),
            times: written.times.clone(),
            reserved: self.reserved(written),
            capacity: self.capacity(written),
            uses: self.uses(written, &place),
            window: self.window(written),
            cutoff: written.cutoff,
            change_until: written.change_until,
            hold_minutes: written.hold_minutes.unwrap_or(HOLD_MINUTES),
            limit: written.limit.as_ref().and_then(|limit| self.limit(limit)),
            release_when: self.release_when(written),
            waitlist: written.waitlist.as_ref().map(|waitlist| self.waitlist(waitlist)),
            lottery: written.lottery.as_ref().map(|lottery| self.lottery(lottery, written)),
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
        if written.has_no_capacity {
            self.d.push(Diagnostic::error("booking.no-capacity", written.id.span).arg("name", &written.id.text));
        }
        names::identities(names::Of::CapacityUnit, written.capacity.iter().map(|(unit, _)| unit), self.d);
        written.capacity.iter().map(|(unit, count)| (unit.text.clone(), *count)).collect()
    }

    /// How long a visit takes; a fixed length must fit on some day.
    fn length(&mut self, written: &ast::Booking<'_>, place: &Place) -> Option<crate::expr::Expr> {
        let formula = written.length.as_ref()?;
        if !written.timed {
            self.d.push(Diagnostic::error("booking.length", formula.node.span).arg("name", &written.id.text));
        }
        if let (Some(times), Ok(minutes)) = (&written.times, formula.text.trim().parse::<u32>())
            && minutes > times.longest()
        {
            let report = Diagnostic::error("booking.too-long", formula.node.span);
            self.d.push(report.arg("minutes", minutes).arg("longest", times.longest()));
        }
        self.value(formula, place, Some(&Type::Number))
    }

    fn reserved(&mut self, written: &ast::Booking<'_>) -> IndexMap<String, i64> {
        for (unit, count) in &written.reserved {
            match written.capacity.iter().find(|(known, _)| known.text == unit.text) {
                Some((_, all)) if count < all => {}
                Some((_, all)) => {
                    let report = Diagnostic::error("booking.reserved", unit.span);
                    self.d.push(report.arg("name", &unit.text).arg("capacity", all));
                }
                None => {
                    let known = written.capacity.iter().map(|(unit, _)| unit.text.as_str());
                    names::unknown("booking.unknown-unit", unit, known, self.d);
                }
            }
        }
        written.reserved.iter().map(|(unit, count)| (unit.text.clone(), *count)).collect()
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
        if let Some(cutoff) = written.cutoff.filter(|cutoff| cutoff.before.unit == window.until.unit)
            && cutoff.before.count > window.until.count
        {
            self.d.push(Diagnostic::error("booking.cutoff-outside", span).arg("name", &written.id.text));
        }
        window
    }

    fn limit(&mut self, written: &ast::Limit) -> Option<Limit> {
        self.scalar_question(&written.per).then(|| Limit { per: written.per.text.clone(), open: written.open })
    }

    fn lottery(&mut self, lottery: &ast::Lottery, written: &ast::Booking<'_>) -> Lottery {
        if written.waitlist.is_some() {
            let report = Diagnostic::error("booking.lottery-waitlist", lottery.span);
            self.d.push(report.arg("name", &written.id.text));
        }
        let mut mail = |mail: &Option<ast::Word>| -> Option<String> {
            mail.as_ref().filter(|mail| self.mail_name(mail)).map(|mail| mail.text.clone())
        };
        let (won, lost) = (mail(&lottery.won), mail(&lottery.lost));
        Lottery { apply: lottery.apply, draw: lottery.draw, confirm: lottery.confirm, won, lost }
    }

    fn waitlist(&mut self, written: &ast::Waitlist) -> Waitlist {
        let send = written.send.as_ref().filter(|mail| self.mail_name(mail));
        Waitlist { answer: written.answer, most: written.most, send: send.map(|mail| mail.text.clone()) }
    }

    fn release_when(&mut self, written: &ast::Booking<'_>) -> Vec<String> {
        if written.release_when.is_none() && self.ends > 1 {
            self.d.push(Diagnostic::warning("booking.never-released", written.id.span).arg("name", &written.id.text));
        }
        let states = written.release_when.as_deref().unwrap_or_default();
        states.iter().filter(|state| self.state_name(state)).map(|state| state.text.clone()).collect()
    }
}

fn is_slot_of(question: &Question, booking: &str) -> bool {
    matches!(&question.kind, Kind::Slot(slot) if slot.book == booking)
}
