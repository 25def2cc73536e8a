//! The world of the expression vectors: names with their types, lists, and values as they are given in YAML.
//!
//! Shared by the tests of the evaluator and of the SQL; the browser's evaluator reads the same files.

use indexmap::IndexMap;
use jiff::civil::{Date, Weekday};
use madoguchi_schema::{
    app::{List, ListColumn, ListRow},
    expr::{Definition, Lookup, Names, Scope, SqlNames},
    source::SourceSet,
    syntax::{self, Data, Node},
    table::{ChildTable, Column, Storage},
    text::Text,
    value::{Type, Value},
};
use std::sync::Arc;

/// Names, types and lists.
pub struct World {
    /// Types by name.
    pub types: IndexMap<String, Type>,
    /// Lists by id.
    pub lists: IndexMap<String, Arc<List>>,
    /// Columns of the scalar names and parts, in order.
    pub columns: Vec<Column>,
    /// Columns of rows.
    pub row_columns: IndexMap<String, Vec<Column>>,
    /// Named expressions.
    pub definitions: IndexMap<String, Definition>,
}

/// Reads a YAML text.
pub fn yaml(name: &str, text: &str) -> Node {
    let mut sources = SourceSet::default();
    let file = sources.add(name, text);
    let mut diagnostics = Vec::new();
    let node = syntax::parse(file, text, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{name}: {diagnostics:?}");
    node.unwrap_or_else(|| panic!("{name} is empty"))
}

/// The text of an entry, `""` when there is none.
pub fn text<'a>(node: &'a Node, key: &str) -> &'a str {
    node.get(key).and_then(Node::as_text).unwrap_or_default()
}

fn entries(node: Option<&Node>) -> impl Iterator<Item = (&str, &Node)> {
    node.and_then(Node::as_map).unwrap_or_default().iter().map(|(key, value)| (key.text.as_str(), value))
}

impl World {
    /// The world of `names.yaml`.
    pub fn read(source: &str) -> World {
        let node = yaml("names.yaml", source);
        let types = entries(node.get("names")).map(|(name, ty)| (name.to_owned(), read_type(ty))).collect();
        let lists =
            entries(node.get("lists")).map(|(id, list)| (id.to_owned(), Arc::new(read_list(id, list)))).collect();
        let columns = entries(node.get("names")).flat_map(|(name, ty)| columns(name, ty)).collect();
        let define = |(name, node): (&str, &Node)| (name.to_owned(), Definition::read(name, node.as_text().unwrap()).0);
        let definitions = entries(node.get("define")).map(define).collect();
        let row = |(name, ty): (&str, &Node)| {
            let of_row = entries(ty.get("rows")).flat_map(|(name, ty)| self::columns(name, ty)).collect();
            ty.get("rows").map(|_| (name.to_owned(), of_row))
        };
        let row_columns = entries(node.get("names")).filter_map(row).collect();
        World { types, lists, columns, row_columns, definitions }
    }
}

/// The columns of a name: one, or one for each part; none for rows and lists.
fn columns(name: &str, ty: &Node) -> Vec<Column> {
    let storage = match ty.as_text() {
        Some("bool" | "integer" | "money") => Storage::Integer,
        Some(word) if word.starts_with("list ") => return Vec::new(),
        Some(_) => Storage::Text,
        None if ty.get("rows").is_some() => return Vec::new(),
        None => return entries(Some(ty)).flat_map(|(part, ty)| columns(&format!("{name}.{part}"), ty)).collect(),
    };
    vec![Column { name: name.to_owned(), storage }]
}

/// `money`, `code housing`, `list code refused`, `{part: type}`, `{rows: {column: type}}`.
fn read_type(node: &Node) -> Type {
    let parts = |node: &Node| entries(Some(node)).map(|(name, ty)| (name.to_owned(), read_type(ty))).collect();
    if let Some(rows) = node.get("rows") {
        return Type::Rows(parts(rows));
    }
    let Some(word) = node.as_text() else { return Type::Record(parts(node)) };
    match word {
        "bool" => Type::Bool,
        "number" | "integer" => Type::Number,
        "money" => Type::Money,
        "text" => Type::Text,
        "date" => Type::Date,
        "time" => Type::Time,
        "datetime" => Type::DateTime,
        "files" => Type::Files,
        _ => match word.strip_prefix("list ") {
            Some(code) => Type::List(Box::new(Type::Code(code.trim_start_matches("code ").to_owned()))),
            None => Type::Code(word.trim_start_matches("code ").to_owned()),
        },
    }
}

/// Rows as a list are a table with `keys`.
fn read_table(id: &str, node: &Node, columns: Vec<ListColumn>) -> List {
    let keys: Vec<&str> =
        node.get("keys").and_then(Node::as_list).unwrap_or_default().iter().filter_map(Node::as_text).collect();
    let rows = node.get("rows").and_then(Node::as_list).unwrap_or_default().iter().enumerate().map(|(number, row)| {
        let cell = |c: &ListColumn| row.get(&c.name).map(|n| (c.name.clone(), value(n, &c.ty)));
        let code = (number + 1).to_string();
        let values = columns.iter().filter_map(cell).collect();
        let row = ListRow { code: code.clone(), label: Text::default(), kana: String::new(), retired: false, values };
        (code, row)
    });
    List::table(id, &keys, columns.clone(), rows.collect())
}

/// `{code: label}` or `{code: {label: …, column: …}}` with the columns of `columns`.
fn read_list(id: &str, node: &Node) -> List {
    let columns: Vec<ListColumn> = entries(node.get("columns"))
        .map(|(name, ty)| ListColumn { name: name.to_owned(), ty: read_type(ty) })
        .collect();
    if node.get("keys").is_some() {
        return read_table(id, node, columns);
    }
    let rows = entries(node.get("rows")).map(|(code, row)| {
        let label = row.as_text().unwrap_or_else(|| text(row, "label"));
        let cell = |c: &ListColumn| row.get(&c.name).map(|n| (c.name.clone(), value(n, &c.ty)));
        let values = columns.iter().filter_map(cell).collect();
        let row =
            ListRow { code: code.to_owned(), label: Text::ja(label), kana: String::new(), retired: false, values };
        (code.to_owned(), row)
    });
    List::of_codes(id, columns.clone(), rows.collect())
}

/// The value that YAML writes for a type; nothing is empty.
pub fn value(node: &Node, ty: &Type) -> Value {
    match (&node.data, ty) {
        (Data::Null, _) => Value::Empty,
        (Data::Scalar { text, .. }, Type::Bool) => Value::Bool(text == "yes"),
        (Data::Scalar { text, .. }, Type::Number | Type::Money) => Value::Number(text.parse().unwrap()),
        (Data::Scalar { text, .. }, Type::Time) => Value::Time(text.parse().unwrap()),
        (Data::Scalar { text, .. }, Type::DateTime) => Value::DateTime(text.parse().unwrap()),
        (Data::Scalar { text, .. }, Type::Date) => Value::Date(text.parse().unwrap()),
        (Data::Scalar { text, .. }, _) => Value::Text(text.clone()),
        (Data::List(items), Type::List(inner)) => Value::List(items.iter().map(|i| value(i, inner)).collect()),
        (Data::List(items), Type::Rows(columns)) => {
            Value::List(items.iter().map(|i| value(i, &Type::Record(columns.clone()))).collect())
        }
        (Data::List(items), _) => Value::List(items.iter().map(|i| value(i, &Type::Text)).collect()),
        (Data::Map(_), Type::Record(parts)) => {
            let part = |(name, node)| (String::from(name), value(node, &parts[name]));
            Value::Record(entries(Some(node)).map(part).collect())
        }
        (data, ty) => panic!("{data:?} is no {ty:?}"),
    }
}

impl World {
    /// The child tables: of rows with a column for each scalar, of lists with `code`.
    pub fn children(&self) -> Vec<ChildTable> {
        let own = || [("_case", Storage::Integer), ("_row", Storage::Integer)];
        let column = |(name, storage): (&str, Storage)| Column { name: name.to_owned(), storage };
        let table = |name: &str, columns: Vec<Column>| ChildTable {
            name: format!("t__{name}"),
            question: name.to_owned(),
            columns: own().map(column).into_iter().chain(columns).collect(),
        };
        let rows = self.types.iter().filter_map(|(name, ty)| match ty {
            Type::Rows(_) => Some(table(name, self.row_columns.get(name)?.clone())),
            Type::List(_) => Some(table(name, vec![column(("code", Storage::Text))])),
            _ => None,
        });
        rows.collect()
    }
}

impl SqlNames for World {
    fn rows(&self, name: &str) -> Option<ChildTable> {
        self.children().into_iter().find(|child| child.question == name)
    }

    fn table(&self) -> String {
        "t".to_owned()
    }

    fn column(&self, name: &str) -> Option<Column> {
        self.columns.iter().find(|c| c.name == name).cloned()
    }
}

impl Names for World {
    fn ty(&self, name: &str) -> Lookup {
        if let Some(ty) = self.types.get(name) {
            return Lookup::Found(ty.clone());
        }
        let rows = self.types.iter().find(|(_, ty)| matches!(ty, Type::Rows(columns) if columns.contains_key(name)));
        match (name, rows) {
            ("later", _) => Lookup::Later,
            (_, Some((rows, _))) => Lookup::InRows(rows.clone()),
            _ => Lookup::Unknown,
        }
    }

    fn candidates(&self) -> Vec<String> {
        self.types.keys().cloned().collect()
    }

    fn list(&self, id: &str) -> Option<Arc<List>> {
        self.lists.get(id).cloned()
    }

    fn definition(&self, name: &str) -> Option<&Definition> {
        self.definitions.get(name)
    }
}

/// The answers of one vector.
pub struct Given {
    /// Values by name; what is missing is absent.
    pub values: IndexMap<String, Value>,
    /// Today.
    pub today: Date,
    /// When the case was received; today when nothing is said.
    pub received: Date,
}

impl Given {
    /// What a vector gives.
    pub fn read(world: &World, vector: &Node) -> Given {
        let known = |name: &str| world.types.get(name).unwrap_or_else(|| panic!("no name {name}"));
        let values = entries(vector.get("given")).map(|(name, node)| (name.to_owned(), value(node, known(name))));
        let today = vector.get("today").and_then(Node::as_text).unwrap_or("2026-11-02");
        let received = vector.get("received").and_then(Node::as_text).unwrap_or(today);
        Given { values: values.collect(), today: today.parse().unwrap(), received: received.parse().unwrap() }
    }
}

impl Scope for Given {
    fn lookup(&self, name: &str) -> Value {
        self.values.get(name).cloned().unwrap_or(Value::Absent)
    }

    fn today(&self) -> Date {
        self.today
    }

    fn as_of(&self) -> Date {
        self.received
    }

    fn area_of(&self, address: &Value) -> Value {
        match address.to_text().as_str() {
            text if text.contains("1条通") => Value::Text("a".to_owned()),
            text if text.contains("永楽町") => Value::Text("b".to_owned()),
            _ => Value::Absent,
        }
    }

    fn weekdays_of(&self, area: &Value) -> Value {
        let days: &[&str] = match area.to_text().as_str() {
            "a" => &["fri"],
            "b" => &["mon", "thu"],
            _ => return Value::Absent,
        };
        Value::List(days.iter().map(|d| Value::Text((*d).to_owned())).collect())
    }

    fn business_days_after(&self, date: Date, days: i64) -> Value {
        let mut date = date;
        for _ in 0..days {
            date = date.tomorrow().unwrap();
            while matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
                date = date.tomorrow().unwrap();
            }
        }
        Value::Date(date)
    }
}
