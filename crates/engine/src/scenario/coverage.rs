//! What the tests of an app touch: which questions are answered, rules decide, states are reached and actions pressed.

use super::world::Played;
use madoguchi_schema::{
    app::{App, Question},
    field::Kind,
    text::Lang,
};
use std::collections::BTreeSet;

/// What the tests of an app touch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Questions with an answer in some test.
    pub questions: Part,
    /// Rules: a `show_if` that showed and hid, a `required_if` that held, a `check` that refused, a `stop` that ended the
    /// way, a `calc` that had a value.
    pub rules: Part,
    /// States reached.
    pub states: Part,
    /// Actions pressed, automatic ones too.
    pub actions: Part,
}

/// How much of one kind is touched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// How many are touched.
    pub touched: usize,
    /// How many there are.
    pub all: usize,
    /// Those that no test touches, as the definition names them: `spot`, `spot.show_if`, `goods.check 2`, `p1.stop`.
    pub untouched: Vec<String>,
}

impl Part {
    fn add(&mut self, name: String, touched: bool) {
        self.all += 1;
        if touched {
            self.touched += 1;
        } else {
            self.untouched.push(name);
        }
    }
}

impl Coverage {
    /// The parts with their names.
    pub fn parts(&self, lang: Lang) -> [(&'static str, &Part); 4] {
        let names = match lang {
            Lang::En => ["questions", "rules", "states", "actions"],
            _ => ["質問", "規則", "状態", "操作"],
        };
        let parts = [&self.questions, &self.rules, &self.states, &self.actions];
        std::array::from_fn(|at| (names[at], parts[at]))
    }
}

/// What was seen in the tests so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    answered: BTreeSet<String>,
    shown: BTreeSet<String>,
    hidden: BTreeSet<String>,
    required: BTreeSet<String>,
    broken: BTreeSet<(String, usize)>,
    stops: BTreeSet<(usize, usize)>,
    pages: BTreeSet<usize>,
    skipped: BTreeSet<usize>,
    states: BTreeSet<String>,
    actions: BTreeSet<String>,
}

impl Seen {
    /// Adds one test.
    pub(super) fn see(&mut self, app: &App, played: &Played<'_>) {
        let evaluation = &played.evaluation;
        self.shown.extend(evaluation.shown.iter().cloned());
        self.required.extend(evaluation.required.iter().cloned());
        self.pages.extend(evaluation.route.iter().copied());
        self.stops.extend(evaluation.stop);
        if evaluation.stop.is_none() {
            self.skipped.extend((0..app.pages.len()).filter(|page| !evaluation.route.contains(page)));
        }
        for (page, question) in app.questions() {
            if evaluation.answers.get(&question.id).is_some_and(|answer| !answer.is_null()) {
                self.answered.insert(question.id.clone());
            }
            if evaluation.route.contains(&page) && !evaluation.shown.contains(&question.id) {
                self.hidden.insert(question.id.clone());
            }
            for error in evaluation.errors.iter().filter(|error| error.question == question.id) {
                let broken = question.checks.iter().position(|check| error.message.as_ref() == Some(&check.message));
                self.broken.extend(broken.map(|number| (question.id.clone(), number)));
            }
        }
        for (action, state) in &played.steps {
            self.actions.insert(action.clone());
            self.states.insert(state.clone());
        }
    }

    /// What was seen beside what there is.
    pub(super) fn coverage(&self, app: &App) -> Coverage {
        let mut coverage = Coverage::default();
        for (number, page) in app.pages.iter().enumerate() {
            if page.show_if.is_some() {
                let both = self.pages.contains(&number) && self.skipped.contains(&number);
                coverage.rules.add(format!("{}.show_if", page.id), both);
            }
            for question in &page.questions {
                self.question(question, &mut coverage);
            }
            for stop in 0..page.stop.len() {
                let name = numbered(&format!("{}.stop", page.id), stop, page.stop.len());
                coverage.rules.add(name, self.stops.contains(&(number, stop)));
            }
        }
        for id in app.workflow.states.keys() {
            coverage.states.add(id.clone(), self.states.contains(id));
        }
        for id in app.workflow.actions.keys() {
            coverage.actions.add(id.clone(), self.actions.contains(id));
        }
        coverage
    }

    fn question(&self, question: &Question, coverage: &mut Coverage) {
        let id = &question.id;
        let answered = self.answered.contains(id);
        match question.kind {
            Kind::Note(_) => {}
            Kind::Calc(_) => coverage.rules.add(format!("{id}.value"), answered),
            _ => coverage.questions.add(id.clone(), answered),
        }
        if question.show_if.is_some() {
            coverage.rules.add(format!("{id}.show_if"), self.shown.contains(id) && self.hidden.contains(id));
        }
        if question.required_if.is_some() {
            coverage.rules.add(format!("{id}.required_if"), self.required.contains(id));
        }
        for check in 0..question.checks.len() {
            let name = numbered(&format!("{id}.check"), check, question.checks.len());
            coverage.rules.add(name, self.broken.contains(&(id.clone(), check)));
        }
    }
}

/// A name with its number from 1 where there are several.
fn numbered(name: &str, at: usize, of: usize) -> String {
    if of > 1 { format!("{name} {}", at + 1) } else { name.to_owned() }
}
