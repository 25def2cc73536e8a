//! Draws in words: what is said before one, and what it came to.

use super::{cell, date, slot::DrawView};
use crate::{catalog::Published, error::Problem, state::AppState};
use madoguchi_engine::{
    answer::Setting,
    calendar,
    lottery::{Phase, phase},
};
use madoguchi_schema::{app::Booking, text::Lang};
use madoguchi_store::waiting::draw::{self, Draw};
use serde::Serialize;

/// What is said about the draw of a booking while it is not made.
pub fn ahead(state: &AppState, setting: &Setting<'_>, booking: &Booking) -> Result<Option<DrawView>, Problem> {
    let Some(lottery) = &booking.lottery else { return Ok(None) };
    let phase = phase(booking, calendar::today(setting.office, setting.now));
    if phase == Phase::Booking {
        return Ok(None);
    }
    let draws = draw::list(&state.store, &setting.app.id)?;
    let own = draws.into_iter().find(|draw| draw.book == booking.id && draw.day == lottery.draw);
    Ok(Some(DrawView {
        applying: phase == Phase::Applying,
        apply: (date::long(lottery.apply.0), date::long(lottery.apply.1)),
        day: date::long(lottery.draw),
        commitment: own.map(|draw| draw.commitment).unwrap_or_default(),
    }))
}

/// One draw as staff see it.
#[derive(Debug, Serialize)]
pub struct Made {
    label: String,
    day: String,
    opened: String,
    drawn: Option<String>,
    commitment: String,
    seed: Option<String>,
    /// The seed is the one that was promised, and gives this order.
    holds: bool,
    rows: Vec<Row>,
    won: usize,
}

#[derive(Debug, Serialize)]
struct Row {
    rank: u32,
    receipt: String,
    href: String,
    lot: String,
    area: String,
    wish: String,
    won: bool,
}

/// A draw with its log.
pub fn made(published: &Published, draw: Draw) -> Made {
    let (app, office) = (&published.app, &published.office);
    let rows: Vec<Row> = draw
        .log
        .iter()
        .flat_map(|log| &log.order)
        .map(|drawn| Row {
            rank: drawn.rank,
            receipt: drawn.receipt.clone(),
            href: format!("/office/cases/{}", drawn.receipt),
            lot: drawn.lot.clone(),
            area: if drawn.area.is_empty() { String::new() } else { cell::area(office, &drawn.area).to_owned() },
            wish: drawn.wish.parse().map_or_else(|_| drawn.wish.clone(), date::at),
            won: drawn.won,
        })
        .collect();
    Made {
        label: app.slot_question(&draw.book).map_or(draw.book.as_str(), |q| q.label.get(Lang::Ja)).to_owned(),
        day: date::long(draw.day),
        opened: date::moment(office, draw.opened_at),
        drawn: draw.drawn_at.map(|at| date::moment(office, at)),
        commitment: draw.commitment,
        seed: draw.log.as_ref().map(|log| log.seed.clone()),
        holds: draw.log.as_ref().is_none_or(madoguchi_engine::lottery::Log::holds),
        won: rows.iter().filter(|row| row.won).count(),
        rows,
    }
}
