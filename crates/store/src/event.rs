//! The record: append-only, hash-chained events.
//!
//! `hash = SHA-256(prev_hash ‖ header ‖ SHA-256(answers))`, where the header is the row's other columns as a JSON array and
//! the place of answers that did not change holds zeros. The chain runs over all cases; the writer alone continues it.

use crate::{StoreError, connection::Tx, error::During};
use madoguchi_engine::records::Step;
use madoguchi_schema::answers::Answers;
use rusqlite::params;
use sha2::{Digest, Sha256};

/// Canonical answers as they are stored, with their hash; made before the writer's turn.
#[derive(Debug)]
pub(crate) struct Written {
    /// JSON.
    pub(crate) json: String,
    /// SHA-256 of it.
    pub(crate) hash: [u8; 32],
}

impl Written {
    pub(crate) fn new(answers: &Answers) -> Result<Written, StoreError> {
        let json = serde_json::to_string(answers).during("write answers")?;
        let hash = answers_hash(Some(&json));
        Ok(Written { json, hash })
    }
}

/// What the steps of one decision have in common.
#[derive(Debug)]
pub(crate) struct Decision<'a> {
    pub(crate) case: i64,
    /// The moment as stored.
    pub(crate) at: &'a str,
    pub(crate) revision: i64,
    pub(crate) version: u32,
    /// New answers; they go with the first step.
    pub(crate) answers: Option<&'a Written>,
}

const APPEND: &str = "INSERT INTO event
    (id, case_id, at, actor, action, from_state, to_state, revision, version, answers, note, prev_hash, hash,
     detail, files)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";

/// Appends the steps of a decision; the number of the first.
pub(crate) fn append(tx: &mut Tx<'_>, decision: &Decision<'_>, steps: &[Step]) -> Result<i64, StoreError> {
    let first = tx.head.event + 1;
    let mut answers = decision.answers;
    for step in steps {
        append_one(tx, decision, step, answers.take())?;
    }
    Ok(first)
}

fn append_one(tx: &mut Tx<'_>, of: &Decision<'_>, step: &Step, answers: Option<&Written>) -> Result<(), StoreError> {
    let (id, prev) = (tx.head.event + 1, tx.head.hash);
    let actor = serde_json::to_string(&step.actor).during("write actor")?;
    let detail = step.detail.as_ref().map(|detail| serde_json::to_string(detail).during("write detail")).transpose()?;
    let files = match step.files.is_empty() {
        true => None,
        false => Some(serde_json::to_string(&step.files).during("write files of a step")?),
    };
    let header = Header {
        id,
        case: of.case,
        at: of.at,
        actor: &actor,
        action: &step.action,
        from: step.from.as_deref(),
        to: &step.to,
        revision: of.revision,
        version: of.version,
        note: step.note.as_deref(),
        detail: detail.as_deref(),
        files: files.as_deref(),
    };
    let hash = header.hash(&prev, answers.map_or(&NO_ANSWERS, |a| &a.hash))?;
    let json = answers.map(|a| a.json.as_str());
    let mut append = tx.prepare_cached(APPEND).during("append event")?;
    append
        .execute(params![
            id,
            of.case,
            of.at,
            actor,
            step.action,
            step.from,
            step.to,
            of.revision,
            of.version,
            json,
            step.note,
            prev,
            hash,
            detail,
            files
        ])
        .during("append event")?;
    drop(append);
    tx.head.event = id;
    tx.head.hash = hash;
    Ok(())
}

/// Stands for answers that did not change.
const NO_ANSWERS: [u8; 32] = [0; 32];

/// The hash of stored answers.
pub(crate) fn answers_hash(json: Option<&str>) -> [u8; 32] {
    json.map_or(NO_ANSWERS, |json| Sha256::digest(json.as_bytes()).into())
}

/// The columns that the hash covers.
#[derive(Debug)]
pub(crate) struct Header<'a> {
    pub(crate) id: i64,
    pub(crate) case: i64,
    pub(crate) at: &'a str,
    pub(crate) actor: &'a str,
    pub(crate) action: &'a str,
    pub(crate) from: Option<&'a str>,
    pub(crate) to: &'a str,
    pub(crate) revision: i64,
    pub(crate) version: u32,
    pub(crate) note: Option<&'a str>,
    /// Not in the hash where there is none: older events have none.
    pub(crate) detail: Option<&'a str>,
    /// Part of what is hashed only where there are some.
    pub(crate) files: Option<&'a str>,
}

impl Header<'_> {
    /// The link of the chain.
    pub(crate) fn hash(&self, prev: &[u8; 32], answers: &[u8; 32]) -> Result<[u8; 32], StoreError> {
        let Header { id, case, at, actor, action, from, to, revision, version, note, detail, files } = self;
        let header = (id, case, at, actor, action, from, to, revision, version, note);
        let header = match (detail, files) {
            (_, Some(files)) => serde_json::to_vec(&(header, detail, files)),
            (Some(detail), None) => serde_json::to_vec(&(header, detail)),
            (None, None) => serde_json::to_vec(&header),
        };
        let header = header.during("write event header")?;
        let mut hash = Sha256::new();
        hash.update(prev);
        hash.update(&header);
        hash.update(answers);
        Ok(hash.finalize().into())
    }
}
