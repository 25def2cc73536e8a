//! What the rows of a `repeat` come to.

use super::world::{World, answers, errors};
use madoguchi_schema::text::Lang;
use serde_json::{Value as Json, json};

fn children() -> World {
    World::of(
        r#"
questions:
  - {id: limit, type: integer, label: 上限}
  - id: children
    type: repeat
    label: お子さん
    min: 1
    max: 3
    questions:
      - {id: who, type: name, label: お名前}
      - {id: age, type: integer, label: 年齢, min: 0, check: [{rule: age <= limit, message: 上限をこえています}]}
      - {id: school, type: text, label: 学校, show_if: age >= 6, required_if: age >= 6, required: false}
      - {id: fee, type: calc, label: 料金, value: age * 100}
  - {id: total, type: calc, label: 計, value: sum(children.fee)}
  - {id: small, type: calc, label: 小さい子, value: count(children where age < 6)}
"#,
    )
}

fn who(family: &str) -> Json {
    json!({"family": family, "given": "", "family_kana": "ア", "given_kana": ""})
}

#[test]
fn every_feature_works_inside_a_row() {
    let evaluation = children().evaluate(json!({"limit": 10, "children": [
        {"who": who("山"), "age": "７", "school": "一小"},
        {"who": {"family": "", "given": ""}, "age": ""},
        {"who": who("川"), "age": "3", "school": "typed before"},
    ]}));
    assert_eq!(errors(&evaluation), Vec::<String>::new());
    assert_eq!(
        answers(&evaluation),
        json!({
            "limit": 10,
            "children": [
                {"who": who("山"), "age": 7, "school": "一小", "fee": 700},
                {"who": who("川"), "age": 3, "fee": 300},
            ],
            "total": 1000,
            "small": 1,
        })
    );
}

#[test]
fn mistakes_name_the_row_as_it_was_sent() {
    let evaluation = children().evaluate(json!({"limit": 10, "children": [
        {}, {"who": who("山"), "age": "11", "school": "一小"}, {"who": {"family": "川"}, "age": "8"}
    ]}));
    assert_eq!(
        errors(&evaluation),
        ["children 1.age check", "children 2.who.family_kana name.family-kana", "children 2.school required"]
    );
    assert_eq!(evaluation.errors[1].sentence(Lang::Ja), "お名前（3件目）の姓のフリガナを入力してください。例）ヤマダ");
    assert_eq!(evaluation.answers.get("total"), Some(&json!(1900)));
}

#[test]
fn rows_are_counted() {
    let row = || json!({"who": who("山"), "age": 1});
    assert_eq!(errors(&children().evaluate(json!({"limit": 1}))), ["children  required"]);
    let many = children().evaluate(json!({"limit": 1, "children": [row(), row(), row(), row()]}));
    assert_eq!(errors(&many), ["children  repeat.max"]);
    assert_eq!(many.answers.get("children"), None);
    assert_eq!(errors(&children().evaluate(json!({"limit": 1, "children": "x"}))), ["children  answer.type"]);
}

#[test]
fn what_is_not_asked_in_a_row_is_refused_with_its_place() {
    let found = children().unasked(json!({"limit": 10, "children": [
        {}, {"who": who("川"), "age": 3, "school": "x", "fee": 1, "colour": "red"}
    ]}));
    assert_eq!(
        found,
        ["children 1.school answer.hidden", "children 1.fee answer.not-yours", "children 1.colour answer.unknown"]
    );
    let wrong = children().unasked(json!({"limit": 10, "children": [{"who": who("川"), "age": "x"}]}));
    assert_eq!(wrong, Vec::<String>::new(), "what cannot be read was asked");
}

#[test]
fn canonical_rows_can_be_sent_again() {
    let world = children();
    let raw = json!({"limit": 10, "children": [{"who": who("山"), "age": "７", "school": "一小"}]});
    let first = answers(&world.evaluate(raw));
    assert_eq!(answers(&world.evaluate(first.clone())), first);
}
