//! What surrounds every request; the order is in [`crate::router`].

pub mod headers;
pub mod observe;
pub mod problem;
pub mod rate;
