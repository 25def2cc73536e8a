//! The rows of a `repeat` as lines of a file: one line a row, with the numbers and answers of the rows around it.

use crate::view::cell;
use madoguchi_schema::{
    answers::Answers,
    app::{App, Question},
    field::{Kind, Repeat},
    text::Lang,
};
use serde_json::{Map, Value as Json};

/// The `repeat`s down to the one whose rows are the lines, outermost first.
#[derive(Debug, Clone)]
pub struct Levels(Vec<Level>);

#[derive(Debug, Clone)]
struct Level {
    id: String,
    label: String,
    repeat: Repeat,
}

impl Levels {
    /// The rows at a path (`homes.members`); `None` when there are none, or not for these eyes.
    pub fn find(app: &App, path: &str, sensitive: bool) -> Option<Levels> {
        let mut parts = path.split('.');
        let first = app.question(parts.next()?).filter(|q| sensitive || !q.sensitive)?;
        let mut levels = vec![Level::of(first)?];
        for part in parts {
            let inner = levels.last()?.repeat.questions.iter().find(|q| q.id == part)?;
            let inner = Level::of(inner)?;
            levels.push(inner);
        }
        Some(Levels(levels))
    }

    /// All rows of an app that these eyes may see, as `(path, what they are called)`.
    pub fn all(app: &App, sensitive: bool) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for (_, question) in app.questions().filter(|(_, q)| sensitive || !q.sensitive) {
            add(question, "", "", &mut found);
        }
        found
    }

    /// The heads: the receipt number, and for each level its number and its answers.
    pub fn heads(&self) -> Vec<String> {
        let of_level = |level: &Level| {
            let own = level.columns().map(|q| format!("{}：{}", level.label, q.label.get(Lang::Ja)));
            [format!("{}の番号", level.label)].into_iter().chain(own).collect::<Vec<_>>()
        };
        std::iter::once("受付番号".to_owned()).chain(self.0.iter().flat_map(of_level)).collect()
    }

    /// The lines of one case.
    pub fn lines(&self, receipt: &str, answers: &Answers) -> Vec<Vec<String>> {
        let mut lines = Vec::new();
        below(&self.0, &answers.0, &[receipt.to_owned()], &mut lines);
        lines
    }
}

impl Level {
    fn of(question: &Question) -> Option<Level> {
        let Kind::Repeat(repeat) = &question.kind else { return None };
        Some(Level { id: question.id.clone(), label: question.label.get(Lang::Ja).to_owned(), repeat: repeat.clone() })
    }

    /// What is answered in its rows, without rows inside them.
    fn columns(&self) -> impl Iterator<Item = &Question> {
        self.repeat.questions.iter().filter(|q| !matches!(q.kind, Kind::Note(_) | Kind::Repeat(_)))
    }
}

fn below(levels: &[Level], answers: &Map<String, Json>, before: &[String], lines: &mut Vec<Vec<String>>) {
    let Some((level, deeper)) = levels.split_first() else { return lines.push(before.to_vec()) };
    let rows = answers.get(&level.id).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    for (number, row) in rows.iter().enumerate().filter_map(|(place, row)| Some((place + 1, row.as_object()?))) {
        let mut line = before.to_vec();
        line.push(number.to_string());
        line.extend(level.columns().map(|q| row.get(&q.id).map(|a| cell::in_file(&q.kind, a)).unwrap_or_default()));
        below(deeper, row, &line, lines);
    }
}

fn add(question: &Question, around: &str, labels: &str, found: &mut Vec<(String, String)>) {
    let Kind::Repeat(repeat) = &question.kind else { return };
    let (path, label) = (format!("{around}{}", question.id), format!("{labels}{}", question.label.get(Lang::Ja)));
    found.push((path.clone(), label.clone()));
    for inner in &repeat.questions {
        add(inner, &format!("{path}."), &format!("{label}の"), found);
    }
}
