//! Rows behind the session layer: SHA-256 of the id, data, expiry. The layer itself is in the server.

use crate::{Store, StoreError, connection::Tx, error::During, moment::stamp};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};

/// Key of the account's number in the data of a session.
pub const STAFF: &str = "staff";

const REPLACE: &str = "INSERT INTO session (id_hash, data, expires_at) VALUES (?1, ?2, ?3)
    ON CONFLICT (id_hash) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at";
const CREATE: &str = "INSERT INTO session (id_hash, data, expires_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
const GET: &str = "SELECT data FROM session WHERE id_hash = ?1 AND expires_at > ?2";

/// Stores or replaces a session; `create` fails with `false` when the id exists.
pub async fn put(
    store: &Store,
    id_hash: [u8; 32],
    data: String,
    expires_at: Timestamp,
    create: bool,
) -> Result<bool, StoreError> {
    let sql = if create { CREATE } else { REPLACE };
    store
        .write(move |tx| {
            let mut put = tx.prepare_cached(sql).during("put session")?;
            let rows = put.execute(params![id_hash, data, stamp(expires_at)]).during("put session")?;
            Ok(rows > 0)
        })
        .await
}

/// A session's data, unless expired at `now`.
pub fn get(store: &Store, id_hash: &[u8; 32], now: Timestamp) -> Result<Option<String>, StoreError> {
    store.read(|conn| {
        let mut get = conn.prepare_cached(GET).during("get session")?;
        get.query_row(params![id_hash, stamp(now)], |r| r.get(0)).optional().during("get session")
    })
}

/// Deletes one.
pub async fn delete(store: &Store, id_hash: [u8; 32]) -> Result<(), StoreError> {
    store
        .write(move |tx| {
            tx.execute("DELETE FROM session WHERE id_hash = ?1", [id_hash]).map(drop).during("delete session")
        })
        .await
}

/// Ends all sessions of an account.
pub(crate) fn end_all(tx: &Tx<'_>, staff: i64) -> Result<(), StoreError> {
    let sql = "DELETE FROM session WHERE json_extract(data, '$.' || ?1) = ?2";
    tx.execute(sql, params![STAFF, staff]).map(drop).during("end sessions")
}

/// Deletes expired ones.
pub async fn sweep(store: &Store, now: Timestamp) -> Result<usize, StoreError> {
    store
        .write(move |tx| {
            tx.execute("DELETE FROM session WHERE expires_at <= ?1", [stamp(now)]).during("sweep sessions")
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, open};

    #[tokio::test]
    async fn a_session_is_created_once_replaced_and_gone_after_it_expired() {
        let (store, _dir) = open();
        let (id, now, later) = ([7; 32], at("2026-11-02T07:00:00Z"), at("2026-11-02T08:00:00Z"));
        assert!(put(&store, id, "a".into(), later, true).await.unwrap());
        assert!(!put(&store, id, "b".into(), later, true).await.unwrap());
        assert_eq!(get(&store, &id, now).unwrap().as_deref(), Some("a"));
        assert!(put(&store, id, "c".into(), later, false).await.unwrap());
        assert_eq!(get(&store, &id, now).unwrap().as_deref(), Some("c"));
        assert_eq!(get(&store, &id, later).unwrap(), None);
        assert_eq!(sweep(&store, later).await.unwrap(), 1);
        assert_eq!(get(&store, &id, now).unwrap(), None);
    }

    #[tokio::test]
    async fn a_deleted_session_is_gone() {
        let (store, _dir) = open();
        put(&store, [1; 32], "a".into(), at("2026-11-02T08:00:00Z"), true).await.unwrap();
        delete(&store, [1; 32]).await.unwrap();
        assert_eq!(get(&store, &[1; 32], at("2026-11-02T07:00:00Z")).unwrap(), None);
    }
}
