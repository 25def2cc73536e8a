//! Arithmetic, and texts joined by `+`.

use super::{Checker, type_word, want::is_textual};
use crate::{
    expr::{
        node::{Node, Op},
        problem::Problem,
        tree::{Math, Tree},
    },
    value::{Type, Value},
};
use std::ops::Range;

/// Texts and what can stand beside them in `+`.
fn joins(ty: &Type) -> bool {
    matches!(ty, Type::Text | Type::Number | Type::Money | Type::Date | Type::Unknown) || is_textual(ty)
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Number | Type::Money | Type::Unknown)
}

impl Checker<'_> {
    /// `+ - * /`. Yen times a number are yen, yen divided by yen a number; `+` joins texts.
    pub(super) fn math(&mut self, how: Math, left: &Tree, right: &Tree, range: &Range<usize>) -> Node {
        let (a, b) = (self.node(left), self.node(right));
        let text = |ty: &Type| *ty == Type::Text || is_textual(ty);
        if how == Math::Add && (text(&a.ty) || text(&b.ty)) && joins(&a.ty) && joins(&b.ty) {
            return Node::new(Op::Concat(Box::new(a), Box::new(b)), Type::Text);
        }
        if !is_number(&a.ty) || !is_number(&b.ty) {
            self.cannot(how, (left, &a), (right, &b), range);
            return Node::wrong();
        }
        if how == Math::Divide && matches!(&b.op, Op::Literal(Value::Number(n)) if n.is_zero()) {
            self.report(Problem::new("expr.zero", right.range.clone()));
        }
        let (ty, fraction) = result(how, &a, &b);
        Node { op: Op::Math(how, Box::new(a), Box::new(b)), ty, fraction }
    }

    fn cannot(&mut self, how: Math, left: (&Tree, &Node), right: (&Tree, &Node), range: &Range<usize>) {
        let (one, other) = (self.text(&left.0.range), self.text(&right.0.range));
        let problem = Problem::new("expr.operator", range.clone())
            .arg("sign", how.sign())
            .arg("left", type_word(&left.1.ty))
            .arg("right", type_word(&right.1.ty));
        let problem = match (how, &left.1.ty, &right.1.ty) {
            (Math::Add, Type::Date, Type::Number) => problem.suggest(format!("days_after({one}, {other})")),
            (Math::Add, Type::Number, Type::Date) => problem.suggest(format!("days_after({other}, {one})")),
            (Math::Subtract, Type::Date, Type::Number) => problem.suggest(format!("days_after({one}, -{other})")),
            (Math::Subtract, Type::Date, Type::Date) => problem.suggest(format!("days_between({other}, {one})")),
            (Math::Add, Type::Code(_), Type::Text) => problem.suggest(format!("label({one}) + {other}")),
            (Math::Add, Type::Text, Type::Code(_)) => problem.suggest(format!("{one} + label({other})")),
            (Math::Add, Type::Bool, Type::Number | Type::Bool) => problem.suggest(format!("if({one}, 1, 0) + {other}")),
            _ => problem,
        };
        self.report(problem);
    }

    pub(super) fn negative(&mut self, tree: &Tree) -> Node {
        let node = self.node(tree);
        if !is_number(&node.ty) {
            let problem = Problem::new("expr.operator", tree.range.clone()).arg("sign", "-");
            self.report(problem.arg("left", "@nothing").arg("right", type_word(&node.ty)));
            return Node::wrong();
        }
        let (ty, fraction) = (node.ty.clone(), node.fraction);
        Node { op: Op::Negative(Box::new(node)), ty, fraction }
    }
}

/// The type of a calculation, and whether it may be a part of a yen.
fn result(how: Math, a: &Node, b: &Node) -> (Type, bool) {
    let fraction = a.fraction || b.fraction || how == Math::Divide;
    let ty = match (how, &a.ty, &b.ty) {
        (_, Type::Unknown, _) | (_, _, Type::Unknown) => Type::Unknown,
        (Math::Divide, Type::Money, Type::Money) | (Math::Divide, Type::Number, _) => Type::Number,
        (_, Type::Money, _) | (_, _, Type::Money) => Type::Money,
        _ => Type::Number,
    };
    (ty, fraction)
}
