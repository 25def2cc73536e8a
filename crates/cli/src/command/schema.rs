//! `madoguchi schema`: the JSON Schema of the definition language for editors.

use crate::args::{Schema, SchemaOf};
use anyhow::{Context, Result};
use madoguchi_schema::editor::{self, Document};
use std::{
    fs,
    io::{self, Write},
    process::ExitCode,
};

/// Prints the schema, or writes it to a file.
pub fn run(args: &Schema) -> Result<ExitCode> {
    let document = match args.of {
        SchemaOf::App => Document::App,
        SchemaOf::Office => Document::Office,
    };
    let text = serde_json::to_string_pretty(&editor::schema(document))? + "\n";
    match &args.out {
        Some(file) => fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?,
        None => io::stdout().write_all(text.as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}
