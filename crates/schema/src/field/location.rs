//! `location`: a place in words, and where it is known its latitude and longitude (WGS 84, decimal degrees).

use super::{Field, Problem, column, name, number, raw, text};
use crate::{
    normal,
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

/// The parts, in the order of the columns.
pub const LOCATION_PARTS: [&str; 3] = ["text", "lat", "lon"];
/// Most characters of the words.
const MOST: usize = 200;
/// Decimal places that are kept: about ten centimetres.
const PLACES: u32 = 6;

/// The type `location`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Location;

impl Field for Location {
    fn name(&self) -> &'static str {
        "location"
    }

    fn ty(&self) -> Type {
        let of = |part: &str| if part == "text" { Type::Text } else { Type::Number };
        Type::Record(LOCATION_PARTS.iter().map(|part| ((*part).to_owned(), of(part))).collect())
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        column::parts(id, &LOCATION_PARTS)
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(sent) = raw::object(raw, &LOCATION_PARTS)? else { return Ok(None) };
        let words = words(raw::part(sent, "text"))?;
        let lat = degrees(raw::part(sent, "lat"), "lat", 90)?;
        let lon = degrees(raw::part(sent, "lon"), "lon", 180)?;
        match (&lat, &lon) {
            (None, None) if words.is_empty() => Ok(None),
            (Some(_), None) => Err(vec![Problem::new("lon", "location.lon")]),
            (None, Some(_)) => Err(vec![Problem::new("lat", "location.lat")]),
            _ => {
                let (lat, lon) = (lat.unwrap_or_default(), lon.unwrap_or_default());
                Ok(Some(json!({"text": words, "lat": lat, "lon": lon})))
            }
        }
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        column::part_cells(answer, &LOCATION_PARTS)
    }

    fn value(&self, answer: &Json) -> Value {
        let Value::Record(mut parts) = name::record(answer, &LOCATION_PARTS) else { return Value::Empty };
        for name in ["lat", "lon"] {
            let degrees = answer.get(name).and_then(number::of_json);
            parts.insert(name.to_owned(), degrees.map_or(Value::Empty, Value::Number));
        }
        Value::Record(parts.into_iter().collect::<IndexMap<_, _>>())
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        let part = |name: &str| answer.get(name).and_then(Json::as_str).unwrap_or_default();
        let position = match (part("lat"), lang) {
            ("", _) => String::new(),
            (lat, Lang::En) => format!("Latitude {lat}, longitude {}", part("lon")),
            (lat, _) => format!("緯度{lat}、経度{}", part("lon")),
        };
        [part("text").to_owned(), position].into_iter().filter(|line| !line.is_empty()).collect()
    }

    fn json_schema(&self) -> Json {
        let degrees = json!({"type": ["string", "number", "null"], "maxLength": 100});
        let text = json!({"type": ["string", "null"], "maxLength": 1000});
        let parts = json!({"text": text, "lat": degrees, "lon": degrees});
        json!({"type": ["object", "null"], "properties": parts, "additionalProperties": false})
    }
}

fn words(raw: &Json) -> Result<String, Problem> {
    let Some(typed) = raw::text(raw, "text")? else { return Ok(String::new()) };
    let line = normal::hyphens_between_digits(&normal::line(&typed));
    match text::free(&line, "text", MOST) {
        Some(problem) => Err(problem),
        None => Ok(line),
    }
}

/// Degrees up to a limit on both sides, rounded.
fn degrees(raw: &Json, part: &'static str, most: i64) -> Result<Option<String>, Problem> {
    let Some(typed) = raw::text(raw, part)? else { return Ok(None) };
    let wrong = || Problem::new(part, if part == "lat" { "location.lat" } else { "location.lon" });
    // What a browser computes has more places than a number that people type may have.
    let short: String = normal::half_width(&typed).trim().chars().take(20).collect();
    let degrees = number::decimal(&short, "").filter(|degrees| degrees.abs() <= Decimal::from(most));
    degrees.map(|degrees| Some(degrees.round_dp(PLACES).normalize().to_string())).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_alone_are_enough() {
        let read = |raw: Json| Location.parse(&raw).unwrap();
        assert_eq!(
            read(json!({"text": "駅前ー3号 の 公園", "lat": "", "lon": ""})),
            Some(json!({"text": "駅前ー3号 の 公園", "lat": "", "lon": ""}))
        );
        assert_eq!(
            read(json!({"text": "", "lat": "４３．７７０６３５１１１１", "lon": 142.365})),
            Some(json!({"text": "", "lat": "43.770635", "lon": "142.365"}))
        );
        assert_eq!(read(json!({"text": " "})), None);
    }

    #[test]
    fn half_a_position_and_places_off_the_earth_are_refused() {
        let code = |raw: Json| Location.parse(&raw).unwrap_err().remove(0);
        assert_eq!(code(json!({"text": "x", "lat": "43"})).part, "lon");
        assert_eq!(code(json!({"lat": "91", "lon": "0"})).code, "location.lat");
        assert_eq!(code(json!({"lat": "1", "lon": "-180.5"})).code, "location.lon");
        assert_eq!(code(json!({"text": "123456789018"})).code, "text.my-number");
    }
}
