//! Letters: MiniJinja texts over a case, a row or a view, compiled at check.
//!
//! `shape` says what a letter can read, `check` walks its tree and finds what is wrong, `markup` looks at the HTML of a
//! document. Documents and mails are checked by the same function. Rendering is pure: values in, text out.

mod check;
mod markup;
mod shape;

pub(crate) use check::{Mistake, Read, check};
pub use markup::CLASSES;
pub(crate) use markup::check as check_markup;
pub use shape::{DATE_WORDS, LETTER_NAMES};
pub(crate) use shape::{Shape, of_app, of_case};

use crate::field::grouped;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};
use std::{collections::BTreeSet, fmt, sync::Arc};

/// Most steps that printing one sheet may take; a letter of a page needs a few hundred.
const FUEL: u64 = 5_000_000;
/// The name under which the letter stands in its own environment.
const NAME: &str = "letter";

/// A letter, ready to print.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    /// Where it stands, below the app's folder.
    pub file: String,
    /// As written.
    pub text: String,
    /// Every name and part that it mentions.
    pub reads: BTreeSet<String>,
    /// It reads an answer that only some may see.
    pub sensitive: bool,
    compiled: Compiled,
}

/// Why a letter could not be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unprintable {
    /// The line of the letter, from 1.
    pub line: Option<usize>,
    /// In MiniJinja's words.
    pub why: String,
}

#[derive(Clone)]
struct Compiled(Arc<Environment<'static>>);

impl fmt::Debug for Compiled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Compiled")
    }
}

/// Made of the text alone, which is compared.
impl PartialEq for Compiled {
    fn eq(&self, _other: &Compiled) -> bool {
        true
    }
}

impl Letter {
    /// Compiles a letter of HTML that [`check`] has found right; `None` when it does not compile all the same.
    pub(crate) fn html(file: String, text: String, read: Read) -> Option<Letter> {
        let mut environment = environment();
        environment.add_template_owned(NAME, text.clone()).ok()?;
        let compiled = Compiled(Arc::new(environment));
        Some(Letter { file, text, reads: read.reads, sensitive: read.sensitive, compiled })
    }

    /// Prints it with these values.
    pub fn print(&self, values: Value) -> Result<String, Unprintable> {
        let printed = self.compiled.0.get_template(NAME).and_then(|letter| letter.render(values));
        printed.map_err(|error| Unprintable { line: error.line(), why: error.to_string() })
    }
}

/// `3200` → `3,200円`, for what a letter computes itself.
fn yen(amount: i64) -> String {
    grouped(amount.into()) + "円"
}

/// What letters are compiled with.
fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(50);
    environment.add_filter("yen", yen);
    environment.remove_filter("safe");
    environment.remove_global("debug");
    environment
}
