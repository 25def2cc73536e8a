//! Laws that hold for any answers: hidden is absent, and what is stored comes out the same when it is sent again.

use super::{
    Evaluation, evaluate,
    world::{World, raw_of},
};
use crate::{intake::unasked, journey};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use std::sync::LazyLock;

/// A form in which almost everything depends on something: pages, questions, totals, rows and stops, in chains.
fn world() -> &'static World {
    static WORLD: LazyLock<World> = LazyLock::new(|| World::of(FORM));
    &WORLD
}

const FORM: &str = r#"
pages:
  - title: 一
    questions:
      - {id: housing, type: choice, from: housing, label: 家}
      - {id: floor, type: integer, label: 階, show_if: housing == "flat", default: 1}
      - {id: lift, type: yes_no, label: 昇降機, show_if: floor > 2, required_if: floor > 5, required: false}
      - {id: chain, type: calc, label: 連, value: "if(lift, 1, 2)", show_if: not (lift is empty)}
    stop: {if: floor > 50, title: 高い, text: 高すぎます}
  - title: 二
    show_if: lift or housing == "house"
    questions:
      - {id: goods, type: items, from: items, label: 品目, required: false}
      - {id: fee, type: calc, label: 料金, value: "sum(goods.fee * goods.qty) + or_else(floor, 0)", show_if: not (goods is empty)}
      - id: people
        type: repeat
        label: 人
        required: false
        questions:
          - {id: age, type: integer, label: 年齢}
          - {id: school, type: text, label: 学校, show_if: age > 6, required: false}
          - {id: cost, type: calc, label: 費用, value: "if(school is empty, 0, or_else(floor, 10))", show_if: age > 3}
  - title: 三
    questions:
      - {id: note, type: text, label: メモ, required_if: sum(people.cost) > 5, required: false, show_if: count(people) > 0}
      - {id: total, type: calc, label: 計, value: "or_else(fee, 0) + sum(people.cost) + or_else(chain, 0)"}
"#;

fn sent() -> impl Strategy<Value = Json> {
    let one = |values: Vec<Json>| prop::sample::select(values);
    let row = (
        one(vec![json!(2), json!("5"), json!("８"), json!("x"), json!("")]),
        one(vec![json!("一小"), json!(""), json!(null)]),
        one(vec![json!(null), json!(7)]),
    );
    let row = row.prop_map(|(age, school, cost)| json!({"age": age, "school": school, "cost": cost}));
    (
        one(vec![json!("flat"), json!("house"), json!("x"), json!("")]),
        one(vec![json!(1), json!("3"), json!(6), json!("60"), json!(null), json!("?")]),
        one(vec![json!("yes"), json!("no"), json!("")]),
        one(vec![json!([{"code": "bed", "qty": 2}]), json!([]), json!("?"), json!([{"code": "bed", "qty": 0}])]),
        prop::collection::vec(row, 0..3),
        one(vec![json!("よろしく"), json!("")]),
        prop::collection::vec(prop::sample::select(vec!["housing", "floor", "lift", "goods", "people", "note"]), 0..3),
    )
        .prop_map(|(housing, floor, lift, goods, people, note, missing)| {
            let mut raw = json!({
                "housing": housing, "floor": floor, "lift": lift, "chain": 9, "goods": goods, "fee": 9,
                "people": people, "note": note, "total": 9, "unknown": "x",
            });
            for key in missing {
                raw.as_object_mut().unwrap().shift_remove(key);
            }
            raw
        })
}

/// Only what was asked, in rows too.
fn pruned(raw: &Json, evaluation: &Evaluation) -> Json {
    let mut kept: Map<String, Json> = raw.as_object().unwrap().clone();
    kept.retain(|id, _| evaluation.shown.contains(id));
    if let Some(Json::Array(sent)) = kept.get_mut("people") {
        for row in sent {
            let row = row.as_object_mut().unwrap();
            let adult = row["age"] == "８";
            row.retain(|id, _| id == "age" || id == "school" && adult);
        }
    }
    Json::Object(kept)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_hidden_changes_nothing(raw in sent()) {
        let world = world();
        let evaluation = world.evaluate(raw.clone());
        prop_assert_eq!(&world.evaluate(pruned(&raw, &evaluation)), &evaluation);
        for id in evaluation.answers.0.keys() {
            prop_assert!(evaluation.shown.contains(id), "{id} was not asked");
        }
    }

    #[test]
    fn toggling_there_and_back_restores_what_was(raw in sent(), other in prop::sample::select(vec!["flat", "house", ""])) {
        let world = world();
        let before = world.evaluate(raw.clone());
        let mut toggled = raw.clone();
        toggled["housing"] = json!(other);
        world.evaluate(toggled.clone());
        match raw.get("housing") {
            Some(housing) => toggled["housing"] = housing.clone(),
            None => _ = toggled.as_object_mut().unwrap().shift_remove("housing"),
        }
        prop_assert_eq!(world.evaluate(toggled), before);
    }

    #[test]
    fn stored_answers_come_out_the_same_when_they_are_sent_again(raw in sent()) {
        let world = world();
        let evaluation = world.evaluate(raw);
        let again = world.evaluate(Json::Object(evaluation.answers.0.clone()));
        if evaluation.errors.is_empty() {
            prop_assert_eq!(again.answers, evaluation.answers);
            prop_assert_eq!(again.errors, vec![]);
        }
    }

    #[test]
    fn the_way_through_the_pages_is_the_route(raw in sent()) {
        let world = world();
        let evaluation = world.evaluate(raw);
        let mut way: Vec<usize> = evaluation.route.first().copied().into_iter().collect();
        while let Some(next) = way.last().and_then(|page| journey::next(&evaluation, *page)) {
            prop_assert_eq!(journey::previous(&evaluation, next), way.last().copied());
            way.push(next);
        }
        prop_assert_eq!(&way, &evaluation.route);
        let setting = world.setting();
        let on_pages: usize = way.iter().map(|page| journey::page_errors(setting.app, &evaluation, *page).count()).sum();
        prop_assert_eq!(on_pages, evaluation.errors.len());
        prop_assert_eq!(journey::first_with_errors(setting.app, &evaluation).is_none(), evaluation.errors.is_empty());
    }

    #[test]
    fn everything_that_was_not_asked_is_refused_and_nothing_else(raw in sent()) {
        let world = world();
        let sent = raw_of(raw.clone());
        let evaluation = evaluate(&world.setting(), &sent);
        let refused = unasked(&world.setting(), &sent, &evaluation);
        let kept = raw_of(pruned(&raw, &evaluation));
        let left = unasked(&world.setting(), &kept, &evaluate(&world.setting(), &kept));
        let own = |error: &&crate::intake::FieldError| error.code == "answer.not-yours";
        prop_assert!(refused.iter().any(|e| e.code == "answer.unknown"));
        prop_assert!(left.iter().filter(|e| !own(e)).count() == 0, "{left:?}");
    }
}
