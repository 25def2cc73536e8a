//! Moving the booked day: the offer with the present day in it, then the move in one transaction.

use super::{
    act::{Stored, commit, done, refused},
    look_up::Found,
};
use crate::{
    error::Problem,
    extract::FormBody,
    resident::start,
    state::AppState,
    view::{
        date,
        slot::{self, Offer},
    },
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use madoguchi_engine::{
    booking::{self, Ask, At},
    records::CaseFacts,
    workflow::{self, Rejection},
};
use madoguchi_schema::text::Lang;
use madoguchi_store::capacity::{self, Own};
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    app_title: String,
    receipt: String,
    secret: String,
    revision: i64,
    label: String,
    present: Option<String>,
    /// The full day that it waits for instead.
    waiting: Option<String>,
    offer: Offer,
    error: Option<String>,
    lost: bool,
    contact: start::Contact,
}

/// The slot that is moved: held, or waited for.
struct Place {
    question: String,
    book: String,
    area: String,
    present: Option<At>,
    waiting: Option<At>,
}

impl Place {
    fn of(case: &CaseFacts, question: Option<&str>) -> Option<Place> {
        let meant = |id: &str| question.is_none_or(|question| question == id);
        let held = case.claims.iter().find(|claim| meant(&claim.question)).map(|claim| Place {
            question: claim.question.clone(),
            book: claim.book.clone(),
            area: claim.area.clone(),
            present: Some(claim.at()),
            waiting: None,
        });
        held.or_else(|| {
            let wait = case.waits.iter().find(|wait| meant(&wait.question))?;
            let (question, book, area) = (wait.question.clone(), wait.book.clone(), wait.area.clone());
            Some(Place { question, book, area, present: None, waiting: Some(wait.at) })
        })
    }
}

/// What is wrong with a chosen day.
enum Wrong {
    Nothing,
    Missing,
    Same,
    Refused(String),
    Full,
}

/// Offers days; `_step=do` moves to the chosen one.
pub async fn act(state: &AppState, found: Found, form: &FormBody) -> Result<Response, Problem> {
    workflow::may_move(found.setting(), &found.case, found.actor()).map_err(|denied| refused(&found, denied))?;
    let wanted = form.get("_question");
    let place = Place::of(&found.case, wanted).ok_or_else(Problem::not_found)?;
    if form.get("_step") != Some("do") {
        return page(state, &found, &place, &Wrong::Nothing);
    }
    let chosen = form.get(&format!("{}.date", place.question)).and_then(|d| d.parse::<At>().ok());
    let Some(day) = chosen else { return page(state, &found, &place, &Wrong::Missing) };
    if place.present == Some(day) {
        return page(state, &found, &place, &Wrong::Same);
    }
    match workflow::move_slot(found.setting(), &found.case, found.actor(), &place.question, day, None) {
        Ok(change) => match commit(state, &found, change).await? {
            Stored::Done => done(state, form, format!("日にちを{}に変更しました。", date::at(day))),
            Stored::SoldOut => page(state, &found, &place, &Wrong::Full),
            Stored::Rule(broken) => page(state, &found, &place, &Wrong::Refused(broken.sentence(Lang::Ja))),
        },
        Err(Rejection::Slot(refusal)) => {
            let text = refusal.sentence(&found.published.office, Lang::Ja);
            page(state, &found, &place, &Wrong::Refused(text))
        }
        Err(Rejection::Fields(errors)) => {
            let text = errors.first().map(|e| e.sentence(Lang::Ja)).unwrap_or_default();
            page(state, &found, &place, &Wrong::Refused(text))
        }
    }
}

fn page(state: &AppState, found: &Found, place: &Place, wrong: &Wrong) -> Result<Response, Problem> {
    let (app, office) = (&found.published.app, &found.published.office);
    let booking = app.bookings.get(&place.book).ok_or_else(Problem::not_found)?;
    let ask = Ask { setting: found.setting(), booking, answers: &found.case.answers, present: place.present };
    let own = Own::Case(found.case.id);
    let days = booking::window(&ask);
    let taken = capacity::taken(&state.store, &app.id, &place.book, &place.area, days, &own, found.now)?;
    let days = booking::days(&ask, &taken);
    let error = match wrong {
        Wrong::Nothing => None,
        Wrong::Missing => Some("新しい日を選んでください".to_owned()),
        Wrong::Same => Some("いまの予約と同じ日です。ほかの日を選んでください".to_owned()),
        Wrong::Refused(text) => Some(text.clone()),
        Wrong::Full => Some("選んだ日は、たった今いっぱいになりました。ほかの日を選んでください".to_owned()),
    };
    let page = Page {
        app_title: app.title.get(Lang::Ja).to_owned(),
        receipt: found.case.receipt.clone(),
        secret: found.secret.clone(),
        revision: found.case.revision,
        label: app.question(&place.question).map_or("", |q| q.label.get(Lang::Ja)).to_owned(),
        present: place.present.map(date::at),
        waiting: place.waiting.map(date::at),
        offer: slot::offer(&place.question, &ask, Some(&place.area), &days, place.present),
        error,
        lost: matches!(wrong, Wrong::Full),
        contact: start::contact(app, office),
    };
    let status = match wrong {
        Wrong::Nothing => StatusCode::OK,
        Wrong::Missing | Wrong::Same => StatusCode::UNPROCESSABLE_ENTITY,
        Wrong::Refused(_) | Wrong::Full => StatusCode::CONFLICT,
    };
    let html = state.templates.page("resident/status/move.html", office, page)?;
    Ok((status, html).into_response())
}
