//! Definitions of the table tests, compiled. Shared with the tests that run the statements in SQLite.

use madoguchi_schema::{
    app::App,
    compile::compile,
    diagnostic::render::{self, Style},
    source::SourceSet,
};
use std::{fs, path::Path, sync::Arc};

fn read(below: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/tests");
    let root = if root.exists() { root } else { Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/schema/tests") };
    fs::read_to_string(root.join(below)).unwrap()
}

/// The app of `tables/booking.yaml`, with changes to its text.
pub fn booking(changes: &[(&str, &str)]) -> Arc<App> {
    app("booking.yaml", &read("tables/booking.yaml"), changes)
}

/// The app with a question of every type.
pub fn every_type() -> Arc<App> {
    app("every-type.yaml", &read("definitions/valid/every-type.yaml"), &[])
}

fn app(name: &str, text: &str, changes: &[(&str, &str)]) -> Arc<App> {
    let changed = changes.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{name} does not contain {from}");
        text.replace(from, to)
    });
    let mut sources = SourceSet::default();
    sources.add("office.yaml", read("definitions/office.yaml"));
    sources.add("lists/things.csv", read("tables/lists/things.csv"));
    sources.add(name, changed);
    let compilation = compile(&sources);
    let found = render::text(&sources, &compilation.diagnostics, Style::default());
    compilation.apps.first().cloned().unwrap_or_else(|| panic!("{found}"))
}
