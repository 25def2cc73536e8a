//! The city.

use super::{Naming, Shape, Value, key, must};

/// A city, `office.yaml`.
pub static OFFICE: Shape = Shape {
    name: "office",
    about: "市の定義（office.yaml）",
    keys: &[
        must("schema", Value::Words(&["1"]), "定義言語の版。いまは 1 だけです", "schema: 1"),
        must("city", Value::Localized, "市の名前", "city: 旭野市"),
        key("zone", Value::Text, "時刻の地域。書かなければ Asia/Tokyo", "zone: Asia/Tokyo"),
        key(
            "contact",
            Value::Map(&CONTACT),
            "代表の問合せ先",
            "contact: {name: 代表, phone: 0166-00-0000, hours: 平日 8:45–17:15}",
        ),
        key(
            "units",
            Value::Named(Naming::Dashed, &Value::Map(&UNIT)),
            "課",
            "units: {cleaning: {label: クリーンセンター, posts: {chief: 係長}}}",
        ),
        key(
            "roles",
            Value::Named(Naming::Dashed, &Value::Map(&ROLE)),
            "いくつかの課や職をまとめた役割",
            "roles: {judge: {label: 審査員, who: [cleaning/chief, library]}}",
        ),
        key(
            "calendars",
            Value::Named(Naming::Dashed, &Value::Map(&CALENDAR)),
            "開庁日の暦",
            "calendars: {hall: {label: 本庁, closed: [12-29..01-03]}}",
        ),
        key(
            "areas",
            Value::Named(Naming::Dashed, &Value::Map(&AREA)),
            "地区と町",
            "areas: {a: {label: A地区, places: [末広町]}}",
        ),
    ],
};

/// Whom to call.
pub(super) static CONTACT: Shape = Shape {
    name: "contact",
    about: "問合せ先",
    keys: &[
        key("name", Value::Localized, "窓口の名前", "name: クリーンセンター受付"),
        key("phone", Value::Text, "電話番号", "phone: 0166-00-0000"),
        key("hours", Value::Localized, "受付時間", "hours: 平日 8:45–17:15"),
    ],
};

static UNIT: Shape = Shape {
    name: "unit",
    about: "課",
    keys: &[
        must("label", Value::Localized, "名前", "label: クリーンセンター"),
        key("posts", Value::Named(Naming::Dashed, &Value::Localized), "職", "posts: {chief: 係長, manager: 課長}"),
    ],
};

static ROLE: Shape = Shape {
    name: "role",
    about: "いくつかの課や職をまとめた役割",
    keys: &[
        must("label", Value::Localized, "名前", "label: 審査員"),
        must("who", Value::Many(&Value::Text), "課、または 課/職", "who: [cleaning/chief, library]"),
    ],
};

/// `mon`…`sun`.
const WEEKDAYS: Value = Value::Many(&Value::Words(&["mon", "tue", "wed", "thu", "fri", "sat", "sun"]));

static CALENDAR: Shape = Shape {
    name: "calendar",
    about: "開庁日の暦",
    keys: &[
        key("label", Value::Localized, "名前", "label: クリーンセンター"),
        key("weekdays", WEEKDAYS, "開く曜日。書かなければ月曜から金曜", "weekdays: [mon, tue, wed, thu, fri]"),
        key("holidays", Value::Words(&["closed", "open"]), "祝日。書かなければ closed", "holidays: closed"),
        key(
            "closed",
            Value::List(&Value::Text),
            "閉まる日。毎年の月日、日付、範囲",
            "closed: [12-29..01-03, 2026-11-30]",
        ),
        key("open", Value::List(&Value::Text), "ほかに何があっても開く日", "open: [2026-12-26]"),
    ],
};

static AREA: Shape = Shape {
    name: "area",
    about: "地区",
    keys: &[
        must("label", Value::Localized, "名前", "label: A地区"),
        key("weekdays", WEEKDAYS, "回る曜日", "weekdays: [fri]"),
        key(
            "places",
            Value::List(&PLACE_VALUE),
            "町。丁目や番地で分けられます",
            "places: [{town: 1条通, chome: 1..17}, 末広町]",
        ),
    ],
};

static PLACE_VALUE: Value = Value::Either(&[Value::Map(&PLACE), Value::Text]);

static PLACE: Shape = Shape {
    name: "place",
    about: "町、またはその一部",
    keys: &[
        must("town", Value::Text, "町の名前", "town: 1条通"),
        key("chome", RANGE, "丁目", "chome: 1..17"),
        key("banchi", RANGE, "番地", "banchi: 1..50"),
    ],
};

/// `5` or `1..17`.
const RANGE: Value = Value::Form("^ *[0-9]+ *(\\.\\. *[0-9]+ *)?$");
