//! `define` as written.

use super::{Formula, Word};
use crate::syntax::{
    Key, Node,
    read::{Diagnostics, MapReader},
};

/// A name with what it stands for.
#[derive(Debug)]
pub(crate) struct Define<'a> {
    pub(crate) id: Word,
    pub(crate) what: Defined<'a>,
}

/// What a name stands for.
#[derive(Debug)]
pub(crate) enum Defined<'a> {
    /// `is_flat: housing == "flat"`
    Expression(Formula<'a>),
    /// `person: {questions: […]}`: the node of the questions.
    Rows(&'a Node),
}

impl<'a> Define<'a> {
    pub(super) fn read((key, node): &'a (Key, Node), d: &mut Diagnostics) -> Option<Define<'a>> {
        let what = if node.as_map().is_some() {
            let mut map = MapReader::new(node, d)?;
            let questions = map.required("questions", d);
            map.finish(d);
            Defined::Rows(questions?)
        } else {
            Defined::Expression(Formula::read(node, d)?)
        };
        Some(Define { id: key.into(), what })
    }
}
