//! Aggregates: which rows they go through, and what they take of each.

use super::{Checker, Frame, chosen::Level, type_word, want::is_textual};
use crate::{
    expr::{
        function::{self, Aggregate, Form},
        node::{Node, Op, Over},
        problem::Problem,
        tree::{Call, Data, Tree, Word},
    },
    value::Type,
};
use indexmap::IndexMap;
use std::ops::Range;

/// Aggregates inside aggregates, so that the work stays in proportion to the rows.
const MOST_NESTED: usize = 2;

/// Rows found in the argument of an aggregate.
struct Source {
    /// The rows as written: `homes`, `homes.members`.
    key: Vec<String>,
    /// How many words of it name the outermost rows; each word behind is a level of rows inside.
    outer: usize,
    /// The columns of each level, outermost first.
    levels: Vec<Level>,
    rows: Node,
    /// They belong to the row that is gone through already, so they are few.
    inner: bool,
}

impl Checker<'_> {
    /// `sum(goods.fee * goods.qty)`, `count(goods where qty > 2)`, `count(choices)`.
    pub(super) fn over(&mut self, how: Aggregate, call: &Call, range: &Range<usize>) -> Node {
        let most = if how == Aggregate::Join { 2 } else { 1 };
        let Some(body) = call.args.first().filter(|_| call.args.len() <= most) else {
            return self.usage(call, range);
        };
        let between = call.args.get(1).map(|tree| self.between(tree));
        let mut sources = Vec::new();
        self.sources(body, call.filter.is_some(), &mut Vec::new(), &mut sources);
        let over = match sources.len() {
            0 => self.over_list(how, call, body),
            1 if self.has_room(&sources[0]) => self.over_rows(how, call, body, sources.remove(0)),
            1 => {
                self.report(Problem::new("expr.too-deep", range.clone()).arg("max", MOST_NESTED.to_string()));
                None
            }
            _ => {
                let names: Vec<String> = sources.iter().map(|s| s.key.join(".")).collect();
                self.report(Problem::new("expr.two-rows", body.range.clone()).arg("names", names.join(" ")));
                None
            }
        };
        let Some(mut over) = over else { return Node::wrong() };
        let Some((ty, fraction)) = self.over_type(&over, body) else { return Node::wrong() };
        over.between = between;
        Node { op: Op::Aggregate(Box::new(over)), ty, fraction }
    }

    fn between(&mut self, tree: &Tree) -> Node {
        let node = self.node(tree);
        self.fit(node, &Type::Text, tree)
    }

    /// The rows that the argument names, leaving out those of aggregates inside it. With `filtered`, choices that are
    /// all of the argument are rows too: `count(needs where code == "x")`.
    fn sources<'t>(&'t self, tree: &Tree, filtered: bool, seen: &mut Vec<&'t str>, found: &mut Vec<Source>) {
        match &tree.data {
            Data::Call(call) if matches!(function::find(&call.name.text), Some(f) if matches!(f.form, Form::Over(_))) =>
                {}
            Data::Path(words) if self.definition(words).is_some() => {
                let new = self.definition(words).filter(|definition| !seen.contains(&definition.name.as_str()));
                if let Some((definition, tree)) = new.and_then(|d| Some((d, d.tree.as_ref()?))) {
                    seen.push(&definition.name);
                    self.sources(tree, filtered, seen, found);
                }
            }
            Data::Path(words) => match self.source(words, filtered) {
                // The outer columns can be read beside the inner ones: `homes.rate * homes.members.days`.
                Some(source) if found.iter().any(|f| f.key.starts_with(&source.key)) => {}
                Some(source) => {
                    found.retain(|f| !source.key.starts_with(&f.key));
                    found.push(source);
                }
                None => {}
            },
            _ => tree.parts().into_iter().for_each(|part| self.sources(part, false, seen, found)),
        }
    }

    /// Whether the aggregate may stand in those around it. Rows of the current row are one level more.
    fn has_room(&self, source: &Source) -> bool {
        self.frames.iter().filter(|frame| frame.begins).count() < MOST_NESTED + usize::from(source.inner)
    }

    /// The rows that a path names: those of the current row first, then those of the scope, with the rows inside them
    /// as far as the path goes. Choices are rows where a column is asked of them.
    fn source(&self, words: &[Word], filtered: bool) -> Option<Source> {
        let is_source = |ty: &Type, n: usize| match ty {
            Type::Rows(_) => true,
            _ => (filtered || n < words.len()) && self.level(ty).is_some(),
        };
        let rows = |n: usize| {
            let range = words.first()?.range.start..words.get(n - 1)?.range.end;
            let node = self.resolve(&words[..n], &range).ok()?;
            is_source(&node.ty, n).then_some((n, node))
        };
        let of_row = |found: &(usize, Node)| matches!(found.1.op, Op::Column(..));
        let found = (1..=words.len()).filter_map(rows).find(of_row);
        let inner = found.is_some();
        let (outer, rows) = found.or_else(|| (1..=words.len()).find_map(rows))?;
        let (mut levels, mut length) = (vec![self.level(&rows.ty)?], outer);
        while let Some(ty) = words.get(length).and_then(|word| levels.last()?.0.get(&word.text))
            && is_source(ty, length + 1)
            && let Some(level) = self.level(ty)
        {
            levels.push(level);
            length += 1;
        }
        let key = words[..length].iter().map(|w| w.text.clone()).collect();
        Some(Source { key, outer, levels, rows, inner })
    }

    fn over_rows(&mut self, how: Aggregate, call: &Call, body: &Tree, source: Source) -> Option<Over> {
        let whole = self.is_whole(body, &source.key);
        if whole && !matches!(how, Aggregate::Count | Aggregate::Any) {
            let name = source.key.join(".");
            let column = source.levels.last().and_then(|(columns, _)| example(columns)).unwrap_or_default();
            let problem = Problem::new("expr.rows", body.range.clone()).arg("name", &name).arg("rows", &name);
            self.report(problem.suggest(format!("{}({name}.{column})", how.name())));
            return None;
        }
        let around = self.frames.len();
        for (level, (columns, chosen)) in source.levels.into_iter().enumerate() {
            let key = source.key[..source.outer + level].to_vec();
            self.frames.push(Frame { key, columns, bare: false, begins: level == 0, chosen });
        }
        let body = (!whole).then(|| self.node(body));
        self.frames[around..].iter_mut().for_each(|frame| frame.bare = true);
        let filter = call.filter.as_deref().map(|f| self.condition(f));
        self.frames.truncate(around);
        let within = source.key[source.outer..].to_vec();
        Some(Over { how, rows: Some(source.rows), within, body, filter, between: None })
    }

    /// Whether a tree names rows and no column of them.
    fn is_whole(&self, body: &Tree, key: &[String]) -> bool {
        let Data::Path(words) = &body.data else { return false };
        match self.definition(words) {
            Some(definition) => definition.tree.as_ref().is_some_and(|tree| self.is_whole(tree, key)),
            None => words.len() == key.len(),
        }
    }

    /// A list (`choices`, weekdays) or files instead of rows.
    fn over_list(&mut self, how: Aggregate, call: &Call, body: &Tree) -> Option<Over> {
        let node = self.node(body);
        match &node.ty {
            Type::Unknown => None,
            Type::List(_) | Type::Files if call.filter.is_none() => {
                Some(Over { how, rows: None, within: Vec::new(), body: Some(node), filter: None, between: None })
            }
            _ => {
                let text = self.text(&body.range);
                self.report(
                    Problem::new("expr.no-rows", body.range.clone()).arg("function", how.name()).arg("text", text),
                );
                None
            }
        }
    }

    /// The type of the result, and whether it may be a part of a yen.
    fn over_type(&mut self, over: &Over, body: &Tree) -> Option<(Type, bool)> {
        let Some(node) = &over.body else {
            return Some((if over.how == Aggregate::Any { Type::Bool } else { Type::Number }, false));
        };
        let element = match (&over.rows, &node.ty) {
            (None, Type::List(inner)) => (**inner).clone(),
            (_, ty) => ty.clone(),
        };
        let of = |ty: &Type, fits: bool| (fits || *ty == Type::Unknown).then(|| (ty.clone(), node.fraction));
        let result = match (over.how, &element) {
            (Aggregate::Sum, ty) => of(ty, matches!(ty, Type::Number | Type::Money)),
            (Aggregate::Min | Aggregate::Max, ty) => of(ty, matches!(ty, Type::Number | Type::Money | Type::Date)),
            (Aggregate::Any | Aggregate::All, ty) => of(ty, *ty == Type::Bool),
            (Aggregate::Join, ty) => {
                let fits = matches!(ty, Type::Text | Type::Number | Type::Money | Type::Date) || is_textual(ty);
                of(ty, fits).map(|_| (Type::Text, false))
            }
            (Aggregate::First | Aggregate::Last, ty) => of(ty, !matches!(ty, Type::Rows(_) | Type::Files)),
            (Aggregate::Count, ty) => of(ty, *ty != Type::Bool).map(|_| (Type::Number, false)),
        };
        if result.is_none() {
            let text = self.text(&body.range);
            let mut problem = Problem::new("expr.argument", body.range.clone())
                .arg("function", over.how.name())
                .arg("text", text)
                .arg("found", type_word(&element));
            problem.suggestions.extend(instead(over, text, &element));
            self.report(problem);
        }
        result
    }
}

/// A column to calculate with, for a suggestion.
fn example(columns: &IndexMap<String, Type>) -> Option<String> {
    let number = columns.iter().find(|(_, ty)| matches!(ty, Type::Number | Type::Money));
    number.or_else(|| columns.first()).map(|(name, _)| name.clone())
}

/// What was probably meant.
fn instead(over: &Over, text: &str, element: &Type) -> Option<String> {
    let rows = over.rows.as_ref().and_then(Node::name);
    match (over.how, element) {
        (Aggregate::Count | Aggregate::Sum, Type::Bool) => Some(format!("count({} where {text})", rows?)),
        (Aggregate::Join, Type::Code(_)) if over.rows.is_none() => Some(format!("label({text})")),
        (Aggregate::Join, Type::Code(_)) => Some(format!("join(label({text}))")),
        _ => None,
    }
}
