//! The tools for authors from outside: `fmt`, `schema`, `new --from`.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

const OFFICE: &str = "schema: 1\ncity: 旭野市\nunits:\n  library: {label: 図書館}\n";
const CARD: &str = "schema: 1\napp: card\ntitle: カード\nowner: library\nquestions:\n  - {id: applicant, type: name}\n";

fn madoguchi(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_madoguchi"));
    command.current_dir(folder).args(arguments).env_clear().output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A folder with a city in `app-definitions`.
fn city(card: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let definitions = dir.path().join("app-definitions");
    fs::create_dir(&definitions).unwrap();
    fs::write(definitions.join("office.yaml"), OFFICE).unwrap();
    fs::write(definitions.join("card.yaml"), card).unwrap();
    dir
}

#[test]
fn fmt_writes_the_canonical_form_once_and_check_only_tells() {
    let dir = city(&CARD.replace("title: カード", "title:   \"カード\"  # 題"));
    let card = dir.path().join("app-definitions/card.yaml");
    let check = madoguchi(dir.path(), &["fmt", "--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(stdout(&check).starts_with("app-definitions/card.yaml\n1件が整っていません"), "{}", stdout(&check));
    assert!(fs::read_to_string(&card).unwrap().contains("\"カード\""));
    let output = madoguchi(dir.path(), &["fmt", "app-definitions/card.yaml"]);
    assert_eq!((output.status.code(), stdout(&output).contains("1件を整えました")), (Some(0), true));
    assert_eq!(fs::read_to_string(&card).unwrap(), CARD.replace("title: カード", "title: カード  # 題"));
    let check = madoguchi(dir.path(), &["fmt", "--check"]);
    assert_eq!((check.status.code(), stdout(&check).as_str()), (Some(0), "2件とも整っています\n"));
}

#[test]
fn fmt_leaves_a_file_with_mistakes_alone_and_puts_signs_of_expressions_right() {
    let wrong = CARD.replace("title", "titel") + "  - {id:  x, type: text, label: x}\n";
    let dir = city(&wrong);
    let output = madoguchi(dir.path(), &["fmt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("app-definitions/card.yaml: 誤りがある"));
    let card = dir.path().join("app-definitions/card.yaml");
    assert_eq!(fs::read_to_string(&card).unwrap(), wrong);
    let question = "  - {id: n, type: integer, label: 数, check: {rule: n ≧ 1 and n <> 3, message: 1から}}\n";
    fs::write(&card, CARD.to_owned() + question).unwrap();
    assert_eq!(madoguchi(dir.path(), &["check"]).status.code(), Some(1));
    assert_eq!(madoguchi(dir.path(), &["fmt"]).status.code(), Some(0));
    assert!(fs::read_to_string(&card).unwrap().contains("rule: n >= 1 and n != 3,"));
    assert_eq!(madoguchi(dir.path(), &["check"]).status.code(), Some(0));
}

#[test]
fn the_schema_is_written_and_new_apps_name_it() {
    let dir = city(CARD);
    let output = madoguchi(dir.path(), &["schema", "--out", "app-definitions/app.schema.json"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(madoguchi(dir.path(), &["new", "hall-booking"]).status.code(), Some(0));
    let app = fs::read_to_string(dir.path().join("app-definitions/hall-booking/app.yaml")).unwrap();
    assert!(app.starts_with("# yaml-language-server: $schema=../app.schema.json\n"), "{app}");
    assert_eq!(madoguchi(dir.path(), &["check", "--deny-warnings"]).status.code(), Some(0));
    assert_eq!(madoguchi(dir.path(), &["fmt", "--check"]).status.code(), Some(0));
    let office = madoguchi(dir.path(), &["schema", "--of", "office"]);
    let office: serde_json::Value = serde_json::from_slice(&office.stdout).unwrap();
    assert!(office["properties"]["units"].is_object());
}

#[test]
fn an_app_is_copied_with_its_files_under_a_new_id() {
    let dir = city(CARD);
    assert!(madoguchi(dir.path(), &["new", "hall-booking", "--title", "集会室"]).status.success());
    let definitions = dir.path().join("app-definitions");
    fs::create_dir(definitions.join("hall-booking/lists")).unwrap();
    fs::write(definitions.join("hall-booking/lists/rooms.csv"), "code,label\na,大集会室\n").unwrap();
    let output = madoguchi(dir.path(), &["new", "gym-booking", "--from", "hall-booking", "--title", "体育館"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let app = fs::read_to_string(definitions.join("gym-booking/app.yaml")).unwrap();
    assert!(app.contains("\napp: gym-booking\ntitle: 体育館\nowner: library\n"), "{app}");
    assert!(definitions.join("gym-booking/lists/rooms.csv").is_file());
    assert_eq!(madoguchi(dir.path(), &["check", "--deny-warnings"]).status.code(), Some(0));
    assert!(madoguchi(dir.path(), &["test"]).status.success());
    assert!(madoguchi(dir.path(), &["new", "card-2", "--from", "card"]).status.success());
    assert_eq!(madoguchi(dir.path(), &["new", "x", "--from", "nothing"]).status.code(), Some(1));
}

#[test]
fn an_app_is_drawn_and_a_mistaken_one_told() {
    let dir = city(CARD);
    let output = madoguchi(dir.path(), &["diagram", "app-definitions/card.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(stdout(&output).starts_with("<svg ") && stdout(&output).contains("受付"), "{}", stdout(&output));
    let output = madoguchi(dir.path(), &["diagram", "app-definitions/card.yaml", "--format", "mermaid"]);
    assert!(stdout(&output).starts_with("flowchart LR\n"), "{}", stdout(&output));
    fs::write(dir.path().join("app-definitions/card.yaml"), CARD.replace("title", "titel")).unwrap();
    assert_eq!(madoguchi(dir.path(), &["diagram", "app-definitions/card.yaml"]).status.code(), Some(1));
}

#[test]
fn the_tests_of_an_app_tell_what_they_touch_and_what_not() {
    let dir = city(CARD);
    let folder = dir.path().join("app-definitions/stay");
    fs::create_dir(&folder).unwrap();
    let app = "schema: 1\napp: stay\ntitle: 宿泊\nowner: library\nquestions:\n  - {id: who, type: name}\n  - {id: food, type: yes_no, label: 食事}\n  - {id: shop, type: text, label: 店, show_if: food}\n";
    fs::write(folder.join("app.yaml"), app).unwrap();
    let tests = "- name: 食事なし\n  answers: {food: no}\n  expect: {hidden: [shop]}\n";
    fs::write(folder.join("tests.yaml"), tests).unwrap();
    let output = madoguchi(dir.path(), &["test"]);
    let printed = stdout(&output);
    assert!(printed.contains("網羅   stay: 質問 1/3、規則 0/1、状態 0/2、操作 0/1\n"), "{printed}");
    assert!(printed.contains("       試していない質問: who、shop\n"), "{printed}");
    assert!(printed.contains("       試していない規則: shop.show_if\n"), "{printed}");
    let both = "- name: 食事あり\n  answers: {food: yes, shop: 山の店}\n  expect: {shop: 山の店}\n";
    fs::write(folder.join("tests.yaml"), tests.to_owned() + both).unwrap();
    assert!(stdout(&madoguchi(dir.path(), &["test"])).contains("質問 2/3、規則 1/1、"));
}
