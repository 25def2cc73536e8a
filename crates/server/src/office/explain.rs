//! `/office/{app}/explain`: the app in words: what is asked when, what happens to a case, who may do what.

use super::{access, page};
use crate::{error::Problem, extract::actor::StaffActor, state::AppState};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use madoguchi_schema::{
    explain::{self, Block, Section},
    text::Lang,
};
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    app: String,
    queue: String,
    version: u32,
    sections: Vec<Told>,
}

#[derive(Serialize)]
struct Told {
    title: String,
    blocks: Vec<Drawn>,
}

/// A sentence, or a table with a row of headings.
#[derive(Serialize, Default)]
struct Drawn {
    line: Option<String>,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// The page, for those who may read the app.
pub async fn show(
    State(state): State<AppState>,
    staff: StaffActor,
    Path(app): Path<String>,
) -> Result<Response, Problem> {
    let published = access::app(&state, &staff.actor(), &app)?;
    let sheet = explain::sheet(&published.app, &published.office, Lang::Ja);
    let page = Page {
        app: published.app.title.get(Lang::Ja).to_owned(),
        queue: format!("/office/{app}"),
        version: published.version,
        sections: sheet.sections.into_iter().map(told).collect(),
    };
    Ok(page::render(&state, &staff, Some(&app), "office/explain.html", &page)?.into_response())
}

fn told(section: Section) -> Told {
    let drawn = |block| match block {
        Block::Line(line) => Drawn { line: Some(line), ..Drawn::default() },
        Block::Table { head, rows } => Drawn { line: None, head, rows },
    };
    Told { title: section.title, blocks: section.blocks.into_iter().map(drawn).collect() }
}
