//! `from: rows(children)`: options are the rows of an earlier `repeat` of the same form.
//!
//! What is sent is the row's number, from 1, among the rows as they were sent. The canonical answer is
//! `{"row": 1, "label": "花子"}`: the number among the canonical rows, with what the row is called, so that whoever shows
//! the answer needs no other one. The engine, which knows the rows, resolves it. Number 0 stands for a row that has
//! been taken away since it was chosen.

use super::{Field, Filter, Problem, column, raw};
use crate::{
    table::{Cell, Child, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::{Value as Json, json};

/// Highest number of a row.
const MOST: u64 = 1000;

/// Settings of a `choice` or `choices` among rows.
#[derive(Debug, Clone, PartialEq)]
pub struct RowChoice {
    /// The `repeat` whose rows are the options.
    pub rows: String,
    /// Which of them are offered.
    pub filter: Option<Filter>,
    /// `choices`.
    pub several: bool,
    /// Fewest, of several.
    pub min: Option<u32>,
    /// Most, of several.
    pub max: Option<u32>,
}

impl Field for RowChoice {
    fn name(&self) -> &'static str {
        if self.several { "choices" } else { "choice" }
    }

    fn ty(&self) -> Type {
        if self.several { Type::List(Box::new(Type::Number)) } else { Type::Number }
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        if self.several { Vec::new() } else { vec![column::integer(id), column::text(format!("{id}.label"))] }
    }

    fn child(&self, id: &str) -> Option<Child> {
        let columns = vec![column::integer("row"), column::text("label")];
        self.several.then(|| Child { question: id.to_owned(), columns })
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let sent = match raw {
            Json::Array(sent) if self.several => sent.as_slice(),
            one => std::slice::from_ref(one),
        };
        if sent.len() as u64 > MOST {
            return Err(vec![Problem::new("", "choice.unknown")]);
        }
        let mut rows = Vec::with_capacity(sent.len());
        for one in sent {
            rows.extend(number(one)?);
        }
        rows.sort_unstable();
        rows.dedup();
        if rows.is_empty() {
            return Ok(None);
        }
        if !self.several {
            return Ok(Some(json!({"row": rows[0]})));
        }
        self.bounded(rows.len())?;
        Ok(Some(rows.into_iter().map(|row| json!({"row": row})).collect()))
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        if self.several { Vec::new() } else { row_cells(answer.unwrap_or(&Json::Null)) }
    }

    fn child_rows(&self, answer: Option<&Json>) -> Vec<Vec<Cell>> {
        answer.and_then(Json::as_array).into_iter().flatten().map(row_cells).collect()
    }

    fn value(&self, answer: &Json) -> Value {
        let number = |answer: &Json| row(answer).map(|row| Value::Number(row.into()));
        match answer {
            Json::Array(chosen) => Value::List(chosen.iter().filter_map(number).collect()),
            one => number(one).unwrap_or(Value::Empty),
        }
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        chosen(answer).filter_map(|answer| shown(answer, lang)).collect()
    }

    fn json_schema(&self) -> Json {
        let parts = json!({"row": {"type": "integer", "minimum": 0, "maximum": MOST}, "label": {"type": "string"}});
        let one = json!({"anyOf": [
            {"type": ["integer", "string", "null"], "maxLength": 4},
            {"type": "object", "properties": parts, "additionalProperties": false},
        ]});
        match self.several {
            true => json!({"anyOf": [{"type": "array", "items": one, "maxItems": MOST}, one]}),
            false => one,
        }
    }
}

impl RowChoice {
    fn bounded(&self, count: usize) -> Result<(), Problem> {
        if let Some(min) = self.min.filter(|min| count < *min as usize) {
            return Err(Problem::new("", "choices.min").arg("min", min));
        }
        match self.max.filter(|max| count > *max as usize) {
            Some(max) => Err(Problem::new("", "choices.max").arg("max", max)),
            None => Ok(()),
        }
    }
}

/// The single choices in an answer of one or several.
pub fn chosen(answer: &Json) -> impl Iterator<Item = &Json> {
    match answer {
        Json::Array(chosen) => chosen.iter(),
        one => std::slice::from_ref(one).iter(),
    }
}

/// The number of the row in one choice, canonical or parsed.
pub fn row(answer: &Json) -> Option<u64> {
    answer.get("row")?.as_u64()
}

/// What was sent, when the rows that it counts have changed: `kept` are the numbers, from 0, of those that are still
/// there. What was chosen and is gone becomes 0.
pub fn moved(sent: &Json, kept: &[usize]) -> Json {
    match sent {
        Json::Array(several) => several.iter().map(|one| moved(one, kept)).collect(),
        one => match number(one) {
            Ok(Some(row)) => {
                let place = kept.iter().position(|place| *place as u64 + 1 == row);
                Json::from(place.map_or(0, |place| place + 1).to_string())
            }
            _ => one.clone(),
        },
    }
}

/// The number in one choice as sent: `2`, `"2"`, `{"row": 2}`.
fn number(raw: &Json) -> Result<Option<u64>, Problem> {
    let sent = match raw {
        Json::Object(parts) => parts.get("row").unwrap_or(&Json::Null),
        leaf => leaf,
    };
    let Some(typed) = raw::text(sent, "")? else { return Ok(None) };
    let number = typed.trim().parse::<u64>().ok().filter(|row| *row <= MOST);
    number.map(Some).ok_or_else(|| Problem::new("", "choice.unknown"))
}

fn row_cells(answer: &Json) -> Vec<Cell> {
    let label = answer.get("label").and_then(Json::as_str);
    let number = row(answer).and_then(|row| i64::try_from(row).ok());
    vec![number.map_or(Cell::Null, Cell::Integer), label.map_or(Cell::Null, |label| Cell::Text(label.to_owned()))]
}

fn shown(answer: &Json, lang: Lang) -> Option<String> {
    let row = row(answer)?;
    let label = answer.get("label").and_then(Json::as_str).filter(|label| !label.is_empty());
    Some(match (label, lang) {
        (Some(label), _) => label.to_owned(),
        (None, Lang::En) => format!("No. {row}"),
        (None, _) => format!("{row}番目"),
    })
}
