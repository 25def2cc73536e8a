//! `case`: a case of another app, what can be read of it, and what of that is kept.

use super::{Lowering, formula::Place, kind::Asked, surface::Surface};
use crate::{
    app::{Audience, Page, Question, QueueColumn},
    ast::{Formula, Word},
    check::names,
    diagnostic::Diagnostic,
    field::{self, Copy, Kind, Readable},
    syntax::read,
    value::Type,
};
use indexmap::IndexMap;

/// A question of type `case`, and what expressions read through it.
#[derive(Debug)]
pub(super) struct Link {
    copy: Copy,
    /// What can be read.
    columns: field::Case,
    /// What is read, by the path below the question.
    read: IndexMap<String, Type>,
}

impl Lowering<'_> {
    /// Reads a question of type `case`.
    pub(super) fn case(&mut self, q: &mut Asked<'_, '_>) -> Option<Kind> {
        let copy = q.map.optional("copy").and_then(|node| read::word(node, &Copy::WORDS, self.d)).unwrap_or_default();
        let app = q.map.required("app", self.d).and_then(|node| Word::read(node, self.d));
        if self.audience == Audience::Resident && !q.internal && !self.inside_internal {
            self.d.push(Diagnostic::error("case.for-staff", q.id.span).arg("name", &q.id.text));
        }
        let surfaces = self.surfaces;
        let Some((app, surface)) = app.as_ref().and_then(|app| Some((app, surfaces.get(&app.text)?))) else {
            // Its condition cannot be judged without it.
            q.map.optional("where");
            if let Some(app) = app.filter(|app| !surfaces.has(&app.text)) {
                names::unknown("case.unknown-app", &app, surfaces.ids(), self.d);
            }
            return None;
        };
        let columns = self.columns(&app.text, surface);
        let types = columns.iter().map(|(name, column)| (name.clone(), column.ty.clone())).collect();
        let filter = self.offered(q, &types, None);
        let case = field::Case {
            app: app.text.clone(),
            title: surface.title.clone(),
            copy,
            filter,
            columns,
            kept: IndexMap::new(),
        };
        if let Some(owner) = &q.place.owner {
            let link = Link { copy, columns: case.clone(), read: IndexMap::new() };
            self.links.insert(owner.clone(), link);
        }
        Some(Kind::Case(case))
    }

    /// What can be read of the cases of an app, with its lists under names of their own.
    fn columns(&mut self, app: &str, surface: &Surface) -> IndexMap<String, Readable> {
        let own = app == self.id;
        for (id, list) in surface.lists.iter().filter(|_| !own) {
            self.vocabulary.add_list_as(foreign(app, id), list);
        }
        let qualified = |(name, readable): (&String, &Readable)| {
            let ty = if own { readable.ty.clone() } else { qualify(&readable.ty, app, surface) };
            let list = match &readable.ty {
                Type::Code(list) => surface.lists.get(list).cloned(),
                _ => None,
            };
            (name.clone(), Readable { ty, list, ..readable.clone() })
        };
        surface.readable().map(qualified).collect()
    }

    /// Notes what an expression reads of other cases; of one that only fills in, nothing but `default` may read.
    pub(super) fn note_reads(&mut self, paths: &[String], place: &Place, formula: &Formula<'_>) {
        let mut refused = None;
        for path in paths {
            let Some((link, below)) = self.link_of(path, place) else { continue };
            let Some(ty) = link.columns.type_of(&below).filter(|_| below != "_receipt").cloned() else { continue };
            if link.copy == Copy::Default && !place.suggests {
                refused.get_or_insert(path);
            }
            link.read.insert(below, ty);
        }
        if let Some(path) = refused {
            self.d.push(Diagnostic::error("case.only-default", formula.node.span).arg("name", path));
        }
    }

    /// A queue column that shows what another case says: `report.place`. `None` when the name goes to no case.
    #[expect(clippy::option_option, reason = "no such name, and a name that was reported, differ")]
    pub(super) fn case_column(&mut self, written: &Word, pages: &[Page]) -> Option<Option<QueueColumn>> {
        let (id, path) = written.text.split_once('.')?;
        let question = pages.iter().flat_map(|page| &page.questions).find(|question| question.id == id)?;
        let Kind::Case(case) = &question.kind else { return None };
        let (span, app) = (written.span, &case.app);
        let Some(ty) = case.type_of(path) else {
            let part = path.split('.').next().unwrap_or_default();
            let known: Vec<&str> = case.columns.keys().map(String::as_str).collect();
            let report = Diagnostic::error("case.unknown-question", span).arg("part", part).arg("app", app);
            self.d.push(report.arg("known", known.join(" ")).nearest(part, known));
            return Some(None);
        };
        if case.copy == Copy::Default || case.storage(path).is_none() {
            let code = if case.copy == Copy::Default { "case.only-default" } else { "case.no-column" };
            self.d.push(Diagnostic::error(code, span).arg("name", &written.text));
            return Some(None);
        }
        if let Some(link) = self.links.get_mut(id).filter(|_| path != "_receipt") {
            link.read.insert(path.to_owned(), ty.clone());
        }
        let label = case.label_of(path).unwrap_or(&question.label).clone();
        Some(Some(QueueColumn { name: written.text.clone(), label, reads: vec![written.text.clone()] }))
    }

    /// Whether an expression has no type because it goes in a circle through the `calc` questions of other apps.
    pub(super) fn is_circular(&mut self, paths: &[String], place: &Place) -> bool {
        let surfaces = self.surfaces;
        paths.iter().any(|path| {
            let unknown = |(link, below): (&mut Link, String)| {
                let clean = surfaces.get(&link.columns.app).is_some_and(|surface| surface.clean);
                clean && link.columns.type_of(&below) == Some(&Type::Unknown)
            };
            self.link_of(path, place).is_some_and(unknown)
        })
    }

    /// The question of type `case` that a name goes through, and what stands behind it.
    fn link_of(&mut self, path: &str, place: &Place) -> Option<(&mut Link, String)> {
        let first = path.split('.').next()?;
        if place.columns.contains_key(first) {
            return None;
        }
        let full = match self.vocabulary.row_level(first) {
            Some(level) => {
                let around: Vec<&str> = place.owner.as_deref()?.split('.').take(level + 1).collect();
                format!("{}.{path}", around.join("."))
            }
            None => path.to_owned(),
        };
        let cut = full.match_indices('.').map(|(at, _)| at).find(|at| self.links.contains_key(&full[..*at]))?;
        let below = full[cut + 1..].to_owned();
        Some((self.links.get_mut(&full[..cut])?, below))
    }

    /// Writes down what snapshots keep, when all that reads them is known.
    pub(super) fn keep_reads(&self, pages: &mut [Page]) {
        for question in pages.iter_mut().flat_map(|page| &mut page.questions) {
            let path = question.id.clone();
            self.keep(question, &path);
        }
    }

    fn keep(&self, question: &mut Question, path: &str) {
        match &mut question.kind {
            Kind::Case(case) if case.copy == Copy::Snapshot => {
                case.kept = self.links.get(path).map(|link| link.read.clone()).unwrap_or_default();
            }
            Kind::Repeat(repeat) => {
                for inner in &mut repeat.questions {
                    let path = format!("{path}.{}", inner.id);
                    self.keep(inner, &path);
                }
            }
            _ => {}
        }
    }

    /// What a published version depends on besides its files: what it can read of other apps' cases.
    pub(super) fn foreign_types(&self) -> String {
        let types = |link: &Link| {
            let columns = link.columns.columns.iter();
            columns.map(|(name, column)| format!(" {name}: {:?}", column.ty)).collect::<String>()
        };
        let mut links: Vec<_> = self.links.iter().map(|(id, link)| format!("{id}{}", types(link))).collect();
        links.sort();
        links.join("\n")
    }
}

/// The name of another app's list.
fn foreign(app: &str, list: &str) -> String {
    format!("{app}/{list}")
}

/// A type with the names of another app's lists.
fn qualify(ty: &Type, app: &str, surface: &Surface) -> Type {
    match ty {
        Type::Code(list) if surface.lists.contains_key(list) => Type::Code(foreign(app, list)),
        Type::List(of) => Type::List(Box::new(qualify(of, app, surface))),
        Type::Record(parts) => {
            Type::Record(parts.iter().map(|(name, ty)| (name.clone(), qualify(ty, app, surface))).collect())
        }
        other => other.clone(),
    }
}

/// The app whose case a record is: `""` for the app itself, `None` for a case that another case names, and for no case.
pub(super) fn app_of(record: &IndexMap<String, Type>) -> Option<&str> {
    let Type::Code(states) = record.get("_receipt").and(record.get("_state"))? else { return None };
    Some(states.split_once('/').map_or("", |(app, _)| app))
}
