//! Holds the shape of the repository: the arrows between crates, where SQL may live, sizes, outside resources.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Left to right; a crate may depend only on those before it.
const LINE: [&str; 5] =
    ["madoguchi-schema", "madoguchi-engine", "madoguchi-store", "madoguchi-server", "madoguchi-cli"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// Files below a folder with one of the endings, without what is generated or installed.
fn files(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(&dir).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if !["node_modules", "target", "snapshots"].contains(&name.as_str()) {
                    open.push(path);
                }
            } else if endings.iter().any(|e| name.ends_with(e)) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

fn metadata() -> serde_json::Value {
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

/// Package name → names of its normal dependencies.
fn dependencies() -> BTreeMap<String, Vec<String>> {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .map(|p| {
            let names = p["dependencies"].as_array().unwrap().iter();
            let normal = names.filter(|d| d["kind"].is_null()).map(|d| d["name"].as_str().unwrap().to_owned());
            (p["name"].as_str().unwrap().to_owned(), normal.collect())
        })
        .collect()
}

#[test]
fn arrows_between_crates_point_left() {
    for (package, needs) in dependencies() {
        let Some(at) = LINE.iter().position(|l| *l == package) else { continue };
        for need in needs.iter().filter(|n| n.starts_with("madoguchi-")) {
            let to = LINE.iter().position(|l| l == need).unwrap_or(usize::MAX);
            assert!(to < at, "{package} depends on {need}, which is not to its left");
        }
    }
}

#[test]
fn pure_crates_have_no_driver_no_runtime_and_no_web_server() {
    let all = dependencies();
    for package in ["madoguchi-schema", "madoguchi-engine"] {
        for banned in ["rusqlite", "tokio", "axum", "tower"] {
            assert!(!all[package].iter().any(|d| d == banned), "{package} depends on {banned}");
        }
    }
    for banned in ["axum", "minijinja", "tower"] {
        assert!(!all["madoguchi-store"].iter().any(|d| d == banned), "the store depends on {banned}");
    }
    assert!(!all["madoguchi-server"].iter().any(|d| d == "rusqlite"), "the server depends on rusqlite");
}

#[test]
fn pure_crates_read_no_clock_and_no_file() {
    for folder in ["crates/schema/src", "crates/engine/src"] {
        for (path, text) in files(folder, &[".rs"]) {
            for banned in ["std::fs", "Timestamp::now", "Zoned::now", "SystemTime::now", "std::env::var"] {
                assert!(!text.contains(banned), "{} uses {banned}", path.display());
            }
        }
    }
}

#[test]
fn sql_text_lives_in_the_store_and_the_schema() {
    for folder in ["crates/engine/src", "crates/server/src", "crates/cli/src"] {
        for (path, text) in files(folder, &[".rs"]) {
            for verb in ["\"SELECT ", "\"INSERT ", "\"UPDATE ", "\"DELETE ", "\"CREATE "] {
                assert!(!text.contains(verb), "{} has SQL text", path.display());
            }
        }
    }
}

#[test]
fn every_rust_file_says_what_it_is_and_holds_one_thing() {
    for (path, text) in files("crates", &[".rs"]) {
        let lines = text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines: it is two rooms", path.display());
        assert!(text.starts_with("//!"), "{} does not say what it is", path.display());
        assert!(!text.contains("#[ignore"), "{} ignores a test", path.display());
    }
}

#[test]
fn templates_end_in_html_so_that_they_are_escaped() {
    for (path, text) in files("web/templates", &[""]) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(name.ends_with(".html"), "{} would not be escaped", path.display());
        assert!(!text.contains("|safe") && !text.contains("| safe"), "{} switches escaping off", path.display());
        assert!(!text.contains(" placeholder="), "{} uses a placeholder", path.display());
        assert!(!text.contains(" style=\""), "{} has an inline style, which the CSP refuses", path.display());
    }
}

#[test]
fn pages_load_nothing_from_outside() {
    for (path, text) in files("web", &[".html", ".css", ".js"]) {
        for banned in ["src=\"http", "src=\"//", "@import url(http", "url(http", "url(//", "from \"http"] {
            assert!(!text.contains(banned), "{} loads from outside: {banned}", path.display());
        }
    }
}
