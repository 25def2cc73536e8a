//! Rows in rows: every feature at both levels, and no row that sees another.

use super::{
    RawAnswers, rows,
    world::{World, answers, errors, raw_of},
};
use madoguchi_schema::text::Lang;
use serde_json::{Value as Json, json};

fn homes() -> World {
    World::of(
        r#"
questions:
  - {id: rate, type: integer, label: 単価}
  - id: homes
    type: repeat
    label: 世帯
    unique: [house]
    row_label: house + "の家"
    questions:
      - {id: house, type: text, label: 屋号}
      - {id: renting, type: yes_no, label: 借家, required: false}
      - {id: rent, type: integer, label: 家賃, show_if: renting}
      - id: members
        type: repeat
        label: 家族
        max: 3
        required_if: renting
        required: false
        questions:
          - {id: called, type: text, label: 呼び名}
          - {id: income, type: integer, label: 収入, required: false, check: {rule: income <= rent * 10, message: 家賃に対して多すぎます}}
          - {id: job, type: text, label: 仕事, show_if: income > 10, required_if: renting}
          - {id: wishes, type: choices, from: housing, label: 希望, required: false}
          - {id: goods, type: items, from: items, label: 品, required: false}
          - {id: share, type: calc, label: 取り分, value: "income * rate + or_else(rent, 0)"}
      - {id: total, type: calc, label: 世帯の計, value: sum(members.income)}
      - {id: poor, type: calc, label: 少ない人, value: count(members where income < 5)}
      - {id: things, type: calc, label: 世帯の品, value: sum(members.goods.qty)}
  - {id: all, type: calc, label: 全員, value: sum(homes.members.income)}
  - {id: people, type: calc, label: 人数, value: count(homes.members)}
  - {id: rich, type: calc, label: 多い世帯, value: count(homes where sum(members.income) > 20)}
  - {id: weighted, type: calc, label: 重み, value: sum(homes.rent * homes.members.income)}
  - {id: fee, type: calc, label: 品の料金, value: sum(homes.members.goods.fee * homes.members.goods.qty)}
  - {id: names, type: calc, label: 名, value: join(homes.members.called)}
  - {id: young, type: calc, label: 低い, value: count(homes.members where income < 5)}
  - {id: every, type: calc, label: 全て, value: all(homes.members.income > 0)}
  - {id: most, type: calc, label: 最多, value: sum(homes.total * count(homes.members where income == max(homes.members.income)))}
"#,
    )
}

fn sent() -> Json {
    json!({"rate": 2, "homes": [
        {"house": "一", "renting": "yes", "rent": "3", "members": [
            {"called": "あ", "income": "20", "job": "工", "wishes": ["flat"], "goods": [{"code": "bed", "qty": 2}]},
            {"called": "い", "income": "4"},
        ]},
        {"house": "二", "renting": "no", "rent": "9", "members": [{"called": "う", "income": "7", "job": "隠", "goods": [{"code": "sofa2", "qty": 1}]}]},
    ]})
}

#[test]
fn totals_of_the_second_household_never_see_the_first() {
    let evaluation = homes().evaluate(sent());
    assert_eq!(errors(&evaluation), Vec::<String>::new());
    let answers = answers(&evaluation);
    let homes = &answers["homes"];
    assert_eq!((&homes[0]["total"], &homes[1]["total"]), (&json!(24), &json!(7)));
    assert_eq!((&homes[0]["poor"], &homes[1]["poor"]), (&json!(1), &json!(0)));
    assert_eq!((&homes[0]["things"], &homes[1]["things"]), (&json!(2), &json!(1)));
    assert_eq!(homes[0]["members"][0]["share"], json!(43));
    assert_eq!(
        homes[1]["members"][0],
        json!({"called": "う", "income": 7, "wishes": null, "goods": [{"code": "sofa2", "qty": 1}], "share": 14})
    );
    assert_eq!(homes[1].get("rent"), None, "hidden is absent");
}

#[test]
fn the_form_goes_through_all_inner_rows_of_all_outer_rows() {
    let answers = answers(&homes().evaluate(sent()));
    let of = |id: &str| answers[id].clone();
    assert_eq!((of("all"), of("people"), of("rich"), of("young")), (json!(31), json!(3), json!(1), json!(1)));
    assert_eq!((of("weighted"), of("fee")), (json!(72), json!(2600)));
    assert_eq!((of("names"), of("every"), of("most")), (json!("あ、い、う"), json!(true), json!(31)));
}

#[test]
fn mistakes_in_inner_rows_name_both_rows() {
    let mut raw = sent();
    raw["homes"][0]["members"][0]["job"] = json!("");
    raw["homes"][0]["members"][1]["income"] = json!("99");
    raw["homes"][0]["members"][1]["job"] = json!("x");
    raw["homes"][1]["members"][0]["goods"][0]["qty"] = json!("many");
    raw["homes"][1]["house"] = json!("一");
    let evaluation = homes().evaluate(raw);
    assert_eq!(
        errors(&evaluation),
        [
            "homes 0.members.0.job required",
            "homes 0.members.1.income check",
            "homes 1.members.0.goods.0.qty items.qty",
            "homes 1.house repeat.unique",
        ]
    );
    let sentence = |n: usize| evaluation.errors[n].sentence(Lang::Ja);
    assert_eq!(sentence(0), "仕事（1件目の1件目）を入力してください。");
    assert_eq!(sentence(3), "屋号（2件目）は1件目と同じです。片方を消してください。");
}

#[test]
fn inner_rows_are_counted_and_asked_for_row_by_row() {
    let row = |renting: &str, count: usize| {
        let members: Vec<Json> = (0..count).map(|n| json!({"called": n.to_string()})).collect();
        json!({"rate": 1, "homes": [{"house": "一", "renting": renting, "rent": 1, "members": members}]})
    };
    assert_eq!(errors(&homes().evaluate(row("yes", 0))), ["homes 0.members required"]);
    assert_eq!(errors(&homes().evaluate(row("no", 0))), Vec::<String>::new());
    assert_eq!(errors(&homes().evaluate(row("no", 4))), ["homes 0.members repeat.max"]);
}

#[test]
fn what_is_not_asked_in_an_inner_row_is_refused_with_its_place() {
    let mut raw = sent();
    raw["homes"][1]["members"][0]["share"] = json!(1);
    raw["homes"][1]["members"][0]["colour"] = json!("red");
    raw["homes"][1]["total"] = json!(1);
    let mut found = homes().unasked(raw);
    found.sort();
    assert_eq!(
        found,
        [
            "homes 1.members.0.colour answer.unknown",
            "homes 1.members.0.job answer.hidden",
            "homes 1.members.0.share answer.not-yours",
            "homes 1.rent answer.hidden",
            "homes 1.total answer.not-yours",
        ]
    );
}

#[test]
fn toggling_a_container_there_and_back_restores_its_rows_and_nothing_is_left_with_the_other() {
    let world = World::of(
        r#"
questions:
  - {id: kind, type: choice, from: housing, label: 種類}
  - id: homes
    type: repeat
    label: 世帯
    show_if: kind == "flat"
    questions:
      - {id: paying, type: yes_no, label: 払う}
      - id: members
        type: repeat
        label: 家族
        show_if: paying
        questions:
          - {id: income, type: integer, label: 収入}
          - {id: tax, type: calc, label: 税, value: income * 2}
      - {id: due, type: calc, label: 計, value: sum(members.tax)}
  - {id: sum, type: calc, label: 合計, value: sum(homes.due) + sum(homes.members.tax)}
  - {id: why, type: text, label: 理由, show_if: sum > 0}
  - {id: after, type: calc, label: 後, value: "if(why is empty, 0, 1)"}
"#,
    );
    let raw = |kind: &str, paying: &str| json!({"kind": kind, "homes": [{"paying": paying, "members": [{"income": 5}]}], "why": "書いた"});
    let first = answers(&world.evaluate(raw("flat", "yes")));
    assert_eq!((&first["sum"], &first["after"]), (&json!(20), &json!(1)));
    let outer = answers(&world.evaluate(raw("house", "yes")));
    assert_eq!(outer, json!({"kind": "house", "sum": 0, "after": 0}));
    let inner = answers(&world.evaluate(raw("flat", "no")));
    assert_eq!(inner, json!({"kind": "flat", "homes": [{"paying": false, "due": 0}], "sum": 0, "after": 0}));
    assert_eq!(answers(&world.evaluate(raw("flat", "yes"))), first);
    assert_eq!(answers(&world.evaluate(first.clone())), first, "what is stored can be sent again");
}

#[test]
fn as_many_rows_as_an_expression_says() {
    let world = World::of(
        r#"
questions:
  - {id: people, type: integer, label: 人数, required: false}
  - id: members
    type: repeat
    label: ご家族
    rows: people
    max: 5
    questions: [{id: called, type: text, label: 呼び名}]
"#,
    );
    let row = |called: &str| json!({"called": called});
    let sent = |people: Json, rows: Vec<Json>| world.evaluate(json!({"people": people, "members": rows}));
    assert_eq!(errors(&sent(json!(2), vec![row("あ"), row("い")])), Vec::<String>::new());
    for (people, rows, sentence) in [
        (2, vec![row("あ")], "ご家族は2件入力してください。いまは1件です。"),
        (1, vec![row("あ"), row("い")], "ご家族は1件入力してください。いまは2件です。"),
        (2, vec![], "ご家族は2件入力してください。いまは0件です。"),
    ] {
        let evaluation = sent(json!(people), rows);
        assert_eq!(errors(&evaluation), ["members  repeat.rows"]);
        assert_eq!(evaluation.errors[0].sentence(Lang::Ja), sentence);
    }
    for none in [json!(0), json!(null), json!(-1)] {
        let evaluation = sent(none.clone(), vec![row("あ")]);
        assert_eq!(errors(&evaluation), Vec::<String>::new());
        assert_eq!(answers(&evaluation).get("members"), None, "{none}: nothing is asked");
    }
}

#[test]
fn rows_say_what_they_are_called_and_what_a_blank_one_asks() {
    let world = homes();
    let found = rows(&world.setting(), &raw_of(sent()));
    assert_eq!(found.row("homes.0").unwrap().heading.as_deref(), Some("一の家"));
    assert_eq!(found.row("homes.0.members.0").unwrap().answers["share"], json!(43));
    assert!(found.row("homes.0.members.0").unwrap().required.contains(&"job".to_owned()));
    assert!(!found.row("homes.7.members.3").unwrap().asked.contains(&"job".to_owned()));
    assert!(found.row("homes.0.members.9").is_some() && found.sent("homes.0.members.9").is_none());
    assert_eq!(rows(&world.setting(), &RawAnswers::default()).paths().count(), 0);
}
