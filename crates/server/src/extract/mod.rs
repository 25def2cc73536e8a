//! What comes in, read into types that say what has been proven.

pub mod actor;
pub mod form_body;
pub mod path_tree;

pub use form_body::{FormBody, Upload};
