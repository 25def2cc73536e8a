//! The translation, part by part. `None` anywhere gives `None` for the whole.

use super::{Param, Sql, SqlNames};
use crate::{
    expr::{
        function::{Plain, Want},
        node::{Node, Op},
        number::whole,
        token::Comparison,
        tree::Math,
    },
    table::{Storage, ident},
    value::{Type, Value},
};
use rust_decimal::prelude::ToPrimitive;

/// The value of a node; a condition gives 0 or 1.
pub(in crate::expr) fn translate(node: &Node, columns: &dyn SqlNames) -> Option<Sql> {
    let translator = Translator { columns };
    let piece = match node.ty {
        Type::Bool => translator.condition(node)?.wrap("COALESCE(", ", 0)"),
        _ => translator.value(node)?,
    };
    Some(Sql { text: piece.text, params: piece.params })
}

/// A condition for `WHERE`: NULL stands for no.
pub(in crate::expr) fn filter(node: &Node, columns: &dyn SqlNames) -> Option<Sql> {
    let piece = Translator { columns }.condition(node)?;
    Some(Sql { text: piece.text, params: piece.params })
}

/// How a value is kept in SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// 0 or 1.
    Bool,
    /// A whole number.
    Integer,
    /// A literal with decimals.
    Real,
    /// A decimal as TEXT.
    Decimal,
    /// TEXT; dates too.
    Text,
}

/// A part of the SQL.
#[derive(Debug, Clone)]
struct Piece {
    text: String,
    params: Vec<Param>,
    form: Form,
}

impl Piece {
    fn param(param: Param, form: Form) -> Piece {
        Piece { text: "?".to_owned(), params: vec![param], form }
    }

    fn wrap(self, before: &str, after: &str) -> Piece {
        Piece { text: format!("{before}{}{after}", self.text), ..self }
    }

    fn with(self, form: Form) -> Piece {
        Piece { form, ..self }
    }

    /// Pieces with `between`, in brackets.
    fn join(pieces: Vec<Piece>, between: &str, form: Form) -> Piece {
        let text = pieces.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join(between);
        Piece { text: format!("({text})"), params: pieces.into_iter().flat_map(|p| p.params).collect(), form }
    }

    /// As a number that SQL compares.
    fn number(self) -> Piece {
        if self.form == Form::Decimal { self.wrap("CAST(", " AS REAL)").with(Form::Real) } else { self }
    }

    fn is_number(&self) -> bool {
        matches!(self.form, Form::Integer | Form::Real | Form::Decimal)
    }
}

struct Translator<'a> {
    columns: &'a dyn SqlNames,
}

impl Translator<'_> {
    /// A condition in which NULL stands for no.
    fn condition(&self, node: &Node) -> Option<Piece> {
        let all = |items: &[Node]| items.iter().map(|i| self.condition(i)).collect::<Option<Vec<_>>>();
        match &node.op {
            Op::And(items) => Some(Piece::join(all(items)?, " AND ", Form::Bool)),
            Op::Or(items) => Some(Piece::join(all(items)?, " OR ", Form::Bool)),
            Op::Not(inner) => match &inner.op {
                Op::Empty(of) => self.empty(of, true),
                _ => Some(self.condition(inner)?.wrap("(NOT COALESCE(", ", 0))")),
            },
            Op::Compare(how, a, b) => self.compare(*how, self.value(a)?, self.value(b)?),
            Op::In(item, list) => self.is_in(self.value(item)?, list),
            Op::Empty(inner) => self.empty(inner, false),
            _ if node.ty == Type::Bool => Some(self.value(node)?.wrap("(", " = 1)")),
            _ => None,
        }
    }

    /// A value in which NULL stands for blank.
    fn value(&self, node: &Node) -> Option<Piece> {
        match &node.op {
            Op::Literal(value) => literal(value),
            Op::Name(..) => self.name(node),
            Op::Today => Some(Piece::param(Param::Today, Form::Text)),
            Op::Math(how, a, b) => arithmetic(*how, self.value(a)?, self.value(b)?),
            Op::Negative(inner) => {
                let piece = self.value(inner)?;
                (piece.form == Form::Integer).then(|| piece.wrap("(-", ")"))
            }
            Op::Concat(a, b) => {
                let parts = [self.concatenated(a)?, self.concatenated(b)?];
                let joined = Piece::join(parts.into(), " || ", Form::Text);
                Some(joined.wrap("NULLIF(", ", '')"))
            }
            Op::If(parts) => {
                let condition = self.condition(&parts[0])?;
                let (then, other) = same(self.value(&parts[1])?, self.value(&parts[2])?)?;
                let form = then.form;
                let text = format!("(CASE WHEN {} THEN {} ELSE {} END)", condition.text, then.text, other.text);
                let params = [condition, then, other].into_iter().flat_map(|p| p.params).collect();
                Some(Piece { text, params, form })
            }
            Op::OrElse(parts) => {
                let (first, second) = same(self.value(&parts[0])?, self.value(&parts[1])?)?;
                let form = first.form;
                Some(Piece::join(vec![first, second], ", ", form).wrap("COALESCE", ""))
            }
            Op::Call(plain, args) => self.call(plain, args, &node.ty),
            Op::Not(_) | Op::And(_) | Op::Or(_) | Op::Compare(..) | Op::In(..) | Op::Empty(_) => {
                Some(self.condition(node)?.wrap("COALESCE(", ", 0)"))
            }
            _ => None,
        }
    }

    fn name(&self, node: &Node) -> Option<Piece> {
        let column = self.columns.column(&node.name()?)?;
        let form = match (&node.ty, column.storage) {
            (Type::Bool, Storage::Integer) => Form::Bool,
            (Type::Number | Type::Money, Storage::Integer) => Form::Integer,
            (Type::Number | Type::Money, Storage::Text) => Form::Decimal,
            (Type::Text | Type::Code(_) | Type::Date | Type::Time | Type::DateTime, Storage::Text) => Form::Text,
            _ => return None,
        };
        Some(Piece { text: ident(&column.name), params: Vec::new(), form })
    }

    fn compare(&self, how: Comparison, a: Piece, b: Piece) -> Option<Piece> {
        let fits = a.form == b.form || (a.is_number() && b.is_number());
        let sign = match how {
            Comparison::Equal => " = ",
            Comparison::Differs => " <> ",
            Comparison::Less => " < ",
            Comparison::AtMost => " <= ",
            Comparison::More => " > ",
            Comparison::AtLeast => " >= ",
        };
        fits.then(|| Piece::join(vec![a.number(), b.number()], sign, Form::Bool))
    }

    fn is_in(&self, item: Piece, list: &Node) -> Option<Piece> {
        let Op::List(nodes) = &list.op else { return None };
        let values = nodes.iter().map(|n| self.value(n)).collect::<Option<Vec<_>>>()?;
        if !values.iter().all(|v| v.form == item.form || (v.is_number() && item.is_number())) {
            return None;
        }
        let values = values.into_iter().map(Piece::number).collect();
        Some(Piece::join(vec![item.number(), Piece::join(values, ", ", Form::Text)], " IN ", Form::Bool))
    }

    /// `is empty`; a record is empty when all its parts are, files when there are none.
    fn empty(&self, node: &Node, negated: bool) -> Option<Piece> {
        let plain = |text: String| Piece { text, params: Vec::new(), form: Form::Bool };
        let test = match (&node.ty, node.name()) {
            (Type::Record(parts), Some(name)) => {
                let columns = parts.keys().map(|part| self.columns.column(&format!("{name}.{part}")));
                let names = columns.map(|c| Some(ident(&c?.name))).collect::<Option<Vec<_>>>()?;
                let tests = names.into_iter().map(|n| plain(format!("{n} IS NULL"))).collect();
                Piece::join(tests, " AND ", Form::Bool)
            }
            (Type::Files, Some(name)) => {
                let column = ident(&self.columns.column(&name)?.name);
                plain(format!("({column} IS NULL OR {column} = '[]')"))
            }
            _ => self.value(node)?.wrap("(", if negated { " IS NOT NULL)" } else { " IS NULL)" }).with(Form::Bool),
        };
        let negate = negated && matches!(node.ty, Type::Record(_) | Type::Files);
        Some(if negate { test.wrap("(NOT ", ")") } else { test })
    }

    /// A part of a text; blank is the empty text.
    fn concatenated(&self, node: &Node) -> Option<Piece> {
        if let Op::Literal(Value::Number(number)) = &node.op {
            return Some(Piece::param(Param::Text(number.normalize().to_string()), Form::Text));
        }
        let piece = self.value(node)?;
        matches!(piece.form, Form::Text | Form::Integer | Form::Decimal).then(|| piece.wrap("COALESCE(", ", '')"))
    }

    fn call(&self, plain: &Plain, args: &[Node], gives: &Type) -> Option<Piece> {
        let pieces = args.iter().map(|a| self.value(a)).collect::<Option<Vec<_>>>()?;
        for (piece, want) in pieces.iter().zip(plain.needs.iter().chain(plain.may)) {
            let form = if *want == Want::Number { Form::Integer } else { Form::Text };
            if piece.form != form {
                return None;
            }
        }
        let form = if matches!(gives, Type::Number | Type::Money) { Form::Integer } else { Form::Text };
        Some(fill(plain.sql?, &pieces).with(form))
    }
}

/// Puts the arguments into a template: `{0}`, `{1}`.
fn fill(template: &str, args: &[Piece]) -> Piece {
    let mut filled = Piece { text: String::from("("), params: Vec::new(), form: Form::Text };
    for part in template.split('{') {
        let (index, rest) = part.split_once('}').unwrap_or(("", part));
        if let Some(arg) = index.parse::<usize>().ok().and_then(|i| args.get(i)) {
            filled.text.push_str(&arg.text);
            filled.params.extend(arg.params.iter().cloned());
        }
        filled.text.push_str(rest);
    }
    filled.wrap("", ")")
}

fn literal(value: &Value) -> Option<Piece> {
    match value {
        Value::Bool(yes) => Some(Piece::param(Param::Integer(i64::from(*yes)), Form::Bool)),
        Value::Number(number) => match whole(*number) {
            Some(n) => Some(Piece::param(Param::Integer(n), Form::Integer)),
            None => Some(Piece::param(Param::Real(number.to_f64()?), Form::Real)),
        },
        Value::Text(text) => Some(Piece::param(Param::Text(text.clone()), Form::Text)),
        Value::Date(date) => Some(Piece::param(Param::Text(date.to_string()), Form::Text)),
        _ => None,
    }
}

/// Whole numbers only; a division may not be whole.
fn arithmetic(how: Math, a: Piece, b: Piece) -> Option<Piece> {
    let sign = match how {
        Math::Add => " + ",
        Math::Subtract => " - ",
        Math::Multiply => " * ",
        Math::Divide => return None,
    };
    let whole = a.form == Form::Integer && b.form == Form::Integer;
    whole.then(|| Piece::join(vec![a, b], sign, Form::Integer))
}

/// Two values of which one is taken.
fn same(a: Piece, b: Piece) -> Option<(Piece, Piece)> {
    (a.form == b.form && a.form != Form::Real).then_some((a, b))
}
