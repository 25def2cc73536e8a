//! The way to the writer and the readers, without owning their threads.

use super::{
    head::Tx,
    readers::Readers,
    writer::{Message, Task},
};
use crate::StoreError;
use rusqlite::Connection;
use std::sync::mpsc;
use tokio::sync::oneshot;

/// Where reads and writes are handed in.
pub(crate) struct Desk {
    readers: Readers,
    inbox: mpsc::Sender<Message>,
}

impl Desk {
    pub(super) fn new(readers: Readers, inbox: mpsc::Sender<Message>) -> Desk {
        Desk { readers, inbox }
    }

    /// Runs `work` in the next transaction and answers when that is on disk.
    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.hand_in(work)?.await.unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// [`Desk::write`] for a thread outside of the runtime.
    pub(crate) fn write_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.hand_in(work)?.blocking_recv().unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    fn hand_in<T, E, F>(&self, work: F) -> Result<oneshot::Receiver<Result<T, E>>, StoreError>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (reply, outcome) = oneshot::channel();
        let job = Box::new(Task::new(work, reply));
        self.inbox.send(Message::Job(job)).map_err(|_| StoreError::Closed)?;
        Ok(outcome)
    }

    /// Runs `look` on one snapshot of the database.
    pub(crate) fn read<T, E: From<StoreError>>(&self, look: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        self.readers.with(look)
    }

    /// Lets the writer commit what came before, and stop.
    pub(super) fn stop(&self) {
        // It is gone already when the message does not arrive.
        let _ = self.inbox.send(Message::Stop);
        self.readers.clear();
    }
}
