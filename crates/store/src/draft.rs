//! Drafts: answers as they were typed, by an unguessable id.

use crate::{
    Store, StoreError,
    connection::Tx,
    error::During,
    file,
    moment::{self, stamp},
    random,
};
use jiff::{SignedDuration, Timestamp};
use madoguchi_engine::{answer::RawAnswers, records::Channel};
use madoguchi_schema::{app::App, text::Lang};
use rusqlite::{OptionalExtension, Row, params};

/// A draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// 128 random bits as text.
    pub id: String,
    /// App id.
    pub app: String,
    /// Version it stays on.
    pub version: u32,
    /// Language of its pages.
    pub lang: Lang,
    /// How it arrives.
    pub channel: Channel,
    /// The clerk who enters it.
    pub staff: Option<i64>,
    /// As typed, hidden answers included.
    pub raw: RawAnswers,
    /// Pages that were posted without a mistake.
    pub done: Vec<String>,
    /// Receipt, once submitted.
    pub receipt: Option<String>,
    /// When it is deleted.
    pub expires_at: Timestamp,
}

impl Draft {
    /// A blank draft of an app, to be kept for the days that the app says.
    pub fn blank(app: &App, version: u32, now: Timestamp) -> Draft {
        let days = i64::from(app.records.draft_days.max(1));
        Draft {
            id: new_id(),
            app: app.id.clone(),
            version,
            lang: Lang::Ja,
            channel: Channel::Web,
            staff: None,
            raw: RawAnswers::default(),
            done: Vec::new(),
            receipt: None,
            expires_at: now + SignedDuration::from_hours(24 * days),
        }
    }
}

const START: &str = "INSERT INTO draft (id, app, version, lang, channel, staff_id, raw, done, expires_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
const LOAD: &str = "SELECT d.app, d.version, d.lang, d.channel, d.staff_id, d.raw, d.done, c.receipt, d.expires_at
    FROM draft d LEFT JOIN \"case\" c ON c.id = d.case_id WHERE d.id = ?1 AND d.expires_at > ?2";
const TYPED: &str = "SELECT raw, done FROM draft WHERE id = ?1 AND case_id IS NULL";
const SAVE: &str = "UPDATE draft SET raw = ?2, done = ?3 WHERE id = ?1";

/// Starts a draft with nothing in it.
pub async fn start(store: &Store, draft: Draft) -> Result<(), StoreError> {
    let raw = serde_json::to_string(&draft.raw.0).during("write draft")?;
    let done = serde_json::to_string(&draft.done).during("write draft")?;
    store
        .write(move |tx| {
            let mut start = tx.prepare_cached(START).during("start draft")?;
            let (lang, channel) = (draft.lang.code(), draft.channel.code());
            let expires = stamp(draft.expires_at);
            start
                .execute(params![draft.id, draft.app, draft.version, lang, channel, draft.staff, raw, done, expires])
                .map(drop)
                .during("start draft")
        })
        .await
}

/// A draft that has not expired.
pub fn load(store: &Store, id: &str, now: Timestamp) -> Result<Option<Draft>, StoreError> {
    store.read(|conn| {
        let mut load = conn.prepare_cached(LOAD).during("load draft")?;
        let found = load.query_row(params![id, stamp(now)], |r| Ok(read(id, r))).optional().during("load draft")?;
        found.transpose()
    })
}

fn read(id: &str, row: &Row<'_>) -> Result<Draft, StoreError> {
    let get = |i: usize| row.get::<_, String>(i).during("load draft");
    let strange = |what: &str| StoreError::Corrupt(format!("draft with an unknown {what}"));
    Ok(Draft {
        id: id.to_owned(),
        app: get(0)?,
        version: row.get(1).during("load draft")?,
        lang: Lang::from_code(&get(2)?).ok_or_else(|| strange("language"))?,
        channel: Channel::from_code(&get(3)?).ok_or_else(|| strange("channel"))?,
        staff: row.get(4).during("load draft")?,
        raw: RawAnswers(serde_json::from_str(&get(5)?).during("read draft")?),
        done: serde_json::from_str(&get(6)?).during("read draft")?,
        receipt: row.get(7).during("load draft")?,
        expires_at: moment::parse(&get(8)?)?,
    })
}

/// Saves what was typed on a page: these keys replace the same keys, all in one transaction. A draft that was
/// submitted, or that is no more, stays as it is.
pub async fn save(store: &Store, id: String, typed: RawAnswers, done: Option<String>) -> Result<(), StoreError> {
    store
        .write(move |tx| {
            let mut find = tx.prepare_cached(TYPED).during("find draft")?;
            let found: Option<(String, String)> =
                find.query_row([&id], |r| Ok((r.get(0)?, r.get(1)?))).optional().during("find draft")?;
            let Some((raw, pages)) = found else { return Ok(()) };
            let mut raw: RawAnswers = RawAnswers(serde_json::from_str(&raw).during("read draft")?);
            let mut pages: Vec<String> = serde_json::from_str(&pages).during("read draft")?;
            raw.0.extend(typed.0);
            pages.extend(done.filter(|page| !pages.contains(page)));
            let raw = serde_json::to_string(&raw.0).during("write draft")?;
            let pages = serde_json::to_string(&pages).during("write draft")?;
            let mut save = tx.prepare_cached(SAVE).during("save draft")?;
            save.execute(params![id, raw, pages]).map(drop).during("save draft")
        })
        .await
}

/// Changes the language of a draft's pages.
pub async fn speak(store: &Store, id: String, lang: Lang) -> Result<(), StoreError> {
    store
        .write(move |tx| {
            let sql = "UPDATE draft SET lang = ?2 WHERE id = ?1 AND case_id IS NULL";
            tx.execute(sql, params![id, lang.code()]).map(drop).during("change language")
        })
        .await
}

/// Drafts to sweep.
const OLD: &str = "(SELECT id FROM draft WHERE expires_at <= ?1)";

/// Deletes drafts that expired before `now`, with their files and holds.
pub async fn sweep(store: &Store, now: Timestamp) -> Result<usize, StoreError> {
    let (swept, hashes) = store.write(move |tx| delete_old(tx, &stamp(now)).during("sweep drafts")).await?;
    file::forget(store, hashes).await?;
    Ok(swept)
}

/// How many, and the content that their files named.
fn delete_old(tx: &Tx<'_>, now: &str) -> rusqlite::Result<(usize, Vec<String>)> {
    tx.execute(&format!("DELETE FROM booking WHERE draft_id IN {OLD}"), [now])?;
    let mut files =
        tx.prepare(&format!("DELETE FROM file WHERE case_id IS NULL AND draft_id IN {OLD} RETURNING hash"))?;
    let hashes = files.query_map([now], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    tx.execute(&format!("UPDATE file SET draft_id = NULL WHERE draft_id IN {OLD}"), [now])?;
    Ok((tx.execute("DELETE FROM draft WHERE expires_at <= ?1", [now])?, hashes))
}

/// A fresh random id.
fn new_id() -> String {
    // Without randomness no draft may start: an id that can be guessed would open it to others.
    loop {
        if let Ok(bytes) = random::bytes::<16>() {
            return random::hex(&bytes);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::testing::{at, open};
    use serde_json::json;

    fn typed(pairs: &[(&str, serde_json::Value)]) -> RawAnswers {
        RawAnswers(pairs.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect())
    }

    pub(crate) fn empty(id: &str) -> Draft {
        Draft {
            id: id.to_owned(),
            app: "bulky".to_owned(),
            version: 1,
            lang: Lang::Ja,
            channel: Channel::Web,
            staff: None,
            raw: RawAnswers::default(),
            done: Vec::new(),
            receipt: None,
            expires_at: at("2026-11-09T07:00:00Z"),
        }
    }

    #[tokio::test]
    async fn what_a_page_types_replaces_the_same_questions_and_keeps_the_others() {
        let (store, _dir) = open();
        let now = at("2026-11-02T07:00:00Z");
        start(&store, empty("d")).await.unwrap();
        assert_eq!(load(&store, "d", now).unwrap(), Some(empty("d")));
        save(&store, "d".into(), typed(&[("a", json!("1")), ("b", json!({"x": null}))]), Some("p1".into()))
            .await
            .unwrap();
        save(&store, "d".into(), typed(&[("b", json!(["y"]))]), Some("p1".into())).await.unwrap();
        save(&store, "d".into(), RawAnswers::default(), Some("p2".into())).await.unwrap();
        let draft = load(&store, "d", now).unwrap().unwrap();
        assert_eq!(draft.raw, typed(&[("a", json!("1")), ("b", json!(["y"]))]));
        assert_eq!(draft.done, ["p1", "p2"]);
    }

    #[tokio::test]
    async fn an_expired_draft_is_not_found_and_is_swept() {
        let (store, _dir) = open();
        start(&store, empty("d")).await.unwrap();
        assert_eq!(load(&store, "d", empty("d").expires_at).unwrap(), None);
        assert_eq!(sweep(&store, at("2026-11-09T06:59:59Z")).await.unwrap(), 0);
        assert_eq!(sweep(&store, at("2026-11-09T07:00:00Z")).await.unwrap(), 1);
        assert_eq!(load(&store, "d", at("2026-11-02T07:00:00Z")).unwrap(), None);
    }

    #[test]
    fn ids_are_long_and_never_the_same() {
        assert_eq!(new_id().len(), 32);
        assert_ne!(new_id(), new_id());
    }
}
