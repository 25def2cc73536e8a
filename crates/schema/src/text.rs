//! Text that a person reads, in the languages its author wrote.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr as _;

/// A language of the resident's pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lang {
    /// Japanese, the language every text has.
    #[default]
    Ja,
    /// やさしい日本語.
    JaEasy,
    /// English.
    En,
    /// Chinese.
    Zh,
    /// Korean.
    Ko,
    /// Vietnamese.
    Vi,
}

impl Lang {
    /// Every language, in the order of the language switch.
    pub const ALL: [Lang; 6] = [Lang::Ja, Lang::JaEasy, Lang::En, Lang::Zh, Lang::Ko, Lang::Vi];

    /// The code used in definitions, URLs and the API.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Ja => "ja",
            Lang::JaEasy => "ja-easy",
            Lang::En => "en",
            Lang::Zh => "zh",
            Lang::Ko => "ko",
            Lang::Vi => "vi",
        }
    }

    /// Reads a code; `None` when no such language exists.
    pub fn from_code(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|l| l.code() == code)
    }
}

/// How many columns a text takes where letters have one width: two for kanji, kana and full-width signs.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// A text in one or more languages; Japanese is always there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Text(BTreeMap<Lang, String>);

impl Text {
    /// A text in Japanese only.
    pub fn ja(text: impl Into<String>) -> Text {
        Text(BTreeMap::from([(Lang::Ja, text.into())]))
    }

    /// A text from its languages; an absent Japanese one becomes the first given.
    pub fn from_langs(mut langs: BTreeMap<Lang, String>) -> Text {
        if !langs.contains_key(&Lang::Ja) {
            let first = langs.values().next().cloned().unwrap_or_default();
            langs.insert(Lang::Ja, first);
        }
        Text(langs)
    }

    /// The text in `lang`, else in Japanese.
    pub fn get(&self, lang: Lang) -> &str {
        self.0.get(&lang).or_else(|| self.0.get(&Lang::Ja)).map_or("", String::as_str)
    }

    /// The languages that were written.
    pub fn langs(&self) -> impl Iterator<Item = Lang> + '_ {
        self.0.keys().copied()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(String::is_empty)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::ja(text)
    }
}
