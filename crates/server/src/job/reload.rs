//! Under `--dev`: definitions that changed on disk are published; with mistakes the present ones stay.

use crate::{serve::ServeError, sources, state::AppState};
use madoguchi_schema::{
    diagnostic::{
        Diagnostic, Severity,
        render::{self, Style},
    },
    source::SourceSet,
    text::Lang,
};
use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// Notices changes of a folder by time, size and number of its files.
pub struct Watch {
    folder: PathBuf,
    seen: Vec<(PathBuf, Option<SystemTime>, u64)>,
}

impl Watch {
    /// What is there now counts as seen.
    pub fn new(folder: &Path) -> Watch {
        Watch { folder: folder.to_path_buf(), seen: look(folder) }
    }

    /// Whether something changed since the last call.
    pub fn has_changed(&mut self) -> bool {
        let now = look(&self.folder);
        let changed = now != self.seen;
        self.seen = now;
        changed
    }
}

fn look(folder: &Path) -> Vec<(PathBuf, Option<SystemTime>, u64)> {
    let mut seen = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(dir) = open.pop() {
        let Ok(entries) = fs::read_dir(&dir) else { continue };
        for path in entries.flatten().map(|e| e.path()) {
            match fs::metadata(&path) {
                Ok(about) if about.is_dir() => open.push(path),
                Ok(about) => seen.push((path, about.modified().ok(), about.len())),
                Err(_) => {}
            }
        }
    }
    seen.sort();
    seen
}

/// Publishes what is on disk now.
pub async fn reload(state: &AppState) {
    let outcome = match sources::read(&state.settings.definitions) {
        Ok(sources) => state.catalog.reload(sources, &state.store, state.clock.now()).await,
        Err(cause) => Err(cause),
    };
    match outcome {
        Ok(()) => tracing::info!("definitions reloaded"),
        Err(ServeError::Definitions { sources, diagnostics }) => {
            tracing::warn!("the definitions have mistakes; the present ones stay\n{}", text(&sources, &diagnostics));
        }
        Err(cause) => tracing::error!(error.cause = %crate::error::chain(&cause), "definitions cannot be reloaded"),
    }
}

/// The mistakes as `check` prints them.
fn text(sources: &SourceSet, diagnostics: &[Diagnostic]) -> String {
    let errors: Vec<Diagnostic> = diagnostics.iter().filter(|d| d.severity == Severity::Error).cloned().collect();
    render::text(sources, &errors, Style { lang: Lang::Ja, colour: false, base: "" })
}

#[cfg(test)]
mod tests {
    use super::Watch;
    use std::fs;

    #[test]
    fn a_new_or_longer_file_is_a_change_and_nothing_else_is() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("app")).unwrap();
        let mut watch = Watch::new(folder.path());
        assert!(!watch.has_changed());
        fs::write(folder.path().join("app/app.yaml"), "schema: 1").unwrap();
        assert!(watch.has_changed());
        assert!(!watch.has_changed());
        fs::write(folder.path().join("app/app.yaml"), "schema: 1\napp: x").unwrap();
        assert!(watch.has_changed());
    }
}
