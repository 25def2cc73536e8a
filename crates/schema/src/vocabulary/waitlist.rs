//! `waitlist` of a booking.

use super::{DASHED, Shape, Value, key};

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
