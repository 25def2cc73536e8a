//! `min(a, b)` and `max(a, b)`, which are conditions inside, in their own words.

use super::Speaker;
use crate::expr::{
    node::{Node, Op},
    token::Comparison,
};

impl Speaker<'_> {
    /// The less or the greater of two values, where a condition is what `expr::check::extreme` makes of them.
    pub(super) fn extreme(&mut self, parts: &[Node; 3]) -> Option<String> {
        let [Node { op: Op::Empty(no_a), .. }, only_b, Node { op: Op::If(inner), .. }] = parts else { return None };
        let [Node { op: Op::Empty(no_b), .. }, only_a, Node { op: Op::If(both), .. }] = &**inner else { return None };
        let [Node { op: Op::Compare(how, a, b), .. }, first, second] = &**both else { return None };
        let least = match how {
            Comparison::AtMost => true,
            Comparison::AtLeast => false,
            _ => return None,
        };
        let (said_a, said_b) = (self.say(a), self.say(b));
        let same_a = [&**no_a, only_a, first].into_iter().all(|node| self.say(node) == said_a);
        let same_b = [&**no_b, only_b, second].into_iter().all(|node| self.say(node) == said_b);
        let said = match least {
            true => self.fill("{0} と {1} の小さい方", "the lesser of {0} and {1}", &[&said_a, &said_b]),
            false => self.fill("{0} と {1} の大きい方", "the greater of {0} and {1}", &[&said_a, &said_b]),
        };
        (same_a && same_b).then_some(said)
    }
}
