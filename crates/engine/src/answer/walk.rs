//! The walk over pages and questions in order: each sees what was answered before it.

use super::{
    Evaluation, RawAnswers,
    ask::{self, holds},
    scope::{Ground, Level, OnDay},
};
use madoguchi_schema::app::{Page, Question};

/// One walk.
pub(super) struct Walk<'a> {
    raw: &'a RawAnswers,
    level: Level<'a>,
    out: Evaluation,
}

impl<'a> Walk<'a> {
    pub(super) fn new(ground: &'a Ground<'a>, raw: &'a RawAnswers) -> Walk<'a> {
        Walk { raw, level: Level::form(ground), out: Evaluation::default() }
    }

    /// Walks all pages, up to a stop; in a stored case also behind it, because a case is past its form.
    pub(super) fn run(mut self) -> Evaluation {
        let app = self.level.ground.setting.app;
        for (number, page) in app.pages.iter().enumerate() {
            if !holds(page.show_if.as_ref(), &self.level) {
                continue;
            }
            let (shown, wrong) = (self.out.shown.len(), self.out.errors.len());
            for question in &page.questions {
                self.question(page, question);
            }
            let is_well = self.out.errors.len() == wrong;
            let stop = if is_well { self.stop(page) } else { None };
            if stop.is_some() || self.out.shown.len() > shown {
                self.out.route.push(number);
            }
            if let Some(stop) = stop {
                self.out.stop.get_or_insert((number, stop));
                if !self.level.ground.is_stored() {
                    break;
                }
            }
        }
        self.out.answers.0 = self.level.answers;
        self.out
    }

    /// The first exit that the answers lead to; judged only when the page itself is well answered, because a condition
    /// like `not (x == "a")` also holds while nothing was answered. Who applied in time stays in time when correcting.
    fn stop(&self, page: &Page) -> Option<usize> {
        page.stop.iter().position(|stop| stop.condition.eval(&OnDay::arrival(&self.level)).is_true())
    }

    /// Whether a question of a stored case was not asked yet when the case arrived: a press gives it, or its condition
    /// did not hold on that day.
    fn is_late(&self, page: &Page, question: &Question) -> bool {
        let setting = &self.level.ground.setting;
        let given = || setting.app.workflow.given.contains(&question.id);
        let arrival = || OnDay::arrival(&self.level);
        let asked = |condition| holds(condition, &arrival());
        setting.received.is_some() && (given() || !asked(page.show_if.as_ref()) || !asked(question.show_if.as_ref()))
    }

    fn question(&mut self, page: &Page, question: &Question) {
        if !ask::is_asked(question, &self.level) {
            return;
        }
        self.level.ground.late.set(self.is_late(page, question));
        let is_seen = !question.internal || self.level.ground.setting.clerk;
        if is_seen {
            self.out.shown.push(question.id.clone());
        }
        let required = ask::is_required(question, &self.level);
        if required {
            self.out.required.push(question.id.clone());
        }
        let sent = self.raw.0.get(&question.id);
        if let (None, Some(answer)) = (sent, ask::suggested(question, &self.level)) {
            self.out.suggested.0.insert(question.id.clone(), answer);
        }
        ask::take(question, sent, required, &mut self.level, &mut self.out.errors);
    }
}
