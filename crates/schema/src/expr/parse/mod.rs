//! Tokens → tree. Reads `or`, `and`, `not`, comparison, `+ -`, `* /`, in rising strength; stops at the first place
//! that fits nothing.

mod wrong;

use super::{
    problem::Problem,
    token::{BLANK, Lexeme, Token, Word as Keyword},
    tree::{Call, Data, Math, Tree, Word},
    width::wrong_sign,
};
use std::ops::Range;

/// Most bytes of an expression.
pub(super) const MOST_BYTES: usize = 1000;
/// Most levels of an expression.
pub(super) const MOST_LEVELS: usize = 64;

/// Reads the tokens of `source`; problems are added to `problems`. `None` when nothing can be made of it.
pub(super) fn parse(source: &str, tokens: &[Lexeme], problems: &mut Vec<Problem>) -> Option<Tree> {
    let mut parser = Parser { source, tokens, at: 0, level: 0, problems };
    let tree = parser.or().and_then(|tree| parser.finish(tree)).ok()?;
    if tree.height() > MOST_LEVELS {
        parser.report(Problem::new("expr.too-deep", tree.range.clone()).arg("max", MOST_LEVELS.to_string()));
        return None;
    }
    Some(tree)
}

/// Reading stopped; the problem was reported.
struct Stopped;

type Read = Result<Tree, Stopped>;

struct Parser<'a> {
    source: &'a str,
    tokens: &'a [Lexeme],
    at: usize,
    level: usize,
    problems: &'a mut Vec<Problem>,
}

impl Parser<'_> {
    fn token(&self) -> &Token {
        self.tokens.get(self.at).map_or(&Token::End, |l| &l.token)
    }

    fn range(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(self.source.len()..self.source.len(), |l| l.range.clone())
    }

    /// Steps over a token if it is there.
    fn eat(&mut self, token: &Token) -> bool {
        let found = self.token() == token;
        if found {
            self.at += 1;
        }
        found
    }

    fn eat_word(&mut self, word: Keyword) -> bool {
        self.eat(&Token::Word(word))
    }

    fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    fn text(&self, range: &Range<usize>) -> &str {
        self.source.get(range.clone()).unwrap_or_default()
    }

    fn finish(&mut self, tree: Tree) -> Read {
        if self.token() == &Token::End { Ok(tree) } else { Err(self.unexpected()) }
    }

    fn or(&mut self) -> Read {
        let first = self.and()?;
        if self.token() != &Token::Word(Keyword::Or) {
            return Ok(first);
        }
        let mut items = vec![first];
        while self.eat_word(Keyword::Or) {
            items.push(self.and()?);
        }
        let range = span(&items);
        let bare = |item: &Tree| matches!(item.data, Data::And(_)) && !self.bracketed(item);
        if items.iter().any(bare) {
            let parts = items.iter().map(|i| {
                let text = self.text(&i.range);
                if bare(i) { format!("({text})") } else { text.to_owned() }
            });
            let suggestion = parts.collect::<Vec<_>>().join(" or ");
            self.report(Problem::new("expr.mixed-and-or", range.clone()).suggest(suggestion));
        }
        Ok(Tree { range, data: Data::Or(items) })
    }

    /// Whether brackets stand around a tree: its range then begins with one.
    fn bracketed(&self, tree: &Tree) -> bool {
        let first = match &tree.data {
            Data::And(items) => items.first(),
            _ => None,
        };
        first.is_some_and(|f| f.range.start > tree.range.start)
    }

    fn and(&mut self) -> Read {
        let first = self.not()?;
        if self.token() != &Token::Word(Keyword::And) {
            return Ok(first);
        }
        let mut items = vec![first];
        while self.eat_word(Keyword::And) {
            items.push(self.not()?);
        }
        Ok(Tree { range: span(&items), data: Data::And(items) })
    }

    fn not(&mut self) -> Read {
        let start = self.range().start;
        if !self.eat_word(Keyword::Not) {
            return self.comparison();
        }
        let inner = self.deeper(Parser::not)?;
        Ok(Tree { range: start..inner.range.end, data: Data::Not(Box::new(inner)) })
    }

    /// Reads something one level down; too many levels stop the reading.
    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Read) -> Read {
        if self.level >= MOST_LEVELS {
            let range = self.range();
            self.report(Problem::new("expr.too-deep", range).arg("max", MOST_LEVELS.to_string()));
            return Err(Stopped);
        }
        self.level += 1;
        let tree = read(self);
        self.level -= 1;
        tree
    }

    fn comparison(&mut self) -> Read {
        let left = self.sum()?;
        let tree = match self.token().clone() {
            Token::Compare(how) => {
                self.at += 1;
                let right = self.sum()?;
                let range = left.range.start..right.range.end;
                Tree { range, data: Data::Compare(how, Box::new(left), Box::new(right)) }
            }
            Token::Word(Keyword::In) => {
                self.at += 1;
                let right = self.sum()?;
                Tree { range: left.range.start..right.range.end, data: Data::In(Box::new(left), Box::new(right)) }
            }
            Token::Word(Keyword::Not) => return self.not_in(&left),
            Token::Word(Keyword::Is) => self.is(left)?,
            _ => return Ok(left),
        };
        match self.token() {
            Token::Compare(_) => Err(self.chained(&tree)),
            _ => Ok(tree),
        }
    }

    /// `is empty`, `is not empty`.
    fn is(&mut self, left: Tree) -> Read {
        let is = self.range();
        self.at += 1;
        let negated = self.eat_word(Keyword::Not);
        let end = self.range().end;
        if let Token::Name(name) = self.token()
            && BLANK.contains(&name.to_ascii_lowercase().as_str())
        {
            let word = self.range();
            let found = self.text(&word).to_owned();
            self.at += 1;
            self.report(wrong_sign(word, &found, "empty"));
        } else if !self.eat_word(Keyword::Empty) {
            let instead = if negated { "!=" } else { "==" };
            let found = self.text(&is).to_owned();
            self.report(wrong_sign(is, &found, instead));
            return Err(Stopped);
        }
        let range = left.range.start..end;
        let empty = Tree { range: range.clone(), data: Data::Empty(Box::new(left)) };
        Ok(if negated { Tree { range, data: Data::Not(Box::new(empty)) } } else { empty })
    }

    fn sum(&mut self) -> Read {
        let mut left = self.product()?;
        loop {
            let how = match self.token() {
                Token::Plus => Math::Add,
                Token::Minus => Math::Subtract,
                _ => return Ok(left),
            };
            self.at += 1;
            let right = self.product()?;
            left = math(how, left, right);
        }
    }

    fn product(&mut self) -> Read {
        let mut left = self.sign()?;
        loop {
            let how = match self.token() {
                Token::Times => Math::Multiply,
                Token::Over => Math::Divide,
                _ => return Ok(left),
            };
            self.at += 1;
            let right = self.sign()?;
            left = math(how, left, right);
        }
    }

    fn sign(&mut self) -> Read {
        let start = self.range().start;
        if !self.eat(&Token::Minus) {
            return self.primary();
        }
        let inner = self.deeper(Parser::sign)?;
        let range = start..inner.range.end;
        let data = match inner.data {
            Data::Number(number) => Data::Number(-number),
            _ => Data::Negative(Box::new(inner)),
        };
        Ok(Tree { range, data })
    }

    fn primary(&mut self) -> Read {
        let range = self.range();
        let data = match self.token().clone() {
            Token::Number(number) => Data::Number(number),
            Token::Text(text) => Data::Text(text),
            Token::Date(date) => Data::Date(date),
            Token::Time(time) => Data::Time(time),
            Token::DateTime(at) => Data::DateTime(at),
            Token::Word(Keyword::Yes) => Data::Bool(true),
            Token::Word(Keyword::No) => Data::Bool(false),
            Token::Wrong => Data::Wrong,
            Token::Open => return self.brackets(),
            Token::OpenList => return self.list(),
            Token::Name(name) => return self.name(name),
            _ => return Err(self.unexpected()),
        };
        self.at += 1;
        Ok(Tree { range, data })
    }

    fn brackets(&mut self) -> Read {
        let start = self.range().start;
        self.at += 1;
        let mut tree = self.deeper(Parser::or)?;
        let end = self.range().end;
        if !self.eat(&Token::Close) {
            return Err(self.unexpected());
        }
        tree.range = start..end;
        Ok(tree)
    }

    fn list(&mut self) -> Read {
        let start = self.range().start;
        self.at += 1;
        let mut items = Vec::new();
        while self.token() != &Token::CloseList {
            items.push(self.deeper(Parser::or)?);
            if !self.eat(&Token::Comma) {
                break;
            }
        }
        let end = self.range().end;
        if !self.eat(&Token::CloseList) {
            return Err(self.unexpected());
        }
        Ok(Tree { range: start..end, data: Data::List(items) })
    }

    /// A name with its parts, or a call.
    fn name(&mut self, text: String) -> Read {
        let first = Word { text, range: self.range() };
        self.at += 1;
        if self.token() == &Token::Open {
            return self.call(first);
        }
        let mut path = vec![first];
        while self.eat(&Token::Dot) {
            path.push(self.part()?);
        }
        let range = path[0].range.start..path[path.len() - 1].range.end;
        Ok(Tree { range, data: Data::Path(path) })
    }

    /// The name after a dot; words with a fixed meaning are names there.
    fn part(&mut self) -> Result<Word, Stopped> {
        let text = match self.token() {
            Token::Name(text) => text.clone(),
            Token::Word(word) => word.text().to_owned(),
            _ => return Err(self.unexpected()),
        };
        let range = self.range();
        self.at += 1;
        Ok(Word { text, range })
    }

    fn call(&mut self, name: Word) -> Read {
        self.at += 1;
        let mut call = Call { name, args: Vec::new(), filter: None, part: None };
        while self.token() != &Token::Close {
            call.args.push(self.deeper(Parser::or)?);
            if call.filter.is_none() && self.eat_word(Keyword::Where) {
                call.filter = Some(Box::new(self.deeper(Parser::or)?));
            }
            if !self.eat(&Token::Comma) {
                break;
            }
        }
        let mut end = self.range().end;
        if !self.eat(&Token::Close) {
            return Err(self.unexpected());
        }
        if self.eat(&Token::Dot) {
            let part = self.part()?;
            end = part.range.end;
            call.part = Some(part);
        }
        Ok(Tree { range: call.name.range.start..end, data: Data::Call(call) })
    }
}

fn math(how: Math, left: Tree, right: Tree) -> Tree {
    let range = left.range.start..right.range.end;
    Tree { range, data: Data::Math(how, Box::new(left), Box::new(right)) }
}

fn span(items: &[Tree]) -> Range<usize> {
    items.first().map_or(0, |t| t.range.start)..items.last().map_or(0, |t| t.range.end)
}
