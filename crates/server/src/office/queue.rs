//! `/office/{app}`: the clerks' list of one app, filtered, sorted, searched, fifty at a time.

use super::{access, days, page, params::Params};
use crate::{
    catalog::Published,
    error::Problem,
    extract::actor::StaffActor,
    state::AppState,
    view::queue::{Facts, view},
};
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use madoguchi_engine::calendar;
use madoguchi_store::{
    approval, desk,
    queue::{self, Query, Unlisted},
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
    access::sortable(&state, &actor, &published.app, params.sort.as_deref())?;
    let now = state.clock.now();
    let mine = params.mine.then_some(staff.0.id);
    let asked = by_group(&published, Query { assignee: mine, ..params.query(ROWS) });
    let listed = queue::page(&state.store, &published.app, &asked, calendar::today(&published.office, now));
    let listed = listed.map_err(|u| unlisted(u, &app))?;
    let cases: Vec<i64> = listed.rows.iter().map(|row| row.case).collect();
    let has_route = published.app.workflow.states.values().any(|state| state.route.is_some());
    let open = if has_route { approval::open_steps(&state.store, &cases)? } else { HashMap::default() };
    let assignees = desk::assignees(&state.store, &cases)?;
    let facts = Facts {
        assignees: &assignees,
        published: &published,
        actor: &actor,
        sensitive: access::sees_sensitive(&state, &actor, &published.app),
        params: &params,
        rows: &listed.rows,
        open: &open,
        next: listed.next,
        now,
        next_day: days::next(&state, &published)?,
    };
    Ok(page::render(&state, &staff, Some(&app), "office/queue.html", &view(&facts))?.into_response())
}

/// A view with groups is sorted by them unless another order was chosen, so that a group is not torn.
pub fn by_group(published: &Published, mut query: Query) -> Query {
    let view = query.view.as_ref().and_then(|v| published.app.queue.views.get(v));
    let group = view.and_then(|v| v.group.as_ref());
    let listed = |name: &&String| published.app.queue.columns.iter().any(|c| c.name == **name);
    if let (None, Some(group)) = (&query.sort, group.filter(listed)) {
        query.sort = Some(group.clone());
    }
    query
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
