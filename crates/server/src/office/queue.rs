//! `/office/{app}`: the clerks' list of one app, filtered, sorted, searched, fifty at a time.

use super::{access, board, days, page, params::Params};
use crate::{
    catalog::Published,
    error::Problem,
    extract::actor::StaffActor,
    state::AppState,
    view::{
        cell,
        queue::{Facts, view},
    },
};
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::civil::Date;
use madoguchi_engine::calendar;
use madoguchi_schema::app::{Layout, QueueColumn, View};
use madoguchi_store::{
    approval, desk,
    queue::{self, Page, Part, Query, Unlisted, figures},
};
use std::collections::HashMap;

/// Rows of one page.
const ROWS: u32 = 50;

/// The list.
pub async fn show(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(app): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let actor = staff.actor();
    let published = access::app(&state, &actor, &app)?;
    let params = Params::parse(query.as_deref().unwrap_or_default());
    access::listable(&state, &actor, &published.app, &params)?;
    let now = state.clock.now();
    let today = calendar::today(&published.office, now);
    let sensitive = access::sees_sensitive(&state, &actor, &published.app);
    let mine = params.mine.then_some(staff.0.id);
    let asked = Query { assignee: mine, ..by_group(&published, &params, ROWS, sensitive) };
    let board = board::of(&state, &published, &params, (&asked, sensitive)).map_err(|u| unlisted(u, &app))?;
    let listed = match &board {
        Some(_) => Page::default(),
        None => queue::page(&state.store, &published.app, &asked, today).map_err(|u| unlisted(u, &app))?,
    };
    let counts = counts(&state, &published, &asked, today, sensitive).map_err(|u| unlisted(u, &app))?;
    let cases: Vec<i64> = listed.rows.iter().map(|row| row.case).collect();
    let has_route = published.app.workflow.states.values().any(|state| state.route.is_some());
    let open = if has_route { approval::open_steps(&state.store, &cases)? } else { HashMap::default() };
    let assignees = desk::assignees(&state.store, &cases)?;
    let facts = Facts {
        assignees: &assignees,
        published: &published,
        actor: &actor,
        sensitive,
        params: &params,
        rows: &listed.rows,
        counts: &counts,
        board,
        open: &open,
        next: listed.next,
        now,
        next_day: days::next(&state, &published)?,
    };
    Ok(page::render(&state, &staff, Some(&app), "office/queue.html", &view(facts))?.into_response())
}

/// What an address asks for. A view with groups is sorted by them unless another order was chosen, so that a group is
/// not torn; a board shows one of its columns when its value is there.
pub fn by_group(published: &Published, params: &Params, limit: u32, sensitive: bool) -> Query {
    let mut query = params.query(limit);
    let Some((view, group)) = group(published, &query, sensitive) else { return query };
    if view.layout == Layout::Board {
        let column = group.reads.first().filter(|_| params.has_value() && query.part.is_none());
        query.part = column.map(|column| Part::Column { column: column.clone(), value: params.value.clone() });
    } else if query.sort.is_none() {
        query.sort = Some(group.name.clone());
    }
    query
}

/// The view that is asked for and the column that puts its rows together, when the reader may see it.
pub fn group<'a>(published: &'a Published, query: &Query, sensitive: bool) -> Option<(&'a View, &'a QueueColumn)> {
    let view = published.app.queue.views.get(query.view.as_ref()?)?;
    let group = view.group.as_ref()?;
    (sensitive || !cell::is_sensitive(&published.app, &group.name)).then_some((view, group))
}

/// How many cases stand under each heading, on all pages.
fn counts(
    state: &AppState,
    published: &Published,
    asked: &Query,
    today: Date,
    sensitive: bool,
) -> Result<HashMap<String, i64>, Unlisted> {
    let Some((view, group)) = group(published, asked, sensitive) else { return Ok(HashMap::new()) };
    let Some(column) = group.reads.first().filter(|_| view.layout != Layout::Board) else { return Ok(HashMap::new()) };
    let counted = figures::of_column(&state.store, &published.app, asked, column, today)?;
    Ok(counted.rows.into_iter().map(|row| (cell::group(published, group, &row.value), row.cases)).collect())
}

/// An address that names what the app does not have is no page; the disk may fail.
pub fn unlisted(cause: Unlisted, app: &str) -> Problem {
    match cause {
        Unlisted::Unknown(_) => Problem::new(
            StatusCode::NOT_FOUND,
            "この一覧はありません",
            "手続の定義が変わり、一覧や並べ替えの項目がなくなったことがあります。",
        )
        .link(format!("/office/{app}"), "すべての申込みを見る"),
        Unlisted::Store(cause) => cause.into(),
    }
}
