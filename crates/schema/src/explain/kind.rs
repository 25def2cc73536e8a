//! What the question types are called.

/// Each type in Japanese and English.
const WORDS: &[(&str, &str, &str)] = &[
    ("text", "文字", "text"),
    ("long_text", "長い文章", "long text"),
    ("integer", "整数", "whole number"),
    ("number", "数", "number"),
    ("money", "金額（円）", "amount in yen"),
    ("yes_no", "はい・いいえ", "yes or no"),
    ("consent", "同意", "consent"),
    ("choice", "一つ選ぶ", "one choice"),
    ("choices", "いくつか選ぶ", "several choices"),
    ("date", "日付", "date"),
    ("birthdate", "生年月日", "date of birth"),
    ("time", "時刻", "time"),
    ("datetime", "日時", "date and time"),
    ("month", "年月", "month"),
    ("url", "ホームページのアドレス", "web address"),
    ("corporate_number", "法人番号", "corporate number"),
    ("bank_account", "振込先の口座", "bank account"),
    ("location", "地図の場所", "place"),
    ("signature", "署名", "signature"),
    ("staff", "職員", "member of staff"),
    ("unit", "部署", "unit"),
    ("name", "氏名とフリガナ", "name with kana"),
    ("kana", "フリガナ", "name in katakana"),
    ("phone", "電話番号", "telephone number"),
    ("postal_code", "郵便番号", "postal code"),
    ("email", "メールアドレス", "email address"),
    ("address", "住所", "address"),
    ("items", "品目と数量", "items with quantities"),
    ("repeat", "くり返し", "rows"),
    ("slot", "予約の枠", "slot of a booking"),
    ("file", "ファイル", "files"),
    ("photo", "写真", "photos"),
    ("case", "ほかの申込み", "case of another app"),
    ("calc", "計算", "computed"),
    ("note", "説明文", "text on the page"),
    ("heading", "見出し", "heading"),
];

/// What a type is called in Japanese and English.
pub(super) fn words(kind: &str) -> Option<(&'static str, &'static str)> {
    WORDS.iter().find(|(word, _, _)| *word == kind).map(|(_, ja, en)| (*ja, *en))
}

/// Every question type that can be written, with its name in Japanese and English, in the order of the reference.
pub fn type_words() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    crate::lower::question_types().map(|kind| {
        let (ja, en) = words(kind).unwrap_or((kind, kind));
        (kind, ja, en)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_type_has_a_name_for_people() {
        for kind in crate::lower::question_types() {
            assert!(words(kind).is_some(), "say what {kind} is called");
        }
    }
}
