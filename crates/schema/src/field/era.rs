//! Japanese eras (元号): which dates they have, and years in them.
//!
//! First and last days: 元号を改める政令 (昭和64年政令第1号: 平成 from 1989-01-08; 平成31年政令第143号: 令和 from
//! 2019-05-01), 昭和改元の詔書 (1926-12-25), 大正改元の詔書 (1912-07-30); the same as java.time's `JapaneseEra`.
//! Japan counts by the Gregorian calendar since 1873-01-01 (明治5年太政官布告第337号); what is before has no date here.

use jiff::civil::{Date, date};

/// One era.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Era {
    /// Word in forms: `reiwa`.
    pub code: &'static str,
    /// 令和.
    pub name: &'static str,
    /// R.
    pub letter: char,
    /// First day.
    pub first: Date,
    /// Last day; none for the present era.
    pub last: Option<Date>,
}

/// The code of the Gregorian calendar in forms.
pub const GREGORIAN: &str = "seireki";

/// The first day of the Gregorian calendar in Japan.
pub const FIRST_DAY: Date = date(1873, 1, 1);

/// All eras, newest first.
pub const ERAS: [Era; 5] = [
    Era { code: "reiwa", name: "令和", letter: 'R', first: date(2019, 5, 1), last: None },
    Era { code: "heisei", name: "平成", letter: 'H', first: date(1989, 1, 8), last: Some(date(2019, 4, 30)) },
    Era { code: "showa", name: "昭和", letter: 'S', first: date(1926, 12, 25), last: Some(date(1989, 1, 7)) },
    Era { code: "taisho", name: "大正", letter: 'T', first: date(1912, 7, 30), last: Some(date(1926, 12, 24)) },
    Era { code: "meiji", name: "明治", letter: 'M', first: date(1868, 1, 25), last: Some(date(1912, 7, 29)) },
];

impl Era {
    /// The era of a date; `None` before 1873.
    pub fn of(date: Date) -> Option<Era> {
        ERAS.into_iter().find(|era| era.first <= date).filter(|_| date >= FIRST_DAY)
    }

    /// An era by its code, name or letter: `showa`, `昭和`, `S`, `s`.
    pub fn from_word(word: &str) -> Option<Era> {
        ERAS.into_iter().find(|era| {
            era.code == word
                || era.name == word
                || word.len() == 1 && word.starts_with(|c: char| c.eq_ignore_ascii_case(&era.letter))
        })
    }

    /// The Gregorian year of a year in the era.
    pub fn gregorian(self, year: i16) -> Option<i16> {
        self.first.year().checked_add(year)?.checked_sub(1)
    }

    /// The year in the era: `元年`, `8年`.
    pub fn year(self, date: Date) -> String {
        match date.year() - self.first.year() + 1 {
            1 => "元年".to_owned(),
            year => format!("{year}年"),
        }
    }

    /// A day in the era without its name: `64年1月7日`.
    pub fn day(self, date: Date) -> String {
        format!("{}{}月{}日", self.year(date), date.month(), date.day())
    }
}

/// `令和8年3月5日`; the Gregorian date before 1873.
pub fn japanese(date: Date) -> String {
    match Era::of(date) {
        Some(era) => format!("{}{}", era.name, era.day(date)),
        None => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
    }
}

/// `2026年（令和8年）3月5日（木）`.
pub fn long(date: Date) -> String {
    let era = Era::of(date).map(|era| format!("（{}{}）", era.name, era.year(date))).unwrap_or_default();
    format!("{}年{era}{}月{}日（{}）", date.year(), date.month(), date.day(), weekday(date))
}

/// `2026年（令和8年）3月`.
pub(super) fn long_month(date: Date) -> String {
    let last = date.last_of_month();
    format!("{}{}月", both_years(date.first_of_month(), last), date.month())
}

/// `2026年（令和8年）`; both eras in a year in which they change.
pub(super) fn long_year(date: Date) -> String {
    both_years(date.first_of_year(), date.last_of_year())
}

fn both_years(first: Date, last: Date) -> String {
    let named = |date: Date| Era::of(date).map(|era| format!("{}{}", era.name, era.year(date)));
    let mut names: Vec<String> = [first, last].into_iter().filter_map(named).collect();
    names.dedup();
    let names = if names.is_empty() { String::new() } else { format!("（{}）", names.join("・")) };
    format!("{}年{names}", first.year())
}

/// `木`.
pub fn weekday(date: Date) -> char {
    let place = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
    "月火水木金土日".chars().nth(place).unwrap_or('日')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eras_meet_without_gap() {
        for pair in ERAS.windows(2) {
            let [newer, older] = pair else { continue };
            assert_eq!(older.last.map(|last| last.tomorrow().ok()), Some(Some(newer.first)));
        }
    }

    #[test]
    fn the_first_year_is_gannen() {
        assert_eq!(japanese(date(2019, 5, 1)), "令和元年5月1日");
        assert_eq!(japanese(date(2019, 4, 30)), "平成31年4月30日");
        assert_eq!(japanese(date(1989, 1, 7)), "昭和64年1月7日");
        assert_eq!(japanese(date(1873, 1, 1)), "明治6年1月1日");
        assert_eq!(japanese(date(1872, 12, 31)), "1872年12月31日");
        assert_eq!(long(date(2026, 3, 5)), "2026年（令和8年）3月5日（木）");
    }
}
