//! Routes in examples: the mails of their outcomes, and seats that are asked only when a condition holds.

use super::{Report, day_tests::differences_of};
use madoguchi_schema::source::SourceSet;

const OFFICE: &str = "\
schema: 1
city: 旭野市
units:
  welfare: {label: 福祉課, posts: {chief: 係長, manager: 課長}}
  finance: {label: 財政課, posts: {manager: 課長}}
  general: {label: 総務課, posts: {manager: 課長}}
";

const APP: &str = "\
schema: 1
app: grant
title: 補助金
owner: welfare
questions:
  - {id: mail, type: email}
  - {id: amount, type: money, label: 金額}
  - {id: rule, type: yes_no, label: 規則を変える}
mail:
  granted: {to: mail, subject: 決定, file: letters/a.txt}
  again: {to: mail, subject: 差戻し, file: letters/a.txt}
  denied: {to: mail, subject: 不決定, file: letters/a.txt}
workflow:
  start: received
  states:
    received: {label: 受付}
    deciding:
      label: 決裁中
      route:
        - {step: 係長, by: welfare/chief}
        - step: 合議
          all:
            - {step: 財政課長, by: finance/manager, if: amount > 1000}
            - {step: 総務課長, by: general/manager, if: rule}
        - {step: 課長, by: welfare/manager}
      approved: {to: decided, send: granted}
      returned: {send: again}
      rejected: {to: refused, send: [denied]}
    decided: {label: 決定, end: true}
    refused: {label: 不決定, end: true}
  actions:
    - {id: draft, label: 起案する, from: received, to: deciding, by: welfare}
";

fn differences(tests: &str) -> Vec<String> {
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("grant/app.yaml", APP);
    sources.add("grant/letters/a.txt", "お知らせ");
    sources.add("grant/tests.yaml", tests);
    let report: Report = super::day_tests::report_of(&sources);
    differences_of(&report)
}

#[test]
fn each_outcome_of_a_route_sends_its_mails() {
    let tests = "\
- name: 決裁
  id: small
  answers: {mail: a@example.jp, amount: 1000, rule: no}
  do:
    - {action: draft, as: welfare}
    - {approval: approve, as: welfare/chief}
    - {approval: approve, as: welfare/manager}
  expect: {state: decided, mails: [granted]}
- name: 差戻しは元の状態に戻り、知らせる
  answers: {$use: small}
  do:
    - {action: draft, as: welfare}
    - {approval: return, as: welfare/chief, note: 金額を確かめる}
  expect: {state: received, mails: [again]}
- name: 否認
  answers: {$use: small}
  do:
    - {action: draft, as: welfare}
    - {approval: deny, as: welfare/chief, note: 対象でない}
  expect: {state: refused, mails: [denied]}
- name: 引戻しは知らせない
  answers: {$use: small}
  do:
    - {action: draft, as: welfare}
    - {approval: pull_back, as: welfare}
  expect: {state: received, mails: []}
";
    assert_eq!(differences(tests), Vec::<String>::new());
}

#[test]
fn a_seat_beside_others_is_asked_only_when_its_condition_holds() {
    let tests = "\
- name: 財政課だけ
  answers: {mail: a@example.jp, amount: 1001, rule: no}
  do:
    - {action: draft, as: welfare}
    - {approval: approve, as: welfare/chief}
    - {approval: approve, as: general/manager, refused: yes}
  expect: {waiting: [財政課長]}
- name: 一人でも済めば次へ進む
  answers: {mail: a@example.jp, amount: 1001, rule: no}
  do:
    - {action: draft, as: welfare}
    - {approval: approve, as: welfare/chief}
    - {approval: approve, as: finance/manager}
  expect: {waiting: [課長]}
- name: 両方
  answers: {mail: a@example.jp, amount: 1001, rule: yes}
  do:
    - {action: draft, as: welfare}
    - {approval: approve, as: welfare/chief}
    - {approval: approve, as: finance/manager}
  expect: {waiting: [総務課長]}
- name: どちらも要らなければ合議を飛ばす
  answers: {mail: a@example.jp, amount: 1, rule: no}
  do:
    - {action: draft, as: welfare}
    - {approval: approve, as: welfare/chief}
  expect: {waiting: [課長]}
";
    assert_eq!(differences(tests), Vec::<String>::new());
}
