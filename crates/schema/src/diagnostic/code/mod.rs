//! Every code with its sentences, one table per area. To add a code, add a row to its area's table and a fixture
//! `tests/definitions/invalid/<code>/`; tests find a code that is used but not listed, listed but not used, or
//! without a fixture.
//!
//! Sentences hold `{name}` for the arguments of the diagnostic. A row tells what is wrong, why it matters and what
//! to write instead, with an example.

mod action;
mod app;
mod booking;
mod case;
mod define;
mod document;
mod expr;

mod form;
mod list;
mod meaning;
mod number;
mod office;
mod options;
mod question;
mod queue;
mod records;
mod route;
mod rows;
mod rule;
mod sense;
mod setting;
mod sight;
mod source;
mod table;
mod workflow;
mod yaml;

use super::Diagnostic;
use crate::text::Lang;

/// A code and its sentences.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    /// `area.slug`, stable.
    pub code: &'static str,
    /// In Japanese.
    pub ja: Sentences,
    /// In English.
    pub en: Sentences,
}

/// The three sentences of a code in one language.
#[derive(Debug, Clone, Copy)]
pub struct Sentences {
    /// What is wrong.
    pub what: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to write instead, with an example.
    pub fix: &'static str,
}

/// One row of a table; each language is `[what, why, fix]`.
const fn row(code: &'static str, ja: [&'static str; 3], en: [&'static str; 3]) -> Code {
    Code {
        code,
        ja: Sentences { what: ja[0], why: ja[1], fix: ja[2] },
        en: Sentences { what: en[0], why: en[1], fix: en[2] },
    }
}

/// Every code, by area.
pub fn all() -> impl Iterator<Item = &'static Code> {
    [
        source::CODES,
        yaml::CODES,
        action::CODES,
        form::CODES,
        question::CODES,
        setting::CODES,
        rows::CODES,
        list::CODES,
        define::CODES,
        table::CODES,
        expr::CODES,
        meaning::CODES,
        booking::CODES,
        case::CODES,
        workflow::CODES,
        route::CODES,
        sense::CODES,
        sight::CODES,
        queue::CODES,
        rule::CODES,
        records::CODES,
        number::CODES,
        office::CODES,
        options::CODES,
        app::CODES,
        document::CODES,
    ]
    .into_iter()
    .flatten()
}

/// The row of a code.
pub fn find(code: &str) -> Option<&'static Code> {
    all().find(|c| c.code == code)
}

/// The sentences of a diagnostic, filled in: what, why, fix.
pub fn sentences(diagnostic: &Diagnostic, lang: Lang) -> [String; 3] {
    let Some(code) = find(diagnostic.code) else {
        return [diagnostic.code.to_owned(), String::new(), String::new()];
    };
    let chosen = if lang == Lang::En { code.en } else { code.ja };
    [chosen.what, chosen.why, chosen.fix].map(|sentence| fill(sentence, &diagnostic.args, lang))
}

/// Replaces `{name}` by the argument of that name, in one pass: an argument is never read again.
fn fill(sentence: &str, args: &[(&'static str, String)], lang: Lang) -> String {
    let mut filled = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        filled.push_str(before);
        let name = from.find('}').map(|close| &from[1..close]);
        match name.and_then(|name| args.iter().find(|(n, _)| *n == name)) {
            Some((name, value)) => {
                // What is known here is what the author looks for: it is never cut.
                let value = word(value, lang);
                filled.push_str(&if *name == "known" { value.to_owned() } else { short(value) });
                rest = &from[name.len() + 2..];
            }
            None => {
                filled.push('{');
                rest = &from[1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// A sentence that speaks of no particular place: arguments become `…`.
pub fn general(sentence: &str) -> String {
    let mut pieces = sentence.split('{');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| match piece.split_once('}') {
        Some((name, rest)) if is_argument(name) => text + "…" + rest,
        _ => text + "{" + piece,
    })
}

fn is_argument(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

/// An argument in one line of bearable length.
fn short(value: &str) -> String {
    let line = value.replace(['\n', '\r'], " ");
    match line.char_indices().nth(80) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line,
    }
}

/// The word for an argument that begins with `@`; any other argument is itself.
fn word(value: &str, lang: Lang) -> &str {
    let found = WORDS.iter().find(|(name, _, _)| *name == value);
    found.map_or(value, |(_, ja, en)| if lang == Lang::En { en } else { ja })
}

/// Words that arguments name, in Japanese and English.
const WORDS: &[(&str, &str, &str)] = &[
    ("@text", "文字", "text"),
    ("@localized", "文字（または ja・en などの言語ごとの文字）", "text (or a text per language such as ja and en)"),
    ("@yes-no", "「yes」か「no」", "yes or no"),
    ("@integer", "整数", "a whole number"),
    ("@number", "数", "a number"),
    ("@money", "円の整数", "whole yen"),
    ("@date", "2026-04-01 の形の日付", "a date like 2026-04-01"),
    ("@moment", "2026-04-28 16:00:01 の形の日時", "a date and time like 2026-04-28 16:00:01"),
    ("@time", "16:00 の形の時刻", "a time like 16:00"),
    ("@list", "一覧（- または [ ]）", "a list (- or [ ])"),
    ("@map", "項目: 値 の組（または { }）", "keys with values (or { })"),
    ("@nothing", "空", "nothing"),
    ("@weekday", "曜日（mon tue wed thu fri sat sun）", "a weekday (mon tue wed thu fri sat sun)"),
    (
        "@period",
        "2026-11-30 の形の日付か、12-29..01-03 の形の毎年の期間",
        "a date like 2026-11-30 or a yearly period like 12-29..01-03",
    ),
    ("@app", "アプリ", "app"),
    ("@list-name", "一覧", "list"),
    ("@question", "質問", "question"),
    ("@booking", "予約", "booking"),
    ("@capacity-unit", "枠の単位", "unit of capacity"),
    ("@state", "状態", "state"),
    ("@action", "操作", "action"),
    ("@view", "ビュー", "view"),
    ("@chart", "グラフ", "chart"),
    ("@mail", "メール", "mail"),
    ("@document", "書類", "document"),
    ("@definition", "define の名前", "name of define"),
    ("@sql-lookup", "一覧や表を引いています", "it looks something up"),
    ("@sql-label", "表示名を使っています", "it uses a label"),
    ("@sql-parts", "氏名や住所の全体を使っています", "it uses a whole name or address"),
    ("@sql-city", "地区や営業日など、市の暦や区域を使っています", "it uses the city's areas or calendar"),
    ("@sql-other", "保存された列だけでは決まりません", "stored columns do not decide it"),
    ("@all", "条件なし", "no keys"),
    ("@none", "（まだ一つもありません）", "(none yet)"),
    ("@range", "1..17 の形の範囲", "a range like 1..17"),
    ("@type-bool", "はい・いいえ", "yes or no"),
    ("@type-number", "数", "a number"),
    ("@type-money", "金額", "money"),
    ("@type-text", "文字", "text"),
    ("@type-code", "一覧から選んだ値", "a code of a list"),
    ("@type-date", "日付", "a date"),
    ("@type-time", "時刻", "a time"),
    ("@type-datetime", "日時", "a date with a time"),
    ("@type-list", "値の一覧", "a list of values"),
    ("@type-record", "いくつかの部分からなる値", "a value with parts"),
    ("@type-rows", "行の集まり", "rows"),
    ("@type-files", "ファイル", "files"),
    ("@type-unknown", "種類の分からない値", "a value of unknown kind"),
    ("@space", "半角の空白", "a plain space"),
    ("@always-yes", "いつも「はい」です", "always yes"),
    ("@always-no", "いつも「いいえ」です", "always no"),
    ("@always-same", "いつも同じ結果です", "always the same"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_filled_in_once_and_words_are_translated() {
        let args = [("key", "{known} な\n項目".to_owned()), ("known", "@list".to_owned())];
        let filled = fill("{key}: {known} {other} {x: y}", &args, Lang::En);
        assert_eq!(filled, "{known} な 項目: a list (- or [ ]) {other} {x: y}");
        assert_eq!(general("a {key} in {id: goods}"), "a … in {id: goods}");
    }
}
