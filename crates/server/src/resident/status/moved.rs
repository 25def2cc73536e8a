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
    records::Claim,
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
    present: String,
    offer: Offer,
    error: Option<String>,
    lost: bool,
    contact: start::Contact,
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
    let claim = found.case.claims.iter().find(|c| wanted.is_none_or(|q| q == c.question));
    let claim = claim.ok_or_else(Problem::not_found)?.clone();
    if form.get("_step") != Some("do") {
        return page(state, &found, &claim, &Wrong::Nothing);
    }
    let chosen = form.get(&format!("{}.date", claim.question)).and_then(|d| d.parse::<At>().ok());
    let Some(day) = chosen else { return page(state, &found, &claim, &Wrong::Missing) };
    if day == claim.at() {
        return page(state, &found, &claim, &Wrong::Same);
    }
    match workflow::move_slot(found.setting(), &found.case, found.actor(), &claim.question, day, None) {
        Ok(change) => match commit(state, &found, change).await? {
            Stored::Done => done(state, form, format!("日にちを{}に変更しました。", date::at(day))),
            Stored::SoldOut => page(state, &found, &claim, &Wrong::Full),
            Stored::Rule(broken) => page(state, &found, &claim, &Wrong::Refused(broken.sentence(Lang::Ja))),
        },
        Err(Rejection::Slot(refusal)) => {
            let text = refusal.sentence(&found.published.office, Lang::Ja);
            page(state, &found, &claim, &Wrong::Refused(text))
        }
        Err(Rejection::Fields(errors)) => {
            let text = errors.first().map(|e| e.sentence(Lang::Ja)).unwrap_or_default();
            page(state, &found, &claim, &Wrong::Refused(text))
        }
    }
}

fn page(state: &AppState, found: &Found, claim: &Claim, wrong: &Wrong) -> Result<Response, Problem> {
    let (app, office) = (&found.published.app, &found.published.office);
    let booking = app.bookings.get(&claim.book).ok_or_else(Problem::not_found)?;
    let ask = Ask { setting: found.setting(), booking, answers: &found.case.answers, present: Some(claim.at()) };
    let own = Own::Case(found.case.id);
    let days = booking::window(&ask);
    let taken = capacity::taken(&state.store, &app.id, &claim.book, &claim.area, days, &own, found.now)?;
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
        label: app.question(&claim.question).map_or("", |q| q.label.get(Lang::Ja)).to_owned(),
        present: date::at(claim.at()),
        offer: slot::offer(&claim.question, &ask, Some(&claim.area), &days, Some(claim.at())),
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
