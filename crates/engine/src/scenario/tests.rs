//! What a tests file can mean, and what it is told when it means nothing.

use super::*;
use madoguchi_schema::compile::compile;

const OFFICE: &str = "\
schema: 1
city: 旭野市
units:
  cleaning: {label: センター, posts: {chief: 係長}}
calendars:
  centre: {label: センター, weekdays: [mon, tue, wed, thu, fri], holidays: closed}
areas:
  a: {label: A地区, weekdays: [fri], places: [{town: 緑が丘}]}
";

const APP: &str = "\
schema: 1
app: pickup
title: 収集
owner: cleaning
questions:
  - {id: goods, type: integer, label: 数}
  - {id: heavy, type: yes_no, label: 重いもの, required: false}
  - {id: visit, type: slot, book: day, label: 希望日}
booking:
  day:
    calendar: centre
    capacity: {points: 10}
    uses: {points: goods}
    window: {from: 1 business day, until: 30 days}
";

/// The report of a tests file of the small app.
fn report(tests: &str) -> (SourceSet, Report) {
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("collection/app.yaml", APP);
    sources.add("collection/tests.yaml", tests);
    let compilation = compile(&sources);
    assert!(compilation.diagnostics.is_empty(), "{:?}", compilation.diagnostics);
    let report = run_file(&sources, &compilation, &compilation.apps[0]);
    (sources, report)
}

/// Code, line and first suggestion of each mistake.
fn mistakes(tests: &str) -> Vec<(&'static str, usize, String)> {
    let (sources, report) = report(tests);
    assert!(report.outcomes.is_empty(), "a test with a mistake does not run");
    let found = |d: &Diagnostic| {
        let line = sources.position(d.span.file, d.span.start).0;
        (d.code, line, d.suggestions.first().cloned().unwrap_or_default())
    };
    report.diagnostics.iter().map(found).collect()
}

#[test]
fn every_mistake_of_a_tests_file_is_told_with_its_line() {
    let tests = "\
- name: 一
  todey: 2026-11-02
  answers: {good: 1}
  expect: {stat: received}
- name: 二
  now: 2026-11-02
  answers: {$use: three}
  expect: {state: recieved, hidden: [god], slots: {days: {first: 2026-11-04}}}
- name: 三
  given: [{book: day, area: z, date: 2026-13-01, uses: {visits: 1}}]
  do:
    - {action: confrm, as: cleaning/chif}
  expect: {mails: [x]}
- {name: 四}
- 五
";
    let (unknown, wrong) = ("form.unknown-word", "form.wrong-type");
    let expected = [
        ("form.unknown-key", 2, "today"),
        (unknown, 3, "goods"),
        (unknown, 4, "state"),
        (wrong, 6, ""),
        (unknown, 7, ""),
        (unknown, 8, "received"),
        (unknown, 8, "goods"),
        (unknown, 8, "day"),
        (unknown, 10, ""),
        (wrong, 10, ""),
        (unknown, 12, ""),
        (unknown, 12, "cleaning/chief"),
        (unknown, 13, ""),
        ("form.missing-key", 14, ""),
        (wrong, 15, ""),
    ];
    let found = mistakes(tests);
    let found: Vec<(&str, usize, &str)> =
        found.iter().map(|(code, line, word)| (*code, *line, word.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn an_app_without_tests_has_an_empty_report() {
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("pickup.yaml", APP);
    let compilation = compile(&sources);
    assert_eq!(run_file(&sources, &compilation, &compilation.apps[0]), Report::default());
}

#[test]
fn a_file_that_is_no_yaml_does_not_pass() {
    let (_, report) = report("- {name: 一");
    assert!(!report.passed() && report.outcomes.is_empty());
}

#[test]
fn a_difference_says_what_was_expected_and_what_was_found() {
    let difference = Difference { at: "fee".into(), expected: "2000".into(), found: "2800".into() };
    assert_eq!(difference.sentence(Lang::Ja), "fee: 「2000」のはずが「2800」でした");
    assert_eq!(difference.sentence(Lang::En), "fee: expected \"2000\", found \"2800\"");
}

/// What differed in each test, in words.
fn differences(tests: &str) -> Vec<String> {
    let (_, report) = report(tests);
    assert_eq!(report.diagnostics, Vec::new());
    let all = report.outcomes.iter().flat_map(|outcome| &outcome.differences);
    all.map(|difference| difference.sentence(Lang::Ja)).collect()
}

#[test]
fn what_holds_gives_no_difference() {
    let tests = "\
- name: 一
  id: one
  now: 2026-11-02 09:00:00
  given: [{book: day, date: 2026-11-05, uses: {points: 6}}]
  answers: {goods: ４, heavy: no, visit: {date: 2026-11-05}}
  do:
    - {action: change_slot, as: resident, date: 2026-11-06, refused: yes}
  expect:
    values: {goods: 4, heavy: no}
    visit: {date: 2026-11-05}
    errors: none
    receipt: yes
    state: received
    mails: []
    slots: {day: {first: 2026-11-04, without: [2026-11-03, 2026-11-07], includes: [2026-11-05]}}
    taken: {day: {2026-11-05: {points: 10}}}
- name: 二
  given: [{book: day, date: 2026-11-05, uses: {points: 7}}]
  answers: {$use: one}
  expect: {receipt: no, slots: {day: {without: 2026-11-05}}}
- name: 三
  channel: phone
  overbook: 電話で約束した
  given: [{book: day, date: 2026-11-05, uses: {points: 7}}]
  answers: {$use: one}
  expect: {receipt: yes, taken: {day: {2026-11-05: {points: 11}}}}
";
    assert_eq!(differences(tests), Vec::<String>::new());
}

#[test]
fn everything_that_does_not_hold_is_told_in_words() {
    let tests = "\
- name: 一
  now: 2026-11-02 09:00:00
  answers: {goods: 4, heavy: yes, visit: {date: 2026-11-05}}
  do:
    - {action: expire}
  expect:
    goods: 5
    heavy: no
    hidden: [goods]
    errors: {goods: 多すぎます}
    stop: 出口
    receipt: no
    state: done
    slots: {day: {first: 2026-11-05, without: [2026-11-04], includes: [2026-11-07], none: yes}}
    taken: {day: {2026-11-05: {points: 9}}}
- name: 二
  now: 2026-11-02 09:00:00
  answers: {heavy: yes}
  expect: {errors: none, state: received}
";
    let expected = [
        "do[1] expire: 「できる」のはずが「まだ期限ではありません。」でした",
        "goods: 「5」のはずが「4」でした",
        "heavy: 「no」のはずが「yes」でした",
        "hidden goods: 「聞かない」のはずが「聞く」でした",
        "errors.goods: 「多すぎます」のはずが「なし」でした",
        "stop: 「出口」のはずが「なし」でした",
        "receipt: 「受け付けない」のはずが「received」でした",
        "state: 「done」のはずが「received」でした",
        "slots.day.none: 「なし」のはずが「2026-11-04」でした",
        "slots.day.first: 「2026-11-05」のはずが「2026-11-04」でした",
        "slots.day.without 2026-11-04: 「出ない」のはずが「出る」でした",
        "slots.day.includes 2026-11-07: 「出る」のはずが「出ない」でした",
        "taken.day.2026-11-05.points: 「9」のはずが「4」でした",
        "errors: 「なし」のはずが「goods: 数を入力してください。 / visit: 希望日を選んでください。」でした",
        "state: 「received」のはずが「goods: 数を入力してください。 / visit: 希望日を選んでください。」でした",
    ];
    assert_eq!(differences(tests), expected);
}

#[test]
fn given_cases_are_what_rules_are_compared_with() {
    let rules = "\
schema: 1
app: hall
title: 集会室
owner: cleaning
questions:
  - {id: household, type: integer, label: 世帯}
  - {id: begins, type: date, label: 開始日}
  - {id: ends, type: date, label: 終了日}
  - {id: aid, type: money, label: 補助, required: false}
unique: {of: [household, begins], except: [cancelled]}
no_overlap: {of: [begins, ends], except: [cancelled]}
limit:
  - {per: household, count: 2, in: fiscal_year, except: [cancelled]}
  - {sum: aid, at_most: 1000, in: fiscal_year, except: [cancelled]}
workflow:
  start: received
  states:
    received:  {label: 受付}
    cancelled: {label: 取消}
    done:      {label: 完了, end: true}
  actions:
    - {id: cancel, label: 取り消す, from: received, to: cancelled, by: cleaning}
    - {id: again, label: 戻す, from: cancelled, to: received, by: cleaning}
    - {id: finish, label: 完了, from: received, to: done, by: cleaning}
";
    let tests = "\
- name: 同じ世帯の同じ日は断る
  today: 2026-11-02
  given: [{case: {household: 1, begins: 2026-11-10, ends: 2026-11-10}}]
  answers: {household: １, begins: 2026-11-10, ends: 2026-11-11}
  expect: {refused: unique}
- name: 重なる期間は断る
  today: 2026-11-02
  given: [{case: {household: 1, begins: 2026-11-10, ends: 2026-11-12}, state: done}]
  answers: {household: 2, begins: 2026-11-12, ends: 2026-11-13}
  expect: {refused: no_overlap}
- name: 取り消した申込みは数えない
  today: 2026-11-02
  given: [{case: {household: 1, begins: 2026-11-10, ends: 2026-11-12}, state: cancelled}]
  answers: {household: 1, begins: 2026-11-10, ends: 2026-11-13}
  expect: {state: received}
- name: 去年度の申込みは数えない
  today: 2026-04-01
  given:
    - {case: {household: 1, begins: 2026-01-10, ends: 2026-01-10, aid: 900}, today: 2026-03-31}
    - {case: {household: 1, begins: 2026-01-11, ends: 2026-01-11}, today: 2026-03-31}
  answers: {household: 1, begins: 2026-11-10, ends: 2026-11-13, aid: 1000}
  expect: {state: received}
- name: 予算を1円でも超えれば断る
  today: 2026-04-01
  given: [{case: {household: 1, begins: 2026-01-10, ends: 2026-01-10, aid: 900}}]
  answers: {household: 2, begins: 2026-11-10, ends: 2026-11-13, aid: 101}
  expect: {refused: limit}
- name: 戻すときも比べる
  today: 2026-04-01
  given: [{case: {household: 2, begins: 2026-12-10, ends: 2026-12-20}, state: cancelled}]
  answers: {household: 1, begins: 2026-12-10, ends: 2026-12-11}
  do: [{action: cancel, as: cleaning}, {action: again, as: cleaning}]
  expect: {state: received}
- name: 受け付けたのに断ると書けば違いになる
  today: 2026-04-01
  answers: {household: 1, begins: 2026-12-10, ends: 2026-12-11}
  expect: {refused: unique}
";
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("hall/app.yaml", rules);
    sources.add("hall/tests.yaml", tests);
    let compilation = compile(&sources);
    let report = run_file(&sources, &compilation, &compilation.apps[0]);
    assert!(report.diagnostics.is_empty(), "{:?}", report.diagnostics);
    let failed: Vec<_> = report.outcomes.iter().filter(|o| !o.passed()).map(|o| (&o.name, &o.differences)).collect();
    assert_eq!(failed.len(), 1, "{failed:?}");
    assert_eq!(failed[0].1[0].at, "refused");
}

#[test]
fn who_may_press_what_at_the_end_can_be_expected() {
    let (_, report) = report(
        "- name: ボタン
  now: 2026-11-02 10:00
  answers: {goods: 1, visit: {date: 2026-11-06}}
  expect: {state: received, buttons: {cleaning: [finish], resident: []}}
- name: 二人の目
  now: 2026-11-02 10:00
  answers: {goods: 1, visit: {date: 2026-11-06}}
  do: [{action: finish, as: {unit: cleaning, name: 佐藤}}]
  expect: {buttons: [{as: {post: cleaning/chief, name: 伊藤}, are: [finish]}]}
",
    );
    assert!(report.diagnostics.is_empty(), "{:?}", report.diagnostics);
    assert!(report.outcomes[0].passed(), "{:?}", report.outcomes[0]);
    let [difference] = &report.outcomes[1].differences[..] else { panic!("{:?}", report.outcomes[1]) };
    assert_eq!(difference.sentence(Lang::Ja), "buttons 伊藤: 「[finish]」のはずが「[]」でした");
}

#[test]
fn an_answer_that_cannot_be_read_proves_nothing() {
    let tests = "\
- name: 一
  answers: {goods: 十二, visit: {date: 2026-11-05}}
  expect: {hidden: []}
- name: 二
  answers: {goods: 十二}
  expect: {errors: {goods: 「数」は、整数を数字で入力してください。例　12}}
";
    let found = differences(tests);
    assert!(found.iter().any(|line| line.starts_with("answers.goods: 「読める答え」のはずが")), "{found:?}");
    assert!(found.iter().all(|line| !line.contains("answers.visit")), "{found:?}");
}
