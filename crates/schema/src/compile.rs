//! Source files → apps and diagnostics. Never fails: a mistake is data.

use crate::{
    app::App,
    diagnostic::{self, Diagnostic},
    lower,
    office::{self, Office},
    source::{FileId, SourceSet, Span},
    syntax::{self, Node, read::Diagnostics},
    table::table_name,
};
use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
};

/// All that came out of a set of files.
#[derive(Debug, Clone)]
pub struct Compilation {
    /// The city; defaults when there is no `office.yaml`.
    pub office: Arc<Office>,
    /// Apps without errors, in order of id.
    pub apps: Vec<Arc<App>>,
    /// Everything found, in order of file and position.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles a city: `office.yaml` (or `office.json`), and as apps every other `*.yaml`/`*.json` at the top and every
/// `DIR/app.yaml`/`DIR/app.json`.
pub fn compile(sources: &SourceSet) -> Compilation {
    let mut diagnostics = Vec::new();
    let office = Arc::new(office::compile(sources, &mut diagnostics));
    let mut apps = Vec::new();
    let mut tables = HashMap::new();
    for (file, text) in app_files(sources) {
        let Some(node) = syntax::parse(file, text, &mut diagnostics) else { continue };
        if !has_own_table(&node, &mut tables, &mut diagnostics) {
            continue;
        }
        apps.extend(lower::app(sources, file, &node, &office, &mut diagnostics).map(Arc::new));
    }
    apps.sort_by(|a, b| a.id.cmp(&b.id));
    diagnostic::sort(&mut diagnostics);
    Compilation { office, apps, diagnostics }
}

/// Whether no earlier app has the same id, or one that differs by `-` and `_` only: their tables would be the same.
fn has_own_table(node: &Node, tables: &mut HashMap<String, Span>, d: &mut Diagnostics) -> bool {
    let Some((id, span)) = node.get("app").and_then(|id| Some((id.as_text()?, id.span))) else { return true };
    match tables.entry(table_name(&id.to_lowercase())) {
        Entry::Vacant(place) => {
            place.insert(span);
            true
        }
        Entry::Occupied(first) => {
            let report = Diagnostic::error("form.duplicate-id", span).arg("name", id).arg("kind", "@app");
            d.push(report.related(*first.get()));
            false
        }
    }
}

/// The files that hold apps, with their texts.
fn app_files(sources: &SourceSet) -> impl Iterator<Item = (FileId, &str)> {
    let is_app = |path: &str| {
        let Some(name) = path.strip_suffix(".yaml").or_else(|| path.strip_suffix(".json")) else { return false };
        match name.split_once('/') {
            None => name != "office",
            Some((_, name)) => name == "app",
        }
    };
    sources.iter().filter(move |(_, f)| is_app(&f.path)).map(|(id, f)| (id, f.text.as_str()))
}
