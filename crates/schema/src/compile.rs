//! Source files → apps and diagnostics. Never fails: a mistake is data.

use crate::{
    app::App,
    diagnostic::{self, Diagnostic},
    files, lower,
    office::{self, Office},
    source::{FileId, SourceSet, Span},
    syntax::{self, Node, read::Diagnostics},
    table::{self, table_name},
    unread, vocabulary,
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
    files::check(sources, &mut diagnostics);
    let known_office = office::compile(sources, &mut diagnostics);
    let office_is_readable = known_office.is_some();
    let office = Arc::new(known_office.unwrap_or_default());
    let mut apps = Vec::new();
    let mut tables = HashMap::new();
    let mut numbers = HashMap::new();
    let mut nodes = Vec::new();
    for (file, text) in app_files(sources) {
        let Some(node) = syntax::parse(file, text, &mut diagnostics) else { continue };
        if has_own_table(&node, &mut tables, &mut diagnostics) {
            nodes.push((file, node));
        }
    }
    let surfaces = lower::Surfaces::of(sources, &nodes, &office);
    for (file, node) in &nodes {
        let known = diagnostics.len();
        let app = lower::app(sources, *file, node, &office, &surfaces, &mut diagnostics);
        examples(sources, *file, node, &mut diagnostics[known..]);
        if unread::is_partly(node) {
            unread::keep_sure(&mut diagnostics, known);
        }
        if let Some(app) = app.filter(|app| {
            fits_tables(app, node, &mut diagnostics) && has_own_numbers(app, node, &mut numbers, &mut diagnostics)
        }) {
            apps.push(Arc::new(app));
        }
    }
    apps.sort_by(|a, b| a.id.cmp(&b.id));
    if !office_is_readable {
        diagnostics.retain(|d| !asks_the_office(d));
    }
    diagnostic::sort(&mut diagnostics);
    diagnostic::gather(&mut diagnostics);
    diagnostic::limit(&mut diagnostics);
    Compilation { office, apps, diagnostics }
}

/// Gives mistakes of form the example of the key where they stand.
fn examples(sources: &SourceSet, file: FileId, node: &Node, diagnostics: &mut [Diagnostic]) {
    let path = &sources.file(file).path;
    let formal = |d: &&mut Diagnostic| matches!(d.code, "form.wrong-type" | "form.empty") && d.span.file == file;
    for diagnostic in diagnostics.iter_mut().filter(formal) {
        let example = diagnostic.args.iter_mut().find(|(name, _)| *name == "example");
        if let (Some((_, example)), Some(key)) = (example, vocabulary::key_at(path, node, diagnostic.span)) {
            key.example.clone_into(example);
        }
    }
}

/// Whether a mistake is only that the city does not know something, which it may when it can be read.
fn asks_the_office(diagnostic: &Diagnostic) -> bool {
    let of_areas = || diagnostic.args.iter().any(|(name, value)| *name == "list" && value == "areas");
    match diagnostic.code {
        "app.no-units" | "app.unknown-unit" | "app.unknown-post" | "booking.unknown-calendar" | "workflow.table-by" => {
            true
        }
        "expr.unknown-code" => of_areas(),
        _ => false,
    }
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

/// Whether the database can hold the answers: each in a column of one table, or of the table of its rows.
fn fits_tables(app: &App, node: &Node, d: &mut Diagnostics) -> bool {
    let count = table::layout(app).widest();
    if count <= table::MOST_COLUMNS {
        return true;
    }
    let span = node.get("questions").or_else(|| node.get("pages")).map_or(node.span, |pages| pages.span);
    let report = Diagnostic::error("form.too-many-columns", span).arg("count", count.to_string());
    d.push(report.arg("most", table::MOST_COLUMNS.to_string()));
    false
}

/// Whether no earlier app counts receipt numbers of the same form.
fn has_own_numbers(app: &App, node: &Node, numbers: &mut HashMap<String, Span>, d: &mut Diagnostics) -> bool {
    let Some(number) = &app.number else { return true };
    let span = node.get("number").map_or(node.span, |number| number.span);
    match numbers.entry(number.shape()) {
        Entry::Vacant(place) => {
            place.insert(span);
            true
        }
        Entry::Occupied(first) => {
            d.push(Diagnostic::error("receipt.same", span).related(*first.get()));
            false
        }
    }
}

/// An app file with the apps whose cases it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Path of the definition.
    pub path: String,
    /// Id of the app.
    pub app: String,
    /// The apps that its questions of type `case` name.
    pub names: Vec<String>,
}

/// Which apps name the cases of which, for readers of a part of a city.
pub fn references(sources: &SourceSet) -> Vec<Reference> {
    let reference = |(file, text): (FileId, &str)| {
        let node = syntax::parse(file, text, &mut Vec::new())?;
        let app = node.get("app")?.as_text()?.to_owned();
        Some(Reference { path: sources.file(file).path.clone(), app, names: lower::named_apps(&node) })
    };
    app_files(sources).filter_map(reference).collect()
}

/// The files that hold apps, with their texts.
pub(crate) fn app_files(sources: &SourceSet) -> impl Iterator<Item = (FileId, &str)> {
    let is_app = |path: &str| {
        let Some(name) = path.strip_suffix(".yaml").or_else(|| path.strip_suffix(".json")) else { return false };
        match name.split_once('/') {
            None => name != "office" && !name.contains('.'),
            Some((_, name)) => name == "app",
        }
    };
    sources.iter().filter(move |(_, f)| is_app(&f.path)).map(|(id, f)| (id, f.text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_that_cannot_be_read_is_one_mistake_and_not_one_for_each_app() {
        let app = "schema: 1\napp: card\ntitle: カード\nowner: library\nquestions: [{id: applicant, type: name}]\n";
        let mut sources = SourceSet::default();
        sources.add("office.yaml", "schema: 1\ncity: {ja: 旭野市\nunits: {library: {label: 図書館}}\n");
        sources.add("card.yaml", app);
        let codes: Vec<_> = compile(&sources).diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, ["yaml.unclosed"]);
    }

    #[test]
    fn a_unit_with_a_mistake_is_known_to_the_apps() {
        let app = "schema: 1\napp: card\ntitle: カード\nowner: library\nquestions: [{id: applicant, type: name}]\n";
        let mut sources = SourceSet::default();
        sources.add("office.yaml", "schema: 1\ncity: 旭野市\nunits: {library: 図書館}\n");
        sources.add("card.yaml", app);
        let codes: Vec<_> = compile(&sources).diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, ["form.wrong-type"]);
    }
}
