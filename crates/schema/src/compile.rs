//! Source files → apps and diagnostics. Never fails: a mistake is data.

use crate::{app::App, diagnostic::Diagnostic, office::Office, source::SourceSet};
use std::sync::Arc;

/// All that came out of a set of files.
#[derive(Debug, Clone)]
pub struct Compilation {
    /// The city; defaults when there is no `office.yaml`.
    pub office: Arc<Office>,
    /// Apps without errors, in order of id.
    pub apps: Vec<Arc<App>>,
    /// Everything found, in order of file and position.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles all files: `office.yaml`, `APP/app.yaml` (or `.json`), `APP.yaml`, and the lists they name.
pub fn compile(_sources: &SourceSet) -> Compilation {
    todo!()
}
