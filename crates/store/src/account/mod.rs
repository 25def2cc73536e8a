//! Staff accounts: argon2 passwords, lock-out, posts, API tokens.

mod password;
mod sign_in;
mod token;

pub use sign_in::{SignIn, sign_in};
pub use token::{by_token, issue_token, revoke_tokens};

use crate::{Store, StoreError, error::During, moment::stamp, session};
use jiff::Timestamp;
use madoguchi_engine::records::Actor;
use madoguchi_schema::office::{People, Person, login as login_of};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Number.
    pub id: i64,
    /// Login name.
    pub login: String,
    /// Name.
    pub name: String,
    /// Units with posts.
    pub posts: Vec<(String, Option<String>)>,
    /// Administers accounts and definitions.
    pub admin: bool,
    /// May not sign in.
    pub disabled: bool,
}

impl Staff {
    /// As the actor of a decision.
    pub fn actor(&self) -> Actor {
        Actor::Staff {
            id: self.id,
            login: self.login.clone(),
            name: self.name.clone(),
            posts: self.posts.clone(),
            admin: self.admin,
        }
    }
}

const PUT: &str = "INSERT INTO staff (login, name, password, admin, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (login) DO UPDATE SET name = excluded.name, admin = excluded.admin,
        password = coalesce(excluded.password, password)
    RETURNING id";
const PEOPLE: &str =
    "SELECT login, name, (SELECT unit FROM staff_post WHERE staff_id = staff.id ORDER BY place LIMIT 1) AS unit,
    disabled FROM staff ORDER BY unit IS NULL, unit, login";
const COLUMNS: &str = "SELECT id, login, name, admin, disabled FROM staff";

/// Adds an account or changes name, posts and admin of the same login; a password where given. A new password ends what
/// the old one had opened: sessions and tokens.
pub async fn put(
    store: &Store,
    login: String,
    name: String,
    posts: Vec<(String, Option<String>)>,
    admin: bool,
    password: Option<String>,
    now: Timestamp,
) -> Result<Staff, StoreError> {
    let login = login_of(&login);
    let password = match password {
        Some(password) => Some(password::hash(store, password).await?),
        None => None,
    };
    store
        .write(move |tx| {
            let fresh = password.is_some();
            let id: i64 = tx
                .query_row(PUT, params![login, name, password, admin, stamp(now)], |r| r.get(0))
                .during("put account")?;
            put_posts(tx, id, &posts)?;
            if fresh {
                sign_in::forget_failures(tx, &login)?;
                session::end_all(tx, id)?;
                token::revoke(tx, id)?;
            }
            find(tx, "id = ?1", id)?.ok_or_else(|| StoreError::Corrupt("an account vanished".into()))
        })
        .await
}

/// An account to add: login, name, units with posts.
pub type Joining = (String, String, Vec<(String, Option<String>)>);

/// Adds accounts that have the password of another, in one commit; for a demo, whose password is printed.
pub async fn put_alike(store: &Store, like: String, joining: Vec<Joining>, now: Timestamp) -> Result<(), StoreError> {
    store
        .write(move |tx| {
            let password: Option<String> = tx
                .query_row("SELECT password FROM staff WHERE login = ?1", [&like], |r| r.get(0))
                .during("read password")?;
            for (login, name, posts) in &joining {
                let id: i64 = tx
                    .query_row(PUT, params![login_of(login), name, password, false, stamp(now)], |r| r.get(0))
                    .during("put account")?;
                put_posts(tx, id, posts)?;
            }
            Ok(())
        })
        .await
}

/// The posts of an account, instead of those it had.
fn put_posts(tx: &Connection, id: i64, posts: &[(String, Option<String>)]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM staff_post WHERE staff_id = ?1", [id]).during("put posts")?;
    for (place, (unit, post)) in (0i64..).zip(posts) {
        tx.execute("INSERT INTO staff_post VALUES (?1, ?2, ?3, ?4)", params![id, place, unit, post])
            .during("put posts")?;
    }
    Ok(())
}

/// An account that may act.
pub fn by_id(store: &Store, id: i64) -> Result<Option<Staff>, StoreError> {
    store.read(|conn| find_active(conn, id))
}

/// An account that may act, on a connection.
pub(crate) fn find_active(conn: &Connection, id: i64) -> Result<Option<Staff>, StoreError> {
    Ok(find(conn, "id = ?1", id)?.filter(|staff| !staff.disabled))
}

/// All accounts.
pub fn list(store: &Store) -> Result<Vec<Staff>, StoreError> {
    store.read(|conn| {
        let sql = format!("{COLUMNS} ORDER BY login");
        let mut list = conn.prepare_cached(&sql).during("list accounts")?;
        let rows = list.query_map([], read).during("list accounts")?;
        rows.map(|staff| with_posts(conn, staff.during("list accounts")?)).collect()
    })
}

/// Who works here, by unit of the first post and login: what forms that ask for a member of staff offer.
pub fn people(store: &Store) -> Result<People, StoreError> {
    store.read(|conn| {
        let mut list = conn.prepare_cached(PEOPLE).during("list people")?;
        let person = |row: &Row<'_>| {
            let person = Person { name: row.get(1)?, unit: row.get(2)?, disabled: row.get(3)? };
            Ok((row.get(0)?, person))
        };
        let rows = list.query_map([], person).during("list people")?;
        rows.collect::<rusqlite::Result<_>>().map(People).during("list people")
    })
}

/// Disables or enables an account; `false` when there is none.
pub async fn set_disabled(store: &Store, login: String, disabled: bool) -> Result<bool, StoreError> {
    let login = login_of(&login);
    store
        .write(move |tx| {
            let sql = "UPDATE staff SET disabled = ?2 WHERE login = ?1";
            tx.execute(sql, params![login, disabled]).map(|rows| rows > 0).during("disable account")
        })
        .await
}

/// The account that fits a condition on one value.
fn find(conn: &Connection, condition: &str, value: impl rusqlite::ToSql) -> Result<Option<Staff>, StoreError> {
    let sql = format!("{COLUMNS} WHERE {condition}");
    let mut find = conn.prepare_cached(&sql).during("find account")?;
    let staff = find.query_row([value], read).optional().during("find account")?;
    staff.map(|staff| with_posts(conn, staff)).transpose()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Staff> {
    Ok(Staff {
        id: row.get(0)?,
        login: row.get(1)?,
        name: row.get(2)?,
        posts: Vec::new(),
        admin: row.get(3)?,
        disabled: row.get(4)?,
    })
}

fn with_posts(conn: &Connection, mut staff: Staff) -> Result<Staff, StoreError> {
    let sql = "SELECT unit, post FROM staff_post WHERE staff_id = ?1 ORDER BY place";
    let mut posts = conn.prepare_cached(sql).during("read posts")?;
    let rows = posts.query_map([staff.id], |r| Ok((r.get(0)?, r.get(1)?))).during("read posts")?;
    staff.posts = rows.collect::<rusqlite::Result<_>>().during("read posts")?;
    Ok(staff)
}

#[cfg(test)]
mod tests;
