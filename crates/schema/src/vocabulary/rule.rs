//! Rules over other cases, and what is said of the whole app.

use super::{IDENTITY, Key, MINUTES, Shape, Value, key, must};

/// Questions, a rule, or several rules.
pub(super) const UNIQUE: Value = Value::Either(&[Value::Map(&RULE), Value::List(&WORD_OR_RULE), Value::Text]);
/// Two questions, a rule, or several rules.
pub(super) const NO_OVERLAP: Value = UNIQUE;

static WORD_OR_RULE: Value = Value::Either(&[Value::Map(&RULE), Value::List(&Value::Text), Value::Text]);

const PER: Key = key("per", Value::Many(&Value::Text), "だれの、何の件を合わせるか", "per: household");
const EXCEPT: Key = key("except", Value::Many(&IDENTITY), "数えない段階", "except: [cancelled]");
const MESSAGE: Key = key("message", Value::Localized, "守られないときの文", "message: すでに申し込まれています");

static RULE: Shape = Shape {
    name: "rule",
    about: "ほかの件との決まり",
    keys: &[
        must("of", Value::Many(&Value::Text), "比べる質問", "of: [household, year]"),
        PER,
        EXCEPT,
        MESSAGE,
        key("blank", Value::Words(&["skip", "same"]), "空の答えを比べないか、空どうしを同じとみなすか", "blank: same"),
    ],
};

/// A limit over cases.
pub(super) static LIMIT_RULE: Shape = Shape {
    name: "limit_rule",
    about: "ほかの件と合わせた上限",
    keys: &[
        PER,
        key("count", Value::Integer(1, 1_000_000), "件数の上限", "count: 4"),
        key("open", Value::Integer(1, 1_000_000), "終わっていない件数の上限", "open: 3"),
        key("sum", IDENTITY, "合計する質問", "sum: amount"),
        key("at_most", Value::Expression, "合計の上限", "at_most: 100000"),
        key("in", Value::Words(&["month", "year", "fiscal_year"]), "どの期間で数えるか", "in: fiscal_year"),
        key("on", IDENTITY, "期間を決める日付の質問。書かなければ受付の日", "on: used_on"),
        EXCEPT,
        MESSAGE,
    ],
};

/// Why individual numbers may be held.
pub(super) static MY_NUMBER: Shape = Shape {
    name: "my_number",
    about: "個人番号を扱う根拠",
    keys: &[must("basis", Value::Text, "法や条例の条", "basis: 番号法第9条第1項")],
};

/// What a case costs in time.
pub(super) static EFFECT: Shape = Shape {
    name: "effect",
    about: "1件にかかる時間",
    keys: &[
        must("before", MINUTES, "前", "before: 12 minutes"),
        must("after", MINUTES, "今", "after: 3 minutes"),
        key("channel", Value::Words(&["web", "phone", "counter"]), "前の受け方", "channel: phone"),
    ],
};
