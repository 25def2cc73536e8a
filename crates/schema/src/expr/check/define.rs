//! Named expressions, checked where their name stands.

use super::Checker;
use crate::expr::{
    Definition,
    define::{MOST_BYTES, MOST_NESTED},
    node::{Node, Op},
    problem::{Problem, Within},
    tree::Word,
};
use std::ops::Range;

impl<'a> Checker<'a> {
    /// The named expression that a name stands for, unless the rows around have a column of that name.
    pub(super) fn definition(&self, words: &[Word]) -> Option<&'a Definition> {
        if self.column(words).is_some() {
            return None;
        }
        self.names.definition(&words.first()?.text)
    }

    /// What a named expression means here, and the parts that are asked of it.
    pub(super) fn defined(&mut self, definition: &'a Definition, words: &[Word], range: &Range<usize>) -> Node {
        let Some(tree) = &definition.tree else { return Node::wrong() };
        self.expanded += definition.source.len();
        if self.inside >= MOST_NESTED || self.expanded > MOST_BYTES {
            self.report(Problem::new("define.too-large", range.clone()).arg("name", &definition.name));
            return Node::wrong();
        }
        let (before, remarks) = (self.problems.len(), self.remarks.len());
        let outer = std::mem::replace(&mut self.source, &definition.source);
        self.inside += 1;
        let node = self.node(tree);
        self.inside -= 1;
        self.source = outer;
        for problem in self.problems[before..].iter_mut().chain(&mut self.remarks[remarks..]) {
            match &mut problem.within {
                Some(within) => within.used = range.clone(),
                None => problem.within = Some(Within { name: definition.name.clone(), used: range.clone() }),
            }
        }
        self.parts_of(node, words, range)
    }

    /// `who.family`, where `who` stands for `applicant`.
    fn parts_of(&mut self, mut node: Node, words: &[Word], range: &Range<usize>) -> Node {
        match self.part(node.ty.clone(), &words[1..], range) {
            Ok(ty) => node.ty = ty,
            Err(problem) => {
                self.report(*problem);
                return Node::wrong();
            }
        }
        if let Op::Name(_, parts) | Op::Column(_, parts) = &mut node.op {
            parts.extend(words[1..].iter().map(|word| word.text.clone()));
        }
        node
    }
}
