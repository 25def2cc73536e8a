//! The top of a definition and its small blocks.

use super::{
    DASHED, DAYS, IDENTITY, Key, MINUTES, Naming, Shape, Value, key, must,
    office::CONTACT,
    rule,
    times::TIMES,
    waitlist,
    workflow::{WHO, WORKFLOW},
};

/// A definition, `app.yaml`.
pub static APP: Shape = Shape {
    name: "app",
    about: "手続き1つ分の定義（app.yaml）",
    keys: &[
        must("schema", Value::Words(&["1"]), "定義言語の版。いまは 1 だけです", "schema: 1"),
        must("app", DASHED, "アプリの名前。半角の英小文字・数字・-。あとから変えません", "app: bulky-waste"),
        must("title", Value::Localized, "住民が読む題", "title: 粗大ごみ収集の申込み"),
        must("owner", DASHED, "担当の課。office.yaml の units にある名前", "owner: cleaning"),
        key("about", Value::Localized, "何のための手続きか。始めのページに出ます", "about: 家庭の粗大ごみを集めます。"),
        key("needed", Value::Many(&Value::Localized), "手元に用意してもらうもの", "needed: [印鑑, 本人が分かるもの]"),
        key(
            "audience",
            Value::Words(&["resident", "staff"]),
            "だれが書くか。書かなければ resident（住民）",
            "audience: staff",
        ),
        key(
            "word",
            Value::Words(&["申込み", "申請", "届出", "報告", "通報", "相談", "予約", "起案", "投稿"]),
            "1件を何と呼ぶか。書かなければ、住民は申込み、職員は申請",
            "word: 報告",
        ),
        key("fee", IDENTITY, "手数料の合計を計算する質問。始めのページで、手数料があると伝えます", "fee: total"),
        key(
            "contact",
            Value::Map(&CONTACT),
            "問合せ先。書かなければ市の代表",
            "contact: {name: 受付, phone: 0166-00-0000, hours: 平日 8:45–17:15}",
        ),
        key(
            "languages",
            Value::Many(&Value::Words(&["ja", "ja-easy", "en", "zh", "ko"])),
            "ページの言語",
            "languages: [ja, en]",
        ),
        key(
            "lists",
            Value::Named(Naming::Identity, &LIST_VALUE),
            "選択肢や料金の一覧",
            "lists: {rooms: {file: lists/rooms.csv, key: code}}",
        ),
        key(
            "define",
            Value::Named(Naming::Identity, &DEFINED),
            "式や繰返しの行に付ける名前",
            "define: {is_flat: housing == \"flat\"}",
        ),
        key(
            "pages",
            Value::List(&Value::Map(&PAGE)),
            "ページを順に。1ページなら questions だけでも構いません",
            "pages: [{title: 申込者, questions: […]}]",
        ),
        key("questions", QUESTIONS, "1ページだけのときの質問", "questions: [{id: applicant, type: name}]"),
        key(
            "booking",
            Value::Named(Naming::Identity, &Value::Map(&BOOKING)),
            "予約の枠",
            "booking: {pickup: {calendar: cleaning-centre, capacity: {visits: 40}}}",
        ),
        key(
            "workflow",
            Value::Map(&WORKFLOW),
            "仕事の流れ。書かなければ 受付 → 完了",
            "workflow: {states: {…}, actions: […]}",
        ),
        key("queue", Value::Map(&QUEUE), "職員の一覧", "queue: {columns: [_receipt, applicant, _state]}"),
        key(
            "documents",
            Value::Named(Naming::Dashed, &Value::Map(&DOCUMENT)),
            "印刷する書類と、発行する書類",
            "documents: {receipt: {label: 受付票, file: letters/receipt.html}}",
        ),
        key(
            "mail",
            Value::Named(Naming::Dashed, &Value::Map(&MAIL)),
            "メール",
            "mail: {confirmed: {to: mail, subject: 受付のお知らせ, file: letters/confirmed.txt}}",
        ),
        key(
            "access",
            Value::Map(&ACCESS),
            "だれが読み、書き出せるか",
            "access: {read: [cleaning], export: [cleaning/chief]}",
        ),
        key("number", Value::Text, "受付番号の形", "number: \"{fiscal_year}-{seq:5}\""),
        key("unique", rule::UNIQUE, "ほかの件と同じであってはいけない質問", "unique: [household, year]"),
        key(
            "no_overlap",
            rule::NO_OVERLAP,
            "ほかの件と重なってはいけない期間",
            "no_overlap: {of: [from, until], per: room}",
        ),
        key(
            "limit",
            Value::Many(&Value::Map(&rule::LIMIT_RULE)),
            "ほかの件と合わせた上限",
            "limit: {per: household, count: 4, in: fiscal_year}",
        ),
        key(
            "my_number",
            Value::Map(&rule::MY_NUMBER),
            "個人番号を扱う法の根拠。なければ書かれた番号を断ります",
            "my_number: {basis: 番号法第9条第1項}",
        ),
        key(
            "effect",
            Value::Map(&rule::EFFECT),
            "かかる時間。減った時間を数えます",
            "effect: {before: 12 minutes, after: 3 minutes}",
        ),
        key("records", Value::Map(&RECORDS), "文書の分類と保存年限", "records: {class: 環境/廃棄物, keep: 3 years}"),
    ],
};

/// A list of questions.
pub(super) const QUESTIONS: Value = Value::List(&Value::Question);

/// A list: from a file, or written here.
static LIST_VALUE: Value = Value::Either(&[Value::Map(&LIST), Value::Named(Naming::Identity, &Value::Localized)]);

/// A list in a file.
pub(super) static LIST: Shape = Shape {
    name: "list",
    about: "CSV の一覧",
    keys: &[
        must("file", Value::Text, "CSV ファイル。1行目が列の名前", "file: lists/items.csv"),
        key("key", Value::Text, "コードの列。書かなければ code", "key: code"),
        key("keys", Value::Many(&Value::Text), "lookup で引く列。コードのない表に書きます", "keys: [kind, size]"),
    ],
};

static DEFINED: Value = Value::Either(&[Value::Map(&ROWS), Value::Expression]);

static ROWS: Shape = Shape {
    name: "rows",
    about: "繰返しの行の型。repeat の of: で使います",
    keys: &[must("questions", QUESTIONS, "行の質問", "questions: [{id: child, type: name}]")],
};

static PAGE: Shape = Shape {
    name: "page",
    about: "ページ",
    keys: &[
        key("title", Value::Localized, "見出し", "title: 申込者"),
        key("show_if", Value::Expression, "このページを出す条件", "show_if: people > 1"),
        must("questions", QUESTIONS, "質問を順に", "questions: [{id: applicant, type: name}]"),
        key(
            "stop",
            Value::Many(&Value::Map(&STOP)),
            "ここで終わる条件と、代わりの案内",
            "stop: {if: recycling_law, title: 収集できません}",
        ),
    ],
};

static STOP: Shape = Shape {
    name: "stop",
    about: "申込みに進めない条件と案内",
    keys: &[
        must("if", Value::Expression, "条件", "if: recycling_law"),
        must("title", Value::Localized, "案内の見出し", "title: 市では収集できません"),
        key("text", Value::Localized, "代わりにできること", "text: 買った店に相談してください。"),
    ],
};

static BOOKING: Shape = Shape {
    name: "booking",
    about: "予約の枠",
    keys: &[
        key("area", Value::Expression, "地区を決める式", "area: area_of(address)"),
        must("calendar", DASHED, "office.yaml の calendars にある暦", "calendar: cleaning-centre"),
        key("open", Value::Expression, "受ける曜日の式", "open: weekdays_of(area)"),
        must(
            "capacity",
            Value::Named(Naming::Identity, &Value::Integer(1, 1_000_000)),
            "1地区1日の上限を単位ごとに",
            "capacity: {points: 120, visits: 40}",
        ),
        key(
            "times",
            Value::Map(&TIMES),
            "時刻のある予約。書かなければ1日が1つの枠",
            "times: {from: 9:00, until: 17:00, every: 30 minutes, break: 12:00..13:00, late: {thu: 19:00}}",
        ),
        key("length", Value::Expression, "1件にかかる分。続けて取る枠の数になる", "length: services * 30"),
        key(
            "reserved",
            Value::Named(Naming::Identity, &Value::Integer(1, 1_000_000)),
            "最後の枠を、職員だけが使える分として残す",
            "reserved: {visits: 1}",
        ),
        key(
            "uses",
            Value::Named(Naming::Identity, &Value::Expression),
            "1件が使う量。書かない単位は 1",
            "uses: {points: points, visits: 1}",
        ),
        key(
            "window",
            Value::Map(&WINDOW),
            "いつからいつまでの日を出すか",
            "window: {from: 2 business days, until: 60 days}",
        ),
        key("cutoff", CUTOFF, "申込みの締切", "cutoff: 16:00, 2 business days before"),
        key("change_until", CUTOFF, "変更の締切", "change_until: 16:00, 1 business day before"),
        key("hold", MINUTES, "申込みの途中で枠を取っておく時間", "hold: 15 minutes"),
        key("limit", Value::Map(&LIMIT), "1人が同時に持てる件数", "limit: {per: phone, open: 3}"),
        key("release_when", Value::Many(&IDENTITY), "枠を返す段階", "release_when: [cancelled, expired]"),
        key(
            "waitlist",
            waitlist::WAITLIST,
            "キャンセル待ち。true だけでもよい",
            "waitlist: {answer: 24 hours, most: 20}",
        ),
        key(
            "lottery",
            waitlist::LOTTERY,
            "先着の前の抽選",
            "lottery: {apply: 2026-12-01..2026-12-20, draw: 2026-12-21}",
        ),
    ],
};

/// `16:00, 2 business days before`.
const CUTOFF: Value = Value::Form("^[0-9]{1,2}:[0-9]{2}, *[0-9]+ ((business )?days?|weeks?) before$");

static WINDOW: Shape = Shape {
    name: "window",
    about: "予約できる日の範囲",
    keys: &[
        key("from", DAYS, "今日からこれだけあと", "from: 2 business days"),
        key("until", DAYS, "今日からこれだけ先まで", "until: 60 days"),
    ],
};

static LIMIT: Shape = Shape {
    name: "limit",
    about: "件数の上限",
    keys: &[
        must("per", IDENTITY, "人を見分ける質問", "per: phone"),
        must("open", Value::Integer(1, 1000), "終わっていない件数の上限", "open: 3"),
    ],
};

static QUEUE: Shape = Shape {
    name: "queue",
    about: "職員の一覧",
    keys: &[
        key("title", Value::Expression, "1件を表す1行", "title: applicant + \" / \" + address.town"),
        key(
            "columns",
            Value::Many(&Value::Text),
            "列を順に。質問の id、area、_receipt、_state、_created_on、_channel",
            "columns: [_receipt, applicant, _state]",
        ),
        key(
            "views",
            Value::List(&Value::Map(&VIEW)),
            "よく使う絞込み",
            "views: [{id: today, label: 今日の受付, where: _created_on == today()}]",
        ),
        key(
            "charts",
            Value::List(&Value::Map(&CHART)),
            "グラフ。一覧と同じ人が見る",
            "charts: [{id: by_area, label: 地区別の点数, group: area, measure: sum(points)}]",
        ),
    ],
};

static VIEW: Shape = Shape {
    name: "view",
    about: "名前を付けた絞込み",
    keys: &[
        must("id", IDENTITY, "名前", "id: today"),
        key("label", Value::Localized, "見出し", "label: 今日の受付"),
        key("where", Value::Expression, "条件", "where: _created_on == today()"),
        key("group", Value::Text, "見出しでまとめる列。board ではカードの列", "group: area"),
        key(
            "layout",
            Value::Words(&["list", "calendar", "board"]),
            "並べ方。list（表）、calendar（日ごと）、board（カード）。書かなければ list",
            "layout: board",
        ),
    ],
};

static CHART: Shape = Shape {
    name: "chart",
    about: "グラフ",
    keys: &[
        must("id", IDENTITY, "名前", "id: by_area"),
        key("label", Value::Localized, "見出し", "label: 地区別の点数"),
        key("where", Value::Expression, "数える申込みの条件", "where: _state == \"confirmed\""),
        must("group", Value::Expression, "棒に分ける値", "group: month(_created_on)"),
        key(
            "measure",
            Value::Expression,
            "棒の長さ。count()、sum(x)、min(x)、max(x)。書かなければ count()",
            "measure: sum(points)",
        ),
    ],
};

static MAIL: Shape = Shape {
    name: "mail",
    about: "メール",
    keys: &[
        must("to", IDENTITY, "宛先のメールアドレスの質問", "to: mail"),
        must("subject", Value::Text, "件名", "subject: \"受付のお知らせ（{{ _receipt }}）\""),
        key("file", Value::Text, "本文のファイル", "file: letters/confirmed.txt"),
        key("text", Value::Text, "本文。短いときはここに", "text: 受け付けました。"),
        key(
            "at",
            Value::Form("^([0-9]+ ((business )?days?|weeks?) (before|after)|on) [a-z][a-z0-9_]* [0-9]{1,2}:[0-9]{2}$"),
            "決めた時に送る。日付の質問から数える",
            "at: 1 day before visit 09:00",
        ),
        key(
            "in",
            Value::Many(&IDENTITY),
            "at のメールを送る状態。書かなければ終わりでない状態すべて",
            "in: [confirmed]",
        ),
    ],
};

static DOCUMENT: Shape = Shape {
    name: "document",
    about: "書類",
    keys: &[
        key("label", Value::Localized, "書類の名前", "label: 受付票"),
        must("file", Value::Text, "手紙のファイル。印刷ページの class を使った HTML", "file: letters/receipt.html"),
        key("in", Value::Many(&IDENTITY), "印刷できる段階。書かなければすべて", "in: [confirmed]"),
        key("each", IDENTITY, "1行に1枚ずつ印刷する質問（items か repeat）", "each: goods"),
        key(
            "over",
            Value::Form("^view\\([a-z][a-z0-9_]{0,39}\\)$"),
            "1件ではなく、一覧のビューをまとめて印刷する",
            "over: view(tomorrow)",
        ),
        key("for", Value::Words(&["office", "resident"]), "だれが印刷するか。resident なら申込者も", "for: resident"),
        key(
            "lang",
            Value::Words(&["ja", "ja-easy", "en", "zh", "ko", "vi"]),
            "日付や選択肢の言語。書かなければ ja",
            "lang: en",
        ),
    ],
};

static ACCESS: Shape = Shape {
    name: "access",
    about: "読める人",
    keys: &[
        key("read", Value::Many(&WHO), "一覧と1件を読む人", "read: [cleaning, crew]"),
        key("sensitive", Value::Many(&WHO), "sensitive の答えも読む人", "sensitive: [cleaning]"),
        key("export", Value::Many(&WHO), "書き出せる人", "export: [cleaning/chief]"),
    ],
};

/// The keys of `records`.
const RECORD_KEYS: &[Key] = &[
    key("class", Value::Text, "文書の分類", "class: 環境/廃棄物/粗大ごみ"),
    key("keep", Value::Form("^[0-9]+ years?$"), "保存年限", "keep: 3 years"),
    key("then", Value::Words(&["destroy", "transfer", "review"]), "保存のあと", "then: destroy"),
    key("drafts", DAYS, "書きかけを取っておく日数", "drafts: 7 days"),
];

static RECORDS: Shape = Shape { name: "records", about: "文書の分類と保存", keys: RECORD_KEYS };
