//! What a member of staff may see: nothing unless the app's definition names them.

use super::params::Params;
use crate::{catalog::Published, error::Problem, linked, state::AppState, view::cell};
use madoguchi_engine::{
    approval,
    records::{Actor, CaseFacts},
    workflow,
};
use madoguchi_schema::app::{App, Audience, Chart};
use madoguchi_store::case;

/// The current version of an app whose cases the actor may read.
pub fn app(state: &AppState, actor: &Actor, app: &str) -> Result<Published, Problem> {
    let published = state.catalog.current(app).ok_or_else(Problem::not_found)?;
    readable(actor, &published.app)?;
    Ok(published)
}

/// The current version of an app in which the actor may start a case: an app for staff is open to all of them.
pub fn start(state: &AppState, actor: &Actor, app: &str) -> Result<Published, Problem> {
    let published = state.catalog.current(app).ok_or_else(Problem::not_found)?;
    if published.app.audience == Audience::Resident {
        readable(actor, &published.app)?;
    }
    Ok(published)
}

/// A case that the actor may read, with the app in the version that the case stays on. Rights are those of the
/// current version: who loses access loses it for old cases too.
pub fn case(state: &AppState, actor: &Actor, receipt: &str) -> Result<(CaseFacts, Published), Problem> {
    let facts = case::by_receipt(&state.store, receipt)?.ok_or_else(Problem::not_found)?;
    let own = state.catalog.get(&facts.app, facts.version).ok_or_else(Problem::not_found)?;
    let own = linked::with(state, own, Some(actor), &[&facts.answers.0])?;
    let current = state.catalog.current(&facts.app);
    let readable = readable(actor, current.as_ref().map_or(&own.app, |current| &current.app));
    let setting = own.setting(state.clock.now(), true);
    let actions = own.app.workflow.actions.values().flat_map(|action| &action.by);
    let editors = own.app.workflow.states.values().flat_map(|state| &state.editors);
    let told = workflow::is_named(&facts, actor, workflow::escalated_to(&setting, &facts));
    match readable {
        Err(refused)
            if !told
                && !workflow::has_part(&facts, actor, actions.chain(editors))
                && !decides(state, actor, &facts, &own)? =>
        {
            Err(refused)
        }
        _ => Ok((facts, own)),
    }
}

/// Whether the actor has a seat in the approval route of a case, or may take one now.
fn decides(state: &AppState, actor: &Actor, facts: &CaseFacts, own: &Published) -> Result<bool, Problem> {
    let Some(progress) = &facts.approval else { return Ok(false) };
    if approval::is_involved(progress, actor) {
        return Ok(true);
    }
    let roster = super::approval::roster(state, facts)?;
    Ok(!approval::offers(own.setting(state.clock.now(), true), facts, &roster, actor).is_empty())
}

/// Whether the actor sees the sensitive answers of a case: who may by the current version, and who wrote them.
pub fn sees_sensitive_of(state: &AppState, actor: &Actor, app: &App, case: &CaseFacts) -> bool {
    let current = state.catalog.current(&app.id);
    workflow::sees_sensitive(case, actor, current.as_ref().map_or(&app.access, |c| &c.app.access))
}

/// Whether the actor sees sensitive answers of an app, by its current version.
pub fn sees_sensitive(state: &AppState, actor: &Actor, app: &App) -> bool {
    let current = state.catalog.current(&app.id);
    let access = current.as_ref().map_or(&app.access, |c| &c.app.access);
    workflow::is_among(actor, &access.sensitive)
}

/// An order by an answer that the actor may not see would tell it, and so would a bar of a chart: there is no such list
/// for them.
pub fn listable(state: &AppState, actor: &Actor, app: &App, params: &Params) -> Result<(), Problem> {
    if sees_sensitive(state, actor, app) {
        return Ok(());
    }
    let name = params.sort.as_deref().unwrap_or_default();
    if cell::is_sensitive(app, name.strip_prefix('-').unwrap_or(name)) {
        return Err(Problem::forbidden("この項目で並べ替える権限がありません。"));
    }
    match params.chart.as_ref().and_then(|chart| app.queue.charts.get(chart)) {
        Some(asked) => chart(state, actor, app, asked),
        None => Ok(()),
    }
}

/// 403 where a chart tells something about sensitive answers to someone who may not see them.
pub fn chart(state: &AppState, actor: &Actor, app: &App, chart: &Chart) -> Result<(), Problem> {
    match tells_sensitive(app, chart) && !sees_sensitive(state, actor, app) {
        true => Err(Problem::forbidden("このグラフを見る権限がありません。")),
        false => Ok(()),
    }
}

/// Whether a chart tells something about sensitive answers.
pub fn tells_sensitive(app: &App, chart: &Chart) -> bool {
    chart.reads().any(|name| cell::is_sensitive(app, name))
}

/// 403 unless the actor may export the app's cases.
pub fn export(actor: &Actor, app: &App) -> Result<(), Problem> {
    match workflow::is_among(actor, &app.access.export) {
        true => Ok(()),
        false => Err(Problem::forbidden("この手続のデータを書き出す権限がありません。")),
    }
}

fn readable(actor: &Actor, app: &App) -> Result<(), Problem> {
    match workflow::is_among(actor, &app.access.read) {
        true => Ok(()),
        false => Err(Problem::forbidden("この手続の申込みを見る権限がありません。所属を確かめてください。")),
    }
}
