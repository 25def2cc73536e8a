//! Calls: the function, its arguments and the type it gives.

use super::{
    Checker, type_word,
    want::{is_textual, unify},
};
use crate::{
    diagnostic::nearest,
    expr::{
        function::{self, Aggregate, FUNCTIONS, Form, Plain, Want},
        node::{Node, Op},
        problem::Problem,
        tree::{Call, Tree},
    },
    value::Type,
};
use std::ops::Range;

/// What functions of spreadsheets and other languages are called here.
const ELSEWHERE: [(&str, &str); 15] = [
    ("total", "sum"),
    ("average", "sum(goods.qty) / count(goods)"),
    ("avg", "sum(goods.qty) / count(goods)"),
    ("countif", "count(goods where qty > 2)"),
    ("sumif", "sum(goods.qty where qty > 2)"),
    ("len", "length"),
    ("now", "today"),
    ("iif", "if"),
    ("coalesce", "or_else"),
    ("ifnull", "or_else"),
    ("vlookup", "lookup"),
    ("datedif", "days_between"),
    ("datediff", "days_between"),
    ("edate", "months_after"),
    ("floor", "rounddown"),
];

impl Checker<'_> {
    /// Checks a call.
    pub(super) fn call(&mut self, call: &Call, range: &Range<usize>) -> Node {
        let Some(function) = function::find(&call.name.text) else { return self.no_function(call) };
        let filtered = call.filter.is_some() && !matches!(function.form, Form::Over(_));
        let parted = call.part.is_some() != matches!(function.form, Form::Lookup);
        if filtered || parted {
            return self.usage(call, range);
        }
        match (&function.form, call.args.as_slice()) {
            (Form::Plain(plain), _) => self.plain(plain, call, range),
            (Form::Over(how @ (Aggregate::Min | Aggregate::Max)), [_, _, ..]) if call.filter.is_none() => {
                self.extreme(*how, call, range)
            }
            (Form::Over(how), _) => self.over(*how, call, range),
            (Form::Today, []) => Node::new(Op::Today, Type::Date),
            (Form::Label, [code]) => self.label(code),
            (Form::OrElse, [first, second]) => self.or_else(first, second),
            (Form::If, [condition, then, other]) => self.if_else(condition, then, other),
            (Form::Lookup, [list, keys @ ..]) => self.lookup(list, keys, call, range),
            _ => self.usage(call, range),
        }
    }

    fn no_function(&mut self, call: &Call) -> Node {
        let before = self.problems.len();
        for arg in &call.args {
            self.node(arg);
        }
        let after = self.problems.split_off(before);
        self.problems.extend(after.into_iter().filter(|p| p.code != "expr.rows"));
        let name = &call.name.text;
        let problem = Problem::new("expr.unknown-function", call.name.range.clone()).arg("name", name);
        let elsewhere = ELSEWHERE.iter().find(|(other, _)| *other == name.to_ascii_lowercase());
        let suggestions = match elsewhere {
            Some((_, here)) => vec![(*here).to_owned()],
            None => nearest(name, FUNCTIONS.iter().map(|f| f.name)),
        };
        self.report(Problem { suggestions, ..problem });
        Node::wrong()
    }

    /// The call is not written as the function is used.
    pub(super) fn usage(&mut self, call: &Call, range: &Range<usize>) -> Node {
        let usage = function::find(&call.name.text).map_or("", |f| f.usage);
        let problem =
            Problem::new("expr.arguments", range.clone()).arg("function", &call.name.text).arg("usage", usage);
        self.report(problem);
        Node::wrong()
    }

    fn plain(&mut self, plain: &'static Plain, call: &Call, range: &Range<usize>) -> Node {
        let wants: Vec<Want> = plain.needs.iter().chain(plain.may).copied().collect();
        if !(plain.needs.len()..=wants.len()).contains(&call.args.len()) {
            return self.usage(call, range);
        }
        let mut args = Vec::new();
        for (tree, want) in call.args.iter().zip(wants) {
            let node = self.node(tree);
            if fits(&node.ty, want) {
                args.push(node);
            } else {
                self.argument(call, tree, &node.ty);
            }
        }
        if args.len() < call.args.len() {
            return Node::wrong();
        }
        let types: Vec<Type> = args.iter().map(|a| a.ty.clone()).collect();
        let ty = (plain.gives)(&types);
        let kept = args.get(1).is_some_and(|digits| !keeps_whole(digits));
        let fraction = kept && args.first().is_some_and(|a| a.fraction);
        Node { op: Op::Call(plain, args), ty, fraction }
    }

    pub(super) fn argument(&mut self, call: &Call, tree: &Tree, found: &Type) {
        let text = self.text(&tree.range);
        self.report(
            Problem::new("expr.argument", tree.range.clone())
                .arg("function", &call.name.text)
                .arg("text", text)
                .arg("found", type_word(found)),
        );
    }

    fn label(&mut self, tree: &Tree) -> Node {
        let node = self.node(tree);
        let list = match &node.ty {
            Type::Code(list) => Some(list.clone()),
            Type::List(inner) => match &**inner {
                Type::Code(list) => Some(list.clone()),
                _ => None,
            },
            _ => None,
        };
        if node.ty == Type::Unknown {
            return node;
        }
        let Some(list) = list else {
            let text = self.text(&tree.range);
            let problem = Problem::new("expr.argument", tree.range.clone()).arg("function", "label").arg("text", text);
            self.report(problem.arg("found", type_word(&node.ty)));
            return Node::wrong();
        };
        Node::new(Op::Label(self.vocabulary(&list), Box::new(node)), Type::Text)
    }

    fn or_else(&mut self, first: &Tree, second: &Tree) -> Node {
        let (a, b) = (self.node(first), self.node(second));
        let (ty, fraction) = (self.same(&a.ty, &b.ty, &second.range), a.fraction || b.fraction);
        Node { op: Op::OrElse(Box::new([a, b])), ty, fraction }
    }

    fn if_else(&mut self, condition: &Tree, then: &Tree, other: &Tree) -> Node {
        let parts = [self.operand(condition), self.node(then), self.node(other)];
        let ty = self.same(&parts[1].ty, &parts[2].ty, &other.range);
        let fraction = parts[1].fraction || parts[2].fraction;
        Node { op: Op::If(Box::new(parts)), ty, fraction }
    }

    /// The type of either of two values.
    pub(super) fn same(&mut self, one: &Type, other: &Type, range: &Range<usize>) -> Type {
        unify(one, other).unwrap_or_else(|| {
            self.differ(one, other, range);
            Type::Unknown
        })
    }
}

/// Whether rounding to these digits leaves whole yen: a literal not above 0.
fn keeps_whole(digits: &Node) -> bool {
    use crate::value::Value;
    matches!(&digits.op, Op::Literal(Value::Number(n)) if n.is_zero() || n.is_sign_negative())
}

fn fits(ty: &Type, want: Want) -> bool {
    match want {
        _ if *ty == Type::Unknown => true,
        Want::Number => matches!(ty, Type::Number | Type::Money),
        Want::Date => *ty == Type::Date,
        Want::Moment => matches!(ty, Type::Time | Type::DateTime),
        Want::Text => matches!(ty, Type::Text | Type::Code(_)),
        Want::Address => is_textual(ty) && matches!(ty, Type::Record(parts) if parts.contains_key("town")),
        Want::Area => matches!(ty, Type::Text) || *ty == Type::Code(function::AREAS.to_owned()),
    }
}
