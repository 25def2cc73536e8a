//! `items`: rows of a catalogue with a quantity, in a child table. The list's columns are kept with each row as they
//! were when the case was stored.

use super::{Field, Filter, Problem, choice, column, number, raw};
use crate::{
    app::{List, ListRow},
    normal,
    table::{Cell, Child, Column},
    text::Lang,
    value::{Type, Value},
};
use indexmap::IndexMap;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// Most rows of one answer.
const MOST_ROWS: usize = 100;
/// Most pieces of one row.
const MOST_PIECES: i64 = 99;

/// Settings of `items`.
#[derive(Debug, Clone, PartialEq)]
pub struct Items {
    /// The catalogue.
    pub list: Arc<List>,
    /// Which of its rows are offered.
    pub filter: Option<Filter>,
}

impl Field for Items {
    fn name(&self) -> &'static str {
        "items"
    }

    fn ty(&self) -> Type {
        let own = [("code", Type::Code(self.list.id.clone())), ("label", Type::Text), ("qty", Type::Number)];
        let own = own.into_iter().map(|(name, ty)| (name.to_owned(), ty));
        Type::Rows(own.chain(self.list.columns.iter().map(|c| (c.name.clone(), c.ty.clone()))).collect())
    }

    fn columns(&self, _id: &str) -> Vec<Column> {
        Vec::new()
    }

    fn child(&self, id: &str) -> Option<Child> {
        let own = [column::text("code"), column::text("label"), column::integer("qty")];
        let further = self.list.columns.iter().map(|c| match c.ty {
            Type::Money | Type::Bool => column::integer(&c.name),
            Type::Number if self.is_whole(&c.name) => column::integer(&c.name),
            _ => column::text(&c.name),
        });
        Some(Child { question: id.to_owned(), columns: own.into_iter().chain(further).collect() })
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let sent = match raw {
            Json::Null => return Ok(None),
            Json::String(text) if text.trim().is_empty() => return Ok(None),
            Json::Array(rows) => rows,
            _ => return Err(vec![raw::wrong_type("")]),
        };
        if sent.len() > MOST_ROWS {
            return Err(vec![Problem::new("", "items.rows").arg("max", MOST_ROWS)]);
        }
        let mut rows: IndexMap<String, i64> = IndexMap::new();
        let mut problems = Vec::new();
        for (place, row) in sent.iter().enumerate() {
            match self.row(row, place) {
                Ok(None) => {}
                Ok(Some((code, pieces))) => {
                    let sum = rows.entry(code).or_default();
                    *sum += pieces;
                    if *sum > MOST_PIECES {
                        problems.push(pieces_wrong(place));
                    }
                }
                Err(mut more) => problems.append(&mut more),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let rows: Vec<Json> = rows.into_iter().map(|(code, qty)| json!({"code": code, "qty": qty})).collect();
        Ok(Some(Json::Array(rows)).filter(|rows| rows != &json!([])))
    }

    fn cells(&self, _answer: Option<&Json>) -> Vec<Cell> {
        Vec::new()
    }

    fn child_rows(&self, answer: Option<&Json>) -> Vec<Vec<Cell>> {
        let row = |(code, qty): (&str, i64)| {
            let known = self.list.rows.get(code);
            let label = self.list.label(code, Lang::Ja).to_owned();
            let own = [Cell::Text(code.to_owned()), Cell::Text(label), Cell::Integer(qty)];
            own.into_iter().chain(self.list.columns.iter().map(|c| self.cell(known, &c.name))).collect()
        };
        rows(answer.unwrap_or(&Json::Null)).map(row).collect()
    }

    fn value(&self, answer: &Json) -> Value {
        if !answer.is_array() {
            return Value::Empty;
        }
        Value::List(rows(answer).map(|(code, qty)| Value::Record(self.record(code, qty))).collect())
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        rows(answer).map(|(code, qty)| self.line(code, qty, lang)).collect()
    }

    fn json_schema(&self) -> Json {
        json!({
            "type": ["array", "null"],
            "maxItems": MOST_ROWS,
            "items": {
                "type": "object",
                "properties": {
                    "code": choice::code_schema(&self.list, true),
                    "qty": {"type": ["integer", "string", "null"], "maxLength": 20},
                },
                "additionalProperties": false,
            },
        })
    }
}

impl Items {
    /// One row as sent; `None` when nothing is in it.
    fn row(&self, raw: &Json, place: usize) -> Result<Option<(String, i64)>, Vec<Problem>> {
        let Json::Object(parts) = raw else {
            return if raw.is_null() { Ok(None) } else { Err(vec![raw::wrong_type(&place.to_string())]) };
        };
        let strange = raw::unknown(parts, &["code", "qty"], &format!("{place}."));
        if !strange.is_empty() {
            return Err(strange);
        }
        let (at_code, at_qty) = (format!("{place}.code"), format!("{place}.qty"));
        let code = raw::text(raw::part(parts, "code"), &at_code)?;
        let qty = raw::text(raw::part(parts, "qty"), &at_qty)?;
        let pieces = qty.as_deref().map_or(Some(1), pieces).ok_or_else(|| vec![pieces_wrong(place)]);
        match code {
            None if qty.is_none() => Ok(None),
            None => Err(vec![Problem::new(at_code, "items.code").arg("row", place + 1)]),
            Some(code) => {
                let offered = choice::offered(&self.list, code.trim(), &at_code);
                match (offered, pieces) {
                    (Ok(()), Ok(pieces)) => Ok(Some((code.trim().to_owned(), pieces))),
                    (offered, pieces) => {
                        let offered = offered.map_err(|p| p.arg("row", place + 1));
                        let mut problems: Vec<Problem> = offered.err().into_iter().collect();
                        problems.extend(pieces.err().unwrap_or_default());
                        Err(problems)
                    }
                }
            }
        }
    }

    /// Whether a number column of the catalogue holds whole numbers only.
    fn is_whole(&self, name: &str) -> bool {
        self.list.rows.values().filter_map(|row| row.values.get(name)).all(|value| match value {
            Value::Number(number) => number.fract().is_zero(),
            _ => true,
        })
    }

    fn cell(&self, row: Option<&ListRow>, name: &str) -> Cell {
        match row.and_then(|row| row.values.get(name)) {
            None | Some(Value::Absent | Value::Empty) => Cell::Null,
            Some(Value::Bool(yes)) => Cell::Integer(i64::from(*yes)),
            Some(Value::Number(number)) => match number.to_i64() {
                Some(whole) if number.fract().is_zero() && self.stored_whole(name) => Cell::Integer(whole),
                _ => Cell::Text(number.normalize().to_string()),
            },
            Some(other) => Cell::Text(other.to_text()),
        }
    }

    fn stored_whole(&self, name: &str) -> bool {
        let ty = self.list.columns.iter().find(|c| c.name == name).map(|c| &c.ty);
        ty == Some(&Type::Money) || self.is_whole(name)
    }

    fn record(&self, code: &str, qty: i64) -> IndexMap<String, Value> {
        let row = self.list.rows.get(code);
        let mut record = IndexMap::with_capacity(3 + self.list.columns.len());
        record.insert("code".to_owned(), Value::Text(code.to_owned()));
        record.insert("label".to_owned(), Value::Text(self.list.label(code, Lang::Ja).to_owned()));
        record.insert("qty".to_owned(), Value::Number(Decimal::from(qty)));
        for column in &self.list.columns {
            let value = row.and_then(|row| row.values.get(&column.name)).cloned().unwrap_or(Value::Empty);
            record.insert(column.name.clone(), value);
        }
        record
    }

    /// `ソファ（2人用） × 2（2,000円）`: the amount from the first money column.
    fn line(&self, code: &str, qty: i64, lang: Lang) -> String {
        let line = format!("{} × {qty}", self.list.label(code, lang));
        let fee = self.list.columns.iter().find(|c| c.ty == Type::Money);
        let fee = fee.and_then(|column| self.list.rows.get(code)?.values.get(&column.name));
        match fee {
            Some(Value::Number(fee)) => match (fee.checked_mul(qty.into()), lang) {
                (Some(amount), Lang::En) => format!("{line} ({} yen)", number::grouped(amount)),
                (Some(amount), _) => format!("{line}（{}円）", number::grouped(amount)),
                (None, _) => line,
            },
            _ => line,
        }
    }
}

fn pieces_wrong(place: usize) -> Problem {
    Problem::new(format!("{place}.qty"), "items.qty").arg("max", MOST_PIECES).arg("row", place + 1)
}

/// A number of pieces: 1 to 99, with or without its counter.
fn pieces(typed: &str) -> Option<i64> {
    let text = normal::half_width(typed);
    let text = text.trim().trim_end_matches(['個', '点', '台', '枚', '本']).trim();
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|pieces| digits && (1..=MOST_PIECES).contains(pieces))
}

/// Code and quantity of each row of a canonical answer.
fn rows(answer: &Json) -> impl Iterator<Item = (&str, i64)> {
    let rows = answer.as_array().into_iter().flatten();
    rows.filter_map(|row| Some((row.get("code")?.as_str()?, row.get("qty")?.as_i64()?)))
}

#[cfg(test)]
mod tests {
    use super::{super::testing, *};

    fn items() -> Items {
        Items { list: Arc::new(testing::catalogue()), filter: None }
    }

    fn codes(raw: Json) -> Vec<(String, &'static str)> {
        items().parse(&raw).unwrap_err().into_iter().map(|p| (p.part, p.code)).collect()
    }

    #[test]
    fn blank_rows_are_dropped_and_the_same_item_is_added_up() {
        let raw = json!([
            {"code": "", "qty": ""}, {"code": "sofa2", "qty": "２"}, null, {"code": "bed"}, {"code": "sofa2", "qty": 1}
        ]);
        let parsed = items().parse(&raw).unwrap().unwrap();
        assert_eq!(parsed, json!([{"code": "sofa2", "qty": 3}, {"code": "bed", "qty": 1}]));
        for nothing in [json!(null), json!(""), json!([]), json!([{"code": " ", "qty": null}])] {
            assert_eq!(items().parse(&nothing).unwrap(), None);
        }
    }

    #[test]
    fn mistakes_name_the_row_as_it_was_sent() {
        let raw = json!([{}, {"code": "sofa2", "qty": "0"}, {"qty": 2}, {"code": "x", "qty": "a"}, {"code": "old"}]);
        let expected = [
            ("1.qty", "items.qty"),
            ("2.code", "items.code"),
            ("3.code", "choice.unknown"),
            ("3.qty", "items.qty"),
            ("4.code", "choice.retired"),
        ];
        assert_eq!(codes(raw), expected.map(|(part, code)| (part.to_owned(), code)));
        assert_eq!(
            codes(json!([{"code": "bed", "qty": 60}, {"code": "bed", "qty": 60}])),
            [("1.qty".into(), "items.qty")]
        );
        assert_eq!(codes(json!([{"code": "bed", "fee": 0}])), [("0.fee".into(), "answer.unknown")]);
        assert_eq!(codes(json!("bed")), [(String::new(), "answer.type")]);
    }

    #[test]
    fn rows_carry_the_columns_of_the_catalogue() {
        let answer = json!([{"code": "sofa2", "qty": 2}]);
        let child = items().child("goods").unwrap();
        let names: Vec<&str> = child.columns.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["code", "label", "qty", "fee", "points", "weight", "note"]);
        let cells = items().child_rows(Some(&answer)).remove(0);
        let text = |text: &str| Cell::Text(text.to_owned());
        let expected = [
            text("sofa2"),
            text("ソファ（2人用）"),
            Cell::Integer(2),
            Cell::Integer(1000),
            Cell::Integer(4),
            text("30"),
            Cell::Null,
        ];
        assert_eq!(cells, expected);
        let Value::List(rows) = items().value(&answer) else { panic!("rows") };
        let Value::Record(row) = &rows[0] else { panic!("a row") };
        assert_eq!(row["fee"], Value::Number(1000.into()));
        assert_eq!(items().display(&answer, Lang::Ja), ["ソファ（2人用） × 2（2,000円）"]);
    }
}
