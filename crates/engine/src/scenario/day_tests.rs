//! Days in examples: what a moved date changes, and on which day the rules of a form are judged.

use super::*;
use madoguchi_schema::compile::compile;

const OFFICE: &str = "\
schema: 1
city: 旭野市
units:
  cleaning: {label: センター, posts: {chief: 係長}}
calendars:
  centre: {label: センター, weekdays: [mon, tue, wed, thu, fri], holidays: closed}
";

const BOOKING: &str = "\
booking:
  morning: {calendar: centre, capacity: {count: 10}, uses: {count: 1}, window: {from: 1 business day, until: 30 days}}
  evening: {calendar: centre, capacity: {count: 10}, uses: {count: 1}, window: {from: 1 business day, until: 30 days}}
";

/// The differences of all tests of an app.
fn differences(app: &str, tests: &str) -> Vec<String> {
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("visit/app.yaml", format!("schema: 1\napp: visit\ntitle: 予約\nowner: cleaning\n{app}"));
    sources.add("visit/tests.yaml", tests);
    differences_of(&report_of(&sources))
}

/// The report of the only app, in which nothing is wrong.
pub(super) fn report_of(sources: &SourceSet) -> Report {
    let compilation = compile(sources);
    assert!(compilation.diagnostics.is_empty(), "{:?}", compilation.diagnostics);
    let report = run_file(sources, &compilation, &compilation.apps[0]);
    assert!(report.diagnostics.is_empty(), "{:?}", report.diagnostics);
    assert!(!report.outcomes.is_empty(), "there are tests");
    report
}

/// The differences of a report, with the name of their test.
pub(super) fn differences_of(report: &Report) -> Vec<String> {
    let told = |o: &Outcome| {
        let told = |d: &Difference| format!("{} {}: {} / {}", o.name, d.at, d.expected, d.found);
        o.differences.iter().map(told).collect::<Vec<_>>()
    };
    report.outcomes.iter().flat_map(told).collect()
}

/// Two bookings, of which one is asked; what is computed from the day.
fn visit() -> String {
    let questions = "\
questions:
  - {id: late, type: yes_no, label: 夕方}
  - {id: visit, type: slot, book: morning, label: 昼の日, show_if: not late, check: {rule: weekday(visit.date) != \"wed\", message: 水曜は選べません}}
  - {id: night, type: slot, book: evening, label: 夕方の日, show_if: late}
  - {id: due, type: calc, label: 持ち物の締切, value: 'days_after(or_else(visit.date, night.date), -1)'}
  - {id: paper, type: text, label: 月曜の持ち物, show_if: weekday(visit.date) == \"mon\"}
workflow:
  start: booked
  states:
    booked: {label: 予約, resident: [change_slot]}
    done: {label: 済, end: true}
  actions:
    - {id: finish, label: 済にする, from: booked, to: done, by: cleaning}
";
    questions.to_owned() + BOOKING
}

#[test]
fn a_moved_day_is_computed_with_again_in_the_same_change() {
    let tests = "\
- name: 動かすと締切も動く
  today: 2026-11-02
  answers: {late: no, visit: {date: 2026-11-05}}
  do: [{action: change_slot, as: resident, date: 2026-11-10}]
  expect: {visit: {date: 2026-11-10}, due: 2026-11-09, errors: none}
- name: 規則に合わない日には動かせない
  today: 2026-11-02
  answers: {late: no, visit: {date: 2026-11-05}}
  do: [{action: change_slot, as: resident, date: 2026-11-11, refused: yes}]
  expect: {visit: {date: 2026-11-05}, due: 2026-11-04}
- name: 新しく要る答えがある日には動かせない
  today: 2026-11-02
  answers: {late: no, visit: {date: 2026-11-05}}
  do: [{action: change_slot, as: resident, date: 2026-11-09, refused: yes}]
  expect: {visit: {date: 2026-11-05}}
- name: 聞かなくなった答えは残らない
  today: 2026-11-02
  answers: {late: no, visit: {date: 2026-11-09}, paper: 通帳}
  do: [{action: change_slot, as: resident, date: 2026-11-10}]
  expect: {visit: {date: 2026-11-10}, paper: ''}
";
    let found = differences(&visit(), tests);
    assert_eq!(found, ["聞かなくなった答えは残らない paper:  / なし"]);
}

#[test]
fn the_slot_that_the_case_holds_is_moved_not_the_first_of_the_form() {
    let tests = "\
- name: 夕方の予約を動かす
  today: 2026-11-02
  answers: {late: yes, night: {date: 2026-11-05}}
  do: [{action: change_slot, as: resident, date: 2026-11-06}]
  expect: {night: {date: 2026-11-06}, due: 2026-11-05, shown: [night, due], hidden: [visit], taken: {evening: {2026-11-06: {count: 1}}}}
- name: 出す質問は shown に書ける
  today: 2026-11-02
  answers: {late: no, visit: {date: 2026-11-05}}
  expect: {shown: [visit, night]}
";
    let found = differences(&visit(), tests);
    assert_eq!(found, ["出す質問は shown に書ける shown night: 聞く / 聞かない"]);
}

const RULES: &str = "\
questions:
  - {id: wanted, type: date, label: 始める日, min: today(), max: 'days_after(today(), 30)'}
  - {id: until, type: date, label: 終わる日, check: {rule: 'until <= days_after(today(), 60)', message: 60日以内にしてください}}
  - {id: memo, type: text, label: 用件}
  - {id: ended_on, type: date, label: 終わった日, show_if: today() >= wanted, required: false, max: today(), check: {rule: ended_on <= today(), message: まだ来ていない日です}}
  - {id: seen_on, type: date, label: 見た日, internal: true, max: today()}
workflow:
  start: received
  states:
    received: {label: 受付}
    fixing: {label: 補正中, resident: [resubmit]}
    done: {label: 済, end: true}
  actions:
    - {id: ask_fix, label: 補正を求める, from: received, to: fixing, by: cleaning, ask: [wanted, until, memo, ended_on]}
    - {id: resubmit, label: 出し直す, from: fixing, to: back, by: resident}
    - {id: finish, label: 済にする, from: received, to: done, by: cleaning, give: [seen_on]}
";

#[test]
fn rules_of_a_correction_are_judged_as_of_arrival_and_what_comes_later_as_of_today() {
    let tests = "\
- name: 届いた日に間に合っていれば、直しても間に合う
  id: fix
  today: 2026-11-02
  answers: {wanted: 2026-11-03, until: 2026-12-20, memo: 用件}
  do:
    - {action: ask_fix, as: cleaning, now: 2026-11-10 09:00:00}
    - {action: resubmit, as: resident, answers: {wanted: 2026-11-02, memo: 直した用件}}
  expect: {wanted: 2026-11-02, state: received}
- name: 届いた日から30日を過ぎる日には直せない
  today: 2026-11-02
  answers: {$use: fix}
  do:
    - {action: ask_fix, as: cleaning, now: 2026-11-10 09:00:00}
    - {action: resubmit, as: resident, answers: {wanted: 2026-12-05}, refused: yes}
  expect: {wanted: 2026-11-03}
- name: 届いた日から60日を過ぎる日には直せない
  today: 2026-11-02
  answers: {$use: fix}
  do:
    - {action: ask_fix, as: cleaning, now: 2026-11-10 09:00:00}
    - {action: resubmit, as: resident, answers: {until: 2027-01-05}, refused: yes}
  expect: {until: 2026-12-20}
- name: あとから聞くことは、答える日で確かめる
  today: 2026-11-02
  answers: {$use: fix}
  do:
    - {action: ask_fix, as: cleaning, now: 2026-11-10 09:00:00}
    - {action: resubmit, as: resident, answers: {ended_on: 2026-11-11}, refused: yes}
    - {action: resubmit, as: resident, answers: {ended_on: 2026-11-09}}
    - {action: finish, as: cleaning, answers: {seen_on: 2026-11-11}, refused: yes}
    - {action: finish, as: cleaning, answers: {seen_on: 2026-11-10}}
  expect: {ended_on: 2026-11-09, seen_on: 2026-11-10, state: done}
";
    assert_eq!(differences(RULES, tests), Vec::<String>::new());
}

#[test]
fn a_given_case_may_use_the_answers_of_a_test_before_it() {
    let app = "\
questions:
  - {id: household, type: phone, label: 世帯の電話}
  - {id: member, type: text, label: 人}
unique: {of: household, message: もう受け付けています}
";
    let tests = "\
- name: 一つめ
  id: first
  answers: {household: 0166-00-0001, member: 花子}
  expect: {receipt: yes}
- name: 同じ世帯
  given: [{case: {$use: first, member: 太郎}}]
  answers: {$use: first}
  expect: {refused: unique}
";
    assert_eq!(differences(app, tests), Vec::<String>::new());
}

#[test]
fn blanks_are_compared_where_the_rule_says_so() {
    let app = |blank: &str| {
        format!(
            "questions:\n  - {{id: phone, type: phone, label: 電話}}\n  - {{id: mail, type: email, label: メール, required: false}}\n\
             unique: {{of: [phone, mail], blank: {blank}, message: もう受け付けています}}\n"
        )
    };
    let tests = "\
- name: 空どうし
  given: [{case: {phone: 0166-00-0001}}]
  answers: {phone: 0166-00-0001}
  expect: {refused: unique}
- name: 片方だけ空
  given: [{case: {phone: 0166-00-0001, mail: a@example.jp}}]
  answers: {phone: 0166-00-0001}
  expect: {receipt: yes}
";
    assert_eq!(differences(&app("same"), tests), Vec::<String>::new());
    assert_eq!(differences(&app("skip"), tests).len(), 1, "a blank switches the rule off");
}
