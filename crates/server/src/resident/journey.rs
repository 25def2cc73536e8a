//! A draft with all that follows from it: the pages on its route, what is still open, where to go next.
//!
//! Derived from the answers at every request, never stored.

use crate::{catalog::Published, error::Problem, extract::actor::StaffActor, linked, state::AppState, view::tongue};
use jiff::Timestamp;
use madoguchi_engine::records::Actor;
use madoguchi_engine::{
    answer::{Evaluation, RawAnswers, Setting, evaluate},
    intake::FieldError,
    journey,
};
use madoguchi_schema::app::Audience;
use madoguchi_store::draft::{self, Draft};
use serde::Serialize;

/// A draft on its way.
#[derive(Debug, Clone)]
pub struct Journey {
    /// The app in the draft's version.
    pub published: Published,
    /// The draft.
    pub draft: Draft,
    /// The clerk who enters it during a call or a visit.
    pub clerk: Option<Actor>,
    /// What its answers come to.
    pub evaluation: Evaluation,
    /// The moment of the request.
    pub now: Timestamp,
}

/// One step of the step navigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Heading of the page.
    pub title: String,
    /// `done`, `current` or `todo`.
    pub state: &'static str,
}

impl Journey {
    /// Loads a draft of an app; 404 when there is none or it has expired. What a clerk started is for that clerk only.
    pub fn load(state: &AppState, app: &str, id: &str, staff: Option<&StaffActor>) -> Result<Journey, Problem> {
        let now = state.clock.now();
        let draft = draft::load(&state.store, id, now)?.filter(|d| d.app == app);
        let draft = draft.ok_or_else(gone)?;
        let clerk = staff.filter(|s| draft.staff == Some(s.0.id)).map(StaffActor::actor);
        if draft.staff.is_some() && clerk.is_none() {
            return Err(Problem::forbidden("この入力は、始めた職員だけが続けられます。サインインし直してください。")
                .link("/office/sign-in", "サインイン"));
        }
        let published = state.catalog.get(app, draft.version).ok_or_else(gone)?;
        if published.app.audience != Audience::Resident && clerk.is_none() {
            return Err(Problem::not_found());
        }
        let published = linked::with(state, published, clerk.as_ref(), &[&draft.raw.0])?;
        let evaluation = evaluate(&published.setting(now, asks_clerks(&published, clerk.as_ref())), &draft.raw);
        Ok(Journey { published, draft, clerk, evaluation, now })
    }

    /// The same draft with these answers typed over.
    pub fn with(&self, state: &AppState, typed: &RawAnswers) -> Result<Journey, Problem> {
        let mut journey = self.clone();
        journey.published = linked::with(state, journey.published, journey.clerk.as_ref(), &[&typed.0])?;
        for (id, answer) in &typed.0 {
            journey.draft.raw.0.insert(id.clone(), answer.clone());
        }
        journey.evaluation = evaluate(&journey.setting(), &journey.draft.raw);
        Ok(journey)
    }

    /// What decisions need.
    pub fn setting(&self) -> Setting<'_> {
        self.published.setting(self.now, asks_clerks(&self.published, self.clerk.as_ref()))
    }

    /// Whether the questions for clerks are asked.
    pub fn asks_clerks(&self) -> bool {
        asks_clerks(&self.published, self.clerk.as_ref())
    }

    /// An address below the draft.
    pub fn url(&self, tail: &str) -> String {
        format!("/apps/{}/drafts/{}/{tail}", self.draft.app, self.draft.id)
    }

    /// The address of a page.
    pub fn page_url(&self, index: usize, change: bool) -> String {
        let slug = self.published.app.pages.get(index).map_or("review", |p| p.id.as_str());
        self.url(&if change { format!("{slug}?change=1") } else { slug.to_owned() })
    }

    /// Where a submitted draft's receipt is.
    pub fn receipt_url(&self) -> Option<String> {
        self.draft.receipt.as_ref().map(|r| format!("/receipts/{r}?draft={}", self.draft.id))
    }

    /// The number of a page on the route.
    pub fn on_route(&self, slug: &str) -> Option<usize> {
        let index = self.published.app.pages.iter().position(|p| p.id == slug)?;
        self.evaluation.route.contains(&index).then_some(index)
    }

    /// What is wrong on one page.
    pub fn errors_of(&self, page: usize) -> Vec<FieldError> {
        journey::page_errors(&self.published.app, &self.evaluation, page).cloned().collect()
    }

    /// Whether a page was posted and nothing on it is wrong now.
    fn is_done(&self, page: usize) -> bool {
        let slug = self.published.app.pages.get(page).map(|p| &p.id);
        slug.is_some_and(|s| self.draft.done.contains(s)) && self.errors_of(page).is_empty()
    }

    /// The first page on the route that is still to be answered.
    pub fn first_open(&self) -> Option<usize> {
        self.evaluation.route.iter().copied().find(|p| !self.is_done(*p))
    }

    /// Where the first open page is. It returns to the check when later pages are done already.
    pub fn open_url(&self) -> Option<String> {
        let open = self.first_open()?;
        let later = self.evaluation.route.iter().any(|p| *p > open && self.is_done(*p));
        Some(self.page_url(open, later))
    }

    /// Where a page that is well leads: with `change`, to what has become open, else to the check; otherwise onwards.
    pub fn next(&self, page: usize, change: bool) -> String {
        if self.evaluation.stop.is_some_and(|(at, _)| at == page) {
            return self.url("stop");
        }
        if change {
            return match self.first_open() {
                Some(open) if open != page => self.page_url(open, true),
                _ => self.url("review"),
            };
        }
        match journey::next(&self.evaluation, page) {
            Some(next) => self.page_url(next, false),
            None => self.url("review"),
        }
    }

    /// The page before, or the start page.
    pub fn back(&self, page: usize, change: bool) -> String {
        if change {
            return self.url("review");
        }
        match journey::previous(&self.evaluation, page) {
            Some(before) => self.page_url(before, false),
            None if self.clerk.is_some() => format!("/office/{}/new", self.draft.app),
            None => format!("/apps/{}", self.draft.app),
        }
    }

    /// The pages of the route and the check, for the step navigation.
    pub fn steps(&self, current: Option<usize>) -> Vec<Step> {
        let lang = self.draft.lang;
        let step = |index: &usize| Step {
            title: self.published.app.pages.get(*index).map_or("", |p| p.title.get(lang)).to_owned(),
            state: match current {
                Some(now) if now == *index => "current",
                _ if self.is_done(*index) => "done",
                _ => "todo",
            },
        };
        let check = Step {
            title: tongue::words(lang, "内容の確認", &[]),
            state: if current.is_none() { "current" } else { "todo" },
        };
        self.evaluation.route.iter().map(step).chain([check]).collect()
    }
}

/// Whether the questions for clerks are asked: of a clerk who enters a call, not of staff who apply themselves.
fn asks_clerks(published: &Published, clerk: Option<&Actor>) -> bool {
    clerk.is_some() && published.app.audience == Audience::Resident
}

fn gone() -> Problem {
    let mut problem = Problem::not_found();
    "入力の途中のページが見つかりません".clone_into(&mut problem.title);
    "アドレスが間違っているか、保存の期限が切れています。お手数ですが、はじめから入力してください。"
        .clone_into(&mut problem.text);
    problem
}
