//! Answers as people check them: label, lines, and the page where they can be changed; rows one by one.

use madoguchi_engine::answer::{RawAnswers, Rows, Setting, rows};
use madoguchi_schema::{
    answers::Answers,
    app::{Page, Question},
    field::{Kind, Repeat},
    text::Lang,
};
use serde::Serialize;
use serde_json::{Map, Value as Json};

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
    /// The rows of a `repeat`, instead of lines.
    pub groups: Vec<Group>,
    /// The server's own value: it cannot be changed by itself.
    pub computed: bool,
}

/// One row of a `repeat`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What it is called.
    pub heading: String,
    /// Its answers.
    pub rows: Vec<Row>,
}

/// Who reads in which language.
struct Reader<'a> {
    states: Rows,
    lang: Lang,
    setting: Setting<'a>,
}

/// The answers of these pages as the resident, or the clerk who enters them, may see them.
pub fn sections(setting: Setting<'_>, answers: &Answers, route: &[usize], lang: Lang) -> Vec<Section> {
    let states = rows(&setting, &RawAnswers(answers.0.clone()));
    let reader = Reader { states, lang, setting };
    let section = |page: &Page| Section {
        page: page.id.clone(),
        title: page.title.get(lang).to_owned(),
        rows: reader.rows(&page.questions, "", &answers.0),
    };
    route.iter().filter_map(|i| setting.app.pages.get(*i)).map(section).filter(|s| !s.rows.is_empty()).collect()
}

impl Reader<'_> {
    /// The answers of a form or a row; without what was not asked, is text only, or is for clerks.
    fn rows(&self, questions: &[Question], around: &str, answers: &Map<String, Json>) -> Vec<Row> {
        let is_seen = |q: &&Question| (!q.internal || self.setting.clerk) && !matches!(q.kind, Kind::Note(_));
        let row = |q: &Question| {
            let answer = answers.get(&q.id)?;
            let (lines, groups) = match &q.kind {
                Kind::Repeat(repeat) => (Vec::new(), self.groups(q, repeat, &format!("{around}{}", q.id), answer)),
                kind => (kind.as_field().shown(answer, self.lang, self.setting.office), Vec::new()),
            };
            let label = q.label.get(self.lang).to_owned();
            Some(Row { id: q.id.clone(), label, lines, groups, computed: matches!(q.kind, Kind::Calc(_)) })
        };
        questions.iter().filter(is_seen).filter_map(row).collect()
    }

    fn groups(&self, question: &Question, repeat: &Repeat, path: &str, answer: &Json) -> Vec<Group> {
        let rows = answer.as_array().map(Vec::as_slice).unwrap_or_default().iter().enumerate();
        rows.filter_map(|(place, row)| {
            Some(Group {
                heading: heading(&self.states, question, path, place, self.lang),
                rows: self.rows(&repeat.questions, &format!("{path}.{place}."), row.as_object()?),
            })
        })
        .collect()
    }
}

/// What a row is called: its own heading, or the label of the question with its number.
pub fn heading(states: &Rows, question: &Question, path: &str, place: usize, lang: Lang) -> String {
    let own = states.row(&format!("{path}.{place}")).and_then(|state| state.heading.clone());
    let space = if lang == Lang::En { ' ' } else { '　' };
    own.unwrap_or_else(|| format!("{}{space}{}", question.label.get(lang), place + 1))
}
