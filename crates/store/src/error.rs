//! What can go wrong with the disk or the database.

/// A failure that is nobody's input: shown as 503/500 with a reference number, logged once.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused an operation.
    #[error("database: {operation}")]
    Database {
        /// What was tried.
        operation: &'static str,
        /// Why it failed.
        #[source]
        source: rusqlite::Error,
    },
    /// A file could not be read or written.
    #[error("file: {operation}")]
    File {
        /// What was tried.
        operation: &'static str,
        /// Why it failed.
        #[source]
        source: std::io::Error,
    },
    /// What is stored does not have the expected form.
    #[error("stored data: {0}")]
    Corrupt(String),
    /// The transaction in which this was written did not reach the disk.
    #[error("not committed: {0}")]
    NotCommitted(String),
    /// A write panicked; its part of the transaction was undone.
    #[error("a write panicked")]
    Panicked,
    /// The system gave no random bytes.
    #[error("no randomness")]
    NoRandomness,
    /// The writer has stopped.
    #[error("the store is shutting down")]
    Closed,
    /// The stored tables cannot take this definition without a plan.
    #[error("definition: {0}")]
    Evolution(String),
}

/// Names the operation that failed.
pub(crate) trait During<T> {
    /// `operation` in words, e.g. `insert case`.
    fn during(self, operation: &'static str) -> Result<T, StoreError>;
}

impl<T> During<T> for rusqlite::Result<T> {
    fn during(self, operation: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::Database { operation, source })
    }
}

impl<T> During<T> for std::io::Result<T> {
    fn during(self, operation: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::File { operation, source })
    }
}

impl<T> During<T> for serde_json::Result<T> {
    fn during(self, operation: &'static str) -> Result<T, StoreError> {
        self.map_err(|e| StoreError::Corrupt(format!("{operation}: {:?} at column {}", e.classify(), e.column())))
    }
}
