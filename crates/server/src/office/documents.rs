//! Documents for print. Each print is recorded, like reading a case and exporting a list.
//!
//! - `/office/cases/{receipt}/documents/{document}`: of a case as it is now, in the states that the document names.
//! - `/office/cases/{receipt}/issued/{id}`: as it was issued, whatever the letter says today.
//! - `/office/{app}/documents/{document}`: over a view of the queue, for those who may export.

use super::{access, params::Params, queue::by_group, queue::unlisted};
use crate::{
    catalog::Published,
    error::Problem,
    extract::actor::StaffActor,
    state::AppState,
    view::document::{Sheets, is_issued, not_printed},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use madoguchi_engine::{
    calendar,
    document::{self, MOST_CASES},
    records::{Actor, CaseFacts},
};
use madoguchi_schema::{
    app::{Document, Over},
    text::Lang,
};
use madoguchi_store::{
    case,
    document::{self as stored, Issued},
    queue,
};

/// A document of a case.
pub async fn show(
    State(state): State<AppState>,
    staff: StaffActor,
    Path((receipt, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (facts, published) = access::case(&state, &staff.actor(), &receipt)?;
    let (document, body) = printed(&state, (staff.0.id, &staff.actor()), &facts, &published, &id).await?;
    let mut sheets = Sheets::of(document, &facts.receipt, body);
    sheets.draft = is_issued(&published.app, document);
    sheets.back = Some(format!("/office/cases/{}", facts.receipt));
    sheets.page(&state, &published.office)
}

/// The sheets of a document of a case, for those who may see them; recorded.
pub async fn printed<'a>(
    state: &AppState,
    (staff, actor): (i64, &Actor),
    facts: &CaseFacts,
    published: &'a Published,
    id: &str,
) -> Result<(&'a Document, String), Problem> {
    let app = &published.app;
    let document = app.documents.get(id).filter(|document| !matches!(document.over, Over::View(_)));
    let document = document.ok_or_else(Problem::not_found)?;
    if document.letter.sensitive && !access::sees_sensitive_of(state, actor, app, facts) {
        return Err(Problem::forbidden("この書類には、見る権限のない内容が含まれています。"));
    }
    if !document.fits(&facts.state) {
        let label = app.workflow.states.get(&facts.state).map_or("", |state| state.label.get(Lang::Ja));
        let text = format!("申込みは「{label}」です。この書類は、決められた状態のときだけ印刷できます。");
        return Err(Problem::conflict("今はこの書類を印刷できません", text)
            .link(format!("/office/cases/{}", facts.receipt), "申込みに戻る"));
    }
    let setting = published.setting(state.clock.now(), true);
    let body = document::print(setting, facts, document).map_err(|why| not_printed(&why))?;
    case::audit(&state.store, staff, "print", format!("{} {id}", facts.receipt), state.clock.now()).await?;
    Ok((document, body))
}

/// A document as it was issued.
pub async fn issued(
    State(state): State<AppState>,
    staff: StaffActor,
    Path((receipt, id)): Path<(String, i64)>,
) -> Result<Response, Problem> {
    let (facts, published) = access::case(&state, &staff.actor(), &receipt)?;
    let (issued, body) = as_issued(&state, (staff.0.id, &staff.actor()), &facts, &published, id).await?;
    let mut sheets = Sheets::as_issued(&published.office, &facts, &issued, body);
    sheets.back = Some(format!("/office/cases/{}", facts.receipt));
    sheets.page(&state, &published.office)
}

/// The sheets of an issued document, for those who may see them; recorded.
pub async fn as_issued(
    state: &AppState,
    (staff, actor): (i64, &Actor),
    facts: &CaseFacts,
    published: &Published,
    id: i64,
) -> Result<(Issued, String), Problem> {
    let (issued, body) = stored::load(&state.store, facts.id, id)?.ok_or_else(Problem::not_found)?;
    if issued.sensitive && !access::sees_sensitive_of(state, actor, &published.app, facts) {
        return Err(Problem::forbidden("この書類には、見る権限のない内容が含まれています。"));
    }
    let what = format!("{} issued {id}", facts.receipt);
    case::audit(&state.store, staff, "print", what, state.clock.now()).await?;
    Ok((issued, body))
}

/// A document over a view.
pub async fn over(
    State(state): State<AppState>,
    staff: StaffActor,
    Path((app, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let actor = staff.actor();
    let published = access::app(&state, &actor, &app)?;
    let Some(document) = published.app.documents.get(&id) else { return Err(Problem::not_found()) };
    let Over::View(view) = &document.over else { return Err(Problem::not_found()) };
    access::export(&actor, &published.app)?;
    if document.letter.sensitive && !access::sees_sensitive(&state, &actor, &published.app) {
        return Err(Problem::forbidden("この書類には、見る権限のない内容が含まれています。"));
    }
    let Some(view) = published.app.queue.views.get(view) else { return Err(Problem::not_found()) };
    let now = state.clock.now();
    let cases = cases(&state, &published, &view.id)?;
    let body = document::print_view(published.setting(now, true), view, &cases, document);
    let body = body.map_err(|why| not_printed(&why).link(format!("/office/{app}?view={}", view.id), "一覧に戻る"))?;
    case::audit(&state.store, staff.0.id, "print", format!("{app} {id}"), now).await?;
    let mut sheets = Sheets::of(document, view.label.get(Lang::Ja), body);
    sheets.back = Some(format!("/office/{app}?view={}", view.id));
    sheets.page(&state, &published.office)
}

/// All cases of a view, as the queue orders them.
fn cases(state: &AppState, published: &Published, view: &str) -> Result<Vec<CaseFacts>, Problem> {
    let today = calendar::today(&published.office, state.clock.now());
    let params = Params { view: Some(view.to_owned()), ..Params::default() };
    let limit = u32::try_from(MOST_CASES).unwrap_or(u32::MAX);
    // Paper is not put in the order of answers that not all readers may see.
    let asked = by_group(published, &params, limit, false);
    let page = queue::page(&state.store, &published.app, &asked, today);
    let page = page.map_err(|cause| unlisted(cause, &published.app.id))?;
    if page.next.is_some() {
        let text = format!("{MOST_CASES}件より多いので、一度には印刷できません。一覧を絞ったビューを使ってください。");
        return Err(Problem::conflict("件数が多すぎます", text));
    }
    let mut cases = Vec::with_capacity(page.rows.len());
    for row in page.rows {
        cases.extend(case::by_receipt(&state.store, &row.receipt)?);
    }
    Ok(cases)
}
