//! The real binary at its most talkative: nothing that a resident typed is in the log.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Command, Stdio},
};

/// Words that stand only in what is sent.
const TYPED: [&str; 4] = ["秘密野", "ヒミツノ", "0166009977", "himitsu@example.jp"];

/// The answer to one request on a connection of its own.
fn post(address: &str, path: &str, kind: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    let head = format!("POST {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: {kind}\r\n");
    stream.write_all(format!("{head}Content-Length: {length}\r\n\r\n{body}").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn card(birth: &str) -> String {
    serde_json::json!({"answers": {
        "applicant": {"family": TYPED[0], "given": "花", "family_kana": TYPED[1], "given_kana": "ハナ"},
        "birth": birth,
        "address": {"postal_code": "070-0031", "prefecture": "北海道", "city": "旭野市", "town": "緑が丘", "street": TYPED[2]},
        "mail": TYPED[3]
    }})
    .to_string()
}

#[test]
fn nothing_that_was_typed_is_logged_whether_accepted_or_refused() {
    let dir = tempfile::tempdir().unwrap();
    let log = dir.path().join("log");
    let definitions = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../app-definitions");
    let mut server = Command::new(env!("CARGO_BIN_EXE_madoguchi"))
        .arg("serve")
        .arg(definitions)
        .args(["--listen", "127.0.0.1:0", "--data"])
        .arg(dir.path().join("data"))
        .env("MADOGUCHI_LOG", "trace")
        .stdout(Stdio::piped())
        .stderr(File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let lines = BufReader::new(server.stdout.take().unwrap()).lines().map_while(Result::ok);
    let address = lines.filter_map(|line| Some(line.split_once("http://")?.1.split('/').next()?.to_owned())).next();
    let address = address.unwrap();

    let submissions = "/api/v1/apps/library-card/submissions";
    let accepted = post(&address, submissions, "application/json", &card("1980-02-29"));
    let refused = post(&address, submissions, "application/json", &card("昭和64年1月8日"));
    let broken = post(&address, submissions, "application/json", &card("1980-02-29")[..200]);
    let other = post(&address, submissions, "text/plain", &card("1980-02-29"));
    let draft = post(&address, "/apps/library-card/drafts", "application/x-www-form-urlencoded", "");
    let page = draft.lines().find_map(|line| line.strip_prefix("location: ")).unwrap().to_owned();
    let form =
        post(&address, &page, "application/x-www-form-urlencoded", &format!("mail={}&nobody={}", TYPED[3], TYPED[0]));
    server.kill().unwrap();
    server.wait().unwrap();

    for (answer, status) in [(accepted, "201"), (refused, "422"), (broken, "400"), (other, "415"), (form, "4")] {
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{answer}");
    }
    let log = fs::read_to_string(log).unwrap();
    assert!(log.contains("/api/v1/apps/{app}/submissions"), "requests are logged by route:\n{log}");
    for typed in TYPED {
        assert!(!log.contains(typed), "{typed} is in the log");
    }
    let id = page.split('/').nth(4).unwrap();
    assert!(!log.contains(id), "the draft's id, which opens it, is in the log");
}
