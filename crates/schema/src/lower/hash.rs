//! What a published version depends on, as one number.

use crate::source::{FileId, SourceFile, SourceSet};
use sha2::{Digest as _, Sha256};

/// The files of an app: all in its folder, or the only one; and the shared lists of the city.
pub(super) fn own_files(sources: &SourceSet, app: FileId) -> Vec<FileId> {
    let folder = sources.file(app).path.rsplit_once('/').map(|(folder, _)| format!("{folder}/"));
    let own = |file: FileId, path: &str| match &folder {
        Some(folder) => path.starts_with(folder) || path.starts_with("lists/"),
        None => file == app || path.starts_with("lists/"),
    };
    sources.iter().filter(|(file, source)| own(*file, &source.path)).map(|(file, _)| file).collect()
}

/// SHA-256 (hex) over path and text of the app's files and `office.yaml`, each with its length, sorted by path, and what it
/// can read of other apps' cases.
pub(super) fn of(sources: &SourceSet, app: FileId, foreign: &str) -> String {
    let mut files: Vec<&SourceFile> = own_files(sources, app).into_iter().map(|file| sources.file(file)).collect();
    let office = ["office.yaml", "office.json"].into_iter().filter_map(|path| sources.find(path));
    files.extend(office.map(|(_, source)| source));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut hasher = Sha256::new();
    for part in files.iter().flat_map(|file| [&file.path, &file.text]) {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.update(foreign.as_bytes());
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
