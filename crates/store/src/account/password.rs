//! Argon2id, off the writer and off the threads that answer requests, two at a time.

use crate::{Store, StoreError};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::sync::LazyLock;

/// Hash of a password that nobody knows: checked when a login is unknown, so that it takes the same time.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| {
    let unknown = crate::random::bytes::<32>().ok()?;
    Some(Argon2::default().hash_password(&unknown).ok()?.to_string())
});

/// A new hash with a fresh salt: Argon2id, 19 MiB, two passes.
pub(super) async fn hash(store: &Store, password: String) -> Result<String, StoreError> {
    let made = aside(store, move || Argon2::default().hash_password(password.as_bytes()).map(|h| h.to_string()));
    made.await?.map_err(|e| StoreError::Corrupt(format!("password hash: {e}")))
}

/// Whether the password fits; with no hash to compare it takes as long and is wrong.
pub(super) async fn fits(store: &Store, password: String, hash: Option<String>) -> Result<bool, StoreError> {
    aside(store, move || {
        let known = hash.is_some();
        let Some(hash) = hash.or_else(|| NOBODY.clone()) else { return false };
        let Ok(hash) = PasswordHash::new(&hash) else { return false };
        Argon2::default().verify_password(password.as_bytes(), &hash).is_ok() && known
    })
    .await
}

async fn aside<T: Send + 'static>(store: &Store, work: impl FnOnce() -> T + Send + 'static) -> Result<T, StoreError> {
    let _leave = store.hashing().acquire().await.map_err(|_| StoreError::Closed)?;
    tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Panicked)
}
