//! Cases: load as facts, commit a change against the revision that was seen.

use crate::{
    Store, StoreError, approval,
    capacity::{self, Holder, Own},
    connection::Tx,
    desk, document,
    error::During,
    event::{self, Decision, Written},
    moment::{self, stamp},
    outbox, receipt, reminder,
    row::{AppSql, CaseCells},
    rule,
    submission::json,
    tally,
    waiting::{self, Slot},
};
use jiff::Timestamp;
use madoguchi_engine::{
    approval::Detail,
    intake::FieldError,
    records::{Act, CaseFacts, Change, Channel, SlotChange, WaitChange},
};
use madoguchi_schema::{
    answers::Answers,
    app::App,
    table::{ident, table_name},
    text::Lang,
};
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use std::sync::Arc;

/// One entry of the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Number in the chain.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who, as shown: 申込者, a name, 自動.
    pub actor: madoguchi_engine::records::Actor,
    /// Action id, or `submit`, `change_slot`, `edit`, `expire`.
    pub action: String,
    /// State before.
    pub from: Option<String>,
    /// State after.
    pub to: String,
    /// Note.
    pub note: Option<String>,
    /// Files that the presser attached: `{id, name, size, media}`.
    pub files: Vec<serde_json::Value>,
    /// Revision after.
    pub revision: i64,
    /// What a route recorded beside it.
    pub detail: Option<Detail>,
}

/// Why a change was not stored.
#[derive(Debug)]
pub enum NotChanged {
    /// Someone was first: the last event.
    Stale(Box<Event>),
    /// The slot of this question has no room.
    SoldOut {
        /// The slot question.
        question: String,
    },
    /// A rule over other cases does not hold.
    Rule(Box<FieldError>),
    /// Disk or database.
    Store(StoreError),
}

impl From<StoreError> for NotChanged {
    fn from(error: StoreError) -> NotChanged {
        NotChanged::Store(error)
    }
}

const FIND: &str = "SELECT id, app, version FROM \"case\" WHERE receipt = ?1";
const ANSWERS: &str = "SELECT answers FROM event WHERE case_id = ?1 AND answers IS NOT NULL ORDER BY id DESC LIMIT 1";
const ACTS: &str = "SELECT action, actor, at, from_state IS NOT to_state FROM event WHERE case_id = ?1 ORDER BY id";
const EVENTS: &str =
    "SELECT id, at, actor, action, from_state, to_state, note, revision, detail, files FROM event WHERE case_id = ?1";

/// A case by receipt number: upper or lower case, any width; hyphens optional in random ones.
pub fn by_receipt(store: &Store, receipt: &str) -> Result<Option<CaseFacts>, StoreError> {
    for receipt in receipt::candidates(receipt) {
        if let Some(found) = store.read(|conn| find(conn, receipt))? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// A case by receipt number and its secret, compared in constant time; one answer for both mistakes.
pub fn by_secret(store: &Store, receipt: &str, secret: &str) -> Result<Option<CaseFacts>, StoreError> {
    let mut known = receipt::candidates(receipt);
    // A number that is none is compared too, so that it takes the same time.
    if known.is_empty() {
        known.push(String::new());
    }
    let fitting: Vec<String> =
        known.into_iter().filter(|receipt| receipt::is_secret(store.key(), receipt, secret)).collect();
    match fitting.into_iter().find(|receipt| !receipt.is_empty()) {
        Some(receipt) => store.read(|conn| find(conn, receipt)),
        None => Ok(None),
    }
}

/// The case of a number as it is stored.
fn find(conn: &Connection, receipt: String) -> Result<Option<CaseFacts>, StoreError> {
    let mut find = conn.prepare_cached(FIND).during("find case")?;
    let found: Option<(i64, String, u32)> =
        find.query_row([&receipt], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional().during("find case")?;
    found.map(|(id, app, version)| facts(conn, id, app, version, receipt)).transpose()
}

/// The present answers of these cases, in their order.
pub fn answers(store: &Store, cases: &[i64]) -> Result<Vec<Answers>, StoreError> {
    store.read(|conn| {
        let mut find = conn.prepare_cached(ANSWERS).during("load answers")?;
        let mut all = Vec::with_capacity(cases.len());
        for case in cases {
            let text: String = find.query_row([case], |r| r.get(0)).during("load answers")?;
            all.push(serde_json::from_str(&text).during("load answers")?);
        }
        Ok(all)
    })
}

/// The history, oldest first.
pub fn history(store: &Store, case: i64) -> Result<Vec<Event>, StoreError> {
    store.read(|conn| {
        let sql = format!("{EVENTS} ORDER BY id");
        let mut find = conn.prepare_cached(&sql).during("read history")?;
        let mut rows = find.query([case]).during("read history")?;
        let mut events = Vec::new();
        while let Some(row) = rows.next().during("read history")? {
            events.push(read_event(row)?);
        }
        Ok(events)
    })
}

/// Stores the change when the revision is still the one seen; returns the new revision.
/// `app` is the app in the case's own version.
pub async fn commit(store: &Store, app: Arc<App>, change: Change) -> Result<i64, NotChanged> {
    let written = change.answers.as_ref().map(Written::new).transpose()?;
    let cells = change.answers.as_ref().map(|answers| CaseCells::new(&app, answers));
    let sql = store.sql(&app);
    let own = store.clone();
    store.write(move |tx| carry_out(tx, &own, (&sql, &app), &change, written.as_ref(), cells.as_ref())).await
}

/// Stores the change; what it gives back is offered to those who wait.
pub(crate) fn carry_out(
    tx: &mut Tx<'_>,
    store: &Store,
    (sql, app): (&AppSql, &App),
    change: &Change,
    answers: Option<&Written>,
    cells: Option<&CaseCells>,
) -> Result<i64, NotChanged> {
    let (now, revision) = (stamp(change.now), change.revision + 1);
    let state = change.steps.last().map(|step| step.to.as_str());
    let state = state.ok_or_else(|| StoreError::Corrupt("a change without a step".into()))?;
    let (due, expires) = (change.due_at.map(stamp), change.expires_at.map(stamp));
    let (trail, asked) = (json(&change.trail)?, json(&change.asked)?);
    for slot in moved(&app.id, change) {
        waiting::fill(tx, store, &slot, change.now, Some(change.case))?;
    }
    let system: [&dyn rusqlite::ToSql; 7] = [&state, &revision, &now, &due, &expires, &trail, &asked];
    if !sql.change(tx, (change.case, change.revision), &system, cells)? {
        return Err(NotChanged::Stale(Box::new(last_event(tx, change.case)?)));
    }
    let before = change.steps.first().and_then(|step| step.from.as_deref()).unwrap_or(state);
    if let Some(broken) = rule::first_broken(tx, app, &change.rules, change.case)? {
        return Err(NotChanged::Rule(Box::new(broken)));
    }
    tally::moves(tx, &app.id, before, state)?;
    let held = if gives_back(change) { waiting::held(tx, &app.id, change.case)? } else { Vec::new() };
    waiting::change(tx, &app.id, change, &now)?;
    change_slots(tx, &app.id, change, &now)?;
    let sql = "SELECT version FROM \"case\" WHERE id = ?1";
    let mut find = tx.prepare_cached(sql).during("find version")?;
    let version = find.query_row([change.case], |r| r.get(0)).during("find version")?;
    drop(find);
    let decision = Decision { case: change.case, at: &now, revision, version, answers };
    let first = event::append(tx, &decision, &change.steps)?;
    if let Some(progress) = &change.approval {
        approval::put(tx, change.case, progress)?;
    }
    desk::follow(tx, &app.id, change, &now)?;
    outbox::add(tx, change.case, first, &change.mails, &now)?;
    if let Some(reminders) = &change.reminders {
        reminder::put(tx, change.case, reminders)?;
    }
    for slot in held.iter().chain(&joined(&app.id, change)) {
        waiting::fill(tx, store, slot, change.now, None)?;
    }
    document::add(tx, change.case, first, &change.issues)?;
    Ok(revision)
}

/// Whether a change may give units back.
fn gives_back(change: &Change) -> bool {
    change.slots != SlotChange::Keep || !matches!(change.waits, WaitChange::Keep | WaitChange::Offer(_))
}

/// The days to which the case moves: who stands in line there comes first.
fn moved(app: &str, change: &Change) -> Vec<Slot> {
    match &change.slots {
        SlotChange::Move(claims) => claims.iter().map(|claim| Slot::of(app, claim)).collect(),
        SlotChange::Keep | SlotChange::Release => Vec::new(),
    }
}

/// The days for which the case waits anew.
fn joined(app: &str, change: &Change) -> Vec<Slot> {
    match &change.waits {
        WaitChange::Join(wanted) => wanted.iter().map(|wanted| Slot::of(app, &wanted.claim)).collect(),
        _ => Vec::new(),
    }
}

fn change_slots(tx: &Tx<'_>, app: &str, change: &Change, now: &str) -> Result<(), NotChanged> {
    match &change.slots {
        SlotChange::Keep => {}
        SlotChange::Release => capacity::release(tx, change.case, None, now)?,
        SlotChange::Move(claims) => {
            for claim in claims {
                capacity::release(tx, change.case, Some(&claim.book), now)?;
            }
            // Its own old units do not count any more; they come back when the new ones do not fit.
            for claim in claims {
                if !capacity::fits(tx, app, claim, &Own::Nobody, now)? {
                    return Err(NotChanged::SoldOut { question: claim.question.clone() });
                }
                capacity::add(tx, app, claim, Holder::Case(change.case))?;
            }
        }
    }
    Ok(())
}

/// Receipts of cases whose state leaves by itself at or before `now`, at most `limit`.
pub fn expired(store: &Store, now: Timestamp, limit: u32) -> Result<Vec<String>, StoreError> {
    store.read(|conn| {
        let mut apps = conn.prepare_cached("SELECT DISTINCT app FROM definition ORDER BY app").during("list apps")?;
        let apps = apps.query_map([], |r| r.get::<_, String>(0)).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut receipts = Vec::new();
        for app in apps.during("list apps")? {
            let left = limit.saturating_sub(u32::try_from(receipts.len()).unwrap_or(u32::MAX));
            let sql = format!(
                "SELECT \"_receipt\" FROM {} WHERE \"_expires_at\" <= ?1 ORDER BY \"_expires_at\" LIMIT ?2",
                ident(&table_name(&app))
            );
            let mut find = conn.prepare_cached(&sql).during("find expired cases")?;
            let rows = find.query_map(params![stamp(now), left], |r| r.get::<_, String>(0));
            receipts.extend(rows.and_then(Iterator::collect::<Result<Vec<_>, _>>).during("find expired cases")?);
        }
        Ok(receipts)
    })
}

/// Receipts of cases in these states whose due time has passed and that were not escalated, the latest first.
pub fn overdue(store: &Store, app: &str, states: &[String], now: Timestamp) -> Result<Vec<String>, StoreError> {
    let places = vec!["?"; states.len()].join(", ");
    let sql = format!(
        "SELECT \"_receipt\" FROM {} WHERE \"_due_at\" < ? AND \"_state\" IN ({places})
            AND \"_case\" NOT IN (SELECT case_id FROM escalation) ORDER BY \"_due_at\" DESC LIMIT 2000",
        ident(&table_name(app))
    );
    store.read(|conn| {
        let mut find = conn.prepare_cached(&sql).during("find overdue cases")?;
        let values = std::iter::once(stamp(now)).chain(states.iter().cloned());
        let rows = find.query_map(params_from_iter(values), |r| r.get(0));
        rows.and_then(Iterator::collect).during("find overdue cases")
    })
}

/// Records that a member of staff read a case or exported a list.
pub async fn audit(
    store: &Store,
    staff: i64,
    what: &'static str,
    subject: String,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO audit (at, staff_id, what, subject) VALUES (?1, ?2, ?3, ?4)";
    store
        .write(move |tx| {
            let mut insert = tx.prepare_cached(sql).during("write audit")?;
            insert.execute(params![stamp(now), staff, what, subject]).map(drop).during("write audit")
        })
        .await
}

/// A case by its number.
pub(crate) fn facts_of(conn: &Connection, id: i64) -> Result<CaseFacts, StoreError> {
    let sql = "SELECT app, version, receipt FROM \"case\" WHERE id = ?1";
    let mut find = conn.prepare_cached(sql).during("find case")?;
    let (app, version, receipt) =
        find.query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).during("find case")?;
    facts(conn, id, app, version, receipt)
}

fn facts(conn: &Connection, id: i64, app: String, version: u32, receipt: String) -> Result<CaseFacts, StoreError> {
    let sql = format!(
        "SELECT \"_state\", \"_revision\", \"_channel\", \"_lang\", \"_trail\", \"_asked\", \"_created_at\", \
         \"_updated_at\", \"_due_at\", \"_expires_at\" FROM {} WHERE \"_case\" = ?1",
        ident(&table_name(&app))
    );
    let mut find = conn.prepare_cached(&sql).during("load case")?;
    let mut rows = find.query([id]).during("load case")?;
    let row = rows.next().during("load case")?;
    let row = row.ok_or_else(|| StoreError::Corrupt(format!("case {id} has no row")))?;
    let text = |i: usize| row.get::<_, String>(i).during("load case");
    let moment = |i: usize| moment::parse_opt(row.get::<_, Option<String>>(i).during("load case")?.as_deref());
    let list = |i: usize| serde_json::from_str(&text(i)?).during("load case");
    let strange = |what: &str| StoreError::Corrupt(format!("case {id} has an unknown {what}"));
    let (acts, since) = acts(conn, id)?;
    let answers: String =
        conn.prepare_cached(ANSWERS).and_then(|mut s| s.query_row([id], |r| r.get(0))).during("load answers")?;
    Ok(CaseFacts {
        id,
        version,
        receipt,
        state: text(0)?,
        revision: row.get(1).during("load case")?,
        channel: Channel::from_code(&text(2)?).ok_or_else(|| strange("channel"))?,
        lang: Lang::from_code(&text(3)?).ok_or_else(|| strange("language"))?,
        answers: serde_json::from_str(&answers).during("load answers")?,
        claims: capacity::of_case(conn, id)?,
        waits: waiting::of_case(conn, id)?,
        trail: list(4)?,
        asked: list(5)?,
        reminders: reminder::of_case(conn, id)?,
        approval: approval::of_case(conn, id)?,
        acts,
        since,
        created_at: moment::parse(&text(6)?)?,
        updated_at: moment::parse(&text(7)?)?,
        due_at: moment(8)?,
        expires_at: moment(9)?,
        app,
    })
}

/// The last press of each action, and when the present state was reached.
fn acts(conn: &Connection, case: i64) -> Result<(Vec<Act>, Timestamp), StoreError> {
    let mut find = conn.prepare_cached(ACTS).during("read acts")?;
    let mut rows = find.query([case]).during("read acts")?;
    let (mut acts, mut since) = (Vec::new(), Timestamp::default());
    while let Some(row) = rows.next().during("read acts")? {
        let text = |i: usize| row.get::<_, String>(i).during("read acts");
        let (actor, at) = (serde_json::from_str(&text(1)?).during("read actor")?, moment::parse(&text(2)?)?);
        if row.get(3).during("read acts")? {
            since = at;
        }
        Act::note(&mut acts, &text(0)?, actor, at);
    }
    Ok((acts, since))
}

fn last_event(conn: &Connection, case: i64) -> Result<Event, StoreError> {
    let sql = format!("{EVENTS} ORDER BY id DESC LIMIT 1");
    let mut find = conn.prepare_cached(&sql).during("read last event")?;
    let mut rows = find.query([case]).during("read last event")?;
    let row = rows.next().during("read last event")?;
    read_event(row.ok_or_else(|| StoreError::Corrupt(format!("case {case} has no event")))?)
}

fn read_event(row: &Row<'_>) -> Result<Event, StoreError> {
    let text = |i: usize| row.get::<_, String>(i).during("read event");
    let detail: Option<String> = row.get(8).during("read event")?;
    Ok(Event {
        id: row.get(0).during("read event")?,
        at: moment::parse(&text(1)?)?,
        actor: serde_json::from_str(&text(2)?).during("read actor")?,
        action: text(3)?,
        from: row.get(4).during("read event")?,
        to: text(5)?,
        note: row.get(6).during("read event")?,
        revision: row.get(7).during("read event")?,
        detail: detail.map(|json| serde_json::from_str(&json).during("read event")).transpose()?,
        files: match row.get::<_, Option<String>>(9).during("read event")? {
            Some(files) => serde_json::from_str(&files).during("read files of a step")?,
            None => Vec::new(),
        },
    })
}

#[cfg(test)]
mod tests;
