//! What the names of an app's expressions are called.

use super::linked::code_of;
use crate::{
    app::{App, Question},
    expr::Labels,
    field::Kind,
    lower::{PARTS, SYSTEM},
    text::{Lang, Text},
};

/// The names of an app in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) app: &'a App,
    pub(super) lang: Lang,
}

impl Names<'_> {
    fn chosen<'t>(&self, ja: &'t str, en: &'t str) -> &'t str {
        if self.lang == Lang::En { en } else { ja }
    }

    /// A part of an answer, or a column of a row.
    fn part(&self, question: Option<&Question>, part: &str) -> String {
        if let Some(inner) = question.and_then(|question| row_question(question, part)) {
            return inner.label.get(self.lang).to_owned();
        }
        if let Some(Kind::Case(case)) = question.map(|question| &question.kind)
            && let Some(label) = case.label_of(part)
        {
            return label.get(self.lang).to_owned();
        }
        let words = [
            ("code", "選択", "choice"),
            ("qty", "数量", "quantity"),
            ("label", "表示名", "label"),
            ("fee", "料金", "fee"),
        ];
        let known = PARTS.iter().chain(&words).find(|(id, _, _)| *id == part);
        known.map_or(part, |(_, ja, en)| self.chosen(ja, en)).to_owned()
    }
}

impl Labels for Names<'_> {
    fn name(&self, path: &str) -> String {
        if let Some((_, ja, en)) = SYSTEM.iter().find(|(id, _, _)| *id == path) {
            return self.chosen(ja, en).to_owned();
        }
        if path == "area" {
            return self.chosen("地区", "Area").to_owned();
        }
        let mut words = path.split('.');
        let first = words.next().unwrap_or_default();
        let mut question = self.app.question(first);
        if question.is_none() {
            question = self.app.questions().find_map(|(_, question)| row_question(question, first));
        }
        let mut label = question.map_or(first, |question| question.label.get(self.lang)).to_owned();
        for word in words {
            label = match self.lang {
                Lang::En => format!("{label}: {}", self.part(question, word)),
                _ => format!("{label}の{}", self.part(question, word)),
            };
            question = question.and_then(|question| row_question(question, word));
        }
        label
    }

    fn code(&self, list: &str, code: &str) -> Option<String> {
        let label = |text: &Text| text.get(self.lang).to_owned();
        if list == "_state" {
            return self.app.workflow.states.get(code).map(|state| label(&state.label));
        }
        let words = [
            ("_channel", "web", "オンライン", "online"),
            ("_channel", "phone", "電話", "telephone"),
            ("_channel", "counter", "窓口", "counter"),
            ("_channel", "staff", "職員", "staff"),
            ("weekdays", "mon", "月", "Monday"),
            ("weekdays", "tue", "火", "Tuesday"),
            ("weekdays", "wed", "水", "Wednesday"),
            ("weekdays", "thu", "木", "Thursday"),
            ("weekdays", "fri", "金", "Friday"),
            ("weekdays", "sat", "土", "Saturday"),
            ("weekdays", "sun", "日", "Sunday"),
        ];
        if let Some((_, _, ja, en)) = words.iter().find(|(of, id, _, _)| *of == list && *id == code) {
            return Some(self.chosen(ja, en).to_owned());
        }
        if list.contains('/') {
            let mut cases = self.app.cases().into_iter();
            return cases.find_map(|(_, case)| code_of(case, list, code, self.lang));
        }
        let known = self.app.lists.get(list).and_then(|list| list.rows.get(code));
        known.map(|row| label(&row.label)).or_else(|| self.inline(list, code))
    }
}

impl Names<'_> {
    /// A code of a list that stands at its question.
    fn inline(&self, list: &str, code: &str) -> Option<String> {
        self.app.questions().find_map(|(_, question)| {
            let known = match &question.kind {
                Kind::Choice(choice) => &choice.list,
                Kind::Choices(choices) => &choices.list,
                _ => return None,
            };
            let row = known.rows.get(code).filter(|_| known.id == list)?;
            Some(row.label.get(self.lang).to_owned())
        })
    }
}

/// A question in the rows of another.
fn row_question<'q>(question: &'q Question, id: &str) -> Option<&'q Question> {
    match &question.kind {
        Kind::Repeat(repeat) => repeat.questions.iter().find(|inner| inner.id == id),
        _ => None,
    }
}
