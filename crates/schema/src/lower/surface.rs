//! What apps may read of each other's cases, by name and type, found out before any app is compiled: apps refer to
//! each other in circles.

use super::{Lowering, formula::STATES};
use crate::{
    app::{List, Page, Question},
    ast,
    diagnostic::Severity,
    field::{Kind, Readable},
    office::Office,
    source::{FileId, SourceSet},
    syntax::{Data, Node},
    table::Storage,
    text::Text as Words,
    unread,
    value::Type,
};
use indexmap::IndexMap;
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// How often types are looked up through each other: `calc` of `calc` of `calc`.
const ROUNDS: usize = 4;

/// What can be read of the cases of every app.
#[derive(Debug, Default)]
pub struct Surfaces {
    /// All apps by id; `None` where no other app names it, or it cannot be read.
    apps: IndexMap<String, Option<Surface>>,
}

/// What can be read of the cases of one app.
#[derive(Debug, PartialEq)]
pub(super) struct Surface {
    pub(super) title: Words,
    pub(super) columns: IndexMap<String, Reading>,
    /// Its lists by the names that they have in other apps.
    /// Nothing in it is wrong.
    pub(super) clean: bool,
    pub(super) lists: HashMap<String, Arc<List>>,
}

/// Whether and how a name can be read.
#[derive(Debug, PartialEq)]
pub(super) enum Reading {
    /// It can.
    Value(Readable),
    /// Only some may see it.
    Sensitive,
    /// It is rows, files or several choices.
    Several,
}

impl Surfaces {
    /// The surfaces of the apps that others name.
    pub fn of(sources: &SourceSet, apps: &[(FileId, Node)], office: &Office) -> Surfaces {
        let mut named = BTreeSet::new();
        apps.iter().for_each(|(_, node)| names_cases(node, &mut named));
        let id = |node: &Node| node.get("app").and_then(Node::as_text).map(str::to_owned);
        let mut known = Surfaces { apps: apps.iter().filter_map(|(_, node)| Some((id(node)?, None))).collect() };
        for _ in 0..if named.is_empty() { 0 } else { ROUNDS } {
            let read = |(file, node): &(FileId, Node)| {
                let id = id(node).filter(|id| named.contains(id.as_str()))?;
                Some((id, surface(sources, *file, node, office, &known)))
            };
            let found: Vec<(String, Option<Surface>)> = apps.iter().filter_map(read).collect();
            let settled = found.iter().all(|(id, surface)| known.apps.get(id) == Some(surface));
            known.apps.extend(found);
            if settled {
                break;
            }
        }
        known
    }

    pub(super) fn get(&self, app: &str) -> Option<&Surface> {
        self.apps.get(app)?.as_ref()
    }

    pub(super) fn has(&self, app: &str) -> bool {
        self.apps.contains_key(app)
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.apps.keys().map(String::as_str)
    }
}

impl Surface {
    /// The readable names.
    pub(super) fn readable(&self) -> impl Iterator<Item = (&String, &Readable)> {
        self.columns.iter().filter_map(|(name, reading)| match reading {
            Reading::Value(readable) => Some((name, readable)),
            Reading::Sensitive | Reading::Several => None,
        })
    }
}

/// The apps that an app's questions of type `case` name.
pub(crate) fn named_apps(node: &Node) -> Vec<String> {
    let mut named = BTreeSet::new();
    names_cases(node, &mut named);
    named.into_iter().map(str::to_owned).collect()
}

/// The apps that questions of type `case` name, anywhere below a node.
fn names_cases<'n>(node: &'n Node, named: &mut BTreeSet<&'n str>) {
    match &node.data {
        Data::List(items) => items.iter().for_each(|item| names_cases(item, named)),
        Data::Map(entries) => {
            if node.get("type").and_then(Node::as_text) == Some("case") {
                named.extend(node.get("app").and_then(Node::as_text));
            }
            entries.iter().for_each(|(_, value)| names_cases(value, named));
        }
        _ => {}
    }
}

/// Reads the questions of an app for their names and types; what is wrong with them is told when it is compiled.
fn surface(sources: &SourceSet, file: FileId, node: &Node, office: &Office, known: &Surfaces) -> Option<Surface> {
    if unread::is_partly(node) {
        return None;
    }
    let mut unheard = Vec::new();
    let written = ast::App::read(node, &mut unheard)?;
    let title = written.title.clone().unwrap_or_default();
    let mut lowering = Lowering::new(sources, file, &written, office, known, &mut unheard);
    lowering.declare(&written);
    lowering.read_lists(&written.lists);
    lowering.definitions(&written.defines);
    let broken = written.pages.iter().flat_map(|page| &page.questions).map(|question| question.id.text.clone());
    let broken: Vec<String> = broken.collect();
    let pages = lowering.pages(written.pages);
    let mut columns = system();
    // A question that cannot be read fits everywhere: one mistake gives one message.
    columns.extend(broken.into_iter().map(|id| (id, Reading::Value(plain(Type::Unknown)))));
    let questions = pages.iter().flat_map(|page: &Page| &page.questions);
    columns.extend(questions.filter(|q| !matches!(q.kind, Kind::Note(_))).map(|q| (q.id.clone(), reading(q))));
    let notes = pages.iter().flat_map(|page| &page.questions).filter(|q| matches!(q.kind, Kind::Note(_)));
    notes.for_each(|note| drop(columns.shift_remove(&note.id)));
    let lists = lowering.vocabulary.own_lists().map(|(id, list)| (id.clone(), Arc::clone(list))).collect();
    let clean = !unheard.iter().any(|found| found.severity == Severity::Error && found.code != "case.circle");
    Some(Surface { title, columns, clean, lists })
}

/// What every case has.
fn system() -> IndexMap<String, Reading> {
    let of = |name: &str, label: &str, ty| {
        (name.to_owned(), Reading::Value(Readable { label: Words::ja(label), ..plain(ty) }))
    };
    let mut all = IndexMap::from([
        of("_receipt", "受付番号", Type::Text),
        of("_state", "状態", Type::Code(STATES.to_owned())),
        of("_created_on", "受付日", Type::Date),
        of("_title", "見出し", Type::Text),
    ]);
    // The title is made by the engine and kept nowhere.
    if let Some(Reading::Value(title)) = all.get_mut("_title") {
        title.stored.clear();
    }
    all
}

fn plain(ty: Type) -> Readable {
    Readable { ty, label: Words::default(), list: None, stored: IndexMap::from([(String::new(), Storage::Text)]) }
}

fn reading(question: &Question) -> Reading {
    if question.sensitive {
        return Reading::Sensitive;
    }
    let field = question.kind.as_field();
    let ty = match (&question.kind, field.ty()) {
        // One hop: of a case that the other case names there is only the number.
        (Kind::Case(_), _) => Type::Record(IndexMap::from([("_receipt".to_owned(), Type::Text)])),
        (_, Type::Rows(_) | Type::Files | Type::List(_)) => return Reading::Several,
        (_, ty) => ty,
    };
    let below = |column: String| column.get(question.id.len()..).unwrap_or_default().to_owned();
    let mut stored: IndexMap<String, Storage> =
        field.columns(&question.id).into_iter().map(|column| (below(column.name), column.storage)).collect();
    if let (Kind::Case(_), Some(receipt)) = (&question.kind, stored.get("").copied()) {
        stored = IndexMap::from([("._receipt".to_owned(), receipt)]);
    }
    Reading::Value(Readable { ty, label: question.label.clone(), list: None, stored })
}
