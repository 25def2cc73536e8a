//! A definition of which a part cannot be read: what may still be said about the rest. A name that the unread part
//! declares is not unknown, so only mistakes that show at their own place are told.

use crate::{
    diagnostic::Diagnostic,
    syntax::{Data, Node},
};

/// Mistakes that depend on nothing but the place where they stand.
const SURE: &[&str] = &[
    "form.bad-id",
    "form.duplicate-id",
    "form.duration",
    "form.empty",
    "form.no-japanese",
    "form.out-of-range",
    "form.pattern",
    "form.reserved-id",
    "form.schema-version",
    "form.size",
    "form.unknown-key",
    "form.unknown-language",
    "form.unknown-type",
    "form.unknown-word",
    "form.wrong-type",
    "expr.blank",
    "expr.chained",
    "expr.date",
    "expr.end",
    "expr.mixed-and-or",
    "expr.number",
    "expr.open-text",
    "expr.punctuation",
    "expr.syntax",
    "expr.unknown-function",
    "list.duplicate-code",
    "list.duplicate-column",
    "list.no-column",
    "list.no-file",
    "list.reserved-column",
    "list.row-length",
    "list.unknown-type",
];

/// Whether some value of a file could not be read.
pub(crate) fn is_partly(node: &Node) -> bool {
    match &node.data {
        Data::Broken => true,
        Data::List(items) => items.iter().any(is_partly),
        Data::Map(entries) => entries.iter().any(|(_, value)| is_partly(value)),
        Data::Scalar { .. } | Data::Null => false,
    }
}

/// Of the mistakes found since there were `known`, keeps those that do not depend on what could not be read.
pub(crate) fn keep_sure(diagnostics: &mut Vec<Diagnostic>, known: usize) {
    let mut number = 0;
    diagnostics.retain(|diagnostic| {
        number += 1;
        number <= known || diagnostic.code.starts_with("yaml.") || SURE.contains(&diagnostic.code)
    });
}
