//! What may wait for a person: candidates for "my work", which the engine then decides on one by one.

use crate::{Store, StoreError, error::During};
use jiff::civil::Date;
use rusqlite::{Connection, params_from_iter, types::Value};
use std::collections::{BTreeSet, HashMap};

/// A case that waits for someone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Receipt number.
    pub receipt: String,
    /// 後閲, not a seat.
    pub review: bool,
    /// The seat.
    pub label: String,
    /// Since when, as stored.
    pub since: String,
}

/// Posts as units with a seat.
type Posts = [(String, Option<String>)];

/// Cases whose seats the person may be able to take: by own posts, for someone away, as 職務代理, or as a member of
/// the unit that owns an app (`owned`) where nobody holds the seat. The oldest first.
pub fn waiting_for(
    store: &Store,
    (id, login): (i64, &str),
    posts: &Posts,
    owned: &[String],
    today: Date,
    limit: u32,
) -> Result<Vec<Waiting>, StoreError> {
    store.read(|conn| {
        let mut keys = keys(id, login, posts);
        keys.extend(stood_in_for(conn, id, today)?);
        let mut found = by_keys(conn, &keys, limit)?;
        if !owned.is_empty() {
            found.extend(held_by_nobody(conn, owned, id, limit)?);
        }
        found.sort_by(|a, b| a.since.cmp(&b.since).then(a.receipt.cmp(&b.receipt)));
        found.dedup_by(|a, b| a.receipt == b.receipt && a.review == b.review && a.label == b.label);
        Ok(found)
    })
}

fn keys(id: i64, login: &str, posts: &Posts) -> BTreeSet<String> {
    let mut keys = BTreeSet::from([format!("staff:{id}"), format!("login:{login}"), "anyone".to_owned()]);
    for (unit, post) in posts {
        keys.insert(format!("unit:{unit}"));
        keys.extend(post.as_ref().map(|post| format!("post:{unit}/{post}")));
    }
    keys
}

/// Seats of those who are away and named this person, and of posts whose right this person has.
fn stood_in_for(conn: &Connection, id: i64, today: Date) -> Result<Vec<String>, StoreError> {
    let sql = "WITH away AS (SELECT staff_id FROM absence
            WHERE substitute = ?1 AND ended_at IS NULL AND from_day <= ?2 AND until_day >= ?2)
        SELECT 'post:' || p.unit || '/' || p.post FROM away JOIN staff_post p USING (staff_id) WHERE p.post IS NOT NULL
        UNION SELECT 'unit:' || p.unit FROM away JOIN staff_post p USING (staff_id)
        UNION SELECT 'staff:' || staff_id FROM away
        UNION SELECT 'login:' || s.login FROM away JOIN staff s ON s.id = away.staff_id
        UNION SELECT 'post:' || unit || '/' || post FROM deputy
            WHERE staff_id = ?1 AND ended_at IS NULL AND from_day <= ?2 AND until_day >= ?2";
    let mut find = conn.prepare_cached(sql).during("find who is stood in for")?;
    let rows = find.query_map(rusqlite::params![id, today.to_string()], |r| r.get(0));
    rows.and_then(Iterator::collect).during("find who is stood in for")
}

const FOUND: &str = "SELECT c.receipt, w.kind = 'review', w.label, w.since
    FROM approval_wait w JOIN \"case\" c ON c.id = w.case_id";

fn by_keys(conn: &Connection, keys: &BTreeSet<String>, limit: u32) -> Result<Vec<Waiting>, StoreError> {
    let places = vec!["?"; keys.len()].join(", ");
    let sql = format!("{FOUND} WHERE w.holder IN ({places}) ORDER BY w.since LIMIT ?");
    let values = keys.iter().map(|key| Value::Text(key.clone())).chain([Value::Integer(i64::from(limit))]);
    list(conn, &sql, values)
}

/// Seats of apps that nobody else than this person holds.
fn held_by_nobody(conn: &Connection, apps: &[String], me: i64, limit: u32) -> Result<Vec<Waiting>, StoreError> {
    let places = vec!["?"; apps.len()].join(", ");
    let sql = format!(
        "{FOUND} WHERE w.kind = 'seat' AND w.holder <> 'anyone' AND c.app IN ({places}) AND NOT EXISTS (
            SELECT 1 FROM staff s LEFT JOIN staff_post p ON p.staff_id = s.id WHERE NOT s.disabled AND s.id <> ? AND
            w.holder IN ('unit:' || p.unit, 'post:' || p.unit || '/' || p.post, 'staff:' || s.id, 'login:' || s.login)
        ) ORDER BY w.since LIMIT ?"
    );
    let apps = apps.iter().map(|app| Value::Text(app.clone()));
    list(conn, &sql, apps.chain([Value::Integer(me), Value::Integer(i64::from(limit))]))
}

fn list(conn: &Connection, sql: &str, values: impl Iterator<Item = Value>) -> Result<Vec<Waiting>, StoreError> {
    let mut find = conn.prepare_cached(sql).during("list what waits")?;
    let rows = find.query_map(params_from_iter(values), |r| {
        Ok(Waiting { receipt: r.get(0)?, review: r.get(1)?, label: r.get(2)?, since: r.get(3)? })
    });
    rows.and_then(Iterator::collect).during("list what waits")
}

/// The seats that wait, by case, for the cases of one page of a list.
pub fn open_steps(store: &Store, cases: &[i64]) -> Result<HashMap<i64, Vec<String>>, StoreError> {
    store.read(|conn| {
        let sql = "SELECT DISTINCT label FROM approval_wait WHERE case_id = ?1 AND kind = 'seat' ORDER BY place";
        let mut find = conn.prepare_cached(sql).during("find open steps")?;
        let mut open = HashMap::new();
        for case in cases {
            let labels = find.query_map([case], |r| r.get(0)).and_then(Iterator::collect::<Result<Vec<String>, _>>);
            let labels = labels.during("find open steps")?;
            if !labels.is_empty() {
                open.insert(*case, labels);
            }
        }
        Ok(open)
    })
}
