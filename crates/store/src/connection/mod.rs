//! One writer thread with group commit, and read-only readers beside it.

mod desk;
mod exact;
mod head;
mod readers;
mod setup;
mod writer;

pub(crate) use desk::Desk;
pub use exact::give as give_exact_functions;
pub(crate) use head::Tx;
pub use setup::{Options, Synchronous};
pub(crate) use setup::{blank, sync_dir};

use crate::{
    error::{During, StoreError},
    known::Known,
    private,
    row::{AppSql, AppSqls},
    search,
};
use madoguchi_schema::app::App;
use readers::Readers;
use rusqlite::Connection;
use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock, mpsc},
    thread::{self, JoinHandle},
};
use tokio::sync::Semaphore;
use writer::Writer;

/// Passwords that are hashed at the same time; each takes 19 MiB and a core.
const HASHING: usize = 2;

/// The store of one data directory. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    dir: PathBuf,
    key: [u8; 32],
    hashing: Semaphore,
    sqls: AppSqls,
    known: RwLock<Arc<Known>>,
    desk: Arc<Desk>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Store {
    /// Opens or creates `DIR/madoguchi.db` (and `DIR/files`), migrates the system tables, starts the writer.
    pub fn open(dir: &Path) -> Result<Store, StoreError> {
        Store::open_with(dir, Options::default())
    }

    /// [`Store::open`] with other options.
    pub fn open_with(dir: &Path, options: Options) -> Result<Store, StoreError> {
        private::folder(dir)?;
        private::folder(&dir.join("files"))?;
        let key = setup::secret_key(dir)?;
        let file = dir.join("madoguchi.db");
        private::file(&file)?;
        let (wake, bell) = search::wake();
        let writer = Writer::new(setup::writer(&file, &options)?, &options, wake)?;
        let (inbox, jobs) = mpsc::channel();
        let desk = Arc::new(Desk::new(Readers::new(file, options), inbox));
        let indexer = desk.clone();
        let threads = vec![
            start("store-writer", move || writer.work(&jobs))?,
            start("store-indexer", move || search::run(&indexer, &bell))?,
        ];
        let inner = Inner {
            dir: dir.to_owned(),
            key,
            hashing: Semaphore::new(HASHING),
            sqls: AppSqls::default(),
            known: RwLock::default(),
            desk,
            threads: Mutex::new(threads),
        };
        Ok(Store { inner: Arc::new(inner) })
    }

    /// Commits what waits and stops the writer. Later writes are refused with [`StoreError::Closed`].
    pub fn close(&self) {
        self.inner.stop();
    }

    /// Runs `work` in the next transaction and answers when that is on disk. `Err` undoes what `work` wrote.
    pub(crate) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.inner.desk.write(work).await
    }

    /// Runs `look` on one snapshot of the database.
    pub(crate) fn read<T, E: From<StoreError>>(&self, look: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        self.inner.desk.read(look)
    }

    /// The key of the receipts' secrets.
    pub(crate) fn key(&self) -> &[u8; 32] {
        &self.inner.key
    }

    /// The statements of an app.
    pub(crate) fn sql(&self, app: &App) -> Arc<AppSql> {
        self.inner.sqls.get(app)
    }

    /// Takes over what is published, for decisions that are made inside a transaction.
    pub fn learn(&self, known: Known) {
        *self.inner.known.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(known);
    }

    /// What is published.
    pub(crate) fn known(&self) -> Arc<Known> {
        self.inner.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Leave to hash a password.
    pub(crate) fn hashing(&self) -> &Semaphore {
        &self.inner.hashing
    }

    /// Where the content of files lies.
    pub(crate) fn files(&self) -> PathBuf {
        self.inner.dir.join("files")
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("dir", &self.inner.dir).finish_non_exhaustive()
    }
}

impl Inner {
    fn stop(&self) {
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        self.desk.stop();
        for thread in threads {
            // The last handle may be dropped by a job; a thread does not wait for itself.
            if thread.thread().id() != thread::current().id() {
                drop(thread.join());
            }
        }
    }
}

fn start(name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, StoreError> {
    thread::Builder::new().name(name.to_owned()).spawn(work).during("start a thread")
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.stop();
    }
}

#[cfg(test)]
mod tests;
