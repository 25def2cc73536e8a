//! The search in a long list: all that a row can be found by, folded into one text, gone through from front to back.
//!
//! Widths, hiragana and katakana, and capital letters are folded; code, labels, reading and the text columns (synonyms)
//! are looked at. A row whose code, label or reading begins with what was typed comes before one that has it inside.
//! One text of a few dozen bytes a row is quicker to go through than an index is to keep.

use super::{App, List, ListRow, Question};
use crate::{
    field::{INLINE, Kind},
    normal,
    value::Value,
};
use memchr::memmem::Finder;
use std::{fmt, sync::OnceLock};

/// Between the words of a row, and between rows.
const WORD: char = '\u{1}';
const ROW: char = '\u{2}';
/// Most places that are looked at, so that a search for one letter is bounded too.
const MOST_PLACES: usize = 20_000;

/// The folded text, made when it is first asked for.
#[derive(Clone, Default)]
pub struct Search(OnceLock<Folded>);

#[derive(Clone)]
struct Folded {
    text: String,
    /// Where each row begins.
    starts: Vec<u32>,
}

impl PartialEq for Search {
    /// It follows from the rows.
    fn eq(&self, _other: &Search) -> bool {
        true
    }
}

impl fmt::Debug for Search {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Search")
    }
}

/// Text for comparison.
pub fn fold(text: &str) -> String {
    normal::katakana(&normal::half_width(text)).to_lowercase()
}

impl App {
    /// Makes the searches in long lists ready, at publish, so that the first who searches need not wait.
    pub fn prepare_searches(&self) {
        self.questions().for_each(|(_, question)| prepare(question));
    }
}

fn prepare(question: &Question) {
    let list = match &question.kind {
        Kind::Choice(choice) => &choice.list,
        Kind::Choices(choices) => &choices.list,
        Kind::Items(items) => &items.list,
        Kind::Repeat(repeat) => return repeat.questions.iter().for_each(prepare),
        _ => return,
    };
    if list.rows.len() > INLINE {
        list.folded();
    }
}

impl List {
    /// The rows that `offers` and that have all the words of `typed`, the best first, at most `most`.
    pub fn find<'a>(&'a self, typed: &str, most: usize, offers: impl Fn(&ListRow) -> bool) -> Vec<&'a ListRow> {
        let typed = fold(typed);
        let mut words = typed.split_whitespace();
        let Some(first) = words.next() else { return Vec::new() };
        let rest: Vec<&str> = words.collect();
        let folded = self.folded();
        let (mut begins, mut has, mut last) = (Vec::new(), Vec::new(), None);
        for place in Finder::new(first).find_iter(folded.text.as_bytes()).take(MOST_PLACES) {
            let row = folded.starts.partition_point(|start| *start as usize <= place).saturating_sub(1);
            let at_start = folded.text[..place].ends_with([WORD, ROW]);
            let found = if at_start { &mut begins } else { &mut has };
            if last == Some((row, at_start))
                || found.len() >= most
                || !rest.iter().all(|word| folded.row(row).contains(word))
            {
                continue;
            }
            if let Some((_, entry)) = self.rows.get_index(row).filter(|(_, entry)| !entry.retired && offers(entry)) {
                last = Some((row, at_start));
                found.push((row, entry));
            }
            if begins.len() >= most {
                break;
            }
        }
        let known: Vec<usize> = begins.iter().map(|(row, _)| *row).collect();
        let further = has.into_iter().filter(|(row, _)| !known.contains(row));
        let mut found: Vec<&ListRow> = Vec::with_capacity(most);
        found.extend(begins.iter().map(|(_, entry)| *entry));
        found.extend(further.map(|(_, entry)| entry));
        found.truncate(most);
        found
    }

    fn folded(&self) -> &Folded {
        self.search.0.get_or_init(|| {
            let mut folded = Folded { text: String::new(), starts: Vec::with_capacity(self.rows.len()) };
            for row in self.rows.values() {
                folded.starts.push(u32::try_from(folded.text.len()).unwrap_or(u32::MAX));
                folded.text.push(ROW);
                let labels = row.label.langs().map(|lang| row.label.get(lang));
                let words = row.values.values().filter_map(|value| match value {
                    Value::Text(text) => Some(text.as_str()),
                    _ => None,
                });
                for word in labels.chain([row.kana.as_str(), row.code.as_str()]).chain(words) {
                    folded.text += &fold(word);
                    folded.text.push(WORD);
                }
            }
            folded
        })
    }
}

impl Folded {
    fn row(&self, row: usize) -> &str {
        let start = self.starts.get(row).map_or(0, |start| *start as usize);
        let end = self.starts.get(row + 1).map_or(self.text.len(), |end| *end as usize);
        self.text.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use indexmap::IndexMap;

    fn towns() -> List {
        let rows = [
            ("asahino", "旭野町", "アサヒノチョウ", "ASAHI"),
            ("minami", "南旭野町", "ミナミアサヒノチョウ", ""),
            ("tsuki", "月野町", "ツキノチョウ", "ムーン"),
        ];
        let row = |(code, label, kana, other): (&str, &str, &str, &str)| {
            let values = IndexMap::from([("other".to_owned(), Value::Text(other.to_owned()))]);
            let row = ListRow { code: code.into(), label: Text::ja(label), kana: kana.into(), retired: false, values };
            (code.to_owned(), row)
        };
        List { id: "towns".into(), rows: rows.map(row).into(), ..List::default() }
    }

    fn found(typed: &str) -> Vec<String> {
        towns().find(typed, 10, |_| true).into_iter().map(|row| row.code.clone()).collect()
    }

    #[test]
    fn a_row_is_found_by_label_reading_code_and_synonym_in_any_width_and_kana() {
        for typed in ["旭野", "あさひの", "ｱｻﾋﾉ", "アサヒノ", "asahi", "ＡＳＡＨＩ", "Asahi"] {
            assert_eq!(found(typed)[0], "asahino", "{typed}");
        }
        assert_eq!(found("むーん"), ["tsuki"]);
        assert_eq!(found(""), [""; 0]);
        assert_eq!(found("ない"), [""; 0]);
    }

    #[test]
    fn what_begins_with_the_words_comes_first_and_all_words_must_be_there() {
        assert_eq!(found("あさひの"), ["asahino", "minami"]);
        assert_eq!(found("あさひの みなみ"), ["minami"]);
        assert_eq!(towns().find("町", 2, |_| true).len(), 2);
        assert_eq!(towns().find("町", 9, |row| row.code == "tsuki").len(), 1);
    }
}
