//! Every key of the language, wherever it stands.

use super::{APP, Key, OFFICE, QUESTION, Shape, TYPES, Value};
use std::{collections::HashSet, sync::LazyLock};

/// Whether a word is a key of some map of the language.
pub(crate) fn is_key(word: &str) -> bool {
    static KEYS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let mut found = Found::default();
        [&APP, &OFFICE, &QUESTION].into_iter().for_each(|shape| found.shape(shape));
        TYPES.iter().for_each(|row| found.keys(row.settings));
        found.keys
    });
    KEYS.contains(word)
}

#[derive(Default)]
struct Found {
    keys: HashSet<&'static str>,
    shapes: HashSet<&'static str>,
}

impl Found {
    fn shape(&mut self, shape: &'static Shape) {
        if self.shapes.insert(shape.name) {
            self.keys(shape.keys);
        }
    }

    fn keys(&mut self, keys: &'static [Key]) {
        for key in keys {
            self.keys.insert(key.name);
            self.value(&key.value);
        }
    }

    fn value(&mut self, value: &'static Value) {
        match value {
            Value::Map(shape) => self.shape(shape),
            Value::Named(_, inner) | Value::List(inner) | Value::Many(inner) => self.value(inner),
            Value::Either(kinds) => kinds.iter().for_each(|kind| self.value(kind)),
            _ => {}
        }
    }
}
