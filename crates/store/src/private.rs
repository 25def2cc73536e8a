//! Personal data on disk is for the account that runs the product: its files are made `0600` and its folders `0700`.
//! What is there already keeps what the operator gave its group, and is shut to all others.

use crate::{StoreError, error::During};
use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, ErrorKind},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::Path,
};

const OTHERS: u32 = 0o007;

/// A new file to write into; fails when there is one.
pub(crate) fn create(file: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)
}

/// The file is there, and nobody else reads it.
pub(crate) fn file(file: &Path) -> Result<(), StoreError> {
    match create(file) {
        Ok(_) => Ok(()),
        Err(e) if e.kind() == ErrorKind::AlreadyExists => shut(file),
        Err(e) => Err(e).during("create file"),
    }
}

/// The folder is there with those above it, and nobody else looks into it.
pub(crate) fn folder(folder: &Path) -> Result<(), StoreError> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).during("create folder")?;
    shut(folder)
}

/// Takes from others what they may do. Only the owner of a file can; where that is somebody else, it stays.
fn shut(path: &Path) -> Result<(), StoreError> {
    let mut permissions = fs::metadata(path).during("read permissions")?.permissions();
    let mode = permissions.mode();
    if mode & OTHERS == 0 {
        return Ok(());
    }
    permissions.set_mode(mode & !OTHERS);
    match fs::set_permissions(path, permissions) {
        Err(e) if e.kind() == ErrorKind::PermissionDenied => Ok(()),
        done => done.during("set permissions"),
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        file::add,
        testing::{at, open},
        verify::backup,
    };
    use std::{
        fs::{self, Permissions},
        os::unix::fs::PermissionsExt,
        path::{Path, PathBuf},
    };

    /// Everything in a folder that others could read.
    fn open_to_others(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(open_to_others(&path));
            }
            if fs::metadata(&path).unwrap().permissions().mode() & 0o077 != 0 {
                found.push(path);
            }
        }
        found
    }

    #[tokio::test]
    async fn nobody_else_reads_the_database_the_files_or_a_backup() {
        let (store, dir) = open();
        let now = at("2026-11-02T07:00:00Z");
        add(&store, "d".into(), "q".into(), "a.txt".into(), "text/plain".into(), b"x".to_vec(), now).await.unwrap();
        backup(&store, &dir.path().join("copy.db")).unwrap();
        assert_eq!(open_to_others(dir.path()), Vec::<PathBuf>::new());
        assert!(fs::read_dir(dir.path()).unwrap().count() >= 4, "database, files, key, copy");
    }

    #[test]
    fn what_was_open_to_others_is_shut_and_its_group_keeps_its_right() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("old.db");
        fs::write(&file, "x").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
        super::file(&file).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read(&file).unwrap(), b"x");
    }
}
