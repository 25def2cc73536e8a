//! A question with what was typed and what is wrong → what its template draws, at first and after mistakes alike.

use super::{
    control::{self, Control},
    live::Live,
};
use madoguchi_engine::{
    answer::{Evaluation, RawAnswers, RowState, Rows, Setting},
    intake::FieldError,
};
use madoguchi_schema::{app::Question, field::Kind, text::Lang};
use serde::Serialize;
use serde_json::Value as Json;

/// What a form page needs besides the definition.
#[derive(Debug, Clone, Copy)]
pub struct Filled<'a> {
    /// App, city, moment, and whether a clerk fills it in.
    pub setting: Setting<'a>,
    /// As typed.
    pub raw: &'a RawAnswers,
    /// What it comes to.
    pub evaluation: &'a Evaluation,
    /// What its rows come to, one by one.
    pub rows: &'a Rows,
    /// What is wrong and should be shown now.
    pub errors: &'a [FieldError],
    /// Language of the page.
    pub lang: Lang,
    /// The path of the question that gets one more blank row.
    pub one_more: Option<&'a str>,
    /// What appears and disappears while the form is filled in.
    pub live: Option<&'a Live>,
    /// The question whose long list is searched, by its path, and what for.
    pub find: Option<(&'a str, &'a str)>,
    /// Where a script asks for options, without the path; `None` where there is nothing to ask.
    pub ask_url: Option<&'a str>,
}

impl Filled<'_> {
    /// Whether something that is answered beside a total goes into it, directly or through another total there.
    pub fn computes_here(&self, question: &Question) -> bool {
        let pages = &self.setting.app.pages;
        let beside = pages.iter().find_map(|page| neighbours(&page.questions, question)).unwrap_or_default();
        is_fed(question, beside, &mut Vec::new())
    }

    /// Whether a question that is not asked now may appear while the form is filled in.
    pub fn may_appear(&self, question: &Question, path: &str) -> bool {
        let appears = self.live.is_some_and(|live| live.appears.contains(path));
        // What a later press answers is never asked on the form.
        let asked = self.setting.clerk && !self.setting.app.workflow.given.iter().any(|given| given == path);
        appears && (asked || !question.internal)
    }
}

/// One question as its template draws it.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionView {
    /// Question id.
    pub id: String,
    /// Prefix of its control names, e.g. `children.0.birth`.
    pub path: String,
    /// Its template.
    pub template: String,
    /// Element id of the first control.
    pub anchor: String,
    /// What is asked.
    pub label: String,
    /// One sentence above the control.
    pub hint: String,
    /// Why it is asked.
    pub note: String,
    /// Must be answered.
    pub required: bool,
    /// Only clerks see it.
    pub internal: bool,
    /// Not asked by what is answered so far: drawn aside, for `live.js` to bring in.
    pub asleep: bool,
    /// Sentences at the question as a whole.
    pub errors: Vec<String>,
    /// The controls.
    #[serde(flatten)]
    pub control: Control,
}

/// One line of the error summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SummaryLine {
    /// Element id that it leads to.
    pub anchor: String,
    /// The sentence.
    pub text: String,
}

/// The shown questions of a page, in order, and asleep those that may appear; without those that only clerks see unless
/// a clerk fills the form.
pub fn of_page(filled: &Filled<'_>, page: usize) -> Vec<QuestionView> {
    let Some(page) = filled.setting.app.pages.get(page) else { return Vec::new() };
    let draw = |question: &Question| {
        let asleep = !filled.evaluation.shown.contains(&question.id);
        let drawn = !asleep || filled.may_appear(question, &question.id);
        drawn.then(|| QuestionView { asleep, ..of_question(filled, question) })
    };
    page.questions.iter().filter_map(draw).collect()
}

/// These questions whatever page they are on: what a correction asks.
pub fn of_ids(filled: &Filled<'_>, ids: &[String]) -> Vec<QuestionView> {
    ids.iter().filter_map(|id| filled.setting.app.question(id)).map(|q| of_question(filled, q)).collect()
}

fn of_question(filled: &Filled<'_>, question: &Question) -> QuestionView {
    let typed = filled.raw.0.get(&question.id).or_else(|| filled.evaluation.suggested.get(&question.id));
    draw(filled, question, &question.id, typed)
}

impl Filled<'_> {
    /// The row that a path lies in; `None` outside rows.
    pub fn row_of(&self, path: &str) -> Option<&RowState> {
        let (row, _) = path.rsplit_once('.')?;
        self.rows.row(row)
    }
}

/// Draws one question at a path; a row of `repeat` calls it for its own questions.
pub fn draw(filled: &Filled<'_>, question: &Question, path: &str, raw: Option<&Json>) -> QuestionView {
    let control = control::draw(filled, question, path, raw);
    let own = |e: &&FieldError| {
        let place = place(e);
        place == path || (below(&place, path) && !control.has(&place))
    };
    QuestionView {
        id: question.id.clone(),
        path: path.to_owned(),
        template: format!("field/{}.html", control::template(question)),
        anchor: element(&control.first(path)),
        label: question.label.get(filled.lang).to_owned(),
        hint: question.hint.get(filled.lang).to_owned(),
        note: question.note.get(filled.lang).to_owned(),
        required: control::is_required(filled, question, path),
        internal: question.internal,
        asleep: false,
        errors: filled.errors.iter().filter(own).map(|e| e.sentence(filled.lang)).collect(),
        control,
    }
}

impl QuestionView {
    /// The element of the drawn control that is nearest to a place at or below the question.
    fn anchor_of(&self, place: &str) -> String {
        if place == self.path {
            return self.anchor.clone();
        }
        if self.control.has(place) && !matches!(self.control, Control::Repeat { .. }) {
            return element(place);
        }
        match &self.control {
            Control::Items { .. } if is_row(place, &self.path) => element(&format!("{place}.code")),
            Control::Repeat { rows, .. } => {
                let mut questions = rows.iter().flat_map(|row| &row.questions);
                let at = questions.find(|q| place == q.path || below(place, &q.path));
                let first = || {
                    let row = rows.iter().find(|row| place == format!("{}.{}", self.path, row.index));
                    row.and_then(|row| row.questions.first()).map(|q| q.anchor.clone())
                };
                at.map(|q| q.anchor_of(place)).or_else(first).unwrap_or_else(|| self.anchor.clone())
            }
            _ => self.anchor.clone(),
        }
    }

    /// Whether files can be sent from it.
    pub fn takes_files(&self) -> bool {
        match &self.control {
            Control::Files { .. } => true,
            Control::Repeat { rows, .. } => rows.iter().flat_map(|row| &row.questions).any(QuestionView::takes_files),
            _ => false,
        }
    }

    /// Offers no more room for files, where none can be sent.
    pub fn close_files(&mut self) {
        match &mut self.control {
            Control::Files { room, .. } => *room = 0,
            Control::Repeat { rows, .. } => {
                rows.iter_mut().flat_map(|row| &mut row.questions).for_each(QuestionView::close_files);
            }
            _ => {}
        }
    }
}

/// The questions among which one stands: those of its page, or of its rows.
fn neighbours<'q>(questions: &'q [Question], question: &Question) -> Option<&'q [Question]> {
    if questions.iter().any(|q| std::ptr::eq(q, question)) {
        return Some(questions);
    }
    questions.iter().find_map(|q| match &q.kind {
        Kind::Repeat(repeat) => neighbours(&repeat.questions, question),
        _ => None,
    })
}

fn is_fed<'q>(question: &'q Question, beside: &'q [Question], seen: &mut Vec<&'q str>) -> bool {
    seen.push(&question.id);
    let reads = question.value.iter().flat_map(|value| &value.reads);
    let read: Vec<&Question> =
        reads.filter_map(|name| beside.iter().find(|q| name.split('.').next() == Some(q.id.as_str()))).collect();
    read.into_iter().any(|q| q.kind.is_answered() || (!seen.contains(&q.id.as_str()) && is_fed(q, beside, seen)))
}

/// Whether a place is a row as a whole.
fn is_row(place: &str, path: &str) -> bool {
    place.strip_prefix(path).and_then(|rest| rest.strip_prefix('.')).is_some_and(|row| row.parse::<usize>().is_ok())
}

/// The lines of the error summary, each with the nearest control that is drawn.
pub fn summary(views: &[QuestionView], errors: &[FieldError], lang: Lang) -> Vec<SummaryLine> {
    let line = |error: &FieldError| {
        let place = place(error);
        let view = views.iter().find(|v| v.id == error.question);
        let anchor = view.map_or_else(|| "main".to_owned(), |view| view.anchor_of(&place));
        SummaryLine { anchor, text: error.sentence(lang) }
    };
    errors.iter().map(line).collect()
}

/// The sentences for one control.
pub fn errors_at(filled: &Filled<'_>, path: &str) -> Vec<String> {
    filled.errors.iter().filter(|e| place(e) == path).map(|e| e.sentence(filled.lang)).collect()
}

/// The element id of a control.
pub fn element(path: &str) -> String {
    format!("f-{}", path.replace('.', "-"))
}

fn place(error: &FieldError) -> String {
    if error.part.is_empty() { error.question.clone() } else { format!("{}.{}", error.question, error.part) }
}

fn below(place: &str, path: &str) -> bool {
    place.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'))
}
