//! The definitions that the product ships compile clean and keep the promises of their own tests.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_engine::scenario;
use madoguchi_schema::{
    compile::{Compilation, compile},
    diagnostic::render,
    source::SourceSet,
    text::Lang,
};
use std::{fs, path::Path};

/// Adds every file below a folder, in order of path.
fn add(sources: &mut SourceSet, root: &Path, folder: &Path) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add(sources, root, &path);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            sources.add(name, fs::read_to_string(&path).unwrap());
        }
    }
}

fn shipped() -> (SourceSet, Compilation) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../app-definitions");
    let mut sources = SourceSet::default();
    add(&mut sources, &root, &root);
    let compilation = compile(&sources);
    (sources, compilation)
}

#[test]
fn the_shipped_definitions_have_no_mistakes() {
    let (sources, compilation) = shipped();
    let text = render::text(&sources, &compilation.diagnostics, render::Style::default());
    assert!(compilation.diagnostics.is_empty(), "{text}");
    let ids: Vec<&str> = compilation.apps.iter().map(|app| app.id.as_str()).collect();
    assert_eq!(ids, ["bulky-waste", "library-card"]);
}

#[test]
fn the_shipped_definitions_pass_their_own_tests() {
    let (sources, compilation) = shipped();
    let mut tests = 0;
    let mut failures = String::new();
    for app in &compilation.apps {
        let report = scenario::run_file(&sources, &compilation, app);
        failures += &render::text(&sources, &report.diagnostics, render::Style::default());
        for outcome in &report.outcomes {
            tests += 1;
            for difference in &outcome.differences {
                failures += &format!("{}: {}\n", outcome.name, difference.sentence(Lang::Ja));
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(tests >= 27, "{tests} tests");
}
