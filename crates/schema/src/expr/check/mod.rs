//! Tree → checked node. Every name gets its meaning and every part its type; all mistakes come at once, and a mistake
//! gives one message because what is wrong has the type that fits everywhere.

mod call;
mod chosen;
mod compare;
mod constant;
mod define;
mod extreme;
mod lookup;
mod math;
mod path;
mod rows;
mod want;

pub(super) use constant::never_changes;

use super::{
    names::Names,
    node::{Node, Op},
    problem::Problem,
    tree::{Data, Tree},
};
use crate::{
    app::List,
    value::{Type, Value},
};
use indexmap::IndexMap;
use std::{ops::Range, sync::Arc};

/// Checks the trees of one source.
pub(super) struct Checker<'a> {
    /// The whole expression, for suggestions.
    pub source: &'a str,
    /// What names mean here.
    pub names: &'a dyn Names,
    /// What was found so far.
    pub problems: Vec<Problem>,
    /// What is probably not meant.
    pub remarks: Vec<Problem>,
    /// The rows that are being gone through, outermost first.
    frames: Vec<Frame>,
    /// Named expressions that are being checked, outermost first.
    inside: usize,
    /// Bytes of the named expressions so far.
    expanded: usize,
}

/// Rows that an aggregate goes through.
struct Frame {
    /// The name of the rows: `goods`.
    key: Vec<String>,
    /// Their columns.
    columns: IndexMap<String, Type>,
    /// In `where`: a column can be named alone.
    bare: bool,
    /// Another aggregate begins here; otherwise the rows lie in those of the frame before.
    begins: bool,
    /// The rows are codes of this list, whose columns they are read with.
    chosen: Option<Arc<List>>,
}

impl<'a> Checker<'a> {
    /// A checker at the top of an expression.
    pub(super) fn new(source: &'a str, names: &'a dyn Names) -> Checker<'a> {
        Checker { source, names, problems: Vec::new(), remarks: Vec::new(), frames: Vec::new(), inside: 0, expanded: 0 }
    }

    fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    fn text(&self, range: &Range<usize>) -> &'a str {
        self.source.get(range.clone()).unwrap_or_default()
    }

    /// Checks a tree.
    pub(super) fn node(&mut self, tree: &Tree) -> Node {
        match &tree.data {
            Data::Number(n) => {
                Node { op: Op::Literal(Value::Number(*n)), ty: Type::Number, fraction: !n.fract().is_zero() }
            }
            Data::Text(text) => Node::new(Op::Literal(Value::Text(text.clone())), Type::Text),
            Data::Bool(b) => Node::new(Op::Literal(Value::Bool(*b)), Type::Bool),
            Data::Date(date) => Node::new(Op::Literal(Value::Date(*date)), Type::Date),
            Data::Time(time) => Node::new(Op::Literal(Value::Time(*time)), Type::Time),
            Data::DateTime(at) => Node::new(Op::Literal(Value::DateTime(*at)), Type::DateTime),
            Data::List(items) => self.list(items),
            Data::Path(words) => self.path(words, &tree.range),
            Data::Not(inner) => Node::new(Op::Not(Box::new(self.condition(inner))), Type::Bool),
            Data::And(items) => {
                let nodes: Vec<Node> = items.iter().map(|i| self.operand(i)).collect();
                self.contradiction(&nodes, false, &tree.range);
                Node::new(Op::And(nodes), Type::Bool)
            }
            Data::Or(items) => {
                let nodes: Vec<Node> = items.iter().map(|i| self.operand(i)).collect();
                self.contradiction(&nodes, true, &tree.range);
                Node::new(Op::Or(nodes), Type::Bool)
            }
            Data::Compare(how, left, right) => self.compare(*how, left, right, &tree.range),
            Data::In(item, list) => self.is_in(item, list, &tree.range),
            Data::Empty(inner) => self.empty(inner, &tree.range),
            Data::Math(how, left, right) => self.math(*how, left, right, &tree.range),
            Data::Negative(inner) => self.negative(inner),
            Data::Call(call) => self.call(call, &tree.range),
            Data::Wrong => Node::wrong(),
        }
    }

    /// A part that must be a condition.
    fn condition(&mut self, tree: &Tree) -> Node {
        let node = self.node(tree);
        if !matches!(node.ty, Type::Bool | Type::Unknown) {
            let range = tree.range.clone();
            let text = self.text(&range);
            let mut problem = Problem::new("expr.condition", range).arg("text", text).arg("found", type_word(&node.ty));
            if !matches!(node.ty, Type::Number | Type::Money) {
                problem = problem.suggest(format!("{text} is not empty"));
            }
            self.report(problem);
            return Node::wrong();
        }
        node
    }

    /// A condition beside `and` or `or`, where `yes` and `no` change nothing or decide all.
    fn operand(&mut self, tree: &Tree) -> Node {
        let node = self.condition(tree);
        if let Op::Literal(Value::Bool(value)) = node.op {
            self.report(never_changes(tree.range.clone(), Some(value)));
        }
        node
    }

    fn list(&mut self, items: &[Tree]) -> Node {
        let mut nodes = Vec::new();
        let mut inner = Type::Unknown;
        for item in items {
            let node = self.node(item);
            match want::unify(&inner, &node.ty) {
                Some(ty) => inner = ty,
                None => self.differ(&inner, &node.ty, &item.range),
            }
            nodes.push(node);
        }
        Node::new(Op::List(nodes), Type::List(Box::new(inner)))
    }

    /// Two parts that must be of one kind are not.
    fn differ(&mut self, one: &Type, other: &Type, range: &Range<usize>) {
        let text = self.text(range);
        self.report(
            Problem::new("expr.differ", range.clone())
                .arg("text", text)
                .arg("one", type_word(one))
                .arg("other", type_word(other)),
        );
    }

    fn empty(&mut self, tree: &Tree, range: &Range<usize>) -> Node {
        let node = self.node(tree);
        if !matches!(node.ty, Type::Unknown) && node.is_fixed() {
            self.report(never_changes(range.clone(), Some(false)));
        }
        Node::new(Op::Empty(Box::new(node)), Type::Bool)
    }
}

/// The word for a type in the sentences of diagnostics.
pub(super) fn type_word(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "@type-bool",
        Type::Number => "@type-number",
        Type::Money => "@type-money",
        Type::Text => "@type-text",
        Type::Code(_) => "@type-code",
        Type::Date => "@type-date",
        Type::Time => "@type-time",
        Type::DateTime => "@type-datetime",
        Type::List(_) => "@type-list",
        Type::Record(_) => "@type-record",
        Type::Rows(_) => "@type-rows",
        Type::Files => "@type-files",
        Type::Unknown => "@type-unknown",
    }
}
