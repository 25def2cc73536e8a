//! API tokens: shown once, kept as a hash.

use super::{Staff, find};
use crate::{Store, StoreError, connection::Tx, error::During, moment::stamp, random};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Makes an API token for an account and app scopes (empty = all it may); only its hash is kept.
pub async fn issue_token(store: &Store, staff: i64, apps: Vec<String>, now: Timestamp) -> Result<String, StoreError> {
    let token = format!("madoguchi_{}", random::hex(&random::bytes::<32>()?));
    let (hash, apps) = (hash(&token), serde_json::to_string(&apps).during("write token")?);
    store
        .write(move |tx| {
            tx.execute("INSERT INTO token VALUES (?1, ?2, ?3, ?4)", params![hash, staff, apps, stamp(now)])
                .map(drop)
                .during("issue token")
        })
        .await?;
    Ok(token)
}

/// Takes all tokens of an account back; how many there were.
pub async fn revoke_tokens(store: &Store, staff: i64) -> Result<usize, StoreError> {
    store.write(move |tx| revoke(tx, staff)).await
}

pub(super) fn revoke(tx: &Tx<'_>, staff: i64) -> Result<usize, StoreError> {
    tx.execute("DELETE FROM token WHERE staff_id = ?1", [staff]).during("revoke tokens")
}

/// The account and app scopes of a token.
pub fn by_token(store: &Store, token: &str) -> Result<Option<(Staff, Vec<String>)>, StoreError> {
    let hash = hash(token);
    store.read(|conn| {
        let mut find_token =
            conn.prepare_cached("SELECT hash, staff_id, apps FROM token WHERE hash = ?1").during("find token")?;
        let found: Option<([u8; 32], i64, String)> =
            find_token.query_row([hash], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional().during("find token")?;
        let Some((_, staff, apps)) = found.filter(|(stored, ..)| bool::from(stored.ct_eq(&hash))) else {
            return Ok(None);
        };
        let Some(staff) = find(conn, "id = ?1", staff)?.filter(|staff| !staff.disabled) else { return Ok(None) };
        Ok(Some((staff, serde_json::from_str(&apps).during("read token")?)))
    })
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}
