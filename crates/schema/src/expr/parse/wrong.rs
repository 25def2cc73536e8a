//! What is met while reading that is no expression, and what was probably meant.

use super::{Keyword, Parser, Read, Stopped};
use crate::expr::{
    problem::Problem,
    token::Token,
    tree::{Data, Tree},
    width::wrong_sign,
};
use std::ops::Range;

impl Parser<'_> {
    /// The present token fits nothing.
    pub(super) fn unexpected(&mut self) -> Stopped {
        let range = self.range();
        let before = self.at.checked_sub(1).and_then(|i| self.tokens.get(i));
        let after_wrong = before.is_some_and(|l| l.token == Token::Wrong);
        let separator = self.token() == &Token::Comma && self.thousands();
        match self.token() {
            Token::Wrong => {}
            _ if after_wrong || separator => {}
            Token::End => self.report(Problem::new("expr.end", range)),
            Token::Comma if self.text(&range) == "、" => self.between_conditions(&range),
            _ => {
                let found = self.text(&range).to_owned();
                let problem = Problem::new("expr.syntax", range).arg("found", found);
                let meant = self.meant();
                self.report(meant.into_iter().fold(problem, Problem::suggest));
            }
        }
        Stopped
    }

    /// `、` between two conditions is no comma.
    fn between_conditions(&mut self, range: &Range<usize>) {
        self.problems.retain(|problem| problem.range != *range);
        self.report(wrong_sign(range.clone(), "、", "and"));
    }

    /// What the present token, which fits nothing, was probably meant for.
    fn meant(&self) -> Option<String> {
        let source = self.source.trim();
        let is_if = matches!(self.tokens.first().map(|first| &first.token), Some(Token::Name(name)) if name == "if");
        match self.token() {
            Token::Compare(_) if self.at == 0 => Some(source.trim_start_matches(['=', '＝']).trim().to_owned()),
            Token::Name(_) if is_if && self.at <= 2 => Some("if(a == b, x, y)".to_owned()),
            Token::Name(name) if matches!(name.as_str(), "x" | "X") => Some("*".to_owned()),
            Token::Name(name) => match name.as_str() {
                "以下" => Some("<=".to_owned()),
                "以上" => Some(">=".to_owned()),
                "未満" => Some("<".to_owned()),
                "超" | "より大きい" => Some(">".to_owned()),
                _ => None,
            },
            Token::Comma => Some("and".to_owned()),
            _ => None,
        }
    }

    /// Reports `1,000`; false when the comma here stands between other things.
    fn thousands(&mut self) -> bool {
        let Some(first) = self.at.checked_sub(1).and_then(|i| self.tokens.get(i)) else { return false };
        let mut range = first.range.clone();
        for pair in self.tokens[self.at..].chunks(2) {
            let [comma, group] = pair else { break };
            let follows = comma.token == Token::Comma && comma.range.start == range.end;
            if !follows || group.range.start != comma.range.end || group.range.len() != 3 {
                break;
            }
            range.end = group.range.end;
        }
        let found = self.text(&range).to_owned();
        let plain: String = found.chars().filter(|c| *c != ',').collect();
        let numeric = matches!(first.token, Token::Number(_)) && plain.chars().all(|c| c.is_ascii_digit() || c == '.');
        if !numeric || range.end == first.range.end {
            return false;
        }
        self.report(wrong_sign(range, &found, &plain));
        true
    }

    /// `a not in b`: its meaning for a blank `a` would be unclear, so the clear form is asked.
    pub(super) fn not_in(&mut self, left: &Tree) -> Read {
        self.at += 1;
        if !self.eat_word(Keyword::In) {
            return Err(self.unexpected());
        }
        let right = self.sum()?;
        let range = left.range.start..right.range.end;
        let clear = format!("not ({} in {})", self.text(&left.range), self.text(&right.range));
        let found = self.text(&range).to_owned();
        self.report(Problem::new("expr.syntax", range).arg("found", found).suggest(clear));
        Err(Stopped)
    }

    /// `1 < x < 5`.
    pub(super) fn chained(&mut self, tree: &Tree) -> Stopped {
        let sign = self.range();
        let mut problem = Problem::new("expr.chained", sign.clone());
        if let Data::Compare(_, _, middle) = &tree.data {
            self.at += 1;
            let Ok(right) = self.sum() else { return Stopped };
            let text = [&tree.range, &middle.range, &sign, &right.range].map(|r| self.text(r).to_owned());
            problem = problem.suggest(format!("{} and {} {} {}", text[0], text[1], text[2], text[3]));
        }
        self.report(problem);
        Stopped
    }
}
