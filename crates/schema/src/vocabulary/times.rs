//! `times` of a booking.

use super::{MINUTES, Naming, Shape, Value, key, must};

const CLOCK: Value = Value::Form("^[0-9]{1,2}:[0-9]{2}$");
const BREAK: Value = Value::Form("^[0-9]{1,2}:[0-9]{2}\\.\\.[0-9]{1,2}:[0-9]{2}$");

pub(super) static TIMES: Shape = Shape {
    name: "times",
    about: "1日のうちの受付の時刻",
    keys: &[
        must("from", CLOCK, "最初の枠が始まる時刻", "from: 9:00"),
        must("until", CLOCK, "最後の枠が終わる時刻", "until: 17:00"),
        must("every", MINUTES, "1つの枠の長さ", "every: 30 minutes"),
        key("break", Value::Many(&BREAK), "受けない時間", "break: 12:00..13:00"),
        key("late", Value::Named(Naming::Identity, &CLOCK), "終わりの時刻が違う曜日", "late: {thu: 19:00}"),
    ],
};
