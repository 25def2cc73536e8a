//! States, actions and who.

use super::{
    DAYS, IDENTITY, Naming, Shape, TERM, Value, key, must,
    route::{OUTCOME, ROUTE_STEP},
};

/// States and actions.
pub(super) static WORKFLOW: Shape = Shape {
    name: "workflow",
    about: "仕事の流れ",
    keys: &[
        key(
            "start",
            Value::Either(&[IDENTITY, Value::Named(Naming::Channel, &IDENTITY)]),
            "始めの段階。受け方で変えられます",
            "start: {web: received, counter: confirmed}",
        ),
        must(
            "states",
            Value::Named(Naming::Identity, &Value::Map(&STATE)),
            "段階",
            "states: {received: {label: 受付}, done: {label: 完了, end: true}}",
        ),
        must(
            "actions",
            Value::List(&Value::Map(&ACTION)),
            "職員や申込者が押すボタン",
            "actions: [{id: finish, label: 完了にする, from: received, to: done, by: cleaning}]",
        ),
    ],
};

static STATE: Shape = Shape {
    name: "state",
    about: "段階",
    keys: &[
        key("label", Value::Localized, "職員と申込者が読む名前", "label: 仮受付"),
        key("due", TERM, "いつまでに処理するか", "due: 1 business day"),
        key("resident", Value::Many(&IDENTITY), "この段階で申込者が押せるボタン", "resident: [change_slot, withdraw]"),
        key("until", Value::Text, "申込者が押せる締切。予約の名前.change_until", "until: pickup.change_until"),
        key("pause", Value::YesNo, "市の期限を止める", "pause: true"),
        key("expires", TERM, "この段階にいられる長さ", "expires: 7 days"),
        key("escalate", Value::Many(&WHO), "期限を過ぎたら知らせる人", "escalate: cleaning/chief"),
        key(
            "edit",
            Value::Either(&[Value::Map(&EDIT), Value::Many(&IDENTITY)]),
            "この段階で職員が直せる質問",
            "edit: [goods, address]",
        ),
        key("then", IDENTITY, "期限が過ぎたときに移る段階", "then: expired"),
        key("end", Value::YesNo, "ここで終わり", "end: true"),
        key(
            "route",
            Value::List(&Value::Map(&ROUTE_STEP)),
            "決裁の道すじ",
            "route: [{step: 係長, by: cleaning/chief}]",
        ),
        key("approved", OUTCOME, "決裁されたときの段階", "approved: {to: confirmed, send: confirmed}"),
        key("returned", OUTCOME, "差し戻されたときの段階", "returned: received"),
        key("rejected", OUTCOME, "否認されたときの段階", "rejected: rejected"),
        key("gist", Value::Many(&IDENTITY), "変わったら合議をやり直す質問", "gist: [amount]"),
        key("resume", Value::Words(&["start", "step"]), "差戻しのあと始めからか、その段からか", "resume: step"),
        key("self_approval", Value::YesNo, "起案した人も決裁できる", "self_approval: true"),
        key("no_substitute", Value::YesNo, "どの段も代決できない", "no_substitute: true"),
    ],
};

static ACTION: Shape = Shape {
    name: "action",
    about: "ボタン",
    keys: &[
        must("id", IDENTITY, "名前。あとから変えません", "id: confirm"),
        key("label", Value::Localized, "ボタンの文字", "label: 本受付にする"),
        must(
            "from",
            Value::Either(&[Value::Form("^[a-z][a-z0-9_]{0,39}$|^any( except .*)?$"), Value::List(&IDENTITY)]),
            "どの段階から",
            "from: [received, fixing]",
        ),
        key("to", IDENTITY, "どの段階へ。back は元の段階", "to: confirmed"),
        key("stay", Value::YesNo, "段階を移らない", "stay: true"),
        key("by", Value::Many(&WHO), "押せる人。課、課/職、resident、starter、staff、役割", "by: cleaning/chief"),
        key("not_by", Value::Many(&IDENTITY), "このボタンを最後に押した人は押せない", "not_by: propose"),
        key("automatic", Value::YesNo, "届いたときに自動で押される", "automatic: true"),
        key("if", Value::Expression, "押せる条件", "if: points <= 8 and photo is empty"),
        key("ask", Value::Many(&IDENTITY), "直してもらう質問", "ask: [goods, address]"),
        key("note", Value::Words(&["required", "optional"]), "理由を書くか", "note: required"),
        key("send", Value::Many(&Value::Form("^[a-z][a-z0-9_-]{0,39}$")), "送るメール", "send: confirmed"),
        key("document", Value::Many(&Value::Form("^[a-z][a-z0-9_-]{0,39}$")), "発行する書類", "document: certificate"),
        key("give", Value::Many(&IDENTITY), "押す人が答える質問", "give: [inspected_on]"),
        key(
            "set",
            Value::Named(Naming::Identity, &Value::Expression),
            "押したときに書き込む値",
            "set: {decided_on: today()}",
        ),
        key("photo", Value::Words(&["required", "optional"]), "写真を付けるか", "photo: optional"),
        key(
            "reopen",
            Value::Either(&[Value::Map(&REOPEN), Value::YesNo]),
            "終わった件を開き直す",
            "reopen: {within: 30 days}",
        ),
        key("confirm", Value::Localized, "押す前に確かめる文", "confirm: 取り消すと元に戻せません"),
        key("bulk", Value::YesNo, "まとめて押せる", "bulk: true"),
    ],
};

/// Who: a word, or a question or post of the case.
pub(super) static WHO: Value = Value::Either(&[Value::Map(&WHO_OF), Value::Text]);

static WHO_OF: Shape = Shape {
    name: "who",
    about: "その件の答えで決まる人",
    keys: &[
        key("field", IDENTITY, "職員を答える質問", "field: reviewer"),
        key("post", Value::Text, "職", "post: manager"),
        key("of", Value::Text, "どの課の職か。owner、starter、課を答える質問", "of: owner"),
    ],
};

static EDIT: Shape = Shape {
    name: "edit",
    about: "直せる質問と人",
    keys: &[
        must("fields", Value::Many(&IDENTITY), "直せる質問", "fields: [goods]"),
        key("by", Value::Many(&WHO), "直せる人", "by: cleaning/chief"),
    ],
};

static REOPEN: Shape =
    Shape {
        name: "reopen", about: "開き直せる間", keys: &[must("within", DAYS, "終わってから", "within: 30 days")]
    };
