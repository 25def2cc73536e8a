//! Drawing among applications: when, in which order, and what is written down. Who wins follows from the order and
//! from what fits, as for a line of those who wait.

use jiff::civil::Date;
use madoguchi_schema::app::Booking;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// What a booking with a lottery takes now; one without always books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Applications are not taken yet.
    Early,
    /// Applications for the draw.
    Applying,
    /// Applications are closed, and nothing is drawn yet.
    Closed,
    /// What is left, first come first served.
    Booking,
}

/// The phase on a day.
pub fn phase(booking: &Booking, today: Date) -> Phase {
    match &booking.lottery {
        None => Phase::Booking,
        Some(lottery) if today < lottery.apply.0 => Phase::Early,
        Some(lottery) if today <= lottery.apply.1 => Phase::Applying,
        Some(lottery) if today < lottery.draw => Phase::Closed,
        Some(_) => Phase::Booking,
    }
}

/// The hash of a seed, published before anybody applies.
pub fn commitment(seed: &str) -> String {
    hash(seed)
}

/// The number that orders an application: `printf '%s:%s' SEED RECEIPT | sha256sum`.
pub fn lot(seed: &str, receipt: &str) -> String {
    hash(&format!("{seed}:{receipt}"))
}

/// Receipts in the order of the draw, with their lots.
pub fn order(seed: &str, receipts: impl IntoIterator<Item = String>) -> Vec<(String, String)> {
    let mut lots: Vec<(String, String)> = receipts.into_iter().map(|receipt| (lot(seed, &receipt), receipt)).collect();
    lots.sort_unstable();
    lots.into_iter().map(|(lot, receipt)| (receipt, lot)).collect()
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What a draw leaves behind; with the seed anybody can make the order again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Log {
    /// The seed.
    pub seed: String,
    /// Its hash, published when applications opened.
    pub commitment: String,
    /// The applications in order.
    pub order: Vec<Drawn>,
}

/// One application of a draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// Its place, from 1.
    pub rank: u32,
    /// Its receipt number.
    pub receipt: String,
    /// Its lot.
    pub lot: String,
    /// The area; may be empty.
    pub area: String,
    /// The day, and time, that it wished for.
    pub wish: String,
    /// It was offered.
    pub won: bool,
}

impl Log {
    /// Whether the seed is the one that was promised and gives this order.
    pub fn holds(&self) -> bool {
        let again = order(&self.seed, self.order.iter().map(|drawn| drawn.receipt.clone()));
        let same =
            again.iter().zip(&self.order).all(|((receipt, lot), drawn)| *receipt == drawn.receipt && *lot == drawn.lot);
        commitment(&self.seed) == self.commitment && same
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_what_anybody_computes_from_seed_and_receipt() {
        // printf '%s:%s' seed ABCD-2345 | sha256sum
        assert_eq!(lot("seed", "ABCD-2345"), "a30bdfc5e06e01d0af865fbe311e0025f6209db73031f99416902bc83aa50530");
    }

    #[test]
    fn the_order_depends_on_nothing_but_the_seed_and_the_receipts() {
        let receipts = || ["C", "A", "B"].map(str::to_owned);
        let mut other = receipts();
        other.reverse();
        assert_eq!(order("one", receipts()), order("one", other));
        assert!((0..20).any(|n| order(&n.to_string(), receipts()) != order("one", receipts())));
    }

    #[test]
    fn a_log_that_was_touched_does_not_hold() {
        let drawn = |(rank, (receipt, lot)): (u32, (String, String))| Drawn {
            rank,
            receipt,
            lot,
            area: String::new(),
            wish: "2027-01-12".to_owned(),
            won: rank == 1,
        };
        let order = order("seed", ["A", "B"].map(str::to_owned));
        let log = Log {
            seed: "seed".to_owned(),
            commitment: commitment("seed"),
            order: (1..).zip(order).map(drawn).collect(),
        };
        assert!(log.holds());
        let mut touched = log.clone();
        touched.order.reverse();
        assert!(!touched.holds());
        assert!(!Log { seed: "other".to_owned(), ..log }.holds());
    }
}
