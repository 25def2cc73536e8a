//! App → tables: which columns and indexes its cases need.

use super::{ChildTable, Column, Index, Linked, Storage, Table, Tables, child_name, linked, table_name};
use crate::{
    app::{App, Question, Rule, RuleKind, Within},
    expr::SqlNames,
    field::Kind,
};

/// System columns of every app's table, with their storage; see [`super::ddl`] for their constraints.
pub(super) const SYSTEM: [(&str, Storage); 14] = [
    ("_case", Storage::Integer),
    ("_receipt", Storage::Text),
    ("_state", Storage::Text),
    ("_revision", Storage::Integer),
    ("_version", Storage::Integer),
    ("_channel", Storage::Text),
    ("_lang", Storage::Text),
    ("_created_at", Storage::Text),
    ("_created_on", Storage::Text),
    ("_updated_at", Storage::Text),
    ("_due_at", Storage::Text),
    ("_expires_at", Storage::Text),
    ("_trail", Storage::Text),
    ("_asked", Storage::Text),
];

/// The tables of an app.
pub fn layout(app: &App) -> Tables {
    let name = table_name(&app.id);
    let answers = app.questions().flat_map(|(_, q)| q.kind.as_field().columns(&q.id));
    let main = Table { name, columns: system(&SYSTEM).chain(answers).collect() };
    let mut children = Vec::new();
    for (_, question) in app.questions() {
        add_children(app, question, &question.id, 0, &mut children);
    }
    let mut indexes = indexes(app, &main);
    indexes.extend(case_indexes(app));
    Tables { main, children, indexes }
}

fn system(columns: &[(&str, Storage)]) -> impl Iterator<Item = Column> {
    columns.iter().map(|(name, storage)| Column { name: (*name).to_owned(), storage: *storage })
}

/// The table of the rows of a question outside rows.
pub(crate) fn child_table(app: &str, question: &Question) -> Option<ChildTable> {
    table_at(app, question, &question.id, 0)
}

fn table_at(app: &str, question: &Question, path: &str, depth: usize) -> Option<ChildTable> {
    let columns = key(depth).chain(question.kind.as_field().child(&question.id)?.columns).collect();
    Some(ChildTable { name: child_name(app, path), question: path.to_owned(), columns })
}

/// The child table of a question, then those of the questions of its rows. `depth` is in how many rows it stands.
fn add_children(app: &App, question: &Question, path: &str, depth: usize, tables: &mut Vec<ChildTable>) {
    let Some(table) = table_at(&app.id, question, path, depth) else { return };
    tables.push(table);
    if let Kind::Repeat(repeat) = &question.kind {
        for inner in &repeat.questions {
            add_children(app, inner, &format!("{path}.{}", inner.id), depth + 1, tables);
        }
    }
}

/// The key of a child table: the case, the places of the rows around it from outside, its own place.
fn key(depth: usize) -> impl Iterator<Item = Column> {
    let around = (1..=depth).map(|level| format!("_row_{level}"));
    let names = std::iter::once("_case".to_owned()).chain(around).chain(["_row".to_owned()]);
    names.map(|name| Column { name, storage: Storage::Integer })
}

/// The slot questions in order.
fn slots(app: &App) -> impl Iterator<Item = &Question> {
    app.questions().map(|(_, q)| q).filter(|q| matches!(q.kind, Kind::Slot(_)))
}

/// The indexes, each beginning with another column or leading further.
fn indexes(app: &App, main: &Table) -> Vec<Index> {
    let mut wanted: Vec<Vec<String>> = vec![vec!["_state".into(), "_case".into()]];
    for slot in slots(app) {
        let (area, date) = (format!("{}.area", slot.id), format!("{}.date", slot.id));
        wanted.push(vec![area.clone(), "_state".into(), "_case".into()]);
        wanted.push(vec![date, area]);
    }
    wanted.push(vec!["_created_on".into()]);
    wanted.push(vec!["_expires_at".into()]);
    let limits = app.bookings.values().filter_map(|b| b.limit.as_ref()).map(|limit| limit.per.clone());
    let filters = app.queue.views.values().filter_map(|view| view.filter.as_ref());
    let compared = filters.flat_map(|filter| filter.keys()).filter_map(|name| Some(column(app, &name)?.name));
    let limited: Vec<String> = limits.collect();
    for column in limited.iter().cloned().chain(compared) {
        if !wanted.iter().any(|columns| columns.first() == Some(&column)) {
            // A view is read newest first, and with one of its states chosen.
            if !limited.contains(&column) && !column.starts_with('_') {
                wanted.push(vec![column.clone(), "_state".into(), "_case".into()]);
            }
            wanted.push(vec![column]);
        }
    }
    for columns in app.rules.iter().map(compared_by).filter(|columns| !columns.is_empty()) {
        if !wanted.iter().any(|known| known.starts_with(&columns)) {
            wanted.push(columns);
        }
    }
    let known = |name: &String| main.columns.iter().any(|c| c.name == *name);
    let table = &main.name;
    let index =
        |columns: Vec<String>| Index { name: format!("{table}({})", columns.join(",")), table: table.clone(), columns };
    wanted.into_iter().filter(|columns| columns.iter().all(known)).map(index).collect()
}

/// The indexes that find the cases which name a case.
fn case_indexes(app: &App) -> Vec<Index> {
    let index = |path: &str| {
        let (table, column) = match path.rsplit_once('.') {
            Some((rows, id)) => (child_name(&app.id, rows), id),
            None => (table_name(&app.id), path),
        };
        Index { name: format!("{table}({column})"), table, columns: vec![column.to_owned()] }
    };
    app.cases().iter().map(|(path, _)| index(path)).collect()
}

/// The columns by which a rule looks for other cases, the sharpest first.
fn compared_by(rule: &Rule) -> Vec<String> {
    let on = |within: &Option<Within>| within.as_ref().map(|within| within.on.clone());
    let more = match &rule.kind {
        RuleKind::Unique => Vec::new(),
        RuleKind::NoOverlap { from, until, .. } => vec![until.clone(), from.clone()],
        RuleKind::Count { within, .. } => on(within).into_iter().collect(),
        RuleKind::Sum { of, within, .. } => on(within).into_iter().chain([of.clone(), "_state".to_owned()]).collect(),
    };
    rule.same.iter().cloned().chain(more).collect()
}

/// The column of the app's table behind a name in a queue expression or column: `_state`, `phone`, `visit.date`,
/// `area` (the area of the first slot). `None` when the name is no single column.
pub fn column(app: &App, name: &str) -> Option<Column> {
    if let Some(column) = system(&SYSTEM).find(|c| c.name == name) {
        return Some(column);
    }
    let (id, _) = name.split_once('.').unwrap_or((name, ""));
    match app.question(id) {
        Some(question) => {
            let is_case = matches!(question.kind, Kind::Case(_));
            let name = name.strip_suffix("._receipt").filter(|name| is_case && *name == id).unwrap_or(name);
            question.kind.as_field().columns(id).into_iter().find(|c| c.name == name)
        }
        None if name == "area" => {
            let area = format!("{}.area", slots(app).next()?.id);
            column(app, &area)
        }
        None => None,
    }
}

/// An app's names as columns of its table, for [`crate::expr::Expr::sql`].
#[derive(Debug, Clone, Copy)]
pub struct Columns<'a>(pub &'a App);

impl SqlNames for Columns<'_> {
    fn column(&self, name: &str) -> Option<Column> {
        column(self.0, name)
    }

    fn linked(&self, name: &str) -> Option<Linked> {
        let id = name.split('.').next()?;
        linked(&table_name(&self.0.id), self.0.question(id)?, name)
    }

    fn rows(&self, name: &str) -> Option<ChildTable> {
        child_table(&self.0.id, self.0.question(name)?)
    }

    fn table(&self) -> String {
        table_name(&self.0.id)
    }
}
