//! The way through the pages, derived from what the answers come to, never stored.

use crate::{answer::Evaluation, intake::FieldError};
use madoguchi_schema::app::App;

/// The page on the route after a page; `None` after the last, and after a stop.
pub fn next(evaluation: &Evaluation, page: usize) -> Option<usize> {
    evaluation.route.iter().copied().find(|other| *other > page)
}

/// The page on the route before a page.
pub fn previous(evaluation: &Evaluation, page: usize) -> Option<usize> {
    evaluation.route.iter().copied().rev().find(|other| *other < page)
}

/// What is wrong on a page, in order of the form.
pub fn page_errors<'a>(app: &'a App, evaluation: &'a Evaluation, page: usize) -> impl Iterator<Item = &'a FieldError> {
    let questions = app.pages.get(page).map_or(&[][..], |page| &page.questions);
    evaluation.errors.iter().filter(move |error| questions.iter().any(|question| question.id == error.question))
}

/// The first page on the route with something wrong.
pub fn first_with_errors(app: &App, evaluation: &Evaluation) -> Option<usize> {
    evaluation.route.iter().copied().find(|page| page_errors(app, evaluation, *page).next().is_some())
}
