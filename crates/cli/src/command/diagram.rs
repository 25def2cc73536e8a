//! `madoguchi diagram`: the pages and the workflow of an app as a picture.

use super::Compiled;
use crate::{
    args::{Diagram, Picture},
    report::stop_at,
};
use anyhow::{Context, Result, ensure};
use madoguchi_schema::{diagnostic, explain::diagram, text::Lang};
use std::{
    fs,
    io::{self, Write},
    process::ExitCode,
};

/// Draws the app at the path; a definition with errors is told instead.
pub fn run(arguments: &Diagram) -> Result<ExitCode> {
    let lang = Lang::from(arguments.speech.lang);
    let compiled = Compiled::read(&arguments.path)?;
    let found = &compiled.compilation.diagnostics;
    if !diagnostic::is_clean(found) {
        stop_at(&compiled.sources, found, &compiled.base, lang);
        return Ok(ExitCode::FAILURE);
    }
    let apps = compiled.apps();
    ensure!(apps.len() == 1, "{}: name one app; there are {} here", arguments.path.display(), apps.len());
    let charts: Vec<_> = apps.iter().flat_map(|app| diagram::charts(app, &compiled.compilation.office, lang)).collect();
    let drawn = match arguments.format {
        Picture::Svg => diagram::svg(&charts),
        Picture::Mermaid => diagram::mermaid(&charts),
    };
    match &arguments.out {
        Some(file) => fs::write(file, drawn).with_context(|| format!("cannot write {}", file.display()))?,
        None => io::stdout().write_all(drawn.as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}
