//! Every code has its sentences, and every sentence its code.

use super::*;
use std::{collections::BTreeSet, fs, path::Path};

/// Everything in the source that looks like a code of an answer's mistake.
fn produced() -> BTreeSet<String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut source = String::new();
    for folder in ["../schema/src/field", "src/answer", "src/intake"] {
        for entry in fs::read_dir(here.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let is_table = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("sentence"));
            if path.is_file() && !is_table {
                source += &fs::read_to_string(path).unwrap();
            }
        }
    }
    source += &fs::read_to_string(here.join("../schema/src/answers_schema/validator.rs")).unwrap();
    source += &fs::read_to_string(here.join("src/rules.rs")).unwrap();
    let is_slug = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let is_code = |word: &&str| match word.split_once('.') {
        Some((area, slug)) => is_slug(area) && is_slug(slug) && !["jpg", "jp", "html", "yaml", "csv"].contains(&slug),
        None => ["required", "check"].contains(word),
    };
    source.split('"').filter(is_code).map(str::to_owned).collect()
}

#[test]
fn every_code_that_is_produced_has_both_sentences() {
    let known: BTreeSet<String> = all().map(|(code, ..)| (*code).to_owned()).collect();
    let missing: Vec<_> = produced().difference(&known).cloned().collect();
    assert!(missing.is_empty(), "no sentences for {missing:?}");
}

#[test]
fn every_sentence_is_of_a_code_that_is_produced() {
    let produced = produced();
    for (at, (code, ja, en)) in all().enumerate() {
        let base = code.split('/').next().unwrap();
        assert!(produced.contains(base), "nothing produces {code}");
        assert!(all().skip(at + 1).all(|(other, ..)| other != code), "{code} is there twice");
        assert!(ja.contains('。') && !en.is_empty(), "{code}");
    }
}

#[test]
fn a_sentence_says_what_is_wrong_and_how_to_fix_it() {
    let args = [("label", "電話番号".to_owned()), ("label-en", "Telephone".to_owned())];
    assert_eq!(
        sentence("phone.digits", &args, Lang::Ja),
        "電話番号は10桁または11桁の数字で入力してください。例）0166000000"
    );
    assert_eq!(sentence("phone.digits", &args, Lang::En), "Telephone must have 10 or 11 digits. Example: 0166000000");
    let args = [("label", "生年月日".to_owned()), ("era", "昭和".to_owned()), ("last", "64年1月7日".to_owned())];
    assert_eq!(sentence("date.after-era", &args, Lang::Ja), "生年月日を確認してください。昭和は64年1月7日までです。");
}

#[test]
fn rows_are_numbered_and_values_are_not_filled_again() {
    let args = [("label", "{max}".to_owned()), ("row", "2".to_owned()), ("max", "99".to_owned())];
    assert_eq!(sentence("items.rows", &args, Lang::Ja), "{max}（2件目）は99行以内で入力してください。");
    assert_eq!(sentence("no-such-code", &[], Lang::En), "Check what you entered for .");
}
