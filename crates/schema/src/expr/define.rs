//! A named expression: parsed once, checked anew wherever its name stands, so that it means what its words mean there
//! (in a row, those of the row).

use super::{
    lex, parse,
    problem::Problem,
    tree::{Data, Tree},
};

/// Most named expressions that stand inside each other.
pub(super) const MOST_NESTED: usize = 8;
/// Most bytes that the names of one expression stand for.
pub(super) const MOST_BYTES: usize = 20_000;

/// A named expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Its name.
    pub name: String,
    /// As written.
    pub source: String,
    /// `None` when it cannot be used; that was reported.
    pub(super) tree: Option<Tree>,
}

impl Definition {
    /// Reads a named expression; what is wrong with its writing comes with it.
    pub fn read(name: &str, source: &str) -> (Definition, Vec<Problem>) {
        let (name, source) = (name.to_owned(), source.to_owned());
        let whole = 0..source.len();
        if source.len() > parse::MOST_BYTES {
            let problem = Problem::new("expr.too-long", whole).arg("length", source.len().to_string());
            let problem = problem.arg("max", parse::MOST_BYTES.to_string());
            return (Definition { name, source, tree: None }, vec![problem]);
        }
        let (tokens, mut problems) = lex::lex(&source);
        if tokens.len() == 1 {
            return (Definition { name, source, tree: None }, vec![Problem::new("expr.blank", whole)]);
        }
        let tree = parse::parse(&source, &tokens, &mut problems);
        (Definition { name, source, tree }, problems)
    }

    /// The first words of the names in it.
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        if let Some(tree) = &self.tree {
            collect(tree, &mut names);
        }
        names
    }

    /// Makes it unusable, because it was reported as wrong.
    pub fn give_up(&mut self) {
        self.tree = None;
    }
}

fn collect<'t>(tree: &'t Tree, names: &mut Vec<&'t str>) {
    if let Data::Path(words) = &tree.data {
        names.extend(words.first().map(|word| word.text.as_str()));
    }
    tree.parts().into_iter().for_each(|part| collect(part, names));
}
