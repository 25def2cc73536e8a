//! `queue` as written.

use super::{Formula, Word};
use crate::{
    app::Layout,
    syntax::{
        Node,
        read::{self, Diagnostics, MapReader},
    },
    text::Text,
};

/// The clerks' list.
#[derive(Debug)]
pub(crate) struct Queue<'a> {
    pub(crate) title: Option<Formula<'a>>,
    pub(crate) columns: Option<Vec<Word>>,
    pub(crate) views: Vec<View<'a>>,
    pub(crate) charts: Vec<Chart<'a>>,
}

/// A saved view.
#[derive(Debug)]
pub(crate) struct View<'a> {
    pub(crate) id: Word,
    pub(crate) label: Option<Text>,
    pub(crate) filter: Option<Formula<'a>>,
    pub(crate) group: Option<Word>,
    pub(crate) layout: Layout,
}

/// A chart.
#[derive(Debug)]
pub(crate) struct Chart<'a> {
    pub(crate) id: Word,
    pub(crate) label: Option<Text>,
    pub(crate) filter: Option<Formula<'a>>,
    pub(crate) group: Option<Formula<'a>>,
    pub(crate) measure: Option<Formula<'a>>,
}

impl<'a> Queue<'a> {
    pub(super) fn read(node: &'a Node, d: &mut Diagnostics) -> Option<Queue<'a>> {
        let mut map = MapReader::new(node, d)?;
        let queue = Queue {
            title: Formula::optional(&mut map, "title", d),
            columns: Word::many(&mut map, "columns", d),
            views: map.list("views", d).iter().filter_map(|node| View::read(node, d)).collect(),
            charts: map.list("charts", d).iter().filter_map(|node| Chart::read(node, d)).collect(),
        };
        map.finish(d);
        Some(queue)
    }
}

impl<'a> View<'a> {
    fn read(node: &'a Node, d: &mut Diagnostics) -> Option<View<'a>> {
        let mut map = MapReader::new(node, d)?;
        let id = Word::required(&mut map, "id", d);
        let label = map.localized("label", d);
        let filter = Formula::optional(&mut map, "where", d);
        let group = Word::optional(&mut map, "group", d);
        let words = [("list", Layout::List), ("calendar", Layout::Calendar), ("board", Layout::Board)];
        let layout = map.optional("layout").and_then(|node| read::word(node, &words, d)).unwrap_or_default();
        map.finish(d);
        Some(View { id: id?, label, filter, group, layout })
    }
}

impl<'a> Chart<'a> {
    fn read(node: &'a Node, d: &mut Diagnostics) -> Option<Chart<'a>> {
        let mut map = MapReader::new(node, d)?;
        let id = Word::required(&mut map, "id", d);
        let label = map.localized("label", d);
        let filter = Formula::optional(&mut map, "where", d);
        let group = map.required("group", d).and_then(|node| Formula::read(node, d));
        let measure = Formula::optional(&mut map, "measure", d);
        map.finish(d);
        Some(Chart { id: id?, label, filter, group, measure })
    }
}
