//! `number: "{fiscal_year}-{seq:5}"`: how the receipt numbers of an app are counted.

use crate::field::Era;
use jiff::civil::Date;

/// A pattern of receipt numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number(pub(crate) Vec<Piece>);

/// One piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Letters, digits and hyphens.
    Text(String),
    /// `{year}`: 2026.
    Year,
    /// `{fiscal_year}`: 2026 until March 2027.
    FiscalYear,
    /// `{wareki}`: the fiscal year in the era, R8.
    Wareki,
    /// `{seq:5}`: 00001.
    Seq(usize),
}

/// A pattern on one day: what stands before and after the count, and how wide it is. Numbers with the same beginning
/// and end are counted together, so that a pattern with a year begins anew each year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Before the count.
    pub before: String,
    /// After it.
    pub after: String,
    /// Least digits.
    pub width: usize,
}

impl Number {
    /// The series of a day.
    pub fn series(&self, day: Date) -> Series {
        let at = self.0.iter().position(|piece| matches!(piece, Piece::Seq(_))).unwrap_or(self.0.len());
        let text = |pieces: &[Piece]| pieces.iter().map(|piece| piece.on(day)).collect();
        let width = if let Some(Piece::Seq(width)) = self.0.get(at) { *width } else { 1 };
        Series { before: text(&self.0[..at]), after: text(self.0.get(at + 1..).unwrap_or_default()), width }
    }

    /// What tells apart the numbers of two patterns: years and counts are all the same.
    pub(crate) fn shape(&self) -> String {
        let shape = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Year | Piece::FiscalYear => "{year}".to_owned(),
            Piece::Wareki => "{wareki}".to_owned(),
            Piece::Seq(_) => "{seq}".to_owned(),
        };
        self.0.iter().map(shape).collect()
    }
}

impl Piece {
    fn on(&self, day: Date) -> String {
        match self {
            Piece::Text(text) => text.clone(),
            Piece::Year => day.year().to_string(),
            Piece::FiscalYear => fiscal_year(day).to_string(),
            Piece::Wareki => wareki(fiscal_year(day)),
            Piece::Seq(_) => String::new(),
        }
    }
}

impl Series {
    /// The number of a count from 1.
    pub fn number(&self, count: i64) -> String {
        format!("{}{count:0width$}{}", self.before, self.after, width = self.width)
    }
}

/// The year that begins in April.
fn fiscal_year(day: Date) -> i16 {
    if day.month() < 4 { day.year() - 1 } else { day.year() }
}

/// R8: the era at the end of the fiscal year, so that 令和元年度 begins in April 2019 as it did.
fn wareki(year: i16) -> String {
    let last = Date::new(year + 1, 3, 31).unwrap_or(Date::MAX);
    match Era::of(last) {
        Some(era) => format!("{}{}", era.letter, year - era.first.year() + 1),
        None => year.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_series_begins_anew_with_its_year_and_never_loses_a_digit() {
        let number =
            Number(vec![Piece::Text("LIB-".into()), Piece::FiscalYear, Piece::Text("-".into()), Piece::Seq(5)]);
        let (march, april) = (number.series(date(2027, 3, 31)), number.series(date(2027, 4, 1)));
        assert_eq!((march.number(1), march.number(123_456)), ("LIB-2026-00001".into(), "LIB-2026-123456".into()));
        assert_eq!(april.number(42), "LIB-2027-00042");
        assert_ne!(march, april);
        let wareki = Number(vec![Piece::Wareki, Piece::Text("-".into()), Piece::Seq(3), Piece::Text("-A".into())]);
        assert_eq!(wareki.series(date(2026, 11, 2)).number(7), "R8-007-A");
        assert_eq!(wareki.series(date(2019, 4, 1)).number(7), "R1-007-A");
        assert_eq!(wareki.series(date(2019, 3, 31)).number(7), "H30-007-A");
    }
}
