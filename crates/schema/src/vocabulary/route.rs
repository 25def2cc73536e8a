//! An approval route.

use super::{IDENTITY, Key, Shape, Value, key, workflow::WHO};

const STEP: Key = key("step", Value::Localized, "名前", "step: 課長");
const BY: Key = key("by", Value::Many(&WHO), "決める人", "by: cleaning/manager");
const TABLE: Key = key("table", IDENTITY, "金額などで決裁者を選ぶ一覧", "table: deciders");
const AMOUNT: Key = key("amount", Value::Expression, "一覧を引く金額", "amount: total");
const NO_SUBSTITUTE: Key = key("no_substitute", Value::YesNo, "代決できない", "no_substitute: true");

/// One step of a route.
pub(super) static ROUTE_STEP: Shape = Shape {
    name: "route_step",
    about: "決裁の1段",
    keys: &[
        STEP,
        key("if", Value::Expression, "この段を通る条件", "if: total > 100000"),
        BY,
        TABLE,
        AMOUNT,
        NO_SUBSTITUTE,
        key(
            "all",
            Value::List(&Value::Map(&SEAT)),
            "並んで全員が決める（合議）",
            "all: [{step: 財政課長, by: finance/manager}]",
        ),
        key("any", Value::List(&Value::Map(&SEAT)), "並んで何人かが決める", "any: [{by: cleaning/chief}, {by: crew}]"),
        key("quorum", Value::Integer(1, 1000), "any のうち何人か", "quorum: 2"),
        key("consent", Value::YesNo, "合議である", "consent: true"),
    ],
};

static SEAT: Shape = Shape {
    name: "seat",
    about: "合議の1人",
    keys: &[
        STEP,
        key("if", Value::Expression, "この人に回す条件", "if: total > 100000"),
        BY,
        TABLE,
        AMOUNT,
        NO_SUBSTITUTE,
    ],
};

/// How a route ends: a state, or a state and mails.
pub(super) const OUTCOME: Value = Value::Either(&[Value::Map(&ENDING), IDENTITY]);

static ENDING: Shape = Shape {
    name: "outcome",
    about: "決裁の終わり",
    keys: &[
        key("to", IDENTITY, "移る段階。差戻しで書かなければ、元の段階", "to: granted"),
        key("send", Value::Many(&Value::Form("^[a-z][a-z0-9_-]{0,39}$")), "送るメール", "send: granted"),
    ],
};
