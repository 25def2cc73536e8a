//! What is wrong although every part is well written: names, cycles, the workflow's graph.

pub(crate) mod comment;
pub(crate) mod cycles;
pub(crate) mod flow;
pub(crate) mod language;
pub(crate) mod names;
pub(crate) mod once;
mod stray;
pub(crate) mod ways;
