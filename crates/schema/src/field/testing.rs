//! Lists for unit tests.

use crate::{
    app::{List, ListColumn, ListRow},
    value::{Type, Value},
};
use indexmap::IndexMap;
use rust_decimal::Decimal;

fn row(code: &str, label: &str, retired: bool, values: [(&str, Value); 3]) -> (String, ListRow) {
    let values = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    (code.to_owned(), ListRow { code: code.to_owned(), label: label.into(), kana: String::new(), retired, values })
}

/// A catalogue with a fee, points and weights, one of which is no whole number.
pub(crate) fn catalogue() -> List {
    let columns = [("fee", Type::Money), ("points", Type::Number), ("weight", Type::Number), ("note", Type::Text)];
    let values = |fee: i64, points: i64, weight: Decimal| {
        [("fee", fee.into()), ("points", points.into()), ("weight", weight)].map(|(n, v)| (n, Value::Number(v)))
    };
    List {
        id: "items".to_owned(),
        columns: columns.map(|(name, ty)| ListColumn { name: name.to_owned(), ty }).into(),
        rows: IndexMap::from([
            row("sofa2", "ソファ（2人用）", false, values(1000, 4, 30.into())),
            row("bed", "ベッドの枠", false, values(1000, 4, Decimal::new(255, 1))),
            row("old", "古いもの", true, values(0, 1, 1.into())),
        ]),
        ..List::default()
    }
}
