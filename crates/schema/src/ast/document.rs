//! `documents` as written.

use super::Word;
use crate::{
    syntax::{
        Node,
        read::{self, Diagnostics, MapReader},
    },
    text::{Lang, Text},
};

/// A letter that is printed or issued.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) id: Word,
    pub(crate) label: Option<Text>,
    pub(crate) file: Option<Word>,
    /// In these states; in all when nothing is written.
    pub(crate) states: Option<Vec<Word>>,
    /// One sheet for each row.
    pub(crate) each: Option<Word>,
    /// Over a view of the queue: `view(tomorrow)`.
    pub(crate) over: Option<Word>,
    /// Its resident may print it too.
    pub(crate) resident: bool,
    /// In which language its values are written.
    pub(crate) lang: Lang,
}

impl Document {
    pub(super) fn read(id: Word, node: &Node, d: &mut Diagnostics) -> Option<Document> {
        let mut map = MapReader::new(node, d)?;
        let readers = [("office", false), ("resident", true)];
        let languages = Lang::ALL.map(|lang| (lang.code(), lang));
        let document = Document {
            id,
            label: map.localized("label", d),
            file: Word::required(&mut map, "file", d),
            states: Word::many(&mut map, "in", d),
            each: Word::optional(&mut map, "each", d),
            over: Word::optional(&mut map, "over", d),
            resident: map.optional("for").and_then(|node| read::word(node, &readers, d)).unwrap_or_default(),
            lang: map.optional("lang").and_then(|node| read::word(node, &languages, d)).unwrap_or_default(),
        };
        map.finish(d);
        Some(document)
    }
}
