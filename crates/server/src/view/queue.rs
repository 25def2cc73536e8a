//! A page of cases → tabs, filters, headings, rows and what can be pressed for several of them.

use super::{
    board::Board,
    cell, chart,
    document::{self, Printable},
    due::{self, Due},
};
use crate::{
    catalog::Published,
    office::{access, export_rows::Levels, params::Params},
};
use jiff::{Timestamp, civil::Date};
use madoguchi_engine::{records::Actor, workflow};
use madoguchi_schema::{
    app::{Action, App, Chart, Layout, NoteRule, QueueColumn},
    office::Office,
    table::Cell,
    text::Lang,
};
use madoguchi_store::{desk::Assignee, queue::Row};
use serde::Serialize;
use std::collections::HashMap;

/// What the handler has read.
pub struct Facts<'a> {
    /// The app.
    pub published: &'a Published,
    /// Who looks.
    pub actor: &'a Actor,
    /// Whether they see sensitive answers.
    pub sensitive: bool,
    /// What was asked for.
    pub params: &'a Params,
    /// The cases.
    pub rows: &'a [Row],
    /// How many cases stand under each heading of the view's groups, on all pages.
    pub counts: &'a HashMap<String, i64>,
    /// The cards, when the view is a board.
    pub board: Option<Board>,
    /// The seats that their routes wait for.
    pub open: &'a HashMap<i64, Vec<String>>,
    /// Who takes care of which case.
    pub assignees: &'a HashMap<i64, Assignee>,
    /// Cursor of the next page.
    pub next: Option<String>,
    /// The moment.
    pub now: Timestamp,
    /// The next day that has cases, or tomorrow; `None` without a booking.
    pub next_day: Option<Date>,
}

/// The page.
#[derive(Debug, Serialize)]
pub struct QueueView {
    title: String,
    /// Path of the queue.
    base: String,
    tabs: Vec<Tab>,
    params: Asked,
    states: Vec<Choice>,
    areas: Vec<Choice>,
    filtered: bool,
    /// The list without filters in the same tab.
    unfiltered: String,
    columns: Vec<Heading>,
    /// Whether any row has a due mark.
    has_due: bool,
    /// Whether any row has someone who takes care of it.
    has_assignee: bool,
    groups: Vec<Group>,
    board: Option<Board>,
    shown: usize,
    bulk: Vec<Bulk>,
    /// Labels of those that need a note.
    bulk_notes: Vec<String>,
    tick_all: String,
    next: Option<String>,
    first: Option<String>,
    export: Option<String>,
    /// What is printed over the view.
    documents: Vec<Printable>,
    /// The rows inside the cases, each as a file of its own.
    row_exports: Vec<RowExport>,
    /// Tomorrow's day view, when the app has slots.
    days: Option<String>,
    /// What the app saves, when its author says what a case took.
    effect: Option<String>,
    /// Whether the view is drawn by days.
    by_day: bool,
    /// The page of the charts, when there are any that the reader may see.
    charts: Option<String>,
    /// Which bar of which chart is shown.
    bar: Option<String>,
    enter: String,
}

#[derive(Debug, Serialize)]
struct Tab {
    label: String,
    href: String,
    current: bool,
}

/// Values of the filter form.
#[derive(Debug, Serialize)]
struct Asked {
    view: String,
    sort: String,
    search: String,
    mine: bool,
    chart: String,
    value: String,
    blank: bool,
}

#[derive(Debug, Serialize)]
struct Choice {
    id: String,
    label: String,
    selected: bool,
}

#[derive(Debug, Serialize)]
struct Heading {
    label: String,
    href: String,
    /// Value of `aria-sort`; empty when not sorted by it.
    sorted: &'static str,
    numeric: bool,
}

#[derive(Debug, Serialize)]
struct Group {
    label: Option<String>,
    /// How many cases it has on all pages.
    count: i64,
    rows: Vec<RowView>,
}

#[derive(Debug, Serialize)]
struct RowView {
    receipt: String,
    href: String,
    revision: i64,
    cells: Vec<CellView>,
    due: Option<Due>,
    /// Who takes care of it.
    assignee: Option<String>,
    /// Nothing follows its state.
    ended: bool,
    /// Whether some bulk action starts from its state.
    pressable: bool,
    ticked: bool,
}

#[derive(Debug, Serialize)]
struct CellView {
    text: String,
    numeric: bool,
    link: bool,
    /// The name of the state.
    state: bool,
}

#[derive(Debug, Serialize)]
struct Bulk {
    id: String,
    label: String,
}

/// The page of a queue.
pub fn view(facts: Facts<'_>) -> QueueView {
    let app = &*facts.published.app;
    let base = format!("/office/{}", app.id);
    let first = facts.params.first();
    let bulk: Vec<&Action> = bulk_actions(app, facts.actor).collect();
    let may_export = workflow::is_among(facts.actor, &app.access.export);
    let current = facts.params.view.as_ref().and_then(|v| app.queue.views.get(v));
    let blank = Params { view: facts.params.view.clone(), sort: facts.params.sort.clone(), ..Params::default() };
    let groups = groups(&facts, &bulk);
    let may_see = |chart: &&Chart| facts.sensitive || !access::tells_sensitive(app, chart);
    QueueView {
        title: app.title.get(Lang::Ja).to_owned(),
        tabs: tabs(app, facts.params, &base),
        params: Asked {
            view: facts.params.view.clone().unwrap_or_default(),
            sort: facts.params.sort.clone().unwrap_or_default(),
            search: facts.params.search.clone().unwrap_or_default(),
            mine: facts.params.mine,
            chart: facts.params.chart.clone().unwrap_or_default(),
            value: facts.params.value.clone().unwrap_or_default(),
            blank: facts.params.blank,
        },
        states: states(app, facts.params),
        areas: areas(app, &facts.published.office, facts.params),
        filtered: blank != first,
        unfiltered: blank.href(&base),
        columns: columns(&facts).map(|(_, c)| heading(app, c, facts.params, &base)).collect(),
        has_assignee: facts.rows.iter().any(|r| facts.assignees.contains_key(&r.case)),
        has_due: facts.rows.iter().any(|r| r.due_at.is_some()),
        shown: facts.rows.len() + facts.board.as_ref().map_or(0, Board::shown),
        bulk_notes: bulk
            .iter()
            .filter(|a| a.note == NoteRule::Required)
            .map(|a| a.label.get(Lang::Ja).to_owned())
            .collect(),
        bulk: if groups.iter().flat_map(|g| &g.rows).any(|r| r.pressable) { bulk_views(&bulk) } else { Vec::new() },
        groups,
        tick_all: Params { ticked: true, ..facts.params.clone() }.href(&base),
        next: facts.next.clone().map(|after| Params { after: Some(after), ..first.clone() }.href(&base)),
        first: facts.params.after.is_some().then(|| first.href(&base)),
        row_exports: if may_export {
            row_exports(&facts, &first.href(&format!("{base}/export.csv")))
        } else {
            Vec::new()
        },
        documents: if may_export {
            document::of_view(app, facts.params.view.as_deref(), facts.sensitive)
        } else {
            Vec::new()
        },
        export: may_export.then(|| first.href(&format!("{base}/export.csv"))),
        effect: app.effect.is_some().then(|| format!("{base}/effect")),
        days: facts.next_day.map(|day| format!("{base}/days/{day}")),
        by_day: current.is_some_and(|v| v.layout == Layout::Calendar),
        charts: app.queue.charts.values().any(|chart| may_see(&chart)).then(|| format!("{base}/charts")),
        bar: bar(&facts),
        board: facts.board,
        enter: format!("{base}/new"),
        base,
    }
}

/// The rows of a `repeat` as a file.
#[derive(Debug, Serialize)]
struct RowExport {
    label: String,
    href: String,
}

fn row_exports(facts: &Facts<'_>, address: &str) -> Vec<RowExport> {
    let mark = if address.contains('?') { '&' } else { '?' };
    let all = Levels::all(&facts.published.app, facts.sensitive).into_iter();
    all.map(|(path, label)| RowExport { label, href: format!("{address}{mark}rows={path}") }).collect()
}

/// The actions that the actor may press for several cases at once.
pub fn bulk_actions<'a>(app: &'a App, actor: &Actor) -> impl Iterator<Item = &'a Action> {
    app.workflow.actions.values().filter(move |a| a.bulk && !a.automatic && workflow::could_be(actor, &a.by))
}

fn bulk_views(bulk: &[&Action]) -> Vec<Bulk> {
    bulk.iter().map(|a| Bulk { id: a.id.clone(), label: a.label.get(Lang::Ja).to_owned() }).collect()
}

fn tabs(app: &App, params: &Params, base: &str) -> Vec<Tab> {
    let tab = |label: &str, view: Option<&String>| Tab {
        label: label.to_owned(),
        href: Params { view: view.cloned(), ..Params::default() }.href(base),
        current: params.view.as_ref() == view,
    };
    let views = app.queue.views.values().map(|v| tab(v.label.get(Lang::Ja), Some(&v.id)));
    std::iter::once(tab("すべて", None)).chain(views).collect()
}

/// States without numbers: counting all cases would cost more than the page. The work list counts.
fn states(app: &App, params: &Params) -> Vec<Choice> {
    let choice = |id: &String, label: &str| Choice {
        id: id.clone(),
        label: label.to_owned(),
        selected: params.states.contains(id),
    };
    app.workflow.states.values().map(|s| choice(&s.id, s.label.get(Lang::Ja))).collect()
}

/// The city's areas, when a booking of the app has areas.
fn areas(app: &App, office: &Office, params: &Params) -> Vec<Choice> {
    if !app.bookings.values().any(|b| b.area.is_some()) {
        return Vec::new();
    }
    let choice = |id: &String, label: &str| Choice {
        id: id.clone(),
        label: label.to_owned(),
        selected: params.area.as_ref() == Some(id),
    };
    office.areas.iter().map(|(id, a)| choice(id, a.label.get(Lang::Ja))).collect()
}

/// A heading sorts by its column; a second press turns the order round.
fn heading(app: &App, column: &QueueColumn, params: &Params, base: &str) -> Heading {
    let sort = params.sort.as_deref().unwrap_or_default();
    let (sorted, next) = match sort.strip_prefix('-') {
        Some(name) if name == column.name => ("descending", column.name.clone()),
        None if sort == column.name => ("ascending", format!("-{}", column.name)),
        _ => ("", column.name.clone()),
    };
    Heading {
        label: column.label.get(Lang::Ja).to_owned(),
        href: Params { sort: Some(next), ..params.first() }.href(base),
        sorted,
        numeric: cell::is_numeric(app, column),
    }
}

/// The columns that may be seen, with their places in a row.
fn columns<'a>(facts: &Facts<'a>) -> impl Iterator<Item = (usize, &'a QueueColumn)> {
    cell::columns(&facts.published.app, facts.sensitive).into_iter()
}

/// Rows under the headings of the view's group column, in the order in which they come.
fn groups(facts: &Facts<'_>, bulk: &[&Action]) -> Vec<Group> {
    let view = facts.params.view.as_ref().and_then(|v| facts.published.app.queue.views.get(v));
    let column = view.and_then(|v| v.group.as_ref());
    let column = column.filter(|c| facts.sensitive || !cell::is_sensitive(&facts.published.app, &c.name));
    let mut groups: Vec<Group> = Vec::new();
    for row in facts.rows {
        let label = column.map(|c| cell::group(facts.published, c, row.group.as_ref().unwrap_or(&Cell::Null)));
        let shown = row_view(facts, row, bulk);
        match groups.iter_mut().find(|g| g.label == label) {
            Some(group) => group.rows.push(shown),
            None => groups.push(Group {
                count: label.as_ref().and_then(|label| facts.counts.get(label)).copied().unwrap_or_default(),
                label,
                rows: vec![shown],
            }),
        }
    }
    groups
}

/// `地区別の点数：A地区`: the bar whose cases are listed.
fn bar(facts: &Facts<'_>) -> Option<String> {
    let chart = facts.published.app.queue.charts.get(facts.params.chart.as_ref()?)?;
    let value = facts.params.value.clone().map_or(Cell::Null, Cell::Text);
    Some(format!("{}：{}", chart.label.get(Lang::Ja), chart::label(facts.published, chart, &value)))
}

/// `決裁中：課長`: the state with the seats that wait.
fn with_seats(column: &QueueColumn, text: String, open: Option<&Vec<String>>) -> String {
    match open.filter(|_| column.name == "_state") {
        Some(seats) => format!("{text}：{}", seats.join("、")),
        None => text,
    }
}

fn row_view(facts: &Facts<'_>, row: &Row, bulk: &[&Action]) -> RowView {
    let app = &*facts.published.app;
    let office = &facts.published.office;
    let pressable = bulk.iter().any(|a| a.from.contains(&row.state));
    let open = facts.open.get(&row.case);
    let linked = columns(facts).find(|(_, c)| c.name == "_receipt").or(columns(facts).next()).map(|(i, _)| i);
    let cells = columns(facts).map(|(i, column)| CellView {
        text: with_seats(column, cell::text(app, office, column, row.cells.get(i).map_or(&[], Vec::as_slice)), open),
        numeric: cell::is_numeric(app, column),
        link: linked == Some(i),
        state: column.name == "_state",
    });
    let at = row.due_at.as_ref().and_then(|d| d.parse::<Timestamp>().ok());
    RowView {
        receipt: row.receipt.clone(),
        href: format!("/office/cases/{}", row.receipt),
        revision: row.revision,
        cells: cells.collect(),
        assignee: facts.assignees.get(&row.case).map(|a| a.name.clone()),
        due: at.map(|at| due::due(office, at, facts.now)),
        ended: cell::is_end(app, &row.state),
        pressable,
        ticked: pressable && facts.params.ticked,
    }
}
