//! `where` of `choice`, `choices` and `items`: which rows are offered, given the answers so far.
//!
//! A name is a column of the row first (`code`, `label` and `kana` too), then an answer: of the same row of a `repeat`,
//! of the form around it.

use crate::{
    app::{List, ListRow},
    expr::{Expr, Scope},
    text::Lang,
    value::{Type, Value},
};
use indexmap::IndexMap;
use jiff::civil::Date;

/// A condition over one row and the answers so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// Holds for the rows that are offered.
    pub condition: Expr,
    /// The questions whose answers it reads, in the order of first use.
    pub upper: Vec<String>,
}

impl Filter {
    /// A condition whose names are columns where `columns` has them, and questions otherwise.
    pub(crate) fn new(condition: Expr, columns: &IndexMap<String, Type>) -> Filter {
        let mut upper: Vec<String> = Vec::new();
        for name in &condition.reads {
            let first = name.split('.').next().unwrap_or_default();
            if !columns.contains_key(first) && !upper.iter().any(|known| known == first) {
                upper.push(first.to_owned());
            }
        }
        Filter { condition, upper }
    }

    /// Whether a row of a list is offered.
    pub fn offers(&self, row: &ListRow, answers: &dyn Scope) -> bool {
        self.condition.eval(&Over { own: &|name| cell(row, name), answers }).is_true()
    }

    /// Whether a row of a `repeat` is offered.
    pub fn offers_record(&self, row: &IndexMap<String, Value>, answers: &dyn Scope) -> bool {
        self.condition.eval(&Over { own: &|name| row.get(name).cloned(), answers }).is_true()
    }
}

/// The names that a `where` over a list can read of its rows.
pub(crate) fn columns(list: &List) -> IndexMap<String, Type> {
    let own = [("code", Type::Code(list.id.clone())), ("label", Type::Text), ("kana", Type::Text)];
    let own = own.into_iter().map(|(name, ty)| (name.to_owned(), ty));
    own.chain(list.columns.iter().map(|c| (c.name.clone(), c.ty.clone()))).collect()
}

fn cell(row: &ListRow, name: &str) -> Option<Value> {
    match name {
        "code" => Some(Value::Text(row.code.clone())),
        "label" => Some(Value::Text(row.label.get(Lang::Ja).to_owned())),
        "kana" => Some(Value::Text(row.kana.clone())),
        _ => row.values.get(name).cloned(),
    }
}

/// A row's own names before those of the answers.
struct Over<'a> {
    own: &'a dyn Fn(&str) -> Option<Value>,
    answers: &'a dyn Scope,
}

impl Scope for Over<'_> {
    fn lookup(&self, name: &str) -> Value {
        (self.own)(name).unwrap_or_else(|| self.answers.lookup(name))
    }

    fn today(&self) -> Date {
        self.answers.today()
    }

    fn area_of(&self, address: &Value) -> Value {
        self.answers.area_of(address)
    }

    fn weekdays_of(&self, area: &Value) -> Value {
        self.answers.weekdays_of(area)
    }

    fn business_days_after(&self, date: Date, days: i64) -> Value {
        self.answers.business_days_after(date, days)
    }
}
