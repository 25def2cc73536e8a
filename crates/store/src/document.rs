//! Issued documents: stored with the press that issues them, printed again exactly as they were.

use crate::{Store, StoreError, error::During, moment};
use jiff::Timestamp;
use madoguchi_engine::{
    document::{Issue, hash},
    records::Actor,
};
use madoguchi_schema::text::Lang;
use rusqlite::{Connection, Row, params};

/// An issued document.
#[derive(Debug, Clone, PartialEq)]
pub struct Issued {
    /// Number.
    pub id: i64,
    /// Id in the app's `documents`.
    pub document: String,
    /// Its name.
    pub label: String,
    /// The language it is written in.
    pub lang: Lang,
    /// It holds answers that only some may see.
    pub sensitive: bool,
    /// Its resident may have it.
    pub resident: bool,
    /// SHA-256 (hex) of its sheets.
    pub hash: String,
    /// When it was issued.
    pub at: Timestamp,
    /// By whom.
    pub actor: Actor,
}

const ADD: &str = "INSERT INTO document (case_id, event_id, document, label, lang, sensitive, resident, hash, body)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
const OF_CASE: &str = "SELECT d.id, d.document, d.label, d.lang, d.sensitive, d.resident, d.hash, e.at, e.actor
    FROM document d JOIN event e ON e.id = d.event_id WHERE d.case_id = ?1 ORDER BY d.id";
const LOAD: &str = "SELECT d.id, d.document, d.label, d.lang, d.sensitive, d.resident, d.hash, e.at, e.actor, d.body
    FROM document d JOIN event e ON e.id = d.event_id WHERE d.case_id = ?1 AND d.id = ?2";
const WITHOUT: &str = "SELECT e.id FROM event e WHERE json_array_length(e.detail, '$.documents')
    > (SELECT count(*) FROM document d WHERE d.event_id = e.id) ORDER BY e.id";
const ALL: &str = "SELECT d.id, d.hash, d.body, e.detail, d.case_id IS NOT e.case_id
    FROM document d JOIN event e ON e.id = d.event_id ORDER BY d.id";

/// Stores the documents that a decision issues.
pub(crate) fn add(conn: &Connection, case: i64, event: i64, issues: &[Issue]) -> Result<(), StoreError> {
    for issue in issues {
        let Issue { document, label, sensitive, lang, resident, hash, body } = issue;
        let mut add = conn.prepare_cached(ADD).during("issue document")?;
        add.execute(params![case, event, document, label, lang.code(), sensitive, resident, hash, body])
            .during("issue document")?;
    }
    Ok(())
}

/// The documents issued of a case, oldest first.
pub fn of_case(store: &Store, case: i64) -> Result<Vec<Issued>, StoreError> {
    store.read(|conn| {
        let mut find = conn.prepare_cached(OF_CASE).during("list documents")?;
        let mut rows = find.query([case]).during("list documents")?;
        let mut issued = Vec::new();
        while let Some(row) = rows.next().during("list documents")? {
            issued.push(read(row)?);
        }
        Ok(issued)
    })
}

/// A document of a case with its sheets.
pub fn load(store: &Store, case: i64, id: i64) -> Result<Option<(Issued, String)>, StoreError> {
    store.read(|conn| {
        let mut find = conn.prepare_cached(LOAD).during("load document")?;
        let mut rows = find.query([case, id]).during("load document")?;
        let Some(row) = rows.next().during("load document")? else { return Ok(None) };
        let body = row.get(9).during("load document")?;
        Ok(Some((read(row)?, body)))
    })
}

fn read(row: &Row<'_>) -> Result<Issued, StoreError> {
    let text = |i: usize| row.get::<_, String>(i).during("read document");
    let lang = text(3)?;
    Ok(Issued {
        id: row.get(0).during("read document")?,
        document: text(1)?,
        label: text(2)?,
        lang: Lang::from_code(&lang).ok_or_else(|| StoreError::Corrupt(format!("a document in {lang}")))?,
        sensitive: row.get(4).during("read document")?,
        resident: row.get(5).during("read document")?,
        hash: text(6)?,
        at: moment::parse(&text(7)?)?,
        actor: serde_json::from_str(&text(8)?).during("read actor")?,
    })
}

/// Documents that are not what their events say.
pub(crate) fn faults(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let mut find = conn.prepare(ALL).during("check documents")?;
    let mut rows = find.query([]).during("check documents")?;
    let mut faults = Vec::new();
    while let Some(row) = rows.next().during("check documents")? {
        let id: i64 = row.get(0).during("check documents")?;
        let (kept, body): (String, String) =
            (row.get(1).during("check documents")?, row.get(2).during("check documents")?);
        let detail: Option<String> = row.get(3).during("check documents")?;
        let elsewhere: bool = row.get(4).during("check documents")?;
        if hash(&body) != kept {
            faults.push(format!("document {id}: its sheets are not those that were issued"));
        }
        if elsewhere || !detail.is_some_and(|detail| detail.contains(&kept)) {
            faults.push(format!("document {id}: its event does not name it"));
        }
    }
    let mut find = conn.prepare(WITHOUT).during("check documents")?;
    let named = find.query_map([], |r| r.get::<_, i64>(0)).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    for event in named.during("check documents")? {
        faults.push(format!("event {event}: a document that it names is not there"));
    }
    Ok(faults)
}
