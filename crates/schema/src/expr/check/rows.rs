//! Aggregates: which rows they go through, and what they take of each.

use super::{Checker, Frame, type_word, want::is_textual};
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
    key: Vec<String>,
    columns: IndexMap<String, Type>,
    rows: Node,
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
        self.sources(body, &mut Vec::new(), &mut sources);
        let over = match sources.len() {
            0 => self.over_list(how, call, body),
            1 if self.frames.len() < MOST_NESTED => self.over_rows(how, call, body, sources.remove(0)),
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
        self.fit(node, &Type::Text, tree.range.clone())
    }

    /// The rows that the argument names, leaving out those of aggregates inside it.
    fn sources<'t>(&'t self, tree: &Tree, seen: &mut Vec<&'t str>, found: &mut Vec<Source>) {
        match &tree.data {
            Data::Call(call) if matches!(function::find(&call.name.text), Some(f) if matches!(f.form, Form::Over(_))) =>
                {}
            Data::Path(words) if self.definition(words).is_some() => {
                let new = self.definition(words).filter(|definition| !seen.contains(&definition.name.as_str()));
                if let Some((definition, tree)) = new.and_then(|d| Some((d, d.tree.as_ref()?))) {
                    seen.push(&definition.name);
                    self.sources(tree, seen, found);
                }
            }
            Data::Path(words) => {
                let source = (1..=words.len()).find_map(|n| self.source(&words[..n]));
                found.extend(source.filter(|s| found.iter().all(|f| f.key != s.key)));
            }
            _ => tree.parts().into_iter().for_each(|part| self.sources(part, seen, found)),
        }
    }

    fn source(&self, words: &[Word]) -> Option<Source> {
        let range = words.first()?.range.start..words.last()?.range.end;
        let rows = self.resolve(words, &range).ok()?;
        let Type::Rows(columns) = &rows.ty else { return None };
        let key = words.iter().map(|w| w.text.clone()).collect();
        Some(Source { key, columns: columns.clone(), rows })
    }

    fn over_rows(&mut self, how: Aggregate, call: &Call, body: &Tree, source: Source) -> Option<Over> {
        let whole = self.is_whole(body, &source.key);
        if whole && !matches!(how, Aggregate::Count | Aggregate::Any) {
            let name = source.key.join(".");
            let column = source.columns.keys().next().cloned().unwrap_or_default();
            let problem = Problem::new("expr.rows", body.range.clone()).arg("name", &name).arg("rows", &name);
            self.report(problem.suggest(format!("{}({name}.{column})", how.name())));
            return None;
        }
        self.frames.push(Frame { key: source.key, columns: source.columns, bare: false });
        let body = (!whole).then(|| self.node(body));
        if let Some(frame) = self.frames.last_mut() {
            frame.bare = true;
        }
        let filter = call.filter.as_deref().map(|f| self.condition(f));
        self.frames.pop();
        Some(Over { how, rows: Some(source.rows), body, filter, between: None })
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
                Some(Over { how, rows: None, body: Some(node), filter: None, between: None })
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
