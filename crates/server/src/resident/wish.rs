//! What a page is to do besides going on: rows and files that come and go, without JavaScript.

use super::{in_rows, journey::Journey};
use crate::extract::FormBody;
use serde_json::Value as Json;

/// Which button was pressed.
pub enum Wish {
    /// Onwards.
    Next,
    /// The same page, at a question.
    Stay(String),
    /// The same page, with what a long list has for the words in the search box of the question at a path.
    Find(String),
    /// One more row of the question at a path.
    AddRow(String),
    /// The row at a path goes.
    RemoveRow(String),
    /// A file of the question at a path goes.
    RemoveFile(String, String),
}

impl Wish {
    /// Reads it from the form; anything unknown leads onwards.
    pub fn of(form: &FormBody) -> Wish {
        let Some((verb, what)) = form.get("_do").and_then(|d| d.split_once(':')) else { return Wish::Next };
        match verb {
            "stay" => Wish::Stay(what.to_owned()),
            "find" => Wish::Find(what.to_owned()),
            "add" => Wish::AddRow(what.to_owned()),
            "remove" => Wish::RemoveRow(what.to_owned()),
            "remove-file" => {
                let (question, file) = what.rsplit_once('.').unwrap_or((what, ""));
                Wish::RemoveFile(question.to_owned(), file.to_owned())
            }
            _ => Wish::Next,
        }
    }

    /// The same page, at the place that was worked on.
    pub fn address(&self, journey: &Journey, page: usize, change: bool) -> String {
        let url = journey.page_url(page, change);
        match self {
            Wish::Next => url,
            Wish::Stay(question) | Wish::Find(question) | Wish::RemoveFile(question, _) => {
                format!("{url}#q-{}", fragment(question))
            }
            Wish::AddRow(question) => {
                let rows = in_rows::at(&journey.draft.raw, question).and_then(Json::as_array).map_or(0, Vec::len);
                let flagged = with_flag(&url, &format!("add={}", plain(question)));
                format!("{flagged}#row-{}-{rows}", fragment(question))
            }
            Wish::RemoveRow(row) => format!("{url}#q-{}", fragment(row.rsplit_once('.').map_or("", |(rows, _)| rows))),
        }
    }
}

/// Only what a path may hold, so that an address stays one.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.')).collect()
}

/// A path as the ids of elements have it.
fn fragment(path: &str) -> String {
    plain(path).replace('.', "-")
}

/// An address with a flag more.
pub fn with_flag(url: &str, flag: &str) -> String {
    format!("{url}{}{flag}", if url.contains('?') { '&' } else { '?' })
}
