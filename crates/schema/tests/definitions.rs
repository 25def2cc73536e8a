//! Golden definitions: each says in its own trailing comments what the checker must find in it.
//!
//! - `definitions/valid/NAME.yaml` or `NAME/`: nothing is found.
//! - `definitions/invalid/CODE/NAME.yaml` or `NAME/`: CODE is found, and exactly what the comments say.
//!
//! A single file is an app beside `definitions/office.yaml`, unless it is itself called `office.yaml`; a folder is a
//! whole city. The comments stand at the end, one per line: `# 4:5 form.unknown-key` (line and column from 1), in a folder with
//! the file: `# lists/items.csv 3:1 list.row-length`, in any of its YAML files.
//!
//! `UPDATE_EXPECTED=1 cargo test -p madoguchi-schema --test definitions` rewrites the comments: read the difference.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use madoguchi_schema::{
    compile::compile,
    diagnostic::{
        code,
        render::{self, Style},
    },
    source::SourceSet,
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Codes without a fixture: their definitions would be too large to keep, or no text.
const TOO_LARGE_TO_KEEP: &[&str] = &["app.many-mistakes", "source.encoding", "yaml.too-large"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/definitions")
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|n| n.to_str()).unwrap()
}

/// One definition with what it expects.
struct Case {
    path: PathBuf,
    sources: SourceSet,
    expected: BTreeSet<String>,
}

impl Case {
    fn read(path: &Path) -> Case {
        let mut case = Case { path: path.to_owned(), sources: SourceSet::default(), expected: BTreeSet::new() };
        if path.is_dir() {
            case.add_folder(path, "");
        } else {
            if name(path) != "office.yaml" {
                case.sources.add("office.yaml", fs::read_to_string(root().join("office.yaml")).unwrap());
            }
            case.add(path, name(path), true);
        }
        case
    }

    fn add_folder(&mut self, folder: &Path, prefix: &str) {
        for path in children(folder) {
            let below = format!("{prefix}{}", name(&path));
            if path.is_dir() { self.add_folder(&path, &format!("{below}/")) } else { self.add(&path, &below, false) }
        }
    }

    fn add(&mut self, path: &Path, below: &str, single: bool) {
        let text = fs::read_to_string(path).unwrap();
        for line in comments(&text) {
            let written = line.trim_start_matches("# ");
            self.expected.insert(if single { format!("{below} {written}") } else { written.to_owned() });
        }
        self.sources.add(below, text);
    }

    /// What the checker finds, as the comments would say it.
    fn found(&self) -> (BTreeSet<String>, String) {
        let compilation = compile(&self.sources);
        let lines = compilation.diagnostics.iter().map(|d| {
            let (line, column) = self.sources.position(d.span.file, d.span.start);
            format!("{} {line}:{column} {}", self.sources.file(d.span.file).path, d.code)
        });
        (lines.collect(), render::text(&self.sources, &compilation.diagnostics, Style::default()))
    }

    /// Writes what was found as the comments of the fixture.
    fn update(&self, found: &BTreeSet<String>) {
        let folder = self.path.is_dir();
        let file = if folder { self.first_yaml() } else { self.path.clone() };
        let text = fs::read_to_string(&file).unwrap();
        let kept = text.lines().count() - comments(&text).count();
        let mut lines: Vec<String> = text.lines().take(kept).map(str::to_owned).collect();
        let prefix = format!("{} ", name(&self.path));
        lines.extend(found.iter().map(|f| format!("# {}", if folder { f } else { f.trim_start_matches(&prefix) })));
        fs::write(file, lines.join("\n") + "\n").unwrap();
    }

    /// The file of a folder that holds the comments: an app, else the office.
    fn first_yaml(&self) -> PathBuf {
        let mut names = self.sources.iter().map(|(_, f)| f.path.clone()).filter(|p| p.ends_with(".yaml"));
        self.path.join(names.find(|p| p != "office.yaml").unwrap_or_else(|| "office.yaml".to_owned()))
    }
}

/// The trailing comments that name a position and a code.
fn comments(text: &str) -> impl Iterator<Item = &str> {
    let expects = |line: &&str| {
        let words: Vec<&str> = line.strip_prefix("# ").unwrap_or_default().split(' ').collect();
        matches!(words[..], [.., place, code] if place.contains(':') && code::find(code).is_some())
    };
    text.lines().rev().take_while(expects)
}

fn check(case: &Case) -> Result<(), String> {
    let (found, printed) = case.found();
    if found == case.expected {
        return Ok(());
    }
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        case.update(&found);
        return Ok(());
    }
    let list = |set: &BTreeSet<String>| set.iter().map(|l| format!("  # {l}\n")).collect::<String>();
    Err(format!("{}\nexpected:\n{}found:\n{}\n{printed}", case.path.display(), list(&case.expected), list(&found)))
}

fn fail_with(mistakes: &[String]) {
    assert!(mistakes.is_empty(), "\n{}", mistakes.join("\n----\n"));
}

#[test]
fn a_valid_definition_has_no_diagnostics() {
    let cases = children(&root().join("valid"));
    let results = cases.iter().map(|path| check(&Case::read(path)));
    fail_with(&results.filter_map(Result::err).collect::<Vec<_>>());
}

#[test]
fn an_invalid_definition_has_exactly_the_diagnostics_that_its_comments_say() {
    let mut mistakes = Vec::new();
    for folder in children(&root().join("invalid")) {
        for path in children(&folder) {
            let case = Case::read(&path);
            mistakes.extend(check(&case).err());
            let code = name(&folder);
            if !case.found().0.iter().any(|line| line.ends_with(&format!(" {code}"))) {
                mistakes.push(format!("{}: {code} is not found", path.display()));
            }
        }
    }
    fail_with(&mistakes);
}

#[test]
fn every_code_has_a_fixture_and_every_fixture_a_code() {
    let known: BTreeSet<&str> = code::all().map(|c| c.code).filter(|c| !TOO_LARGE_TO_KEEP.contains(c)).collect();
    let folders = children(&root().join("invalid"));
    let present: BTreeSet<&str> = folders.iter().map(|f| name(f)).collect();
    let missing: Vec<_> = known.difference(&present).collect();
    let stale: Vec<_> = present.difference(&known).collect();
    assert!(missing.is_empty(), "add tests/definitions/invalid/CODE/NAME.yaml for {missing:?}");
    assert!(stale.is_empty(), "no such codes: {stale:?}");
}
