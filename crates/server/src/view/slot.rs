//! The days of a booking in words: what is free, what is nearly full, until when it can be changed.

use super::date;
use jiff::civil::Date;
use madoguchi_engine::booking::{Ask, At, Day, last_moment, sentence, uses};
use madoguchi_engine::calendar;
use madoguchi_schema::text::Lang;
use serde::Serialize;

/// A day is nearly full when fewer than this many cases like the present one fit.
const FEW: i64 = 3;

/// The offer of one booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// The question.
    pub question: String,
    /// The address is in no area, so there is nothing to offer.
    pub no_area: bool,
    /// Name of the area; may be empty.
    pub area: String,
    /// Months in order; days with their times when the booking has times.
    pub months: Vec<Month>,
    /// Times of days are chosen.
    pub timed: bool,
    /// At least one day is free.
    pub any: bool,
    /// Minutes that a chosen day is kept.
    pub hold_minutes: u32,
    /// At least one full day can be waited for.
    pub waits: bool,
    /// What is said about a draw that is not made yet.
    pub draw: Option<DrawView>,
}

/// A draw that is not made yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DrawView {
    /// Applications are taken now.
    pub applying: bool,
    /// First and last day to apply.
    pub apply: (String, String),
    /// The day of the draw.
    pub day: String,
    /// SHA-256 of its seed, once that is fixed.
    pub commitment: String,
}

impl Offer {
    /// Full days can be waited for while their lines are short; `counts` tells how many stand there.
    pub fn wait_for(&mut self, most: u32, counts: &[(At, u32)], chosen: Option<At>) {
        for day in self.months.iter_mut().flat_map(|month| &mut month.days).filter(|day| day.level == "full") {
            let Ok(at) = day.date.parse::<At>() else { continue };
            let standing = counts.iter().find(|(day, _)| *day == at).map_or(0, |(_, count)| *count);
            if standing >= most {
                continue;
            }
            self.waits = true;
            day.wait = Some(Line { value: format!("waiting:{}", day.date), standing, chosen: chosen == Some(at) });
        }
        for month in &mut self.months {
            month.chosen |= month.days.iter().any(|day| day.wait.as_ref().is_some_and(|line| line.chosen));
            month.waits = month.days.iter().any(|day| day.wait.is_some());
        }
    }

    /// Whether a day is among those shown.
    pub fn has(&self, date: &str) -> bool {
        self.months.iter().flat_map(|m| &m.days).any(|d| d.date == date)
    }
}

/// The days of one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Month {
    /// `2026年11月`; `11月13日（金）` when times are chosen.
    pub label: String,
    /// Something can be chosen.
    pub any: bool,
    /// Something is chosen.
    pub chosen: bool,
    /// Something can be waited for.
    pub waits: bool,
    /// Days in order.
    pub days: Vec<DayView>,
}

impl Month {
    fn push(&mut self, day: DayView) {
        self.any |= day.free;
        self.chosen |= day.chosen;
        self.days.push(day);
    }
}

/// One day, or one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayView {
    /// ISO, what is sent: a day, or a day and a time.
    pub date: String,
    /// `11月13日（金）`, or `10:00`.
    pub label: String,
    /// Both.
    pub whole: String,
    /// Can be chosen.
    pub free: bool,
    /// `free`, `few`, `full` or `present`.
    pub level: &'static str,
    /// The level in words.
    pub words: &'static str,
    /// Chosen.
    pub chosen: bool,
    /// The line for it, when it is full.
    pub wait: Option<Line>,
}

/// A line that can be joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What is sent.
    pub value: String,
    /// How many stand in it.
    pub standing: u32,
    /// Chosen.
    pub chosen: bool,
}

/// The offer in words; `chosen` is the date typed so far.
pub fn offer(question: &str, ask: &Ask<'_>, area: Option<&str>, days: &[Day], chosen: Option<At>) -> Offer {
    let needs = uses(ask);
    let office = ask.setting.office;
    let label = area.and_then(|a| office.areas.get(a)).map(|a| a.label.get(Lang::Ja).to_owned());
    let mut months: Vec<Month> = Vec::new();
    for day in days {
        let heading = match day.time {
            Some(_) => date::short(day.date),
            None => format!("{}年{}月", day.date.year(), day.date.month()),
        };
        let time = day.time.map(|time| time.strftime("%-H:%M").to_string());
        let (level, words) = level(day, |unit| needs.get(unit).copied().unwrap_or(1));
        let view = DayView {
            date: day.at().to_string(),
            whole: time
                .as_ref()
                .map_or_else(|| date::short(day.date), |time| format!("{} {time}", date::short(day.date))),
            label: time.unwrap_or_else(|| date::short(day.date)),
            free: day.room,
            level,
            words,
            chosen: (day.room || ask.setting.clerk) && chosen == Some(day.at()),
            wait: None,
        };
        match months.last_mut() {
            Some(month) if month.label == heading => month.push(view),
            _ => months.push(Month {
                label: heading,
                any: view.free,
                chosen: view.chosen,
                waits: false,
                days: vec![view],
            }),
        }
    }
    Offer {
        question: question.to_owned(),
        no_area: area.is_none(),
        area: label.unwrap_or_default(),
        any: days.iter().any(|d| d.room),
        months,
        timed: ask.booking.times.is_some(),
        hold_minutes: ask.booking.hold_minutes,
        waits: false,
        draw: None,
    }
}

/// How full a day is, never in numbers of units.
fn level(day: &Day, need: impl Fn(&str) -> i64) -> (&'static str, &'static str) {
    if day.present {
        return ("present", "現在の予約日");
    }
    if !day.room {
        return ("full", "満員");
    }
    let fits = day.left.iter().filter(|(unit, _)| need(unit) > 0).map(|(unit, left)| left / need(unit)).min();
    match fits {
        Some(times) if times < FEW => ("few", "残りわずか"),
        _ => ("free", "空きあり"),
    }
}

/// The first free days as short labels, for a page that says the chosen one is gone.
pub fn next_free(offer: &Offer, count: usize) -> Vec<String> {
    offer.months.iter().flat_map(|m| &m.days).filter(|d| d.free).take(count).map(|d| d.whole.clone()).collect()
}

/// Until when a booked date may be changed, as a sentence; `None` when the booking has no such rule or it has passed.
pub fn change_sentence(ask: &Ask<'_>, date: Date) -> Option<String> {
    let rule = ask.booking.change_until.as_ref()?;
    let calendar = calendar::of_booking(ask.booking, ask.setting.office);
    let last = last_moment(date, rule, calendar, ask.setting.office);
    (ask.setting.now <= last).then(|| sentence(date, rule, calendar, ask.setting.office, Lang::Ja))
}
