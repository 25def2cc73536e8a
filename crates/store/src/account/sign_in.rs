//! Signing in: an attempt counts as wrong until it proved right, so that many at once cannot outrun the lock.

use super::{Staff, find, login_of, password};
use crate::{
    Store, StoreError,
    connection::Tx,
    error::During,
    moment::{self, stamp},
};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

/// How a sign-in ended.
#[derive(Debug)]
pub enum SignIn {
    /// Right.
    Welcome(Staff),
    /// Wrong name or password, or disabled; one answer for all.
    Wrong,
    /// Too many wrong ones; until when.
    Locked(Timestamp),
}

/// Wrong ones in a row after which a login is locked.
const WRONG: i64 = 5;

/// How long it is locked, and after how long without an attempt wrong ones are forgotten.
const LOCKED: SignedDuration = SignedDuration::from_mins(15);

const COUNT: &str = "INSERT INTO sign_in_failure (login_hash, count, until) VALUES (?1, ?2, ?3)
    ON CONFLICT (login_hash) DO UPDATE SET count = excluded.count, until = excluded.until";

/// Checks a password: five wrong ones in a row lock the login for 15 minutes, known or not. Hashes off the writer.
pub async fn sign_in(store: &Store, login: String, password: String, now: Timestamp) -> Result<SignIn, StoreError> {
    let login = login_of(&login);
    let attempted = login.clone();
    let locked = store.write(move |tx| attempt(tx, &attempted, now)).await?;
    if let Some(until) = locked {
        return Ok(SignIn::Locked(until));
    }
    let (staff, hash) = store.read(|conn| known(conn, &login))?.unzip();
    let fits = password::fits(store, password, hash.flatten()).await?;
    let Some(staff) = staff.filter(|staff| fits && !staff.disabled) else { return Ok(SignIn::Wrong) };
    store.write(move |tx| forget_failures(tx, &login)).await?;
    Ok(SignIn::Welcome(staff))
}

/// Counts an attempt; until when the login is locked, if it is.
fn attempt(tx: &mut Tx<'_>, login: &str, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    tx.execute("DELETE FROM sign_in_failure WHERE until <= ?1", [stamp(now)]).during("forget failures")?;
    let sql = "SELECT count, until FROM sign_in_failure WHERE login_hash = ?1";
    let before: Option<(i64, String)> =
        tx.query_row(sql, [key(login)], |r| Ok((r.get(0)?, r.get(1)?))).optional().during("count failures")?;
    let (count, until) = before.unwrap_or_default();
    if count >= WRONG {
        return moment::parse(&until).map(Some);
    }
    let until = now.saturating_add(LOCKED).unwrap_or(Timestamp::MAX);
    tx.execute(COUNT, params![key(login), count + 1, stamp(until)]).during("count failures")?;
    Ok(None)
}

/// After a right password or a new one.
pub(super) fn forget_failures(tx: &Tx<'_>, login: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM sign_in_failure WHERE login_hash = ?1", [key(login)]).map(drop).during("forget failures")
}

fn known(conn: &Connection, login: &str) -> Result<Option<(Staff, Option<String>)>, StoreError> {
    let Some(staff) = find(conn, "login = ?1", login)? else { return Ok(None) };
    let hash =
        conn.query_row("SELECT password FROM staff WHERE id = ?1", [staff.id], |r| r.get(0)).during("read password")?;
    Ok(Some((staff, hash)))
}

/// Failures are kept under a hash: what people type there by mistake is sometimes their password.
fn key(login: &str) -> [u8; 32] {
    Sha256::digest(login.as_bytes()).into()
}
