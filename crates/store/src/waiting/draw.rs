//! Draws: the seed is fixed when applications open; on its day each is made once, in one transaction with all that
//! follows from it, and its log is never changed.

use super::{Slot, next, offer};
use crate::{
    Store, StoreError, case,
    connection::Tx,
    error::During,
    event::Written,
    known,
    moment::{self, day, stamp},
    random,
    row::CaseCells,
};
use jiff::{Timestamp, civil::Date};
use madoguchi_engine::{
    lottery::{self, Drawn, Log},
    waiting,
};
use rusqlite::{Connection, OptionalExtension, Row, params};

const OPEN: &str = "INSERT INTO draw (app, book, day, seed, commitment, opened_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (app, book, day) DO NOTHING";
const KNOWN: &str = "SELECT EXISTS (SELECT 1 FROM draw WHERE app = ?1 AND book = ?2 AND day = ?3)";
const TO_DRAW: &str = "SELECT id, seed, commitment FROM draw
    WHERE app = ?1 AND book = ?2 AND day = ?3 AND drawn_at IS NULL";
const ENTRIES: &str =
    "SELECT w.id, w.case_id, c.receipt, w.area, w.date, w.time FROM wait w JOIN \"case\" c ON c.id = w.case_id
    WHERE w.app = ?1 AND w.book = ?2 AND w.draws = 1 AND w.rank IS NULL AND w.end IS NULL";
const RANK: &str = "UPDATE wait SET rank = ?2 WHERE id = ?1";
const DRAWN: &str = "UPDATE draw SET drawn_at = ?2, log = ?3 WHERE id = ?1";
const LIST: &str =
    "SELECT book, day, commitment, opened_at, drawn_at, log FROM draw WHERE app = ?1 ORDER BY day DESC, book";

/// A draw as everybody may know it: no seed before it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// The booking.
    pub book: String,
    /// The day of the draw.
    pub day: Date,
    /// SHA-256 of the seed.
    pub commitment: String,
    /// When the seed was fixed.
    pub opened_at: Timestamp,
    /// When it was made.
    pub drawn_at: Option<Timestamp>,
    /// What came of it.
    pub log: Option<Log>,
}

/// One application.
struct Entry {
    wait: i64,
    case: i64,
    receipt: String,
    slot: Slot,
    time: String,
}

/// Fixes the seed of a draw, once.
pub async fn open(store: &Store, app: &str, book: &str, day: Date, now: Timestamp) -> Result<(), StoreError> {
    let (app, book, day) = (app.to_owned(), book.to_owned(), day.to_string());
    let is_known = store.read(|conn| -> Result<bool, StoreError> {
        let mut find = conn.prepare_cached(KNOWN).during("find draw")?;
        find.query_row(params![app, book, day], |r| r.get(0)).during("find draw")
    })?;
    if is_known {
        return Ok(());
    }
    let seed = random::hex(&random::bytes::<32>()?);
    let commitment = lottery::commitment(&seed);
    store
        .write(move |tx| {
            let mut open = tx.prepare_cached(OPEN).during("open draw")?;
            open.execute(params![app, book, day, seed, commitment, stamp(now)]).map(drop).during("open draw")
        })
        .await
}

/// Makes a draw whose seed is fixed; how many applications were drawn, `None` when it was made before.
pub async fn make(
    store: &Store,
    app: &str,
    book: &str,
    day: Date,
    now: Timestamp,
) -> Result<Option<usize>, StoreError> {
    let (app, book, day, own) = (app.to_owned(), book.to_owned(), day.to_string(), store.clone());
    let is_due = store.read(|conn| to_draw(conn, (&app, &book, &day)))?.is_some();
    if !is_due {
        return Ok(None);
    }
    store
        .write(move |tx| {
            let Some((id, seed, commitment)) = to_draw(tx, (&app, &book, &day))? else { return Ok(None) };
            let entries = entries(tx, &app, &book)?;
            let order = draw(tx, &own, &seed, entries, now)?;
            let count = order.len();
            let log = serde_json::to_string(&Log { seed, commitment, order }).during("write draw")?;
            let mut drawn = tx.prepare_cached(DRAWN).during("write draw")?;
            drawn.execute(params![id, stamp(now), log]).during("write draw")?;
            Ok(Some(count))
        })
        .await
}

fn to_draw(
    conn: &Connection,
    (app, book, day): (&str, &str, &str),
) -> Result<Option<(i64, String, String)>, StoreError> {
    let mut find = conn.prepare_cached(TO_DRAW).during("find draw")?;
    find.query_row(params![app, book, day], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional().during("find draw")
}

fn entries(conn: &Connection, app: &str, book: &str) -> Result<Vec<Entry>, StoreError> {
    let mut find = conn.prepare_cached(ENTRIES).during("read applications")?;
    let mut rows = find.query(params![app, book]).during("read applications")?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next().during("read applications")? {
        let text = |i: usize| row.get::<_, String>(i).during("read applications");
        let slot = Slot { app: app.to_owned(), book: book.to_owned(), area: text(3)?, date: day(&text(4)?)? };
        let (wait, case) = (row.get(0).during("read applications")?, row.get(1).during("read applications")?);
        entries.push(Entry { wait, case, receipt: text(2)?, slot, time: text(5)? });
    }
    Ok(entries)
}

/// Gives every application its rank, then offers in that order what fits.
fn draw(
    tx: &mut Tx<'_>,
    store: &Store,
    seed: &str,
    mut entries: Vec<Entry>,
    now: Timestamp,
) -> Result<Vec<Drawn>, StoreError> {
    let order = lottery::order(seed, entries.iter().map(|entry| entry.receipt.clone()));
    let mut ranked = Vec::with_capacity(entries.len());
    for ((receipt, lot), rank) in order.into_iter().zip(1u32..) {
        let Some(at) = entries.iter().position(|entry| entry.receipt == receipt) else { continue };
        let entry = entries.swap_remove(at);
        tx.prepare_cached(RANK).and_then(|mut s| s.execute(params![entry.wait, rank])).during("rank application")?;
        ranked.push((entry, lot, rank));
    }
    let mut order = Vec::with_capacity(ranked.len());
    for (entry, lot, rank) in ranked {
        let won = match next(tx, store, &entry.slot, entry.case, now)? {
            Some((app, change)) => offer(tx, store, &app, &change)?,
            None => false,
        };
        if !won {
            lose(tx, store, &entry, now)?;
        }
        let wish = format!("{} {}", entry.slot.date, entry.time).trim_end().to_owned();
        order.push(Drawn { rank, receipt: entry.receipt, lot, area: entry.slot.area, wish, won });
    }
    Ok(order)
}

/// Tells a case that the draw did not reach it.
fn lose(tx: &mut Tx<'_>, store: &Store, entry: &Entry, now: Timestamp) -> Result<(), StoreError> {
    let known = store.known();
    let facts = case::facts_of(tx, entry.case)?;
    let Some(of) = known.get(&facts.app, facts.version) else { return Ok(()) };
    let Some(wait) = facts.waits.iter().find(|wait| wait.book == entry.slot.book) else { return Ok(()) };
    let change = waiting::lose(known::setting(of, now), &facts, wait);
    let (sql, app) = (store.sql(&of.0), of.0.clone());
    let written = change.answers.as_ref().map(Written::new).transpose()?;
    let cells = change.answers.as_ref().map(|answers| CaseCells::new(&app, answers));
    super::stored(case::carry_out(tx, store, (&sql, &app), &change, written.as_ref(), cells.as_ref())).map(drop)
}

/// The draws of an app, the latest first.
pub fn list(store: &Store, app: &str) -> Result<Vec<Draw>, StoreError> {
    store.read(|conn| {
        let mut find = conn.prepare_cached(LIST).during("list draws")?;
        let mut rows = find.query([app]).during("list draws")?;
        let mut draws = Vec::new();
        while let Some(row) = rows.next().during("list draws")? {
            draws.push(read(row)?);
        }
        Ok(draws)
    })
}

fn read(row: &Row<'_>) -> Result<Draw, StoreError> {
    let text = |i: usize| row.get::<_, String>(i).during("read draw");
    let maybe = |i: usize| row.get::<_, Option<String>>(i).during("read draw");
    Ok(Draw {
        book: text(0)?,
        day: day(&text(1)?)?,
        commitment: text(2)?,
        opened_at: moment::parse(&text(3)?)?,
        drawn_at: moment::parse_opt(maybe(4)?.as_deref())?,
        log: maybe(5)?.map(|log| serde_json::from_str(&log).during("read draw")).transpose()?,
    })
}
