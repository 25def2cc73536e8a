//! `booking` as written.

use super::{Formula, Lottery, Waitlist, Word, times};
use crate::{
    app::{Cutoff, Days, Times, Window},
    lower::time,
    source::Span,
    syntax::{
        Data, Key, Node,
        read::{self, Diagnostics, MapReader},
    },
};

/// One booking.
#[derive(Debug)]
pub(crate) struct Booking<'a> {
    pub(crate) id: Word,
    pub(crate) area: Option<Formula<'a>>,
    pub(crate) calendar: Option<Word>,
    pub(crate) open: Option<Formula<'a>>,
    /// `capacity` is missing or empty.
    pub(crate) has_no_capacity: bool,
    /// Units and how many there are.
    pub(crate) capacity: Vec<(Word, i64)>,
    pub(crate) uses: Vec<(Word, Formula<'a>)>,
    pub(crate) times: Option<Times>,
    /// `length`, which needs `times`.
    pub(crate) length: Option<Formula<'a>>,
    /// `times` is written, well or not.
    pub(crate) timed: bool,
    pub(crate) reserved: Vec<(Word, i64)>,
    pub(crate) window: Option<(Window, Span)>,
    pub(crate) cutoff: Option<Cutoff>,
    pub(crate) change_until: Option<Cutoff>,
    pub(crate) hold_minutes: Option<u32>,
    pub(crate) limit: Option<Limit>,
    pub(crate) release_when: Option<Vec<Word>>,
    pub(crate) waitlist: Option<Waitlist>,
    pub(crate) lottery: Option<Lottery>,
}

/// `{per: phone, open: 3}`.
#[derive(Debug)]
pub(crate) struct Limit {
    pub(crate) per: Word,
    pub(crate) open: u32,
}

impl<'a> Booking<'a> {
    pub(super) fn read(id: &Key, node: &'a Node, d: &mut Diagnostics) -> Option<Booking<'a>> {
        let mut map = MapReader::new(node, d)?;
        let units = map.optional("capacity");
        let booking = Booking {
            id: id.into(),
            has_no_capacity: units
                .is_none_or(|node| matches!(node.data, Data::Null) || node.as_map().is_some_and(<[_]>::is_empty)),
            area: Formula::optional(&mut map, "area", d),
            calendar: Word::required(&mut map, "calendar", d),
            open: Formula::optional(&mut map, "open", d),
            capacity: units.filter(|node| node.data != Data::Null).map(|node| capacity(node, d)).unwrap_or_default(),
            uses: uses(&mut map, d),
            timed: map.optional("times").is_some(),
            times: map.optional("times").and_then(|node| times::times(node, d)),
            length: Formula::optional(&mut map, "length", d),
            reserved: map.optional("reserved").map(|node| capacity(node, d)).unwrap_or_default(),
            window: map.optional("window").and_then(|node| window(node, d)),
            cutoff: cutoff(&mut map, "cutoff", d),
            change_until: cutoff(&mut map, "change_until", d),
            hold_minutes: map.optional("hold").and_then(|node| time::read(node, time::Form::Minutes, time::minutes, d)),
            limit: map.optional("limit").and_then(|node| Limit::read(node, d)),
            release_when: Word::many(&mut map, "release_when", d),
            waitlist: map.optional("waitlist").and_then(|node| Waitlist::read(node, d)),
            lottery: map.optional("lottery").and_then(|node| Lottery::read(node, d)),
        };
        map.finish(d);
        Some(booking)
    }
}

/// `{points: 120, visits: 40}`.
fn capacity(node: &Node, d: &mut Diagnostics) -> Vec<(Word, i64)> {
    let entries = read::map(node, d).unwrap_or_default();
    entries.iter().filter_map(|(unit, node)| Some((unit.into(), read::integer(node, (1, 1_000_000), d)?))).collect()
}

/// `{points: points, visits: 1}`.
fn uses<'a>(map: &mut MapReader<'a>, d: &mut Diagnostics) -> Vec<(Word, Formula<'a>)> {
    let entries = map.map("uses", d);
    entries.iter().filter_map(|(unit, node)| Some((unit.into(), Formula::read(node, d)?))).collect()
}

/// `{from: 2 business days, until: 60 days}`.
fn window(node: &Node, d: &mut Diagnostics) -> Option<(Window, Span)> {
    let mut map = MapReader::new(node, d)?;
    let mut days = |key: &'static str, d: &mut Diagnostics| -> Option<Option<Days>> {
        match map.optional(key) {
            None => Some(None),
            Some(node) => time::read(node, time::Form::Days, time::days, d).map(Some),
        }
    };
    let (from, until) = (days("from", d), days("until", d));
    map.finish(d);
    let default = Window::default();
    let window = Window { from: from?.unwrap_or(default.from), until: until?.unwrap_or(default.until) };
    Some((window, node.span))
}

fn cutoff(map: &mut MapReader<'_>, key: &'static str, d: &mut Diagnostics) -> Option<Cutoff> {
    time::read(map.optional(key)?, time::Form::Cutoff, time::cutoff, d)
}

impl Limit {
    fn read(node: &Node, d: &mut Diagnostics) -> Option<Limit> {
        let mut map = MapReader::new(node, d)?;
        let per = Word::required(&mut map, "per", d);
        let open = map.required("open", d).and_then(|node| read::integer(node, (1, 1000), d));
        map.finish(d);
        Some(Limit { per: per?, open: u32::try_from(open?).ok()? })
    }
}
