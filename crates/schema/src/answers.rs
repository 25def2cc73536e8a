//! The canonical answers of one case: what is stored, compared, shown and exported.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// Canonical answers by question id, in the order of the definition.
///
/// A missing key is *absent* (not asked), `null` is *empty* (asked, left blank), anything else the value in
/// the form that [`crate::field::Field::parse`] gives. Values of `calc` questions are included.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(pub Map<String, Json>);

impl Answers {
    /// The answer to a question; `None` when it was not asked.
    pub fn get(&self, id: &str) -> Option<&Json> {
        self.0.get(id)
    }
}
