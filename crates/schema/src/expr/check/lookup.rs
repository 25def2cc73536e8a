//! `lookup(items, code).fee`, `lookup(fees, kind, size, amount).fee`.

use super::{Checker, type_word};
use crate::{
    app::{Index, List, ListColumn, UP_TO},
    diagnostic::nearest,
    expr::{
        node::{Find, Node, Op},
        problem::Problem,
        tree::{Call, Data, Tree},
    },
    value::{Type, Value},
};
use std::{ops::Range, sync::Arc};

impl Checker<'_> {
    /// A column of a row of a list.
    pub(super) fn lookup(&mut self, list: &Tree, keys: &[Tree], call: &Call, range: &Range<usize>) -> Node {
        let before = self.problems.len();
        let nodes: Vec<Node> = keys.iter().map(|key| self.node(key)).collect();
        let id = match &list.data {
            Data::Path(words) if words.len() == 1 => words[0].text.as_str(),
            _ => "",
        };
        let Some(rows) = self.names.list(id) else {
            if self.names.is_unread(id) {
                return Node::wrong();
            }
            let name = self.text(&list.range);
            // `lookup(room, rooms)`: the list stands behind its key.
            let turned = keys.first().and_then(|key| match &key.data {
                Data::Path(words) if words.len() == 1 => Some(words[0].text.as_str()),
                _ => None,
            });
            let problem = Problem::new("expr.unknown-list", list.range.clone()).arg("name", name);
            let list = turned.filter(|turned| self.names.list(turned).is_some());
            if let Some(list) = list {
                self.problems.truncate(before);
                let part = call.part.as_ref().map_or("", |part| part.text.as_str());
                self.report(problem.suggest(format!("lookup({list}, {name}).{part}")));
            } else {
                let known = self.names.lists();
                self.report(Problem { suggestions: nearest(id, known.iter().map(String::as_str)), ..problem });
            }
            return Node::wrong();
        };
        let op = match (&rows.index, nodes.len()) {
            (Some(index), _) => self.find(&rows, index, keys, nodes, range),
            (None, 1) => self.by_code(&rows, nodes, keys),
            (None, _) => return self.usage(call, range),
        };
        let (Some(mut op), Some(part)) = (op, &call.part) else { return Node::wrong() };
        let Some(ty) = column_type(&rows, &part.text) else {
            let known = columns(&rows);
            let problem = Problem::new("expr.unknown-part", part.range.clone()).arg("part", &part.text);
            let suggestions = nearest(&part.text, known.iter().copied());
            self.report(Problem { suggestions, ..problem.arg("known", known.join(" ")) });
            return Node::wrong();
        };
        if let Op::Lookup(_, _, column) = &mut op {
            column.clone_from(&part.text);
        } else if let Op::Find(find) = &mut op {
            find.column.clone_from(&part.text);
        }
        Node::new(op, ty)
    }

    fn by_code(&mut self, list: &Arc<List>, nodes: Vec<Node>, keys: &[Tree]) -> Option<Op> {
        let (node, key) = (nodes.into_iter().next()?, keys.first()?);
        let node = match &node.ty {
            Type::Number => node,
            Type::Code(other) if *other != list.id => {
                let text = self.text(&key.range);
                let problem = Problem::new("expr.other-list", key.range.clone()).arg("text", text);
                self.report(problem.arg("list", &list.id));
                return None;
            }
            _ => self.fit(node, &Type::Code(list.id.clone()), key),
        };
        Some(Op::Lookup(Arc::clone(list), Box::new(node), String::new()))
    }

    /// Keys in the order of their columns, then the amount of a table of bands, then the day when it is written.
    fn find(
        &mut self,
        list: &Arc<List>,
        index: &Index,
        trees: &[Tree],
        mut nodes: Vec<Node>,
        range: &Range<usize>,
    ) -> Option<Op> {
        let wanted = index.keys.len() + usize::from(index.band.is_some());
        let is_dated = index.dated && nodes.len() == wanted + 1;
        if nodes.len() != wanted && !is_dated {
            let usage = usage(list, index);
            let problem = Problem::new("expr.keys", range.clone()).arg("table", &list.id).arg("known", known(index));
            self.report(problem.arg("usage", usage));
            return None;
        }
        let limit = index.band.clone().map(|ty| ListColumn { name: UP_TO.to_owned(), ty });
        let day = ListColumn { name: crate::app::FROM.to_owned(), ty: Type::Date };
        let columns: Vec<ListColumn> = index.keys.iter().cloned().chain(limit).chain([day]).collect();
        let before = self.problems.len();
        for ((column, node), tree) in columns.iter().zip(&mut nodes).zip(trees) {
            self.key(list, index, column, node, tree);
        }
        let on = if is_dated { nodes.pop() } else { None };
        let amount = if index.band.is_some() { nodes.pop() } else { None };
        let find = Find { list: Arc::clone(list), keys: nodes, amount, on, column: String::new() };
        (self.problems.len() == before).then(|| Op::Find(Box::new(find)))
    }

    /// One argument against its column.
    fn key(&mut self, list: &Arc<List>, index: &Index, column: &ListColumn, node: &mut Node, tree: &Tree) {
        let fits = match (&column.ty, &node.ty) {
            (_, Type::Unknown) => true,
            (Type::Code(_), Type::Text | Type::Code(_)) => {
                let plain = std::mem::replace(node, Node::wrong());
                *node = self.fit(plain, &column.ty, tree);
                true
            }
            (Type::Text, Type::Code(codes)) => {
                self.codes_have_rows(list, column, codes, tree);
                true
            }
            (Type::Number | Type::Money, Type::Number | Type::Money) => true,
            (one, other) => one == other,
        };
        if !fits {
            let text = self.text(&tree.range);
            let problem = Problem::new("expr.key", tree.range.clone()).arg("text", text).arg("table", &list.id);
            let problem = problem.arg("found", type_word(&node.ty)).arg("expected", type_word(&column.ty));
            self.report(problem.arg("column", &column.name).arg("usage", usage(list, index)));
        }
    }

    /// Remarks codes that can be chosen but have no row.
    fn codes_have_rows(&mut self, table: &List, column: &ListColumn, codes: &str, tree: &Tree) {
        let Some(codes) = self.vocabulary(codes) else { return };
        let has = |code: &str| {
            table.rows.values().any(|row| row.values.get(&column.name) == Some(&Value::Text(code.to_owned())))
        };
        for row in codes.rows.values().filter(|row| !row.retired && !has(&row.code)).take(MOST_REMARKS) {
            let remark = Problem::new("table.missing-code", tree.range.clone()).arg("table", &table.id);
            self.remarks.push(remark.arg("code", &row.code).arg("list", &codes.id));
        }
    }
}

/// Most codes without a row that are told of one key.
const MOST_REMARKS: usize = 5;

/// How a table is looked up.
fn usage(list: &List, index: &Index) -> String {
    let result = list.columns.iter().find(|c| {
        let is_key = index.keys.iter().any(|key| key.name == c.name);
        !is_key && ![crate::app::FROM, crate::app::UNTIL, UP_TO].contains(&c.name.as_str())
    });
    let args = std::iter::once(list.id.as_str()).chain(index.keys.iter().map(|key| key.name.as_str()));
    let args: Vec<&str> = args.chain(index.band.is_some().then_some("amount")).collect();
    format!("lookup({}).{}", args.join(", "), result.map_or("label", |c| c.name.as_str()))
}

fn known(index: &Index) -> String {
    let keys = index.keys.iter().map(|key| key.name.as_str()).chain(index.band.is_some().then_some(UP_TO));
    keys.collect::<Vec<_>>().join(", ")
}

/// The columns that a row can be asked for.
pub(super) fn columns(list: &List) -> Vec<&str> {
    let own: &[&str] = if list.is_table { &[] } else { &["code", "label", "kana"] };
    own.iter().copied().chain(list.columns.iter().map(|c| c.name.as_str())).collect()
}

/// The type of a column.
pub(super) fn column_type(list: &Arc<List>, column: &str) -> Option<Type> {
    let found = list.columns.iter().find(|c| c.name == column).map(|c| c.ty.clone());
    found.or_else(|| match column {
        "code" if !list.is_table => Some(Type::Code(list.id.clone())),
        "label" | "kana" => Some(Type::Text),
        _ => None,
    })
}
