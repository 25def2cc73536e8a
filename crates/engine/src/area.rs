//! The area of an address: town with 丁目 and 番地, compared by a key that forgives widths and numerals.

use madoguchi_schema::{
    normal,
    office::{Office, Place},
    value::Value,
};

/// The id of the first area that has the address, or absent.
pub fn area_of(office: &Office, address: &Value) -> Value {
    let Value::Record(parts) = address else { return Value::Absent };
    let text = |part: &str| match parts.get(part) {
        Some(Value::Text(text)) => key(text),
        _ => String::new(),
    };
    let at = Located::read(&text("town"), &text("street"));
    let area = office.areas.values().find(|area| area.places.iter().any(|place| at.is_in(place)));
    area.map_or(Value::Absent, |area| Value::Text(area.id.clone()))
}

/// The weekdays on which an area is served, as a list of `mon`…`sun`.
pub fn weekdays_of(office: &Office, area: &Value) -> Value {
    const CODES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let Value::Text(area) = area else { return Value::Absent };
    let Some(area) = office.areas.get(area) else { return Value::Absent };
    let code = |day: &jiff::civil::Weekday| CODES.get(usize::from(day.to_monday_zero_offset().unsigned_abs()));
    let codes = area.weekdays.iter().filter_map(code);
    Value::List(codes.map(|code| Value::Text((*code).to_owned())).collect())
}

/// Where an address is, as far as areas care.
struct Located {
    town: String,
    chome: Option<u32>,
    numbers: Vec<u32>,
}

impl Located {
    fn read(town: &str, street: &str) -> Located {
        let mut located = Located { town: town.to_owned(), chome: None, numbers: numbers(street) };
        if let Some((before, after)) = town.split_once("丁目") {
            let base = before.trim_end_matches(|c: char| c.is_ascii_digit());
            located.chome = before[base.len()..].parse().ok();
            located.town = base.to_owned();
            located.numbers.splice(0..0, numbers(after));
        } else if let Some((before, after)) = street.split_once("丁目") {
            located.chome = numbers(before).last().copied();
            located.numbers = numbers(after);
        }
        located
    }

    fn is_in(&self, place: &Place) -> bool {
        let Some(rest) = self.town.strip_prefix(&key(&place.town)) else { return false };
        if !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let mut numbers = numbers(rest).into_iter().chain(self.numbers.iter().copied());
        let within = |range: (u32, u32), n: Option<u32>| n.is_some_and(|n| (range.0..=range.1).contains(&n));
        let chome = place.chome.is_none_or(|range| within(range, self.chome.or_else(|| numbers.next())));
        chome && place.banchi.is_none_or(|range| within(range, numbers.next()))
    }
}

/// Runs of digits.
fn numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|run| run.parse().ok()).collect()
}

/// Half-width, without spaces, 一–九十九 before 条, 丁目, 番, 号 as digits, ヶ and ケ between kanji as が.
fn key(text: &str) -> String {
    let chars: Vec<char> =
        normal::hyphens_between_digits(&normal::half_width(text)).chars().filter(|c| !c.is_whitespace()).collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let run = chars[at..].iter().take_while(|c| kanji_digit(**c).is_some()).count();
        let counted = chars.get(at + run).is_some_and(|next| matches!(next, '条' | '丁' | '番' | '号'));
        if run > 0 && counted {
            out.push_str(&kanji_number(&chars[at..at + run]).to_string());
            at += run;
            continue;
        }
        let between = at > 0 && chars.get(at - 1).is_some_and(is_kanji) && chars.get(at + 1).is_some_and(is_kanji);
        out.push(if between && matches!(*c, 'ヶ' | 'ケ' | 'ガ') { 'が' } else { *c });
        at += 1;
    }
    out
}

fn is_kanji(c: &char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

fn kanji_digit(c: char) -> Option<u32> {
    "〇一二三四五六七八九十".chars().position(|k| k == c).and_then(|at| u32::try_from(at).ok())
}

fn kanji_number(digits: &[char]) -> u32 {
    let mut sum = 0;
    let mut last = None;
    for digit in digits.iter().filter_map(|c| kanji_digit(*c)) {
        if digit == 10 {
            sum += last.take().unwrap_or(1) * 10;
        } else {
            last = Some(last.map_or(digit, |tens: u32| tens.saturating_mul(10).saturating_add(digit)));
        }
    }
    sum + last.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::area_of;
    use indexmap::IndexMap;
    use madoguchi_schema::{
        office::{Area, Office, Place},
        value::Value,
    };

    fn office() -> Office {
        let place = |town: &str, chome, banchi| Place { town: town.into(), chome, banchi };
        let area = |id: &str, places| (id.to_owned(), Area { id: id.into(), places, ..Area::default() });
        let a = vec![
            place("1条通", Some((1, 17)), None),
            place("春野町", None, Some((1, 50))),
            place("緑が丘", None, None),
        ];
        let b = vec![place("1条通", Some((18, 25)), None), place("春野町", None, Some((51, 99)))];
        Office { areas: IndexMap::from([area("a", a), area("b", b)]), ..Office::default() }
    }

    fn area(town: &str, street: &str) -> Value {
        let part = |name: &str, text: &str| (name.to_owned(), Value::Text(text.to_owned()));
        area_of(&office(), &Value::Record(IndexMap::from([part("town", town), part("street", street)])))
    }

    #[test]
    fn an_address_finds_its_area_however_it_is_written() {
        let a = Value::Text("a".into());
        let b = Value::Text("b".into());
        for (town, street, expected) in [
            ("1条通3丁目", "1番地", &a),
            ("１条通１７丁目", "", &a),
            ("一条通十八丁目", "5", &b),
            ("1条通", "二十丁目3", &b),
            ("1条通", "3-5", &a),
            ("春野町", "50番地2", &a),
            ("春野町51", "", &b),
            ("緑ケ丘", "1", &a),
            ("11条通3丁目", "1", &Value::Absent),
            ("緑が丘東", "1", &Value::Absent),
            ("1条通", "", &Value::Absent),
        ] {
            assert_eq!(&area(town, street), expected, "{town} {street}");
        }
    }
}
