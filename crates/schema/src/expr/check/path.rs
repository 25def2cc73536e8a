//! Names and their parts.

use super::{Checker, chosen, lookup};
use crate::{
    diagnostic::nearest,
    expr::{
        function,
        names::{Lookup, Refusal},
        node::{Node, Op},
        problem::Problem,
        token::BLANK,
        tree::Word,
    },
    syntax,
    value::Type,
};
use indexmap::IndexMap;
use std::ops::Range;

impl Checker<'_> {
    /// A name as a value. Rows as a whole can only be asked whether they are empty, and counted.
    pub(super) fn path(&mut self, words: &[Word], range: &Range<usize>) -> Node {
        if let Some(definition) = self.definition(words) {
            return self.defined(definition, words, range);
        }
        match self.resolve(words, range) {
            Ok(node) => node,
            Err(problem) => {
                self.report(*problem);
                Node::wrong()
            }
        }
    }

    /// What a name is, without reporting.
    pub(super) fn resolve(&self, words: &[Word], range: &Range<usize>) -> Result<Node, Box<Problem>> {
        let Some(first) = words.first() else { return Ok(Node::wrong()) };
        if let Some(found) = self.column(words) {
            return found;
        }
        let ty = match self.names.ty(&first.text) {
            Lookup::Found(ty) => ty,
            Lookup::Later => {
                return Err(Box::new(Problem::new("expr.forward", first.range.clone()).arg("name", &first.text)));
            }
            Lookup::InRows(rows) => {
                let problem = Problem::new("expr.in-rows", range.clone()).arg("name", &first.text).arg("rows", &rows);
                return Err(Box::new(problem.suggest(format!("{rows}.{}", self.text(range)))));
            }
            Lookup::NotYet => {
                return Err(Box::new(Problem::new("expr.system-name", first.range.clone()).arg("name", &first.text)));
            }
            Lookup::Unknown => return Err(Box::new(self.unknown(first))),
        };
        let has_column = |word: &Word| self.level(&ty).is_some_and(|(columns, _)| columns.contains_key(&word.text));
        if words.get(1).is_some_and(|word| matches!(ty, Type::Rows(_)) || has_column(word)) {
            let name = self.text(range);
            let problem = Problem::new("expr.rows", range.clone()).arg("name", name).arg("rows", &first.text);
            return Err(Box::new(problem.suggest(format!("sum({name})")).suggest(format!("first({name})"))));
        }
        let ty = self.part(ty, &words[1..], range)?;
        let parts = words[1..].iter().map(|w| w.text.clone()).collect();
        Ok(Node::new(Op::Name(first.text.clone(), parts), ty))
    }

    /// A column of the rows that are gone through: `goods.fee`, or `fee` in `where`.
    pub(super) fn column(&self, words: &[Word]) -> Option<Result<Node, Box<Problem>>> {
        let first = words.first()?;
        for (up, frame) in self.frames.iter().rev().enumerate() {
            let named = words.len() > frame.key.len() && frame.key.iter().zip(words).all(|(k, w)| *k == w.text);
            let parts = if named {
                &words[frame.key.len()..]
            } else if frame.bare && frame.columns.contains_key(&first.text) {
                words
            } else {
                continue;
            };
            let range = first.range.start..words.last()?.range.end;
            let record = Type::Record(frame.columns.clone());
            return Some(self.part(record, parts, &range).map(|ty| match (&frame.chosen, parts.first()) {
                (Some(list), Some(first)) => chosen::column(list, up, &first.text, ty),
                _ => Node::new(Op::Column(up, parts.iter().map(|w| w.text.clone()).collect()), ty),
            }));
        }
        None
    }

    /// The type of a part below a type.
    pub(super) fn part(&self, ty: Type, words: &[Word], range: &Range<usize>) -> Result<Type, Box<Problem>> {
        let Some(word) = words.first() else { return Ok(ty) };
        match &ty {
            Type::Unknown => Ok(Type::Unknown),
            Type::Record(parts) => match parts.get(&word.text) {
                Some(inner) => self.part(inner.clone(), &words[1..], range),
                None => Err(Box::new(match self.names.refused(parts, &word.text) {
                    Some(refusal) => refused(word, refusal),
                    None => no_part(word, parts),
                })),
            },
            Type::Rows(_) => {
                let name = self.text(range);
                Err(Box::new(Problem::new("expr.rows", range.clone()).arg("name", name).arg("rows", name)))
            }
            _ => {
                let whole = self.text(&(range.start..word.range.start));
                let name = whole.trim_end_matches(['.', ' ']);
                let mut problem =
                    Problem::new("expr.no-parts", word.range.clone()).arg("name", name).arg("part", &word.text);
                if word.text == "label" && matches!(ty, Type::Code(_)) {
                    problem = problem.suggest(format!("label({name})"));
                } else if let Some(meant) = self.part_elsewhere(&ty, name, &word.text) {
                    problem = problem.suggest(meant);
                }
                Err(Box::new(problem))
            }
        }
    }

    /// A part that is a column of the list that is chosen from, or a function of the value: `used_on.year`.
    fn part_elsewhere(&self, ty: &Type, name: &str, part: &str) -> Option<String> {
        if let Type::Code(list) = ty
            && lookup::column_type(&self.names.list(list)?, part).is_some()
        {
            return Some(format!("lookup({list}, {name}).{part}"));
        }
        let function = function::find(part)?;
        matches!(function.form, function::Form::Plain(_)).then(|| format!("{part}({name})"))
    }

    /// What a name that does not exist is for those who wrote it: a label, a code, a date, a list or a function.
    fn name_elsewhere(&self, name: &str) -> Option<String> {
        if let Some(called) = self.names.called(name) {
            return Some(called);
        }
        if let Some(date) = syntax::loose::date(name) {
            return Some(date.to_string());
        }
        if let Some(list) = self.names.list(name) {
            let column = list.columns.first().map_or("label", |column| column.name.as_str());
            return Some(format!("lookup({name}, …).{column}"));
        }
        function::find(name).map(|function| function.usage.to_owned())
    }

    fn unknown(&self, word: &Word) -> Problem {
        let problem = Problem::new("expr.unknown-name", word.range.clone()).arg("name", &word.text);
        if BLANK.contains(&word.text.to_ascii_lowercase().as_str()) {
            return problem.suggest("is empty");
        }
        if let Some(meant) = self.name_elsewhere(&word.text) {
            return problem.suggest(meant);
        }
        let columns = self.frames.iter().filter(|f| f.bare).flat_map(|f| f.columns.keys().cloned());
        let known: Vec<String> = self.names.candidates().into_iter().chain(columns).collect();
        let suggestions = nearest(&word.text, known.iter().map(String::as_str));
        Problem { suggestions, ..problem }
    }
}

/// A part that the record has, and that cannot be read here.
fn refused(word: &Word, refusal: Refusal) -> Problem {
    let Refusal { code, args, suggestions } = refusal;
    Problem { args, suggestions, ..Problem::new(code, word.range.clone()) }
}

fn no_part(word: &Word, parts: &IndexMap<String, Type>) -> Problem {
    let known = parts.keys().cloned().collect::<Vec<_>>().join(" ");
    let problem = Problem::new("expr.unknown-part", word.range.clone()).arg("part", &word.text).arg("known", known);
    Problem { suggestions: nearest(&word.text, parts.keys().map(String::as_str)), ..problem }
}
