//! Where a case waits for a full slot, in words: which day, how many stand before it, until when an offer is kept.

use super::{cell, date};
use crate::{catalog::Published, error::Problem, state::AppState};
use madoguchi_engine::records::{CaseFacts, Wait};
use madoguchi_schema::text::Lang;
use madoguchi_store::waiting;
use serde::Serialize;

/// One place in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// The slot question.
    pub question: String,
    /// Its label.
    pub label: String,
    /// `2026年11月13日（金）`.
    pub day: String,
    /// The area's name; may be empty.
    pub area: String,
    /// How many stand before it.
    pub ahead: u32,
    /// The day of the draw, while it is not made.
    pub draw: Option<String>,
    /// It was drawn.
    pub won: bool,
    /// A draw was made and did not reach it.
    pub lost: bool,
    /// Until when the slot is kept for it, when it is offered.
    pub until: Option<String>,
}

/// The places of a case.
pub fn of_case(state: &AppState, published: &Published, case: &CaseFacts) -> Result<Vec<Waiting>, Problem> {
    let mut waiting = Vec::new();
    for wait in &case.waits {
        waiting.push(Waiting {
            question: wait.question.clone(),
            label: published.app.question(&wait.question).map_or("", |q| q.label.get(Lang::Ja)).to_owned(),
            day: date::at(wait.at),
            area: if wait.area.is_empty() {
                String::new()
            } else {
                cell::area(&published.office, &wait.area).to_owned()
            },
            ahead: waiting::ahead(&state.store, &case.app, case.id, wait)?,
            draw: draw_of(state, published, case, wait)?,
            won: published.app.bookings.get(&wait.book).is_some_and(|booking| booking.lottery.is_some())
                && case.act("lose_draw").is_none(),
            lost: case.answers.get(&wait.question).is_some_and(|slot| slot.get("draw").is_some()),
            until: wait.offer.as_ref().map(|offered| date::moment(&published.office, offered.until)),
        });
    }
    Ok(waiting)
}

/// The day of the draw for which a case waits.
fn draw_of(state: &AppState, published: &Published, case: &CaseFacts, wait: &Wait) -> Result<Option<String>, Problem> {
    let Some(lottery) = published.app.bookings.get(&wait.book).and_then(|booking| booking.lottery.as_ref()) else {
        return Ok(None);
    };
    let draws = waiting::draw::list(&state.store, &case.app)?;
    let made = draws.iter().any(|draw| draw.book == wait.book && draw.day == lottery.draw && draw.drawn_at.is_some());
    Ok((!made).then(|| date::long(lottery.draw)))
}

/// What was done about a wait, as the history says to staff.
pub fn what(action: &str) -> Option<&'static str> {
    Some(match action {
        "offer_day" => "空いた枠を案内",
        "take_day" => "案内された日に決定",
        "decline_day" => "案内された日を見送り",
        "lapse_day" => "返事がなく、案内した枠を戻す",
        "lose_draw" => "抽選で落選",
        "end_wait" => "キャンセル待ちを終了",
        _ => return None,
    })
}

/// The same as a sentence for the resident.
pub fn told(action: &str) -> Option<&'static str> {
    Some(match action {
        "offer_day" => "待っていた日に空きが出ました",
        "take_day" => "案内された日に決めました",
        "decline_day" => "案内された日を見送りました",
        "lapse_day" => "返事の期限が過ぎたため、案内した枠を戻しました",
        "lose_draw" => "抽選の結果、落選しました",
        "end_wait" => "待っていた日の受付が終わりました",
        _ => return None,
    })
}
