//! Sessions of staff: the layer's store over the product's own writer, which keeps only a hash of the id.
//!
//! A session ends eight hours after it was last used. Reading a page does not write: [`touch`] renews the session at
//! most once a minute. A resident has no session, so no cookie either.

use crate::{clock::Clock, settings::Settings};
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use madoguchi_store::{Store, StoreError, session};
use sha2::{Digest, Sha256};
use tower_sessions::{
    Expiry, Session, SessionManagerLayer, SessionStore,
    cookie::{
        SameSite,
        time::{Duration, OffsetDateTime},
    },
    session::{Id, Record},
    session_store::{Error, Result},
};

/// How long a session lives after it was last used.
pub const IDLE: SignedDuration = SignedDuration::from_hours(8);

/// How often a session that is only read is renewed.
const TOUCH: SignedDuration = SignedDuration::from_secs(60);

/// Key of the moment of the last renewal.
const SEEN: &str = "seen";

/// Sessions in the product's database.
#[derive(Clone)]
pub struct Sessions {
    store: Store,
    clock: Clock,
}

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sessions")
    }
}

/// The layer for routes that staff use. The cookie is kept for the browser's session and bound to the site.
pub fn layer(store: Store, clock: Clock, settings: &Settings) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(Sessions { store, clock })
        .with_name(if settings.secure_cookies { "__Host-madoguchi" } else { "madoguchi" })
        .with_secure(settings.secure_cookies)
        .with_same_site(SameSite::Lax)
        .with_http_only(true)
        .with_expiry(Expiry::OnInactivity(Duration::seconds(IDLE.as_secs())))
}

/// Renews a session that is in use.
pub async fn touch(session: &Session, now: Timestamp) -> std::result::Result<(), tower_sessions::session::Error> {
    let seen: Option<i64> = session.get(SEEN).await?;
    let now = now.as_second();
    if seen.is_none_or(|s| now - s >= TOUCH.as_secs()) {
        session.insert(SEEN, now).await?;
    }
    Ok(())
}

/// What the database knows a session by.
fn key(id: Id) -> [u8; 32] {
    Sha256::digest(id.0.to_be_bytes()).into()
}

fn backend(error: StoreError) -> Error {
    Error::Backend(error.to_string())
}

impl Sessions {
    async fn put(&self, record: &Record, create: bool) -> Result<bool> {
        let data = serde_json::to_string(&record.data).map_err(|e| Error::Encode(e.to_string()))?;
        let expires = self.clock.now().saturating_add(IDLE).map_err(|e| Error::Backend(e.to_string()))?;
        session::put(&self.store, key(record.id), data, expires, create).await.map_err(backend)
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        while !self.put(record, true).await? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.put(record, false).await.map(|_| ())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(data) = session::get(&self.store, &key(*id), self.clock.now()).map_err(backend)? else {
            return Ok(None);
        };
        let data = serde_json::from_str(&data).map_err(|e| Error::Decode(e.to_string()))?;
        let expiry_date = OffsetDateTime::now_utc() + Duration::seconds(IDLE.as_secs());
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        session::delete(&self.store, key(*id)).await.map_err(backend)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_knows_a_session_only_by_a_hash() {
        let id = Id(42);
        assert_ne!(key(id)[16..], id.0.to_be_bytes()[..]);
        assert_eq!(key(id), key(Id(42)));
        assert_ne!(key(id), key(Id(43)));
    }
}
