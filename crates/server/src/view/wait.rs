//! Where a case waits for a full slot, in words: which day, how many stand before it, until when an offer is kept.

use super::{cell, date};
use crate::{catalog::Published, error::Problem, state::AppState};
use madoguchi_engine::records::CaseFacts;
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
            until: wait.offer.as_ref().map(|offered| date::moment(&published.office, offered.until)),
        });
    }
    Ok(waiting)
}

/// What was done about a wait, as the history says to staff.
pub fn what(action: &str) -> Option<&'static str> {
    Some(match action {
        "offer_day" => "空いた枠を案内",
        "take_day" => "案内された日に決定",
        "decline_day" => "案内された日を見送り",
        "lapse_day" => "返事がなく、案内した枠を戻す",
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
        "end_wait" => "待っていた日の受付が終わりました",
        _ => return None,
    })
}
