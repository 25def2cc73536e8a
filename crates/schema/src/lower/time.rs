//! Durations and deadlines as authors write them: `1 business day`, `15 minutes`, `16:00, 2 business days before`.
//!
//! Each reader gives `None` for anything else; [`nearest`] then guesses what was meant, for the suggestion.

use crate::{
    app::{Appointment, Cutoff, DayUnit, Days, Patience, Side, Term},
    diagnostic::Diagnostic,
    syntax::{
        Node,
        read::{self, Diagnostics},
    },
};
use jiff::civil::Time;
use unicode_normalization::UnicodeNormalization as _;

/// What a place of the definition expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `2 business days`, `60 days`.
    Days,
    /// `2 business days`, `1 month`.
    Term,
    /// `15 minutes`, `1 hour`.
    Minutes,
    /// `24 hours`, `1 business day`.
    Patience,
    /// `3 years`.
    Years,
    /// `16:00, 2 business days before`.
    Cutoff,
    /// `1 day before visit 09:00`.
    Moment,
}

impl Form {
    /// One example for the message.
    fn example(self) -> &'static str {
        match self {
            Form::Days | Form::Term => "2 business days",
            Form::Minutes => "15 minutes",
            Form::Patience => "24 hours",
            Form::Years => "3 years",
            Form::Cutoff => "16:00, 2 business days before",
            Form::Moment => "1 day before visit 09:00",
        }
    }

    fn fits(self, text: &str) -> bool {
        match self {
            Form::Days => days(text).is_some(),
            Form::Term => term(text).is_some(),
            Form::Minutes => minutes(text).is_some(),
            Form::Patience => patience(text).is_some(),
            Form::Years => years(text).is_some(),
            Form::Cutoff => cutoff(text).is_some(),
            Form::Moment => appointment(text).is_some(),
        }
    }
}

/// Reads a scalar with one of the readers below; anything else is reported with what was probably meant.
pub(crate) fn read<T>(node: &Node, form: Form, reader: fn(&str) -> Option<T>, d: &mut Diagnostics) -> Option<T> {
    let text = read::text(node, d)?;
    let found = reader(text);
    if found.is_none() {
        let mut report = Diagnostic::error("form.duration", node.span).arg("text", text).arg("example", form.example());
        report.suggestions.extend(nearest(text, form));
        d.push(report);
    }
    found
}

/// `1 business day`, `60 days`, `2 weeks`; at most 3660 days.
pub(crate) fn days(text: &str) -> Option<Days> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (count, unit, factor) = match words.as_slice() {
        [count, "business", "day" | "days"] => (count, DayUnit::Business, 1),
        [count, "day" | "days"] => (count, DayUnit::Calendar, 1),
        [count, "week" | "weeks"] => (count, DayUnit::Calendar, 7),
        _ => return None,
    };
    let count = digits(count)?.checked_mul(factor)?;
    (count <= 3660).then_some(Days { count, unit })
}

/// Days, or `1 month`; at most 120 months.
pub(crate) fn term(text: &str) -> Option<Term> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [count, "month" | "months"] => digits(count).filter(|months| (1..=120).contains(months)).map(Term::Months),
        _ => days(text).map(Term::Days),
    }
}

/// `15 minutes`, `1 hour`; at most a day.
pub(crate) fn minutes(text: &str) -> Option<u32> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let minutes = match words.as_slice() {
        [count, "minute" | "minutes"] => digits(count)?,
        [count, "hour" | "hours"] => digits(count)?.checked_mul(60)?,
        _ => return None,
    };
    (1..=1440).contains(&minutes).then_some(minutes)
}

/// `24 hours`, `1 business day`; at most 240 hours.
pub(crate) fn patience(text: &str) -> Option<Patience> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [count, "hour" | "hours"] => {
            digits(count).filter(|hours| (1..=240).contains(hours)).map(|hours| Patience::Minutes(hours * 60))
        }
        _ => days(text).filter(|days| days.count > 0).map(Patience::Days),
    }
}

/// `3 years`; at most 100.
pub(crate) fn years(text: &str) -> Option<u32> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [count, "year" | "years"] => digits(count).filter(|years| (1..=100).contains(years)),
        _ => None,
    }
}

/// `16:00, 2 business days before`; `16:00, 0 days before` is the day itself.
pub(crate) fn cutoff(text: &str) -> Option<Cutoff> {
    let (at, before) = text.split_once(',')?;
    let before = days(before.trim().strip_suffix("before")?)?;
    Some(Cutoff { time: clock(at.trim())?, before })
}

/// `16:00`.
fn clock(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let hour = i8::try_from(digits(hour)?).ok()?;
    let minute = (minute.len() == 2).then(|| digits(minute)).flatten()?;
    Time::new(hour, i8::try_from(minute).ok()?, 0, 0).ok()
}

/// `1 day before visit 09:00`, `2 business days after visit 17:00`, `on visit 07:30`.
pub(crate) fn appointment(text: &str) -> Option<Appointment> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (far, [side, question, at]) = words.split_last_chunk()?;
    let side = match (*side, far) {
        ("on", []) => Side::On,
        ("before", far) => Side::Before(days(&far.join(" "))?),
        ("after", far) => Side::After(days(&far.join(" "))?),
        _ => return None,
    };
    Some(Appointment { question: (*question).to_owned(), side, time: clock(at)? })
}

/// The right way to write what was probably meant (「２営業日」 → `2 business days`), when it can be guessed.
fn nearest(text: &str, form: Form) -> Option<String> {
    let mut text: String = text.trim().nfkc().collect::<String>().to_lowercase();
    for (from, to) in [
        ("営業日", " business days "),
        ("日間", " days "),
        ("日", " days "),
        ("週間", " weeks "),
        ("分", " minutes "),
        ("時間", " hours "),
        ("か月", " months "),
        ("ヶ月", " months "),
        ("カ月", " months "),
        ("年間", " years "),
        ("年", " years "),
        ("前", " before "),
        ("後", " after "),
        ("、", ", "),
        ("working", "business"),
        ("bussiness", "business"),
        ("buisness", "business"),
        ("_", " "),
    ] {
        text = text.replace(from, to);
    }
    let text = spaced(&text).replace(" ,", ",");
    let mut guesses = vec![text.clone()];
    match form {
        Form::Days | Form::Term => guesses.push(format!("{text} days")),
        Form::Minutes => guesses.push(format!("{text} minutes")),
        Form::Patience => guesses.push(format!("{text} hours")),
        Form::Years => guesses.push(format!("{text} years")),
        Form::Moment => {
            // `visit 1日前 9:00` is the order of Japanese.
            let words: Vec<&str> = text.split(' ').collect();
            if let [question, far @ .., side @ ("before" | "after"), at] = words.as_slice() {
                guesses.push(format!("{} {side} {question} {at}", far.join(" ")));
            }
        }
        Form::Cutoff => {
            guesses.push(format!("{text} before"));
            if let Some((clock, rest)) = text.split_once(' ') {
                guesses.push(format!("{clock}, {rest}"));
                guesses.push(format!("{clock}, {rest} before"));
            }
        }
    }
    guesses.into_iter().find(|guess| form.fits(guess))
}

/// Words and numbers apart (`2days` → `2 days`), with one blank between.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut after_digit = false;
    for c in text.chars() {
        if after_digit && c.is_ascii_alphabetic() {
            out.push(' ');
        }
        after_digit = c.is_ascii_digit();
        out.push(c);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn digits(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_calendar_days_unless_business_is_written() {
        assert_eq!(days("60 days").unwrap(), Days { count: 60, unit: DayUnit::Calendar });
        assert_eq!(days("1 business day").unwrap(), Days { count: 1, unit: DayUnit::Business });
        assert_eq!(days("2 weeks").unwrap(), Days { count: 14, unit: DayUnit::Calendar });
        for wrong in ["", "days", "2", "-1 days", "2 bananas", "99999 days", "２ days", "2 business"] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_term_may_be_months() {
        assert_eq!(term("1 month"), Some(Term::Months(1)));
        assert_eq!(term("2 business days"), days("2 business days").map(Term::Days));
        assert_eq!(nearest("１か月", Form::Term).unwrap(), "1 months");
        assert_eq!((term("0 months"), term("month")), (None, None));
    }

    #[test]
    fn minutes_and_years_have_limits() {
        assert_eq!(minutes("15 minutes"), Some(15));
        assert_eq!(minutes("1 hour"), Some(60));
        assert_eq!(minutes("0 minutes"), None);
        assert_eq!(minutes("25 hours"), None);
        assert_eq!(years("3 years"), Some(3));
        assert_eq!(years("0 years"), None);
    }

    #[test]
    fn a_cutoff_is_a_time_and_days_before() {
        let rule = cutoff("16:00, 2 business days before").unwrap();
        assert_eq!((rule.time.hour(), rule.time.minute()), (16, 0));
        assert_eq!(rule.before, Days { count: 2, unit: DayUnit::Business });
        assert_eq!(cutoff("7:05, 0 days before").unwrap().time.minute(), 5);
        for wrong in
            ["16:00", "16:00, 2 business days", "24:00, 1 day before", "16:5, 1 day before", "16:00 1 day before"]
        {
            assert_eq!(cutoff(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_appointment_is_days_beside_a_date_and_a_time() {
        let days = |count, unit| Days { count, unit };
        let read = |text: &str| appointment(text).map(|a| (a.side, a.question, a.time.hour(), a.time.minute()));
        let visit = || "visit".to_owned();
        let before = Side::Before(days(1, DayUnit::Calendar));
        assert_eq!(read("1 day before visit 09:00"), Some((before, visit(), 9, 0)));
        let after = Side::After(days(2, DayUnit::Business));
        assert_eq!(read("2 business days after visit 17:30"), Some((after, visit(), 17, 30)));
        assert_eq!(read("on visit 7:05"), Some((Side::On, visit(), 7, 5)));
        for wrong in
            ["before visit 09:00", "1 day on visit 09:00", "1 day before 09:00", "1 day before visit", "visit 09:00"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_eq!(nearest("visit 1日前 9:00", Form::Moment).unwrap(), "1 days before visit 9:00");
    }

    #[test]
    fn what_was_meant_is_guessed() {
        assert_eq!(nearest("２営業日", Form::Days).unwrap(), "2 business days");
        assert_eq!(nearest("60日", Form::Days).unwrap(), "60 days");
        assert_eq!(nearest("7", Form::Days).unwrap(), "7 days");
        assert_eq!(nearest("15分", Form::Minutes).unwrap(), "15 minutes");
        assert_eq!(nearest("3年", Form::Years).unwrap(), "3 years");
        assert_eq!(nearest("16:00 2営業日前", Form::Cutoff).unwrap(), "16:00, 2 business days before");
        assert_eq!(nearest("16:00, 2 business days", Form::Cutoff).unwrap(), "16:00, 2 business days before");
        assert_eq!(nearest("soon", Form::Days), None);
    }
}
