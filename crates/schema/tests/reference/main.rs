//! The pages for authors in `docs/` are made from the code's own tables, so they hold exactly what the code has.
//!
//! `UPDATE_EXPECTED=1 cargo test -p madoguchi-schema --test reference` writes them again: read the difference.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod diagnostics;
mod examples;
mod keys;
mod language;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The folder of the whole project.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Compares a page with what the code makes of it, or writes it.
fn compare(path: &str, made: &str) {
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(root().join(path), made).unwrap();
    }
    assert!(read(path) == made, "{path} is out of date: run with UPDATE_EXPECTED=1 and read the difference");
}

#[test]
fn every_diagnostic_is_documented_with_an_example() {
    compare("docs/diagnostics.md", &diagnostics::page());
}

#[test]
fn every_key_type_and_function_is_documented_with_an_example() {
    compare("docs/definition-language.md", &language::page());
}

#[test]
fn every_key_that_is_read_is_described_and_every_description_is_of_a_key_that_is_read() {
    let (read, described) = (keys::read(), keys::described());
    let missing: Vec<_> = read.difference(&described).collect();
    let stale: Vec<_> = described.difference(&read).collect();
    assert!(missing.is_empty() && stale.is_empty(), "describe {missing:#?}\nnothing reads {stale:#?}");
}
