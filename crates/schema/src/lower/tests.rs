//! What definitions come to.

use crate::{
    app::{App, By, DayUnit, Days, NoteRule, Target},
    compile::compile,
    field::Kind,
    source::SourceSet,
    text::Lang,
    value::Type,
};
use std::sync::Arc;

const OFFICE: &str = "schema: 1
city: 旭野市
contact: {name: 代表, phone: 0166-00-0000, hours: 平日}
units:
  cleaning: {label: クリーンセンター, posts: {chief: 係長}}
  crew: {label: 収集班}
calendars:
  centre: {label: クリーンセンター}
areas:
  a: {label: A地区, weekdays: [fri], places: [{town: 緑が丘}]}
";
const HEAD: &str = "schema: 1\napp: sample\ntitle: 例\nowner: cleaning\n";
const NAME: &str = "questions:\n  - {id: applicant, type: name}\n";

fn sources(body: &str) -> SourceSet {
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("sample.yaml", format!("{HEAD}{body}"));
    sources
}

/// The app of a definition without mistakes.
fn app(body: &str) -> Arc<App> {
    let sources = sources(body);
    let compilation = compile(&sources);
    let found: Vec<&str> = compilation.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(found, Vec::<&str>::new(), "{body}");
    compilation.apps.into_iter().next().unwrap()
}

/// Code and first argument of each mistake.
fn mistakes(body: &str) -> Vec<(&'static str, String)> {
    let compilation = compile(&sources(body));
    let first = |args: &[(&str, String)]| args.first().map(|(_, value)| value.clone()).unwrap_or_default();
    compilation.diagnostics.into_iter().map(|d| (d.code, first(&d.args))).collect()
}

fn reads(app: &App, column: &str) -> Vec<String> {
    app.queue.columns.iter().find(|c| c.name == column).unwrap().reads.clone()
}

#[test]
fn the_smallest_app_gets_every_default() {
    let app = app(NAME);
    assert_eq!((app.pages.len(), app.pages[0].id.as_str()), (1, "p1"));
    assert_eq!(app.question("applicant").unwrap().label.get(Lang::Ja), "氏名");
    assert!(app.question("applicant").unwrap().required);
    assert_eq!(app.contact.phone, "0166-00-0000");
    assert_eq!(app.languages, [Lang::Ja]);
    assert_eq!((app.records.keep_years, app.records.draft_days), (1, 7));
    let owner = vec![By::Unit("cleaning".to_owned())];
    assert_eq!((&app.access.read, &app.access.sensitive, &app.access.export), (&owner, &owner, &owner));
}

#[test]
fn the_standard_workflow_goes_from_received_to_done() {
    let workflow = app(NAME).workflow.clone();
    assert_eq!(workflow.start, "received");
    assert!(workflow.states["done"].end);
    let finish = &workflow.actions["finish"];
    assert_eq!(finish.label.get(Lang::Ja), "完了にする");
    assert_eq!((&finish.to, &finish.by), (&Target::State("done".to_owned()), &vec![By::Unit("cleaning".to_owned())]));
}

#[test]
fn the_standard_columns_begin_with_the_receipt_and_show_three_answers() {
    let app = app("questions:
  - {id: guide, type: note, label: 案内}
  - {id: secret, type: text, label: 秘密, sensitive: true}
  - {id: applicant, type: name}
  - {id: children, type: repeat, label: お子さん, questions: [{id: child, type: name}]}
  - {id: address, type: address}
  - {id: phone, type: phone}
  - {id: mail, type: email}
");
    let names: Vec<&str> = app.queue.columns.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["_receipt", "applicant", "address", "phone", "_state", "_created_on"]);
    assert_eq!(reads(&app, "applicant"), ["applicant.family", "applicant.given"]);
    assert_eq!(reads(&app, "address"), ["address.town", "address.street", "address.building"]);
}

const BOOKING: &str = "questions:
  - {id: address, type: address}
  - {id: points, type: integer, label: 点数}
  - {id: visit, type: slot, book: pickup}
booking:
  pickup:
    area: area_of(address)
    calendar: centre
    open: weekdays_of(area)
    capacity: {points: 120, visits: 40}
    uses: {points: points * 2}
    window: {from: 2 business days, until: 60 days}
    cutoff: 16:00, 2 business days before
    change_until: 16:00, 1 business day before
    limit: {per: points, open: 3}
    release_when: [received]
queue: {columns: [visit, area, visit.area]}
";

#[test]
fn a_booking_is_read_with_its_rules() {
    let app = app(BOOKING);
    let booking = &app.bookings["pickup"];
    assert_eq!(booking.capacity.get("visits"), Some(&40));
    assert_eq!(booking.uses["points"].source, "points * 2");
    assert_eq!(booking.window.from, Days { count: 2, unit: DayUnit::Business });
    assert_eq!(booking.cutoff.unwrap().before.count, 2);
    assert_eq!((booking.hold_minutes, booking.limit.as_ref().unwrap().open), (15, 3));
    assert_eq!(app.slot_question("pickup").unwrap().id, "visit");
}

#[test]
fn the_area_column_reads_the_area_of_the_slot() {
    let app = app(BOOKING);
    assert_eq!(reads(&app, "visit"), ["visit.date"]);
    assert_eq!(reads(&app, "area"), ["visit.area"]);
    assert_eq!(reads(&app, "visit.area"), ["visit.area"]);
}

const STATES: &str = "workflow:
  states:
    received: {label: 受付}
    asked: {label: 補正中}
    done: {label: 完了, end: true}
  actions:
    - {id: ask, label: 補正, from: received, to: asked, by: [cleaning, cleaning/chief], ask: applicant, note: required}
    - {id: answer, label: 出し直す, from: asked, to: back, by: resident}
    - {id: remark, label: メモ, from: any except asked, stay: true, by: crew}
    - {id: finish, label: 完了, from: any, to: done, by: cleaning, if: _channel == \"phone\"}
";
const READ: &str = "access: {read: [cleaning, crew]}\n";

#[test]
fn actions_are_resolved() {
    let workflow = app(&format!("{NAME}{STATES}{READ}")).workflow.clone();
    assert_eq!(workflow.start, "received");
    let ask = &workflow.actions["ask"];
    let chief = By::Post("cleaning".to_owned(), "chief".to_owned());
    assert_eq!(ask.by, [By::Unit("cleaning".to_owned()), chief]);
    assert_eq!((ask.note, ask.ask.as_slice()), (NoteRule::Required, ["applicant".to_owned()].as_slice()));
    assert_eq!(workflow.actions["answer"].to, Target::Back);
    assert_eq!((workflow.actions["remark"].to.clone(), workflow.actions["remark"].from.len()), (Target::Stay, 1));
    assert_eq!(workflow.actions["finish"].from, ["received", "asked"]);
}

#[test]
fn a_resident_may_press_what_is_by_resident_unless_the_state_says_less() {
    let body = format!("{NAME}{STATES}{READ}");
    assert_eq!(app(&body).workflow.states["asked"].resident, ["answer"]);
    let less = body.replace("label: 補正中", "label: 補正中, resident: []").replace("ask: applicant, ", "");
    assert_eq!(app(&less).workflow.states["asked"].resident, [""; 0]);
}

#[test]
fn a_question_sees_those_before_it_and_a_rule_itself_too() {
    let app = app("questions:
  - {id: people, type: integer, label: 人数, check: {rule: people < 10, message: 9人までです}}
  - {id: reason, type: text, label: 理由, show_if: people > 3, required_if: people > 5}
  - {id: fee, type: calc, value: people * 100, internal: true}
  - {id: half, type: calc, value: fee / 2, internal: true}
");
    assert_eq!(app.question("people").unwrap().checks.len(), 1);
    assert!(!app.question("reason").unwrap().required);
    assert!(matches!(&app.question("half").unwrap().kind, Kind::Calc(calc) if calc.ty == Type::Number));
}

#[test]
fn a_row_sees_its_own_earlier_questions_and_those_before_the_rows() {
    let body = "questions:
  - {id: year, type: integer, label: 年}
  - id: children
    type: repeat
    label: お子さん
    questions:
      - {id: age, type: integer, label: 歳, check: {rule: age < year, message: 年を確かめてください}}
      - {id: school, type: text, label: 学校, show_if: age >= 6 and year > 2000}
  - {id: oldest, type: calc, label: 一番上, value: max(children.age)}
";
    let app = app(body);
    assert!(matches!(&app.question("children").unwrap().kind, Kind::Repeat(repeat) if repeat.questions.len() == 2));
    let circle = body.replace("age >= 6", "oldest >= 6");
    assert_eq!(mistakes(&circle), [("expr.cycle", "oldest".to_owned())]);
    let outside = body.replace("max(children.age)", "age + 1");
    assert_eq!(mistakes(&outside), [("expr.in-rows", "age".to_owned())]);
}

#[test]
fn system_names_are_known_to_actions_and_the_queue_only() {
    assert_eq!(
        mistakes("questions:\n  - {id: a, type: text, label: 甲, show_if: _state == \"received\"}\n"),
        [("expr.system-name", "_state".to_owned())]
    );
    let view = |text: &str| format!("{NAME}queue:\n  views:\n    - {{id: v, label: 見る, where: {text}}}\n");
    app(&view("_state == \"received\" and _created_on == today()"));
    assert_eq!(mistakes(&view("_state == \"recieved\""))[0].0, "expr.unknown-code");
    assert_eq!(mistakes(&view("area == \"a\""))[0], ("expr.unknown-name", "area".to_owned()));
}

#[test]
fn one_mistake_in_a_question_is_told_once() {
    let body = "questions:
  - {id: home, type: choise, label: お住まい}
  - {id: spot, type: text, label: 場所, show_if: home == \"flat\"}
queue: {columns: [home, spot]}
";
    assert_eq!(mistakes(body), [("form.unknown-type", "choise".to_owned())]);
}

#[test]
fn options_can_stand_at_the_question_and_a_default_can_be_a_bare_code() {
    let app = app("questions:
  - {id: size, type: choice, label: 大きさ, from: {s: 小, m: 中}, default: m}
");
    assert_eq!(app.lists["size"].label("m", Lang::Ja), "中");
    assert_eq!(app.question("size").unwrap().default.as_ref().unwrap().source, "\"m\"");
}

#[test]
fn a_mail_is_read_from_its_file() {
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("sample/letters/thanks.txt", "{{ _receipt }} を受け付けました\n");
    let mail = "mail:\n  thanks: {to: mail, subject: お礼, file: letters/thanks.txt}\n";
    sources.add("sample/app.yaml", format!("{HEAD}questions:\n  - {{id: mail, type: email}}\n{mail}"));
    let compilation = compile(&sources);
    assert_eq!(compilation.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["app.unused-mail"]);
    assert_eq!(compilation.apps[0].mail["thanks"].body, "{{ _receipt }} を受け付けました\n");
}

#[test]
fn the_hash_changes_with_the_apps_files_and_the_office_only() {
    let hash = |extra: &[(&str, &str)], office: &str| {
        let mut sources = SourceSet::default();
        sources.add("office.yaml", office);
        sources.add("sample/app.yaml", format!("{HEAD}{NAME}"));
        for (path, text) in extra {
            sources.add(*path, *text);
        }
        compile(&sources).apps[0].hash.clone()
    };
    let plain = hash(&[], OFFICE);
    assert_eq!(plain.len(), 64);
    assert_eq!(plain, hash(&[("other.txt", "x")], OFFICE));
    assert_ne!(plain, hash(&[("sample/letters/a.txt", "x")], OFFICE));
    assert_ne!(hash(&[("sample/a", "xy")], OFFICE), hash(&[("sample/a", "x"), ("sample/b", "y")], OFFICE));
    assert_ne!(plain, hash(&[], &OFFICE.replace("収集班", "収集係")));
}

#[test]
fn an_app_with_an_error_is_no_app_and_one_with_a_warning_is() {
    let compilation = compile(&sources(&format!("{NAME}records: {{class: 図書}}\n")));
    assert_eq!((compilation.diagnostics.len(), compilation.apps.len()), (1, 1));
    let compilation = compile(&sources(&format!("{NAME}efect: {{before: 12 minutes}}\n")));
    assert_eq!((compilation.diagnostics.len(), compilation.apps.len()), (1, 0));
}

#[test]
fn a_label_written_for_an_identity_is_understood_in_the_suggestion() {
    let body = format!("{NAME}{STATES}queue: {{columns: [受付番号]}}\naccess: {{read: 収集班}}\n");
    let compilation = compile(&sources(&body.replace("from: received, to: asked", "from: 受付, to: asked")));
    let first = |code: &str| compilation.diagnostics.iter().find(|d| d.code == code).unwrap().suggestions[0].clone();
    assert_eq!(first("workflow.unknown-state"), "received");
    assert_eq!(first("queue.unknown-column"), "_receipt");
    assert_eq!(first("app.unknown-unit"), "crew");
}

#[test]
fn a_default_that_is_no_code_of_the_list_is_told_with_the_codes() {
    let body = "questions:\n  - {id: size, type: choice, label: 大きさ, from: {small: 小, large: 大}, default: smal}\n";
    let compilation = compile(&sources(body));
    assert_eq!(compilation.diagnostics[0].code, "expr.unknown-code");
    assert_eq!(compilation.diagnostics[0].suggestions, ["\"small\""]);
}

#[test]
fn rows_with_a_sensitive_answer_are_sensitive_as_a_whole() {
    let rows = |flag: &str| {
        format!(
            "questions:\n  - id: people\n    type: repeat\n    label: 家族\n    questions:\n      - {{id: who, type: text, label: 続柄}}\n      - {{id: illness, type: text, label: 病名{flag}}}\n"
        )
    };
    assert!(app(&rows(", sensitive: true")).question("people").unwrap().sensitive);
    assert!(!app(&rows("")).question("people").unwrap().sensitive);
}
