//! How functions are said.

use super::Speaker;
use crate::expr::{
    function::{Aggregate, FUNCTIONS, Form, Plain},
    node::Node,
};

/// Functions of their arguments, in Japanese and English.
const SAID: &[(&str, &str, &str)] = &[
    ("round", "{0}を四捨五入した数", "{0} rounded"),
    ("rounddown", "{0}の端数を切り捨てた数", "{0} rounded down"),
    ("roundup", "{0}の端数を切り上げた数", "{0} rounded up"),
    ("days_after", "{0}の{1}日後", "{1} days after {0}"),
    ("months_after", "{0}の{1}か月後", "{1} months after {0}"),
    ("days_between", "{0}から{1}までの日数", "days from {0} to {1}"),
    ("business_days_after", "{0}の{1}営業日後", "{1} business days after {0}"),
    ("year", "{0}の年", "the year of {0}"),
    ("month", "{0}の月", "the month of {0}"),
    ("day", "{0}の日", "the day of {0}"),
    ("weekday", "{0}の曜日", "the weekday of {0}"),
    ("fiscal_year", "{0}の年度", "the fiscal year of {0}"),
    ("age_on", "{0}に生まれた人の、{1}の年齢", "age on {1} of a person born on {0}"),
    ("area_of", "{0}の地区", "the area of {0}"),
    ("weekdays_of", "{0}の曜日", "the weekdays of {0}"),
    ("length", "{0}の文字数", "the length of {0}"),
    ("contains", "{0}に{1}が含まれている", "{0} contains {1}"),
    ("starts_with", "{0}が{1}で始まる", "{0} begins with {1}"),
    ("minutes_between", "{0}から{1}までの分数", "minutes from {0} to {1}"),
    ("hours_between", "{0}から{1}までの時間数", "hours from {0} to {1}"),
];

/// How a calculation over rows is said: `{0}` is the rows, `{1}` what is taken of each, `{2}` what stands between.
pub(super) fn aggregate(how: Aggregate, of_list: bool) -> (&'static str, &'static str) {
    match (how, of_list) {
        (Aggregate::Sum, true) => ("{1}の合計", "the sum of {1}"),
        (Aggregate::Min, true) => ("{1}のいちばん小さいもの", "the least of {1}"),
        (Aggregate::Max, true) => ("{1}のいちばん大きいもの", "the greatest of {1}"),
        (Aggregate::First, true) => ("{1}の最初", "the first of {1}"),
        (Aggregate::Last, true) => ("{1}の最後", "the last of {1}"),
        (Aggregate::Count, true) => ("{1}の数", "how many {1} there are"),
        (Aggregate::Join, true) => ("{1}を{2}でつないだもの", "{1} joined by {2}"),
        (Aggregate::Any, true) => ("{1}のどれか", "any of {1}"),
        (Aggregate::All, true) => ("{1}のすべて", "all of {1}"),
        (Aggregate::Sum, false) => ("{0}の各行の（{1}）の合計", "the sum of ({1}) over {0}"),
        (Aggregate::Min, false) => ("{0}の中でいちばん小さい{1}", "the least {1} of {0}"),
        (Aggregate::Max, false) => ("{0}の中でいちばん大きい{1}", "the greatest {1} of {0}"),
        (Aggregate::First, false) => ("{0}の最初の行の{1}", "{1} of the first of {0}"),
        (Aggregate::Last, false) => ("{0}の最後の行の{1}", "{1} of the last of {0}"),
        (Aggregate::Count, false) => ("{0}の行数", "how many rows {0} has"),
        (Aggregate::Join, false) => ("{0}の{1}を{2}でつないだもの", "{1} of {0} joined by {2}"),
        (Aggregate::Any, false) => ("{0}のどれかの行で{1}", "in some row of {0}, {1}"),
        (Aggregate::All, false) => ("{0}のすべての行で{1}", "in all rows of {0}, {1}"),
    }
}

impl Speaker<'_> {
    /// A function of its arguments; one that has no words yet is said as it is written.
    pub(super) fn call(&mut self, plain: &Plain, args: &[Node]) -> String {
        let found = FUNCTIONS.iter().find(|f| matches!(&f.form, Form::Plain(known) if std::ptr::eq(known, plain)));
        let name = found.map_or("", |function| function.name);
        let args: Vec<String> = args.iter().map(|arg| self.bare(arg)).collect();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        match SAID.iter().find(|(said, _, _)| *said == name) {
            Some((_, ja, en)) => self.fill(ja, en, &args),
            None => format!("{name}({})", args.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plain_function_has_words_and_all_words_have_a_function() {
        let plain = |name: &str| FUNCTIONS.iter().any(|f| f.name == name && matches!(f.form, Form::Plain(_)));
        for function in FUNCTIONS.iter().filter(|f| matches!(f.form, Form::Plain(_))) {
            assert!(SAID.iter().any(|(name, _, _)| *name == function.name), "say what {} means", function.name);
        }
        for (name, _, _) in SAID {
            assert!(plain(name), "{name} is no function of its arguments");
        }
    }
}
