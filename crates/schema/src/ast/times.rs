//! `times` of a booking as written.

use crate::{
    app::{Times, minute},
    diagnostic::Diagnostic,
    lower::time,
    syntax::{
        Node,
        read::{self, Diagnostics, MapReader},
    },
};
use jiff::civil::{Time, Weekday};

/// Reads and judges `times`.
pub(super) fn times(node: &Node, d: &mut Diagnostics) -> Option<Times> {
    let mut map = MapReader::new(node, d)?;
    let from = map.required("from", d).and_then(|node| clock(node, d));
    let until = map.required("until", d).and_then(|node| clock(node, d));
    let every = map.required("every", d).and_then(|n| time::read(n, time::Form::Minutes, time::minutes, d));
    let breaks: Vec<(&Node, (Time, Time))> =
        map.one_or_many("break").into_iter().filter_map(|node| Some((node, range(node, d)?))).collect();
    let late: Vec<(Weekday, Time)> =
        map.map("late", d).iter().filter_map(|(key, node)| late(&key.text, key.span, node, d)).collect();
    map.finish(d);
    let (from, until, every) = (from?, until?, every?);
    if minute(from) + every > minute(until) {
        d.push(Diagnostic::error("booking.opening", node.span));
        return None;
    }
    let last = late.iter().map(|(_, until)| *until).chain([until]).max().unwrap_or(until);
    for (node, (begins, ends)) in &breaks {
        if begins >= ends || *begins < from || *ends > last {
            d.push(Diagnostic::error("booking.break", node.span));
        }
    }
    Some(Times { from, until, every, breaks: breaks.into_iter().map(|(_, range)| range).collect(), late })
}

/// `9:00`.
fn clock(node: &Node, d: &mut Diagnostics) -> Option<Time> {
    let found = node.as_text().and_then(of_text);
    if found.is_none() {
        read::wrong(node, "@time", d);
    }
    found
}

fn of_text(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    let digits = |text: &str| (text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok());
    Time::new(digits(hour)??, digits(minute).filter(|_| minute.len() == 2)??, 0, 0).ok()
}

/// `12:00..13:00`.
fn range(node: &Node, d: &mut Diagnostics) -> Option<(Time, Time)> {
    let found = node.as_text().and_then(|text| {
        let (from, until) = text.split_once("..")?;
        Some((of_text(from)?, of_text(until)?))
    });
    if found.is_none() {
        d.push(Diagnostic::error("booking.break", node.span));
    }
    found
}

/// `thu: 19:00`.
fn late(day: &str, span: crate::source::Span, node: &Node, d: &mut Diagnostics) -> Option<(Weekday, Time)> {
    let known = crate::office::WEEKDAYS;
    let Some((_, weekday)) = known.iter().find(|(name, _)| *name == day) else {
        let names = known.map(|(name, _)| name);
        let report = Diagnostic::error("form.unknown-word", span).arg("word", day).arg("known", names.join(" "));
        d.push(report.nearest(day, names));
        return None;
    };
    clock(node, d).map(|until| (*weekday, until))
}
