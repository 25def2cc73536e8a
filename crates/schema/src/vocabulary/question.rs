//! Questions: what every question has, and the settings of each type.

use super::{
    IDENTITY, Key, Naming, Shape, TypeRow, Value,
    app::{LIST, QUESTIONS},
    key, must,
};

/// The keys of every question.
pub static QUESTION: Shape = Shape {
    name: "question",
    about: "質問",
    keys: &[
        must("id", IDENTITY, "名前。半角の英小文字・数字・_。あとから変えません", "id: applicant"),
        must("type", Value::Text, "種類", "type: text"),
        key("label", Value::Localized, "聞く文", "label: 日中連絡がつく電話番号"),
        key("hint", Value::Localized, "欄の上に出る短い説明", "hint: 丁目まで書いてください。"),
        key("note", Value::Localized, "なぜ聞くか", "note: 収集日をお知らせするためです。"),
        key("required", Value::YesNo, "必須か。書かなければ必須", "required: false"),
        key("show_if", Value::Expression, "聞く条件", "show_if: housing == \"flat\""),
        key("required_if", Value::Expression, "必須になる条件", "required_if: people > 1"),
        key(
            "check",
            Value::Many(&Value::Map(&CHECK)),
            "守ってほしいことと、守られないときの文",
            "check: {rule: people <= 60, message: 60人までです}",
        ),
        key("default", Value::Expression, "始めに入っている答え", "default: no"),
        key("sensitive", Value::YesNo, "access.sensitive の人だけが読む", "sensitive: true"),
        key("internal", Value::YesNo, "職員だけが見る", "internal: true"),
        key("was", IDENTITY, "前の id", "was: old_id"),
    ],
};

static CHECK: Shape = Shape {
    name: "check",
    about: "規則と、守られないときの文",
    keys: &[
        must("rule", Value::Expression, "成り立つべきこと", "rule: sum(goods.qty) <= 10"),
        key("message", Value::Localized, "守られないときの文", "message: 1回に10点までです"),
    ],
};

/// The question types in the order of the reference.
pub static TYPES: &[TypeRow] = &[
    row("text", "1行の文", TEXT),
    row("long_text", "何行かの文", TEXT),
    row("integer", "整数", WHOLE),
    row("number", "小数のある数", DECIMAL),
    row("money", "金額（円）", WHOLE),
    row("yes_no", "はい・いいえ", &[]),
    row("consent", "同意（はいでなければ進めません）", &[]),
    row("choice", "1つ選ぶ", &[FROM_OR_ROWS, WHERE, OTHER]),
    row("choices", "いくつか選ぶ", &[FROM_OR_ROWS, WHERE, OTHER, EXCLUSIVE, LEAST, MOST]),
    row("date", "日付", DATE),
    row("birthdate", "生年月日", DATE),
    row("time", "時刻", &[]),
    row("datetime", "日時", &[]),
    row("month", "年月", &[]),
    row("url", "ホームページのアドレス", &[]),
    row("corporate_number", "法人番号", &[]),
    row("bank_account", "振込先の口座", &[]),
    row("location", "地図の場所", &[]),
    row("signature", "署名", &[]),
    row("staff", "職員", &[]),
    row("unit", "課", &[]),
    row("name", "氏名とフリガナ", &[]),
    row("kana", "フリガナ", &[]),
    row("phone", "電話番号", &[]),
    row("postal_code", "郵便番号", &[]),
    row("email", "メールアドレス", &[]),
    row("address", "住所", &[]),
    row("case", "ほかの申込み", CASE),
    row("items", "一覧から品目と数", &[FROM, WHERE]),
    row("repeat", "同じ質問の繰返し", REPEAT),
    row("slot", "予約の日", &[must("book", IDENTITY, "booking にある名前", "book: pickup")]),
    row("file", "ファイル", FILES),
    row("photo", "写真", FILES),
    row("calc", "計算で決まる値", CALC),
    row("note", "ページに出す文", &[]),
    row("heading", "ページの中の見出し", &[]),
];

const fn row(word: &'static str, about: &'static str, settings: &'static [Key]) -> TypeRow {
    TypeRow { word, about, settings }
}

/// The name of a list, or the list itself.
const OPTIONS: Value = Value::Either(&[IDENTITY, Value::Map(&LIST), Value::Named(Naming::Identity, &Value::Localized)]);

const FROM: Key =
    must("from", OPTIONS, "選択肢の一覧。lists の名前か、ここに書いた一覧", "from: {house: 戸建て, flat: 集合住宅}");
/// The same, or the rows of an earlier `repeat`.
const OPTIONS_OR_ROWS: Value = Value::Either(&[
    IDENTITY,
    Value::Form(r"^rows\( *[a-z][a-z0-9_]* *\)$"),
    Value::Map(&LIST),
    Value::Named(Naming::Identity, &Value::Localized),
]);
const FROM_OR_ROWS: Key = must(
    "from",
    OPTIONS_OR_ROWS,
    "選択肢の一覧。lists の名前か、ここに書いた一覧。前の repeat の行から選ぶときは rows(その id)",
    "from: {house: 戸建て, flat: 集合住宅}",
);
const WHERE: Key =
    key("where", Value::Expression, "選べる行の条件。一覧の列と、前の回答で書きます", "where: pref == prefecture");
const OTHER: Key = key("other", Value::YesNo, "「その他」と、その内容を書く欄を加える", "other: yes");
const EXCLUSIVE: Key = key("exclusive", IDENTITY, "ほかと一緒に選べない選択肢のコード", "exclusive: nothing");
const LEAST: Key = key("min", Value::Integer(0, 1000), "少なくとも", "min: 1");
const MOST: Key = key("max", Value::Integer(0, 1000), "多くとも", "max: 3");
const UNIT: Key = key("unit", Value::Localized, "単位", "unit: 人");

const TEXT: &[Key] = &[
    key("max", Value::Integer(1, 100_000), "文字数の上限", "max: 100"),
    key("pattern", Value::Text, "正規表現。message と一緒に書きます", "pattern: \"[0-9]{4}\""),
    key("message", Value::Localized, "pattern に合わないときの文", "message: 4桁の数字で入力してください"),
    key(
        "charset",
        Value::Words(&["jis0208", "jis0213", "unicode"]),
        "使える文字。書かなければ unicode",
        "charset: jis0208",
    ),
];

/// Largest limit of a whole number.
const LIMIT: i64 = 1_000_000_000_000;

const WHOLE: &[Key] = &[
    key("step", Value::Integer(1, 1_000_000_000), "刻み", "step: 100"),
    key("min", Value::Integer(-LIMIT, LIMIT), "下限", "min: 1"),
    key("max", Value::Integer(-LIMIT, LIMIT), "上限", "max: 60"),
    UNIT,
];

const DECIMAL: &[Key] = &[
    key("step", Value::Number, "刻み", "step: 0.5"),
    key("min", Value::Number, "下限", "min: 0.5"),
    key("max", Value::Number, "上限", "max: 99.5"),
    UNIT,
];

const DATE: &[Key] = &[
    key("partial", Value::YesNo, "月や日が分からなくてもよい", "partial: true"),
    key("min", Value::Expression, "始めの日", "min: 2026-04-01"),
    key("max", Value::Expression, "終わりの日", "max: days_after(today(), 30)"),
];

const REPEAT: &[Key] = &[
    key("questions", QUESTIONS, "1行の質問", "questions: [{id: child, type: name}]"),
    key("of", IDENTITY, "define にある行の型", "of: person"),
    key("min", Value::Integer(0, 200), "行の数の下限", "min: 1"),
    key("max", Value::Integer(0, 200), "行の数の上限", "max: 5"),
    key("rows", Value::Expression, "行の数を決める式", "rows: people"),
    key("unique", Value::Many(&IDENTITY), "行どうしで同じであってはいけない質問", "unique: [child]"),
    key("row_label", Value::Expression, "行の見出し", "row_label: child"),
];

const FILES: &[Key] = &[
    key("max_files", Value::Integer(1, 20), "いくつまで", "max_files: 3"),
    key("max_size", Value::Form("^ *[0-9]+ *MB *$"), "1つの大きさの上限", "max_size: 5 MB"),
    key(
        "accept",
        Value::Many(&Value::Words(&["pdf", "jpg", "jpeg", "png", "webp"])),
        "受け取る形式",
        "accept: [pdf, jpg]",
    ),
];

const CASE: &[Key] = &[
    must("app", Value::Text, "どのアプリの申込みか", "app: road-report"),
    key(
        "copy",
        Value::Words(&["snapshot", "default", "live"]),
        "読んだ値をどうするか。選んだときのまま保つ（snapshot、書かなければこれ）、初めの値を写すだけ（default）、いつも今の値を読む（live）",
        "copy: live",
    ),
    key(
        "where",
        Value::Expression,
        "選べる申込みの条件。そのアプリの質問と、前の回答で書きます",
        "where: _state == \"received\"",
    ),
];

const CALC: &[Key] = &[must("value", Value::Expression, "値の式", "value: sum(goods.fee * goods.qty)"), UNIT];
