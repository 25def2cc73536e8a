//! Argon2id, off the writer and off the threads that answer requests, two at a time.

use crate::{Store, StoreError};
use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, LazyLock, Mutex, PoisonError, mpsc},
    thread,
};
use subtle::ConstantTimeEq;
use tokio::sync::oneshot;

/// Bytes of a salt.
const SALT: usize = 16;

/// The 19 MiB that a hash works in.
type Memory = Vec<Block>;

/// A new hash with a fresh salt: Argon2id, 19 MiB, two passes.
pub(super) async fn hash(store: &Store, password: String) -> Result<String, StoreError> {
    aside(store, move |memory| made(password.as_bytes(), memory)).await?
}

/// Whether the password fits; with no hash to compare it takes as long and is wrong.
pub(super) async fn fits(store: &Store, password: String, hash: Option<String>) -> Result<bool, StoreError> {
    aside(store, move |memory| match hash.as_deref().and_then(|h| PasswordHash::new(h).ok()) {
        Some(hash) => is_hash_of(&hash, password.as_bytes(), memory),
        None => {
            // The work of a hash, so that an unknown login answers no sooner.
            let _ = made(password.as_bytes(), memory);
            false
        }
    })
    .await
}

fn made(password: &[u8], memory: &mut Memory) -> Result<String, StoreError> {
    let salt = crate::random::bytes::<SALT>()?;
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    let wrong = |e: &dyn std::fmt::Display| StoreError::Corrupt(format!("password hash: {e}"));
    fill(&Argon2::default(), password, &salt, &mut output, memory).map_err(|e| wrong(&e))?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&Params::DEFAULT).map_err(|e| wrong(&e))?,
        salt: Some(Salt::new(&salt).map_err(|e| wrong(&e))?),
        hash: Some(Output::new(&output).map_err(|e| wrong(&e))?),
    };
    Ok(hash.to_string())
}

fn is_hash_of(hash: &PasswordHash, password: &[u8], memory: &mut Memory) -> bool {
    let (Some(salt), Some(expected)) = (&hash.salt, &hash.hash) else { return false };
    let Ok(algorithm) = Algorithm::try_from(hash.algorithm.as_str()) else { return false };
    let Ok(version) = hash.version.map_or(Ok(Version::V0x13), Version::try_from) else { return false };
    let Ok(params) = Params::try_from(hash) else { return false };
    let mut output = vec![0; expected.as_bytes().len()];
    let hasher = Argon2::new(algorithm, version, params);
    fill(&hasher, password, salt.as_ref(), &mut output, memory).is_ok() && output.ct_eq(expected.as_bytes()).into()
}

/// Hashes in the thread's own memory.
fn fill(
    hasher: &Argon2<'_>,
    password: &[u8],
    salt: &[u8],
    output: &mut [u8],
    memory: &mut Memory,
) -> argon2::Result<()> {
    let blocks = hasher.params().block_count();
    if memory.len() < blocks {
        memory.resize(blocks, Block::default());
    }
    let done = hasher.hash_password_into_with_memory(password, salt, output, &mut memory[..blocks]);
    memory.fill(Block::default());
    done
}

type Work = Box<dyn FnOnce(&mut Memory) + Send>;

/// Two threads of their own that keep what they work in: 19 MiB of aligned memory, asked for anew each time, is never
/// used twice by common allocators, and a server would grow with every sign-in.
static THREADS: LazyLock<mpsc::Sender<Work>> = LazyLock::new(|| {
    let (sender, receiver) = mpsc::channel::<Work>();
    let receiver = Arc::new(Mutex::new(receiver));
    for _ in 0..2 {
        let receiver = receiver.clone();
        let run = move || {
            let mut memory = Memory::new();
            let next = || receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
            while let Ok(work) = next() {
                // Whoever waits sees that the answer was dropped.
                let _ = catch_unwind(AssertUnwindSafe(|| work(&mut memory)));
            }
        };
        // Without a thread the channel closes, and whoever asks gets an error.
        let _ = thread::Builder::new().name("passwords".to_owned()).spawn(run);
    }
    sender
});

async fn aside<T: Send + 'static>(
    store: &Store,
    work: impl FnOnce(&mut Memory) -> T + Send + 'static,
) -> Result<T, StoreError> {
    let _leave = store.hashing().acquire().await.map_err(|_| StoreError::Closed)?;
    let (answer, done) = oneshot::channel();
    let work = Box::new(move |memory: &mut Memory| drop(answer.send(work(memory))));
    THREADS.send(work).map_err(|_| StoreError::Panicked)?;
    done.await.map_err(|_| StoreError::Panicked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::PasswordVerifier;

    #[test]
    fn a_hash_is_the_librarys_own_form_and_fits_only_its_password() {
        let mut memory = Memory::new();
        let text = made(b"koyoi-no-tsuki", &mut memory).unwrap();
        assert!(text.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{text}");
        let hash = PasswordHash::new(&text).unwrap();
        assert!(Argon2::default().verify_password(b"koyoi-no-tsuki", &hash).is_ok());
        assert!(is_hash_of(&hash, b"koyoi-no-tsuki", &mut memory));
        assert!(!is_hash_of(&hash, b"koyoi-no-hoshi", &mut memory));
        assert_ne!(text, made(b"koyoi-no-tsuki", &mut memory).unwrap(), "each has a salt of its own");
    }
}
