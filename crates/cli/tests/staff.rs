//! `madoguchi staff`, `backup` and `verify` from outside, on a data folder of their own.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

const OFFICE: &str = "schema: 1\ncity: 旭野市\nunits:\n  cleaning: {label: 清掃, posts: {chief: 係長}}\n";

fn city() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("app-definitions")).unwrap();
    fs::write(dir.path().join("app-definitions/office.yaml"), OFFICE).unwrap();
    dir
}

/// Runs a command in the folder with something on stdin.
fn run(folder: &Path, arguments: &[&str], stdin: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_madoguchi"));
    command.current_dir(folder).args(arguments).env_clear();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn refusal(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn an_account_is_added_listed_changed_and_disabled() {
    let dir = city();
    let run = |arguments: &[&str]| run(dir.path(), arguments, "");
    let added = stdout(&run(&["staff", "add", "sato", "--name", "佐藤", "--post", "cleaning/chief"]));
    let password = added.trim().strip_prefix("sato  ").unwrap();
    assert_eq!(password.len(), 16);
    assert_eq!(stdout(&run(&["staff", "list"])), "sato  佐藤  cleaning/chief\n");
    let again = ["staff", "add", "sato", "--name", "佐藤 一", "--post", "cleaning"];
    assert!(refusal(&run(&again)).contains("already"));
    assert_eq!(stdout(&run(&[&again[..], &["--replace"]].concat())), "sato\n");
    stdout(&run(&["staff", "disable", "sato"]));
    assert_eq!(stdout(&run(&["staff", "list"])), "sato  佐藤 一  cleaning  disabled\n");
}

#[test]
fn a_token_is_made_for_an_account_and_taken_back() {
    let dir = city();
    let run = |arguments: &[&str]| run(dir.path(), arguments, "");
    stdout(&run(&["staff", "add", "sato", "--name", "佐藤", "--post", "cleaning"]));
    let token = stdout(&run(&["staff", "token", "sato", "--app", "bulky-waste"]));
    assert!(token.starts_with("madoguchi_") && token.trim().len() == 74, "{token}");
    assert!(refusal(&run(&["staff", "token", "suzuki"])).contains("no account `suzuki`"));
    assert_eq!(stdout(&run(&["staff", "token", "sato", "--revoke"])), "1\n");
    assert_eq!(stdout(&run(&["staff", "token", "sato", "--revoke"])), "0\n");
}

#[test]
fn a_post_that_the_city_does_not_have_is_refused_with_the_nearest() {
    let dir = city();
    let output = run(dir.path(), &["staff", "add", "sato", "--name", "佐藤", "--post", "cleaning/cheif"], "");
    assert!(refusal(&output).contains("did you mean `chief`?"));
}

#[test]
fn a_password_from_stdin_is_never_printed_and_has_a_least_length() {
    let dir = city();
    stdout(&run(dir.path(), &["staff", "add", "sato", "--name", "佐藤", "--post", "cleaning"], ""));
    let change = ["staff", "password", "sato", "--stdin"];
    assert_eq!(stdout(&run(dir.path(), &change, "correct horse battery\n")), "sato\n");
    assert!(refusal(&run(dir.path(), &change, "short\n")).contains("12 characters"));
    assert!(refusal(&run(dir.path(), &["staff", "password", "kato"], "")).contains("no account `kato`"));
}

#[test]
fn a_backup_is_made_once_and_the_data_verifies() {
    let dir = city();
    assert!(refusal(&run(dir.path(), &["verify"], "")).contains("no database here"));
    stdout(&run(dir.path(), &["staff", "add", "sato", "--name", "佐藤", "--post", "cleaning"], ""));
    stdout(&run(dir.path(), &["backup", "copy.db"], ""));
    assert!(refusal(&run(dir.path(), &["backup", "copy.db"], "")).contains("already there"));
    assert!(stdout(&run(dir.path(), &["verify"], "")).ends_with("all is well\n"));
}
