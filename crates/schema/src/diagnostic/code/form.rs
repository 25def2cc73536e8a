//! What is written in the wrong shape, and pages and questions.

use super::{Code, row};

pub(super) const CODES: &[Code] = &[
    row(
        "form.unknown-key",
        [
            "知らない項目「{key}」です",
            "知らない項目は何の働きもしないので、書いたつもりの設定が抜け落ちます",
            "ここに書ける項目: {known}",
        ],
        [
            "unknown key `{key}`",
            "an unknown key has no effect, so the setting you meant would be missing",
            "keys allowed here: {known}",
        ],
    ),
    row(
        "form.missing-key",
        [
            "必要な項目「{key}」がありません",
            "これがないと、ここに書かれたものを使えません",
            "「{key}: 値」を書き足してください",
        ],
        ["the key `{key}` is missing", "without it, what is written here cannot be used", "add `{key}: value`"],
    ),
    row(
        "form.wrong-type",
        [
            "{expected}が必要ですが、{found}が書かれています",
            "このままでは値として使えません",
            "{expected}に書き直してください（例 {example}）",
        ],
        [
            "expected {expected}, found {found}",
            "it cannot be used as a value as it is",
            "write {expected} instead, e.g. {example}",
        ],
    ),
    row(
        "form.empty",
        [
            "値が書かれていません（{expected}が必要です）",
            "空のままでは何も決まりません",
            "{expected}を書くか、項目ごと消してください（例 {example}）",
        ],
        [
            "nothing is written here (expected {expected})",
            "an empty value decides nothing",
            "write {expected}, or delete the key, e.g. {example}",
        ],
    ),
    row(
        "form.schema-version",
        [
            "版 {version} の定義は読めません",
            "書き方の版が違うと、同じ語でも意味が変わります",
            "「schema: 1」と書いてください",
        ],
        [
            "definitions of version {version} cannot be read",
            "another version of the language may give words another meaning",
            "write `schema: 1`",
        ],
    ),
    row(
        "form.bad-id",
        [
            "「{id}」は、名前として使えない文字を含んでいます",
            "id やコードはデータベースの列名やURLになるので、使える文字が決まっています",
            "英小文字で始め、英小文字・数字・_ だけで40字までにしてください。日本語の名前は、質問なら label に、一覧なら表示名（label）の列に書きます（例 goods）",
        ],
        [
            "`{id}` has characters that an identity cannot have",
            "identities become column names and addresses, so only some characters fit",
            "begin with a lower-case letter and use only a-z, 0-9 and _, 40 at most; names for people go into label, e.g. goods",
        ],
    ),
    row(
        "form.unknown-word",
        ["「{word}」はここでは使えない語です", "決められた語のほかは意味を持ちません", "使える語: {known}"],
        ["`{word}` is not a word known here", "only the listed words have a meaning", "words allowed here: {known}"],
    ),
    row(
        "form.out-of-range",
        [
            "{value} は範囲の外です（{min}から{max}まで）",
            "この値では正しく動きません",
            "{min}から{max}までの数を書いてください",
        ],
        [
            "{value} is out of range (from {min} to {max})",
            "it cannot work with this value",
            "write a number from {min} to {max}",
        ],
    ),
    row(
        "form.unknown-language",
        ["知らない言語「{lang}」です", "この言語の画面はありません", "使える言語: ja ja-easy en zh ko vi"],
        ["unknown language `{lang}`", "there are no pages in this language", "languages: ja ja-easy en zh ko vi"],
    ),
    row(
        "form.no-japanese",
        [
            "日本語（ja）の文がありません",
            "他の言語の文がないときは日本語を表示するので、日本語は必ず要ります",
            "ja: を書き足してください（例 {ja: 品目, en: Goods}）",
        ],
        [
            "the Japanese text (ja) is missing",
            "Japanese is shown where another language has no text, so it must be there",
            "add ja:, e.g. {ja: 品目, en: Goods}",
        ],
    ),
];
