//! What a form page shows and computes while it is filled in: the page's conditions, rules and totals for `live.js`.
//!
//! Made once for a page of a version, a language and an audience. What only the server can tell is left out, and stays
//! as it is without JavaScript: asked and judged when the page is sent.

use crate::catalog::Published;
use madoguchi_schema::{
    app::{Page, Question},
    expr::{
        Expr,
        json::{self, Browser, Known, MOST_ROWS, Tree},
    },
    field::{Kind, NumberForm},
    text::Lang,
    value::{Type, Value},
};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// The live part of a page.
#[derive(Debug, Default, Serialize)]
pub struct Live {
    /// JSON for a script block of the page; undefined when nothing on the page is live.
    pub model: minijinja::Value,
    /// The questions that appear and disappear by themselves: `spot`, `children.school`.
    #[serde(skip)]
    pub appears: BTreeSet<String>,
    /// The questions of earlier pages whose answers are read, with the columns of their rows that are.
    #[serde(skip)]
    pub earlier: BTreeMap<String, BTreeSet<String>>,
}

/// Makes the live part of a page.
pub fn make(published: &Published, page: usize, lang: Lang, clerk: bool) -> Live {
    let app = &published.app;
    let Some(this) = app.pages.get(page) else { return Live::default() };
    let earlier = app.pages.iter().take(page).flat_map(|p| &p.questions);
    let earlier = earlier.filter(|q| !q.sensitive && (clerk || !q.internal));
    let sight =
        Sight { page: this, earlier: earlier.map(|q| (q.id.as_str(), q)).collect(), clerk, left: BTreeSet::new() };
    let mut maker = Maker { sight, lang, lists: Map::new(), reads: Vec::new(), live: Live::default() };
    let questions = maker.questions(&this.questions, "");
    maker.finish(questions)
}

/// JSON for a script block, in which only `<` could end it.
fn script(json: &Json) -> minijinja::Value {
    minijinja::Value::from_safe_string(json.to_string().replace('<', "\\u003c"))
}

/// The answers of earlier pages that the page reads, as values for a script block.
pub fn given(published: &Published, live: &Live, answers: &Map<String, Json>) -> minijinja::Value {
    let value = |(id, columns): (&String, &BTreeSet<String>)| {
        let question = published.app.question(id)?;
        let mut value = question.kind.as_field().value(answers.get(id)?);
        if let Value::List(rows) = &mut value {
            for row in rows {
                if let Value::Record(row) = row {
                    row.retain(|column, _| columns.contains(column));
                }
            }
        }
        Some((id.clone(), json::value(&value)))
    };
    script(&Json::Object(live.earlier.iter().filter_map(value).collect()))
}

/// What the browser knows on the page.
struct Sight<'a> {
    page: &'a Page,
    earlier: BTreeMap<&'a str, &'a Question>,
    clerk: bool,
    /// Totals that only the server can compute.
    left: BTreeSet<String>,
}

impl Browser for Sight<'_> {
    fn knows(&self, path: &str) -> Known {
        let mut parts = path.split('.');
        let first = parts.next().unwrap_or_default();
        if let Some(question) = self.earlier.get(first) {
            return self.before(question, parts.next());
        }
        let here = self.page.questions.iter().find(|q| q.id == first);
        here.map_or(Known::Nothing, |question| self.of(question, parts, first.to_owned()))
    }
}

impl Sight<'_> {
    /// An answer of an earlier page goes to the browser with the columns that are read, none of them secret.
    fn before(&self, question: &Question, column: Option<&str>) -> Known {
        let (Kind::Repeat(repeat), Some(column)) = (&question.kind, column) else { return Known::Value };
        let inner = repeat.questions.iter().find(|q| q.id == column);
        let open = inner.is_some_and(|q| !q.sensitive && (self.clerk || !q.internal) && !has_rows(&q.kind));
        if open { Known::Value } else { Known::Nothing }
    }

    fn of<'p>(&self, question: &Question, mut parts: impl Iterator<Item = &'p str>, path: String) -> Known {
        if (question.internal && !self.clerk) || self.left.contains(&path) {
            return Known::Nothing;
        }
        match &question.kind {
            // Its parts, and the days that it may mean, are the server's to tell.
            Kind::Date(date) if date.partial || date.min.is_some() || date.max.is_some() => Known::Nothing,
            Kind::Number(_) | Kind::YesNo(_) | Kind::Choice(_) | Kind::Choices(_) | Kind::Date(_) | Kind::Calc(_) => {
                Known::Value
            }
            Kind::Items(items) if items.list.rows.len() <= MOST_ROWS => Known::Value,
            Kind::Repeat(repeat) => match parts.next() {
                None => Known::Value,
                Some(id) => match repeat.questions.iter().find(|q| q.id == id && !has_rows(&q.kind)) {
                    Some(inner) => self.of(inner, parts, format!("{path}.{id}")),
                    None => Known::Nothing,
                },
            },
            Kind::Text(_) | Kind::Kana | Kind::Phone | Kind::PostalCode | Kind::Email | Kind::Name | Kind::Address => {
                Known::Presence
            }
            _ => Known::Nothing,
        }
    }
}

/// Whether a question has rows; inside rows, only the server reckons with them.
fn has_rows(kind: &Kind) -> bool {
    matches!(kind, Kind::Repeat(_) | Kind::Items(_))
}

struct Maker<'a> {
    sight: Sight<'a>,
    lang: Lang,
    lists: Map<String, Json>,
    reads: Vec<String>,
    live: Live,
}

impl Maker<'_> {
    fn questions(&mut self, questions: &[Question], above: &str) -> Vec<Json> {
        let seen = |q: &&Question| self.sight.clerk || !q.internal;
        let seen: Vec<&Question> = questions.iter().filter(seen).collect();
        seen.into_iter().map(|q| Json::Object(self.question(q, above))).collect()
    }

    fn question(&mut self, question: &Question, above: &str) -> Map<String, Json> {
        let path = if above.is_empty() { question.id.clone() } else { format!("{above}.{}", question.id) };
        let mut out = Map::new();
        out.insert("id".to_owned(), json!(question.id));
        out.insert("kind".to_owned(), json!(question.kind.as_field().name()));
        if let Some(show) = self.tree(question.show_if.as_ref()).filter(|_| may_appear(&question.kind)) {
            out.insert("show".to_owned(), show);
            self.live.appears.insert(path.clone());
        }
        if let Some(must) = self.tree(question.required_if.as_ref()).filter(|_| !question.required) {
            out.insert("must".to_owned(), must);
        }
        let checks = question.checks.iter().filter_map(|check| {
            let rule = self.tree(Some(&check.rule))?;
            Some(json!({"rule": rule, "say": check.message.get(self.lang)}))
        });
        let checks: Vec<Json> = checks.collect();
        if !checks.is_empty() {
            out.insert("checks".to_owned(), Json::Array(checks));
        }
        self.settings(question, &path, &mut out);
        out
    }

    /// What is needed to read the controls of a kind, or to compute it.
    fn settings(&mut self, question: &Question, path: &str, out: &mut Map<String, Json>) {
        match &question.kind {
            Kind::Number(number) => {
                out.insert("whole".to_owned(), json!(number.form != NumberForm::Decimal));
                out.insert("unit".to_owned(), json!(number.unit.get(Lang::Ja)));
                let limit = |limit: Option<_>| limit.map(|n| json::value(&Value::Number(n)));
                out.extend(limit(number.min).map(|n| ("min".to_owned(), n)));
                out.extend(limit(number.max).map(|n| ("max".to_owned(), n)));
            }
            Kind::Calc(calc) => match self.tree(question.value.as_ref()) {
                Some(value) => {
                    let unit = calc.unit.get(self.lang);
                    let unit = if unit.is_empty() && calc.ty == Type::Money { "円" } else { unit };
                    out.insert("value".to_owned(), value);
                    out.insert("unit".to_owned(), json!(unit));
                }
                None => _ = self.sight.left.insert(path.to_owned()),
            },
            Kind::Items(items) => _ = out.insert("list".to_owned(), json!(items.list.id)),
            Kind::Repeat(repeat) if !path.contains('.') => {
                out.insert("rows".to_owned(), Json::Array(self.questions(&repeat.questions, path)));
                out.insert("max".to_owned(), json!(repeat.max));
            }
            _ => {}
        }
    }

    fn tree(&mut self, expr: Option<&Expr>) -> Option<Json> {
        let Tree { json, reads, lists } = expr?.browser(&self.sight)?;
        self.reads.extend(reads);
        for (list, column) in lists {
            let columns = self.lists.entry(list.id.clone()).or_insert_with(|| json!({}));
            if let Some(columns) = columns.as_object_mut() {
                columns.entry(column.clone()).or_insert_with(|| json::column(&list, &column));
            }
        }
        Some(json)
    }

    /// The catalogue columns that are read, and the script block.
    fn finish(mut self, questions: Vec<Json>) -> Live {
        let mut catalogues = Map::new();
        for question in &self.sight.page.questions {
            let Kind::Items(items) = &question.kind else { continue };
            let read = |name: &str| self.reads.contains(&format!("{}.{name}", question.id));
            let names = ["label"].into_iter().chain(items.list.columns.iter().map(|c| c.name.as_str()));
            let columns: Map<String, Json> =
                names.filter(|n| read(n)).map(|n| (n.to_owned(), json::column(&items.list, n))).collect();
            catalogues.insert(question.id.clone(), Json::Object(columns));
        }
        for path in &self.reads {
            let mut parts = path.split('.');
            if let Some(id) = parts.next().filter(|id| self.sight.earlier.contains_key(id)) {
                let columns = self.live.earlier.entry(id.to_owned()).or_default();
                columns.extend(parts.next().map(str::to_owned));
            }
        }
        let is_live = |q: &Json| ["show", "must", "checks", "value"].iter().any(|key| q.get(key).is_some());
        let inner = |q: &Json| q.get("rows").and_then(Json::as_array).is_some_and(|rows| rows.iter().any(is_live));
        if questions.iter().any(|q| is_live(q) || inner(q)) {
            let model = json!({"lists": self.lists, "catalogues": catalogues, "questions": questions});
            self.live.model = script(&model);
        }
        self.live
    }
}

/// Days and files are drawn with what the server knows of them at the moment.
fn may_appear(kind: &Kind) -> bool {
    !matches!(kind, Kind::Slot(_) | Kind::File(_))
}
