//! `office.yaml` → [`Office`]. What is wrong is reported and left out, the rest stays usable for checking the apps.

use super::{Area, Calendar, Contact, Office, Place, Unit, role::roles};
use crate::{
    diagnostic::Diagnostic,
    source::SourceSet,
    syntax::{
        self, Node,
        read::{self, Diagnostics, MapReader},
    },
    text::Text,
    unread,
};
use indexmap::IndexMap;
use jiff::{ToSpan, civil};

/// The zone of a city that writes none.
const ZONE: &str = "Asia/Tokyo";

/// Reads `office.yaml` or `office.json`; a city of defaults when there is none, `None` when it cannot be read.
pub fn compile(sources: &SourceSet, d: &mut Diagnostics) -> Option<Office> {
    let Some((file, source)) = sources.find("office.yaml").or_else(|| sources.find("office.json")) else {
        return Some(Office { zone: ZONE.to_owned(), ..Office::default() });
    };
    let node = syntax::parse(file, &source.text, d)?;
    let known = d.len();
    let office = office(&node, d);
    if unread::is_partly(&node) {
        unread::keep_sure(d, known);
        return None;
    }
    office
}

fn office(node: &Node, d: &mut Diagnostics) -> Option<Office> {
    let mut map = MapReader::new(node, d)?;
    read::schema_version(&mut map, d);
    let mut office = Office {
        city: map.required_localized("city", d).unwrap_or_default(),
        zone: zone(&mut map, d),
        contact: map.optional("contact").map(|n| contact(n, d)).unwrap_or_default(),
        units: entries(&mut map, "units", unit, d),
        roles: IndexMap::new(),
        calendars: entries(&mut map, "calendars", calendar, d),
        areas: entries(&mut map, "areas", area, d),
        people: None,
    };
    office.roles = roles(&mut map, &office.units, d);
    if let Some(areas) = map.optional("areas") {
        warn_of_hidden_places(areas, &office, d);
    }
    map.finish(d);
    Some(office)
}

/// Reads `{name, phone, hours}`, here and in an app.
pub fn contact(node: &Node, d: &mut Diagnostics) -> Contact {
    let Some(mut map) = MapReader::new(node, d) else { return Contact::default() };
    let contact = Contact {
        name: map.localized("name", d).unwrap_or_default(),
        phone: map.optional_text("phone", d).map(|(phone, _)| phone.to_owned()).unwrap_or_default(),
        hours: map.localized("hours", d).unwrap_or_default(),
    };
    map.finish(d);
    contact
}

fn zone(map: &mut MapReader<'_>, d: &mut Diagnostics) -> String {
    let Some((zone, span)) = map.optional_text("zone", d) else { return ZONE.to_owned() };
    if jiff::tz::TimeZone::get(zone).is_err() {
        d.push(Diagnostic::error("office.unknown-zone", span).arg("zone", zone).suggest(ZONE));
        return ZONE.to_owned();
    }
    zone.to_owned()
}

/// The entries of a map of `id: {…}`. One that is wrong is kept with what could be read, so that its id is known.
pub(super) fn entries<T>(
    map: &mut MapReader<'_>,
    key: &'static str,
    entry: fn(&str, &Node, &mut Diagnostics) -> T,
    d: &mut Diagnostics,
) -> IndexMap<String, T> {
    let mut found = IndexMap::new();
    for (id, node) in map.map(key, d) {
        read::identity(&id.text, id.span, true, d);
        found.insert(id.text.clone(), entry(&id.text, node, d));
    }
    found
}

fn unit(id: &str, node: &Node, d: &mut Diagnostics) -> Unit {
    let mut unit = Unit { id: id.to_owned(), ..Unit::default() };
    if let Some(mut map) = MapReader::new(node, d) {
        unit.label = map.required_localized("label", d).unwrap_or_default();
        unit.posts = entries(&mut map, "posts", |_, node, d| read::localized(node, d).unwrap_or_default(), d);
        map.finish(d);
    }
    unit
}

fn calendar(id: &str, node: &Node, d: &mut Diagnostics) -> Calendar {
    let mut calendar = Calendar {
        id: id.to_owned(),
        label: Text::ja(id),
        weekdays: Vec::new(),
        works_on_holidays: false,
        closed_yearly: Vec::new(),
        closed: Vec::new(),
        open: Vec::new(),
    };
    let Some(mut map) = MapReader::new(node, d) else { return calendar };
    if let Some(label) = map.localized("label", d) {
        calendar.label = label;
    }
    calendar.weekdays = weekdays(&mut map, d);
    if let Some(holidays) = map.optional("holidays") {
        calendar.works_on_holidays = read::word(holidays, &[("closed", false), ("open", true)], d).unwrap_or(false);
    }
    for entry in map.list("closed", d) {
        match period(entry, d) {
            Some(Period::Yearly(from, to)) => calendar.closed_yearly.push((from, to)),
            Some(Period::Dates(dates)) => calendar.closed.extend(dates),
            None => {}
        }
    }
    for entry in map.list("open", d) {
        match period(entry, d) {
            Some(Period::Yearly(..)) => read::wrong(entry, "@date", d),
            Some(Period::Dates(dates)) => calendar.open.extend(dates),
            None => {}
        }
    }
    map.finish(d);
    if calendar.weekdays.is_empty() && calendar.open.is_empty() {
        d.push(Diagnostic::error("office.never-open", node.span).arg("id", id));
    }
    calendar
}

/// `weekdays:`, Monday to Friday unless written.
fn weekdays(map: &mut MapReader<'_>, d: &mut Diagnostics) -> Vec<civil::Weekday> {
    let Some(node) = map.optional("weekdays") else {
        return civil::Weekday::Monday.cycle_forward().take(5).collect();
    };
    let mut found = Vec::new();
    for day in read::one_or_many(node).into_iter().filter_map(|n| read::weekday(n, d)) {
        if !found.contains(&day) {
            found.push(day);
        }
    }
    found
}

/// Days that a calendar names.
enum Period {
    /// Every year, from month and day to month and day.
    Yearly((i8, i8), (i8, i8)),
    /// These dates.
    Dates(Vec<civil::Date>),
}

fn period(node: &Node, d: &mut Diagnostics) -> Option<Period> {
    let text = node.as_text().unwrap_or("");
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    if let (Some(from), Some(to)) = (month_day(from), month_day(to)) {
        return Some(Period::Yearly(from, to));
    }
    let (Some(from), Some(to)) = (date(from), date(to)) else {
        read::wrong(node, "@period", d);
        return None;
    };
    let longest = from.saturating_add(366.days());
    if to < from || to > longest {
        d.push(Diagnostic::error("office.reversed", node.span).arg("text", text));
        return None;
    }
    Some(Period::Dates(from.series(1.day()).take_while(|day| *day <= to).collect()))
}

fn date(text: &str) -> Option<civil::Date> {
    text.parse().ok().filter(|_| text.len() == 10)
}

/// `12-29`, a day that some year has.
fn month_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-').filter(|(month, day)| month.len() == 2 && day.len() == 2)?;
    let leap = civil::Date::new(2024, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some((leap.month(), leap.day()))
}

fn area(id: &str, node: &Node, d: &mut Diagnostics) -> Area {
    let mut area = Area { id: id.to_owned(), ..Area::default() };
    if let Some(mut map) = MapReader::new(node, d) {
        area.label = map.required_localized("label", d).unwrap_or_default();
        area.weekdays = weekdays(&mut map, d);
        area.places = map.list("places", d).iter().filter_map(|n| place(n, d)).collect();
        map.finish(d);
    }
    area
}

/// A town's name, or `{town, chome, banchi}`.
fn place(node: &Node, d: &mut Diagnostics) -> Option<Place> {
    if let Some(town) = node.as_text() {
        return Some(Place { town: town.to_owned(), ..Place::default() });
    }
    let mut map = MapReader::new(node, d)?;
    let town = map.required_text("town", d).map(|(town, _)| town.to_owned());
    let chome = map.optional("chome").and_then(|n| range(n, d));
    let banchi = map.optional("banchi").and_then(|n| range(n, d));
    map.finish(d);
    Some(Place { town: town?, chome, banchi })
}

/// `5` or `1..17`.
fn range(node: &Node, d: &mut Diagnostics) -> Option<(u32, u32)> {
    let text = node.as_text().unwrap_or("");
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let (Ok(from), Ok(to)) = (from.trim().parse(), to.trim().parse()) else {
        read::wrong(node, "@range", d);
        return None;
    };
    if from > to {
        d.push(Diagnostic::error("office.reversed", node.span).arg("text", text));
        return None;
    }
    Some((from, to))
}

/// A place that an earlier one covers never decides an area.
fn warn_of_hidden_places(areas: &Node, office: &Office, d: &mut Diagnostics) {
    let mut earlier: Vec<(&Place, &Area)> = Vec::new();
    for area in office.areas.values() {
        let nodes = areas.get(&area.id).and_then(|n| n.get("places")).and_then(Node::as_list).unwrap_or(&[]);
        // A place that could not be read was reported; then entries and nodes do not pair up.
        let nodes = if nodes.len() == area.places.len() { nodes } else { &[] };
        for (place, node) in area.places.iter().zip(nodes) {
            if let Some((_, first)) = earlier.iter().find(|(before, _)| covers(before, place)) {
                let found = Diagnostic::warning("office.hidden-place", node.span);
                d.push(found.arg("town", &place.town).arg("area", first.label.get(crate::text::Lang::Ja)));
            }
            earlier.push((place, area));
        }
    }
}

fn covers(before: &Place, after: &Place) -> bool {
    let inside = |outer: Option<(u32, u32)>, inner: Option<(u32, u32)>| match (outer, inner) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(outer), Some(inner)) => outer.0 <= inner.0 && inner.1 <= outer.1,
    };
    before.town == after.town && inside(before.chome, after.chome) && inside(before.banchi, after.banchi)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Office, Vec<&'static str>) {
        let mut sources = SourceSet::default();
        sources.add("office.yaml", text);
        let mut d = Vec::new();
        let office = compile(&sources, &mut d).unwrap_or_default();
        (office, d.iter().map(|d| d.code).collect())
    }

    #[test]
    fn the_sample_city_reads_clean() {
        let (office, codes) = read(include_str!("../../../../app-definitions/office.yaml"));
        assert_eq!(codes, [] as [&str; 0]);
        let calendar = &office.calendars["cleaning-centre"];
        assert_eq!(calendar.closed_yearly, [((12, 29), (1, 3))]);
        assert_eq!(calendar.open, [civil::date(2026, 12, 26)]);
        assert_eq!(office.areas["a"].places[0].chome, Some((1, 17)));
        assert_eq!(office.units["cleaning"].posts["chief"], Text::ja("係長"));
    }

    #[test]
    fn every_mistake_of_a_city_is_told_at_once() {
        let (_, codes) = read(concat!(
            "schema: 2\n",
            "zone: Asia/Tokio\n",
            "units: {Cleaning: {posts: {}}}\n",
            "calendars: {c: {weekdays: [], closed: [2026-13-01, 2026-03-05..2026-03-01], holiday: closed}}\n",
            "areas: {a: {label: A, places: [東雲, {town: 東雲, chome: 2}, {town: 豊栄, chome: 9..1}]}}\n",
        ));
        let mut sorted = codes.clone();
        sorted.sort_unstable();
        let expected = [
            "form.bad-id",
            "form.missing-key",
            "form.missing-key",
            "form.schema-version",
            "form.unknown-key",
            "form.wrong-type",
            "office.hidden-place",
            "office.never-open",
            "office.reversed",
            "office.reversed",
            "office.unknown-zone",
        ];
        assert_eq!(sorted, expected);
    }
}
