//! Compiled app + data → structs that templates draw. No SQL, no HTML.

pub mod control;
pub mod date;
pub mod question;
pub mod receipt;
pub mod slot;
pub mod summary;
pub mod terms;
