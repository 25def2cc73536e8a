//! Text → tokens. Never stops: what no expression has is reported and read as what was meant, so that all mistakes
//! come at once.

use super::{
    problem::Problem,
    token::{Comparison, FOREIGN, KEYWORDS, Lexeme, Token, Word},
    width::{Char, plain, wrong_sign},
};
use crate::syntax;
use jiff::civil::{Date, Time};
use rust_decimal::Decimal;
use std::ops::Range;

/// Signs, longest first, with their token and what they are written as here (`None`: as they are).
const SIGNS: [(&str, Token, Option<&str>); 31] = [
    ("===", Token::Compare(Comparison::Equal), Some("==")),
    ("!==", Token::Compare(Comparison::Differs), Some("!=")),
    ("==", Token::Compare(Comparison::Equal), None),
    ("!=", Token::Compare(Comparison::Differs), None),
    ("<>", Token::Compare(Comparison::Differs), None),
    ("<=", Token::Compare(Comparison::AtMost), None),
    (">=", Token::Compare(Comparison::AtLeast), None),
    ("=<", Token::Compare(Comparison::AtMost), Some("<=")),
    ("=>", Token::Compare(Comparison::AtLeast), Some(">=")),
    ("&&", Token::Word(Word::And), Some("and")),
    ("||", Token::Word(Word::Or), Some("or")),
    ("=", Token::Compare(Comparison::Equal), None),
    ("<", Token::Compare(Comparison::Less), None),
    (">", Token::Compare(Comparison::More), None),
    ("&", Token::Word(Word::And), Some("and")),
    ("|", Token::Word(Word::Or), Some("or")),
    ("!", Token::Word(Word::Not), Some("not")),
    ("(", Token::Open, None),
    (")", Token::Close, None),
    ("[", Token::OpenList, None),
    ("]", Token::CloseList, None),
    ("{", Token::Open, Some("(")),
    ("}", Token::Close, Some(")")),
    (",", Token::Comma, None),
    (";", Token::Comma, Some(",")),
    (".", Token::Dot, None),
    ("+", Token::Plus, None),
    ("-", Token::Minus, None),
    ("**", Token::Times, Some("*")),
    ("*", Token::Times, None),
    ("/", Token::Over, None),
];

/// The tokens, [`Token::End`] last, and the problems of signs and literals.
pub(super) fn lex(source: &str) -> (Vec<Lexeme>, Vec<Problem>) {
    let (chars, problems) = plain(source);
    let mut lexer = Lexer { source, chars, at: 0, tokens: Vec::new(), problems };
    while lexer.step() {}
    let end = source.len();
    lexer.tokens.push(Lexeme { token: Token::End, range: end..end });
    lexer.problems.sort_by_key(|p| p.range.start);
    (lexer.tokens, lexer.problems)
}

struct Lexer<'a> {
    source: &'a str,
    chars: Vec<Char>,
    at: usize,
    tokens: Vec<Lexeme>,
    problems: Vec<Problem>,
}

impl Lexer<'_> {
    /// Reads one token; false at the end.
    fn step(&mut self) -> bool {
        let Some(c) = self.peek(0) else { return false };
        if c.is_whitespace() {
            self.at += 1;
        } else if c == '"' {
            self.text();
        } else if c.is_ascii_digit() {
            self.number();
        } else if c.is_alphabetic() || c == '_' {
            self.name();
        } else {
            self.sign(c);
        }
        true
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).map(|(c, _)| *c)
    }

    /// Bytes of the source from the token's first character to the present one.
    fn range(&self, start: usize) -> Range<usize> {
        let from = self.chars.get(start).map_or(self.source.len(), |(_, r)| r.start);
        let to = self.chars.get(self.at.saturating_sub(1)).map_or(from, |(_, r)| r.end);
        from..to.max(from)
    }

    fn push(&mut self, start: usize, token: Token) {
        let range = self.range(start);
        self.tokens.push(Lexeme { token, range });
    }

    /// Reports a problem, unless the same place has one already.
    fn report(&mut self, problem: Problem) {
        let here = &problem.range;
        if !self.problems.iter().any(|p| p.range.start < here.end && here.start < p.range.end) {
            self.problems.push(problem);
        }
    }

    /// The characters while `keep` holds.
    fn take(&mut self, keep: impl Fn(char) -> bool) -> String {
        let mut text = String::new();
        while let Some(c) = self.peek(0).filter(|c| keep(*c)) {
            text.push(c);
            self.at += 1;
        }
        text
    }

    fn text(&mut self) {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let Some(c) = self.peek(0) else {
                let range = self.range(start);
                let problem = Problem::new("expr.open-text", range);
                self.report(problem);
                break;
            };
            self.at += 1;
            match c {
                '"' => break,
                '\\' if matches!(self.peek(0), Some('"' | '\\')) => {
                    text.extend(self.peek(0));
                    self.at += 1;
                }
                _ => text.push(c),
            }
        }
        self.push(start, Token::Text(text));
    }

    fn number(&mut self) {
        let start = self.at;
        let mut text = self.take(|c| c.is_ascii_digit());
        if text.len() == 4 && self.date(start, &text) {
            return;
        }
        if self.time(start, &text) {
            return;
        }
        if self.peek(0) == Some('.') && self.peek(1).is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
            text.push('.');
            text.push_str(&self.take(|c| c.is_ascii_digit()));
        }
        let tail = self.take(|c| c.is_alphanumeric() || c == '_');
        let token = match Decimal::from_str_exact(&text) {
            Ok(number) if text.len() <= MOST_DIGITS => Token::Number(number.normalize()),
            _ => {
                let problem = Problem::new("expr.number", self.range(start)).arg("found", text.clone());
                self.report(problem);
                Token::Wrong
            }
        };
        if !tail.is_empty() {
            let unit = tail.starts_with(|c: char| !c.is_ascii());
            let whole = text.clone() + &tail;
            let problem = Problem::new("expr.number", self.range(start)).arg("found", &whole);
            let compared = [("以下", "<="), ("以上", ">="), ("未満", "<"), ("超", ">")];
            let compared =
                compared.into_iter().find_map(|(word, sign)| Some(format!("{sign} {}", whole.strip_suffix(word)?)));
            let date = syntax::loose::date(&whole);
            let meant = date.map(|date| date.to_string()).or(compared).or(unit.then_some(text));
            self.report(meant.into_iter().fold(problem, Problem::suggest));
            if let Some(date) = date {
                return self.push(start, Token::Date(date));
            }
        }
        self.push(start, token);
    }

    /// `-04-01` after a year. `2026-4-1` and `2026/04/01` would be arithmetic: they are met with the right form.
    fn date(&mut self, start: usize, year: &str) -> bool {
        let Some(sign) = self.peek(0).filter(|c| matches!(c, '-' | '/')) else { return false };
        let digits = |from: usize| (from..from + 2).take_while(|i| self.peek(*i).is_some_and(|c| c.is_ascii_digit()));
        let month = digits(1).count();
        let day = digits(month + 2).count();
        let long = self.peek(month + day + 2).is_some_and(|c| c.is_ascii_digit());
        if month == 0 || day == 0 || long || self.peek(month + 1) != Some(sign) {
            return false;
        }
        let part = |from: usize, count: usize| (from..from + count).filter_map(|i| self.peek(i)).collect::<String>();
        let text = format!("{year}-{:0>2}-{:0>2}", part(1, month), part(month + 2, day));
        self.at += month + day + 2;
        let range = self.range(start);
        let token = match text.parse::<Date>() {
            Ok(date) => {
                if self.source.get(range.clone()) != Some(&text) {
                    let found = self.source.get(range.clone()).unwrap_or_default().to_owned();
                    self.report(wrong_sign(range, &found, &text));
                }
                self.day_with_time(date)
            }
            Err(_) => {
                self.report(Problem::new("expr.date", range).arg("found", text));
                Token::Wrong
            }
        };
        self.push(start, token);
        true
    }

    /// The minutes of `17:00`, when they follow.
    fn minutes(&self, ahead: usize) -> Option<i8> {
        let digit = |at: usize| self.peek(ahead + at).and_then(|c| c.to_digit(10));
        let (tens, ones) = (digit(1)?, digit(2)?);
        (self.peek(ahead) == Some(':') && digit(3).is_none()).then(|| i8::try_from(tens * 10 + ones).ok()).flatten()
    }

    /// `:00` after an hour.
    fn time(&mut self, start: usize, hour: &str) -> bool {
        let Some(minute) = self.minutes(0).filter(|_| hour.len() <= 2) else { return false };
        self.at += 3;
        let time = hour.parse().ok().and_then(|hour| Time::new(hour, minute, 0, 0).ok());
        let token = time.map_or_else(|| self.no_time(start), Token::Time);
        self.push(start, token);
        true
    }

    /// A date, or with ` 17:00` behind it a date with a time.
    fn day_with_time(&mut self, date: Date) -> Token {
        let digit = |at: usize| self.peek(at).and_then(|c| c.to_digit(10));
        let hour = (digit(1), digit(2));
        let ((Some(tens), Some(ones)), Some(minute), Some(' ')) = (hour, self.minutes(3), self.peek(0)) else {
            return Token::Date(date);
        };
        let start = self.at;
        self.at += 6;
        let hour = i8::try_from(tens * 10 + ones).ok();
        let time = hour.and_then(|hour| Time::new(hour, minute, 0, 0).ok());
        time.map_or_else(|| self.no_time(start), |time| Token::DateTime(date.to_datetime(time)))
    }

    fn no_time(&mut self, start: usize) -> Token {
        let range = self.range(start);
        let found = self.source.get(range.clone()).unwrap_or_default().trim().to_owned();
        self.report(Problem::new("expr.date", range).arg("found", found));
        Token::Wrong
    }

    fn name(&mut self) {
        let start = self.at;
        let text = self.take(|c| c.is_alphanumeric() || c == '_');
        let lower = text.to_ascii_lowercase();
        let range = self.range(start);
        let follows = self.chars[self.at..].iter().find(|(c, _)| !c.is_whitespace()).map(|(c, _)| *c);
        let word = KEYWORDS.iter().find(|(w, _)| *w == lower).map(|(_, w)| *w);
        let foreign = FOREIGN.iter().find(|(w, _)| *w == lower).map(|(_, w)| *w);
        let token = match word.or(foreign) {
            Some(word) if word.text() == text => Token::Word(word),
            Some(word) if follows != Some('.') => {
                self.report(wrong_sign(range, &text, word.text()));
                Token::Word(word)
            }
            _ => Token::Name(text),
        };
        self.push(start, token);
    }

    fn sign(&mut self, first: char) {
        let start = self.at;
        let found = SIGNS.iter().find(|(text, ..)| text.chars().enumerate().all(|(i, c)| self.peek(i) == Some(c)));
        let Some((text, token, instead)) = found else {
            self.at += 1;
            let problem = Problem::new("expr.syntax", self.range(start)).arg("found", first);
            self.report(problem);
            self.push(start, Token::Wrong);
            return;
        };
        self.at += text.chars().count();
        if let Some(instead) = instead {
            let problem = wrong_sign(self.range(start), text, instead);
            self.report(problem);
        }
        self.push(start, token.clone());
    }
}

/// Digits of the longest number: fits `i64`, and a double without loss in SQL.
const MOST_DIGITS: usize = 16;
