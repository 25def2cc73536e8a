//! Which columns of an app are searched.

use crate::{StoreError, error::During};
use madoguchi_schema::{
    app::{App, Question},
    field::Kind,
    table::{child_name, ident, table_name},
};
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

/// The searched columns of an app, of all its versions. Stored with the definition, so that the index can be continued
/// without compiling it. Sensitive answers are not among them: a search would tell them to whom they are not shown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Plan {
    /// Columns of the app's table; those of one entry are read as one text: family and given name.
    main: Vec<Vec<String>>,
    /// Child tables with such columns.
    children: Vec<(String, Vec<Vec<String>>)>,
}

impl Plan {
    pub(crate) fn of(app: &App) -> Plan {
        let mut plan = Plan::default();
        for (_, question) in app.questions().filter(|(_, q)| !q.sensitive) {
            plan.main.extend(columns(question));
            plan.add_children(app, question, &question.id);
        }
        plan.children.retain(|(_, columns)| !columns.is_empty());
        plan
    }

    /// The child table of a question and those inside its rows.
    fn add_children(&mut self, app: &App, question: &Question, path: &str) {
        match &question.kind {
            Kind::Items(_) => self.children.push((child_name(&app.id, path), vec![vec!["label".to_owned()]])),
            Kind::Repeat(repeat) => {
                let visible = || repeat.questions.iter().filter(|q| !q.sensitive);
                self.children.push((child_name(&app.id, path), visible().flat_map(columns).collect()));
                for inner in visible() {
                    self.add_children(app, inner, &format!("{path}.{}", inner.id));
                }
            }
            _ => {}
        }
    }

    /// This plan with what an older one has more.
    pub(crate) fn with(mut self, old: Plan) -> Plan {
        self.main.extend(old.main.into_iter().filter(|c| !self.main.contains(c)).collect::<Vec<_>>());
        for (table, columns) in old.children {
            match self.children.iter_mut().find(|(t, _)| *t == table) {
                Some((_, known)) => {
                    known.extend(columns.into_iter().filter(|c| !known.contains(c)).collect::<Vec<_>>())
                }
                None => self.children.push((table, columns)),
            }
        }
        self
    }
}

/// The searched columns of one question.
fn columns(question: &Question) -> Vec<Vec<String>> {
    let id = &question.id;
    let parts = |parts: &[&str]| parts.iter().map(|part| format!("{id}.{part}")).collect::<Vec<_>>();
    match &question.kind {
        Kind::Text(_) | Kind::Kana | Kind::Phone | Kind::PostalCode | Kind::Email => vec![vec![id.clone()]],
        Kind::Name => vec![parts(&["family", "given"]), parts(&["family_kana", "given_kana"])],
        Kind::Address => {
            vec![parts(&["postal_code"]), parts(&["prefecture", "city", "town", "street", "building"])]
        }
        _ => Vec::new(),
    }
}

/// The statements that read the searched fields of a case.
pub(super) struct Statements {
    main: (String, usize),
    children: Vec<(String, usize)>,
}

impl Statements {
    pub(super) fn load(conn: &Connection, app: &str) -> Result<Statements, StoreError> {
        let sql = "SELECT search FROM definition WHERE app = ?1 ORDER BY version DESC LIMIT 1";
        let mut find = conn.prepare_cached(sql).during("read search plan")?;
        let plan: String = find.query_row([app], |r| r.get(0)).during("read search plan")?;
        let plan: Plan = serde_json::from_str(&plan).during("read search plan")?;
        let receipt = vec!["_receipt".to_owned()];
        let main = std::iter::once(&receipt).chain(&plan.main);
        let children = plan.children.iter().map(|(table, columns)| select(table, columns.iter()));
        Ok(Statements { main: select(&table_name(app), main), children: children.collect() })
    }

    pub(super) fn texts(&self, conn: &Connection, case: i64) -> Result<Vec<String>, StoreError> {
        let mut texts = Vec::new();
        for (sql, width) in std::iter::once(&self.main).chain(&self.children) {
            let mut find = conn.prepare_cached(sql).during("read searched texts")?;
            let mut rows = find.query([case]).during("read searched texts")?;
            while let Some(row) = rows.next().during("read searched texts")? {
                read(row, *width, &mut texts).during("read searched texts")?;
            }
        }
        Ok(texts)
    }
}

fn read(row: &Row<'_>, width: usize, texts: &mut Vec<String>) -> rusqlite::Result<()> {
    for i in 0..width {
        let text: String = row.get(i)?;
        if !text.is_empty() {
            texts.push(text);
        }
    }
    Ok(())
}

fn select<'a>(table: &str, columns: impl Iterator<Item = &'a Vec<String>>) -> (String, usize) {
    let fields: Vec<String> = columns
        .map(|parts| parts.iter().map(|p| format!("coalesce({}, '')", ident(p))).collect::<Vec<_>>().join(" || "))
        .collect();
    (format!("SELECT {} FROM {} WHERE \"_case\" = ?1", fields.join(", "), ident(table)), fields.len())
}
