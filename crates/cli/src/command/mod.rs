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
use madoguchi_schema::compile::{Compilation, compile};
use madoguchi_schema::source::SourceSet;
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
}

impl Compiled {
    /// Reads and compiles what a path means.
    fn read(path: &Path) -> Result<Compiled> {
        ensure!(path.exists(), "{}: no such file or folder", path.display());
        let selection = Selection::of(path);
        let sources = selection.read()?;
        ensure!(sources.iter().next().is_some(), "{}: no definitions here", path.display());
        let compilation = compile(&sources);
        Ok(Compiled { sources, compilation, base: crate::report::base(&selection) })
    }

    /// Adds what is wrong with the examples of the apps.
    fn read_examples(&mut self) {
        let apps = &self.compilation.apps;
        let found = apps.iter().flat_map(|app| scenario::mistakes(&self.sources, &self.compilation, app));
        let found: Vec<_> = found.collect();
        self.compilation.diagnostics.extend(found);
    }
}

/// Opens a database that is there already: a typo in the folder must not make an empty one.
fn open_store(data: &Path) -> Result<Store> {
    ensure!(data.join("madoguchi.db").is_file(), "{}: no database here (see --data)", data.display());
    Store::open(data).with_context(|| format!("cannot open {}", data.display()))
}
