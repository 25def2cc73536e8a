//! Keeps definitions, cases, bookings, events, sessions and files; commits a decision atomically.
//!
//! One writer thread commits the waiting decisions together and answers after the commit is on disk;
//! readers are read-only connections. Reads are synchronous and short; writes are `async`.
//! All SQL text of the product lives here.

pub mod account;
pub mod approval;
pub mod capacity;
pub mod case;
pub mod connection;
pub mod definition;
pub mod desk;
pub mod document;
pub mod draft;
pub mod effect;
mod error;
pub mod event;
pub mod file;
pub mod link;
pub mod outbox;
pub mod queue;
pub mod reminder;
pub mod session;
pub mod submission;
pub mod verify;
pub mod waiting;

#[cfg(test)]
mod crash;
mod known;
mod moment;
mod private;
mod random;
mod receipt;
mod row;
pub mod rule;
mod search;
mod tally;
#[cfg(test)]
mod testing;

pub use connection::{Options, Store, Synchronous};
pub use error::StoreError;
pub use known::Known;
