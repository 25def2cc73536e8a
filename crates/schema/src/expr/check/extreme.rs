//! `min(a, b)` and `max(a, b)`: the least or greatest of a few values, where `min(goods.qty)` is that of rows.

use super::Checker;
use crate::{
    expr::{
        function::Aggregate,
        node::{Node, Op},
        token::Comparison,
        tree::Call,
    },
    value::Type,
};
use std::ops::Range;

/// Most values: each is looked at again for every one before it.
const MOST: usize = 4;

impl Checker<'_> {
    /// The least or greatest of numbers, money, dates or times. What is blank does not count, as in rows.
    pub(super) fn extreme(&mut self, how: Aggregate, call: &Call, range: &Range<usize>) -> Node {
        if call.args.len() > MOST {
            return self.usage(call, range);
        }
        let before = self.problems.len();
        let mut found: Option<Node> = None;
        for tree in &call.args {
            let node = self.node(tree);
            if !is_ordered(&node.ty) {
                self.argument(call, tree, &node.ty);
                continue;
            }
            found = Some(match found {
                None => node,
                Some(first) => {
                    let ty = self.same(&first.ty, &node.ty, &tree.range);
                    either(how, first, node, ty)
                }
            });
        }
        found.filter(|_| self.problems.len() == before).unwrap_or_else(Node::wrong)
    }
}

fn is_ordered(ty: &Type) -> bool {
    matches!(ty, Type::Number | Type::Money | Type::Date | Type::Time | Type::DateTime | Type::Unknown)
}

/// `if(a is empty, b, if(b is empty, a, if(a <= b, a, b)))`: all that reads expressions knows what that means.
fn either(how: Aggregate, a: Node, b: Node, ty: Type) -> Node {
    let fraction = a.fraction || b.fraction;
    let sign = if how == Aggregate::Min { Comparison::AtMost } else { Comparison::AtLeast };
    let blank = |node: &Node| Node::new(Op::Empty(Box::new(node.clone())), Type::Bool);
    let first = Node::new(Op::Compare(sign, Box::new(a.clone()), Box::new(b.clone())), Type::Bool);
    let node = |op: Op| Node { op, ty: ty.clone(), fraction };
    let both = node(Op::If(Box::new([first, a.clone(), b.clone()])));
    let inner = node(Op::If(Box::new([blank(&b), a.clone(), both])));
    node(Op::If(Box::new([blank(&a), b, inner])))
}
