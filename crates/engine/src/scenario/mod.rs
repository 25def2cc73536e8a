//! Runs the examples of `tests.yaml`: answers in, expectations out, by the same decisions as the product.
//!
//! `read` turns the file into tests with diagnostics for everything it cannot mean, `world` plays one test
//! with a ledger in memory, `judge` says what differed. Nothing here decides anything itself.

mod actor;
mod approve;
mod coverage;
mod documents;
mod judge;
mod literal;
mod neighbour;
mod read;
mod read_expect;
mod world;

#[cfg(test)]
mod day_tests;
#[cfg(test)]
mod route_tests;
#[cfg(test)]
mod tests;

pub use coverage::{Coverage, Part};

use coverage::Seen;
use madoguchi_schema::{
    app::App,
    compile::Compilation,
    diagnostic::{self, Diagnostic},
    office::Office,
    source::{FileId, SourceSet, Span},
    syntax::{self, Node},
    text::Lang,
};
use std::sync::Arc;

/// All tests of one app.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// One for each test, in order.
    pub outcomes: Vec<Outcome>,
    /// What is wrong with the file itself.
    pub diagnostics: Vec<Diagnostic>,
    /// What the tests touch.
    pub coverage: Coverage,
}

impl Report {
    /// Whether everything was as expected and the file says nothing wrong.
    pub fn passed(&self) -> bool {
        self.outcomes.iter().all(Outcome::passed) && diagnostic::is_clean(&self.diagnostics)
    }
}

/// What came out of one test.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// What was not as expected; none when it passed.
    pub differences: Vec<Difference>,
}

impl Outcome {
    /// Whether everything was as expected.
    pub fn passed(&self) -> bool {
        self.differences.is_empty()
    }

    /// The test's line, and when it failed where it stands and what differed. `base` is put before the path.
    pub fn told(&self, app: &App, sources: &SourceSet, base: &str, lang: Lang) -> String {
        let mark = match (self.passed(), lang) {
            (true, Lang::En) => "ok    ",
            (true, _) => "合格  ",
            (false, Lang::En) => "FAILED",
            (false, _) => "不合格",
        };
        let mut text = format!("{mark} {}: {}\n", app.id, self.name);
        if !self.passed() {
            let (line, column) = sources.position(self.span.file, self.span.start);
            text += &format!("       {base}{}:{line}:{column}\n", sources.file(self.span.file).path);
        }
        for difference in &self.differences {
            text += &format!("       {}\n", difference.sentence(lang));
        }
        text
    }
}

/// One expectation that was not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What was looked at: `fee`, `state`, `slots.pickup.first`.
    pub at: String,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
}

impl Difference {
    /// In words.
    pub fn sentence(&self, lang: Lang) -> String {
        let Difference { at, expected, found } = self;
        match lang {
            Lang::Ja | Lang::JaEasy => format!("{at}: 「{expected}」のはずが「{found}」でした"),
            _ => format!("{at}: expected \"{expected}\", found \"{found}\""),
        }
    }
}

/// The app under test, and the apps beside it.
struct City<'a> {
    app: &'a App,
    office: &'a Office,
    apps: &'a [Arc<App>],
}

impl<'a> City<'a> {
    fn around(app: &'a App, compilation: &'a Compilation) -> City<'a> {
        City { app, office: &compilation.office, apps: &compilation.apps }
    }
}

/// What is wrong with the `tests.yaml` beside the app's definition, without running it.
pub fn mistakes(sources: &SourceSet, compilation: &Compilation, app: &App) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    if let Some(node) = find(sources, app).and_then(|(file, text)| syntax::parse(file, text, &mut diagnostics)) {
        read::tests(&City::around(app, compilation), &node, &mut diagnostics);
    }
    diagnostic::sort(&mut diagnostics);
    diagnostics
}

/// Runs the `tests.yaml` beside the app's definition; an app without one has an empty report.
pub fn run_file(sources: &SourceSet, compilation: &Compilation, app: &App) -> Report {
    let mut diagnostics = Vec::new();
    let Some((file, text)) = find(sources, app) else { return Report::default() };
    let Some(node) = syntax::parse(file, text, &mut diagnostics) else {
        return Report { diagnostics, ..Report::default() };
    };
    let (outcomes, coverage) = run(&City::around(app, compilation), &node, &mut diagnostics);
    diagnostic::sort(&mut diagnostics);
    Report { outcomes, diagnostics, coverage }
}

/// Runs the tests of a tree. A test that cannot be read is reported and left out.
fn run(city: &City<'_>, tests: &Node, diagnostics: &mut Vec<Diagnostic>) -> (Vec<Outcome>, Coverage) {
    let City { app, office, .. } = *city;
    let mut seen = Seen::default();
    let tests = read::tests(city, tests, diagnostics);
    let outcome = |test: &read::Test| {
        let links = neighbour::links(city, &test.neighbours, test.now);
        let played = world::play(app, office, test, &links);
        seen.see(app, &played);
        Outcome { name: test.name.clone(), span: test.span, differences: judge::judge(app, test, &played) }
    };
    let outcomes = tests.iter().map(outcome).collect();
    (outcomes, seen.coverage(app))
}

/// The tests file of an app: in the folder whose definition has this id.
fn find<'a>(sources: &'a SourceSet, app: &App) -> Option<(FileId, &'a str)> {
    let holds = |file: FileId, text: &str| {
        let node = syntax::parse(file, text, &mut Vec::new());
        node.as_ref().and_then(|node| node.get("app")).and_then(Node::as_text) == Some(&app.id)
    };
    let folder = sources.iter().find_map(|(id, file)| {
        let folder = file.path.strip_suffix("/app.yaml").or_else(|| file.path.strip_suffix("/app.json"))?;
        holds(id, &file.text).then_some(folder)
    })?;
    let (id, file) = sources.find(&format!("{folder}/tests.yaml"))?;
    Some((id, &file.text))
}
