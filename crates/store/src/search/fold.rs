//! Text as it is searched: every width, case, kana and hyphenation alike; and its bigrams.
//!
//! Each character is a word with its right neighbour (`申請書` → `申請 請書 書`), so that a phrase of such words is an exact
//! substring of any length, and a single character is the beginning of a word.

use unicode_normalization::UnicodeNormalization;

/// Most characters of one field that are searched.
const LONGEST: usize = 4000;

/// Full width, half width, katakana, capitals and variants of name characters become one; blanks, hyphens and
/// variation selectors disappear. Punctuation moves where the index takes it for letters.
pub(super) fn fold(text: &str) -> String {
    let folded = text.nfkc().flat_map(char::to_lowercase).filter(|c| !is_skipped(*c)).map(same);
    folded.take(LONGEST).collect()
}

fn is_skipped(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}')
        || matches!(c, '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn same(c: char) -> char {
    match c {
        // Katakana lie 0x60 behind hiragana.
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        '髙' => '高',
        '﨑' | '嵜' | '碕' => '崎',
        '𠮷' => '吉',
        '邊' | '邉' => '辺',
        '齋' | '齊' | '斎' => '斉',
        '濵' | '濱' => '浜',
        '澤' => '沢',
        '廣' => '広',
        '嶋' | '嶌' => '島',
        '國' => '国',
        '德' => '徳',
        '眞' => '真',
        '槇' => '槙',
        c if c.is_ascii_punctuation() => char::from_u32(0xe000 + u32::from(c)).unwrap_or(c),
        c => c,
    }
}

/// The words of the index for some fields.
pub(super) fn grams(fields: &[String]) -> String {
    let mut words = String::with_capacity(fields.iter().map(|f| f.len() * 3).sum());
    for field in fields {
        pairs(&fold(field), true, &mut words);
    }
    words
}

/// The query of the index that finds all blank-separated words of what a clerk typed; `None` when nothing remains.
pub(super) fn query(typed: &str) -> Option<String> {
    let terms = terms(typed);
    let phrases = terms.iter().map(|term| {
        let mut chars = term.chars();
        match (chars.next(), chars.next()) {
            (Some(only), None) => format!("\"{only}\"*"),
            _ => {
                let mut words = String::with_capacity(term.len() * 3);
                pairs(term, false, &mut words);
                format!("\"{}\"", words.trim_end())
            }
        }
    });
    let query = phrases.collect::<Vec<_>>().join(" AND ");
    (!query.is_empty()).then_some(query)
}

/// The folded words of what a clerk typed.
pub(super) fn terms(typed: &str) -> Vec<String> {
    typed
        .split_whitespace()
        .take(8)
        .map(|word| fold(&word.chars().take(100).collect::<String>()))
        .filter(|t| !t.is_empty())
        .collect()
}

/// Writes each character with its neighbour; the last one alone too, when `last`.
fn pairs(folded: &str, last: bool, words: &mut String) {
    let mut chars = folded.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) => words.extend([c, *next, ' ']),
            None if last => words.extend([c, ' ']),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_kana_case_and_hyphens_are_one() {
        for (one, other) in [
            ("０１６６-００−００１１", "0166000011"),
            ("ﾀﾅｶ", "たなか"),
            ("ガ", "ｶﾞ"),
            ("髙橋", "高橋"),
            ("山﨑", "山崎"),
            ("神\u{e0100}", "神"),
            ("ABC-defg", "abcdefg"),
            ("旭野\u{3000}花子", "旭野花子"),
        ] {
            assert_eq!(fold(one), fold(other), "{one}");
        }
        assert_ne!(fold("ー"), "");
    }

    #[test]
    fn a_field_becomes_pairs_and_its_last_character() {
        assert_eq!(grams(&["申請書".into(), String::new(), "あ".into()]), "申請 請書 書 あ ");
    }

    #[test]
    fn a_query_is_a_phrase_of_pairs_and_quotes_cannot_leave_it() {
        assert_eq!(query("申請書").as_deref(), Some("\"申請 請書\""));
        assert_eq!(query(" 申　申請 ").as_deref(), Some("\"申\"* AND \"申請\""));
        assert_eq!(query(" - "), None);
        assert!(
            !query("a\"b OR c*").unwrap_or_default().replace("\" AND \"", "").trim_matches(['"', '*']).contains('"')
        );
    }
}
