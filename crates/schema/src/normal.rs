//! Text as typed → text as stored: widths, kana, hyphens, spaces. Normalise first, validate second.
//!
//! Nothing here touches kanji: Unicode normalisation would turn 神 (U+FA19) into 神 (U+795E) and change a name.
//! Every function is a fixed point of itself.

use unicode_normalization::UnicodeNormalization;

/// Characters that people type for a hyphen in numbers; ー among them, because Japanese keyboards give it.
const HYPHENS: [char; 10] = ['-', '－', '−', '‐', '‑', '–', '—', '―', 'ー', 'ｰ'];

/// Whether a character is typed for a hyphen in numbers.
pub fn is_hyphen(c: char) -> bool {
    HYPHENS.contains(&c)
}

/// Full-width Latin letters, digits and signs become half-width, U+3000 becomes a space.
pub fn half_width(text: &str) -> String {
    text.chars().map(half_width_char).collect()
}

fn half_width_char(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        '￥' => '¥',
        _ => c,
    }
}

/// Letters and digits become half-width; signs and spaces stay as they are.
pub fn half_width_letters(text: &str) -> String {
    text.chars().map(|c| if half_width_char(c).is_ascii_alphanumeric() { half_width_char(c) } else { c }).collect()
}

/// What is typed for a hyphen between two digits becomes `-`.
pub fn hyphens_between_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut after_digit = false;
    while let Some(c) = chars.next() {
        let between = after_digit && is_hyphen(c) && chars.peek().is_some_and(char::is_ascii_digit);
        out.push(if between { '-' } else { c });
        after_digit = c.is_ascii_digit();
    }
    out
}

/// A number as typed, without hyphens, brackets and spaces: `０１６６（００）0000` → `0166000000`.
pub fn without_separators(text: &str) -> String {
    let separates = |c: char| is_hyphen(c) || c.is_whitespace() || matches!(c, '(' | ')');
    half_width(text).chars().filter(|c| !separates(*c) && !is_invisible(*c)).collect()
}

/// Characters that take no room and come along when text is copied: byte order marks, direction overrides, …
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Free text: control characters and invisible ones removed, ends trimmed, kana with separate marks put together.
///
/// Line ends become `\n` when `lines` are kept, else a space.
pub fn plain(text: &str, lines: bool) -> String {
    let text = text.replace("\r\n", "\n");
    let kept = text.chars().filter_map(|c| match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{B}' | '\u{C}' => Some(if lines { '\n' } else { ' ' }),
        '\t' => Some(' '),
        _ if c.is_control() || is_invisible(c) => None,
        _ => Some(c),
    });
    let kept: String = kept.collect();
    compose_kana(kept.trim())
}

/// One line with single spaces: for names and parts of addresses, with half-width kana made full-width.
pub fn line(text: &str) -> String {
    let text = half_width_letters(&full_width_kana(&plain(text, false)));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Half-width kana become full-width, with their marks: `ｶﾞ` → `ガ`.
pub fn full_width_kana(text: &str) -> String {
    let full = by_runs(text, |c| matches!(c, '\u{FF66}'..='\u{FF9F}'), |run| run.nfkc().collect());
    compose_kana(&full)
}

/// Kana followed by a separate mark become one character: `カ` + U+3099 or `゛` → `ガ`.
fn compose_kana(text: &str) -> String {
    let marks = ['\u{3099}', '\u{309A}', '゛', '゜'];
    if !text.contains(marks) {
        return text.to_owned();
    }
    let is_part = |c: char| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ') || marks.contains(&c);
    by_runs(text, is_part, |run| {
        let combining = run.replace('゛', "\u{3099}").replace('゜', "\u{309A}");
        let composed: String = combining.nfc().collect();
        composed.replace('\u{3099}', "゛").replace('\u{309A}', "゜")
    })
}

/// Changes only the runs of characters that `belongs` takes.
fn by_runs(text: &str, belongs: impl Fn(char) -> bool, change: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let inside = belongs(first);
        let end = rest.find(|c| belongs(c) != inside).unwrap_or(rest.len());
        let (run, tail) = rest.split_at(end);
        if inside {
            out.push_str(&change(run))
        } else {
            out.push_str(run)
        }
        rest = tail;
    }
    out
}

/// A reading: full-width katakana with single spaces. Small kana stay small: キョウコ is not キヨウコ.
pub fn katakana(text: &str) -> String {
    let text: String = plain(text, false).chars().map(|c| katakana_char(half_width_dot(c))).collect();
    let text = full_width_kana(&text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn half_width_dot(c: char) -> char {
    if matches!(c, '･' | '·') { '・' } else { c }
}

fn katakana_char(c: char) -> char {
    match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        _ => c,
    }
}

/// A part of an address for comparison, never for storage: widths folded, numerals before 条, 丁目, 線, 番 and 号 as
/// digits, 丁目 as 丁, ヶ ケ ガ as が and ノ as の between other characters, no spaces.
pub fn place_key(text: &str) -> String {
    let chars: Vec<char> = text.nfkc().filter(|c| !c.is_whitespace() && !is_invisible(*c)).collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let run = chars.iter().skip(at).take_while(|c| NUMERALS.contains(**c)).count();
        let counted = chars.get(at + run).is_some_and(|next| matches!(next, '条' | '丁' | '線' | '番' | '号'));
        if run > 0 && counted {
            out.push_str(&number_of(chars.iter().skip(at).take(run)).to_string());
            at += run;
            continue;
        }
        let inside = !out.is_empty() && at + 1 < chars.len();
        match c {
            'ヶ' | 'ケ' | 'ガ' if inside => out.push('が'),
            'ノ' if inside => out.push('の'),
            '目' if out.ends_with('丁') => {}
            _ => out.push(c),
        }
        at += 1;
    }
    out
}

const NUMERALS: &str = "〇一二三四五六七八九十百";

/// 二十一, 二一 → 21.
fn number_of<'a>(numerals: impl Iterator<Item = &'a char>) -> u32 {
    let (mut sum, mut last) = (0u32, 0u32);
    for numeral in numerals {
        match NUMERALS.chars().zip(0u32..).find(|(n, _)| n == numeral) {
            Some((_, place @ (10 | 11))) => {
                let unit = if place == 10 { 10 } else { 100 };
                sum = sum.saturating_add(last.max(1).saturating_mul(unit));
                last = 0;
            }
            Some((_, digit)) => last = last.saturating_mul(10).saturating_add(digit),
            None => {}
        }
    }
    sum.saturating_add(last)
}

/// Whether a text holds characters of a private-use area (外字), which other computers show differently or not at all.
pub fn has_private_use(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn widths_and_spaces_are_folded() {
        assert_eq!(half_width("Ａｂ１２＠　－"), "Ab12@ -");
        assert_eq!(without_separators("０１６６（２６）１１１１"), "0166261111");
        assert_eq!(without_separators("０１６６−２６ー1111"), "0166261111");
    }

    #[test]
    fn hyphens_change_only_between_digits() {
        assert_eq!(hyphens_between_digits("3ー5‐2 コーポ"), "3-5-2 コーポ");
        assert_eq!(hyphens_between_digits("ハイツー3"), "ハイツー3");
    }

    #[test]
    fn half_width_kana_and_hiragana_become_katakana() {
        assert_eq!(katakana("ﾔﾏﾀﾞ"), "ヤマダ");
        assert_eq!(katakana("　きょうこ "), "キョウコ");
        assert_eq!(katakana("ﾊﾟｰｶｰ"), "パーカー");
        assert_eq!(katakana("か\u{3099}く"), "ガク");
        assert_eq!(katakana("ヤマダ　　タロウ"), "ヤマダ タロウ");
        assert_eq!(katakana("マリー･アンヌ"), "マリー・アンヌ");
    }

    #[test]
    fn kanji_are_never_normalised() {
        assert_eq!(line("神\u{FA19}"), "神\u{FA19}");
        assert_eq!(line("葛\u{E0100}城"), "葛\u{E0100}城");
        assert_eq!(plain("①㈱ﾊﾟ", false), "①㈱ﾊﾟ");
    }

    #[test]
    fn places_are_compared_whatever_numerals_they_are_written_with() {
        for text in ["1条通3丁目", "１条通３丁目", "一条通三丁目", "1 条通 三丁目"] {
            assert_eq!(place_key(text), "1条通3丁");
        }
        assert_eq!(place_key("十七丁目"), "17丁");
        assert_eq!(place_key("二十丁目"), "20丁");
        assert_eq!(place_key("百二十一番地"), "121番地");
        assert_eq!(place_key("緑ヶ丘"), place_key("緑が丘"));
        assert_eq!(place_key("湯ノ沢"), "湯の沢");
        assert_eq!(place_key("八幡町"), "八幡町");
    }

    #[test]
    fn control_and_invisible_characters_go() {
        assert_eq!(plain("\u{FEFF}a\u{0}b\u{202E}c\r\nd\t", true), "abc\nd");
        assert_eq!(plain("a\r\nb", false), "a b");
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in ".{0,40}", kana in "[あ-んｦ-ﾟ゛゜\u{3099}\u{309A}ァ-ヾ 　-]{0,12}") {
            for text in [text, kana] {
                for change in [half_width, half_width_letters, hyphens_between_digits, line, katakana, full_width_kana] {
                    let once = change(&text);
                    prop_assert_eq!(change(&once), once);
                }
                for lines in [true, false] {
                    let once = plain(&text, lines);
                    prop_assert_eq!(plain(&once, lines), once);
                }
            }
        }
    }
}
