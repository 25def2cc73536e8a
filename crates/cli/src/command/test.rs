//! `madoguchi test`: runs the examples of each app and says what differed.

use super::Compiled;
use crate::{
    args::Test,
    report::{say, stop_at},
};
use anyhow::Result;
use madoguchi_engine::scenario::{self, Coverage};
use madoguchi_schema::{app::App, diagnostic, text::Lang};
use std::{
    io::{self, Write},
    process::ExitCode,
};

/// Most names of what no test touches, unless all are asked for.
const MOST_UNTOUCHED: usize = 5;

/// Runs the tests of every app at the path; definitions with errors are not run.
pub fn run(test: &Test, quiet: bool) -> Result<ExitCode> {
    let lang = Lang::from(test.speech.lang);
    let compiled = Compiled::read(&test.path)?;
    let found = &compiled.compilation.diagnostics;
    if !diagnostic::is_clean(found) {
        stop_at(&compiled.sources, found, &compiled.base, lang);
        return Ok(ExitCode::FAILURE);
    }
    let (mut passed, mut failed, mut clean) = (0, 0, true);
    let mut out = String::new();
    for app in compiled.apps() {
        let report = scenario::run_file(&compiled.sources, &compiled.compilation, app);
        clean &= report.passed();
        if !report.diagnostics.is_empty() {
            stop_at(&compiled.sources, &report.diagnostics, &compiled.base, lang);
        }
        for outcome in &report.outcomes {
            if outcome.passed() {
                passed += 1
            } else {
                failed += 1
            }
            if !(quiet && outcome.passed()) {
                out.push_str(&outcome.told(app, &compiled.sources, &compiled.base, lang));
            }
        }
        if !quiet && !report.outcomes.is_empty() {
            out.push_str(&coverage(app, &report.coverage, test.verbose, lang));
        }
    }
    if !quiet || failed > 0 {
        let ja = format!("合格 {passed}件、不合格 {failed}件");
        out.push_str(&(say(lang, &ja, &format!("{passed} passed, {failed} failed")) + "\n"));
    }
    if !quiet && passed + failed == 0 {
        let ja = "例がありません。アプリのフォルダに tests.yaml を置くと、ここで確かめられます\n";
        out.push_str(&say(lang, ja, "there are no examples: put a tests.yaml into the folder of the app\n"));
    }
    io::stdout().write_all(out.as_bytes())?;
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What the tests touch: how much of each kind, and what none touches, all of it when asked for.
fn coverage(app: &App, coverage: &Coverage, verbose: bool, lang: Lang) -> String {
    let separator = if lang == Lang::En { ", " } else { "、" };
    let parts = coverage.parts(lang);
    let counts = parts.iter().filter(|(_, part)| part.all > 0);
    let counts: Vec<String> = counts.map(|(name, part)| format!("{name} {}/{}", part.touched, part.all)).collect();
    let mut text = format!("{} {}: {}\n", say(lang, "網羅  ", "touched"), app.id, counts.join(separator));
    for (name, part) in parts.iter().filter(|(_, part)| !part.untouched.is_empty()) {
        let shown = if verbose { part.untouched.len() } else { MOST_UNTOUCHED };
        let mut named: Vec<&str> = part.untouched.iter().take(shown).map(String::as_str).collect();
        if part.untouched.len() > shown {
            named.push("…");
        }
        let untouched = say(lang, "試していない", "not touched:");
        let named = named.join(separator);
        text += &match lang {
            Lang::En => format!("       {untouched} {name} {named}\n"),
            _ => format!("       {untouched}{name}: {named}\n"),
        };
    }
    text
}
