//! Examples taken from what the tests hold to be true: question types from a valid definition, functions from the
//! vectors that all evaluators run.

use crate::{read, root};
use madoguchi_schema::{
    source::FileId,
    syntax::{self, Node},
};
use std::fs;

/// A question of a type, as the valid definition of every type has it.
pub fn question(kind: &str) -> Option<String> {
    let files = ["crates/schema/tests/definitions/valid/every-type.yaml", "app-definitions/bulky-waste/app.yaml"];
    files.iter().find_map(|file| {
        let text = read(file);
        let flow = text
            .lines()
            .find(|line| line.contains(&format!("type: {kind},")) || line.contains(&format!("type: {kind}}}")));
        flow.map(|line| line.trim().trim_start_matches("- ").to_owned()).or_else(|| block(&text, kind))
    })
}

/// A question that stands in several lines.
fn block(text: &str, kind: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let word = format!("type: {kind}");
    let at = lines.iter().position(|line| line.split('#').next().unwrap_or_default().trim() == word)?;
    let start = lines[..at].iter().rposition(|line| line.trim_start().starts_with("- id:"))?;
    let indent = lines[start].find('-')?;
    let inside = |line: &&&str| !line.trim().is_empty() && line.len() - line.trim_start().len() > indent;
    let rest = lines[start + 1..].iter().take_while(inside).map(|line| line.get(indent..).unwrap_or_default());
    let all = std::iter::once(lines[start].get(indent..).unwrap_or_default()).chain(rest);
    Some(all.collect::<Vec<_>>().join("\n"))
}

/// An expression that calls a function, what its names are, and its value.
pub fn call(function: &str) -> Option<(String, String, String)> {
    let folder = root().join("crates/schema/tests/expressions/values");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let call = format!("{function}(");
    let mut found: Vec<(String, String, String)> = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let vectors = syntax::parse(FileId(0), &text, &mut Vec::new()).unwrap();
        for vector in vectors.as_list().unwrap_or_default() {
            let word = |key: &str| vector.get(key).and_then(Node::as_text).unwrap_or_default().to_owned();
            let (expr, gives) = (word("expr"), word("gives"));
            let calls =
                expr.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '(').any(|part| part.contains(&call));
            let named = calls && expr.match_indices(&call).any(|(at, _)| is_start(&expr, at));
            if named && !gives.is_empty() && gives != "absent" {
                let given =
                    vector.get("given").map(|node| text.get(node.span.start..node.span.end).unwrap_or_default());
                found.push((expr, given.unwrap_or_default().to_owned(), gives));
            }
        }
    }
    let bare = |given: &str| given.is_empty() || given == "{}" || given.contains("[]");
    found.into_iter().min_by_key(|(expr, given, _)| (!expr.starts_with(&call), bare(given), expr.len() + given.len()))
}

fn is_start(expr: &str, at: usize) -> bool {
    !expr[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
}
