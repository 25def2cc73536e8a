//! The expression language: small, total, typed. Text → AST → type → value, or SQL.
//!
//! [`compile`] is the only way to an [`Expr`], so an expression that exists has been checked. Neighbours: the
//! `check` room gives names their meaning ([`Names`]), `engine` gives them values ([`Scope`]), `store` gives them
//! columns ([`SqlNames`]).

mod band;
mod calendar;
mod canonical;
mod check;
mod define;
mod eval;
mod function;
pub mod json;
mod keys;
mod lex;
mod names;
mod node;
mod number;
mod parse;
mod paths;
mod problem;
mod say;
mod sql;
mod token;
mod tree;
mod width;

pub(crate) use band::{Band, gap};
pub use canonical::canonical;
pub use define::Definition;
pub use names::{Lookup, Names, Refusal, Scope};
pub use problem::{Problem, Within};
pub use say::Labels;
pub use sql::{FUNCTIONS as SQL_FUNCTIONS, Param, Sql, SqlFunction, SqlNames};

use crate::{
    app::Total,
    value::{Type, Value},
};
use check::{Checker, never_changes};
use eval::Mode;
use node::{Node, Op};
use std::{ops::Range, sync::Arc};
use tree::Data;

/// A checked expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// As written, for people.
    pub source: String,
    /// Its type.
    pub ty: Type,
    /// Names it reads: `goods`, `address.town`, `_state`, `area`; each once, in the order of first use.
    pub reads: Vec<String>,
    root: Arc<Node>,
    /// What is probably not meant, though it can be computed.
    pub(crate) remarks: Vec<Problem>,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Expr) -> bool {
        self.source == other.source && self.ty == other.ty
    }
}

/// Reads and checks a value expression (`value`, `default`, `uses`, `title`, …). All problems come at once.
///
/// With `want`, the expression must give that type: a money fits a number, a code or a name fits a text.
pub fn compile(source: &str, names: &dyn Names, want: Option<&Type>) -> Result<Expr, Vec<Problem>> {
    build(source, names, want, false)
}

/// Reads and checks a condition (`show_if`, `required_if`, `rule`, `if`, `where`): yes or no, and never always the same.
pub fn condition(source: &str, names: &dyn Names) -> Result<Expr, Vec<Problem>> {
    build(source, names, Some(&Type::Bool), true)
}

/// The words that cannot be the id of a question: they mean something in expressions.
pub fn reserved() -> impl Iterator<Item = &'static str> {
    let words = token::KEYWORDS.iter().chain(&token::FOREIGN).map(|(word, _)| *word).filter(|word| word.is_ascii());
    words.chain(function::FUNCTIONS.iter().map(|f| f.name))
}

/// The outermost call of an expression that is nothing else: the function and the bytes of its arguments. `None` for a
/// call with `where` or a part, for anything else, and for what cannot be read.
pub(crate) fn outer_call(source: &str) -> Option<(String, Vec<Range<usize>>)> {
    if source.len() > parse::MOST_BYTES {
        return None;
    }
    let (tokens, mut problems) = lex::lex(source);
    let tree = parse::parse(source, &tokens, &mut problems).filter(|_| problems.is_empty())?;
    match tree.data {
        Data::Call(call) if call.filter.is_none() && call.part.is_none() => {
            Some((call.name.text, call.args.into_iter().map(|arg| arg.range).collect()))
        }
        _ => None,
    }
}

/// The functions as they are written, in the order of the reference.
pub fn functions() -> impl Iterator<Item = (&'static str, &'static str)> {
    function::FUNCTIONS.iter().map(|f| (f.name, f.usage))
}

fn build(source: &str, names: &dyn Names, want: Option<&Type>, condition: bool) -> Result<Expr, Vec<Problem>> {
    let whole = 0..source.len();
    if source.len() > parse::MOST_BYTES {
        let problem = Problem::new("expr.too-long", whole).arg("length", source.len().to_string());
        return Err(vec![problem.arg("max", parse::MOST_BYTES.to_string())]);
    }
    if matches!(want, Some(want) if !matches!(want, Type::Text | Type::Code(_)))
        && let Some(inner) = width::unquoted(source)
    {
        return Err(vec![width::wrong_sign(whole, source, inner)]);
    }
    let (tokens, mut problems) = lex::lex(source);
    if tokens.len() == 1 {
        return Err(vec![Problem::new("expr.blank", whole)]);
    }
    let Some(tree) = parse::parse(source, &tokens, &mut problems) else { return Err(problems) };
    let mut checker = Checker::new(source, names);
    let mut root = checker.node(&tree);
    if let Some(want) = want {
        root = checker.fit(root, want, &tree);
    }
    if want != Some(&Type::Number) {
        checker.whole_yen(&root, tree.range.clone());
    }
    if let (true, Op::Literal(Value::Bool(value))) = (condition, &root.op) {
        checker.problems.push(never_changes(tree.range.clone(), Some(*value)));
    }
    problems.append(&mut checker.problems);
    if !problems.is_empty() {
        problems.sort_by_key(|p| (p.range.start, p.range.end));
        return Err(problems);
    }
    let mut reads = Vec::new();
    root.reads(&mut reads);
    let (source, ty, remarks) = (source.to_owned(), root.ty.clone(), checker.remarks);
    Ok(Expr { source, ty, reads, root: Arc::new(root), remarks })
}

impl Expr {
    /// The value. Total: anything that cannot be computed is absent. Ask a condition with [`Value::is_true`].
    ///
    /// Money is whole yen: a part of a yen that is left at the end is dropped, as the law on fractions has it.
    pub fn eval(&self, scope: &dyn Scope) -> Value {
        match eval::eval(&self.root, scope, Mode::Closed) {
            Value::Number(yen) if self.ty == Type::Money => Value::Number(yen.trunc()),
            value => value,
        }
    }

    /// Whether a `check.rule` holds: like [`Expr::eval`], but a comparison with something blank is not yet broken.
    pub fn holds(&self, scope: &dyn Scope) -> bool {
        eval::eval(&self.root, scope, Mode::Open) != Value::Bool(false)
    }

    /// The same meaning as an SQL expression over one row of the app's table; `None` where SQL cannot say it exactly.
    /// A condition gives 0 or 1, never NULL.
    pub fn sql(&self, columns: &dyn SqlNames) -> Option<Sql> {
        sql::translate(&self.root, columns)
    }

    /// Why SQL cannot say it exactly, as a word of the code table; for [`Expr::sql`] that gives nothing.
    pub fn refused(&self) -> &'static str {
        self.root.refused().unwrap_or("@sql-other")
    }

    /// The names that a condition compares with one value or several (`_state == "confirmed"`): worth an index.
    pub fn keys(&self) -> Vec<String> {
        let mut names = Vec::new();
        keys::keys(&self.root, &mut names);
        names
    }

    /// A condition for `WHERE`, in a form that can use indexes: NULL stands for no.
    pub fn filter(&self, columns: &dyn SqlNames) -> Option<Sql> {
        sql::filter(&self.root, columns)
    }

    /// The value by which cases are put together, for `GROUP BY`: NULL for those in which it is blank.
    pub fn key(&self, columns: &dyn SqlNames) -> Option<Sql> {
        sql::key(&self.root, columns)
    }

    /// What becomes of this number of several cases, as an SQL aggregate with the meaning of Rust.
    pub fn total(&self, how: Total, columns: &dyn SqlNames) -> Option<Sql> {
        sql::total(how, &self.root, columns)
    }

    /// The function, when the whole is a call of one that works on its arguments alone: `month` of `month(_created_on)`.
    pub(crate) fn function(&self) -> Option<&'static str> {
        let Op::Call(called, _) = &self.root.op else { return None };
        let is_it =
            |form: &function::Form| matches!(form, function::Form::Plain(plain) if std::ptr::eq(plain, *called));
        function::FUNCTIONS.iter().find(|known| is_it(&known.form)).map(|known| known.name)
    }

    /// The calculation over rows, when the whole is one: `sum` of `sum(goods.qty)`.
    pub(crate) fn aggregate(&self) -> Option<&'static str> {
        match &self.root.op {
            Op::Aggregate(over) => Some(over.how.name()),
            _ => None,
        }
    }
}
