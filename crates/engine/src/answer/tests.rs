//! What answers come to, for whole definitions.

use super::{
    RawAnswers, Setting, evaluate,
    world::{World, answers, errors, raw_of},
};
use madoguchi_schema::text::Lang;
use serde_json::{Value as Json, json};

fn bulky() -> World {
    World::of(
        r#"
pages:
  - title: 確認
    questions:
      - {id: law, type: yes_no, label: 家電が含まれますか}
    stop: {if: law, title: 収集できません, text: 店に相談してください}
  - title: 品目
    questions:
      - id: goods
        type: items
        from: items
        label: 品目
        check:
          - {rule: sum(goods.qty) <= 10, message: 1回に申し込めるのは10点までです}
          - {rule: max(goods.qty) <= 5, message: 同じ品目は5点までです}
      - {id: fee, type: calc, label: 手数料, value: sum(goods.fee * goods.qty), unit: 円}
      - {id: points, type: calc, label: 点数, value: sum(goods.points * goods.qty), internal: true}
  - title: 申込者
    questions:
      - {id: phone, type: phone, label: 電話番号}
      - {id: housing, type: choice, from: housing, label: お住まい}
      - {id: spot, type: text, label: 集積場所, show_if: housing == "flat"}
      - {id: memo, type: text, label: メモ, internal: true, required: false}
"#,
    )
}

fn complete() -> Json {
    json!({"law": "no", "goods": [{"code": "sofa2", "qty": "２"}], "phone": "０１６６−２６ー1111", "housing": "house"})
}

#[test]
fn a_complete_form_becomes_canonical_answers_with_totals() {
    let evaluation = bulky().evaluate(complete());
    assert_eq!(errors(&evaluation), Vec::<String>::new());
    assert_eq!(
        answers(&evaluation),
        json!({
            "law": false, "goods": [{"code": "sofa2", "qty": 2}], "fee": 2000, "points": 8,
            "phone": "0166261111", "housing": "house",
        })
    );
    assert_eq!(evaluation.route, [0, 1, 2]);
    assert_eq!(evaluation.shown, ["law", "goods", "fee", "phone", "housing"]);
    assert_eq!(evaluation.required, ["law", "goods", "phone", "housing"]);
}

#[test]
fn nothing_sent_asks_for_everything_that_is_required() {
    let evaluation = bulky().evaluate(json!({}));
    assert_eq!(errors(&evaluation), ["law  required", "goods  required", "phone  required", "housing  required"]);
    let sentences: Vec<String> = evaluation.errors.iter().map(|e| e.sentence(Lang::Ja)).collect();
    assert_eq!(
        sentences,
        [
            "「家電が含まれますか」に答えてください。",
            "品目を1つ以上入力してください。",
            "電話番号を入力してください。",
            "お住まいを選んでください。"
        ]
    );
    assert_eq!(evaluation.answers.get("fee"), Some(&json!(0)));
}

#[test]
fn a_hidden_question_is_absent_and_comes_back_as_it_was_typed() {
    let world = bulky();
    let mut raw = complete();
    raw["housing"] = json!("flat");
    raw["spot"] = json!("東側");
    assert_eq!(world.evaluate(raw.clone()).answers.get("spot"), Some(&json!("東側")));
    raw["housing"] = json!("house");
    let hidden = world.evaluate(raw.clone());
    assert_eq!(hidden.answers.get("spot"), None);
    assert!(!hidden.shown.contains(&"spot".to_owned()));
    assert_eq!(world.unasked(raw.clone()), ["spot  answer.hidden"]);
    raw["housing"] = json!("flat");
    assert_eq!(world.evaluate(raw).answers.get("spot"), Some(&json!("東側")));
}

#[test]
fn a_stop_ends_the_route_and_what_is_later_is_absent() {
    let mut raw = complete();
    raw["law"] = json!("はい");
    let evaluation = bulky().evaluate(raw);
    assert_eq!(evaluation.stop, Some((0, 0)));
    assert_eq!(evaluation.route, [0]);
    assert_eq!(answers(&evaluation), json!({"law": true}));
    assert_eq!(errors(&evaluation), Vec::<String>::new());
}

#[test]
fn a_stop_is_not_judged_before_its_page_is_answered() {
    let world = World::of(
        r#"
pages:
  - title: 一
    questions: [{id: home, type: choice, from: housing, label: 家}]
    stop: {if: 'not (home == "flat")', title: 対象外, text: 対象外です}
  - title: 二
    questions: [{id: x, type: text, label: X}]
"#,
    );
    assert_eq!(world.evaluate(json!({})).stop, None);
    assert_eq!(world.evaluate(json!({})).route, [0, 1]);
    assert_eq!(world.evaluate(json!({"home": "house"})).stop, Some((0, 0)));
    assert_eq!(world.evaluate(json!({"home": "flat"})).stop, None);
}

#[test]
fn broken_rules_are_told_in_the_authors_words_and_totals_still_fit_the_page() {
    let mut raw = complete();
    raw["goods"] = json!([{"code": "sofa2", "qty": 6}, {"code": "bed", "qty": 5}]);
    let evaluation = bulky().evaluate(raw);
    let sentences: Vec<String> = evaluation.errors.iter().map(|e| e.sentence(Lang::Ja)).collect();
    assert_eq!(sentences, ["1回に申し込めるのは10点までです", "同じ品目は5点までです"]);
    assert_eq!(errors(&evaluation), ["goods  check", "goods  check"]);
    assert_eq!(evaluation.answers.get("fee"), Some(&json!(10000)));
}

#[test]
fn a_rule_is_not_judged_over_a_wrong_or_blank_answer() {
    let mut raw = complete();
    raw["goods"] = json!([{"code": "sofa2", "qty": "many"}]);
    let evaluation = bulky().evaluate(raw.clone());
    assert_eq!(errors(&evaluation), ["goods 0.qty items.qty"]);
    assert_eq!(evaluation.answers.get("goods"), None);
    raw["goods"] = json!([]);
    assert_eq!(errors(&bulky().evaluate(raw)), ["goods  required"]);
}

#[test]
fn whatever_is_sent_for_computed_and_clerks_questions_changes_nothing_and_is_refused() {
    let mut raw = complete();
    raw["fee"] = json!(1);
    raw["points"] = json!(0);
    raw["memo"] = json!("x");
    raw["colour"] = json!("red");
    let evaluation = bulky().evaluate(raw.clone());
    assert_eq!(evaluation.answers.get("fee"), Some(&json!(2000)));
    assert_eq!(evaluation.answers.get("memo"), None);
    assert_eq!(
        bulky().unasked(raw.clone()),
        ["fee  answer.not-yours", "points  answer.not-yours", "memo  answer.not-yours", "colour  answer.unknown"]
    );
    let world = bulky();
    let clerk = Setting { clerk: true, ..world.setting() };
    let evaluation = evaluate(&clerk, &raw_of(raw));
    assert_eq!(evaluation.answers.get("memo"), Some(&json!("x")));
    assert!(evaluation.shown.contains(&"points".to_owned()));
}

#[test]
fn blanks_for_questions_that_are_not_asked_are_nothing() {
    let mut raw = complete();
    raw["spot"] = json!("");
    raw["memo"] = json!(null);
    assert_eq!(bulky().unasked(raw), Vec::<String>::new());
}

#[test]
fn ten_thousand_unknown_fields_give_a_bounded_list() {
    let fields = (0..10_000).map(|n| (format!("x{n}"), json!("y"))).collect();
    assert_eq!(bulky().unasked(Json::Object(fields)).len(), 100);
}

#[test]
fn a_question_can_be_required_by_a_condition_and_suggested_by_a_default() {
    let world = World::of(
        r#"
questions:
  - {id: housing, type: choice, from: housing, label: 家, default: '"house"'}
  - {id: room, type: text, label: 部屋, required: false, required_if: housing == "flat"}
  - {id: day, type: date, label: 日, default: "days_after(today(), 1)"}
"#,
    );
    let blank = world.evaluate(json!({}));
    assert_eq!(Json::Object(blank.suggested.0.clone()), json!({"housing": "house", "day": "2026-11-03"}));
    assert_eq!(errors(&blank), ["housing  required", "day  required"], "a suggestion is no answer");
    assert_eq!(answers(&blank), json!({"housing": null, "room": null, "day": null}));
    let flat = world.evaluate(json!({"housing": "flat", "day": ""}));
    assert_eq!(errors(&flat), ["room  required", "day  required"]);
    assert!(flat.suggested.0.is_empty());
    assert_eq!(flat.required, ["housing", "room", "day"]);
}

#[test]
fn half_an_address_is_a_mistake_but_can_be_used_already() {
    let world = World::of(
        r#"
questions:
  - {id: home, type: address, label: 住所}
  - {id: part, type: calc, label: 地区, value: area_of(home)}
"#,
    );
    let half = world.evaluate(json!({"home": {"town": "１条通３丁目"}}));
    assert_eq!(half.answers.get("part"), Some(&json!("a")));
    assert_eq!(half.errors.len(), 4);
    assert_eq!(half.errors[0].sentence(Lang::Ja), "住所の郵便番号を入力してください。例）0700031");
    let wrong = world.evaluate(json!({"home": {"town": "１条通３丁目", "postal_code": "12"}}));
    assert_eq!(errors(&wrong), ["home postal_code postal-code.digits"]);
    assert_eq!(wrong.answers.get("part"), Some(&json!(null)));
}

#[test]
fn a_birthday_is_not_in_the_future() {
    let world = World::of("questions: [{id: birth, type: birthdate, label: 生年月日}]");
    assert_eq!(errors(&world.evaluate(json!({"birth": "令和8年11月3日"}))), ["birth  date.future"]);
    assert_eq!(world.evaluate(json!({"birth": "令和8年11月2日"})).answers.get("birth"), Some(&json!("2026-11-02")));
}

#[test]
fn a_hidden_page_hides_all_its_questions() {
    let world = World::of(
        r#"
pages:
  - {title: 一, questions: [{id: more, type: yes_no, label: まだありますか}]}
  - title: 二
    show_if: more
    questions: [{id: extra, type: money, label: 追加}]
    stop: {if: extra > 100, title: 止, text: 止}
  - {title: 三, questions: [{id: total, type: calc, label: 計, value: "or_else(extra, 0)"}]}
"#,
    );
    let hidden = world.evaluate(json!({"more": "no", "extra": "500"}));
    assert_eq!((hidden.route.as_slice(), hidden.stop), ([0, 2].as_slice(), None));
    assert_eq!(answers(&hidden), json!({"more": false, "total": 0}));
    assert_eq!(world.evaluate(json!({"more": "yes", "extra": "500"})).stop, Some((1, 0)));
}

#[test]
fn a_dated_table_is_read_as_of_today_in_a_draft_and_as_of_the_day_of_receipt_in_a_case() {
    let world = World::of("questions: [{id: rate, type: calc, label: 率, value: lookup(rates).rate}]");
    let draft = evaluate(&world.setting(), &RawAnswers::default());
    assert_eq!(draft.answers.get("rate"), Some(&json!(2)));
    let received = Some("2026-10-31T14:59:59Z".parse().unwrap());
    let case = evaluate(&Setting { received, ..world.setting() }, &RawAnswers::default());
    assert_eq!(case.answers.get("rate"), Some(&json!(1)));
}

#[test]
fn who_applied_in_time_stays_in_time_when_the_case_is_corrected_later() {
    let world = World::of(
        r#"
pages:
  - title: 一
    questions:
      - {id: use, type: date, label: 使う日, min: today()}
      - {id: memo, type: text, label: メモ}
    stop: {if: today() > 2026-10-31, title: 終わりました, text: 受付は終わりました}
"#,
    );
    let sent = || raw_of(json!({"use": "2026-11-01", "memo": "あ"}));
    let draft = evaluate(&world.setting(), &sent());
    assert!(draft.stop.is_some() || !draft.errors.is_empty(), "a new application is too late");
    let received = Some("2026-10-30T01:00:00Z".parse().unwrap());
    let case = evaluate(&Setting { received, ..world.setting() }, &sent());
    assert_eq!((case.stop, errors(&case)), (None, Vec::new()));
}
