//! `madoguchi check`: all diagnostics of all files at once.

use super::Compiled;
use crate::{
    args::{Check, Format},
    report::{say, takes_colour},
};
use anyhow::Result;
use madoguchi_schema::{
    diagnostic::{
        Diagnostic, Severity,
        render::{self, Style},
    },
    text::Lang,
    translation::untranslated,
};
use serde_json::{Value as Json, json};
use std::{
    io::{self, Write},
    process::ExitCode,
};

/// Checks each path and prints everything found to stdout.
pub fn run(check: &Check, quiet: bool) -> Result<ExitCode> {
    let mut read: Vec<Compiled> = check.paths.iter().map(|path| Compiled::read(path)).collect::<Result<_>>()?;
    read.iter_mut().for_each(Compiled::read_examples);
    let lang = Lang::from(check.speech.lang);
    if check.translations {
        io::stdout().write_all(translations(&read, lang, quiet).as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let printed = match check.format {
        Format::Text => text(&read, lang, quiet),
        Format::Json => pretty(&json(&read, lang))?,
        Format::Sarif => pretty(&sarif(&read, lang))?,
    };
    io::stdout().write_all(printed.as_bytes())?;
    let is_nothing = read.iter().all(|c| c.compilation.apps.is_empty());
    let stops = |d: &Diagnostic| d.severity == Severity::Error || check.deny_warnings;
    let failed = read.iter().any(|c| c.compilation.diagnostics.iter().any(stops));
    Ok(if failed || is_nothing { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// One line for each text that lacks a language, for a translator.
fn translations(read: &[Compiled], lang: Lang, quiet: bool) -> String {
    let mut printed = String::new();
    let mut count = 0;
    for compiled in read {
        for found in untranslated(&compiled.sources) {
            let (line, column) = compiled.sources.position(found.span.file, found.span.start);
            let path = &compiled.sources.file(found.span.file).path;
            let text = found.text.replace('\n', " ");
            printed += &format!("{}{path}:{line}:{column}: {}: {text}\n", compiled.base, found.lang);
            count += 1;
        }
    }
    if !quiet {
        printed += &say(lang, &format!("訳のない文 {count}件\n"), &format!("{count} texts without translation\n"));
    }
    printed
}

fn text(read: &[Compiled], lang: Lang, quiet: bool) -> String {
    let colour = takes_colour(&io::stdout());
    let mut printed = String::new();
    for compiled in read {
        let style = Style { lang, colour, base: &compiled.base };
        printed += &render::text(&compiled.sources, &compiled.compilation.diagnostics, style);
    }
    let all: Vec<Diagnostic> = read.iter().flat_map(|c| c.compilation.diagnostics.clone()).collect();
    if !all.is_empty() {
        printed += &(render::summary(&all, lang) + "\n");
    } else if !quiet {
        let apps: usize = read.iter().map(|c| c.apps().len()).sum();
        if apps == 0 {
            let ja = "アプリが一つもありません。定義のフォルダのすぐ下にフォルダを作り、app.yaml を置いてください\n";
            return say(lang, ja, "there is no app: make a folder right below the definitions with an app.yaml\n");
        }
        printed += &say(lang, &format!("アプリ {apps}件に誤りはありません\n"), &format!("{apps} apps, no mistakes\n"));
    }
    printed
}

/// One object for all paths.
fn json(read: &[Compiled], lang: Lang) -> Json {
    let mut diagnostics = Vec::new();
    let mut counts = [0, 0];
    for compiled in read {
        let style = Style { lang, colour: false, base: &compiled.base };
        let mut one = render::json(&compiled.sources, &compiled.compilation.diagnostics, style);
        counts[0] += one["errors"].as_u64().unwrap_or(0);
        counts[1] += one["warnings"].as_u64().unwrap_or(0);
        if let Some(found) = one["diagnostics"].as_array_mut() {
            diagnostics.append(found);
        }
    }
    json!({"diagnostics": diagnostics, "errors": counts[0], "warnings": counts[1]})
}

/// One log with a run for each path.
fn sarif(read: &[Compiled], lang: Lang) -> Json {
    let mut logs = read.iter().map(|compiled| {
        let style = Style { lang, colour: false, base: &compiled.base };
        render::sarif(&compiled.sources, &compiled.compilation.diagnostics, style)
    });
    let mut log = logs.next().unwrap_or_default();
    for mut more in logs {
        if let (Some(runs), Some(more)) = (log["runs"].as_array_mut(), more["runs"].as_array_mut()) {
            runs.append(more);
        }
    }
    log
}

fn pretty(json: &Json) -> Result<String> {
    Ok(serde_json::to_string_pretty(json)? + "\n")
}
