//! One table: code → what is wrong and how to fix it, with an example where that helps, in Japanese and English.

use super::{sentence_of_choice, sentence_of_type};
use madoguchi_schema::text::Lang;

/// (code, Japanese, English). `{label}` and further arguments are filled in.
pub(super) const SENTENCES: &[(&str, &str, &str)] = &[
    // The answer as a whole.
    ("required", "{label}を入力してください。", "Enter {label}."),
    ("required/choosing", "{label}を選んでください。", "Choose {label}."),
    ("required/answering", "「{label}」に答えてください。", "Answer “{label}”."),
    ("required/adding", "{label}を1つ以上入力してください。", "Add at least one entry to {label}."),
    ("required/uploading", "{label}のファイルを選んでください。", "Choose a file for {label}."),
    ("required/consent", "「{label}」を読んで、チェックを入れてください。", "Read “{label}” and tick the box."),
    ("check", "{label}の内容を確認してください。", "Check what you entered for {label}."),
    (
        "answer.type",
        "{label}の送り方が正しくありません。画面の入力欄から入力してください。",
        "{label} was not sent in the expected form.",
    ),
    (
        "answer.form",
        "{label}の送り方が正しくありません。画面の入力欄から入力してください。",
        "{label} was not sent in the expected form.",
    ),
    ("answer.too-long", "{label}は{max}文字以内で入力してください。", "{label} must have {max} characters or fewer."),
    ("answer.too-many", "{label}は{max}件以内で入力してください。", "{label} must have {max} entries or fewer."),
    (
        "answer.too-deep",
        "送られた内容の形が正しくありません。画面の入力欄から入力してください。",
        "What was sent is not in the expected form.",
    ),
    (
        "answer.too-large",
        "送られた内容が大きすぎます。短くしてください。",
        "What was sent is too large. Make it shorter.",
    ),
    (
        "answer.unknown",
        "「{label}」という項目はありません。この項目を除いて送ってください。",
        "There is no question “{label}”. Leave it out.",
    ),
    (
        "answer.hidden",
        "{label}は、ほかの回答により聞いていない項目です。この項目を除いて送ってください。",
        "{label} is not asked with these answers. Leave it out.",
    ),
    (
        "answer.not-yours",
        "{label}は市で決める項目です。この項目を除いて送ってください。",
        "{label} is set by the city. Leave it out.",
    ),
    // Other cases.
    (
        "rule.unique",
        "同じ内容の申込みがすでにあります。二重に申し込むことはできません。前の申込みを確認してください。",
        "There is already a case like this. Check the earlier one; the same cannot be applied for twice.",
    ),
    (
        "rule.no-overlap",
        "この期間は、ほかの申込みと重なっています。別の期間にしてください。",
        "This period overlaps with another case. Choose another period.",
    ),
    (
        "rule.limit",
        "申込みは{limit}件までです。すでに上限に達しています。",
        "At most {limit} applications are possible, and that many have been made.",
    ),
    (
        "rule.open",
        "受付中の申込みは、おひとり{limit}件までです。前の申込みが終わってから申し込むか、申込みの確認から取り消してください。",
        "At most {limit} applications may be open. Wait until one has ended, or withdraw one.",
    ),
    (
        "rule.sum",
        "{limit}の上限を超えます。残りは{left}です。",
        "This goes beyond the limit of {limit}. What remains is {left}.",
    ),
    // Text.
    ("text.too-long", "{label}は{max}文字以内で入力してください。", "{label} must have {max} characters or fewer."),
    (
        "text.private-use",
        "{label}に外字（ほかのコンピューターでは表示できない文字）があります。別の文字で入力してください。",
        "{label} has a character that other computers cannot show. Use another character.",
    ),
    (
        "text.my-number",
        "{label}にマイナンバー（個人番号）と思われる12桁の数字があります。マイナンバーは消してください。",
        "{label} seems to hold an Individual Number (My Number). Remove it.",
    ),
    ("text.pattern", "{label}の書き方を確認してください。", "Check how {label} is written."),
    (
        "kana.letters",
        "{label}に使えない文字「{character}」があります。カタカナで入力してください。例）ヤマダ",
        "{label} must be in katakana; “{character}” cannot be used. Example: ヤマダ",
    ),
    (
        "kana.letters/family_kana",
        "{label}の姓のフリガナに使えない文字「{character}」があります。カタカナで入力してください。例）ヤマダ",
        "The reading of the family name of {label} must be in katakana; “{character}” cannot be used. Example: ヤマダ",
    ),
    (
        "kana.letters/given_kana",
        "{label}の名のフリガナに使えない文字「{character}」があります。カタカナで入力してください。例）タロウ",
        "The reading of the given name of {label} must be in katakana; “{character}” cannot be used. Example: タロウ",
    ),
    // Numbers.
    ("number.digits", "{label}は数字で入力してください。例）10", "{label} must be a number. Example: 10"),
    (
        "number.whole",
        "{label}は小数点のない数字で入力してください。例）10",
        "{label} must be a whole number. Example: 10",
    ),
    (
        "money.digits",
        "{label}は金額を数字で入力してください。例）2000",
        "{label} must be an amount in yen. Example: 2000",
    ),
    ("number.min", "{label}は{min}以上で入力してください。", "{label} must be {min} or more."),
    ("number.max", "{label}は{max}以下で入力してください。", "{label} must be {max} or less."),
    ("number.range", "{label}は{min}から{max}までで入力してください。", "{label} must be from {min} to {max}."),
    // Choices.
    ("yes-no.unknown", "{label}は「はい」か「いいえ」を選んでください。", "Choose Yes or No for {label}."),
    (
        "consent.needed",
        "「{label}」にチェックがないと、先に進めません。内容を確認してください。",
        "You can only go on when “{label}” is ticked.",
    ),
    ("choice.unknown", "{label}は選択肢の中から選んでください。", "Choose {label} from the options."),
    (
        "choice.retired",
        "{label}の「{choice}」は今は選べません。ほかのものを選んでください。",
        "“{choice}” can no longer be chosen for {label}. Choose another one.",
    ),
    ("choices.min", "{label}は{min}つ以上選んでください。", "Choose at least {min} for {label}."),
    ("choices.max", "{label}は{max}個まで選んでください。", "Choose at most {max} for {label}."),
    // Rows.
    ("items.rows", "{label}は{max}行以内で入力してください。", "{label} must have {max} rows or fewer."),
    ("items.code", "{label}の品目を選んでください。", "Choose the item of {label}."),
    (
        "items.qty",
        "{label}の数は1から{max}までの数字で入力してください。例）2",
        "The quantity of {label} must be a number from 1 to {max}. Example: 2",
    ),
    ("repeat.min", "{label}は{min}件以上入力してください。", "Add at least {min} entries to {label}."),
    ("repeat.max", "{label}は{max}件まで入力できます。", "{label} can have at most {max} entries."),
    ("repeat.rows", "{label}は{rows}件入力してください。いまは{count}件です。", "{label} needs {rows} entries."),
    ("repeat.unique", "{label}は{earlier}件目と同じです。片方を消してください。", "{label} repeats row {earlier}."),
    // Dates.
    (
        "date.format",
        "{label}は日付を入力してください。例）2026年3月5日、令和8年3月5日",
        "{label} must be a date. Example: 2026-03-05",
    ),
    ("date.missing", "{label}の{part}を入力してください。", "Enter the {part} of {label}."),
    ("date.digits", "{label}の{part}は数字で入力してください。", "The {part} of {label} must be a number."),
    ("date.era", "{label}は西暦か元号を選んでください。", "Choose the era of {label}, or the Western calendar."),
    (
        "date.year",
        "{label}の年は、西暦4桁か元号を付けて入力してください。例）2026年、令和8年",
        "The year of {label} must have four digits. Example: 2026",
    ),
    (
        "date.impossible",
        "{label}の{date}という日付はありません。年月日を確認してください。",
        "There is no such date as {date}. Check {label}.",
    ),
    (
        "date.after-era",
        "{label}を確認してください。{era}は{last}までです。",
        "Check {label}. The era {era} ended on {last}.",
    ),
    (
        "date.before-era",
        "{label}を確認してください。{era}は{first}からです。",
        "Check {label}. The era {era} began on {first}.",
    ),
    (
        "date.too-early",
        "{label}は明治6年（1873年）1月1日より後の日付を入力してください。",
        "{label} must be on or after January 1, 1873.",
    ),
    ("date.future", "{label}は今日までの日付を入力してください。", "{label} must not be in the future."),
    // Names and contacts.
    ("name.family", "{label}の姓を入力してください。例）山田", "Enter the family name of {label}."),
    ("name.given", "{label}の名を入力してください。例）太郎", "Enter the given name of {label}."),
    (
        "name.family-kana",
        "{label}の姓のフリガナを入力してください。例）ヤマダ",
        "Enter the reading of the family name of {label} in katakana. Example: ヤマダ",
    ),
    (
        "name.given-kana",
        "{label}の名のフリガナを入力してください。例）タロウ",
        "Enter the reading of the given name of {label} in katakana. Example: タロウ",
    ),
    (
        "phone.digits",
        "{label}は10桁または11桁の数字で入力してください。例）0166000000",
        "{label} must have 10 or 11 digits. Example: 0166000000",
    ),
    (
        "phone.zero",
        "{label}は0で始まる番号を市外局番から入力してください。例）0166000000",
        "{label} must begin with 0 and the area code. Example: 0166000000",
    ),
    (
        "phone.emergency",
        "{label}に緊急通報の番号は使えません。連絡がつく電話番号を入力してください。例）0166000000",
        "{label} cannot be an emergency number. Enter a number on which you can be reached. Example: 0166000000",
    ),
    (
        "postal-code.digits",
        "{label}の郵便番号は7桁の数字で入力してください。例）0700031",
        "The postal code of {label} must have 7 digits. Example: 0700031",
    ),
    (
        "email.format",
        "{label}は半角の英数字と「@」を使って入力してください。例）yamada@example.jp",
        "{label} must be an email address. Example: yamada@example.jp",
    ),
    (
        "address.postal-code",
        "{label}の郵便番号を入力してください。例）0700031",
        "Enter the postal code of {label}. Example: 0700031",
    ),
    ("address.prefecture", "{label}の都道府県を入力してください。", "Enter the prefecture of {label}."),
    ("address.city", "{label}の市区町村を入力してください。", "Enter the city of {label}."),
    (
        "address.street",
        "{label}の番地を入力してください。例）12番地の5",
        "Enter the number in the street of {label}. Example: 12番地の5",
    ),
    (
        "address.town",
        "{label}の町名を丁目まで入力してください。例）1条通3丁目",
        "Enter the town of {label} with its block. Example: 1条通3丁目",
    ),
    (
        "slot.time",
        "{label}の時刻を、表示された中から選んでください。",
        "Choose a time for {label} from those that are shown.",
    ),
    ("slot.date", "{label}は表示された日付の中から選んでください。", "Choose {label} from the days that are shown."),
    ("file.count", "{label}は{max}個まで選んでください。", "{label} can have at most {max} files."),
    (
        "file.unknown",
        "{label}のファイルが見つかりません。もう一度選んでください。",
        "A file of {label} was not found. Choose it again.",
    ),
];

/// Both tables.
fn all() -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
    SENTENCES.iter().chain(sentence_of_type::SENTENCES).chain(sentence_of_choice::SENTENCES)
}

/// The name of the argument that holds a label in a language.
pub(super) fn label(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "label",
        Lang::JaEasy => "label-ja-easy",
        Lang::En => "label-en",
        Lang::Zh => "label-zh",
        Lang::Ko => "label-ko",
        Lang::Vi => "label-vi",
    }
}

/// The sentence of a code with its arguments; a code without one asks to check the answer.
pub(super) fn sentence(code: &str, args: &[(&'static str, String)], lang: Lang) -> String {
    let arg = |name: &str| args.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
    let asks = arg(label(lang)).or_else(|| arg("label")).is_some_and(is_question);
    let by = match arg("by") {
        Some("choosing") if asks => Some("required/answering".to_owned()),
        by => by.map(|by| format!("{code}/{by}")),
    };
    let find = |code: &str| all().find(|(known, ..)| *known == code);
    let found = by.and_then(|code| find(&code)).or_else(|| find(code)).or_else(|| find("check"));
    let (_, ja, en) = found.copied().unwrap_or_default();
    let pattern = if lang == Lang::En { en } else { ja };
    fill(pattern, |name| match name {
        "label" => labelled(arg(label(lang)).or_else(|| arg("label")).unwrap_or_default(), arg("row"), lang),
        "part" => part(arg("part").unwrap_or_default(), lang).to_owned(),
        name => arg(name).unwrap_or_default().to_owned(),
    })
}

/// A label that asks: 「〜が含まれますか」 is answered, not chosen.
fn is_question(label: &str) -> bool {
    label.ends_with(['か', '？', '?'])
}

/// A label, in rows with the number of the row.
fn labelled(label: &str, row: Option<&str>, lang: Lang) -> String {
    match (row, lang) {
        (None, _) => label.to_owned(),
        (Some(row), Lang::En) => format!("{label} (row {row})"),
        (Some(row), _) => format!("{label}（{}件目）", row.replace('.', "件目の")),
    }
}

/// A part of a date.
fn part(part: &str, lang: Lang) -> &str {
    match (part, lang) {
        (part, Lang::En) => part,
        ("year", _) => "年",
        ("month", _) => "月",
        ("day", _) => "日",
        (part, _) => part,
    }
}

/// Fills `{name}` once; what is filled in is not looked at again.
fn fill(pattern: &str, value: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(&value(name));
        rest = tail;
    }
    out + rest
}

#[cfg(test)]
mod tests;
