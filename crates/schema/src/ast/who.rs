//! Who, as written: `cleaning`, `cleaning/chief`, `post(manager, of: owner)`, `field: reviewer`, `starter`, a role.

use super::Word;
use crate::syntax::{
    Data, Node,
    read::{self, Diagnostics, MapReader},
};

/// One entry of `by`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Who {
    /// A unit, a post, a role, `resident`, `starter` or `staff`.
    Named(Word),
    /// `field: reviewer`.
    Field(Word),
    /// `post(manager, of: owner)`.
    PostOf {
        /// The post.
        post: Word,
        /// `owner`, `starter` or a question.
        of: Word,
    },
}

impl Who {
    /// One or many; nothing when the key is not written.
    pub(crate) fn many(map: &mut MapReader<'_>, key: &'static str, d: &mut Diagnostics) -> Vec<Who> {
        map.one_or_many(key).into_iter().filter_map(|node| Who::read(node, d)).collect()
    }

    /// A word, or a map `{field: reviewer}` or `{post: manager, of: owner}`.
    pub(crate) fn read(node: &Node, d: &mut Diagnostics) -> Option<Who> {
        if let Data::Map(_) = &node.data {
            let mut map = MapReader::new(node, d)?;
            let who = match Word::optional(&mut map, "field", d) {
                Some(field) => Some(Who::Field(field)),
                None => Word::required(&mut map, "post", d)
                    .zip(Word::required(&mut map, "of", d))
                    .map(|(post, of)| Who::PostOf { post, of }),
            };
            map.finish(d);
            return who;
        }
        let text = read::text(node, d)?;
        let word = |text: &str| Word { text: text.trim().to_owned(), span: node.span };
        if let Some(field) = text.strip_prefix("field:") {
            return Some(Who::Field(word(field)));
        }
        let inside = text.strip_prefix("post(").and_then(|rest| rest.strip_suffix(')'));
        let parts = inside.and_then(|inside| inside.split_once(','));
        let of = parts.and_then(|(post, rest)| Some((post, rest.trim_start().strip_prefix("of:")?)));
        Some(match of {
            Some((post, of)) => Who::PostOf { post: word(post), of: word(of) },
            None => Who::Named(word(text)),
        })
    }
}
