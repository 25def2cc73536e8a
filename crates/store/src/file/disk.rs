//! Content on disk: `files/ab/abcd…`, named by its hash.

use crate::{StoreError, connection::sync_dir, error::During, private, random};
use sha2::{Digest, Sha256};
use std::{
    fs,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

/// Where content lies.
pub(super) fn path(folder: &Path, hash: &str) -> PathBuf {
    folder.join(hash.get(..2).unwrap_or_default()).join(hash)
}

/// Deletes content; it may be gone already.
pub(super) fn delete(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(e).during("delete file"),
        _ => Ok(()),
    }
}

/// Content that is on disk under a passing name. Deleted when it is not kept.
pub(super) struct Upload {
    folder: PathBuf,
    temporary: PathBuf,
    pub(super) hash: String,
}

impl Upload {
    /// Writes and syncs; slow.
    pub(super) fn write(folder: PathBuf, bytes: &[u8]) -> Result<Upload, StoreError> {
        let hash = random::hex(&Sha256::digest(bytes));
        let temporary = folder.join(format!("{}.part", random::hex(&random::bytes::<16>()?)));
        let upload = Upload { folder, temporary, hash };
        let mut file = private::create(&upload.temporary).during("create file")?;
        file.write_all(bytes).and_then(|()| file.sync_all()).during("write file")?;
        Ok(upload)
    }

    /// Gives the content its name, durably.
    pub(super) fn keep(&self) -> Result<(), StoreError> {
        let path = path(&self.folder, &self.hash);
        let Some(parent) = path.parent() else { return Ok(()) };
        if !parent.is_dir() {
            private::folder(parent)?;
            sync_dir(&self.folder)?;
        }
        fs::rename(&self.temporary, &path).during("name file")?;
        sync_dir(parent)
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        // It is there only when it was not kept; a rest that cannot be deleted harms nobody.
        let _ = fs::remove_file(&self.temporary);
    }
}
