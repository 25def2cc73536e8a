//! Published versions: immutable sources, and the tables that fit them.

use crate::{
    Store, StoreError,
    connection::Tx,
    error::During,
    moment::{self, stamp},
    search,
};
use jiff::Timestamp;
use madoguchi_schema::{
    app::App,
    source::SourceSet,
    table::{self, Column, Tables},
};
use rusqlite::{OptionalExtension, params};
use std::collections::HashSet;

/// A published version as stored.
#[derive(Debug, Clone)]
pub struct StoredVersion {
    /// App id.
    pub app: String,
    /// Number, from 1.
    pub version: u32,
    /// [`App::hash`].
    pub hash: String,
    /// Its files with the city's.
    pub sources: SourceSet,
    /// When it was published.
    pub published_at: Timestamp,
}

const NEWEST: &str =
    "SELECT version, hash, tables, search FROM definition WHERE app = ?1 ORDER BY version DESC LIMIT 1";
const PUBLISH: &str = "INSERT INTO definition (app, version, hash, sources, tables, search, published_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const VERSIONS: &str = "SELECT d.app, d.version, d.hash, d.sources, d.published_at FROM definition d
    WHERE d.version = (SELECT max(n.version) FROM definition n WHERE n.app = d.app)
        OR (d.app, d.version) IN (SELECT c.app, c.version FROM \"case\" c)
        OR (d.app, d.version) IN (SELECT r.app, r.version FROM draft r)
    ORDER BY d.app, d.version";

/// Makes the app's tables fit (new tables, columns, indexes; nothing is ever dropped) and stores the next version.
/// The same hash as the newest version stores nothing. Returns the version that is now current.
pub async fn publish(store: &Store, app: &App, sources: &SourceSet, now: Timestamp) -> Result<u32, StoreError> {
    let files: Vec<_> = sources.iter().map(|(_, file)| (file.path.as_str(), file.text.as_str())).collect();
    let next = Next {
        app: app.id.clone(),
        hash: app.hash.clone(),
        sources: serde_json::to_string(&files).during("write sources")?,
        tables: table::layout(app),
        search: search::Plan::of(app),
        now: stamp(now),
    };
    store.write(move |tx| next.publish(tx)).await
}

/// The hashes of everything that was ever published.
pub fn hashes(store: &Store) -> Result<HashSet<String>, StoreError> {
    store.read(|conn| {
        let mut find = conn.prepare("SELECT hash FROM definition").during("list hashes")?;
        let found = find.query_map([], |row| row.get(0)).during("list hashes")?;
        found.collect::<Result<_, _>>().during("list hashes")
    })
}

/// All versions that are current or that a case or a draft stays on.
pub fn versions(store: &Store) -> Result<Vec<StoredVersion>, StoreError> {
    store.read(|conn| {
        let mut find = conn.prepare(VERSIONS).during("list versions")?;
        let mut rows = find.query([]).during("list versions")?;
        let mut versions = Vec::new();
        while let Some(row) = rows.next().during("list versions")? {
            let text = |i: usize| row.get::<_, String>(i).during("list versions");
            let files: Vec<(String, String)> = serde_json::from_str(&text(3)?).during("read sources")?;
            let mut sources = SourceSet::default();
            for (path, file) in files {
                sources.add(path, file);
            }
            let (app, version, hash) = (text(0)?, row.get(1).during("list versions")?, text(2)?);
            versions.push(StoredVersion { app, version, hash, sources, published_at: moment::parse(&text(4)?)? });
        }
        Ok(versions)
    })
}

/// A version that is about to be published.
struct Next {
    app: String,
    hash: String,
    sources: String,
    tables: Tables,
    search: search::Plan,
    now: String,
}

impl Next {
    fn publish(self, tx: &Tx<'_>) -> Result<u32, StoreError> {
        type Newest = (u32, String, String, String);
        let newest: Option<Newest> = tx
            .query_row(NEWEST, [&self.app], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
            .optional()
            .during("find version")?;
        let Some((version, hash, tables, search)) = newest else {
            run(tx, &table::ddl(&self.tables))?;
            self.store(tx, 1, &self.tables, &self.search)?;
            return Ok(1);
        };
        if hash == self.hash {
            return Ok(version);
        }
        let old: Tables = serde_json::from_str(&tables).during("read tables")?;
        let add = table::additions(&old, &self.tables).map_err(|whys| StoreError::Evolution(whys.join("; ")))?;
        run(tx, &add)?;
        let old_search = serde_json::from_str(&search).during("read search plan")?;
        self.store(tx, version + 1, &together(&old, &self.tables), &self.search.clone().with(old_search))?;
        Ok(version + 1)
    }

    fn store(&self, tx: &Tx<'_>, version: u32, tables: &Tables, search: &search::Plan) -> Result<(), StoreError> {
        let tables = serde_json::to_string(tables).during("write tables")?;
        let search = serde_json::to_string(search).during("write search plan")?;
        tx.execute(PUBLISH, params![self.app, version, self.hash, self.sources, tables, search, self.now])
            .map(drop)
            .during("store version")
    }
}

fn run(tx: &Tx<'_>, statements: &[String]) -> Result<(), StoreError> {
    statements.iter().try_for_each(|sql| tx.execute_batch(sql).during("change tables"))
}

/// What the database has after adding: the new tables, and behind them what only the old ones had.
fn together(old: &Tables, new: &Tables) -> Tables {
    let mut all = new.clone();
    add_columns(&mut all.main.columns, &old.main.columns);
    for child in &old.children {
        match all.children.iter_mut().find(|c| c.name == child.name) {
            Some(known) => add_columns(&mut known.columns, &child.columns),
            None => all.children.push(child.clone()),
        }
    }
    for index in &old.indexes {
        if all.indexes.iter().all(|i| i.name != index.name) {
            all.indexes.push(index.clone());
        }
    }
    all
}

fn add_columns(all: &mut Vec<Column>, old: &[Column]) {
    for column in old {
        if all.iter().all(|c| c.name != column.name) {
            all.push(column.clone());
        }
    }
}

#[cfg(test)]
mod tests;
