//! The days of a draft's bookings: what is offered, and keeping the chosen one while the resident goes on.

use super::{clerk, journey::Journey};
use crate::{
    error::Problem,
    state::AppState,
    view::{
        draw,
        slot::{self, Offer},
    },
};
use jiff::SignedDuration;
use madoguchi_engine::{
    booking::{self, Ask, At, slot_at, waiting_at},
    waiting::waiting_for,
};
use madoguchi_schema::{
    app::{Booking, Question},
    field::Kind,
};
use madoguchi_store::{
    capacity::{self, Own},
    waiting,
};
use std::collections::BTreeMap;

/// The slot questions on one page that are asked now, with their bookings.
pub fn on_page(journey: &Journey, page: usize) -> Vec<(&Question, &Booking)> {
    let questions = journey.published.app.pages.get(page).map(|p| p.questions.as_slice()).unwrap_or_default();
    questions.iter().filter_map(|q| booking_of(journey, q)).collect()
}

fn booking_of<'a>(journey: &'a Journey, question: &'a Question) -> Option<(&'a Question, &'a Booking)> {
    let Kind::Slot(slot) = &question.kind else { return None };
    let asked = journey.evaluation.shown.contains(&question.id);
    journey.published.app.bookings.get(&slot.book).filter(|_| asked).map(|b| (question, b))
}

fn ask<'a>(journey: &'a Journey, booking: &'a Booking) -> Ask<'a> {
    Ask { setting: journey.setting(), booking, answers: &journey.evaluation.answers, present: None }
}

/// The offers of a page by question.
pub fn offers(state: &AppState, journey: &Journey, page: usize) -> Result<BTreeMap<String, Offer>, Problem> {
    let mut offers = BTreeMap::new();
    for (question, booking) in on_page(journey, page) {
        let ask = ask(journey, booking);
        let area = booking::area(&ask);
        let taken = match &area {
            Some(area) => {
                let own = Own::Draft(journey.draft.id.clone());
                let days = booking::window(&ask);
                capacity::taken(&state.store, &journey.draft.app, &booking.id, area, days, &own, journey.now)?
            }
            None => Vec::new(),
        };
        let days = booking::days(&ask, &taken);
        let chosen = slot_at(&journey.evaluation.answers, &question.id);
        let mut offer = slot::offer(&question.id, &ask, area.as_deref(), &days, chosen);
        offer.draw = draw::ahead(state, &journey.setting(), booking)?;
        let applies = offer.draw.as_ref().is_some_and(|draw| draw.applying).then_some(u32::MAX);
        let most = booking.waitlist.as_ref().map(|waitlist| waitlist.most).or(applies);
        if let (Some(most), Some(area)) = (most, &area) {
            let (app, days) = (&journey.draft.app, booking::window(&ask));
            let counts = waiting::counts(&state.store, app, &booking.id, area, days)?;
            offer.wait_for(most, &counts, waiting_at(&journey.evaluation.answers, &question.id));
        }
        offers.insert(question.id.clone(), offer);
    }
    Ok(offers)
}

/// Holds every chosen day, anew when a hold has run out. The page of the first that is gone, if any.
pub async fn keep(state: &AppState, journey: &Journey) -> Result<Option<usize>, Problem> {
    for page in &journey.evaluation.route {
        for (question, booking) in on_page(journey, *page) {
            if let Some(at) = waiting_at(&journey.evaluation.answers, &question.id)
                && !may_wait(state, journey, booking, at)?
            {
                return Ok(Some(*page));
            }
            let Some(at) = slot_at(&journey.evaluation.answers, &question.id) else { continue };
            let Ok(claim) = booking::claim(&ask(journey, booking), at, clerk::reason(journey)) else {
                return Ok(Some(*page));
            };
            let until = journey.now + SignedDuration::from_mins(i64::from(booking.hold_minutes));
            let (app, draft) = (journey.draft.app.clone(), journey.draft.id.clone());
            if !capacity::hold(&state.store, app, draft, claim, until, journey.now).await? {
                return Ok(Some(*page));
            }
        }
    }
    Ok(None)
}

/// Whether the line for a day can be joined; it is judged again when the draft is sent.
fn may_wait(state: &AppState, journey: &Journey, booking: &Booking, at: At) -> Result<bool, Problem> {
    let Some(claim) = waiting_for(&ask(journey, booking), at) else { return Ok(false) };
    let Some(waitlist) = &booking.waitlist else { return Ok(true) };
    let days = (at.date, at.date);
    let counts = waiting::counts(&state.store, &journey.draft.app, &booking.id, &claim.area, days)?;
    Ok(counts.iter().find(|(day, _)| *day == at).is_none_or(|(_, standing)| *standing < waitlist.most))
}

/// The page of a slot question.
pub fn page_of(journey: &Journey, question: &str) -> Option<usize> {
    journey.published.app.questions().find(|(_, q)| q.id == question).map(|(page, _)| page)
}
