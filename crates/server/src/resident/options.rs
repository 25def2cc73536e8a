//! `GET /apps/{app}/drafts/{draft}/options/{path}?q=`: what a long list offers for the words typed so far, for a script.
//!
//! The same search, and the same `where`, as the page without JavaScript.

use super::journey::Journey;
use crate::{
    error::Problem,
    linked,
    state::AppState,
    view::{chosen, option::OptionView, question::Filled},
};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use madoguchi_engine::{answer::rows, records::Actor};
use madoguchi_schema::{
    app::{App, Question},
    field::Kind,
};
use madoguchi_store::case;
use serde::{Deserialize, Serialize};

/// `?q=`.
#[derive(Debug, Deserialize)]
pub struct Typed {
    #[serde(default)]
    q: String,
}

impl Typed {
    /// As many of the words as are searched for.
    pub fn words(&self) -> String {
        self.q.chars().take(MOST).collect()
    }
}

/// The best rows.
#[derive(Debug, Serialize)]
pub struct Found {
    options: Vec<OptionView>,
    /// There are more.
    cut: bool,
}

impl Found {
    /// What was found, and whether there is more.
    pub fn of((options, cut): (Vec<OptionView>, bool)) -> Found {
        Found { options, cut }
    }
}

/// Most characters that are searched for.
const MOST: usize = 100;

/// Searches the list of a question that is asked.
pub async fn show(
    State(state): State<AppState>,
    journey: Journey,
    Path((_, _, path)): Path<(String, String, String)>,
    Query(typed): Query<Typed>,
) -> Result<Json<Found>, Problem> {
    let top = path.split('.').next().unwrap_or_default();
    let is_open = journey.evaluation.shown.iter().any(|id| id == top);
    let question = question(&journey.published.app, &path, journey.clerk.is_some())
        .filter(|_| is_open)
        .ok_or_else(Problem::not_found)?;
    let typed = typed.words();
    if let (Kind::Case(case), Some(actor)) = (&question.kind, &journey.clerk) {
        if let Actor::Staff { id, .. } = actor {
            case::audit(&state.store, *id, "search_cases", case.app.clone(), journey.now).await?;
        }
        let raw = &journey.draft.raw;
        let found = linked::find(&state, &journey.published, actor, (case, &path), raw, &typed)?;
        return Ok(Json(Found::of(found)));
    }
    let rows = rows(&journey.setting(), &journey.draft.raw);
    let filled = Filled {
        rows: &rows,
        setting: journey.setting(),
        raw: &journey.draft.raw,
        evaluation: &journey.evaluation,
        errors: &[],
        lang: journey.draft.lang,
        one_more: None,
        live: None,
        find: None,
        ask_url: None,
    };
    let found = chosen::find(&filled, question, &path, &typed).ok_or_else(Problem::not_found)?;
    Ok(Json(Found::of(found)))
}

/// The question at a path: `city`, `children.0.city`.
pub fn question<'a>(app: &'a App, path: &str, clerk: bool) -> Option<&'a Question> {
    let mut segments = path.split('.');
    let mut question = app.question(segments.next()?)?;
    while let (Kind::Repeat(repeat), Some(_row), Some(id)) = (&question.kind, segments.next(), segments.next()) {
        question = repeat.questions.iter().find(|q| q.id == id)?;
    }
    (!question.internal || clerk).then_some(question)
}
