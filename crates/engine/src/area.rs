//! The area of an address: its town with 丁目 and 番地 against the places of `office.yaml`.
//!
//! 丁目 may stand in the town or in the street, in any numerals; see [`place_key`] for what is forgiven.

use madoguchi_schema::{
    normal::place_key,
    office::{Office, Place, weekday_code},
    text::Lang,
    value::Value,
};

/// The id of the first area that has the address, or absent.
pub fn area_of(office: &Office, address: &Value) -> Value {
    let Value::Record(parts) = address else { return Value::Absent };
    let part = |name: &str| match parts.get(name) {
        Some(Value::Text(text)) => place_key(text),
        _ => String::new(),
    };
    let (town, street) = (part("town"), part("street"));
    let city = place_key(office.city.get(Lang::Ja));
    let town = town.strip_prefix(city.as_str()).unwrap_or(&town);
    let town = town.strip_prefix("大字").or_else(|| town.strip_prefix('字')).unwrap_or(town);
    let at = Location { town, street: &street };
    let area = office.areas.values().find(|area| area.places.iter().any(|place| at.is_in(place)));
    area.map_or(Value::Absent, |area| Value::Text(area.id.clone()))
}

/// The weekdays on which an area is served, as a list of `mon`…`sun`.
pub fn weekdays_of(office: &Office, area: &Value) -> Value {
    let Value::Text(area) = area else { return Value::Absent };
    let Some(area) = office.areas.get(area) else { return Value::Absent };
    Value::List(area.weekdays.iter().map(|day| Value::Text(weekday_code(*day).to_owned())).collect())
}

/// Town and street as keys.
struct Location<'a> {
    town: &'a str,
    street: &'a str,
}

impl Location<'_> {
    fn is_in(&self, place: &Place) -> bool {
        let Some(rest) = self.town.strip_prefix(place_key(&place.town).as_str()) else { return false };
        if !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let (chome, mut numbers) = self.numbers(rest);
        let mut numbers = numbers.drain(..);
        let within = |range: (u32, u32), n: Option<u32>| n.is_some_and(|n| (range.0..=range.1).contains(&n));
        place.chome.is_none_or(|range| within(range, chome.or_else(|| numbers.next())))
            && place.banchi.is_none_or(|range| within(range, numbers.next()))
    }

    /// The 丁目 where it is named, and the other numbers in order: those behind the town, then those of the street.
    fn numbers(&self, rest: &str) -> (Option<u32>, Vec<u32>) {
        let (in_town, mut numbers) = split(rest);
        let (in_street, more) = split(self.street);
        numbers.extend(more);
        (in_town.or(in_street), numbers)
    }
}

/// The number before 丁, and all numbers behind it; without 丁 all numbers.
fn split(text: &str) -> (Option<u32>, Vec<u32>) {
    let numbers = |text: &str| -> Vec<u32> {
        text.split(|c: char| !c.is_ascii_digit()).filter_map(|run| run.parse().ok()).collect()
    };
    match text.split_once('丁') {
        Some((before, after)) if before.ends_with(|c: char| c.is_ascii_digit()) => {
            (numbers(before).pop(), numbers(after))
        }
        _ => (None, numbers(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use indexmap::IndexMap;
    use jiff::civil::Weekday;
    use madoguchi_schema::office::Area;

    fn office() -> Office {
        let place = |town: &str, chome, banchi| Place { town: town.into(), chome, banchi };
        let area = |id: &str, places| {
            let weekdays = vec![Weekday::Monday, Weekday::Friday];
            (id.to_owned(), Area { id: id.into(), places, weekdays, ..Area::default() })
        };
        let a = vec![
            place("1条通", Some((1, 17)), None),
            place("春野町", None, Some((1, 50))),
            place("緑が丘", None, None),
            place("湯の沢", Some((2, 2)), Some((1, 9))),
        ];
        let b = vec![
            place("1条通", Some((18, 25)), None),
            place("春野町", None, Some((51, 99))),
            place("湯の沢", Some((2, 2)), Some((10, 99))),
        ];
        Office { city: "旭野市".into(), areas: IndexMap::from([area("a", a), area("b", b)]), ..Office::default() }
    }

    fn area(town: &str, street: &str) -> String {
        let part = |name: &str, text: &str| (name.to_owned(), Value::Text(text.to_owned()));
        let address = Value::Record(IndexMap::from([part("town", town), part("street", street)]));
        area_of(&office(), &address).to_text()
    }

    #[test]
    fn an_address_finds_its_area_however_it_is_written() {
        for (town, street, expected) in [
            ("1条通3丁目", "1番地", "a"),
            ("１条通１７丁目", "", "a"),
            ("１条通３丁目", "２０−１", "a"),
            ("一条通十八丁目", "5", "b"),
            ("1条通", "二十丁目3", "b"),
            ("1条通", "3-5", "a"),
            ("1条通18", "1", "b"),
            ("旭野市1条通3丁目", "", "a"),
            ("春野町", "50番地2", "a"),
            ("春野町51", "", "b"),
            ("大字春野町", "５１番地", "b"),
            ("緑ケ丘", "1", "a"),
            ("緑が丘3丁目", "", "a"),
            ("湯ノ沢2丁目", "10-1", "b"),
            ("湯の沢", "2-9", "a"),
        ] {
            assert_eq!(area(town, street), expected, "{town} {street}");
        }
    }

    #[test]
    fn an_address_that_is_nowhere_has_no_area() {
        for (town, street) in [
            ("11条通3丁目", "1"),
            ("緑が丘東", "1"),
            ("1条通", ""),
            ("1条通26丁目", ""),
            ("1条通西3丁目", ""),
            ("春野町", "番外地"),
            ("春野町", "99999999999"),
            ("", "1条通3丁目"),
        ] {
            assert_eq!(area(town, street), "", "{town} {street}");
        }
        assert_eq!(area_of(&office(), &Value::Empty), Value::Absent);
        assert_eq!(area_of(&office(), &Value::Text("1条通3丁目".into())), Value::Absent);
    }

    #[test]
    fn the_days_of_an_area_are_codes() {
        let days = weekdays_of(&office(), &Value::Text("a".into()));
        assert_eq!(days, Value::List(vec![Value::Text("mon".into()), Value::Text("fri".into())]));
        assert_eq!(weekdays_of(&office(), &Value::Text("z".into())), Value::Absent);
    }
}
