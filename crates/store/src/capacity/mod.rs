//! The capacity ledger: what is taken, and holds for drafts.
//!
//! What is taken of a slot is always a sum over the claims that live at `now`: booked and not released, or held and not
//! expired. It is computed in the transaction that adds a claim, so a slot cannot be sold twice.

use crate::{
    Store, StoreError,
    error::During,
    moment::{self, day, stamp},
    waiting::{self, Slot},
};
use indexmap::IndexMap;
use jiff::{Timestamp, civil::Date};
use madoguchi_engine::records::{Claim, Taken};
use madoguchi_schema::app::time;
use rusqlite::{Connection, params};

/// Whose own units do not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Own {
    /// Nobody's.
    Nobody,
    /// A draft's hold.
    Draft(String),
    /// A case's booking.
    Case(i64),
}

impl Own {
    /// As parameters of `draft_id IS NOT ? AND case_id IS NOT ?`.
    fn params(&self) -> (&str, i64) {
        match self {
            Own::Nobody => ("", 0),
            Own::Draft(draft) => (draft, 0),
            Own::Case(case) => ("", *case),
        }
    }
}

const TAKEN: &str = "SELECT b.date, b.begins, b.ends, u.unit, sum(u.amount)
    FROM booking b JOIN booking_unit u ON u.booking_id = b.id
    WHERE b.app = ?1 AND b.book = ?2 AND b.area = ?3 AND b.date BETWEEN ?4 AND ?5 AND b.released_at IS NULL
        AND (b.expires_at IS NULL OR b.expires_at > ?6) AND b.draft_id IS NOT ?7 AND b.case_id IS NOT ?8
    GROUP BY b.date, b.begins, b.ends, u.unit ORDER BY b.date, b.begins, b.ends, u.unit";
/// The same for one unit in one period.
const SUM: &str = "SELECT coalesce(sum(u.amount), 0)
    FROM booking b CROSS JOIN booking_unit u ON u.booking_id = b.id AND u.unit = ?8
    WHERE b.app = ?1 AND b.book = ?2 AND b.area = ?3 AND b.date = ?4 AND b.released_at IS NULL
        AND (b.expires_at IS NULL OR b.expires_at > ?5) AND b.draft_id IS NOT ?6 AND b.case_id IS NOT ?7
        AND b.begins < ?10 AND b.ends > ?9";
const BOOK: &str = "INSERT INTO booking
    (app, book, area, date, case_id, draft_id, question, expires_at, overbook, begins, ends, period, answer_by)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
const UNIT: &str = "INSERT INTO booking_unit (booking_id, unit, amount) VALUES (?1, ?2, ?3)";
const RELEASE_DRAFT: &str = "DELETE FROM booking WHERE draft_id = ?1";
const RELEASE_HOLD: &str = "DELETE FROM booking WHERE draft_id = ?1 AND app = ?2 AND book = ?3";
const RELEASE_CASE: &str = "UPDATE booking SET released_at = ?2 WHERE case_id = ?1 AND released_at IS NULL";
const RELEASE_BOOK: &str =
    "UPDATE booking SET released_at = ?2 WHERE case_id = ?1 AND book = ?3 AND released_at IS NULL";
const OF_CASE: &str = "SELECT id, question, book, area, date, overbook, begins, ends, period, answer_by FROM booking
    WHERE case_id = ?1 AND released_at IS NULL ORDER BY id";

/// What is taken between two days, both included: booked, or held and not expired at `now`.
pub fn taken(
    store: &Store,
    app: &str,
    book: &str,
    area: &str,
    days: (Date, Date),
    own: &Own,
    now: Timestamp,
) -> Result<Vec<Taken>, StoreError> {
    store.read(|conn| sums(conn, (app, book, area), days, own, &stamp(now)))
}

/// Holds capacity for a draft until `expires_at`, instead of what it held; `false` when there is no room.
pub async fn hold(
    store: &Store,
    app: String,
    draft: String,
    claim: Claim,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let own_store = store.clone();
    store
        .write(move |tx| {
            if submitted(tx, &draft)? {
                // Its claim is booked; a page that is posted again needs no hold beside it.
                return Ok(true);
            }
            // Who stands in line comes before a newcomer.
            waiting::fill(tx, &own_store, &Slot::of(&app, &claim), now, None)?;
            let own = Own::Draft(draft);
            if !fits(tx, &app, &claim, &own, &stamp(now))? {
                return Ok(false);
            }
            let (draft, _) = own.params();
            tx.prepare_cached(RELEASE_HOLD)
                .and_then(|mut s| s.execute(params![draft, app, claim.book]))
                .during("replace hold")?;
            add(tx, &app, &claim, Holder::Draft(draft, &stamp(expires_at)))?;
            Ok(true)
        })
        .await
}

fn submitted(conn: &Connection, draft: &str) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM draft WHERE id = ?1 AND case_id IS NOT NULL)";
    conn.prepare_cached(sql).and_then(|mut s| s.query_row([draft], |r| r.get(0))).during("find draft")
}

/// Gives a draft's holds back.
pub async fn release_draft(store: &Store, draft: String) -> Result<(), StoreError> {
    store.write(move |tx| drop_holds(tx, &draft)).await
}

/// Deletes holds that expired before `now`; only tidies, expiry is always computed.
pub async fn sweep(store: &Store, now: Timestamp) -> Result<usize, StoreError> {
    store
        .write(move |tx| tx.execute("DELETE FROM booking WHERE expires_at <= ?1", [stamp(now)]).during("sweep holds"))
        .await
}

/// Who takes capacity.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Holder<'a> {
    /// A case, until it is released.
    Case(i64),
    /// A case that waited, until it answers or a moment passes.
    Offer(i64, &'a str),
    /// A draft, until a moment.
    Draft(&'a str, &'a str),
}

/// Whether a claim fits beside all others that live at `now`; staff who gave a reason may book over.
pub(crate) fn fits(conn: &Connection, app: &str, claim: &Claim, own: &Own, now: &str) -> Result<bool, StoreError> {
    if claim.overbook.is_some() {
        return Ok(true);
    }
    if waiting::is_undrawn(conn, app, &claim.book)? {
        return Ok(false);
    }
    let (draft, case) = own.params();
    let (area, date) = (&claim.area, claim.date.to_string());
    let mut sum = conn.prepare_cached(SUM).during("sum claims")?;
    for (unit, own) in &claim.uses {
        let Some(capacity) = claim.capacity.get(unit) else { continue };
        for (from, until) in claim.periods() {
            let of = params![app, claim.book, area, date, now, draft, case, unit, from, until];
            let others: i64 = sum.query_row(of, |r| r.get(0)).during("sum claims")?;
            if others.saturating_add(*own) > *capacity {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Writes a claim into the ledger.
pub(crate) fn add(conn: &Connection, app: &str, claim: &Claim, holder: Holder<'_>) -> Result<(), StoreError> {
    let (case, draft, expires, answer) = match holder {
        Holder::Case(case) => (Some(case), None, None, None),
        Holder::Offer(case, until) => (Some(case), None, None, Some(until)),
        Holder::Draft(draft, expires) => (None, Some(draft), Some(expires), None),
    };
    let date = claim.date.to_string();
    let Claim { question, book, area, overbook, .. } = claim;
    let mut insert = conn.prepare_cached(BOOK).during("book")?;
    let spans = claim.periods();
    let (begins, ends) = (spans.first().map_or(0, |span| span.0), spans.last().map_or(0, |span| span.1));
    let every = claim.every;
    let values = params![app, book, area, date, case, draft, question, expires, overbook, begins, ends, every, answer];
    let id = insert.insert(values).during("book")?;
    let mut unit = conn.prepare_cached(UNIT).during("book unit")?;
    for (name, amount) in &claim.uses {
        unit.execute(params![id, name, amount]).during("book unit")?;
    }
    Ok(())
}

/// Deletes what a draft holds.
pub(crate) fn drop_holds(conn: &Connection, draft: &str) -> Result<(), StoreError> {
    conn.prepare_cached(RELEASE_DRAFT).and_then(|mut s| s.execute([draft])).map(drop).during("release hold")
}

/// Gives back what a case has, once: of one booking, or of all.
pub(crate) fn release(conn: &Connection, case: i64, book: Option<&str>, now: &str) -> Result<(), StoreError> {
    let released = match book {
        Some(book) => conn.prepare_cached(RELEASE_BOOK).and_then(|mut s| s.execute(params![case, now, book])),
        None => conn.prepare_cached(RELEASE_CASE).and_then(|mut s| s.execute(params![case, now])),
    };
    released.map(drop).during("release booking")
}

/// The capacity that a case has now; not what is only offered to it.
pub(crate) fn of_case(conn: &Connection, case: i64) -> Result<Vec<Claim>, StoreError> {
    Ok(live(conn, case)?.into_iter().filter(|(_, until)| until.is_none()).map(|(claim, _)| claim).collect())
}

/// What is kept for a case until it answers.
pub(crate) fn offered(conn: &Connection, case: i64) -> Result<Vec<(Claim, Timestamp)>, StoreError> {
    Ok(live(conn, case)?.into_iter().filter_map(|(claim, until)| Some((claim, until?))).collect())
}

/// All of it. What the slot holds in all is not known here and left empty.
fn live(conn: &Connection, case: i64) -> Result<Vec<(Claim, Option<Timestamp>)>, StoreError> {
    let mut find = conn.prepare_cached(OF_CASE).during("read bookings")?;
    let mut rows = find.query([case]).during("read bookings")?;
    let mut claims = Vec::new();
    while let Some(row) = rows.next().during("read bookings")? {
        let date: String = row.get(4).during("read bookings")?;
        let number = |i: usize| row.get::<_, u32>(i).during("read bookings");
        let (begins, ends, every) = (number(6)?, number(7)?, number(8)?);
        let until: Option<String> = row.get(9).during("read bookings")?;
        let claim = Claim {
            question: row.get(1).during("read bookings")?,
            book: row.get(2).during("read bookings")?,
            area: row.get(3).during("read bookings")?,
            date: day(&date)?,
            time: if every > 0 { time(begins) } else { None },
            minutes: if every > 0 { ends.saturating_sub(begins) } else { 0 },
            every,
            uses: units(conn, row.get(0).during("read bookings")?)?,
            capacity: IndexMap::new(),
            overbook: row.get(5).during("read bookings")?,
        };
        claims.push((claim, moment::parse_opt(until.as_deref())?));
    }
    Ok(claims)
}

fn units(conn: &Connection, booking: i64) -> Result<IndexMap<String, i64>, StoreError> {
    let sql = "SELECT unit, amount FROM booking_unit WHERE booking_id = ?1 ORDER BY unit";
    let mut find = conn.prepare_cached(sql).during("read booking units")?;
    let rows = find.query_map([booking], |r| Ok((r.get(0)?, r.get(1)?))).during("read booking units")?;
    rows.collect::<rusqlite::Result<_>>().during("read booking units")
}

fn sums(
    conn: &Connection,
    (app, book, area): (&str, &str, &str),
    (first, last): (Date, Date),
    own: &Own,
    now: &str,
) -> Result<Vec<Taken>, StoreError> {
    let (draft, case) = own.params();
    let mut find = conn.prepare_cached(TAKEN).during("sum claims")?;
    let mut rows = find
        .query(params![app, book, area, first.to_string(), last.to_string(), now, draft, case])
        .during("sum claims")?;
    let mut sums = Vec::new();
    while let Some(row) = rows.next().during("sum claims")? {
        let date: String = row.get(0).during("sum claims")?;
        let minutes = (row.get(1).during("sum claims")?, row.get(2).during("sum claims")?);
        let (unit, amount) = (row.get(3).during("sum claims")?, row.get(4).during("sum claims")?);
        sums.push(Taken { date: day(&date)?, minutes, unit, amount });
    }
    Ok(sums)
}

#[cfg(test)]
mod property;
#[cfg(test)]
mod tests;
