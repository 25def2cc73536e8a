//! Every code that the crate reports has its sentences, and every row of sentences is reported somewhere.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_schema::diagnostic::code;
use std::{collections::BTreeSet, fs, path::Path};

/// All Rust source below a folder, without the tables of sentences.
fn source_of(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("diagnostic/code") {
            text += &source_of(&path);
        } else if path.extension().is_some_and(|e| e == "rs") {
            text += &fs::read_to_string(path).unwrap();
        }
    }
    text
}

/// Every `"area.slug"` in the source.
fn used() -> BTreeSet<String> {
    let code = r#""((?:yaml|source|case|form|list|define|table|expr|booking|receipt|records|rule|workflow|queue|office|app|document|letter)\.[a-z][a-z-]*)""#;
    let source = source_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let found = regex::Regex::new(code).unwrap();
    let found = found.captures_iter(&source).map(|c| c[1].to_owned());
    let is_file =
        |word: &str| [".yaml", ".yml", ".json", ".csv", ".html", ".txt"].iter().any(|ending| word.ends_with(ending));
    // The problem of an answer, which is no mistake of a definition.
    let of_answer = |word: &str| word == "case.unknown";
    found.filter(|word| !is_file(word) && !of_answer(word)).collect()
}

#[test]
fn every_code_that_is_reported_has_a_row() {
    let known: BTreeSet<String> = code::all().map(|c| c.code.to_owned()).collect();
    let missing: Vec<_> = used().difference(&known).cloned().collect();
    assert!(missing.is_empty(), "add rows to src/diagnostic/code/ for {missing:?}");
}

#[test]
fn every_row_is_reported_and_says_everything_in_both_languages() {
    let used = used();
    let mut seen = BTreeSet::new();
    for row in code::all() {
        assert!(used.contains(row.code), "nothing reports {}", row.code);
        assert!(seen.insert(row.code), "{} has two rows", row.code);
        for sentence in [row.ja.what, row.ja.why, row.ja.fix, row.en.what, row.en.why, row.en.fix] {
            assert!(!sentence.is_empty(), "{} lacks a sentence", row.code);
        }
    }
}
