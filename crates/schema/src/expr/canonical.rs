//! An expression as the reference writes it: `==` for `=`, `!=` for `<>`, plain signs for full-width ones.

use super::{lex::lex, token::Token};
use std::ops::Range;

/// The expression with canonical signs; blanks and texts stay as they are.
pub fn canonical(source: &str) -> String {
    let (tokens, problems) = lex(source);
    let signs = tokens.iter().filter_map(|lexeme| match lexeme.token {
        Token::Compare(sign) => Some((lexeme.range.clone(), sign.sign().to_owned())),
        _ => None,
    });
    let wrong = problems.iter().filter(|problem| problem.code == "expr.punctuation").filter_map(|problem| {
        let space = || problem.args.iter().any(|(_, value)| value == "@space").then(|| " ".to_owned());
        Some((problem.range.clone(), problem.suggestions.first().cloned().or_else(space)?))
    });
    let mut changes: Vec<(Range<usize>, String)> = wrong.chain(signs).collect();
    changes.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(source.len() + 8);
    let mut at = 0;
    for (range, text) in changes {
        if range.start < at {
            continue;
        }
        out.push_str(&source[at..range.start]);
        add(&mut out, &text);
        at = range.end;
        if text.ends_with(char::is_alphanumeric) && source[at..].starts_with(char::is_alphanumeric) {
            out.push(' ');
        }
    }
    out.push_str(&source[at..]);
    out
}

/// Adds a sign; a word that stands for one keeps apart from the word before.
fn add(out: &mut String, text: &str) {
    if text.starts_with(char::is_alphabetic) && out.ends_with(|c: char| c.is_alphanumeric() || c == '"') {
        out.push(' ');
    }
    out.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn signs_of_spreadsheets_and_keyboards_become_those_of_the_language() {
        for (written, canonical_form) in [
            ("a = 1", "a == 1"),
            ("a <> 1 and b=2", "a != 1 and b==2"),
            ("a ＝ １", "a == 1"),
            ("a ≧ 1", "a >= 1"),
            ("sum（goods.qty）", "sum(goods.qty)"),
            ("a&&b", "a and b"),
            ("a\u{3000}and b", "a and b"),
            ("a == \"＝\"", "a == \"＝\""),
            ("a == \"x = y\"", "a == \"x = y\""),
        ] {
            assert_eq!(canonical(written), canonical_form, "{written}");
            assert_eq!(canonical(canonical_form), canonical_form);
        }
    }
}
