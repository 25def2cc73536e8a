//! The cases of other apps that answers name: read for the engine, searched for those who choose one.

use crate::{
    catalog::Published,
    error::Problem,
    office::{access, queue::unlisted},
    state::AppState,
    view::option::OptionView,
};
use madoguchi_engine::{
    answer::{RawAnswers, case_offers},
    calendar,
    link::{Link, named},
    records::Actor,
};
use madoguchi_schema::field::Case;
use madoguchi_store::{
    StoreError, case,
    queue::{self, Query},
};
use serde_json::{Map, Value as Json};

/// Most cases that a search looks through, and most that it shows.
const LOOKED: u32 = 300;
const SHOWN: usize = 20;

/// The app with what the cases that these answers name say now. Those of apps that the actor may read can be chosen.
pub fn with(
    state: &AppState,
    published: Published,
    actor: Option<&Actor>,
    answers: &[&Map<String, Json>],
) -> Result<Published, StoreError> {
    if published.app.cases().is_empty() {
        return Ok(published);
    }
    let mut links = (*published.links).clone();
    for (app, written) in answers.iter().flat_map(|answers| named(&published.app, answers)) {
        if links.get(&app, &written).is_none()
            && let Some(link) = link(state, &app, &written, actor)?
        {
            links.add(&app, &written, link);
        }
    }
    Ok(published.with_links(links))
}

/// What a case of an app says now; `None` when there is no such case of that app.
fn link(state: &AppState, app: &str, written: &str, actor: Option<&Actor>) -> Result<Option<Link>, StoreError> {
    let Some(facts) = case::by_receipt(&state.store, written)?.filter(|facts| facts.app == app) else {
        return Ok(None);
    };
    let Some(own) = state.catalog.get(app, facts.version) else { return Ok(None) };
    let offered = actor.is_some_and(|actor| access::app(state, actor, app).is_ok());
    Ok(Some(Link::of(own.setting(state.clock.now(), true), &facts, offered)))
}

/// Records that a member of staff read the cases that these answers name.
pub async fn record(
    state: &AppState,
    staff: i64,
    published: &Published,
    answers: &Map<String, Json>,
) -> Result<(), StoreError> {
    for (app, written) in named(&published.app, answers) {
        if let Some(link) = published.links.get(&app, &written).filter(|link| link.offered) {
            case::audit(&state.store, staff, "read_linked", link.receipt.clone(), state.clock.now()).await?;
        }
    }
    Ok(())
}

/// The cases that can be chosen at a path for the words typed so far, and whether there are more; nothing for those
/// who may not read their app.
pub fn find(
    state: &AppState,
    published: &Published,
    actor: &Actor,
    (case, path): (&Case, &str),
    raw: &RawAnswers,
    typed: &str,
) -> Result<(Vec<OptionView>, bool), Problem> {
    let Ok(other) = access::app(state, actor, &case.app) else { return Ok((Vec::new(), false)) };
    let now = state.clock.now();
    let query = Query { search: Some(typed.to_owned()), limit: LOOKED, ..Query::default() };
    let page = queue::page(&state.store, &other.app, &query, calendar::today(&other.office, now));
    let page = page.map_err(|cause| unlisted(cause, &case.app))?;
    let mut options = Vec::new();
    for row in &page.rows {
        let Some(link) = link(state, &case.app, &row.receipt, Some(actor))? else { continue };
        if case_offers(&published.setting(now, true), raw, path, case, &link) {
            options.push(OptionView {
                code: link.receipt.clone(),
                label: link.line(),
                detail: link.state_label.clone(),
                kana: String::new(),
                chosen: false,
            });
        }
        if options.len() > SHOWN {
            break;
        }
    }
    let cut = options.len() > SHOWN || page.next.is_some();
    options.truncate(SHOWN);
    Ok((options, cut))
}
