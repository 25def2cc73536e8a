//! Prints diagnostics of the definitions that a command read.

use madoguchi_schema::{
    diagnostic::{
        Diagnostic,
        render::{self, Style},
    },
    source::SourceSet,
    text::Lang,
};
use madoguchi_server::sources::Selection;
use std::{
    env,
    io::{self, IsTerminal, Write},
    path::Path,
};

/// Whether a stream takes colours: a terminal, and the reader did not refuse them.
pub fn takes_colour(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && env::var_os("NO_COLOR").is_none()
}

/// What is put before paths below a folder, so that they can be opened from where the command runs.
pub fn base(selection: &Selection) -> String {
    let folder = &selection.folder;
    if folder == Path::new(".") || folder.as_os_str().is_empty() {
        return String::new();
    }
    let text = folder.to_string_lossy();
    let text = text.strip_prefix("./").unwrap_or(&text);
    format!("{}/", text.trim_end_matches('/'))
}

/// Prints diagnostics with a summary to stderr, for commands that stop at them.
pub fn stop_at(sources: &SourceSet, diagnostics: &[Diagnostic], base: &str, lang: Lang) {
    let style = Style { lang, colour: takes_colour(&io::stderr()), base };
    let text = render::text(sources, diagnostics, style);
    let _ = writeln!(io::stderr(), "{text}{}", render::summary(diagnostics, lang));
}

/// Chooses a sentence by language.
pub fn say(lang: Lang, ja: &str, en: &str) -> String {
    if lang == Lang::En { en } else { ja }.to_owned()
}
