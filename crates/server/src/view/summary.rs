//! Answers as people check them: label, lines, and the page where they can be changed.

use madoguchi_schema::{
    answers::Answers,
    app::{App, Question},
    field::Kind,
    office::Office,
    text::Lang,
};
use serde::Serialize;

/// The answers of one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Slug of the page.
    pub page: String,
    /// Its heading.
    pub title: String,
    /// Its answers.
    pub rows: Vec<Row>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Question id.
    pub id: String,
    /// What was asked.
    pub label: String,
    /// What was answered; empty when left blank.
    pub lines: Vec<String>,
    /// The server's own value: it cannot be changed by itself.
    pub computed: bool,
}

/// The answers of these pages as the resident, or the clerk who enters them, may see them.
pub fn sections(
    app: &App,
    office: &Office,
    answers: &Answers,
    route: &[usize],
    lang: Lang,
    clerk: bool,
) -> Vec<Section> {
    let pages = route.iter().filter_map(|i| app.pages.get(*i));
    let section = |page: &madoguchi_schema::app::Page| Section {
        page: page.id.clone(),
        title: page.title.get(lang).to_owned(),
        rows: page.questions.iter().filter_map(|q| row(q, office, answers, lang, clerk)).collect(),
    };
    pages.map(section).filter(|s| !s.rows.is_empty()).collect()
}

/// One answer; `None` when it was not asked, is text only, or is for clerks.
fn row(question: &Question, office: &Office, answers: &Answers, lang: Lang, clerk: bool) -> Option<Row> {
    if (question.internal && !clerk) || matches!(question.kind, Kind::Note(_)) {
        return None;
    }
    let answer = answers.get(&question.id)?;
    Some(Row {
        id: question.id.clone(),
        label: question.label.get(lang).to_owned(),
        lines: question.kind.as_field().shown(answer, lang, office),
        computed: matches!(question.kind, Kind::Calc(_)),
    })
}
