//! The translation, part by part. `None` anywhere gives `None` for the whole.

mod cases;
mod listed;
mod over;

use super::{Param, Sql, SqlNames};
use crate::{
    expr::{
        function::{Plain, Want},
        node::{Node, Op},
        token::Comparison,
    },
    table::{Column, Storage, ident},
    value::{Type, Value},
};
pub(in crate::expr) use cases::{key, total};
use over::{arithmetic, literal};
use std::cell::RefCell;

/// The value of a node; a condition gives 0 or 1.
pub(in crate::expr) fn translate(node: &Node, columns: &dyn SqlNames) -> Option<Sql> {
    let translator = Translator::new(columns);
    let piece = match node.ty {
        Type::Bool => translator.condition(node)?.wrap("COALESCE(", ", 0)"),
        Type::Money => match translator.value(node)? {
            yen if yen.form == Form::Decimal => yen.wrap("exact_rounddown(", ")"),
            yen => yen,
        },
        _ => translator.value(node)?,
    };
    Some(Sql { text: piece.text, params: piece.params })
}

/// A condition for `WHERE`: NULL stands for no.
pub(in crate::expr) fn filter(node: &Node, columns: &dyn SqlNames) -> Option<Sql> {
    let piece = Translator::new(columns).condition(node)?;
    Some(Sql { text: piece.text, params: piece.params })
}

/// How a value is kept in SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// 0 or 1.
    Bool,
    /// A whole number.
    Integer,
    /// A number that may be TEXT: what is calculated, and columns with decimals.
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

    fn is_number(&self) -> bool {
        matches!(self.form, Form::Integer | Form::Decimal)
    }
}

struct Translator<'a> {
    columns: &'a dyn SqlNames,
    /// The rows that are being gone through, outermost first: their alias and columns.
    frames: RefCell<Vec<(String, Vec<Column>)>>,
}

impl<'a> Translator<'a> {
    fn new(columns: &'a dyn SqlNames) -> Translator<'a> {
        Translator { columns, frames: RefCell::default() }
    }
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
            Op::Aggregate(over) => Some(self.over(over)?).filter(|piece| piece.form == Form::Bool),
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
            Op::Column(up, parts) => self.cell(*up, parts, &node.ty),
            Op::Aggregate(over) => self.over(over),
            Op::Label(list, code) => self.listed(list.as_deref()?, code, "label"),
            Op::Lookup(list, key, column) => self.listed(list, key, column),
            Op::Today => Some(Piece::param(Param::Today, Form::Text)),
            Op::Math(how, a, b) => arithmetic(*how, self.value(a)?, self.value(b)?),
            Op::Negative(inner) => {
                let zero = Piece::param(Param::Integer(0), Form::Integer);
                arithmetic(crate::expr::tree::Math::Subtract, zero, self.value(inner)?)
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
        let name = node.name()?;
        let Some(column) = self.columns.column(&name) else {
            let linked = self.columns.linked(&name)?;
            return Some(Piece { text: linked.sql, params: Vec::new(), form: form(&node.ty, linked.storage)? });
        };
        let form = form(&node.ty, column.storage)?;
        let table = if self.frames.borrow().is_empty() { String::new() } else { ident(&self.columns.table()) + "." };
        Some(Piece { text: table + &ident(&column.name), params: Vec::new(), form })
    }

    /// A column of the rows that are gone through.
    fn cell(&self, up: usize, parts: &[String], ty: &Type) -> Option<Piece> {
        let frames = self.frames.borrow();
        let (alias, columns) = frames.get(frames.len().checked_sub(up + 1)?)?;
        let name = parts.join(".");
        let column = columns.iter().find(|column| column.name == name)?;
        let form = form(ty, column.storage)?;
        Some(Piece { text: format!("{alias}.{}", ident(&name)), params: Vec::new(), form })
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
        if a.form == Form::Decimal || b.form == Form::Decimal {
            let order = Piece::join(vec![a, b], ", ", Form::Integer).wrap("(exact_order", "");
            return fits.then(|| order.wrap("", &format!("{sign}0)")).with(Form::Bool));
        }
        fits.then(|| Piece::join(vec![a, b], sign, Form::Bool))
    }

    fn is_in(&self, item: Piece, list: &Node) -> Option<Piece> {
        if matches!(list.ty, Type::List(_)) && list.name().is_some() && item.form == Form::Text {
            return Some(Piece::join(vec![item, self.codes(list)?], " IN ", Form::Bool));
        }
        let Op::List(nodes) = &list.op else { return None };
        let values = nodes.iter().map(|n| self.value(n)).collect::<Option<Vec<_>>>()?;
        if !values.iter().all(|v| v.form == item.form || (v.is_number() && item.is_number())) {
            return None;
        }
        if values.iter().chain([&item]).any(|v| v.form == Form::Decimal) {
            let equal = |value| self.compare(Comparison::Equal, item.clone(), value);
            return Some(Piece::join(values.into_iter().map(equal).collect::<Option<_>>()?, " OR ", Form::Bool));
        }
        Some(Piece::join(vec![item, Piece::join(values, ", ", Form::Text)], " IN ", Form::Bool))
    }

    /// `is empty`; a record is empty when all its parts are, files when there are none.
    fn empty(&self, node: &Node, negated: bool) -> Option<Piece> {
        let plain = |text: String| Piece { text, params: Vec::new(), form: Form::Bool };
        if matches!(node.ty, Type::Rows(_) | Type::List(_)) {
            return self.exists(node, !negated);
        }
        let test = match (&node.ty, node.name()) {
            // A case has a column of its own.
            (Type::Record(parts), Some(name)) if parts.contains_key("_receipt") => {
                plain(format!("{} IS NULL", ident(&self.columns.column(&name)?.name)))
            }
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
        let template = plain.sql?;
        let is_exact = template.starts_with("exact_");
        let mut pieces = Vec::new();
        for (arg, want) in args.iter().zip(plain.needs.iter().chain(plain.may)) {
            let piece = self.value(arg)?;
            let form = if *want == Want::Number { Form::Integer } else { Form::Text };
            pieces.push(match piece.form {
                Form::Integer | Form::Decimal if is_exact => piece,
                Form::Decimal if form == Form::Integer => piece.wrap("exact_whole(", ")"),
                found if found == form => piece,
                _ => return None,
            });
        }
        let form = match gives {
            Type::Bool => Form::Bool,
            Type::Number | Type::Money if is_exact => Form::Decimal,
            Type::Number | Type::Money => Form::Integer,
            _ => Form::Text,
        };
        let all =
            template.replace("{*}", &(0..pieces.len()).map(|i| format!("{{{i}}}")).collect::<Vec<_>>().join(", "));
        Some(fill(&all, &pieces).with(form))
    }
}

/// How a column keeps a type.
fn form(ty: &Type, storage: Storage) -> Option<Form> {
    match (ty, storage) {
        (Type::Bool, Storage::Integer) => Some(Form::Bool),
        (Type::Number | Type::Money, Storage::Integer) => Some(Form::Integer),
        (Type::Number | Type::Money, Storage::Text) => Some(Form::Decimal),
        (Type::Text | Type::Code(_) | Type::Date | Type::Time | Type::DateTime, Storage::Text) => Some(Form::Text),
        _ => None,
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

/// Two values of which one is taken.
fn same(a: Piece, b: Piece) -> Option<(Piece, Piece)> {
    if a.form != b.form && a.is_number() && b.is_number() {
        return Some((a.with(Form::Decimal), b.with(Form::Decimal)));
    }
    (a.form == b.form).then_some((a, b))
}
