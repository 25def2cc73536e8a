//! `charset` of a text: the characters that other systems of the city can print.
//!
//! The tables are JIS X 0208 (6,879 characters, with the signs that Windows writes for the same ones) and what
//! JIS X 0213:2004 adds. ASCII is in all of them.

use std::{collections::HashSet, sync::OnceLock};
use unicode_segmentation::UnicodeSegmentation;

/// Most characters that are named.
const NAMED: usize = 10;

/// Which characters a text may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Charset {
    /// JIS第1・第2水準.
    Jis0208,
    /// JIS第1〜第4水準.
    Jis0213,
    /// All that Unicode has but 外字.
    #[default]
    Unicode,
}

impl Charset {
    /// The words of the definition.
    pub const WORDS: [(&'static str, Charset); 3] =
        [("jis0208", Charset::Jis0208), ("jis0213", Charset::Jis0213), ("unicode", Charset::Unicode)];

    /// The characters of a text that are not in the set, each once; empty when all are.
    pub(super) fn strangers(self, text: &str) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        if self == Charset::Unicode || text.is_ascii() {
            return found;
        }
        for character in text.graphemes(true) {
            if !character.chars().all(|c| self.has(c)) && !found.contains(&character) {
                found.push(character);
                if found.len() == NAMED {
                    break;
                }
            }
        }
        found
    }

    fn has(self, c: char) -> bool {
        c.is_ascii() || self == Charset::Unicode || table(false).contains(&c) || self.adds(c)
    }

    fn adds(self, c: char) -> bool {
        self == Charset::Jis0213 && table(true).contains(&c)
    }

    /// What people call it.
    pub(super) fn label(self) -> &'static str {
        match self {
            Charset::Jis0208 => "JIS第1・第2水準",
            Charset::Jis0213 => "JIS第1〜第4水準",
            Charset::Unicode => "Unicode",
        }
    }
}

/// JIS X 0208, or what JIS X 0213 adds to it.
fn table(added: bool) -> &'static HashSet<char> {
    static TABLES: [OnceLock<HashSet<char>>; 2] = [OnceLock::new(), OnceLock::new()];
    let [first, second] = &TABLES;
    let (table, text) = match added {
        false => (first, include_str!("charset/jis0208.txt")),
        true => (second, include_str!("charset/jis0213.txt")),
    };
    table.get_or_init(|| text.chars().filter(|c| *c != '\n').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_set_has_its_characters() {
        let usual = "亜腕弌熙、。ー〜～「」αЯ℃♪ Aa1-";
        for set in [Charset::Jis0208, Charset::Jis0213, Charset::Unicode] {
            assert_eq!(set.strangers(usual), Vec::<&str>::new(), "{set:?}");
        }
        assert_eq!(Charset::Jis0208.strangers("𠮷野と①と丂か\u{309A}と𠮷"), ["𠮷", "①", "丂", "か\u{309A}"]);
        assert_eq!(Charset::Jis0213.strangers("𠮟ると①とか\u{309A}と𠮷と👍"), ["𠮷", "👍"]);
        assert_eq!(Charset::Jis0208.strangers("葛\u{E0100}城"), ["葛\u{E0100}"]);
        assert_eq!(Charset::Unicode.strangers("葛\u{E0100}城👍"), Vec::<&str>::new());
    }
}
