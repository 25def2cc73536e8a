//! The names that a letter or a mail reads: a small reader of `{{ … }}` and `{% … %}`.
//!
//! It knows names, texts, numbers, parts after a dot, filters after a bar, calls, and the names that `for` and `set`
//! make. It does not know MiniJinja's grammar: what else is wrong in a tag is found when the letter is rendered.

use std::{collections::HashSet, ops::Range};

/// Words that are no names of a case.
const WORDS: &[&str] = &[
    "and",
    "block",
    "call",
    "else",
    "elif",
    "endblock",
    "endcall",
    "endfilter",
    "endfor",
    "endif",
    "endmacro",
    "endraw",
    "endset",
    "endwith",
    "extends",
    "false",
    "filter",
    "for",
    "from",
    "if",
    "import",
    "in",
    "include",
    "is",
    "loop",
    "macro",
    "none",
    "not",
    "or",
    "raw",
    "recursive",
    "self",
    "set",
    "true",
    "with",
    "True",
    "False",
    "None",
];

/// What a template reads.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Template<'t> {
    /// First words of the names, with their places in the text.
    pub(crate) names: Vec<(&'t str, Range<usize>)>,
    /// Tags that are opened and never closed.
    pub(crate) open: Option<Range<usize>>,
}

/// Reads a template.
pub(crate) fn read(text: &str) -> Template<'_> {
    let mut template = Template::default();
    let mut own: HashSet<&str> = HashSet::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        let start = at + found;
        let closing = match text.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let Some(length) = text[start + 2..].find(closing) else {
            template.open = Some(start..start + 2);
            break;
        };
        let inside = start + 2..start + 2 + length;
        at = inside.end + 2;
        if closing != "#}" {
            tag(text, inside, closing == "%}", &mut own, &mut template);
        }
    }
    template
}

/// The names of one tag; `for x in` and `set x =` make names of their own.
fn tag<'t>(
    text: &'t str,
    inside: Range<usize>,
    is_block: bool,
    own: &mut HashSet<&'t str>,
    template: &mut Template<'t>,
) {
    let words = words(text, inside);
    let kind = words.first().map(|word| &text[word.clone()]).filter(|_| is_block);
    let made = match kind {
        Some("for") => words.iter().skip(1).take_while(|word| &text[(*word).clone()] != "in").count(),
        Some("set" | "with") => 1,
        _ => 0,
    };
    let made_here: Vec<&str> = words.iter().skip(1).take(made).map(|word| &text[word.clone()]).collect();
    for word in words.iter().skip(if made > 0 { 1 + made } else { 0 }) {
        let name = &text[word.clone()];
        if !WORDS.contains(&name) && !own.contains(name) {
            template.names.push((name, word.clone()));
        }
    }
    own.extend(made_here);
}

/// Words that begin a name: none after a dot, a bar or `is`, none in quotes, none that is called or set by `=`.
fn words(text: &str, inside: Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut at, mut part) = (inside.start, false);
    while at < inside.end {
        let rest = &text[at..inside.end];
        let Some(c) = rest.chars().next() else { break };
        if c == '"' || c == '\'' {
            at += 1 + rest[1..].find(c).map_or(rest.len() - 1, |end| end + 1);
            part = false;
        } else if c.is_alphabetic() || c == '_' {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let after = rest[length..].trim_start();
            let argument = after.starts_with('=') && !after.starts_with("==") && !found.is_empty();
            let first_of_set = found.len() == 1 && &text[found[0].clone()] == "set";
            if !part && !after.starts_with('(') && (!argument || first_of_set) {
                found.push(at..at + length);
            }
            part = &rest[..length] == "is";
            at += length;
        } else if c.is_ascii_digit() {
            at += rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len());
            part = false;
        } else {
            part = c == '.' || c == '|' || (part && c.is_whitespace());
            at += c.len_utf8();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        read(text).names.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn names_are_found_in_values_conditions_and_loops() {
        assert_eq!(names("{{ visit.date }}と{{ fee|yen }}"), ["visit", "fee"]);
        assert_eq!(names("{% if fee > 100 and not free %}{{ _receipt }}{% endif %}"), ["fee", "free", "_receipt"]);
        assert_eq!(names("{% for row in goods %}{{ row.label }} {{ loop.index }}{% endfor %}"), ["goods"]);
        assert_eq!(names("{% set total = fee + 1 %}{{ total }}"), ["fee"]);
        assert_eq!(
            names("{{ \"fee\" }}{# fee #}{ fee }{{ date(visit, style=\"long\") }}{{ x is defined }}"),
            ["visit", "x"]
        );
    }

    #[test]
    fn a_tag_that_is_not_closed_is_found() {
        assert_eq!(read("受付番号 {{ _receipt }").open, Some(13..15));
        assert_eq!(read("{{ a }} {% b %}").open, None);
    }
}
