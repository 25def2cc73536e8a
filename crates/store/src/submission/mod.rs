//! A decided submission becomes a case: one transaction, acknowledged when it is on disk.

use crate::{
    Store, StoreError, approval,
    capacity::{self, Holder, Own},
    connection::Tx,
    error::During,
    event::{self, Decision, Written},
    moment::{self, stamp},
    outbox, receipt, reminder,
    row::{AppSql, CaseCells},
    rule, tally,
    waiting::{self, Slot},
};
use jiff::Timestamp;
use madoguchi_engine::{
    intake::FieldError,
    records::{Actor, NewCase},
};
use madoguchi_schema::app::App;
use rusqlite::{Connection, OptionalExtension, params};
use std::sync::Arc;

/// Makes a resend harmless: the same key and body give the same receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Chosen by the client; `draft:ID` for a draft.
    pub key: String,
    /// SHA-256 of what was sent.
    pub body: [u8; 32],
}

/// What a stored submission gives back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// Case number.
    pub case: i64,
    /// Receipt number.
    pub receipt: String,
    /// Secret for `/status`; derived from the receipt with the store's key, the same at each resend.
    pub secret: String,
    /// State after automatic actions.
    pub state: String,
    /// Version of the definition.
    pub version: u32,
    /// When it was received.
    pub received_at: Timestamp,
    /// It had been accepted before.
    pub repeated: bool,
}

/// Why the transaction stored nothing.
#[derive(Debug)]
pub enum Refused {
    /// The slot of this question has no room for all units.
    SoldOut {
        /// The slot question.
        question: String,
    },
    /// A rule over other cases does not hold.
    Rule(Box<FieldError>),
    /// The key was used with another body.
    KeyReused,
    /// Disk or database.
    Store(StoreError),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Refused {
        Refused::Store(error)
    }
}

const KEY: &str = "SELECT body, case_id FROM idempotency WHERE key = ?1";
const KEEP_KEY: &str = "INSERT INTO idempotency (key, body, case_id, created_at) VALUES (?1, ?2, ?3, ?4)";
const SUBMITTED: &str = "SELECT case_id FROM draft WHERE id = ?1 AND case_id IS NOT NULL";
const ACCEPTED: &str = "SELECT c.receipt, e.to_state, c.version, e.at FROM \"case\" c JOIN event e ON e.case_id = c.id
    WHERE c.id = ?1 AND e.revision = 1 ORDER BY e.id DESC LIMIT 1";
const CASE: &str =
    "INSERT INTO \"case\" (app, receipt, version, starter) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (receipt) DO NOTHING";
const NEXT: &str = "INSERT INTO sequence (series, last) VALUES (?1, 1)
    ON CONFLICT (series) DO UPDATE SET last = last + 1 RETURNING last";
const SUBMIT_DRAFT: &str = "UPDATE draft SET case_id = ?2 WHERE id = ?1";
const ATTACH: &str = "UPDATE file SET case_id = ?3 WHERE id = ?1 AND draft_id = ?2 AND case_id IS NULL";

/// Stores the case: key, limits, capacity (sum of live units + own ≤ capacity, the draft's own hold excluded and
/// turned into the booking), typed row, child rows, events, outbox. Attaches the draft's files and marks it submitted.
pub async fn accept(
    store: &Store,
    app: Arc<App>,
    new: NewCase,
    key: Option<Key>,
    draft: Option<String>,
) -> Result<Accepted, Refused> {
    let plan = Plan::new(store, app, new, key, draft)?;
    let mut accepted = store.write(move |tx| plan.carry_out(tx)).await?;
    accepted.secret = receipt::secret(store.key(), &accepted.receipt);
    Ok(accepted)
}

/// The earlier acceptance under a key, for a resend that arrives before anything is evaluated.
pub fn earlier(store: &Store, key: &str) -> Result<Option<Accepted>, StoreError> {
    let found = store.read(|conn| {
        let mut find = conn.prepare_cached(KEY).during("find key")?;
        let case = find.query_row([key], |r| r.get(1)).optional().during("find key")?;
        case.map(|case| accepted(conn, case)).transpose()
    })?;
    Ok(found.map(|a| Accepted { secret: receipt::secret(store.key(), &a.receipt), ..a }))
}

/// The earlier acceptance of the same key and body; [`Refused::KeyReused`] when the body was another one.
pub fn repeated(store: &Store, key: &Key) -> Result<Option<Accepted>, Refused> {
    let body: Option<Vec<u8>> = store.read(|conn| {
        let mut find = conn.prepare_cached(KEY).during("find key")?;
        find.query_row([&key.key], |r| r.get(0)).optional().during("find key")
    })?;
    match body {
        None => Ok(None),
        Some(body) if body != key.body => Err(Refused::KeyReused),
        Some(_) => Ok(earlier(store, &key.key)?),
    }
}

/// Deletes keys older than `before`; a resend after that is a new submission.
pub async fn forget_keys(store: &Store, before: Timestamp) -> Result<usize, StoreError> {
    let sql = "DELETE FROM idempotency WHERE created_at < ?1";
    store.write(move |tx| tx.execute(sql, [stamp(before)]).during("forget keys")).await
}

/// How a case was accepted; without the secret.
fn accepted(conn: &Connection, case: i64) -> Result<Accepted, StoreError> {
    let mut find = conn.prepare_cached(ACCEPTED).during("find acceptance")?;
    let (receipt, state, version, at): (_, _, _, String) =
        find.query_row([case], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))).during("find acceptance")?;
    let received_at = moment::parse(&at)?;
    Ok(Accepted { case, receipt, secret: String::new(), state, version, received_at, repeated: true })
}

/// All that the writer needs, computed before its turn.
struct Plan {
    store: Store,
    app: Arc<App>,
    sql: Arc<AppSql>,
    new: NewCase,
    key: Option<Key>,
    draft: Option<String>,
    cells: CaseCells,
    answers: Written,
    files: Vec<String>,
    now: String,
}

impl Plan {
    fn new(
        store: &Store,
        app: Arc<App>,
        new: NewCase,
        key: Option<Key>,
        draft: Option<String>,
    ) -> Result<Plan, StoreError> {
        Ok(Plan {
            sql: store.sql(&app),
            store: store.clone(),
            cells: CaseCells::new(&app, &new.answers),
            answers: Written::new(&new.answers)?,
            files: files(&app, &new),
            now: stamp(new.now),
            new,
            key,
            draft,
            app,
        })
    }

    fn carry_out(self, tx: &mut Tx<'_>) -> Result<Accepted, Refused> {
        if let Some(earlier) = self.earlier(tx)? {
            return Ok(earlier);
        }
        if let Some(broken) = rule::first_broken(tx, &self.app, &self.new.rules, 0)? {
            return Err(Refused::Rule(Box::new(broken)));
        }
        // Who stands in line comes before a newcomer.
        for claim in &self.new.claims {
            waiting::fill(tx, &self.store, &Slot::of(&self.new.app, claim), self.new.now, None)?;
        }
        // From here the draft's own hold does not count; it comes back when the claim does not fit.
        if let Some(draft) = &self.draft {
            capacity::drop_holds(tx, draft)?;
        }
        let (case, receipt) = self.number(tx)?;
        for claim in &self.new.claims {
            if !capacity::fits(tx, &self.new.app, claim, &Own::Nobody, &self.now)? {
                return Err(Refused::SoldOut { question: claim.question.clone() });
            }
            capacity::add(tx, &self.new.app, claim, Holder::Case(case))?;
        }
        for wanted in &self.new.waits {
            if !waiting::join(tx, &self.new.app, case, wanted, &self.now)? {
                return Err(Refused::SoldOut { question: wanted.claim.question.clone() });
            }
        }
        let accepted = self.insert(tx, case, receipt)?;
        if let Some(draft) = &self.draft {
            self.submit_draft(tx, draft, case)?;
        }
        for wanted in &self.new.waits {
            waiting::fill(tx, &self.store, &Slot::of(&self.new.app, &wanted.claim), self.new.now, None)?;
        }
        Ok(accepted)
    }

    /// What the same key or the same draft gave before.
    fn earlier(&self, tx: &Tx<'_>) -> Result<Option<Accepted>, Refused> {
        if let Some(key) = &self.key {
            let mut find = tx.prepare_cached(KEY).during("find key")?;
            let found: Option<([u8; 32], i64)> =
                find.query_row([&key.key], |r| Ok((r.get(0)?, r.get(1)?))).optional().during("find key")?;
            match found {
                Some((body, case)) if body == key.body => return Ok(Some(accepted(tx, case)?)),
                Some(_) => return Err(Refused::KeyReused),
                None => {}
            }
        }
        let Some(draft) = &self.draft else { return Ok(None) };
        let mut find = tx.prepare_cached(SUBMITTED).during("find draft")?;
        let case = find.query_row([draft], |r| r.get(0)).optional().during("find draft")?;
        Ok(case.map(|case| accepted(tx, case)).transpose()?)
    }

    /// Typed rows, events, mails, key.
    fn insert(&self, tx: &mut Tx<'_>, case: i64, receipt: String) -> Result<Accepted, StoreError> {
        let (new, now) = (&self.new, self.now.as_str());
        let state = new.steps.last().map(|step| step.to.clone());
        let state = state.ok_or_else(|| StoreError::Corrupt("a new case without a step".into()))?;
        let (due, expires) = (new.due_at.map(stamp), new.expires_at.map(stamp));
        let lists = (json(&new.trail)?, json(&new.asked)?);
        let (channel, lang, today) = (new.channel.code(), new.lang.code(), new.today.to_string());
        let system: [&dyn rusqlite::ToSql; 14] = [
            &case,
            &receipt,
            &state,
            &1,
            &new.version,
            &channel,
            &lang,
            &now,
            &today,
            &now,
            &due,
            &expires,
            &lists.0,
            &lists.1,
        ];
        self.sql.insert(tx, case, &system, &self.cells)?;
        tally::arrives(tx, &new.app, &state)?;
        let decision = Decision { case, at: now, revision: 1, version: new.version, answers: Some(&self.answers) };
        let first = event::append(tx, &decision, &new.steps)?;
        if let Some(progress) = &new.approval {
            approval::put(tx, case, progress)?;
        }
        outbox::add(tx, case, first, &new.mails, now)?;
        reminder::put_new(tx, case, &new.reminders)?;
        if let Some(key) = &self.key {
            let mut keep = tx.prepare_cached(KEEP_KEY).during("keep key")?;
            keep.execute(params![key.key, key.body, case, now]).during("keep key")?;
        }
        let received_at = moment::parse(now)?;
        let (secret, version) = (String::new(), new.version);
        Ok(Accepted { case, receipt, secret, state, version, received_at, repeated: false })
    }

    /// Gives the case its number and a receipt number that is still free.
    fn number(&self, tx: &Tx<'_>) -> Result<(i64, String), StoreError> {
        let mut insert = tx.prepare_cached(CASE).during("insert case")?;
        let mut receipt = self.receipt(tx)?;
        let starter = match self.new.steps.first().map(|step| &step.actor) {
            Some(Actor::Staff { id, .. }) => Some(*id),
            _ => None,
        };
        loop {
            if insert.execute(params![self.new.app, receipt, self.new.version, starter]).during("insert case")? == 1 {
                return Ok((tx.last_insert_rowid(), receipt));
            }
            receipt = self.receipt(tx)?;
        }
    }

    /// The next number of the app's series, or a random one.
    fn receipt(&self, tx: &Tx<'_>) -> Result<String, StoreError> {
        let Some(number) = &self.app.number else { return receipt::new() };
        let series = number.series(self.new.today);
        let name = format!("{}*{}", series.before, series.after);
        let mut next = tx.prepare_cached(NEXT).during("count receipt")?;
        next.query_row([name], |r| r.get(0)).map(|count| series.number(count)).during("count receipt")
    }

    /// The draft is submitted; its files that the answers name become the case's.
    fn submit_draft(&self, tx: &Tx<'_>, draft: &str, case: i64) -> Result<(), StoreError> {
        tx.prepare_cached(SUBMIT_DRAFT).and_then(|mut s| s.execute(params![draft, case])).during("submit draft")?;
        let mut attach = tx.prepare_cached(ATTACH).during("attach file")?;
        for file in &self.files {
            attach.execute(params![file, draft, case]).during("attach file")?;
        }
        Ok(())
    }
}

/// Ids of the files that the answers name.
fn files(app: &App, new: &NewCase) -> Vec<String> {
    let files = app.questions().flat_map(|(_, q)| q.files(new.answers.get(&q.id)));
    files.filter_map(|file| Some(file.get("id")?.as_str()?.to_owned())).collect()
}

/// A list of ids as it is stored.
pub(crate) fn json(ids: &[String]) -> Result<String, StoreError> {
    serde_json::to_string(ids).during("write list")
}

#[cfg(test)]
mod tests;
