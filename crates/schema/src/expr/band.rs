//! What simple conditions say about one number: from where to where they hold.

use super::{
    Expr,
    node::{Node, Op},
    token::Comparison,
};
use crate::value::Value;
use rust_decimal::Decimal;

/// A part of the numbers; an end is a number and whether it belongs to the part.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Band {
    /// The name that is compared.
    pub(crate) name: String,
    /// Where it begins; without when it has no beginning.
    pub(crate) from: Option<(Decimal, bool)>,
    /// Where it ends.
    pub(crate) to: Option<(Decimal, bool)>,
}

impl Expr {
    /// The band of one number in which the condition holds, when it says nothing else.
    pub(crate) fn band(&self) -> Option<Band> {
        band(&self.root)
    }

    /// The value, when the expression is nothing but a value.
    pub(crate) fn literal(&self) -> Option<&Value> {
        match &self.root.op {
            Op::Literal(value) => Some(value),
            _ => None,
        }
    }
}

fn band(node: &Node) -> Option<Band> {
    match &node.op {
        Op::And(items) => {
            let bands = items.iter().map(band).collect::<Option<Vec<Band>>>()?;
            let mut bands = bands.into_iter();
            let first = bands.next()?;
            bands.try_fold(first, |one, other| {
                let from = if one.from.is_some() { one.from } else { other.from };
                let to = if one.to.is_some() { one.to } else { other.to };
                (one.name == other.name).then_some(Band { name: one.name, from, to })
            })
        }
        Op::Compare(how, a, b) => {
            let (name, how, value) = match (&a.op, &b.op) {
                (_, Op::Literal(Value::Number(value))) => (a.name()?, *how, *value),
                (Op::Literal(Value::Number(value)), _) => (b.name()?, how.turned(), *value),
                _ => return None,
            };
            let (from, to) = match how {
                Comparison::Less => (None, Some((value, false))),
                Comparison::AtMost => (None, Some((value, true))),
                Comparison::More => (Some((value, false)), None),
                Comparison::AtLeast => (Some((value, true)), None),
                Comparison::Equal => (Some((value, true)), Some((value, true))),
                Comparison::Differs => return None,
            };
            Some(Band { name, from, to })
        }
        _ => None,
    }
}

/// The first numbers between bands of one name that none of them holds: from and to, equal for a single number.
pub(crate) fn gap(bands: &[Band]) -> Option<(Decimal, Decimal)> {
    let mut sorted: Vec<&Band> = bands.iter().collect();
    sorted.sort_by_key(|band| band.from.map(|(value, belongs)| (value, !belongs)));
    let mut reached = sorted.first()?.to;
    for band in &sorted[1..] {
        let (end, end_belongs) = reached?;
        if let Some((start, start_belongs)) = band.from {
            let touches = start == end && (start_belongs || end_belongs);
            if start > end || (start == end && !touches) {
                return Some((end, start));
            }
        }
        reached = match (reached, band.to) {
            (Some(one), Some(other)) => Some(one.max(other)),
            _ => None,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(from: Option<(i64, bool)>, to: Option<(i64, bool)>) -> Band {
        let end = |end: Option<(i64, bool)>| end.map(|(value, belongs)| (Decimal::from(value), belongs));
        Band { name: "fee".to_owned(), from: end(from), to: end(to) }
    }

    #[test]
    fn a_number_between_two_bands_is_a_gap() {
        let below = part(None, Some((10_000, false)));
        let above = part(Some((10_000, false)), None);
        let ten_thousand = Decimal::from(10_000);
        assert_eq!(gap(&[above.clone(), below.clone()]), Some((ten_thousand, ten_thousand)));
        assert_eq!(gap(&[below, part(Some((10_000, true)), None)]), None);
        assert_eq!(gap(&[part(None, Some((10_000, true))), above.clone()]), None);
        assert_eq!(gap(&[part(None, Some((9_000, true))), above]), Some((Decimal::from(9_000), ten_thousand)));
        assert_eq!(gap(&[part(Some((1, true)), None)]), None);
    }
}
