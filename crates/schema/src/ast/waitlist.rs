//! `waitlist` of a booking as written.

use super::Word;
use crate::{
    app::Patience,
    lower::time,
    syntax::{
        Node,
        read::{self, Diagnostics, MapReader},
    },
};

/// How many wait for one day when nothing is written.
const MOST: u32 = 20;

/// `yes`, or `{answer: 24 hours, most: 20, send: offered}`.
#[derive(Debug)]
pub(crate) struct Waitlist {
    pub(crate) answer: Patience,
    pub(crate) most: u32,
    pub(crate) send: Option<Word>,
}

impl Waitlist {
    /// Reads it; `no` is none.
    pub(super) fn read(node: &Node, d: &mut Diagnostics) -> Option<Waitlist> {
        if node.as_map().is_none() {
            let standard = Waitlist { answer: Patience::default(), most: MOST, send: None };
            return read::yes_no(node, d)?.then_some(standard);
        }
        let mut map = MapReader::new(node, d)?;
        let answer = map.optional("answer").map(|node| time::read(node, time::Form::Patience, time::patience, d));
        let most = map.integer("most", (1, 1000), d).and_then(|most| u32::try_from(most).ok());
        let send = map.optional("send").and_then(|node| Word::read(node, d));
        map.finish(d);
        let answer = answer.unwrap_or_else(|| Some(Patience::default()));
        Some(Waitlist { answer: answer?, most: most.unwrap_or(MOST), send })
    }
}
