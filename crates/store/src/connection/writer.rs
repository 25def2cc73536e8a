//! The writer thread: takes all decisions that wait into one transaction, commits, then answers them.
//!
//! Each decision has a savepoint, so one that fails or panics undoes only itself. Nobody is answered before the commit
//! is on disk; when the commit fails, everyone in it hears so.

use super::{
    head::{Head, Tx},
    setup::Options,
};
use crate::{
    error::{During, StoreError},
    search::Wake,
};
use rusqlite::Connection;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{Receiver, TryRecvError},
};
use tokio::sync::oneshot;

/// One decision that waits.
pub(super) trait Job: Send {
    /// Does the work inside the savepoint; `false` undoes it.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// Answers who waits: with its outcome, or with the reason for which the whole group is lost.
    fn answer(self: Box<Self>, lost: Option<&str>);
}

/// What the writer receives.
pub(super) enum Message {
    /// A decision.
    Job(Box<dyn Job>),
    /// Commit what came before and stop.
    Stop,
}

/// Work with the channel on which its outcome is awaited.
pub(super) struct Task<F, T, E> {
    work: Option<F>,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Task<F, T, E> {
    pub(super) fn new(work: F, reply: oneshot::Sender<Result<T, E>>) -> Task<F, T, E> {
        Task { work: Some(work), outcome: None, reply }
    }
}

impl<F, T, E> Job for Task<F, T, E>
where
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let Some(work) = self.work.take() else { return false };
        let outcome = catch_unwind(AssertUnwindSafe(|| work(tx))).unwrap_or_else(|_| Err(StoreError::Panicked.into()));
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        keep
    }

    fn answer(self: Box<Self>, lost: Option<&str>) {
        let Task { outcome, reply, .. } = *self;
        let outcome = match (lost, outcome) {
            // Refusals too: they may rest on what a neighbour wrote, and that is gone.
            (Some(why), _) => Err(StoreError::NotCommitted(why.to_owned()).into()),
            (None, outcome) => outcome.unwrap_or_else(|| Err(StoreError::Closed.into())),
        };
        // Who went away in the meantime finds the result by the idempotency key.
        drop(reply.send(outcome));
    }
}

/// The state of the thread.
pub(super) struct Writer {
    conn: Connection,
    head: Head,
    group: usize,
    indexer: Wake,
}

impl Writer {
    pub(super) fn new(conn: Connection, options: &Options, indexer: Wake) -> Result<Writer, StoreError> {
        let head = Head::load(&conn)?;
        Ok(Writer { conn, head, group: options.group.max(1), indexer })
    }

    /// Works until told to stop, or until every sender is gone.
    pub(super) fn work(mut self, inbox: &Receiver<Message>) {
        while let Ok(Message::Job(first)) = inbox.recv() {
            if self.commit_together(first, inbox) {
                break;
            }
        }
        // Failing here loses nothing: the log is read at the next start.
        drop(self.conn.execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)"));
    }

    /// One transaction with `first` and all that waits; whether to stop afterwards.
    fn commit_together(&mut self, first: Box<dyn Job>, inbox: &Receiver<Message>) -> bool {
        let before = self.head.clone();
        let mut done: Vec<Box<dyn Job>> = Vec::new();
        let mut stop = false;
        let mut lost = self.begin().err();
        let mut next = Some(first);
        while let Some(mut job) = next.take() {
            if lost.is_none() {
                lost = self.run_one(job.as_mut()).err();
            }
            done.push(job);
            if done.len() < self.group && lost.is_none() {
                match inbox.try_recv() {
                    Ok(Message::Job(job)) => next = Some(job),
                    Ok(Message::Stop) => stop = true,
                    Err(TryRecvError::Empty | TryRecvError::Disconnected) => {}
                }
            }
        }
        let lost = lost.or_else(|| self.exec("COMMIT", "commit").err());
        let events = self.head.event > before.event;
        let lost = lost.map(|e| self.give_up(&e, before));
        if events {
            self.indexer.call();
        }
        for job in done {
            job.answer(lost.as_deref());
        }
        stop
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        self.exec("BEGIN IMMEDIATE", "begin")?;
        self.head.refresh(&self.conn)
    }

    /// Runs a job in its savepoint. An error here means that the whole transaction is gone.
    fn run_one(&mut self, job: &mut dyn Job) -> Result<(), StoreError> {
        self.exec("SAVEPOINT job", "savepoint")?;
        let before = self.head.clone();
        let keep = job.run(&mut Tx::new(&self.conn, &mut self.head));
        if self.conn.is_autocommit() {
            return Err(StoreError::NotCommitted("the database undid the transaction".to_owned()));
        }
        if !keep {
            self.exec("ROLLBACK TO job", "undo")?;
            self.head = before;
        }
        self.exec("RELEASE job", "release")
    }

    /// Undoes the group and says why, in words without anyone's data.
    fn give_up(&mut self, why: &StoreError, before: Head) -> String {
        if !self.conn.is_autocommit() {
            drop(self.exec("ROLLBACK", "roll back"));
        }
        self.head = before;
        match why {
            StoreError::Database { operation, source } => format!("{operation}: {source}"),
            other => other.to_string(),
        }
    }

    fn exec(&self, sql: &'static str, operation: &'static str) -> Result<(), StoreError> {
        self.conn.prepare_cached(sql).and_then(|mut s| s.execute([])).map(drop).during(operation)
    }
}
