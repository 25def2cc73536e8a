//! The names of an app as they are seen from one place.

use super::{
    case::app_of,
    formula::{AREAS, CHANNELS, Known, STATES, Vocabulary},
    place::Place,
    surface::{Reading, Surfaces},
};
use crate::{
    app::List,
    diagnostic::nearest,
    expr::{Definition, Lookup, Names, Refusal},
    text::Lang,
    value::Type,
};
use indexmap::IndexMap;
use std::{cell::RefCell, sync::Arc};

/// A vocabulary seen from one place; remembers the questions that were asked for.
pub(super) struct View<'v> {
    pub(super) vocabulary: &'v Vocabulary,
    pub(super) place: &'v Place,
    pub(super) surfaces: &'v Surfaces,
    /// The app itself.
    pub(super) app: &'v str,
    /// Questions of the app by id, questions of rows as `repeat.id`.
    pub(super) read: RefCell<Vec<String>>,
    /// Those that are asked later, with the name as written.
    pub(super) later: RefCell<Vec<(String, String)>>,
    /// Named expressions that were used.
    pub(super) defined: RefCell<Vec<String>>,
    /// Lists that were asked for.
    pub(super) listed: RefCell<Vec<String>>,
}

impl View<'_> {
    /// The full name of a question of the rows at a level, 0 for the outer ones.
    fn row_name(&self, level: usize, name: &str) -> String {
        let owner = self.place.owner.as_deref().unwrap_or_default();
        let around = owner.split('.').take(level + 1);
        around.chain([name]).collect::<Vec<_>>().join(".")
    }

    /// The name of rows as it is written here: `members` in a row of `homes`, elsewhere `homes.members`.
    fn as_seen_here(&self, rows: &str) -> String {
        let owner = self.place.owner.as_deref().and_then(|owner| owner.rsplit_once('.'));
        let inner = owner.and_then(|(around, _)| rows.strip_prefix(around)?.strip_prefix('.'));
        inner.unwrap_or(rows).to_owned()
    }

    fn found(&self, known: &Known, before: usize, name: &str, full: String) -> Lookup {
        self.read.borrow_mut().push(full.clone());
        if known.order < before {
            return Lookup::Found(known.ty.clone().unwrap_or(Type::Unknown));
        }
        self.later.borrow_mut().push((name.to_owned(), full));
        Lookup::Later
    }

    fn system(&self, name: &str) -> Option<Type> {
        let ty = match name {
            "_receipt" => Type::Text,
            "_created_on" => Type::Date,
            STATES | CHANNELS => Type::Code(name.to_owned()),
            _ => return None,
        };
        self.place.system.then_some(ty)
    }
}

impl Names for View<'_> {
    fn ty(&self, name: &str) -> Lookup {
        let vocabulary = self.vocabulary;
        if let Some(ty) = self.place.columns.get(name) {
            return Lookup::Found(ty.clone());
        }
        for (level, row) in vocabulary.rows.iter().enumerate().rev() {
            if let Some(known) = row.get(name) {
                let before = self.place.rows_before.get(level).copied().unwrap_or_default();
                return self.found(known, before, name, self.row_name(level, name));
            }
        }
        if let Some(known) = vocabulary.questions.get(name) {
            return self.found(known, self.place.before, name, name.to_owned());
        }
        if let Some(ty) = self.system(name) {
            return Lookup::Found(ty);
        }
        if name == "area" && self.place.area {
            return Lookup::Found(Type::Code(AREAS.to_owned()));
        }
        match vocabulary.columns.get(name) {
            Some(question) => Lookup::InRows(self.as_seen_here(question)),
            None if ["_receipt", STATES, "_created_on", CHANNELS].contains(&name) => Lookup::NotYet,
            None => Lookup::Unknown,
        }
    }

    fn candidates(&self) -> Vec<String> {
        let visible = |names: &IndexMap<String, Known>, before: usize| {
            let seen = names.iter().filter(move |(_, known)| known.order < before);
            seen.map(|(name, _)| name.clone()).collect::<Vec<String>>()
        };
        let mut names = visible(&self.vocabulary.questions, self.place.before);
        for (row, before) in self.vocabulary.rows.iter().zip(&self.place.rows_before) {
            names.extend(visible(row, *before));
        }
        names.extend(self.place.columns.keys().cloned());
        if self.place.system {
            names.extend(["_receipt", STATES, "_created_on", CHANNELS].map(str::to_owned));
        }
        if self.place.area {
            names.push("area".to_owned());
        }
        names.extend(self.vocabulary.definitions.keys().cloned());
        // An id of a wrong form was reported; nobody should write it once more.
        names.retain(|name| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'));
        names.sort_unstable();
        names
    }

    fn definition(&self, name: &str) -> Option<&Definition> {
        let vocabulary = self.vocabulary;
        let taken = vocabulary.rows.iter().any(|row| row.contains_key(name)) || vocabulary.questions.contains_key(name);
        let found = vocabulary.definitions.get(name).filter(|_| !taken)?;
        self.defined.borrow_mut().push(name.to_owned());
        Some(found)
    }

    fn list(&self, id: &str) -> Option<Arc<List>> {
        self.listed.borrow_mut().push(id.to_owned());
        self.vocabulary.lists.get(id).cloned()
    }

    fn lists(&self) -> Vec<String> {
        let own = self.vocabulary.own_lists();
        own.map(|(id, _)| id.to_string()).collect()
    }

    fn is_unread(&self, list: &str) -> bool {
        self.vocabulary.unread.contains(list)
    }

    fn called(&self, label: &str) -> Option<String> {
        if let Some(id) = self.vocabulary.labels.get(label) {
            return Some(id.clone());
        }
        let mut lists: Vec<_> = self.vocabulary.lists.values().collect();
        lists.sort_unstable_by_key(|list| &list.id);
        let mut rows = lists.iter().flat_map(|list| list.rows.values());
        let row = rows.find(|row| row.code == label || row.label.get(Lang::Ja) == label);
        row.map(|row| format!("\"{}\"", row.code))
    }

    fn refused(&self, record: &IndexMap<String, Type>, part: &str) -> Option<Refusal> {
        record.get("_receipt")?;
        let args = vec![("part", part.to_owned())];
        let Some(app) = app_of(record) else {
            return Some(Refusal { code: "case.second-hop", args, suggestions: Vec::new() });
        };
        let app = if app.is_empty() { self.app } else { app };
        let surface = self.surfaces.get(app)?;
        let code = match surface.columns.get(part) {
            Some(Reading::Sensitive) => "case.sensitive",
            Some(Reading::Several) => "case.several",
            Some(Reading::Value(_)) | None => "case.unknown-question",
        };
        let known: Vec<&str> = record.keys().map(String::as_str).collect();
        let suggestions =
            if code == "case.unknown-question" { nearest(part, known.iter().copied()) } else { Vec::new() };
        let more = [("app", app.to_owned()), ("known", known.join(" "))];
        Some(Refusal { code, args: args.into_iter().chain(more).collect(), suggestions })
    }

    fn is_cell(&self, name: &str) -> bool {
        self.place.columns.contains_key(name)
    }
}
