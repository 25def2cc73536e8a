//! Speaks HTTP: parses requests, renders pages, runs background jobs.
//!
//! A handler reads, lets the engine decide, lets the store commit, and responds. No SQL, no rule, no HTML here.
//! [`serve()`] is what the command line runs; [`app`] is what tests talk to.

pub mod api;
pub mod assets;
pub mod catalog;
pub mod clock;
pub mod demo;
pub mod error;
pub mod extract;
pub mod job;
pub mod linked;
pub mod middleware;
pub mod office;
pub mod resident;
pub mod router;
pub mod serve;
pub mod session;
pub mod settings;
pub mod sources;
pub mod state;
pub mod template;
pub mod view;

pub use router::app;
pub use serve::{ServeError, serve};
pub use settings::{Examples, Settings};
pub use state::AppState;
