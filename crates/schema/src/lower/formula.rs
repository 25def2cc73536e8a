//! Expressions of the definition: which names each place can read, and the way from text to a checked [`Expr`].

pub(super) use super::place::Place;
use super::{Lowering, define::Taken, view::View};
use crate::{
    app::{List, ListRow},
    ast::Formula,
    check::cycles::Forward,
    diagnostic::Diagnostic,
    expr::{self, Definition, Expr, Names, Problem},
    office::Office,
    source::Span,
    syntax,
    text::{Lang, Text},
    value::Type,
};
use indexmap::IndexMap;
use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// The closed vocabularies that expressions compare with.
pub(super) const STATES: &str = "_state";
pub(super) const CHANNELS: &str = "_channel";
pub(super) const AREAS: &str = "areas";
pub(super) const WEEKDAYS: &str = "weekdays";
pub(super) const UNITS: &str = "_units";

/// A compiled expression, with the names in it that are asked later: as written and in full.
pub(super) type Tried = (Result<Expr, Vec<Problem>>, Vec<(String, String)>);

/// A question as a name.
#[derive(Debug)]
pub(super) struct Known {
    /// Position among all questions of its scope.
    pub(super) order: usize,
    /// Where its id stands.
    pub(super) span: Span,
    /// `None` until its type is known.
    pub(super) ty: Option<Type>,
}

/// The names of an app.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    pub(super) questions: IndexMap<String, Known>,
    /// The questions of each `repeat` that is being lowered, the outer one first.
    pub(super) rows: Vec<IndexMap<String, Known>>,
    /// Columns of rows, with the question that holds them.
    pub(super) columns: HashMap<String, String>,
    /// Lists that are written but could not be read.
    pub(super) unread: HashSet<String>,
    /// Ids of questions by their labels.
    pub(super) labels: HashMap<String, String>,
    pub(super) lists: HashMap<String, Arc<List>>,
    /// Named expressions.
    pub(super) definitions: IndexMap<String, Definition>,
}

impl Vocabulary {
    /// The closed vocabularies of a city.
    pub(super) fn of(office: &Office) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        let areas = office.areas.values().map(|area| (area.id.clone(), area.label.clone()));
        vocabulary.add_list(closed(AREAS, areas));
        let days =
            [("mon", "月"), ("tue", "火"), ("wed", "水"), ("thu", "木"), ("fri", "金"), ("sat", "土"), ("sun", "日")];
        vocabulary.add_list(closed(WEEKDAYS, days.map(|(id, label)| (id.to_owned(), Text::ja(label)))));
        let channels = [("web", "オンライン"), ("phone", "電話"), ("counter", "窓口"), ("staff", "庁内")];
        vocabulary.add_list(closed(CHANNELS, channels.map(|(id, label)| (id.to_owned(), Text::ja(label)))));
        vocabulary
    }

    /// Adds the states.
    pub(super) fn add_states(&mut self, states: impl IntoIterator<Item = (String, Text)>) {
        self.add_list(closed(STATES, states));
    }

    /// Adds a list.
    pub(super) fn add_list(&mut self, list: Arc<List>) {
        self.lists.insert(list.id.clone(), list);
    }

    /// Adds a list under another name.
    pub(super) fn add_list_as(&mut self, id: String, list: &Arc<List>) {
        self.lists.insert(id, Arc::clone(list));
    }

    /// The lists of the app itself, its states among them, and not those of the city.
    pub(super) fn own_lists(&self) -> impl Iterator<Item = (&String, &Arc<List>)> {
        let of_the_city = [CHANNELS, AREAS, WEEKDAYS, UNITS];
        self.lists.iter().filter(move |(id, _)| !of_the_city.contains(&id.as_str()) && !id.contains('/'))
    }

    /// In which of the rows that are being lowered a name is a question, the innermost first; 0 are the outer ones.
    pub(super) fn row_level(&self, name: &str) -> Option<usize> {
        self.rows.iter().rposition(|row| row.contains_key(name))
    }

    /// Declares the question at a position before its type is known; the first of two with one id stays.
    pub(super) fn declare(&mut self, order: usize, id: &str, span: Span) {
        self.questions.entry(id.to_owned()).or_insert(Known { order, span, ty: None });
    }

    /// Remembers what people call a question.
    pub(super) fn call(&mut self, id: &str, label: Option<&Text>) {
        if let Some(label) = label {
            self.labels.entry(label.get(Lang::Ja).to_owned()).or_insert_with(|| id.to_owned());
        }
    }

    /// Declares a column of rows.
    pub(super) fn declare_column(&mut self, column: &str, question: &str) {
        self.columns.entry(column.to_owned()).or_insert_with(|| question.to_owned());
    }

    /// Says what type a question has.
    pub(super) fn settle(&mut self, id: &str, ty: Type) {
        if let Some(known) = self.questions.get_mut(id) {
            known.ty = Some(ty);
        }
    }

    /// Begins the rows of a `repeat`, inside those that have begun.
    pub(super) fn enter_row<'w>(&mut self, questions: impl IntoIterator<Item = (&'w str, Span)>) {
        let mut row = IndexMap::new();
        for (order, (id, span)) in questions.into_iter().enumerate() {
            row.entry(id.to_owned()).or_insert(Known { order, span, ty: None });
        }
        self.rows.push(row);
    }

    /// Says what type a question of the innermost row has.
    pub(super) fn settle_in_row(&mut self, id: &str, ty: Type) {
        if let Some(known) = self.rows.last_mut().and_then(|row| row.get_mut(id)) {
            known.ty = Some(ty);
        }
    }

    /// Ends the innermost rows.
    pub(super) fn leave_row(&mut self) {
        self.rows.pop();
    }

    /// The place of the question, or the column of rows, that has a name.
    pub(super) fn question_called(&self, name: &str) -> Taken {
        let question = self.questions.get(name).map(|known| Some(known.span));
        question.or_else(|| self.columns.contains_key(name).then_some(None))
    }

    /// The columns of the rows of a question that is asked before a place.
    pub(super) fn rows_before(&self, id: &str, place: &Place) -> Option<IndexMap<String, Type>> {
        match self.questions.get(id) {
            Some(Known { order, ty: Some(Type::Rows(columns)), .. }) if *order < place.before => Some(columns.clone()),
            _ => None,
        }
    }

    /// The list whose codes a question answers with.
    pub(super) fn codes_of(&self, question: &str) -> Option<Arc<List>> {
        let row = self.rows.iter().rev().find_map(|row| row.get(question));
        let Some(Type::Code(list)) = &row.or_else(|| self.questions.get(question))?.ty else { return None };
        self.lists.get(list).cloned()
    }

    /// Whether a question exists.
    pub(super) fn has(&self, id: &str) -> bool {
        self.questions.contains_key(id)
    }

    /// The codes that the answer to a question can be; `None` when it is none of a list.
    pub(super) fn codes(&self, id: &str) -> Option<Vec<String>> {
        let Some(Type::Code(list)) = &self.questions.get(id)?.ty else { return None };
        Some(self.lists.get(list)?.rows.values().filter(|row| !row.retired).map(|row| row.code.clone()).collect())
    }

    /// All question ids.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.questions.keys().map(String::as_str)
    }

    /// The code whose label is written instead of it, in a closed vocabulary.
    pub(super) fn code_of_label(&self, list: &str, label: &str) -> Option<String> {
        let rows = &self.lists.get(list)?.rows;
        rows.values().find(|row| row.label.get(Lang::Ja) == label).map(|row| row.code.clone())
    }

    /// Where a name of [`View::read`] stands.
    pub(super) fn span(&self, name: &str) -> Option<Span> {
        let mut parts = name.rsplit('.');
        let last = parts.next()?;
        let known = match parts.count() {
            0 => self.questions.get(last),
            level => self.rows.get(level - 1)?.get(last),
        };
        known.map(|known| known.span)
    }
}

pub(super) fn closed(id: &str, rows: impl IntoIterator<Item = (String, Text)>) -> Arc<List> {
    let row = |(code, label): (String, Text)| (code.clone(), ListRow { code, label, ..ListRow::default() });
    Arc::new(List::of_codes(id, Vec::new(), rows.into_iter().map(row).collect()))
}

impl Lowering<'_> {
    /// A value expression.
    pub(super) fn value(&mut self, formula: &Formula<'_>, place: &Place, want: Option<&Type>) -> Option<Expr> {
        self.compile(formula, place, |names| expr::compile(formula.text, names, want))
    }

    /// A bare word that stands for a text: the code of a choice.
    pub(super) fn code(&mut self, formula: &Formula<'_>, place: &Place, want: Option<&Type>) -> Option<Expr> {
        let text = format!("\"{}\"", formula.text);
        self.compile(formula, place, |names| expr::compile(&text, names, want))
    }

    /// A condition.
    pub(super) fn condition(&mut self, formula: &Formula<'_>, place: &Place) -> Option<Expr> {
        self.compile(formula, place, |names| expr::condition(formula.text, names))
    }

    fn compile(
        &mut self,
        formula: &Formula<'_>,
        place: &Place,
        compile: impl FnOnce(&dyn Names) -> Result<Expr, Vec<Problem>>,
    ) -> Option<Expr> {
        let (result, later) = self.tried(place, compile);
        self.settled(formula, place, result, &later)
    }

    /// Compiles, and notes what was used.
    pub(super) fn tried(
        &mut self,
        place: &Place,
        compile: impl FnOnce(&dyn Names) -> Result<Expr, Vec<Problem>>,
    ) -> Tried {
        let read = RefCell::default();
        let (later, defined) = (RefCell::default(), RefCell::default());
        let (vocabulary, surfaces, app) = (&self.vocabulary, self.surfaces, self.id.as_str());
        let view = View { vocabulary, place, surfaces, app, read, later, defined, listed: RefCell::default() };
        let result = compile(&view);
        let View { read, later, defined, listed, .. } = view;
        let (read, later) = (read.into_inner(), later.into_inner());
        let (defined, listed) = (defined.into_inner(), listed.into_inner());
        self.used_definitions.extend(defined);
        self.used_lists.extend(listed);
        if let Some(owner) = &place.owner {
            self.reads.entry(owner.clone()).or_default().extend(read);
        }
        (result, later)
    }

    /// The expression, or a report of each problem.
    pub(super) fn settled(
        &mut self,
        formula: &Formula<'_>,
        place: &Place,
        result: Result<Expr, Vec<Problem>>,
        later: &[(String, String)],
    ) -> Option<Expr> {
        match result {
            Ok(expr) => {
                for remark in &expr.remarks {
                    let (span, _) = self.place_of(formula, remark);
                    self.d.push(Diagnostic { args: remark.args.clone(), ..Diagnostic::warning(remark.code, span) });
                }
                self.note_reads(&expr.paths(), place, formula);
                Some(expr)
            }
            Err(problems) => {
                for problem in problems {
                    self.problem(formula, place, later, problem);
                }
                None
            }
        }
    }

    /// Where a problem stands: in the named expression that has it, or where its name is used, when it is only there
    /// that something cannot be read.
    fn place_of(&self, formula: &Formula<'_>, problem: &Problem) -> (Span, Vec<Span>) {
        let inside =
            problem.within.as_ref().and_then(|within| Some((within, self.definition_nodes.get(&within.name)?)));
        let Some((within, node)) = inside else {
            return (syntax::place(self.sources, formula.node, problem.range.clone()), Vec::new());
        };
        let there = syntax::place(self.sources, node, problem.range.clone());
        let name = problem.args.iter().find(|(key, _)| *key == "name").map_or("", |(_, name)| name.as_str());
        let is_system = name.starts_with('_') || name == "area";
        match problem.code {
            "expr.forward" | "expr.in-rows" | "define.too-large" => {}
            "expr.unknown-name" if is_system => {}
            _ => return (there, Vec::new()),
        }
        (syntax::place(self.sources, formula.node, within.used.clone()), vec![there])
    }

    /// A problem of an expression as a diagnostic; references forward wait until all of them are known.
    fn problem(&mut self, formula: &Formula<'_>, place: &Place, later: &[(String, String)], problem: Problem) {
        let (span, related) = self.place_of(formula, &problem);
        let Problem { code, args, suggestions, .. } = problem;
        let mut report = Diagnostic { args, suggestions, related, ..Diagnostic::error(code, span) };
        let name = report.args.iter().find(|(key, _)| *key == "name").map(|(_, name)| name.as_str());
        match later.iter().find(|(written, _)| Some(written.as_str()) == name) {
            Some((_, full)) => {
                report.related.extend(self.vocabulary.span(full));
                self.forwards.push(Forward { from: place.owner.clone(), to: full.clone(), report });
            }
            None => self.d.push(report),
        }
    }
}
