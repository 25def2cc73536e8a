//! `madoguchi fmt`: the canonical form of definitions.

use crate::{
    args::Fmt,
    report::{base, say},
};
use anyhow::{Context, Result, ensure};
use madoguchi_schema::{
    compile::compile,
    diagnostic::{Diagnostic, Severity},
    format::{Formatted, format},
    source::{FileId, SourceFile},
    text::Lang,
};
use madoguchi_server::sources::Selection;
use std::{fs, path::Path, process::ExitCode};

/// Formats each definition at the path, or with `--check` tells which are not in canonical form.
pub fn run(args: &Fmt, quiet: bool) -> Result<ExitCode> {
    ensure!(args.path.exists(), "{}: no such file or folder", args.path.display());
    let lang = Lang::from(args.speech.lang);
    let selection = Selection::of(&args.path);
    let sources = selection.read()?;
    let wrong = compile(&sources).diagnostics;
    let (mut seen, mut changed, mut left_alone) = (0, 0, 0);
    for (id, file) in sources.iter().filter(|(_, file)| is_meant(&selection, &args.path, &file.path)) {
        seen += 1;
        let path = format!("{}{}", base(&selection), file.path);
        match formatted(id, file, &wrong) {
            None => {
                left_alone += 1;
                let ja = format!("{path}: 誤りがあるので、そのままにしました（madoguchi check で分かります）");
                let en = format!("{path}: has mistakes and was left alone (see madoguchi check)");
                eprintln!("{}", say(lang, &ja, &en));
            }
            Some(text) if text == file.text => {}
            Some(text) => {
                changed += 1;
                println!("{path}");
                if !args.check {
                    let target = selection.folder.join(&file.path);
                    fs::write(&target, text).with_context(|| format!("cannot write {}", target.display()))?;
                }
            }
        }
    }
    if !quiet {
        println!("{}", summary(lang, args.check, seen, changed));
    }
    let failed = left_alone > 0 || (args.check && changed > 0);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn summary(lang: Lang, check: bool, seen: usize, changed: usize) -> String {
    let (ja, en) = match (changed, check) {
        (0, _) => (format!("{seen}件とも整っています"), format!("{seen} files are in canonical form")),
        (_, true) => (
            format!("{changed}件が整っていません（madoguchi fmt で整います）"),
            format!("{changed} of {seen} files are not in canonical form (run madoguchi fmt)"),
        ),
        (_, false) => (format!("{changed}件を整えました"), format!("{changed} of {seen} files formatted")),
    };
    say(lang, &ja, &en)
}

/// Whether a file is a definition in YAML that the path means: of a file itself, of an app's folder what is in it.
fn is_meant(selection: &Selection, path: &Path, below: &str) -> bool {
    let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
    let is_definition = match folder {
        "" => name.ends_with(".yaml"),
        folder => !folder.contains('/') && matches!(name, "app.yaml" | "tests.yaml"),
    };
    let in_app = |app: &str| below == app || (app.ends_with('/') && below.starts_with(app));
    let is_city = |name: &str| folder.is_empty() && name == "office.yaml";
    let is_named = match path.file_name().and_then(|named| named.to_str()).filter(|_| path.is_file()) {
        Some(named) if is_city(named) => below == named,
        Some(named) => name == named,
        None => true,
    };
    is_definition && is_named && selection.app.as_deref().is_none_or(in_app)
}

/// The canonical text; `None` when the file has mistakes other than signs that formatting puts right.
fn formatted(id: FileId, file: &SourceFile, wrong: &[Diagnostic]) -> Option<String> {
    let stops = |d: &Diagnostic| d.severity == Severity::Error && d.span.file == id && d.code != "expr.punctuation";
    if wrong.iter().any(stops) {
        return None;
    }
    match format(&file.path, &file.text) {
        Formatted::Text(text) => Some(text),
        Formatted::Wrong(_) => None,
    }
}
