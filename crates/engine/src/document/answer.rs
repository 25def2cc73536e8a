//! A value of a letter: prints as people read it, with parts to compare and compute with.

use minijinja::value::{DynObject, Enumerator, Object, ObjectRepr, Value};
use rust_decimal::Decimal;
use std::{cmp::Ordering, fmt, sync::Arc};

/// What a name of a letter stands for.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) text: String,
    /// Whether `if` holds for it.
    pub(super) holds: bool,
    pub(super) order: Order,
    pub(super) parts: Parts,
}

/// How values of one kind are sorted and compared.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Order {
    Nothing,
    Number(Decimal),
    Text(String),
}

/// What is inside.
#[derive(Debug)]
pub(super) enum Parts {
    /// Not answered: every part is as empty.
    Absent,
    /// By name.
    Named(Vec<(String, Value)>),
    /// Rows in order.
    Rows(Vec<Value>),
}

impl Answer {
    pub(super) fn into_value(self) -> Value {
        Value::from_object(self)
    }

    /// What was not asked, or left blank.
    pub(super) fn absent() -> Answer {
        Answer { text: String::new(), holds: false, order: Order::Nothing, parts: Parts::Absent }
    }
}

impl Object for Answer {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        if matches!(self.parts, Parts::Rows(_)) { ObjectRepr::Seq } else { ObjectRepr::Plain }
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match &self.parts {
            Parts::Absent => Some(Answer::absent().into_value()),
            Parts::Named(parts) => {
                let name = key.as_str()?;
                parts.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
            }
            Parts::Rows(rows) => rows.get(key.as_usize()?).cloned(),
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        match &self.parts {
            Parts::Rows(rows) => Enumerator::Seq(rows.len()),
            Parts::Absent | Parts::Named(_) => Enumerator::NonEnumerable,
        }
    }

    fn is_true(self: &Arc<Self>) -> bool {
        self.holds
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        other.downcast_ref::<Answer>().map(|other| self.order.cmp(&other.order))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
