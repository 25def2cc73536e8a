//! Is everything that a letter names there? Walks MiniJinja's own tree, with the names that loops and `set` make.
//!
//! Documents and mails are checked here, and nowhere else.

mod names;
mod walk;

use super::Shape;
use indexmap::IndexMap;
use minijinja::{machinery, syntax::SyntaxConfig};
use std::{collections::BTreeSet, ops::Range};

/// Something wrong in a letter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mistake {
    pub(crate) code: &'static str,
    /// Bytes of the letter.
    pub(crate) range: Range<usize>,
    pub(crate) args: Vec<(&'static str, String)>,
    /// What could be meant.
    pub(crate) meant: Option<String>,
    /// The names among which the nearest is looked for.
    pub(crate) known: Vec<String>,
}

/// What came of reading a letter.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) mistakes: Vec<Mistake>,
    /// Every name and part that it mentions.
    pub(crate) reads: BTreeSet<String>,
    /// It prints or compares something that only some may see.
    pub(crate) sensitive: bool,
    /// Where it does, with the name.
    pub(crate) sensitive_at: Vec<(String, Range<usize>)>,
}

/// Reads a letter against the names that it may use.
pub(crate) fn check(text: &str, names: &IndexMap<String, Shape>) -> Read {
    if let Some(open) = open_tag(text) {
        let mistake = Mistake::new("app.open-tag", open);
        return Read { mistakes: vec![mistake], ..Read::default() };
    }
    match machinery::parse(text, "letter", SyntaxConfig::default()) {
        Ok(tree) => {
            let mut walk = walk::Walk::new(text, names);
            walk.statement(&tree);
            let mut read = walk.read;
            read.sensitive = !read.sensitive_at.is_empty();
            read
        }
        Err(error) => {
            let why = error.detail().unwrap_or("invalid syntax").to_owned();
            let mistake = Mistake::new("letter.syntax", line(text, error.line().unwrap_or(1))).arg("why", why);
            Read { mistakes: vec![mistake], ..Read::default() }
        }
    }
}

impl Mistake {
    pub(super) fn new(code: &'static str, range: Range<usize>) -> Mistake {
        Mistake { code, range, args: Vec::new(), meant: None, known: Vec::new() }
    }

    pub(super) fn arg(mut self, name: &'static str, value: impl Into<String>) -> Mistake {
        self.args.push((name, value.into()));
        self
    }

    pub(super) fn known<'k>(mut self, known: impl IntoIterator<Item = &'k str>) -> Mistake {
        self.known = known.into_iter().map(str::to_owned).collect();
        self
    }
}

/// The first tag that is opened and never closed.
fn open_tag(text: &str) -> Option<Range<usize>> {
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
        let Some(length) = text[start + 2..].find(closing) else { return Some(start..start + 2) };
        at = start + 2 + length + 2;
    }
    None
}

/// The bytes of a line, from 1, without the blanks around it.
fn line(text: &str, number: usize) -> Range<usize> {
    let start = text.split_inclusive('\n').take(number.saturating_sub(1)).map(str::len).sum::<usize>();
    let line = text[start..].lines().next().unwrap_or_default();
    let start = start + line.len() - line.trim_start().len();
    start..(start + line.trim().len()).max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> IndexMap<String, Shape> {
        let row = Shape::record([("label".to_owned(), Shape::text()), ("made".to_owned(), Shape::date())]);
        let secret = Shape { sensitive: true, ..Shape::text() };
        let names = [
            ("fee", Shape::code(None)),
            ("visit", Shape::record([("date".to_owned(), Shape::date())])),
            ("goods", Shape::rows(row)),
            ("secret", secret),
            ("_receipt", Shape::text()),
        ];
        names.into_iter().map(|(name, shape)| (name.to_owned(), shape)).collect()
    }

    /// The codes of a letter with what they point at.
    fn wrong(text: &str) -> Vec<(&'static str, &str)> {
        let read = check(text, &names());
        read.mistakes.into_iter().map(|mistake| (mistake.code, &text[mistake.range])).collect()
    }

    #[test]
    fn names_and_parts_that_exist_are_right_in_values_conditions_and_loops() {
        assert_eq!(wrong("{{ visit.date }}と{{ fee|upper }}{{ \"fie\" }}{# fie #}{ fie }"), []);
        assert_eq!(wrong("{% if fee.code == \"x\" and not secret %}{{ _receipt }}{% endif %}"), []);
        assert_eq!(wrong("{% for row in goods %}{{ row.label }} {{ loop.index }}{% endfor %}"), []);
        assert_eq!(wrong("{% set total = 1 + 1 %}{{ total * 2 }}{{ goods|length }}"), []);
        assert_eq!(wrong("{% for day, rows in goods|groupby(\"made\") %}{{ day.wareki }}{% endfor %}"), []);
        assert_eq!(wrong("{% macro m(x) %}{{ x.y }}{% endmacro %}{{ m(fee) }}"), []);
        assert_eq!(wrong("{% for n in range(3) %}{{ n + 1 }}{% endfor %}"), []);
    }

    #[test]
    fn an_unknown_name_is_found_where_it_stands_and_only_once_a_name_is_gone() {
        assert_eq!(wrong("漢字{{ fie }}"), [("app.unknown-placeholder", "fie")]);
        assert_eq!(wrong("{% for row in goods %}{% endfor %}{{ row.label }}"), [("app.unknown-placeholder", "row")]);
        assert_eq!(wrong("{{ visit.day }}"), [("letter.unknown-part", "visit.day")]);
        assert_eq!(wrong("{% for row in goods %}{{ row.price }}{% endfor %}"), [("letter.unknown-part", "row.price")]);
        assert_eq!(wrong("{{ goods|map(attribute=\"price\")|join }}"), [("letter.unknown-part", "\"price\"")]);
    }

    #[test]
    fn what_is_printed_is_not_compared_and_what_is_not_safe_is_refused() {
        assert_eq!(wrong("{% if fee == \"x\" %}{% endif %}"), [("letter.operator", "fee")]);
        assert_eq!(wrong("{{ fee|safe }}"), [("letter.filter", "safe")]);
        assert_eq!(wrong("{% include \"/etc/passwd\" %}").first().map(|(code, _)| *code), Some("letter.tag"));
        assert_eq!(
            wrong("{% autoescape false %}x{% endautoescape %}").first().map(|(code, _)| *code),
            Some("letter.tag")
        );
    }

    #[test]
    fn a_tag_that_is_not_closed_or_not_finished_is_found() {
        assert_eq!(wrong("受付番号 {{ _receipt }"), [("app.open-tag", "{{")]);
        assert_eq!(wrong("a\n {% if fee %}\nb")[0].0, "letter.syntax");
    }

    #[test]
    fn what_only_some_may_see_is_noticed_wherever_it_is_used() {
        let seen = |text: &str| check(text, &names()).sensitive_at.len();
        assert_eq!(seen("{{ secret }}{% if secret %}{{ fee }}{% endif %}{{ secret|upper }}"), 3);
        assert_eq!(seen("{{ fee }}{% for row in goods %}{{ row.label }}{% endfor %}"), 0);
    }
}
