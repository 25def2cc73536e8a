//! Cases of one day → areas with what is used of each unit, rows in the order in which a crew drives.

use super::{cell, date, natural};
use crate::catalog::Published;
use indexmap::IndexMap;
use jiff::civil::{Date, Time};
use madoguchi_engine::records::{CaseFacts, Taken};
use madoguchi_schema::{
    app::{Booking, Question, WHOLE_DAY},
    field::Kind,
    office::Office,
    text::Lang,
};
use serde::Serialize;
use serde_json::Value as Json;

/// What the handler has read for one slot question of the app.
pub struct Facts<'a> {
    /// The app in its current version.
    pub published: &'a Published,
    /// The slot question.
    pub question: &'a str,
    /// Its booking.
    pub booking: &'a Booking,
    /// The day.
    pub date: Date,
    /// Cases that hold capacity on that day.
    pub cases: &'a [CaseFacts],
    /// What is taken, by area: booked, and held by drafts.
    pub taken: &'a [(String, Vec<Taken>)],
    /// Whether the reader sees sensitive answers.
    pub sensitive: bool,
}

/// One area of the day, one sheet of paper.
#[derive(Debug, Serialize)]
pub struct Round {
    label: String,
    count: usize,
    bars: Vec<Bar>,
    stops: Vec<Stop>,
}

/// How full the day is, in one unit.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Bar {
    unit: String,
    used: i64,
    capacity: i64,
    /// 0 to 100.
    percent: i64,
    over: bool,
}

#[derive(Debug, Serialize)]
struct Stop {
    number: usize,
    time: Option<String>,
    receipt: String,
    href: String,
    state_label: String,
    ended: bool,
    address: Vec<String>,
    name: String,
    phone: String,
    /// What is collected.
    goods: Vec<String>,
    /// Further answers: `集積場所：東側`.
    more: Vec<String>,
}

/// The rounds of a day, in the order of the city's areas.
pub fn rounds(facts: &Facts<'_>) -> Vec<Round> {
    let mut by_area: IndexMap<&str, Vec<&CaseFacts>> = IndexMap::new();
    for (area, _) in facts.taken {
        by_area.entry(area).or_default();
    }
    for case in facts.cases {
        let area = case.claims.iter().find(|c| c.question == facts.question).map_or("", |c| c.area.as_str());
        by_area.entry(area).or_default().push(case);
    }
    let office = &facts.published.office;
    by_area.into_iter().filter_map(|(area, cases)| round(facts, office, area, cases)).collect()
}

fn round(facts: &Facts<'_>, office: &Office, area: &str, mut cases: Vec<&CaseFacts>) -> Option<Round> {
    let taken = facts.taken.iter().find(|(a, _)| a == area).map_or(&[][..], |(_, t)| t);
    if cases.is_empty() && taken.is_empty() {
        return None;
    }
    cases.sort_by_cached_key(|c| route(facts, c));
    Some(Round {
        label: if area.is_empty() { "全域".to_owned() } else { cell::area(office, area).to_owned() },
        count: cases.len(),
        bars: bars(facts, taken),
        stops: cases.iter().enumerate().map(|(i, c)| stop(facts, i + 1, c)).collect(),
    })
}

/// What is used of each unit.
fn bars(facts: &Facts<'_>, taken: &[Taken]) -> Vec<Bar> {
    let every = facts.booking.times.as_ref().map_or(WHOLE_DAY, |times| times.every.max(1));
    let spans = |t: &Taken| i64::from(t.minutes.1.saturating_sub(t.minutes.0).div_ceil(every).max(1));
    let used = |unit: &str| taken.iter().filter(|t| t.unit == unit).map(|t| t.amount * spans(t)).sum();
    let name = |unit: &str| cell::unit(&facts.published.app, facts.booking, unit);
    let periods = facts.booking.times.as_ref().map_or(1, |times| times.periods(facts.date.weekday()).len());
    let periods = i64::try_from(periods).unwrap_or(1);
    facts.booking.capacity.iter().map(|(unit, capacity)| bar(name(unit), used(unit), *capacity * periods)).collect()
}

fn bar(unit: String, used: i64, capacity: i64) -> Bar {
    let percent = if capacity > 0 { (used * 100 / capacity).clamp(0, 100) } else { 100 };
    Bar { unit, used, capacity, percent, over: used > capacity }
}

/// The time, then town, street and building; numbers by value.
fn route(facts: &Facts<'_>, case: &CaseFacts) -> (Option<Time>, Vec<Vec<natural::Piece>>) {
    let address = first(facts, case, |k| matches!(k, Kind::Address)).map(|(_, a)| a);
    let part = |name: &str| address.and_then(|a| a.get(name)).and_then(Json::as_str).unwrap_or_default();
    let place = ["town", "street", "building"].iter().map(|name| natural::key(part(name)));
    (time(facts, case), place.chain([natural::key(&case.receipt)]).collect())
}

/// When the case begins, when the booking has times.
fn time(facts: &Facts<'_>, case: &CaseFacts) -> Option<Time> {
    case.claims.iter().find(|c| c.question == facts.question).and_then(|claim| claim.time)
}

/// The first answered question of a kind that may be read.
fn first<'a>(
    facts: &'a Facts<'_>,
    case: &'a CaseFacts,
    kind: impl Fn(&Kind) -> bool,
) -> Option<(&'a Question, &'a Json)> {
    facts
        .published
        .app
        .questions()
        .map(|(_, q)| q)
        .filter(|q| kind(&q.kind) && (facts.sensitive || !q.sensitive))
        .find_map(|q| case.answers.get(&q.id).filter(|a| !a.is_null()).map(|a| (q, a)))
}

fn stop(facts: &Facts<'_>, number: usize, case: &CaseFacts) -> Stop {
    let shown = |kind: fn(&Kind) -> bool| {
        first(facts, case, kind)
            .map_or_else(Vec::new, |(q, a)| q.kind.as_field().shown(a, Lang::Ja, &facts.published.office))
    };
    Stop {
        number,
        time: time(facts, case).map(|time| time.strftime("%-H:%M").to_string()),
        receipt: case.receipt.clone(),
        href: format!("/office/cases/{}", case.receipt),
        ended: cell::is_end(&facts.published.app, &case.state),
        state_label: cell::state(&facts.published.app, &case.state).to_owned(),
        address: place(facts, case),
        name: shown(|k| matches!(k, Kind::Name)).into_iter().next().unwrap_or_default(),
        phone: shown(|k| matches!(k, Kind::Phone)).into_iter().next().unwrap_or_default(),
        goods: shown(|k| matches!(k, Kind::Items(_))),
        more: more(facts, case),
    }
}

/// Town and street, then the building: the crew knows prefecture and city.
fn place(facts: &Facts<'_>, case: &CaseFacts) -> Vec<String> {
    let Some((_, address)) = first(facts, case, |k| matches!(k, Kind::Address)) else { return Vec::new() };
    let part = |name: &str| address.get(name).and_then(Json::as_str).unwrap_or_default();
    let lines = [format!("{}{}", part("town"), part("street")), part("building").to_owned()];
    lines.into_iter().filter(|l| !l.is_empty()).collect()
}

/// Choices and texts that a crew may need at the door.
fn more(facts: &Facts<'_>, case: &CaseFacts) -> Vec<String> {
    let wanted = |q: &&Question| {
        matches!(q.kind, Kind::Text(_) | Kind::Choice(_) | Kind::Time | Kind::Location)
            && !q.internal
            && (facts.sensitive || !q.sensitive)
    };
    let line = |q: &Question| {
        let answer = case.answers.get(&q.id).filter(|a| !a.is_null())?;
        Some(format!("{}：{}", q.label.get(Lang::Ja), q.kind.as_field().display(answer, Lang::Ja).join("、")))
    };
    facts.published.app.questions().map(|(_, q)| q).filter(wanted).filter_map(line).collect()
}

/// A link to a day beside this one.
#[derive(Debug, Serialize)]
pub struct Beside {
    href: String,
    label: String,
}

/// The link to a day.
pub fn beside(app: &str, date: Date) -> Beside {
    Beside { href: format!("/office/{app}/days/{date}"), label: date::short(date) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_never_leaves_its_frame_and_says_when_it_is_over() {
        let over = bar("ポイント".to_owned(), 126, 120);
        assert_eq!((over.used, over.percent, over.over), (126, 100, true));
        let quarter = bar("件数".to_owned(), 10, 40);
        assert_eq!((quarter.percent, quarter.over), (25, false));
        assert_eq!(bar("件数".to_owned(), 0, 0).percent, 100);
    }
}
