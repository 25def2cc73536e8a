//! YAML and JSON text → a tree in which every node has a span and every scalar is the text that was written.

use crate::source::Span;

/// A node.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it stands.
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
    /// Nothing was written.
    Null,
}

/// The key of an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// Its text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}
