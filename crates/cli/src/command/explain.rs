//! `madoguchi explain`: an app in words, for people who do not read definitions.

use super::Compiled;
use crate::{
    args::{Explain, Shape},
    report::stop_at,
};
use anyhow::Result;
use madoguchi_schema::{diagnostic, explain, text::Lang};
use std::{
    io::{self, Write},
    process::ExitCode,
};

/// Explains every app at the path; definitions with errors are told instead.
pub fn run(arguments: &Explain) -> Result<ExitCode> {
    let lang = Lang::from(arguments.speech.lang);
    let compiled = Compiled::read(&arguments.path)?;
    let found = &compiled.compilation.diagnostics;
    if !diagnostic::is_clean(found) {
        stop_at(&compiled.sources, found, &compiled.base, lang);
        return Ok(ExitCode::FAILURE);
    }
    let sheets = compiled.apps().into_iter().map(|app| {
        let sheet = explain::sheet(app, &compiled.compilation.office, lang);
        match arguments.format {
            Shape::Text => sheet.text(),
            Shape::Html => sheet.html(),
        }
    });
    let sheets: Vec<String> = sheets.collect();
    io::stdout().write_all(sheets.join("\n").as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
