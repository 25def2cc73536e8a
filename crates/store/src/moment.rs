//! Moments as text: UTC, RFC 3339, always with milliseconds, so that text order is time order.

use crate::StoreError;
use jiff::{Timestamp, civil::Date};

/// A moment as it is stored; parts of a millisecond are cut.
pub(crate) fn stamp(at: Timestamp) -> String {
    format!("{at:.3}")
}

/// A stored moment.
pub(crate) fn parse(text: &str) -> Result<Timestamp, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt(format!("not a moment: {text}")))
}

/// A stored moment, or NULL.
pub(crate) fn parse_opt(text: Option<&str>) -> Result<Option<Timestamp>, StoreError> {
    text.map(parse).transpose()
}

/// A stored day.
pub(crate) fn day(text: &str) -> Result<Date, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt(format!("not a date: {text}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_always_has_three_decimals_and_is_cut_not_rounded() {
        let cases = [
            ("2026-11-02T07:00:00Z", "2026-11-02T07:00:00.000Z"),
            ("2026-11-02T07:00:00.1239Z", "2026-11-02T07:00:00.123Z"),
            ("2026-12-31T23:59:59.999999999Z", "2026-12-31T23:59:59.999Z"),
        ];
        for (given, stored) in cases {
            assert_eq!(stamp(given.parse().unwrap()), stored);
            assert_eq!(stamp(parse(stored).unwrap()), stored);
        }
    }
}
