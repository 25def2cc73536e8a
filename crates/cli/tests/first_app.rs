//! Does what `docs/first-app.md` says, line by line: writes its files, makes its changes, runs its commands.
//!
//! A comment before a block says what it is: `file`, `append`, `change`, `run` (with the exit code when it is not 0), `serve`.
//! `open`, `apply`, `press` and `stop` are what the reader does in the browser.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use serde_json::{Value as Json, json};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

const BIN: &str = env!("CARGO_BIN_EXE_madoguchi");

/// One thing that the reader does: its word, what stands behind it, and the lines of its block.
struct Step {
    word: String,
    rest: String,
    block: Vec<String>,
}

/// The steps of the page; every block of it belongs to one.
fn steps(page: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(comment) = line.strip_prefix("<!-- ").and_then(|l| l.strip_suffix(" -->")) {
            let (word, rest) = comment.split_once(": ").unwrap_or((comment, ""));
            steps.push(Step { word: word.to_owned(), rest: rest.to_owned(), block: Vec::new() });
        } else if line.starts_with("```") {
            let step = steps.last_mut().filter(|step| step.block.is_empty());
            let step = step.unwrap_or_else(|| panic!("a block without a comment: {line}"));
            step.block = lines.by_ref().take_while(|line| *line != "```").map(str::to_owned).collect();
        }
    }
    steps
}

/// The reader's desk: a folder, and a server that may run.
struct Desk {
    folder: PathBuf,
    server: Option<(Child, String)>,
    receipt: String,
}

impl Desk {
    fn take(&mut self, step: &Step) {
        let path = self.folder.join(&step.rest);
        let text = || step.block.iter().map(|line| format!("{line}\n")).collect::<String>();
        match step.word.as_str() {
            "file" => {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text()).unwrap();
            }
            "append" => fs::write(&path, fs::read_to_string(&path).unwrap() + &text()).unwrap(),
            "change" => change(&path, &step.block),
            "run" => self.run(&step.block, step.rest.parse().unwrap_or(0)),
            "serve" => self.serve(&step.block),
            "open" => self.open(&step.rest),
            "apply" => self.apply(),
            "press" => self.press(&step.rest),
            "stop" => {
                let (mut child, _) = self.server.take().unwrap();
                child.kill().unwrap();
                child.wait().unwrap();
            }
            word => panic!("the page has a step `{word}`"),
        }
    }

    /// Runs each command; its lines must be printed in this order, and the last command ends with `code`.
    fn run(&self, block: &[String], code: i32) {
        let mut ended = 0;
        for (number, line) in block.iter().enumerate() {
            let Some(command) = line.strip_prefix("$ ") else { continue };
            let output = self.command(command).output().unwrap();
            let printed =
                String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
            let mut rest = printed.as_str();
            for wanted in block[number + 1..].iter().take_while(|line| !line.starts_with("$ ")) {
                let at = rest.find(wanted.trim()).unwrap_or_else(|| panic!("{command}: no `{wanted}` in\n{printed}"));
                rest = &rest[at + wanted.trim().len()..];
            }
            ended = output.status.code().unwrap();
        }
        assert_eq!(ended, code, "{block:?}");
    }

    /// A command line with words in quotes, as a shell reads it.
    fn command(&self, line: &str) -> Command {
        let words: Vec<String> = line
            .split('"')
            .enumerate()
            .flat_map(|(place, part)| match place % 2 {
                0 => part.split_whitespace().map(str::to_owned).collect(),
                _ => vec![part.to_owned()],
            })
            .collect();
        assert_eq!(words[0], "madoguchi", "{line}");
        let mut command = Command::new(BIN);
        command.args(&words[1..]).current_dir(&self.folder).env_clear();
        command
    }

    /// Starts the server on a free port and reads the addresses that it prints.
    fn serve(&mut self, block: &[String]) {
        let mut command = self.command(block[0].strip_prefix("$ ").unwrap());
        command.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut address = String::new();
        for wanted in &block[1..] {
            let (wanted, _) = wanted.split_once("http://").unwrap();
            let line = lines.by_ref().map(Result::unwrap).find(|line| line.starts_with(wanted)).unwrap();
            address = line.split_once("http://").unwrap().1.split('/').next().unwrap().to_owned();
        }
        std::thread::spawn(move || lines.for_each(drop));
        self.server = Some((child, address));
    }

    fn request(&self, method: &str, path: &str, headers: &str, body: &str) -> (u16, String) {
        let address = &self.server.as_ref().unwrap().1;
        let mut stream = TcpStream::connect(address).unwrap();
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             {headers}Content-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    /// `PATH TEXT`: the page is there and says so.
    fn open(&self, what: &str) {
        let (path, text) = what.split_once(' ').unwrap();
        let (status, body) = self.request("GET", path, "", "");
        assert!(status == 200 && body.contains(text), "{path}: {status}");
    }

    fn apply(&mut self) {
        let answers = json!({"answers": {
            "used_on": "2026-04-20", "room": "large", "people": 40, "food": false, "group": "旭野読書会",
            "applicant": {"family": "旭野", "given": "花子", "family_kana": "アサヒノ", "given_kana": "ハナコ"},
            "phone": "0166-00-0099",
        }});
        let (status, body) = self.request("POST", "/api/v1/apps/hall-booking/submissions", "", &answers.to_string());
        assert_eq!(status, 201, "{body}");
        let accepted: Json = serde_json::from_str(&body).unwrap();
        self.receipt = accepted["receipt"].as_str().unwrap().to_owned();
    }

    fn press(&self, action: &str) {
        let token = self.command("madoguchi staff token sato").output().unwrap().stdout;
        let bearer = format!("Authorization: Bearer {}\r\n", String::from_utf8(token).unwrap().trim());
        let case = format!("/api/v1/cases/{}", self.receipt);
        let (status, body) = self.request("GET", &case, &bearer, "");
        assert!(status == 200 && body.contains("許可する"), "{status} {body}");
        let headers = format!("{bearer}If-Match: \"1\"\r\n");
        let (status, body) = self.request("POST", &format!("{case}/actions/{action}"), &headers, "{}");
        assert!(status == 200 && body.contains("approved"), "{status} {body}");
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some((child, _)) = &mut self.server {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Puts the lines with `+` where those with `-` stood.
fn change(path: &Path, block: &[String]) {
    let lines = |sign: &str| block.iter().filter_map(|l| l.strip_prefix(sign)).collect::<Vec<_>>().join("\n");
    let (old, new) = (lines("-"), lines("+"));
    let text = fs::read_to_string(path).unwrap();
    assert_eq!(text.matches(&old).count(), 1, "{old}");
    fs::write(path, text.replace(&old, &new)).unwrap();
}

#[test]
fn who_follows_the_first_app_literally_succeeds() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/first-app.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk { folder: folder.path().to_owned(), server: None, receipt: String::new() };
    let steps = steps(&page);
    assert!(steps.len() >= 20, "{} steps", steps.len());
    for step in &steps {
        desk.take(step);
    }
}
