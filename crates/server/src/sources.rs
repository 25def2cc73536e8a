//! A folder → the text of its definition files, bounded in number, size and depth.

use crate::serve::ServeError;
use madoguchi_schema::{compile::references, source::SourceSet};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Endings of definition files; anything else in the folder is left alone.
const ENDINGS: [&str; 6] = ["yaml", "yml", "json", "csv", "html", "txt"];
/// Most files.
const MAX_FILES: usize = 10_000;
/// Most bytes of one file.
const MAX_FILE: u64 = 16 * 1024 * 1024;
/// Most bytes of all files.
const MAX_TOTAL: u64 = 64 * 1024 * 1024;
/// Deepest folder, so that a link to its own parent comes to an end.
const MAX_DEPTH: usize = 8;

/// All definition files below a folder, in order of path.
pub fn read(folder: &Path) -> Result<SourceSet, ServeError> {
    read_some(folder, |_| true)
}

/// The definition files below a folder whose path below it (with `/`, also at the end of a folder) is kept.
fn read_some(folder: &Path, keep: impl Fn(&str) -> bool) -> Result<SourceSet, ServeError> {
    let mut files = Vec::new();
    walk(folder, "", 0, &keep, &mut files)?;
    let root = fs::canonicalize(folder).map_err(|source| ServeError::Read { path: folder.to_path_buf(), source })?;
    files.sort();
    let mut sources = SourceSet::default();
    let mut total = 0;
    for below in files {
        let path = folder.join(&below);
        let failed = |source| ServeError::Read { path: path.clone(), source };
        if !fs::canonicalize(&path).map_err(failed)?.starts_with(&root) {
            return Err(failed(io::Error::other("a link out of the folder of definitions is not followed")));
        }
        let about = fs::metadata(&path).map_err(failed)?;
        if !about.is_file() {
            continue;
        }
        let size = about.len();
        total += size;
        if size > MAX_FILE || total > MAX_TOTAL {
            return Err(failed(io::Error::other("too large for a definition")));
        }
        match String::from_utf8(fs::read(&path).map_err(failed)?) {
            Ok(text) => sources.add(below, text),
            Err(_) => sources.add_unreadable(below),
        };
    }
    Ok(sources)
}

fn walk(
    root: &Path,
    below: &str,
    depth: usize,
    keep: &impl Fn(&str) -> bool,
    files: &mut Vec<String>,
) -> Result<(), ServeError> {
    let folder = root.join(below);
    let failed = |source| ServeError::Read { path: folder.clone(), source };
    if depth > MAX_DEPTH {
        return Err(failed(io::Error::other("folders are nested too deeply")));
    }
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let Some(name) = visible_name(&path) else { continue };
        let path_below = format!("{below}{name}");
        if path.is_dir() {
            let path_below = path_below + "/";
            if keep(&path_below) {
                walk(root, &path_below, depth + 1, keep, files)?;
            }
        } else if is_definition(&path) && keep(&path_below) {
            files.push(path_below);
        }
        if files.len() > MAX_FILES {
            return Err(failed(io::Error::other("too many files for a folder of definitions")));
        }
    }
    Ok(())
}

/// The name of a file that is not hidden.
fn visible_name(path: &Path) -> Option<&str> {
    path.file_name()?.to_str().filter(|name| !name.starts_with('.'))
}

fn is_definition(path: &Path) -> bool {
    path.extension().and_then(|e| e.to_str()).is_some_and(|ending| ENDINGS.contains(&ending))
}

/// A part of a city to work on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The folder that paths are below.
    pub folder: PathBuf,
    /// The folder (`bulky-waste/`) or file (`library-card.yaml`) of one app, or all of the city.
    pub app: Option<String>,
}

impl Selection {
    /// What a path means: a city, the folder of an app or its `app.yaml`, or a one-file app.
    ///
    /// An app is taken with the `office.yaml` and the shared `lists/` beside it, when there are such.
    pub fn of(path: &Path) -> Selection {
        let path = match path.file_name().and_then(|n| n.to_str()) {
            Some("app.yaml" | "app.json" | "office.yaml" | "office.json") if path.is_file() => folder_of(path),
            _ => path.to_path_buf(),
        };
        let name = |path: &Path, end: &str| path.file_name().and_then(|n| n.to_str()).map(|n| format!("{n}{end}"));
        if path.is_file() {
            return Selection { folder: folder_of(&path), app: name(&path, "") };
        }
        if has(&path, "app") && !has(&path, "office") {
            let absolute = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
            return Selection { folder: parent_of(&path), app: name(&absolute, "/") };
        }
        Selection { folder: path, app: None }
    }

    /// Reads the files.
    pub fn read(&self) -> Result<SourceSet, ServeError> {
        match &self.app {
            None => read(&self.folder),
            Some(app) => {
                let own = self.read_apps(&[app])?;
                match references(&own).iter().any(|found| !found.names.is_empty()) {
                    true => self.read_with_named(app),
                    false => Ok(own),
                }
            }
        }
    }

    /// The shared files, and these apps: folders, or single files.
    fn read_apps(&self, apps: &[impl AsRef<str>]) -> Result<SourceSet, ServeError> {
        read_some(&self.folder, |below| {
            let shared = ["office.yaml", "office.json"].contains(&below) || below.starts_with("lists/");
            let is_of = |app: &str| below == app || (app.ends_with('/') && below.starts_with(app));
            (shared && has(&self.folder, "office")) || apps.iter().any(|app| is_of(app.as_ref()))
        })
    }

    /// An app with all whose cases it names, and those that they name.
    fn read_with_named(&self, app: &str) -> Result<SourceSet, ServeError> {
        let all = references(&read(&self.folder)?);
        let place = |path: &str| path.rsplit_once('/').map_or(path.to_owned(), |(folder, _)| format!("{folder}/"));
        let mut wanted = vec![app.to_owned()];
        let mut at = 0;
        while let Some(next) = wanted.get(at).cloned() {
            at += 1;
            let names = all.iter().filter(|found| place(&found.path) == next).flat_map(|found| &found.names);
            for named in names.flat_map(|name| all.iter().filter(move |found| found.app == *name)) {
                if !wanted.contains(&place(&named.path)) {
                    wanted.push(place(&named.path));
                }
            }
        }
        self.read_apps(&wanted)
    }

    /// Whether a definition belongs to what was selected, and is not only named by it.
    pub fn has(&self, path: &str) -> bool {
        self.app.as_ref().is_none_or(|app| path == app || (app.ends_with('/') && path.starts_with(app.as_str())))
    }
}

/// Whether a folder holds a file of this name in YAML or JSON.
fn has(folder: &Path, stem: &str) -> bool {
    ["yaml", "json"].iter().any(|ending| folder.join(format!("{stem}.{ending}")).is_file())
}

/// The folder that a file stands in.
fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// The folder above a folder, also for `.`.
fn parent_of(folder: &Path) -> PathBuf {
    if folder.file_name().is_some() { folder_of(folder) } else { folder.join("..") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A city with a folder app, a file app and things that are no definitions.
    fn city() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("waste/lists")).unwrap();
        fs::create_dir_all(dir.path().join(".git")).unwrap();
        let files =
            ["office.yaml", "card.yaml", "waste/app.yaml", "waste/lists/items.csv", "waste/x.png", ".git/a.yaml"];
        for file in files {
            fs::write(dir.path().join(file), "a: 1\n").unwrap();
        }
        dir
    }

    fn paths(path: &Path) -> Vec<String> {
        let sources = Selection::of(path).read().unwrap();
        sources.iter().map(|(_, f)| f.path.clone()).collect()
    }

    #[test]
    fn a_city_is_read_with_all_its_definitions_and_nothing_else() {
        let dir = city();
        let all = ["card.yaml", "office.yaml", "waste/app.yaml", "waste/lists/items.csv"];
        assert_eq!(paths(dir.path()), all);
        assert_eq!(paths(&dir.path().join("office.yaml")), all);
    }

    #[test]
    fn an_app_is_read_with_its_city_by_folder_or_by_file() {
        let dir = city();
        let waste = ["office.yaml", "waste/app.yaml", "waste/lists/items.csv"];
        assert_eq!(paths(&dir.path().join("waste")), waste);
        assert_eq!(paths(&dir.path().join("waste/app.yaml")), waste);
        assert_eq!(paths(&dir.path().join("card.yaml")), ["card.yaml", "office.yaml"]);
    }

    #[test]
    fn an_app_that_names_the_cases_of_another_is_read_with_it() {
        let dir = city();
        let question = "questions: [{id: a, type: case, app: waste, internal: true}]\n";
        fs::write(dir.path().join("card.yaml"), format!("app: card\n{question}")).unwrap();
        fs::write(dir.path().join("waste/app.yaml"), "app: waste\n").unwrap();
        let all = ["card.yaml", "office.yaml", "waste/app.yaml", "waste/lists/items.csv"];
        assert_eq!(paths(&dir.path().join("card.yaml")), all);
        assert!(Selection::of(&dir.path().join("card.yaml")).has("card.yaml"));
        assert!(!Selection::of(&dir.path().join("card.yaml")).has("waste/app.yaml"));
    }

    #[test]
    fn an_app_without_a_city_is_read_alone() {
        let dir = city();
        fs::remove_file(dir.path().join("office.yaml")).unwrap();
        assert_eq!(paths(&dir.path().join("waste")), ["waste/app.yaml", "waste/lists/items.csv"]);
        assert_eq!(paths(&dir.path().join("card.yaml")), ["card.yaml"]);
    }

    #[test]
    fn what_is_no_file_of_the_folder_is_not_read() {
        let dir = city();
        let secret = tempfile::NamedTempFile::new().unwrap();
        std::os::unix::fs::symlink(secret.path(), dir.path().join("waste/lists/more.csv")).unwrap();
        assert!(read(dir.path()).unwrap_err().to_string().contains("more.csv"));
    }

    #[test]
    fn a_file_that_is_not_utf_8_is_a_mistake_like_others() {
        let dir = city();
        fs::write(dir.path().join("waste/lists/items.csv"), [0x93, 0xfa]).unwrap();
        let sources = read(dir.path()).unwrap();
        let (_, list) = sources.find("waste/lists/items.csv").unwrap();
        assert!(!list.readable);
        let found = madoguchi_schema::compile::compile(&sources).diagnostics;
        assert!(found.iter().any(|d| d.code == "source.encoding"), "{found:?}");
    }
}
