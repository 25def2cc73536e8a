//! `madoguchi check` from outside: what it prints and how it ends.

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
fn a_clean_city_ends_with_0() {
    let dir = city(CARD);
    let output = madoguchi(dir.path(), &["check"]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), "アプリ 1件に誤りはありません\n"));
    let output = madoguchi(dir.path(), &["check", "--quiet"]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), ""));
}

#[test]
fn a_mistake_is_shown_with_its_path_from_here_and_ends_with_1() {
    let dir = city(&CARD.replace("title", "titel"));
    let output = madoguchi(dir.path(), &["check", "app-definitions/card.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains(" --> app-definitions/card.yaml:3:1\n"), "{}", stdout(&output));
    assert!(stdout(&output).contains("もしかして: `title`"), "{}", stdout(&output));
    let english = madoguchi(dir.path(), &["check", "--lang", "en"]);
    assert!(stdout(&english).contains("did you mean `title`?"), "{}", stdout(&english));
}

#[test]
fn machines_get_one_document_for_all_paths() {
    let dir = city(&CARD.replace("title", "titel"));
    let paths = ["app-definitions", "app-definitions/card.yaml"];
    let json = madoguchi(dir.path(), &["check", paths[0], paths[1], "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["diagnostics"].as_array().unwrap().len() as u64, json["errors"].as_u64().unwrap());
    assert_eq!(json["diagnostics"][0]["path"], "app-definitions/card.yaml");
    let sarif = madoguchi(dir.path(), &["check", paths[0], paths[1], "--format", "sarif"]);
    let sarif: serde_json::Value = serde_json::from_slice(&sarif.stdout).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    assert_eq!(sarif["runs"].as_array().unwrap().len(), 2);
}

#[test]
fn texts_without_translation_are_listed_with_their_places() {
    let dir = city(&CARD.replace("owner:", "languages: [ja, en]\nowner:"));
    let output = madoguchi(dir.path(), &["check", "--translations"]);
    let listed = "app-definitions/card.yaml:3:8: en: カード\n訳のない文 1件\n";
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), listed));
}

#[test]
fn warnings_end_with_1_only_when_denied() {
    let dir = city(CARD);
    let areas = "areas:\n  a: {label: A地区, places: [東雲]}\n  b: {label: B地区, places: [東雲]}\n";
    fs::write(dir.path().join("app-definitions/office.yaml"), format!("{OFFICE}{areas}")).unwrap();
    assert_eq!(madoguchi(dir.path(), &["check"]).status.code(), Some(0));
    assert_eq!(madoguchi(dir.path(), &["check", "--deny-warnings"]).status.code(), Some(1));
}

#[test]
fn a_path_that_is_not_there_is_a_failure_and_a_wrong_option_a_misuse() {
    let dir = city(CARD);
    let output = madoguchi(dir.path(), &["check", "nowhere"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nowhere: no such file or folder"));
    assert_eq!(madoguchi(dir.path(), &["check", "--format", "xml"]).status.code(), Some(2));
}

#[test]
fn a_new_app_checks_clean_and_is_never_written_over_another() {
    let dir = city(CARD);
    let output = madoguchi(dir.path(), &["new", "hall-booking", "--title", "集会室: \"予約\""]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(madoguchi(dir.path(), &["check", "--deny-warnings"]).status.code(), Some(0));
    assert_eq!(madoguchi(dir.path(), &["new", "hall-booking"]).status.code(), Some(1));
    let output = madoguchi(dir.path(), &["new", "Hall"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!dir.path().join("app-definitions/Hall").exists());
}

#[test]
fn every_command_has_help_with_an_example() {
    let dir = city(CARD);
    for command in ["serve", "check", "explain", "diagram", "fmt", "test", "new", "schema", "staff", "backup", "verify"]
    {
        let help = madoguchi(dir.path(), &[command, "--help"]);
        assert!(stdout(&help).contains("Example:\n  madoguchi "), "{command} has no example");
    }
}

#[test]
fn an_app_is_explained_in_words_as_text_and_as_a_page() {
    let dir = city(CARD);
    let output = madoguchi(dir.path(), &["explain"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).starts_with("カード（card）\n"), "{}", stdout(&output));
    assert!(stdout(&output).contains("担当: 図書館\n"), "{}", stdout(&output));
    let output = madoguchi(dir.path(), &["explain", "app-definitions/card.yaml", "--lang", "en", "--format", "html"]);
    assert!(stdout(&output).contains("<h1>カード (card)</h1>"), "{}", stdout(&output));
    fs::write(dir.path().join("app-definitions/card.yaml"), CARD.replace("title", "titel")).unwrap();
    assert_eq!(madoguchi(dir.path(), &["explain"]).status.code(), Some(1));
}

#[test]
fn the_examples_of_an_app_are_run_and_differences_told() {
    let dir = city(CARD);
    assert!(madoguchi(dir.path(), &["new", "hall-booking"]).status.success());
    let output = madoguchi(dir.path(), &["test"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert!(stdout(&output).ends_with("合格 1件、不合格 0件\n"), "{}", stdout(&output));
    let tests = dir.path().join("app-definitions/hall-booking/tests.yaml");
    let wrong = fs::read_to_string(&tests).unwrap().replace("state: received", "state: done");
    fs::write(&tests, wrong).unwrap();
    let output = madoguchi(dir.path(), &["test", "app-definitions/hall-booking", "--lang", "en", "--quiet"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("app-definitions/hall-booking/tests.yaml:1:"), "{}", stdout(&output));
    assert!(stdout(&output).ends_with("0 passed, 1 failed\n"), "{}", stdout(&output));
}

#[test]
fn a_server_with_mistaken_definitions_tells_them_and_does_not_start() {
    let dir = city(&CARD.replace("title", "titel"));
    let output = madoguchi(dir.path(), &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("app-definitions/card.yaml:3:1"), "{told}");
}

#[test]
fn what_is_saved_wrongly_is_a_mistake_like_others_and_hides_none() {
    let dir = city(&CARD.replace("title", "titel"));
    let definitions = dir.path().join("app-definitions");
    fs::create_dir(definitions.join("waste")).unwrap();
    fs::write(definitions.join("waste/app.yaml"), [0x93, 0xfa, 0x96, 0x7b]).unwrap();
    fs::write(definitions.join("rooms.yml"), "schema: 1\n").unwrap();
    fs::write(definitions.join("empty.yaml"), "# まだ\n").unwrap();
    let output = madoguchi(dir.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    for told in [
        "誤り[source.encoding]: waste/app.yaml は",
        "注意[source.name]: rooms.yml は",
        "誤り[source.empty]: empty.yaml に",
        "`title`",
    ] {
        assert!(stdout(&output).contains(told), "{told} is not in {}", stdout(&output));
    }
}

#[test]
fn a_folder_without_an_app_is_not_called_right() {
    let dir = city(CARD);
    fs::remove_file(dir.path().join("app-definitions/card.yaml")).unwrap();
    let output = madoguchi(dir.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("アプリが一つもありません"), "{}", stdout(&output));
}

#[test]
fn examples_are_checked_with_their_app_and_one_that_fails_is_not_published() {
    let dir = city(CARD);
    let definitions = dir.path().join("app-definitions");
    fs::create_dir(definitions.join("card")).unwrap();
    fs::rename(definitions.join("card.yaml"), definitions.join("card/app.yaml")).unwrap();
    let tests = definitions.join("card/tests.yaml");
    fs::write(&tests, "- {name: 一, answers: {aplicant: 山田}}\n").unwrap();
    let output = madoguchi(dir.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("`applicant`"), "{}", stdout(&output));
    fs::write(&tests, "- name: 一\n  answers: {applicant: {family: 山田, given: 花子}}\n  expect: {state: done}\n")
        .unwrap();
    assert_eq!(madoguchi(dir.path(), &["check"]).status.code(), Some(0));
    let served = madoguchi(dir.path(), &["serve", "--listen", "127.0.0.1:0"]);
    let told = String::from_utf8(served.stderr).unwrap();
    assert_eq!(served.status.code(), Some(1), "{told}");
    assert!(told.contains("不合格 card: 一") && told.contains("公開しませんでした"), "{told}");
}
