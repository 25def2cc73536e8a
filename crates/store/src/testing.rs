//! What the tests of this crate share.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use crate::Store;
use jiff::Timestamp;
use tempfile::TempDir;

/// A store of its own in a real directory, deleted with the second value.
pub(crate) fn open() -> (Store, TempDir) {
    let dir = tempfile::tempdir().unwrap();
    (Store::open(dir.path()).unwrap(), dir)
}

/// A moment from RFC 3339.
pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}
