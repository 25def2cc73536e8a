//! Cases per state of an app: moved by the writer in the transaction that moves the case, checked by `verify`.

use crate::{StoreError, error::During};
use rusqlite::{Connection, params};

const ADD: &str = "INSERT INTO tally (app, state, cases) VALUES (?1, ?2, ?3)
    ON CONFLICT (app, state) DO UPDATE SET cases = cases + excluded.cases";
const OF_APP: &str = "SELECT state, cases FROM tally WHERE app = ?1 AND cases <> 0 ORDER BY state";

/// One case more in a state.
pub(crate) fn arrives(conn: &Connection, app: &str, state: &str) -> Result<(), StoreError> {
    add(conn, app, state, 1)
}

/// A case goes from one state to another.
pub(crate) fn moves(conn: &Connection, app: &str, from: &str, to: &str) -> Result<(), StoreError> {
    if from == to {
        return Ok(());
    }
    add(conn, app, from, -1)?;
    add(conn, app, to, 1)
}

/// Cases per state, states without a case left out.
pub(crate) fn of(conn: &Connection, app: &str) -> Result<Vec<(String, i64)>, StoreError> {
    let mut find = conn.prepare_cached(OF_APP).during("read tally")?;
    let rows = find.query_map([app], |r| Ok((r.get(0)?, r.get(1)?))).during("read tally")?;
    rows.collect::<rusqlite::Result<_>>().during("read tally")
}

fn add(conn: &Connection, app: &str, state: &str, cases: i64) -> Result<(), StoreError> {
    conn.prepare_cached(ADD).and_then(|mut s| s.execute(params![app, state, cases])).map(drop).during("tally")
}
