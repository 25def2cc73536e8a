//! `waitlist` and `lottery` of a booking.

use super::{DASHED, Shape, Value, key, must};

/// `yes`, or with its rules.
pub(super) const WAITLIST: Value = Value::Either(&[Value::YesNo, Value::Map(&RULES)]);

/// Hours from the offer, or to the end of a day.
const PATIENCE: Value = Value::Form("^[0-9]+ (hours?|(business )?days?|weeks?)$");

static RULES: Shape = Shape {
    name: "waitlist",
    about: "満杯の日のキャンセル待ち",
    keys: &[
        key("answer", PATIENCE, "空いた枠を、順番が来た人に取り置く時間", "answer: 24 hours"),
        key("most", Value::Integer(1, 1000), "1つの日（時刻）を待てる件数", "most: 20"),
        key("send", DASHED, "枠が空いたことを知らせるメール", "send: offered"),
    ],
};

/// A draw.
pub(super) const LOTTERY: Value = Value::Map(&DRAW);

/// A day.
const DATE: Value = Value::Form("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");

static DRAW: Shape = Shape {
    name: "lottery",
    about: "希望が多い枠の抽選。残りは先着で受ける",
    keys: &[
        must(
            "apply",
            Value::Form("^[0-9]{4}-[0-9]{2}-[0-9]{2} *\\.\\. *[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
            "抽選の申込みを受ける最初の日と最後の日",
            "apply: 2026-12-01..2026-12-20",
        ),
        must("draw", DATE, "抽選の日。apply の最後の日よりあと", "draw: 2026-12-21"),
        key("confirm", PATIENCE, "当選した枠を取り置く時間。書かなければ7日", "confirm: 7 days"),
        key("won", DASHED, "当選を知らせるメール", "won: drawn"),
        key("lost", DASHED, "落選を知らせるメール", "lost: not-drawn"),
    ],
};
