//! Files inside rows. Their ids travel with the row in the form, so that they stay with it when rows before it go; what
//! an id means is known only from the files that were stored for the draft, or that the case has.

use madoguchi_schema::{
    app::Question,
    field::{File, Kind},
};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

/// Entries of files by id.
pub type Entries = HashMap<String, Json>;

/// The file question that a control in rows belongs to: `children.0.photo`.
pub fn at<'a>(questions: &'a [Question], path: &str, clerk: bool) -> Option<(&'a Question, &'a File)> {
    let (id, rest) = path.split_once('.').unwrap_or((path, ""));
    let question = questions.iter().find(|q| q.id == id && (!q.internal || clerk))?;
    match &question.kind {
        Kind::File(rule) if rest.is_empty() => Some((question, rule)),
        Kind::Repeat(repeat) => {
            let (row, inner) = rest.split_once('.')?;
            row.parse::<usize>().ok()?;
            at(&repeat.questions, inner, clerk)
        }
        _ => None,
    }
}

/// Puts the entries of known files in place of their ids, in all rows of these questions; other ids fall out.
pub fn resolve<'a>(
    questions: impl IntoIterator<Item = &'a Question>,
    answers: &mut Map<String, Json>,
    known: &Entries,
) {
    for question in questions {
        let Kind::Repeat(repeat) = &question.kind else { continue };
        let Some(Json::Array(rows)) = answers.get_mut(&question.id) else { continue };
        for row in rows.iter_mut().filter_map(Json::as_object_mut) {
            for inner in repeat.questions.iter().filter(|q| matches!(q.kind, Kind::File(_))) {
                if let Some(sent) = row.get_mut(&inner.id) {
                    *sent = entries(sent, known);
                }
            }
            resolve(&repeat.questions, row, known);
        }
    }
}

fn entries(sent: &Json, known: &Entries) -> Json {
    let ids = match sent {
        Json::Array(ids) => ids.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut found: Vec<Json> = Vec::new();
    // What a row kept holds entries already; only their id is believed.
    let named = |sent: &Json| known.get(sent.as_str().or_else(|| sent.get("id")?.as_str())?);
    for entry in ids.iter().filter_map(named) {
        if !found.contains(entry) {
            found.push(entry.clone());
        }
    }
    Json::Array(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_id_that_nobody_stored_names_no_file() {
        let known = Entries::from([("a".to_owned(), json!({"id": "a", "name": "a.jpg"}))]);
        assert_eq!(entries(&json!("a"), &known), json!([{"id": "a", "name": "a.jpg"}]));
        assert_eq!(entries(&json!(["a", "a", "b", 7]), &known), json!([{"id": "a", "name": "a.jpg"}]));
        assert_eq!(entries(&json!({"id": "b"}), &known), json!([]));
        assert_eq!(entries(&json!([{"id": "a", "name": "x.exe"}]), &known), json!([{"id": "a", "name": "a.jpg"}]));
    }
}
