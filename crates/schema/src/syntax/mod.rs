//! YAML and JSON text → a tree in which every node has a span and every scalar is the text that was written.
//!
//! [`parse()`] makes the tree and reports what is wrong with the text; [`read`] takes typed values out of it and
//! reports what the vocabulary does not allow. Both go on after a mistake so that all mistakes come at once.

mod column;
mod edit;
mod flow;
mod join;
mod line;
pub(crate) mod loose;
mod parse;
mod place;
pub mod read;
mod repair;
mod slip;
#[cfg(test)]
mod tests;

pub use parse::parse;
pub use place::place;

use crate::source::Span;

/// A node.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it stands; quotes, brackets and braces included.
    pub span: Span,
    /// What it is.
    pub data: Data,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// The text of a scalar; nothing is guessed.
    Scalar {
        /// Unquoted and unescaped.
        text: String,
        /// Written in quotes or as a block.
        quoted: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// Key and value in order; duplicates were already reported and dropped.
    Map(Vec<(Key, Node)>),
    /// Nothing was written (also `~` and `null`).
    Null,
    /// Unreadable and already reported; readers pass over it in silence.
    Broken,
}

/// The key of an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// Its text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Node {
    /// The text of a scalar.
    pub fn as_text(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The entries of a list.
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.data {
            Data::List(items) => Some(items),
            _ => None,
        }
    }

    /// The entries of a map.
    pub fn as_map(&self) -> Option<&[(Key, Node)]> {
        match &self.data {
            Data::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value of a key of a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?.iter().find(|(k, _)| k.text == key).map(|(_, node)| node)
    }
}
