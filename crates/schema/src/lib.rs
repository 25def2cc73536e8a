//! Turns definition text into a checked, immutable [`app::App`], its tables and its JSON Schema.
//!
//! Pure: no files, no clock, no SQL driver. A mistake of the author is data ([`diagnostic::Diagnostic`]),
//! never an `Err`, and all mistakes of all files come at once.

pub mod answers;
pub mod answers_schema;
pub mod app;
mod ast;
mod check;
pub mod compile;
pub mod diagnostic;
pub mod editor;
pub mod explain;
pub mod expr;
pub mod field;
mod files;
pub mod format;
pub mod letter;
mod list;
mod lower;
pub mod normal;
pub mod office;
pub mod source;
pub mod syntax;
pub mod table;
pub mod text;
pub mod translation;
mod unread;
pub mod value;
pub mod vocabulary;
