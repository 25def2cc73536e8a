//! One command, one file.

pub mod backup;
pub mod check;
pub mod diagram;
pub mod explain;
pub mod fmt;
pub mod new;
pub mod schema;
pub mod serve;
pub mod staff;
pub mod test;

pub mod verify;

use anyhow::{Context, Result, ensure};
use madoguchi_engine::scenario;
use madoguchi_schema::{
    app::App,
    compile::{Compilation, compile, references},
    source::SourceSet,
};
use madoguchi_server::sources::Selection;
use madoguchi_store::Store;
use std::path::Path;

/// The definitions at a path, compiled.
struct Compiled {
    /// The files.
    sources: SourceSet,
    /// What came out.
    compilation: Compilation,
    /// What is put before each path when it is printed.
    base: String,
    /// Ids of the apps at the path; the others are only named by them.
    own: Vec<String>,
}

impl Compiled {
    /// Reads and compiles what a path means.
    fn read(path: &Path) -> Result<Compiled> {
        ensure!(path.exists(), "{}: no such file or folder", path.display());
        let selection = Selection::of(path);
        let sources = selection.read()?;
        ensure!(sources.iter().next().is_some(), "{}: no definitions here", path.display());
        let compilation = compile(&sources);
        let own = references(&sources).into_iter().filter(|found| selection.has(&found.path)).map(|found| found.app);
        let own = own.collect();
        Ok(Compiled { sources, compilation, base: crate::report::base(&selection), own })
    }

    /// The apps at the path.
    fn apps(&self) -> Vec<&App> {
        self.compilation.apps.iter().map(|app| &**app).filter(|app| self.own.contains(&app.id)).collect()
    }

    /// Adds what is wrong with the examples of the apps.
    fn read_examples(&mut self) {
        let apps = self.apps();
        let found = apps.into_iter().flat_map(|app| scenario::mistakes(&self.sources, &self.compilation, app));
        let found: Vec<_> = found.collect();
        self.compilation.diagnostics.extend(found);
    }
}

/// Opens a database that is there already: a typo in the folder must not make an empty one, and a file that was emptied
/// is not a new beginning.
fn open_store(data: &Path) -> Result<Store> {
    let file = data.join("madoguchi.db");
    ensure!(file.is_file(), "{}: no database here (see --data)", data.display());
    ensure!(file.metadata()?.len() > 0, "{}: the database is empty; restore a backup", file.display());
    Store::open(data).with_context(|| format!("cannot open {}", data.display()))
}
