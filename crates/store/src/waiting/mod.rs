//! Lines for full slots. Whatever gives units back offers them, in the same transaction, to the first in line whom
//! they suffice; a newcomer takes only what nobody in line can use. An offer is a claim with a last moment to answer.

pub mod draw;

use crate::{
    Store, StoreError,
    capacity::{self, Holder, Own},
    case::{self, NotChanged},
    connection::Tx,
    error::During,
    known,
    moment::{day, stamp},
};
use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use madoguchi_engine::{
    booking::At,
    records::{Change, Offered, SlotChange, Wait, WaitChange, WaitEnd, Wanted},
    waiting,
};
use madoguchi_schema::app::App;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::sync::Arc;

const OPEN: &str = "SELECT question, book, area, date, time FROM wait WHERE case_id = ?1 AND end IS NULL ORDER BY id";
const JOIN: &str = "INSERT INTO wait (app, book, area, date, time, case_id, question, since, draws)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
const LENGTH: &str = "SELECT count(*) FROM wait
    WHERE app = ?1 AND book = ?2 AND area = ?3 AND date = ?4 AND time = ?5 AND end IS NULL";
const END: &str =
    "UPDATE wait SET end = ?3, ended_at = ?4 WHERE case_id = ?1 AND end IS NULL AND (?2 IS NULL OR book = ?2)";
const LINE: &str = "SELECT case_id FROM wait
    WHERE app = ?1 AND book = ?2 AND area = ?3 AND date = ?4 AND end IS NULL
        AND NOT (draws = 1 AND rank IS NULL) AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.case_id = wait.case_id AND b.book = wait.book
            AND b.answer_by IS NOT NULL AND b.released_at IS NULL)
    ORDER BY rank, id";
const KEEP: &str = "UPDATE booking SET answer_by = NULL
    WHERE case_id = ?1 AND released_at IS NULL AND answer_by IS NOT NULL AND (?2 IS NULL OR book = ?2)";
const DROP: &str = "UPDATE booking SET released_at = ?3
    WHERE case_id = ?1 AND released_at IS NULL AND answer_by IS NOT NULL AND (?2 IS NULL OR book = ?2)";
const HELD: &str = "SELECT DISTINCT book, area, date FROM booking WHERE case_id = ?1 AND released_at IS NULL";
const LINES: &str =
    "SELECT DISTINCT app, book, area, date FROM wait WHERE end IS NULL AND NOT (draws = 1 AND rank IS NULL)
    ORDER BY app, book, date, area";
const LATE: &str = "SELECT c.receipt FROM booking b JOIN \"case\" c ON c.id = b.case_id
    WHERE b.answer_by < ?1 AND b.released_at IS NULL ORDER BY b.answer_by, b.id LIMIT ?2";
const AHEAD: &str = "SELECT count(*) FROM wait
    WHERE app = ?1 AND book = ?2 AND area = ?3 AND date = ?4 AND time = ?5 AND end IS NULL
        AND (coalesce(rank, 0), id) < (SELECT coalesce(rank, 0), id FROM wait
            WHERE case_id = ?6 AND book = ?2 AND end IS NULL)";
const UNDRAWN: &str = "SELECT EXISTS (SELECT 1 FROM wait
    WHERE app = ?1 AND book = ?2 AND draws = 1 AND rank IS NULL AND end IS NULL)";
const COUNTS: &str = "SELECT date, time, count(*) FROM wait
    WHERE app = ?1 AND book = ?2 AND area = ?3 AND date BETWEEN ?4 AND ?5 AND end IS NULL GROUP BY date, time";

/// A day of a booking in an area: its lines are served together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// The app.
    pub app: String,
    /// The booking.
    pub book: String,
    /// The area.
    pub area: String,
    /// The day.
    pub date: Date,
}

impl Slot {
    pub(crate) fn of(app: &str, claim: &madoguchi_engine::records::Claim) -> Slot {
        Slot { app: app.to_owned(), book: claim.book.clone(), area: claim.area.clone(), date: claim.date }
    }
}

/// Where a case waits, with what is kept for it.
pub(crate) fn of_case(conn: &Connection, case: i64) -> Result<Vec<Wait>, StoreError> {
    let mut find = conn.prepare_cached(OPEN).during("read waits")?;
    let mut rows = find.query([case]).during("read waits")?;
    let mut waits = Vec::new();
    while let Some(row) = rows.next().during("read waits")? {
        let book: String = row.get(1).during("read waits")?;
        let (date, time): (String, String) = (row.get(3).during("read waits")?, row.get(4).during("read waits")?);
        waits.push(Wait {
            question: row.get(0).during("read waits")?,
            area: row.get(2).during("read waits")?,
            at: At { date: day(&date)?, time: clock(&time)? },
            offer: offered(conn, case, &book)?,
            book,
        });
    }
    Ok(waits)
}

fn offered(conn: &Connection, case: i64, book: &str) -> Result<Option<Offered>, StoreError> {
    let claims = capacity::offered(conn, case)?;
    Ok(claims.into_iter().find(|(claim, _)| claim.book == book).map(|(claim, until)| Offered { claim, until }))
}

/// `10:00`, or nothing.
fn clock(text: &str) -> Result<Option<Time>, StoreError> {
    match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| StoreError::Corrupt(format!("a wait at {text}"))),
    }
}

fn written(at: At) -> String {
    at.time.map(|time| time.strftime("%H:%M").to_string()).unwrap_or_default()
}

/// Puts a case at the end of a line; `false` when the line is full.
pub(crate) fn join(tx: &Tx<'_>, app: &str, case: i64, wanted: &Wanted, now: &str) -> Result<bool, StoreError> {
    let Wanted { claim, most, draws } = wanted;
    let (date, time) = (claim.date.to_string(), written(claim.at()));
    let mut length = tx.prepare_cached(LENGTH).during("count line")?;
    let standing: u32 =
        length.query_row(params![app, claim.book, claim.area, date, time], |r| r.get(0)).during("count line")?;
    if standing >= *most {
        return Ok(false);
    }
    let mut join = tx.prepare_cached(JOIN).during("join line")?;
    let values = params![app, claim.book, claim.area, date, time, case, claim.question, now, draws];
    join.execute(values).map(|_| true).during("join line")
}

/// What a change does to the places of a case; before its capacity changes.
pub(crate) fn change(tx: &Tx<'_>, app: &str, change: &Change, now: &str) -> Result<(), NotChanged> {
    let case = change.case;
    match &change.waits {
        WaitChange::Keep => {}
        WaitChange::Join(wanted) => {
            for wanted in wanted {
                end(tx, case, Some(&wanted.claim.book), WaitEnd::Left, now)?;
                if !join(tx, app, case, wanted, now)? {
                    return Err(NotChanged::SoldOut { question: wanted.claim.question.clone() });
                }
            }
        }
        WaitChange::Offer(offered) => {
            if !capacity::fits(tx, app, &offered.claim, &Own::Nobody, now)? {
                return Err(NotChanged::SoldOut { question: offered.claim.question.clone() });
            }
            capacity::add(tx, app, &offered.claim, Holder::Offer(case, &stamp(offered.until)))?;
        }
        WaitChange::End { end: WaitEnd::Taken, book } if change.slots == SlotChange::Keep => {
            tx.prepare_cached(KEEP).and_then(|mut s| s.execute(params![case, book])).during("keep offer")?;
            ended(tx, case, book.as_deref(), WaitEnd::Taken, now)?;
        }
        WaitChange::End { end: how, book } => end(tx, case, book.as_deref(), *how, now)?,
    }
    Ok(())
}

/// Ends waits; what was kept goes back.
fn end(tx: &Tx<'_>, case: i64, book: Option<&str>, how: WaitEnd, now: &str) -> Result<(), StoreError> {
    tx.prepare_cached(DROP).and_then(|mut s| s.execute(params![case, book, now])).during("drop offer")?;
    ended(tx, case, book, how, now)
}

fn ended(tx: &Tx<'_>, case: i64, book: Option<&str>, how: WaitEnd, now: &str) -> Result<(), StoreError> {
    let mut end = tx.prepare_cached(END).during("end wait")?;
    end.execute(params![case, book, how.code(), now]).map(drop).during("end wait")
}

/// The days on which a case takes something now: kept, or booked.
pub(crate) fn held(conn: &Connection, app: &str, case: i64) -> Result<Vec<Slot>, StoreError> {
    let mut find = conn.prepare_cached(HELD).during("read slots of case")?;
    let rows = find.query_map([case], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)));
    let rows = rows.and_then(Iterator::collect::<Result<Vec<(String, String, String)>, _>>);
    let rows = rows.during("read slots of case")?;
    rows.into_iter().map(|(book, area, date)| Ok(Slot { app: app.to_owned(), book, area, date: day(&date)? })).collect()
}

/// Offers what is free of a day to those in its lines whom it suffices, in their order; not to the case that is being
/// decided about.
pub(crate) fn fill(
    tx: &mut Tx<'_>,
    store: &Store,
    slot: &Slot,
    now: Timestamp,
    except: Option<i64>,
) -> Result<usize, StoreError> {
    let mut count = 0;
    for case in line(tx, slot)?.into_iter().filter(|case| Some(*case) != except) {
        let Some((app, change)) = next(tx, store, slot, case, now)? else { continue };
        count += usize::from(offer(tx, store, &app, &change)?);
    }
    Ok(count)
}

/// Stores an offer, which changes no answers.
fn offer(tx: &mut Tx<'_>, store: &Store, app: &App, change: &Change) -> Result<bool, StoreError> {
    let sql = store.sql(app);
    stored(case::carry_out(tx, store, (&sql, app), change, None, None))
}

/// Whether a change of somebody else's case was stored; nothing changes between the look and the writing.
fn stored(outcome: Result<i64, NotChanged>) -> Result<bool, StoreError> {
    match outcome {
        Ok(_) => Ok(true),
        Err(NotChanged::Store(cause)) => Err(cause),
        Err(NotChanged::Stale(_) | NotChanged::SoldOut { .. } | NotChanged::Rule(_)) => Ok(false),
    }
}

/// Whether somebody waits for a draw that is not made yet: until then nothing is booked.
pub(crate) fn is_undrawn(conn: &Connection, app: &str, book: &str) -> Result<bool, StoreError> {
    let mut find = conn.prepare_cached(UNDRAWN).during("find draw")?;
    find.query_row(params![app, book], |r| r.get(0)).during("find draw")
}

/// The cases in the lines of a day to which nothing is offered, first come first.
fn line(conn: &Connection, slot: &Slot) -> Result<Vec<i64>, StoreError> {
    let mut find = conn.prepare_cached(LINE).during("read line")?;
    let rows = find.query_map(params![slot.app, slot.book, slot.area, slot.date.to_string()], |r| r.get(0));
    rows.and_then(Iterator::collect).during("read line")
}

/// The offer to one case in the line, when it may be made and the units suffice.
fn next(
    conn: &Connection,
    store: &Store,
    slot: &Slot,
    case: i64,
    now: Timestamp,
) -> Result<Option<(Arc<App>, Change)>, StoreError> {
    let known = store.known();
    let facts = case::facts_of(conn, case)?;
    let Some(of) = known.get(&facts.app, facts.version) else { return Ok(None) };
    let Some(wait) = facts.waits.iter().find(|wait| wait.book == slot.book) else { return Ok(None) };
    let current = known.booking(&slot.app, &slot.book);
    let Some(change) = waiting::offer(known::setting(of, now).of_case(&facts), &facts, wait, current) else {
        return Ok(None);
    };
    let WaitChange::Offer(offered) = &change.waits else { return Ok(None) };
    let fits = capacity::fits(conn, &slot.app, &offered.claim, &Own::Nobody, &stamp(now))?;
    Ok(fits.then(|| (of.0.clone(), change)))
}

/// Offers what has become free without anybody's doing: holds that ran out, capacity that was raised. The number of
/// offers made.
pub async fn serve(store: &Store, now: Timestamp) -> Result<usize, StoreError> {
    let mut count = 0;
    for slot in lines(store)? {
        let offers = store.read(|conn| -> Result<bool, StoreError> {
            for case in line(conn, &slot)? {
                if next(conn, store, &slot, case, now)?.is_some() {
                    return Ok(true);
                }
            }
            Ok(false)
        })?;
        if offers {
            let own = store.clone();
            count += store.write(move |tx| fill(tx, &own, &slot, now, None)).await?;
        }
    }
    Ok(count)
}

/// The days for which somebody waits.
pub fn lines(store: &Store) -> Result<Vec<Slot>, StoreError> {
    let rows: Vec<(String, String, String, String)> = store.read(|conn| {
        let mut find = conn.prepare_cached(LINES).during("list lines")?;
        let rows = find.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)));
        rows.and_then(Iterator::collect).during("list lines")
    })?;
    rows.into_iter().map(|(app, book, area, date)| Ok(Slot { app, book, area, date: day(&date)? })).collect()
}

/// Receipts of the cases in the lines of a day to which nothing is offered.
pub fn standing(store: &Store, slot: &Slot) -> Result<Vec<String>, StoreError> {
    store.read(|conn| {
        let mut receipts = Vec::new();
        let mut find = conn.prepare_cached("SELECT receipt FROM \"case\" WHERE id = ?1").during("find receipt")?;
        for case in line(conn, slot)? {
            receipts.extend(find.query_row([case], |r| r.get::<_, String>(0)).optional().during("find receipt")?);
        }
        Ok(receipts)
    })
}

/// Receipts of cases whose offer nobody answered before `now`, at most `limit`.
pub fn unanswered(store: &Store, now: Timestamp, limit: u32) -> Result<Vec<String>, StoreError> {
    store.read(|conn| {
        let mut find = conn.prepare_cached(LATE).during("find late answers")?;
        let rows = find.query_map(params![stamp(now), limit], |r| r.get(0));
        rows.and_then(Iterator::collect).during("find late answers")
    })
}

/// How many stand before a case in its line.
pub fn ahead(store: &Store, app: &str, case: i64, wait: &Wait) -> Result<u32, StoreError> {
    store.read(|conn| {
        let mut count = conn.prepare_cached(AHEAD).during("count line")?;
        let of = params![app, wait.book, wait.area, wait.at.date.to_string(), written(wait.at), case];
        count.query_row(of, |r| r.get(0)).during("count line")
    })
}

/// How many wait, by day and time.
pub fn counts(
    store: &Store,
    app: &str,
    book: &str,
    area: &str,
    (first, last): (Date, Date),
) -> Result<Vec<(At, u32)>, StoreError> {
    store.read(|conn| {
        let mut find = conn.prepare_cached(COUNTS).during("count lines")?;
        let read = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get(2)?));
        let rows = find.query_map(params![app, book, area, first.to_string(), last.to_string()], read);
        let rows = rows.and_then(Iterator::collect::<Result<Vec<_>, _>>).during("count lines")?;
        rows.into_iter().map(|(date, time, count)| Ok((At { date: day(&date)?, time: clock(&time)? }, count))).collect()
    })
}

#[cfg(test)]
mod property;
