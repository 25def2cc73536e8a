//! `GET /api/v1/apps/{app}/cases`: a page of the queue, with the columns of the app's list.

use super::problem::ApiError;
use crate::{
    extract::actor::TokenActor,
    office::{
        access,
        params::Params,
        queue::{by_group, unlisted},
    },
    state::AppState,
    view::cell,
};
use axum::{
    Json,
    extract::{Path, RawQuery, State},
};
use madoguchi_engine::calendar;
use madoguchi_store::queue::{self, Row};
use serde::Serialize;
use serde_json::{Map, Value};

/// Rows when nothing is said, and at most.
const ROWS: (u32, u32) = (50, 200);

/// The answer.
#[derive(Serialize)]
pub struct Cases {
    cases: Vec<Case>,
    next: Option<String>,
}

#[derive(Serialize)]
struct Case {
    receipt: String,
    state: String,
    revision: i64,
    due_at: Option<String>,
    columns: Map<String, Value>,
}

/// The page.
pub async fn show(
    State(state): State<AppState>,
    caller: TokenActor,
    Path(app): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Cases>, ApiError> {
    caller.reaches(&app)?;
    let actor = caller.actor();
    let published = access::app(&state, &actor, &app)?;
    let query = query.unwrap_or_default();
    let params = Params::parse(&query);
    access::listable(&state, &actor, &published.app, &params)?;
    let sensitive = access::sees_sensitive(&state, &actor, &published.app);
    let asked = by_group(&published, &params, limit(&query), sensitive);
    let today = calendar::today(&published.office, state.clock.now());
    let page = queue::page(&state.store, &published.app, &asked, today).map_err(|u| unlisted(u, &app))?;
    let columns = cell::columns(&published.app, sensitive);
    let case = |row: Row| Case {
        columns: columns
            .iter()
            .filter_map(|(i, c)| Some((c.name.clone(), cell::value(&published.app, c, row.cells.get(*i)?))))
            .collect(),
        receipt: row.receipt,
        state: row.state,
        revision: row.revision,
        due_at: row.due_at,
    };
    Ok(Json(Cases { cases: page.rows.into_iter().map(case).collect(), next: page.next }))
}

/// `limit=…`, within bounds.
fn limit(query: &str) -> u32 {
    let sent = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "limit");
    sent.and_then(|(_, value)| value.parse().ok()).map_or(ROWS.0, |n: u32| n.clamp(1, ROWS.1))
}
