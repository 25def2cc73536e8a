//! Scalars of one line: quotes only where needed, signs of expressions as in the reference.

use super::Edit;
use crate::{
    expr,
    source::Span,
    syntax::{Data, Node},
};
use std::collections::HashSet;

/// The edits of the scalars of a tree.
pub(super) fn edits(text: &str, root: &Node, formulas: &HashSet<Span>, edits: &mut Vec<Edit>) {
    Scalars { text, formulas, edits }.node(root, false);
}

struct Scalars<'t> {
    text: &'t str,
    formulas: &'t HashSet<Span>,
    edits: &'t mut Vec<Edit>,
}

impl Scalars<'_> {
    fn node(&mut self, node: &Node, flow: bool) {
        let flow = flow || self.text[node.span.start..].starts_with(['{', '[']);
        match &node.data {
            Data::Map(entries) => {
                for (key, value) in entries {
                    self.scalar(&key.text, key.span, flow, false);
                    self.node(value, flow);
                }
            }
            Data::List(items) => items.iter().for_each(|item| self.node(item, flow)),
            Data::Scalar { text, .. } => self.scalar(text, node.span, flow, self.formulas.contains(&node.span)),
            Data::Null | Data::Broken => {}
        }
    }

    fn scalar(&mut self, meant: &str, span: Span, flow: bool, formula: bool) {
        let written = &self.text[span.start..span.end];
        let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
        if written.contains('\n') || (quote.is_none() && written != meant) {
            return;
        }
        let canonical = if formula { expr::canonical(meant) } else { meant.to_owned() };
        let new = match quote {
            Some(_) if can_be_plain(&canonical, flow) => canonical,
            None if canonical == meant || can_be_plain(&canonical, flow) => canonical,
            _ if canonical == meant => return,
            Some('"') | None => double(&canonical),
            Some(_) => format!("'{}'", canonical.replace('\'', "''")),
        };
        if new != written {
            self.edits.push((span.start..span.end, new));
        }
    }
}

fn double(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Whether a word could be taken for something else than its letters when it has no quotes.
pub(super) fn is_word(text: &str) -> bool {
    ["yes", "no", "true", "false", "on", "off", "y", "n", "null", "~", ""].contains(&text.to_ascii_lowercase().as_str())
}

/// Whether a text means itself without quotes.
fn can_be_plain(text: &str, flow: bool) -> bool {
    let starts_number = text.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let bad_start = !starts_number
        && text.starts_with([
            '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '=',
        ]);
    let bad_inside =
        text.contains(": ") || text.contains(" #") || text.ends_with(':') || text.contains(['\u{feff}', '：']);
    let cut = flow && text.contains([',', '[', ']', '{', '}']);
    let key_in_flow = flow && text.contains(':') && text.split(':').skip(1).any(|rest| rest.starts_with(['"', '\'']));
    let blank = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
    let control = text.chars().any(|c| c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}'));
    // Not needed here, but other programs that read the file would take a telephone number for a number.
    let number = text.parse::<f64>().is_ok();
    !(is_word(text) || number || bad_start || bad_inside || cut || key_in_flow || blank || control)
}
