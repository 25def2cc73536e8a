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
    /// The writer has stopped.
    #[error("the store is shutting down")]
    Closed,
    /// The stored tables cannot take this definition without a plan.
    #[error("definition: {0}")]
    Evolution(String),
}
