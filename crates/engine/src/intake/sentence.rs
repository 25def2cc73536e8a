//! One table: code → what is wrong and how to fix it, in Japanese and English.

use madoguchi_schema::text::Lang;

/// (code, Japanese, English); `{label}` and further arguments are filled in.
pub(super) const SENTENCES: &[(&str, &str, &str)] = &[
    ("required", "{label}を入力してください。", "Enter {label}."),
    ("required.choose", "{label}を選んでください。", "Choose {label}."),
    ("required.rows", "{label}を1つ以上入力してください。", "Add at least one entry to {label}."),
    ("required.file", "{label}のファイルを選んでください。", "Choose a file for {label}."),
    ("check", "{label}を確認してください。", "Check {label}."),
    ("answer.shape", "{label}の形が正しくありません。", "{label} does not have the expected form."),
    ("answer.unknown", "「{field}」という項目はありません。", "There is no question “{field}”."),
    (
        "answer.hidden",
        "{label}は、ほかの回答により聞かれていない項目です。送らないでください。",
        "{label} is not asked with these answers. Leave it out.",
    ),
    (
        "answer.not-yours",
        "{label}は自動で決まる項目です。送らないでください。",
        "{label} is set by the office. Leave it out.",
    ),
    ("text.too-long", "{label}は{max}文字以内で入力してください。", "{label} must be {max} characters or fewer."),
    (
        "text.private-use",
        "{label}に、この画面で使えない文字（外字）があります。代わりの文字で入力してください。",
        "{label} has a character that cannot be used here. Use another one.",
    ),
    (
        "text.my-number",
        "{label}にマイナンバー（個人番号）と思われる12桁の数字があります。マイナンバーは入力しないでください。",
        "{label} seems to contain an individual number. Do not enter it.",
    ),
    ("text.pattern", "{message}", "{message}"),
    ("number.digits", "{label}は数字で入力してください。例）10", "{label} must be a number, like 10."),
    ("number.whole", "{label}は整数で入力してください。例）10", "{label} must be a whole number, like 10."),
    ("number.min", "{label}は{min}以上で入力してください。", "{label} must be {min} or more."),
    ("number.max", "{label}は{max}以下で入力してください。", "{label} must be {max} or less."),
    ("yes-no.value", "{label}は「はい」か「いいえ」を選んでください。", "Choose yes or no for {label}."),
    ("consent.needed", "{label}に同意してから進んでください。", "You must agree to {label} to continue."),
    ("choice.unknown", "{label}は一覧の中から選んでください。", "Choose {label} from the list."),
    (
        "choice.retired",
        "{label}の「{choice}」は、いまは選べません。ほかのものを選んでください。",
        "“{choice}” can no longer be chosen for {label}.",
    ),
    ("choices.min", "{label}は{min}つ以上選んでください。", "Choose at least {min} for {label}."),
    ("choices.max", "{label}は{max}つまで選べます。", "Choose at most {max} for {label}."),
    ("items.code", "{label}の品目を選んでください。", "Choose an item in {label}."),
    (
        "items.qty",
        "{label}の数は1から{max}までの数字で入力してください。",
        "The quantity in {label} must be a number from 1 to {max}.",
    ),
    ("repeat.min", "{label}は{min}件以上入力してください。", "Add at least {min} entries to {label}."),
    ("repeat.max", "{label}は{max}件までです。", "{label} can have at most {max} entries."),
    (
        "date.digits",
        "{label}は年・月・日を数字で入力してください。例）2026年3月5日、令和8年3月5日",
        "Enter {label} as a date, like 2026-03-05.",
    ),
    (
        "date.part",
        "{label}は年・月・日のすべてを入力してください。例）2026年3月5日",
        "Enter the year, month and day of {label}.",
    ),
    ("date.era", "{label}の元号を選んでください。", "Choose the era of {label}."),
    (
        "date.year",
        "{label}の年を確認してください。西暦は4桁で入力してください。例）2026",
        "Check the year of {label}. Use four digits, like 2026.",
    ),
    (
        "date.impossible",
        "{label}の「{date}」はない日付です。月と日を確認してください。",
        "{date} in {label} does not exist. Check the month and day.",
    ),
    (
        "date.outside-era",
        "{label}の元号と日付が合いません。{span}です。",
        "The era of {label} does not fit the date: {span}.",
    ),
    ("birthdate.future", "{label}は今日までの日付を入力してください。", "{label} must not be in the future."),
    (
        "kana.other",
        "{label}に使えない文字「{character}」があります。カタカナで入力してください。例）ヤマダ",
        "{label} must be in katakana; “{character}” cannot be used.",
    ),
    (
        "name.part",
        "{label}は、姓・名とそれぞれのフリガナを入力してください。例）山田　太郎（ヤマダ　タロウ）",
        "Enter the names of {label} and their readings.",
    ),
    (
        "phone.digits",
        "{label}は10桁または11桁の数字で入力してください。例）0166261111",
        "{label} must have 10 or 11 digits, like 0166261111.",
    ),
    (
        "phone.start",
        "{label}は0から始まる番号を入力してください。例）0166261111",
        "{label} must begin with 0, like 0166261111.",
    ),
    (
        "postal-code.digits",
        "{label}の郵便番号は7桁の数字で入力してください。例）0700031",
        "The postal code of {label} must have 7 digits, like 0700031.",
    ),
    ("email.form", "{label}を確認してください。例）name@example.jp", "Check {label}. For example: name@example.jp"),
    (
        "address.part",
        "{label}は、郵便番号・都道府県・市区町村・町名を入力してください。",
        "Enter the postal code, prefecture, city and town of {label}.",
    ),
    ("slot.date", "{label}は一覧の日付から選んでください。", "Choose {label} from the days offered."),
    (
        "slot.no-area",
        "{label}を選べません。住所の町名と丁目を確認してください。",
        "{label} cannot be chosen. Check the town of the address.",
    ),
    (
        "slot.not-offered",
        "{label}は選べる日ではありません。ほかの日を選んでください。",
        "{label} is not a day on offer. Choose another day.",
    ),
    (
        "slot.too-late",
        "{label}は受付の締め切りを過ぎました。ほかの日を選んでください。",
        "It is too late for {label}. Choose another day.",
    ),
    ("file.too-many", "{label}のファイルは{max}つまでです。", "{label} can have at most {max} files."),
    (
        "file.gone",
        "{label}のファイルがなくなりました。もう一度選んでください。",
        "A file of {label} has gone. Choose it again.",
    ),
    ("note.required", "{label}を書いてください。", "Write {label}."),
];

/// The sentence of a code with its arguments.
pub(super) fn sentence(code: &str, args: &[(&'static str, String)], lang: Lang) -> String {
    let found = SENTENCES.iter().find(|(known, ..)| *known == code);
    let (ja, en) = found.map_or(("{label}を確認してください。", "Check {label}."), |(_, ja, en)| (*ja, *en));
    let pattern = if lang == Lang::En { en } else { ja };
    args.iter().fold(pattern.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::SENTENCES;

    #[test]
    fn every_code_has_one_sentence_in_each_language() {
        for (at, (code, ja, en)) in SENTENCES.iter().enumerate() {
            assert!(!ja.is_empty() && !en.is_empty(), "{code}");
            assert!(!SENTENCES[..at].iter().any(|(other, ..)| other == code), "{code} is there twice");
        }
    }
}
