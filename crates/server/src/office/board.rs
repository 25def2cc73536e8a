//! A view as a board: its columns are counted at once, and the first cards of each are read.

use super::{params::Params, queue::group};
use crate::{
    catalog::Published,
    linked,
    state::AppState,
    view::{
        board::{Board, Card, Column, card, states},
        cell,
    },
};
use madoguchi_engine::{calendar, title::title};
use madoguchi_schema::app::Layout;
use madoguchi_store::{
    StoreError, case, desk,
    queue::{self, Part, Query, Row, Unlisted, figures},
};

/// Cards of a column beside others, and of one alone.
const CARDS: (u32, u32) = (10, 50);
/// So many columns at most.
const COLUMNS: usize = 24;

/// The board of the view that is asked for; `None` when it is drawn as a list.
pub fn of(
    state: &AppState,
    published: &Published,
    params: &Params,
    (asked, sensitive): (&Query, bool),
) -> Result<Option<Board>, Unlisted> {
    let view = params.view.as_ref().and_then(|view| published.app.queue.views.get(view));
    let Some(view) = view.filter(|view| view.layout == Layout::Board) else { return Ok(None) };
    let grouped = group(published, asked, sensitive).map(|(_, group)| group);
    // By an answer that the reader may not see there is no board.
    if view.group.is_some() && grouped.is_none() {
        return Ok(None);
    }
    let now = state.clock.now();
    let today = calendar::today(&published.office, now);
    let name = grouped.and_then(|group| group.reads.first()).map_or("_state", String::as_str);
    let counted = figures::of_column(&state.store, &published.app, asked, name, today)?;
    let counted = match grouped {
        Some(column) => cell::in_order(published, column, counted.rows),
        None => states(published, counted.rows, view.filter.is_none() && params.states.is_empty()),
    };
    let alone = params.has_value() || params.states.len() == 1;
    let more = counted.len().saturating_sub(COLUMNS);
    let mut columns = Vec::new();
    for figure in counted.into_iter().take(COLUMNS) {
        let value = cell::plain(&figure.value);
        let mut query = Query { limit: if alone { CARDS.1 } else { CARDS.0 }, ..asked.clone() };
        query.after = query.after.filter(|_| alone);
        let mut own = Params { after: None, ..params.clone() };
        match grouped {
            Some(_) => {
                own = Params { blank: value.is_none(), value: value.clone(), ..own };
                query.part = Some(Part::Column { column: name.to_owned(), value });
            }
            None => {
                query.states = value.into_iter().collect();
                own.states.clone_from(&query.states);
            }
        }
        let listed = queue::page(&state.store, &published.app, &query, today)?;
        own.after = listed.next.filter(|_| alone);
        let more = i64::try_from(listed.rows.len()).unwrap_or(i64::MAX) < figure.cases;
        let label = match grouped {
            Some(column) => cell::group(published, column, &figure.value),
            None => cell::state(&published.app, query.states.first().map_or("", String::as_str)).to_owned(),
        };
        let cards = cards(state, published, &listed.rows, grouped.is_some())?;
        let next =
            (more && (!alone || own.after.is_some())).then(|| own.href(&format!("/office/{}", published.app.id)));
        columns.push(Column { label, cases: figure.cases, cards, next });
    }
    Ok(Some(Board { columns, more }))
}

fn cards(state: &AppState, published: &Published, rows: &[Row], with_state: bool) -> Result<Vec<Card>, StoreError> {
    let ids: Vec<i64> = rows.iter().map(|row| row.case).collect();
    let assignees = desk::assignees(&state.store, &ids)?;
    let now = state.clock.now();
    let mut cards = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(facts) = case::by_receipt(&state.store, &row.receipt)? else { continue };
        // A case is named as its own version of the app says.
        let title = match state.catalog.get(&facts.app, facts.version) {
            Some(own) => title(linked::with(state, own, None, &[&facts.answers.0])?.setting(now, true), &facts),
            None => None,
        };
        let assignee = assignees.get(&row.case).map(|a| a.name.clone());
        cards.push(Card { assignee, ..card(published, row, title, now, with_state) });
    }
    Ok(cards)
}
