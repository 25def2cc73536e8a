//! `/office/absence`: who is away records it, with the one who decides instead. Administrators record 職務代理.

use super::page;
use crate::{
    error::Problem,
    extract::{FormBody, actor::StaffActor},
    state::AppState,
};
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use jiff::civil::Date;
use madoguchi_engine::calendar;
use madoguchi_schema::{
    field::{self, Field as _},
    office::Office,
    text::Lang,
};
use madoguchi_store::{account, approval};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// What the page was opened with.
#[derive(Debug, Default, Deserialize)]
pub struct Opened {
    /// What has just been done.
    #[serde(default)]
    did: Option<String>,
}

#[derive(Debug, Default, Serialize)]
struct Typed {
    from: String,
    until: String,
    substitute: i64,
}

#[derive(Serialize)]
struct Person {
    id: i64,
    label: String,
}

#[derive(Serialize)]
struct Post {
    id: String,
    label: String,
}

#[derive(Serialize)]
struct AwayView {
    id: i64,
    from: String,
    until: String,
    substitute: Option<String>,
}

#[derive(Serialize)]
struct ActingView {
    id: i64,
    post: String,
    name: String,
    from: String,
    until: String,
}

#[derive(Serialize)]
struct Page {
    absences: Vec<AwayView>,
    deputies: Vec<ActingView>,
    people: Vec<Person>,
    /// Posts of the city, for administrators only.
    posts: Vec<Post>,
    typed: Typed,
    error: Option<&'static str>,
    done: Option<&'static str>,
}

/// The page.
pub async fn show(
    State(state): State<AppState>,
    staff: StaffActor,
    Query(opened): Query<Opened>,
) -> Result<Response, Problem> {
    let done = match opened.did.as_deref() {
        Some("recorded") => Some("記録しました。"),
        Some("ended") => Some("取り消しました。"),
        _ => None,
    };
    render(&state, &staff, Typed::default(), None, done)
}

/// Records the own absence.
pub async fn submit(State(state): State<AppState>, staff: StaffActor, form: FormBody) -> Result<Response, Problem> {
    let substitute = form.get("substitute").and_then(|id| id.parse().ok()).filter(|id| *id != staff.0.id);
    let days = match days(&form) {
        Ok(days) => days,
        Err(why) => return render(&state, &staff, typed(&form), Some(why), None),
    };
    let known = substitute.map(|id| account::by_id(&state.store, id)).transpose()?.flatten();
    if substitute.is_some() && known.is_none() {
        return render(&state, &staff, typed(&form), Some("代決する人を、一覧から選んでください。"), None);
    }
    approval::put_absence(&state.store, staff.0.id, days, substitute, state.clock.now()).await?;
    Ok(Redirect::to("/office/absence?did=recorded").into_response())
}

/// Takes an own absence back.
pub async fn end(State(state): State<AppState>, staff: StaffActor, Path(id): Path<i64>) -> Result<Response, Problem> {
    match approval::end_absence(&state.store, staff.0.id, id, state.clock.now()).await? {
        true => Ok(Redirect::to("/office/absence?did=ended").into_response()),
        false => Err(Problem::not_found()),
    }
}

/// An administrator records who acts in the right of a vacant post.
pub async fn appoint(State(state): State<AppState>, staff: StaffActor, form: FormBody) -> Result<Response, Problem> {
    administers(&staff)?;
    let days = match days(&form) {
        Ok(days) => days,
        Err(why) => return render(&state, &staff, Typed::default(), Some(why), None),
    };
    let office = state.catalog.office();
    let written = form.get("post").unwrap_or_default();
    let post = written
        .split_once('/')
        .filter(|(unit, post)| office.units.get(*unit).is_some_and(|known| known.posts.contains_key(*post)));
    let person = form.get("staff").and_then(|id| id.parse().ok());
    let person = person.map(|id| account::by_id(&state.store, id)).transpose()?.flatten();
    let (Some((unit, post)), Some(person)) = (post, person) else {
        return render(&state, &staff, Typed::default(), Some("職と人を、一覧から選んでください。"), None);
    };
    let post = (unit.to_owned(), post.to_owned());
    approval::put_deputy(&state.store, post, person.id, days, staff.0.id, state.clock.now()).await?;
    Ok(Redirect::to("/office/absence?did=recorded").into_response())
}

/// An administrator takes one back.
pub async fn dismiss(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(id): Path<i64>,
) -> Result<Response, Problem> {
    administers(&staff)?;
    match approval::end_deputy(&state.store, id, state.clock.now()).await? {
        true => Ok(Redirect::to("/office/absence?did=ended").into_response()),
        false => Err(Problem::not_found()),
    }
}

fn administers(staff: &StaffActor) -> Result<(), Problem> {
    match staff.0.admin {
        true => Ok(()),
        false => Err(Problem::forbidden("職務代理は管理者が記録します。管理者に頼んでください。")),
    }
}

/// The first and the last day.
fn days(form: &FormBody) -> Result<(Date, Date), &'static str> {
    let day = |name: &str| {
        let written = Json::String(form.get(name).unwrap_or_default().to_owned());
        field::Date::default().parse(&written).ok()??.as_str()?.parse::<Date>().ok()
    };
    let (Some(from), Some(until)) = (day("from"), day("until")) else {
        return Err("はじめの日とおわりの日を、2026-11-02 のように入力してください。");
    };
    if until < from {
        return Err("おわりの日を、はじめの日と同じか、そのあとの日にしてください。");
    }
    Ok((from, until))
}

fn typed(form: &FormBody) -> Typed {
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    Typed {
        from: text("from"),
        until: text("until"),
        substitute: form.get("substitute").and_then(|id| id.parse().ok()).unwrap_or_default(),
    }
}

fn render(
    state: &AppState,
    staff: &StaffActor,
    typed: Typed,
    error: Option<&'static str>,
    done: Option<&'static str>,
) -> Result<Response, Problem> {
    let office = state.catalog.office();
    let today = calendar::today(&office, state.clock.now());
    let mine = approval::absences_of(&state.store, staff.0.id, today)?.into_iter();
    let acting = if staff.0.admin { approval::deputies(&state.store, today)? } else { Vec::new() };
    let others = account::list(&state.store)?.into_iter().filter(|person| !person.disabled && person.id != staff.0.id);
    let page = Page {
        absences: mine.map(|a| AwayView { id: a.id, from: a.from, until: a.until, substitute: a.substitute }).collect(),
        deputies: acting
            .into_iter()
            .map(|d| ActingView {
                id: d.id,
                post: label(&office, &d.unit, &d.post),
                name: d.name,
                from: d.from,
                until: d.until,
            })
            .collect(),
        people: others.map(|person| Person { id: person.id, label: person.name }).collect(),
        posts: if staff.0.admin { posts(&office) } else { Vec::new() },
        typed,
        error,
        done,
    };
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, page::render(state, staff, None, "office/absence.html", &page)?).into_response())
}

fn label(office: &Office, unit: &str, post: &str) -> String {
    let Some(known) = office.units.get(unit) else { return format!("{unit}/{post}") };
    let post = known.posts.get(post).map_or(post, |label| label.get(Lang::Ja));
    format!("{} {post}", known.label.get(Lang::Ja))
}

fn posts(office: &Office) -> Vec<Post> {
    let of_unit = |(unit, known): (&String, &madoguchi_schema::office::Unit)| {
        let post = |post: &String| Post { id: format!("{unit}/{post}"), label: label(office, unit, post) };
        known.posts.keys().map(post).collect::<Vec<_>>()
    };
    office.units.iter().flat_map(of_unit).collect()
}
