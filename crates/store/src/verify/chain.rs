//! The event chain: no number missing, each hash made from the one before.

use super::Report;
use crate::{
    StoreError,
    error::During,
    event::{Header, answers_hash},
};
use rusqlite::{Connection, Row};

const EVENTS: &str = "SELECT id, case_id, at, actor, action, from_state, to_state, revision, version, note, answers,
    prev_hash, hash, detail, files FROM event ORDER BY id";

pub(super) fn check(conn: &Connection, report: &mut Report) -> Result<(), StoreError> {
    let mut find = conn.prepare(EVENTS).during("read events")?;
    let mut rows = find.query([]).during("read events")?;
    let (mut last, mut prev) = (0, [0; 32]);
    while let Some(row) = rows.next().during("read events")? {
        let link = Link::read(row).during("read events")?;
        report.events += 1;
        if link.id != last + 1 {
            report.fault(format!("events {} to {} are missing", last + 1, link.id - 1));
        } else if link.prev != prev {
            report.fault(format!("event {} does not continue the chain", link.id));
        }
        if link.made != Some(link.hash) {
            report.fault(format!("event {} was changed", link.id));
        }
        (last, prev) = (link.id, link.hash);
    }
    Ok(())
}

/// One event as stored, with the hash that it should have.
struct Link {
    id: i64,
    prev: [u8; 32],
    hash: [u8; 32],
    made: Option<[u8; 32]>,
}

impl Link {
    fn read(row: &Row<'_>) -> rusqlite::Result<Link> {
        let (at, actor, action): (String, String, String) = (row.get(2)?, row.get(3)?, row.get(4)?);
        let (from, to): (Option<String>, String) = (row.get(5)?, row.get(6)?);
        let (note, answers): (Option<String>, Option<String>) = (row.get(9)?, row.get(10)?);
        let (detail, files): (Option<String>, Option<String>) = (row.get(13)?, row.get(14)?);
        let header = Header {
            id: row.get(0)?,
            case: row.get(1)?,
            at: &at,
            actor: &actor,
            action: &action,
            from: from.as_deref(),
            to: &to,
            revision: row.get(7)?,
            version: row.get(8)?,
            note: note.as_deref(),
            detail: detail.as_deref(),
            files: files.as_deref(),
        };
        let prev = row.get(11)?;
        let made = header.hash(&prev, &answers_hash(answers.as_deref())).ok();
        Ok(Link { id: header.id, prev, hash: row.get(12)?, made })
    }
}
