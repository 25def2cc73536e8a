//! The vocabulary says what the readers do, and the JSON Schema says what the vocabulary does.
//!
//! The readers are asked: an impossible key is written into every map of every definition, and each complaint names the
//! keys that are known there. A key that is missing on either side is named by the test; add its row in
//! `src/vocabulary`.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_schema::{
    compile::compile,
    diagnostic::{self, Diagnostic},
    editor::{self, Document},
    format::{Formatted, format},
    source::{FileId, SourceSet},
    syntax::{self, Data, Node},
    vocabulary::{TYPES, Value, type_row, walk},
};
use serde_json::Value as Json;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

const IMPOSSIBLE: &str = "zzzz_impossible";

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(folder: &Path, below: &str, sources: &mut SourceSet) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = format!("{below}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            read(&path, &format!("{name}/"), sources);
        } else if let Ok(text) = fs::read_to_string(&path) {
            sources.add(name, text);
        }
    }
}

/// A city in one folder.
fn city(folder: &Path) -> SourceSet {
    let mut sources = SourceSet::default();
    read(folder, "", &mut sources);
    sources
}

/// Every city that has no mistakes: the shipped one, and the valid fixtures.
fn cities() -> Vec<SourceSet> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/definitions");
    let mut cities = vec![city(&repository().join("app-definitions"))];
    let mut paths: Vec<PathBuf> =
        fs::read_dir(fixtures.join("valid")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            cities.push(city(&path));
            continue;
        }
        let mut sources = SourceSet::default();
        sources.add("office.yaml", fs::read_to_string(fixtures.join("office.yaml")).unwrap());
        sources.add("app.yaml", fs::read_to_string(&path).unwrap());
        cities.push(sources);
    }
    cities
}

/// Whether a file is a definition that the vocabulary describes.
fn is_described(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap();
    let apart = path.matches('/').count();
    (name.ends_with(".yaml") && (apart == 0 || (apart == 1 && name == "app.yaml"))) && !name.starts_with("tests")
}

fn tree(text: &str) -> Node {
    let mut diagnostics = Vec::new();
    let node = syntax::parse(FileId(0), text, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}\n{text}");
    node.unwrap()
}

/// The sources with another text of one file.
fn with(sources: &SourceSet, file: FileId, text: &str) -> SourceSet {
    let mut changed = SourceSet::default();
    for (id, source) in sources.iter() {
        changed.add(source.path.as_str(), if id == file { text } else { source.text.as_str() });
    }
    changed
}

/// The place of a map in the vocabulary: the name of its shape, for a question with its type.
fn place(node: &Node, what: &Value) -> Option<String> {
    match what {
        Value::Map(shape) => Some(shape.name.to_owned()),
        Value::Question => Some(format!("question {}", node.get("type")?.as_text()?)),
        _ => None,
    }
}

/// The keys that the vocabulary has at a place.
fn vocabulary_at() -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut known = BTreeMap::new();
    for city in cities() {
        for (_, file) in city.iter().filter(|(_, file)| is_described(&file.path)) {
            walk(&file.path, &tree(&file.text), &mut |node, what| {
                let Some(place) = place(node, what) else { return };
                let keys = match what {
                    Value::Map(shape) => shape.keys.iter().map(|key| key.name).collect(),
                    _ => type_row(place.trim_start_matches("question ")).unwrap().keys().map(|key| key.name).collect(),
                };
                known.insert(place, keys);
            });
        }
    }
    known
}

/// Writes keys into maps and tells what was found, by place of the map.
fn found_with(city: &SourceSet, file: FileId, keys: &dyn Fn(&str) -> Vec<String>) -> Vec<(String, Diagnostic)> {
    let source = city.file(file);
    let root = tree(&source.text);
    let mut places: Vec<(usize, String, String)> = Vec::new();
    walk(&source.path, &root, &mut |node, what| {
        let (Some(place), Data::Map(entries)) = (place(node, what), &node.data) else { return };
        let flow = source.text[node.span.start..].starts_with('{');
        let at = if flow { node.span.start + 1 } else { entries[0].0.span.start };
        let line = source.text[..at].rfind('\n').map_or(0, |line| line + 1);
        let indent = " ".repeat(source.text[line..at].chars().count());
        let end = if flow { ", ".to_owned() } else { format!("\n{indent}") };
        let written = keys(&place).iter().map(|key| format!("{key}: x{end}")).collect();
        places.push((at, place, written));
    });
    places.sort();
    let (mut text, mut at, mut starts) = (String::new(), 0, Vec::new());
    for (start, place, written) in places {
        text += &source.text[at..start];
        starts.push((text.len(), place));
        text += &written;
        at = start;
    }
    text += &source.text[at..];
    let found = compile(&with(city, file, &text)).diagnostics;
    let of_file = found.into_iter().filter(|d| d.span.file == file);
    of_file
        .filter_map(|d| {
            let (_, place) = starts.iter().rfind(|(start, _)| *start <= d.span.start)?;
            Some((place.clone(), d))
        })
        .collect()
}

fn argument<'d>(diagnostic: &'d Diagnostic, name: &str) -> &'d str {
    diagnostic.args.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
}

/// The keys that the readers ask for, by place.
fn asked() -> BTreeMap<String, BTreeSet<String>> {
    let mut asked: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for city in cities() {
        for (file, _) in city.iter().filter(|(_, file)| is_described(&file.path)) {
            for (place, d) in found_with(&city, file, &|_| vec![IMPOSSIBLE.to_owned()]) {
                if d.code == "form.unknown-key" && argument(&d, "key") == IMPOSSIBLE {
                    asked.entry(place).or_default().extend(argument(&d, "known").split(' ').map(str::to_owned));
                }
            }
        }
    }
    asked
}

#[test]
fn every_key_that_a_reader_asks_for_is_in_the_vocabulary_and_no_other() {
    let (asked, vocabulary) = (asked(), vocabulary_at());
    let mut missing: BTreeSet<(String, String)> = BTreeSet::new();
    for (place, keys) in &vocabulary {
        let known = asked.get(place).unwrap_or_else(|| panic!("no reader of `{place}` was asked"));
        let unread = keys.iter().find(|key| !known.contains(**key));
        assert_eq!(unread, None, "the vocabulary has it at `{place}`, and no reader asks for it");
        let only_read = known.iter().filter(|key| !keys.contains(key.as_str()));
        missing.extend(only_read.map(|key| (place.clone(), key.clone())));
    }
    for city in cities() {
        for (file, _) in city.iter().filter(|(_, file)| is_described(&file.path)) {
            let later = |place: &str| -> Vec<String> {
                missing.iter().filter(|(at, _)| at == place).map(|(_, key)| key.clone()).collect()
            };
            for (place, d) in found_with(&city, file, &later).into_iter().filter(|(_, d)| d.code == "app.not-yet") {
                missing.remove(&(place, argument(&d, "key").to_owned()));
            }
        }
    }
    assert!(missing.is_empty(), "keys that readers know and src/vocabulary does not (place, key): {missing:?}");
}

#[test]
fn every_question_type_is_in_the_vocabulary_and_in_a_definition() {
    let mut sources = SourceSet::default();
    sources.add("a.yaml", "schema: 1\napp: a\ntitle: a\nowner: a\nquestions:\n  - {id: b, type: zzzz, label: b}\n");
    let found = compile(&sources).diagnostics;
    let known = found.iter().find(|d| d.code == "form.unknown-type").map(|d| argument(d, "known")).unwrap();
    let words: BTreeSet<&str> = TYPES.iter().map(|row| row.word).collect();
    assert_eq!(known.split(' ').collect::<BTreeSet<_>>(), words);
    let places = vocabulary_at();
    for document in Document::ALL {
        for name in editor::schema(document)["$defs"].as_object().unwrap().keys() {
            let is_map = !["localized", "question"].contains(&name.as_str()) && !name.starts_with("question_");
            assert!(!is_map || places.contains_key(name), "no valid definition has a map `{name}`");
        }
    }
    for word in words {
        assert!(places.contains_key(&format!("question {word}")), "no valid definition has a question of type {word}");
    }
}

#[test]
fn the_schemas_in_the_repository_are_those_of_the_vocabulary() {
    for document in Document::ALL {
        let path = repository().join(document.path());
        let written = format!("{}\n", serde_json::to_string_pretty(&editor::schema(document)).unwrap());
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &written).unwrap();
        }
        let there = fs::read_to_string(&path).unwrap_or_default();
        assert!(there == written, "{} is old; run this test with UPDATE_EXPECTED=1", path.display());
    }
}

/// A definition as JSON, scalars as written.
fn as_written(node: &Node) -> Json {
    match &node.data {
        Data::Scalar { text, .. } => Json::from(text.as_str()),
        Data::List(items) => items.iter().map(as_written).collect(),
        Data::Map(entries) => Json::Object(entries.iter().map(|(k, v)| (k.text.clone(), as_written(v))).collect()),
        Data::Null | Data::Broken => Json::Null,
    }
}

/// A definition as an editor sees it: numbers and `true` are what they look like.
fn as_an_editor_reads(node: &Node) -> Json {
    match &node.data {
        Data::Scalar { text, quoted: false } => match serde_json::from_str::<Json>(text) {
            Ok(json @ (Json::Number(_) | Json::Bool(_))) => json,
            _ => Json::from(text.as_str()),
        },
        Data::List(items) => items.iter().map(as_an_editor_reads).collect(),
        Data::Map(entries) => {
            Json::Object(entries.iter().map(|(k, v)| (k.text.clone(), as_an_editor_reads(v))).collect())
        }
        _ => as_written(node),
    }
}

fn validator(path: &str) -> jsonschema::Validator {
    let document = if path == "office.yaml" { Document::Office } else { Document::App };
    jsonschema::validator_for(&editor::schema(document)).unwrap()
}

#[test]
fn every_definition_without_mistakes_fits_the_schema() {
    for city in cities() {
        for (_, file) in city.iter().filter(|(_, file)| is_described(&file.path)) {
            let node = tree(&file.text);
            for json in [as_written(&node), as_an_editor_reads(&node)] {
                let found: Vec<String> =
                    validator(&file.path).iter_errors(&json).map(|e| format!("{} {e}", e.instance_path())).collect();
                assert!(found.is_empty(), "{}: {found:#?}", file.path);
            }
        }
    }
}

#[test]
fn a_definition_with_an_unknown_key_type_or_word_does_not_fit() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/definitions/invalid");
    for code in ["form.unknown-key", "form.unknown-type", "form.unknown-word", "form.bad-id", "form.missing-key"] {
        let mut refused = 0;
        for path in fs::read_dir(fixtures.join(code)).unwrap().map(|entry| entry.unwrap().path()) {
            let folder = if path.is_dir() { city(&path) } else { city(path.parent().unwrap()) };
            let files = folder.iter().filter(|(_, file)| is_described(&file.path));
            for (_, file) in files {
                let Some(node) = syntax::parse(FileId(0), &file.text, &mut Vec::new()) else { continue };
                refused += usize::from(!validator(&file.path).is_valid(&as_written(&node)));
            }
        }
        assert!(refused > 0, "the schema takes every fixture of {code}");
    }
}

#[test]
fn the_canonical_form_is_stable_and_means_the_same() {
    for city in cities() {
        let before = compile(&city);
        assert!(diagnostic::is_clean(&before.diagnostics), "{:?}", before.diagnostics);
        let mut after = city.clone();
        let yaml = city.iter().filter(|(_, file)| file.path.ends_with(".yaml"));
        for (id, file) in yaml {
            let Formatted::Text(once) = format(&file.path, &file.text) else { panic!("{}", file.path) };
            assert_eq!(format(&file.path, &once), Formatted::Text(once.clone()), "{} is not stable", file.path);
            after = with(&after, id, &once);
        }
        let after = compile(&after);
        assert!(diagnostic::is_clean(&after.diagnostics), "{:?}", after.diagnostics);
        assert_eq!(before.office, after.office);
        let alike = |apps: &[std::sync::Arc<madoguchi_schema::app::App>]| -> Vec<madoguchi_schema::app::App> {
            apps.iter().map(|app| madoguchi_schema::app::App { hash: String::new(), ..(**app).clone() }).collect()
        };
        assert_eq!(alike(&before.apps), alike(&after.apps));
    }
}

#[test]
fn the_shipped_definitions_are_in_canonical_form() {
    let folder = repository().join("app-definitions");
    for (_, file) in city(&folder).iter().filter(|(_, file)| file.path.ends_with(".yaml")) {
        let Formatted::Text(canonical) = format(&file.path, &file.text) else { panic!("{}", file.path) };
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(folder.join(&file.path), canonical).unwrap();
        } else {
            assert!(canonical == file.text, "{} is not in canonical form; run: madoguchi fmt", file.path);
        }
    }
}
