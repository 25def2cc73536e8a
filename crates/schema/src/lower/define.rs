//! `define`: named expressions and row types.

use super::{Lowering, formula::Place};
use crate::{
    ast::{self, Defined, Formula, Word},
    check::names,
    diagnostic::Diagnostic,
    expr::Definition,
    source::Span,
    syntax,
};
use std::collections::HashSet;

impl Lowering<'_> {
    /// Reads what `define` names, so that expressions and `repeat` can use it.
    pub(super) fn definitions(&mut self, written: &[ast::Define<'_>]) {
        names::identities(names::Of::Definition, written.iter().map(|define| &define.id), self.d);
        for ast::Define { id, what } in written {
            match what {
                Defined::Expression(formula) => self.definition(id, formula),
                Defined::Rows(node) => drop(self.row_types.insert(id.text.clone(), (*node).clone())),
            }
        }
        self.definition_cycles(written);
    }

    fn definition(&mut self, id: &Word, formula: &Formula<'_>) {
        let (definition, problems) = Definition::read(&id.text, formula.text);
        for problem in problems {
            let span = syntax::place(self.sources, formula.node, problem.range);
            let (args, suggestions) = (problem.args, problem.suggestions);
            self.d.push(Diagnostic { args, suggestions, ..Diagnostic::error(problem.code, span) });
        }
        self.definition_nodes.insert(id.text.clone(), formula.node.clone());
        self.vocabulary.definitions.insert(id.text.clone(), definition);
    }

    /// Reports names that stand for themselves, each circle once; they mean nothing then.
    fn definition_cycles(&mut self, written: &[ast::Define<'_>]) {
        let mut done: HashSet<String> = HashSet::new();
        for ast::Define { id, .. } in written {
            let mut path = vec![id.text.clone()];
            if !done.contains(&id.text) && self.leads_back(&mut path, &mut HashSet::new()) {
                let way = path.join(" → ");
                self.d.push(Diagnostic::error("define.cycle", id.span).arg("path", way));
                done.extend(path);
            }
        }
        for name in &done {
            if let Some(definition) = self.vocabulary.definitions.get_mut(name) {
                self.used_definitions.extend(definition.names().into_iter().map(str::to_owned));
                definition.give_up();
            }
        }
    }

    /// Whether the first of a path is reached again from its last; the path then says how.
    fn leads_back(&self, path: &mut Vec<String>, seen: &mut HashSet<String>) -> bool {
        let last = path.last().and_then(|last| self.vocabulary.definitions.get(last));
        for name in last.into_iter().flat_map(Definition::names) {
            path.push(name.to_owned());
            if path.first().is_some_and(|first| first == name) {
                return true;
            }
            let known = self.vocabulary.definitions.contains_key(name);
            if known && seen.insert(name.to_owned()) && self.leads_back(path, seen) {
                return true;
            }
            path.pop();
        }
        false
    }

    /// Names that are questions too, and names that nothing uses, which are checked here.
    pub(super) fn finish_definitions(&mut self, written: &[ast::Define<'_>]) {
        let named: HashSet<String> =
            self.vocabulary.definitions.values().flat_map(Definition::names).map(str::to_owned).collect();
        for ast::Define { id, what } in written {
            if let Some(other) = self.vocabulary.question_called(&id.text) {
                let report = Diagnostic::error("define.taken", id.span).arg("name", &id.text);
                self.d.push(other.into_iter().fold(report, Diagnostic::related));
                continue;
            }
            if self.used_definitions.contains(&id.text) || named.contains(&id.text) {
                continue;
            }
            self.d.push(Diagnostic::warning("define.unused", id.span).arg("name", &id.text));
            if let Defined::Expression(formula) = what {
                self.unused(formula);
            }
        }
    }

    /// What is wrong with an expression that nothing uses; the row that it may be meant for is not known.
    fn unused(&mut self, formula: &Formula<'_>) {
        let place = Place { system: true, area: self.has_slot, ..Place::all() };
        let before = self.d.len();
        self.value(formula, &place, None);
        let found = self.d.split_off(before);
        self.d.extend(found.into_iter().filter(|d| !matches!(d.code, "expr.in-rows" | "expr.yen")));
    }

    /// The questions that `of: person` names.
    pub(super) fn row_type(&mut self, word: &Word) -> Option<syntax::Node> {
        self.used_definitions.insert(word.text.clone());
        let found = self.row_types.get(&word.text).cloned();
        if found.is_none() {
            names::unknown("define.unknown-rows", word, self.row_types.keys().map(String::as_str), self.d);
        }
        found
    }
}

/// Where a question stands that has a name; `Some(None)` for a column of rows.
pub(super) type Taken = Option<Option<Span>>;
