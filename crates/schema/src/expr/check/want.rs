//! Which types fit together.

use super::{Checker, type_word};
use crate::{
    expr::{
        node::{Node, Op},
        problem::Problem,
        tree::{Data, Tree},
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

/// Whether a record is read as one text: a name, an address, or a case as its receipt number.
pub(super) fn is_textual(ty: &Type) -> bool {
    matches!(ty, Type::Record(parts) if ["_receipt", "family", "town"].iter().any(|part| parts.contains_key(*part)))
}

/// The part of a call or a list that stands at a place; where they are not written here (a named expression), the whole.
fn inner(tree: &Tree, place: usize) -> &Tree {
    let parts = match &tree.data {
        Data::Call(call) => &call.args,
        Data::List(items) => items,
        _ => return tree,
    };
    parts.get(place).unwrap_or(tree)
}

impl Checker<'_> {
    /// Makes the whole expression fit the type that its place wants.
    pub(in crate::expr) fn fit(&mut self, node: Node, want: &Type, tree: &Tree) -> Node {
        let fits = match (want, &node.ty) {
            (Type::Unknown, _) | (_, Type::Unknown) => true,
            (Type::Number, Type::Money) => return Node { ty: Type::Number, ..node },
            (Type::Number | Type::Money, Type::Number | Type::Money) => true,
            (Type::Text, Type::Text | Type::Code(_)) => true,
            (Type::Text, record) if is_textual(record) => {
                return Node::new(Op::Text(Box::new(node)), Type::Text);
            }
            (Type::Code(list), Type::Text) => return self.written_code(node, list, tree),
            (Type::Code(list), Type::Code(other)) => list == other,
            (Type::List(want), Type::List(_)) => return self.fit_list(node, want, tree),
            (want, found) => want == found,
        };
        if fits {
            return node;
        }
        self.mismatch(want, &node.ty, tree.range.clone());
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

    /// A text where a code is wanted: only literals can be checked.
    fn written_code(&mut self, mut node: Node, list: &str, tree: &Tree) -> Node {
        if self.branches(&mut node, list, tree) {
            return node;
        }
        self.mismatch(&Type::Code(list.to_owned()), &Type::Text, tree.range.clone());
        Node::wrong()
    }

    /// Takes the literals of a value, and of the branches that it may come from, for codes of a list. No when one of
    /// them is another text.
    pub(super) fn branches(&mut self, node: &mut Node, list: &str, tree: &Tree) -> bool {
        let all = match &mut node.op {
            Op::If(parts) => {
                let [_, then, other] = &mut **parts;
                let then = self.branches(then, list, inner(tree, 1));
                self.branches(other, list, inner(tree, 2)) && then
            }
            Op::OrElse(parts) => {
                let [first, second] = &mut **parts;
                let first = self.branches(first, list, inner(tree, 0));
                self.branches(second, list, inner(tree, 1)) && first
            }
            Op::Literal(Value::Text(code)) => {
                self.code(list, code, &tree.range);
                true
            }
            _ => matches!(&node.ty, Type::Code(other) if other == list) || node.ty == Type::Unknown,
        };
        if all {
            node.ty = Type::Code(list.to_owned());
        }
        all
    }

    fn fit_list(&mut self, node: Node, want: &Type, tree: &Tree) -> Node {
        let list = Type::List(Box::new(want.clone()));
        let node = match node.op {
            Op::List(items) => {
                let items = items.into_iter().enumerate();
                let items = items.map(|(place, item)| self.fit(item, want, inner(tree, place))).collect();
                return Node::new(Op::List(items), list);
            }
            Op::If(parts) => {
                let [condition, then, other] = *parts;
                let then = self.fit(then, &list, inner(tree, 1));
                let other = self.fit(other, &list, inner(tree, 2));
                return Node::new(Op::If(Box::new([condition, then, other])), list);
            }
            op => Node { op, ..node },
        };
        if let Type::List(found) = &node.ty
            && unify(want, found).is_none_or(|ty| ty == Type::Text && *want != Type::Text)
        {
            self.mismatch(&list, &node.ty, tree.range.clone());
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
