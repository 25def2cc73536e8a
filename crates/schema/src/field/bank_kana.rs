//! The name of an account's holder in the characters of 全銀: half-width capitals, no small kana, no long-vowel mark.

use super::Problem;
use crate::normal;
use unicode_normalization::UnicodeNormalization;

/// Most characters of a holder; a voiced mark counts as one.
const MOST: usize = 48;
/// Full-width katakana in the order of their half-width forms from U+FF66.
const FULL: &str =
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
/// Signs that banks take.
const SIGNS: &str = "()-./\\｢｣ ";

/// The holder as banks write it; the first character that they do not take is named with its place.
pub(super) fn read(typed: &str, part: &str) -> Result<String, Problem> {
    let kana = normal::katakana(&normal::half_width(typed));
    let mut out = String::new();
    for (place, c) in kana.chars().enumerate() {
        let Some(written) = of_char(c) else {
            let problem = Problem::new(part, "bank.holder-character");
            return Err(problem.arg("character", c).arg("place", place + 1));
        };
        out.push_str(&written);
    }
    if out.chars().count() > MOST {
        return Err(Problem::new(part, "text.too-long").arg("max", MOST));
    }
    Ok(out)
}

fn of_char(c: char) -> Option<String> {
    let letter = c.to_ascii_uppercase();
    if letter.is_ascii_alphanumeric() || SIGNS.contains(letter) {
        return Some(letter.to_string());
    }
    if matches!(c, '「' | '」') {
        return Some(if c == '「' { "｢" } else { "｣" }.to_owned());
    }
    if c == 'ー' || normal::is_hyphen(c) {
        return Some("-".to_owned());
    }
    let mut out = String::new();
    for base in c.to_string().nfd() {
        match base {
            '\u{3099}' => out.push('ﾞ'),
            '\u{309A}' => out.push('ﾟ'),
            base => out.push(half(base)?),
        }
    }
    Some(out)
}

/// The half-width form, small kana as large ones.
fn half(c: char) -> Option<char> {
    let large = match c {
        'ァ' => 'ア',
        'ィ' => 'イ',
        'ゥ' => 'ウ',
        'ェ' => 'エ',
        'ォ' => 'オ',
        'ャ' => 'ヤ',
        'ュ' => 'ユ',
        'ョ' => 'ヨ',
        'ッ' => 'ツ',
        'ヮ' => 'ワ',
        'ヵ' => 'カ',
        'ヶ' => 'ケ',
        c => c,
    };
    let place = FULL.chars().position(|full| full == large)?;
    char::from_u32(0xFF66 + u32::try_from(place).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holders_are_written_as_banks_do() {
        for (typed, written) in [
            ("キョウコ", "ｷﾖｳｺ"),
            ("やまだ　たろう", "ﾔﾏﾀﾞ ﾀﾛｳ"),
            ("ﾊﾟｰｶｰ", "ﾊﾟ-ｶ-"),
            ("ヴィッキー", "ｳﾞｲﾂｷ-"),
            ("カ）アサヒノ", "ｶ)ｱｻﾋﾉ"),
            ("ｓｍｉｔｈ john", "SMITH JOHN"),
        ] {
            assert_eq!(read(typed, "").as_deref(), Ok(written), "{typed}");
            assert_eq!(read(written, "").as_deref(), Ok(written), "{typed}");
        }
    }

    #[test]
    fn a_character_that_banks_do_not_take_is_named_with_its_place() {
        let problem = read("ヤマダ太郎", "holder_kana").unwrap_err();
        assert_eq!(problem.args, [("character", "太".to_owned()), ("place", "4".to_owned())]);
        assert_eq!(read("マリー・アンヌ", "").unwrap_err().args[0].1, "・");
        assert_eq!(read(&"ガ".repeat(25), "").unwrap_err().code, "text.too-long");
    }
}
