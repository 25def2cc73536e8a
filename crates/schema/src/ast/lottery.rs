//! `lottery` of a booking as written.

use super::Word;
use crate::{
    app::{DayUnit, Days, Patience},
    diagnostic::Diagnostic,
    lower::time,
    source::Span,
    syntax::{
        Node,
        read::{self, Diagnostics, MapReader},
    },
};
use jiff::civil::Date;

/// How long a drawn slot is kept when nothing is written.
const CONFIRM: Patience = Patience::Days(Days { count: 7, unit: DayUnit::Calendar });

/// `{apply: 2026-12-01..2026-12-20, draw: 2026-12-21, confirm: 7 days}`.
#[derive(Debug)]
pub(crate) struct Lottery {
    pub(crate) span: Span,
    pub(crate) apply: (Date, Date),
    pub(crate) draw: Date,
    pub(crate) confirm: Patience,
    pub(crate) won: Option<Word>,
    pub(crate) lost: Option<Word>,
}

impl Lottery {
    /// Reads it and judges the order of its days.
    pub(super) fn read(node: &Node, d: &mut Diagnostics) -> Option<Lottery> {
        let mut map = MapReader::new(node, d)?;
        let apply = map.required("apply", d).and_then(|node| days(node, d));
        let draw = map.required("draw", d).and_then(|node| read::date(node, d));
        let confirm = map.optional("confirm").map(|node| time::read(node, time::Form::Patience, time::patience, d));
        let won = map.optional("won").and_then(|node| Word::read(node, d));
        let lost = map.optional("lost").and_then(|node| Word::read(node, d));
        map.finish(d);
        let (apply, draw, confirm) = (apply?, draw?, confirm.unwrap_or(Some(CONFIRM))?);
        if apply.0 > apply.1 || draw <= apply.1 {
            d.push(Diagnostic::error("booking.lottery-order", node.span));
            return None;
        }
        Some(Lottery { span: node.span, apply, draw, confirm, won, lost })
    }
}

/// `2026-12-01..2026-12-20`.
fn days(node: &Node, d: &mut Diagnostics) -> Option<(Date, Date)> {
    let day = |text: &str| Some(text.trim()).filter(|text| text.len() == 10).and_then(|text| text.parse().ok());
    let found = read::text(node, d)?.split_once("..").and_then(|(first, last)| Some((day(first)?, day(last)?)));
    if found.is_none() {
        d.push(Diagnostic::error("booking.lottery-apply", node.span));
    }
    found
}
