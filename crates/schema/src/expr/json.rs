//! Checked node → the tree that the browser evaluates (`web/static/js/expression.js`), with the same meaning.
//!
//! A part is an array, `[what, …]`; everything else is a value: `null` absent, `{}` empty, `true`, `"text"`,
//! `{"n": "1.5"}`, `{"d": "2026-04-01"}`, `{"l": […]}`, `{"r": {…}}`. All names are resolved.
//!
//! What the browser may not know makes the whole expression one for the server alone: `None`. The live form leaves it.

use super::{
    Expr,
    function::{FUNCTIONS, Form, Plain},
    node::{Node, Op, Over},
};
use crate::{
    app::List,
    value::{Type, Value},
};
use serde_json::{Map, Value as Json, json};
use std::sync::Arc;

/// Most rows of a list that go to the browser.
pub const MOST_ROWS: usize = 500;

/// The functions that need the city: its areas and calendars.
pub const SERVER_ONLY: [&str; 3] = ["area_of", "weekdays_of", "business_days_after"];

/// How much the browser knows of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Its value, as the server would read it.
    Value,
    /// Whether something is there, not what the server makes of it.
    Presence,
    /// Nothing.
    Nothing,
}

/// What the browser knows at the place of an expression.
pub trait Browser {
    /// A name, a part of it (`address.town`) or a column of rows (`goods.fee`).
    fn knows(&self, path: &str) -> Known;
}

/// An expression for the browser.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// The tree.
    pub json: Json,
    /// Names, parts and columns that are read, each once.
    pub reads: Vec<String>,
    /// Columns of lists that are read, `label` among them, each once.
    pub lists: Vec<(Arc<List>, String)>,
}

impl Expr {
    /// The same meaning for the browser; `None` when only the server can tell.
    pub fn browser(&self, known: &dyn Browser) -> Option<Tree> {
        let mut writer =
            Writer { known, rows: Vec::new(), tree: Tree { json: Json::Null, reads: Vec::new(), lists: Vec::new() } };
        let json = writer.node(&self.root)?;
        // The end of `Expr::eval`: a part of a yen is dropped.
        let json = if self.ty == Type::Money { json!(["yen", json]) } else { json };
        Some(Tree { json, ..writer.tree })
    }
}

/// A value as JSON.
pub fn value(value: &Value) -> Json {
    match value {
        Value::Absent => Json::Null,
        Value::Empty => json!({}),
        Value::Bool(yes) => json!(yes),
        Value::Number(number) => json!({"n": number.normalize().to_string()}),
        Value::Text(text) => json!(text),
        Value::Date(date) => json!({"d": date.to_string()}),
        Value::Time(time) => json!({"t": time.to_string()}),
        Value::DateTime(time) => json!({"dt": time.to_string()}),
        Value::List(values) => json!({"l": values.iter().map(self::value).collect::<Vec<_>>()}),
        Value::Record(parts) => {
            let parts: Map<String, Json> = parts.iter().map(|(name, part)| (name.clone(), self::value(part))).collect();
            json!({"r": parts})
        }
    }
}

/// A column of a list by code; what has no value is left out.
pub fn column(list: &List, column: &str) -> Json {
    let cell = |code: &String| {
        let found = super::eval::lookup(list, &Value::Text(code.clone()), column);
        (found != Value::Absent).then(|| (code.clone(), value(&found)))
    };
    Json::Object(list.rows.keys().filter_map(cell).collect())
}

struct Writer<'a> {
    known: &'a dyn Browser,
    /// The rows that are being gone through, outermost first.
    rows: Vec<String>,
    tree: Tree,
}

impl Writer<'_> {
    fn node(&mut self, node: &Node) -> Option<Json> {
        match &node.op {
            Op::Literal(literal) => Some(value(literal)),
            Op::Name(..) | Op::Column(..) => {
                self.may_read(node, Known::Value)?;
                path(node)
            }
            Op::List(items) => self.all("list", items),
            Op::Not(a) => self.of("not", [a]),
            Op::And(items) => self.all("and", items),
            Op::Or(items) => self.all("or", items),
            Op::Compare(how, a, b) => self.of(how.sign(), [a, b]),
            Op::In(a, b) => self.of("in", [a, b]),
            Op::Empty(a) => self.empty(a),
            Op::Math(how, a, b) => self.of(how.sign(), [a, b]),
            Op::Negative(a) => self.of("negative", [a]),
            Op::Concat(a, b) => self.of("concat", [a, b]),
            Op::Text(a) => self.of("text", [a]),
            Op::If(parts) => self.all("if", parts.as_slice()),
            Op::OrElse(parts) => self.all("or_else", parts.as_slice()),
            Op::Today => Some(json!(["today"])),
            Op::Label(list, code) => {
                let code = self.node(code)?;
                match list {
                    Some(list) => Some(json!(["label", self.list(list, "label")?, code])),
                    None => Some(json!(["label", null, code])),
                }
            }
            Op::Lookup(list, key, column) => {
                let key = self.node(key)?;
                Some(json!(["lookup", self.list(list, column)?, column, key]))
            }
            // The browser does not get whole tables; the day of receipt is the server's too.
            Op::Find(_) => None,
            Op::Call(plain, args) => {
                let name = name_of(plain).filter(|name| !SERVER_ONLY.contains(name))?;
                let args = args.iter().map(|a| self.node(a)).collect::<Option<Vec<_>>>()?;
                Some(Json::Array([json!("call"), json!(name)].into_iter().chain(args).collect()))
            }
            Op::Aggregate(over) => self.over(over),
        }
    }

    fn of<const N: usize>(&mut self, what: &str, parts: [&Node; N]) -> Option<Json> {
        let parts = parts.into_iter().map(|p| self.node(p)).collect::<Option<Vec<_>>>()?;
        Some(Json::Array([json!(what)].into_iter().chain(parts).collect()))
    }

    fn all(&mut self, what: &str, parts: &[Node]) -> Option<Json> {
        let parts = parts.iter().map(|p| self.node(p)).collect::<Option<Vec<_>>>()?;
        Some(Json::Array([json!(what)].into_iter().chain(parts).collect()))
    }

    /// Of what is only asked whether it is there, the value need not be known.
    fn empty(&mut self, of: &Node) -> Option<Json> {
        let inner = match of.op {
            Op::Name(..) | Op::Column(..) => {
                self.may_read(of, Known::Presence)?;
                path(of)?
            }
            _ => self.node(of)?,
        };
        Some(json!(["empty", inner]))
    }

    fn over(&mut self, over: &Over) -> Option<Json> {
        let inner = |writer: &mut Self, node: &Option<Node>| match node {
            Some(node) => writer.node(node),
            None => Some(Json::Null),
        };
        let between = inner(self, &over.between)?;
        let around = self.rows.len();
        let rows = match &over.rows {
            Some(rows) => {
                let name = self.path_of(rows)?;
                self.may_read(rows, Known::Value)?;
                let levels =
                    (0..=over.within.len()).map(|level| [std::slice::from_ref(&name), &over.within[..level]].concat());
                self.rows.extend(levels.map(|level| level.join(".")));
                path(rows)?
            }
            None => Json::Null,
        };
        let body = inner(self, &over.body);
        let filter = inner(self, &over.filter);
        self.rows.truncate(around);
        let own = [json!("over"), json!(over.how.name()), rows, body?, filter?, between];
        Some(Json::Array(own.into_iter().chain(over.within.iter().map(|column| json!(column))).collect()))
    }

    /// The name in dots: `address.town`, or `goods.fee` for a column.
    fn path_of(&self, node: &Node) -> Option<String> {
        match &node.op {
            Op::Column(up, parts) => {
                let rows = self.rows.get(self.rows.len().checked_sub(up + 1)?)?;
                Some(format!("{rows}.{}", parts.join(".")))
            }
            _ => node.name(),
        }
    }

    fn may_read(&mut self, node: &Node, needed: Known) -> Option<()> {
        let path = self.path_of(node)?;
        let known = self.known.knows(&path);
        let enough = known == Known::Value || (known == Known::Presence && needed == Known::Presence);
        if enough && !self.tree.reads.contains(&path) {
            self.tree.reads.push(path);
        }
        enough.then_some(())
    }

    fn list(&mut self, list: &Arc<List>, column: &str) -> Option<String> {
        if list.rows.len() > MOST_ROWS {
            return None;
        }
        if !self.tree.lists.iter().any(|(l, c)| l.id == list.id && c == column) {
            self.tree.lists.push((list.clone(), column.to_owned()));
        }
        Some(list.id.clone())
    }
}

fn path(node: &Node) -> Option<Json> {
    let (head, parts) = match &node.op {
        Op::Name(first, parts) => (vec![json!("name"), json!(first)], parts),
        Op::Column(up, parts) => (vec![json!("column"), json!(up)], parts),
        _ => return None,
    };
    Some(Json::Array(head.into_iter().chain(parts.iter().map(|p| json!(p))).collect()))
}

fn name_of(plain: &'static Plain) -> Option<&'static str> {
    FUNCTIONS.iter().find(|f| matches!(&f.form, Form::Plain(p) if std::ptr::eq(p, plain))).map(|f| f.name)
}
