//! Signs as a Japanese keyboard, a word processor or another language writes them → the plain signs of the language.
//!
//! Every change is reported with what to write; the text inside quotes is never touched.

use super::problem::Problem;
use std::ops::Range;

/// One character with the bytes of the source it stands for.
pub(super) type Char = (char, Range<usize>);

/// Signs that are known by another form.
const SIGNS: [(char, &str); 22] = [
    ('\u{3000}', " "),
    ('\u{a0}', " "),
    ('≠', "!="),
    ('≦', "<="),
    ('≤', "<="),
    ('≧', ">="),
    ('≥', ">="),
    ('×', "*"),
    ('÷', "/"),
    ('\u{2212}', "-"),
    ('–', "-"),
    ('—', "-"),
    ('‐', "-"),
    ('、', ","),
    ('。', "."),
    ('・', "*"),
    ('〈', "<"),
    ('〉', ">"),
    ('【', "["),
    ('】', "]"),
    ('〔', "("),
    ('〕', ")"),
];

/// Opening quotes of other scripts, each with the signs that close it.
const QUOTES: [(char, &[char]); 9] = [
    ('“', &['”', '“', '"', '＂']),
    ('”', &['”', '“', '"', '＂']),
    ('„', &['”', '“', '"']),
    ('＂', &['＂', '"', '”']),
    ('‘', &['’', '‘', '\'']),
    ('’', &['’', '‘', '\'']),
    ('\'', &['\'', '’']),
    ('「', &['」']),
    ('『', &['』']),
];

/// The source as plain characters, and what had to be changed.
pub(super) fn plain(source: &str) -> (Vec<Char>, Vec<Problem>) {
    let chars: Vec<Char> = source.char_indices().map(|(i, c)| (c, i..i + c.len_utf8())).collect();
    let mut out: Vec<Char> = Vec::with_capacity(chars.len());
    let mut problems: Vec<Problem> = Vec::new();
    let mut at = 0;
    while let Some((c, range)) = chars.get(at).cloned() {
        let end = match QUOTES.iter().find(|(open, _)| *open == c) {
            _ if c == '"' => copy_text(&chars, at, &mut out),
            Some((_, closing)) => requote(source, &chars, at, closing, &mut out, &mut problems),
            None => {
                match replacement(c) {
                    Some(text) => {
                        out.extend(text.chars().map(|p| (p, range.clone())));
                        note(source, range, &text, &mut problems);
                    }
                    None => out.push((c, range)),
                }
                at + 1
            }
        };
        at = end;
    }
    problems.iter_mut().for_each(spell_out);
    (out, problems)
}

/// Names the word that is written here for a sign that would be met again: `＆＆` is `and`, not `&&`.
fn spell_out(problem: &mut Problem) {
    let words = [("=", "=="), ("&&", "and"), ("&", "and"), ("||", "or"), ("|", "or"), ("!", "not")];
    for (name, value) in &mut problem.args {
        if *name != "instead" {
            continue;
        }
        if let Some((_, word)) = words.iter().find(|(sign, _)| sign == value) {
            *value = (*word).to_owned();
        }
        problem.suggestions = vec![value.clone()];
        if value.trim().is_empty() {
            *value = "@space".to_owned();
            problem.suggestions.clear();
        }
    }
}

/// The plain form of a full-width or typographic sign.
fn replacement(c: char) -> Option<String> {
    if ('！'..='～').contains(&c) {
        return char::from_u32(u32::from(c) - 0xFEE0).map(String::from);
    }
    SIGNS.iter().find(|(sign, _)| *sign == c).map(|(_, text)| (*text).to_owned())
}

/// Reports a changed sign; neighbours make one problem.
fn note(source: &str, range: Range<usize>, instead: &str, problems: &mut Vec<Problem>) {
    if let Some(last) = problems.last_mut()
        && last.range.end == range.start
        && let [(_, found), (_, to)] = last.args.as_mut_slice()
    {
        last.range.end = range.end;
        found.push_str(&source[range]);
        to.push_str(instead);
        last.suggestions = vec![to.clone()];
        return;
    }
    let found = &source[range.clone()];
    problems.push(wrong_sign(range, found, instead));
}

/// The problem of a sign that has another form here.
pub(super) fn wrong_sign(range: Range<usize>, found: &str, instead: &str) -> Problem {
    Problem::new("expr.punctuation", range).arg("found", found).arg("instead", instead).suggest(instead)
}

/// What stands in quotes of another script that go around the whole expression: `“people > 3”`, `「people > 3」`.
pub(super) fn unquoted(source: &str) -> Option<&str> {
    let trimmed = source.trim();
    let first = trimmed.chars().next()?;
    let (_, closing) = QUOTES.iter().find(|(open, _)| *open == first)?;
    let last = trimmed.chars().next_back().filter(|c| closing.contains(c))?;
    let inner = trimmed.get(first.len_utf8()..trimmed.len().checked_sub(last.len_utf8())?)?;
    let whole = !inner.trim().is_empty() && !inner.contains(*closing) && !inner.contains(first);
    whole.then(|| inner.trim())
}

/// Copies a text in plain quotes; gives the index after it.
fn copy_text(chars: &[Char], start: usize, out: &mut Vec<Char>) -> usize {
    let mut escaped = false;
    for (i, (c, range)) in chars.iter().enumerate().skip(start) {
        out.push((*c, range.clone()));
        if i > start && *c == '"' && !escaped {
            return i + 1;
        }
        escaped = *c == '\\' && !escaped;
    }
    chars.len()
}

/// Copies a text in other quotes as one in plain quotes; gives the index after it.
fn requote(
    source: &str,
    chars: &[Char],
    start: usize,
    closing: &[char],
    out: &mut Vec<Char>,
    problems: &mut Vec<Problem>,
) -> usize {
    let rest = &chars[start + 1..];
    let length = rest.iter().position(|(c, _)| closing.contains(c)).unwrap_or(rest.len());
    let end = (start + length + 2).min(chars.len());
    let range = chars[start].1.start..chars[end - 1].1.end;
    let mut text = String::from("\"");
    out.push(('"', chars[start].1.clone()));
    for (c, place) in &rest[..length] {
        if matches!(c, '"' | '\\') {
            text.push('\\');
            out.push(('\\', place.clone()));
        }
        text.push(*c);
        out.push((*c, place.clone()));
    }
    text.push('"');
    out.push(('"', chars[end - 1].1.clone()));
    problems.push(wrong_sign(range.clone(), &source[range], &text));
    end
}
