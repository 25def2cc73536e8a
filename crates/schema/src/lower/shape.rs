//! Type in expressions and columns in the table of each kind.

use crate::{
    field::{Kind, NumberForm},
    value::Type,
};
use indexmap::IndexMap;

const NAME: &[&str] = &["family", "given", "family_kana", "given_kana"];
const ADDRESS: &[&str] = &["postal_code", "prefecture", "city", "town", "street", "building"];

/// The type of an answer.
pub(super) fn ty(kind: &Kind) -> Type {
    let texts = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), Type::Text)).collect::<IndexMap<_, _>>();
    match kind {
        Kind::Number(number) if number.form == NumberForm::Money => Type::Money,
        Kind::Number(_) => Type::Number,
        Kind::YesNo(_) => Type::Bool,
        Kind::Choice(choice) => Type::Code(choice.list.id.clone()),
        Kind::Choices(choices) => Type::List(Box::new(Type::Code(choices.list.id.clone()))),
        Kind::Date(_) => Type::Date,
        Kind::Name => Type::Record(texts(NAME)),
        Kind::Address => Type::Record(texts(ADDRESS)),
        Kind::Items(items) => {
            let mut row = IndexMap::from([("code".to_owned(), Type::Code(items.list.id.clone()))]);
            row.extend([("label".to_owned(), Type::Text), ("qty".to_owned(), Type::Number)]);
            row.extend(items.list.columns.iter().map(|column| (column.name.clone(), column.ty.clone())));
            Type::Rows(row)
        }
        Kind::Repeat(repeat) => Type::Rows(repeat.questions.iter().map(|q| (q.id.clone(), ty(&q.kind))).collect()),
        Kind::Slot(_) => {
            let area = ("area".to_owned(), Type::Code("areas".to_owned()));
            Type::Record(IndexMap::from([("date".to_owned(), Type::Date), area]))
        }
        Kind::File(_) => Type::Files,
        Kind::Calc(calc) => calc.ty.clone(),
        _ => Type::Text,
    }
}

/// The columns of the app's table.
pub(super) fn columns(kind: &Kind, id: &str) -> Vec<String> {
    let parts = |names: &[&str]| names.iter().map(|name| format!("{id}.{name}")).collect();
    match kind {
        Kind::Name => parts(NAME),
        Kind::Address => parts(ADDRESS),
        Kind::Slot(_) => parts(&["date", "area"]),
        Kind::Choices(_) | Kind::Items(_) | Kind::Repeat(_) | Kind::Note(_) => Vec::new(),
        _ => vec![id.to_owned()],
    }
}
