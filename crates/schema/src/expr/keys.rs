//! Which names a condition compares with one value: they deserve an index.

use super::{
    node::{Node, Op},
    token::Comparison,
};

/// The names that must equal a value, or one of several, for the condition to hold.
pub(super) fn keys(node: &Node, names: &mut Vec<String>) {
    match &node.op {
        Op::And(items) => items.iter().for_each(|item| keys(item, names)),
        Op::Compare(Comparison::Equal, a, b) => {
            names.extend(compared(a, b));
            names.extend(compared(b, a));
        }
        Op::In(item, list) => names.extend(compared(item, list)),
        _ => {}
    }
}

/// The name when the other side reads no name.
fn compared(name: &Node, other: &Node) -> Option<String> {
    let mut reads = Vec::new();
    other.reads(&mut reads);
    name.name().filter(|_| reads.is_empty())
}
