//! Which types fit together.

use super::{Checker, type_word};
use crate::{
    expr::{
        node::{Node, Op},
        problem::Problem,
    },
    value::{Type, Value},
};
use std::ops::Range;

/// One type for values of both; `None` when they are of different kinds.
pub(super) fn unify(one: &Type, other: &Type) -> Option<Type> {
    match (one, other) {
        (Type::Unknown, ty) | (ty, Type::Unknown) => Some(ty.clone()),
        (Type::Number, Type::Money) | (Type::Money, Type::Number) => Some(Type::Money),
        (Type::Text, Type::Code(_)) | (Type::Code(_), Type::Text) => Some(Type::Text),
        (Type::List(a), Type::List(b)) => Some(Type::List(Box::new(unify(a, b)?))),
        (a, b) if a == b => Some(a.clone()),
        _ => None,
    }
}

/// Whether a record is read as one text: a name or an address.
pub(super) fn is_textual(ty: &Type) -> bool {
    matches!(ty, Type::Record(parts) if parts.contains_key("family") || parts.contains_key("town"))
}

impl Checker<'_> {
    /// Makes the whole expression fit the type that its place wants.
    pub(in crate::expr) fn fit(&mut self, node: Node, want: &Type, range: Range<usize>) -> Node {
        let fits = match (want, &node.ty) {
            (Type::Unknown, _) | (_, Type::Unknown) => true,
            (Type::Number, Type::Money) => return Node { ty: Type::Number, ..node },
            (Type::Number | Type::Money, Type::Number | Type::Money) => true,
            (Type::Text, Type::Text | Type::Code(_)) => true,
            (Type::Text, record) if is_textual(record) => {
                return Node::new(Op::Text(Box::new(node)), Type::Text);
            }
            (Type::Code(list), Type::Text) => return self.literal_code(node, list, range),
            (Type::Code(list), Type::Code(other)) => list == other,
            (Type::List(want), Type::List(_)) => return self.fit_list(node, want, range),
            (want, found) => want == found,
        };
        if fits {
            return node;
        }
        self.mismatch(want, &node.ty, range);
        Node::wrong()
    }

    fn mismatch(&mut self, want: &Type, found: &Type, range: Range<usize>) {
        let text = self.text(&range);
        let problem =
            Problem::new("expr.result", range).arg("expected", type_word(want)).arg("found", type_word(found));
        let counted = matches!(found, Type::Number | Type::Money);
        self.report(match want {
            Type::Bool if !counted => problem.suggest(format!("{text} is not empty")),
            _ => problem,
        });
    }

    /// A text where a code is wanted: only a literal can be checked.
    fn literal_code(&mut self, node: Node, list: &str, range: Range<usize>) -> Node {
        if let Op::Literal(Value::Text(code)) = &node.op {
            self.code(list, code, &range);
            return Node { ty: Type::Code(list.to_owned()), ..node };
        }
        self.mismatch(&Type::Code(list.to_owned()), &node.ty, range);
        Node::wrong()
    }

    fn fit_list(&mut self, node: Node, want: &Type, range: Range<usize>) -> Node {
        if let Op::List(items) = node.op {
            let items = items.into_iter().map(|item| self.fit(item, want, range.clone())).collect();
            return Node::new(Op::List(items), Type::List(Box::new(want.clone())));
        }
        if let Type::List(found) = &node.ty
            && unify(want, found).is_none_or(|ty| ty == Type::Text && *want != Type::Text)
        {
            self.mismatch(&Type::List(Box::new(want.clone())), &node.ty, range);
            return Node::wrong();
        }
        node
    }

    /// Money that may be a part of a yen must be rounded by the author.
    pub(in crate::expr) fn whole_yen(&mut self, node: &Node, range: Range<usize>) {
        if node.ty == Type::Money && node.fraction {
            let text = self.text(&range);
            self.report(Problem::new("expr.yen", range).suggest(format!("rounddown({text})")));
        }
    }
}
