//! The JSON Schema (2020-12) of the definition language, for editors: keys, types, words, and a sentence with an example
//! on each. Made from [`crate::vocabulary`]; it is kept in the repository as `docs/schema/*.schema.json`.
//!
//! An editor reads YAML by its own rules, so `3` is a number there and `"3"` a text: every scalar may be either. What
//! only the whole definition can tell (names, types of expressions) is left to `madoguchi check`.

use crate::{
    text::Lang,
    vocabulary::{APP, Key, Naming, OFFICE, QUESTION, Shape, TYPES, TypeRow, Value},
};
use serde_json::{Map, Value as Json, json};

/// Where the schemas stand for everyone.
const PLACE: &str = "docs/schema";

/// A file of definitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// `app.yaml`.
    App,
    /// `office.yaml`.
    Office,
}

impl Document {
    /// All of them.
    pub const ALL: [Document; 2] = [Document::App, Document::Office];

    /// The path of its schema in the repository.
    pub fn path(self) -> String {
        format!("{PLACE}/{}.schema.json", self.root().name)
    }

    fn root(self) -> &'static Shape {
        match self {
            Document::App => &APP,
            Document::Office => &OFFICE,
        }
    }
}

/// The JSON Schema of a document.
pub fn schema(document: Document) -> Json {
    let root = document.root();
    let mut writer = Writer { defs: Map::new() };
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(root.about));
    schema.extend(writer.map(root.about, &root.keys.iter().collect::<Vec<_>>()));
    writer.defs.sort_keys();
    schema.insert("$defs".to_owned(), Json::Object(writer.defs));
    Json::Object(schema)
}

/// Writes shapes once each, as `$defs`.
struct Writer {
    defs: Map<String, Json>,
}

impl Writer {
    /// A map with exactly these keys.
    fn map(&mut self, about: &str, keys: &[&'static Key]) -> Map<String, Json> {
        let mut properties = Map::new();
        for key in keys {
            let mut property = Map::from_iter([("description".to_owned(), json!(describe(key)))]);
            property.extend(self.value(&key.value));
            properties.insert(key.name.to_owned(), Json::Object(property));
        }
        let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
        let mut map = Map::from_iter([("description".to_owned(), json!(about)), ("type".to_owned(), json!("object"))]);
        map.insert("properties".to_owned(), Json::Object(properties));
        if !required.is_empty() {
            map.insert("required".to_owned(), json!(required));
        }
        map.insert("additionalProperties".to_owned(), json!(false));
        map
    }

    fn value(&mut self, value: &Value) -> Map<String, Json> {
        let json = match value {
            Value::Text | Value::Expression => json!({"type": ["string", "number", "boolean"]}),
            Value::Localized => self.shared("localized", |_| localized()),
            Value::YesNo => json!({"enum": ["yes", "no", "true", "false", true, false]}),
            Value::Integer(least, most) => {
                json!({"type": ["integer", "string"], "pattern": "^-?[0-9]+$", "minimum": least, "maximum": most})
            }
            Value::Number => json!({"type": ["number", "string"], "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}),
            Value::Words(words) => self.words(words),
            Value::Form(pattern) => json!({"type": "string", "pattern": pattern}),
            Value::Map(shape) => {
                let keys: Vec<_> = shape.keys.iter().collect();
                self.shared(shape.name, |writer| Json::Object(writer.map(shape.about, &keys)))
            }
            Value::Question => self.shared(QUESTION.name, Writer::question),
            Value::Named(naming, inner) => {
                let inner = self.value(inner);
                json!({"type": "object", "propertyNames": {"pattern": pattern(*naming)}, "additionalProperties": inner})
            }
            Value::List(inner) => {
                let inner = self.value(inner);
                json!({"type": "array", "items": inner})
            }
            Value::Many(inner) => {
                let inner = self.value(inner);
                json!({"anyOf": [inner, {"type": "array", "items": inner}]})
            }
            Value::Either(kinds) => {
                let kinds: Vec<Json> = kinds.iter().map(|kind| Json::Object(self.value(kind))).collect();
                json!({"anyOf": kinds})
            }
        };
        match json {
            Json::Object(map) => map,
            _ => Map::new(),
        }
    }

    /// Words; a number among them may also be written as an editor reads it.
    fn words(&self, words: &[&str]) -> Json {
        let mut all: Vec<Json> = words.iter().map(|word| json!(word)).collect();
        all.extend(words.iter().filter_map(|word| word.parse::<i64>().ok()).map(Json::from));
        json!({"enum": all})
    }

    /// A reference to a shape that is written once.
    fn shared(&mut self, name: &str, write: impl FnOnce(&mut Writer) -> Json) -> Json {
        if !self.defs.contains_key(name) {
            // Shapes hold each other: the place is taken before it is filled.
            self.defs.insert(name.to_owned(), Json::Null);
            let written = write(self);
            self.defs.insert(name.to_owned(), written);
        }
        json!({"$ref": format!("#/$defs/{name}")})
    }

    /// A question: by its type, with the keys of every question while the type is not written.
    fn question(&mut self) -> Json {
        let types: Vec<Json> = TYPES.iter().map(|row| json!({"const": row.word, "description": row.about})).collect();
        let by_type: Vec<Json> = TYPES.iter().map(|row| self.of_type(row)).collect();
        let common: Vec<&Key> = QUESTION.keys.iter().collect();
        let mut question = self.map(QUESTION.about, &common);
        question.remove("additionalProperties");
        let types = json!({"description": "種類", "anyOf": types});
        if let Some(properties) = question.get_mut("properties").and_then(Json::as_object_mut) {
            properties.insert("type".to_owned(), types);
        }
        question.insert("allOf".to_owned(), Json::Array(by_type));
        Json::Object(question)
    }

    fn of_type(&mut self, row: &'static TypeRow) -> Json {
        let name = format!("question_{}", row.word);
        let keys: Vec<_> = row.keys().collect();
        let settings = self.shared(&name, |writer| Json::Object(writer.map(row.about, &keys)));
        json!({"if": {"properties": {"type": {"const": row.word}}, "required": ["type"]}, "then": settings})
    }
}

/// The sentence on a key, as an editor shows it.
fn describe(key: &Key) -> String {
    format!("{}\n例　{}", key.about, key.example)
}

/// A text, or a map of languages with Japanese in it.
fn localized() -> Json {
    let langs: Map<String, Json> = Lang::ALL
        .iter()
        .map(|lang| (lang.code().to_owned(), json!({"type": ["string", "number", "boolean"]})))
        .collect();
    json!({"anyOf": [
        {"type": ["string", "number", "boolean"]},
        {"type": "object", "properties": langs, "required": ["ja"], "additionalProperties": false},
    ]})
}

fn pattern(naming: Naming) -> &'static str {
    match naming {
        Naming::Identity => "^[a-z][a-z0-9_]{0,39}$",
        Naming::Dashed => "^[a-z][a-z0-9_-]{0,39}$",
        Naming::Channel => "^(web|phone|counter|staff)$",
    }
}
