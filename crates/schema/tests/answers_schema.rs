//! The JSON Schema of answers: compiled by the `jsonschema` crate, accepts what the API accepts, refuses with our codes.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[path = "tables/city.rs"]
mod city;

use city::{booking, every_type};
use madoguchi_schema::answers_schema::{Validator, schema};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use std::sync::LazyLock;

static BOOKING: LazyLock<Validator> = LazyLock::new(|| Validator::new(&booking(&[])).unwrap());

/// `path code` for each complaint.
fn complaints(validator: &Validator, answers: &Json) -> Vec<String> {
    let mut found: Vec<String> = validator.validate(answers).iter().map(|i| format!("{} {}", i.path, i.code)).collect();
    found.sort();
    found
}

fn refuses(answers: Json, expected: &[&str]) {
    assert_eq!(complaints(&BOOKING, &answers), expected, "{answers}");
}

#[test]
fn the_schema_of_every_type_is_valid_and_closed() {
    for app in [booking(&[]), every_type()] {
        let schema = schema(&app);
        assert!(jsonschema::meta::is_valid(&schema), "{schema:#}");
        assert_eq!(schema["additionalProperties"], json!(false));
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(schema.get("required").is_none());
        Validator::new(&app).unwrap();
    }
}

#[test]
fn answers_of_forms_and_of_the_api_are_accepted() {
    let answers = json!({
        "goods": [{"code": "sofa", "qty": 2}, {"code": "box", "qty": "１"}],
        "tags": ["wet"],
        "phone": "０１６６－００－００１０",
        "address": {"postal_code": "070-0031", "town": "1条通3丁目"},
        "weight": 20.5,
        "photo": null,
        "visit": {"date": "2026-11-13"},
        "helpers": [{"helper": {"family": "山田"}, "strong": "yes"}],
    });
    refuses(answers, &[]);
    refuses(json!({}), &[]);
    refuses(json!({"phone": null, "tags": null, "goods": null, "weight": ""}), &[]);
    let every = Validator::new(&every_type()).unwrap();
    let answers = json!({
        "nickname": "はな", "people": "２", "weight": "1.5", "income": 1000, "living_alone": true, "agreed": "はい",
        "home": "flat", "days": ["mon"], "since": "令和8年3月5日", "birth": {"era": "reiwa", "year": 1, "month": 5, "day": 1},
        "mail": "a@example.jp", "papers": [], "children": [{"age": 3}],
    });
    assert_eq!(complaints(&every, &answers), [""; 0]);
}

#[test]
fn each_mistake_has_its_place_and_code() {
    refuses(json!([]), &[" answer.type"]);
    refuses(json!("text"), &[" answer.type"]);
    refuses(json!(null), &[" answer.type"]);
    refuses(json!({"nothing": 1, "phone": {}}), &["nothing answer.unknown", "phone answer.type"]);
    refuses(
        json!({"fee": 0, "memo": "x", "size": 1}),
        &["fee answer.not-yours", "memo answer.not-yours", "size answer.not-yours"],
    );
    refuses(json!({"phone": "0".repeat(5000)}), &["phone answer.too-long"]);
    refuses(json!({"goods": [{"code": "tank", "qty": 1}]}), &["goods.0.code choice.unknown"]);
    refuses(json!({"goods": [{"code": "sofa", "fee": 0}]}), &["goods.0.fee answer.unknown"]);
    refuses(json!({"goods": "sofa"}), &["goods answer.type"]);
    refuses(json!({"goods": vec![json!({"code": "sofa"}); 200]}), &["goods answer.too-many"]);
    refuses(json!({"tags": ["wet", "soft"]}), &["tags.1 choice.unknown"]);
    refuses(json!({"tags": {"wet": true}}), &["tags answer.type"]);
    refuses(
        json!({"address": {"town": 3, "planet": "x"}}),
        &["address.planet answer.unknown", "address.town answer.type"],
    );
    refuses(json!({"helpers": [{}, {"helper": {"family": ["x"]}}]}), &["helpers.1.helper.family answer.type"]);
    refuses(json!({"visit": {"date": "2026-11-13", "area": "b"}}), &["visit.area answer.unknown"]);
}

#[test]
fn nothing_of_the_values_is_repeated() {
    let secret = "山田花子0166000010";
    let answers = json!({
        "phone": {"x": secret}, "address": {"town": [secret]}, "tags": [secret], "goods": [{"code": secret}],
        "weight": [secret], "helpers": [secret], "visit": secret, "photo": {"a": secret},
    });
    let found = BOOKING.validate(&answers);
    assert!(found.len() >= 7, "{found:?}");
    assert!(!format!("{found:?}").contains(secret), "{found:?}");
}

#[test]
fn a_huge_body_is_refused_in_few_words() {
    let many: serde_json::Map<String, Json> = (0..10_000).map(|i| (format!("field{i}"), json!("x"))).collect();
    assert_eq!(BOOKING.validate(&Json::Object(many)).len(), 100);
    refuses(json!({"goods": vec![json!(1); 60_000]}), &[" answer.too-large"]);
    let deep = (0..40).fold(json!(1), |inner, _| json!([inner]));
    refuses(json!({"goods": deep}), &[" answer.too-deep"]);
    let found = BOOKING.validate(&json!({"x".repeat(100_000): 1}));
    assert_eq!(found[0].path.len(), 40);
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        any::<String>().prop_map(Json::from),
    ];
    let key = prop_oneof![
        proptest::sample::select(vec![
            "goods", "code", "qty", "tags", "phone", "address", "town", "visit", "date", "helpers"
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    leaf.prop_recursive(6, 40, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            proptest::collection::vec((key.clone(), inner), 0..6)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_is_judged_without_panic(json in any_json()) {
        BOOKING.validate(&json);
    }
}
