//! The real binary: killed without warning during load, and stopped politely with a request in flight.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

use serde_json::{Value as Json, json};
use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

const BIN: &str = env!("CARGO_BIN_EXE_madoguchi");

fn definitions() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../app-definitions")
}

/// A running server; killed when dropped.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(data: &Path) -> Server {
        let mut child = Command::new(BIN)
            .arg("serve")
            .arg(definitions())
            .args(["--no-rate-limits", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                let rest = line.split_once("http://")?.1;
                let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ':')).unwrap_or(rest.len());
                Some(rest[..end].to_owned())
            })
            .expect("the server prints its address");
        std::thread::spawn(move || lines.for_each(drop));
        Server { child, address }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request on a connection of its own; `None` when the connection broke before a whole answer.
fn request(address: &str, method: &str, path: &str, body: Option<&Json>, headers: &str) -> Option<(u16, Json)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let body = body.map(Json::to_string).unwrap_or_default();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let text = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, serde_json::from_str(body).unwrap_or(Json::Null)))
}

fn booking(date: &str, phone: u32) -> Json {
    json!({"answers": {
        "recycling_law": false,
        "refused_goods": [],
        "goods": [{"code": first_item(), "qty": 1}],
        "applicant": {"family": "山田", "given": "太郎", "family_kana": "ヤマダ", "given_kana": "タロウ"},
        "phone": format!("0166{phone:06}"),
        "address": {"postal_code": "070-0031", "prefecture": "北海道", "city": "旭野市", "town": "1条通3丁目", "street": "1番地", "building": ""},
        "housing": "house",
        "visit": {"date": date}
    }})
}

/// The first code of the sample catalogue.
fn first_item() -> String {
    let csv = std::fs::read_to_string(definitions().join("bulky-waste/lists/items.csv")).unwrap();
    csv.lines().nth(1).unwrap().split(',').next().unwrap().to_owned()
}

fn offered(address: &str) -> Vec<String> {
    let path = "/api/v1/apps/bulky-waste/slots?book=pickup&address.town=1%E6%9D%A1%E9%80%9A3%E4%B8%81%E7%9B%AE&address.street=1";
    let (status, body) = request(address, "GET", path, None, "").unwrap();
    assert_eq!(status, 200, "{body}");
    let days = body["days"].as_array().expect("days").iter();
    days.map(|d| d["date"].as_str().unwrap().to_owned()).collect()
}

fn verify(data: &Path) {
    let out = Command::new(BIN).args(["verify", "--data"]).arg(data).output().unwrap();
    assert!(out.status.success(), "{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
}

/// Eight residents book without pause until the server is gone; returns what each key was answered.
fn load_until_killed(mut server: Server, acknowledged: usize) -> BTreeMap<String, (Json, String)> {
    let dates = Arc::new(offered(&server.address));
    assert!(!dates.is_empty(), "no day is offered");
    let receipts = Arc::new(Mutex::new(BTreeMap::new()));
    let over = Arc::new(AtomicBool::new(false));
    let residents: Vec<_> = (0..8u32)
        .map(|resident| {
            let (address, dates) = (server.address.clone(), dates.clone());
            let (receipts, over) = (receipts.clone(), over.clone());
            std::thread::spawn(move || {
                for n in 0..400u32 {
                    if over.load(Ordering::Relaxed) {
                        return;
                    }
                    let key = format!("load-{resident}-{n}");
                    let body = booking(&dates[n as usize % dates.len()], resident * 1000 + n);
                    let header = format!("Idempotency-Key: {key}\r\n");
                    let path = "/api/v1/apps/bulky-waste/submissions";
                    match request(&address, "POST", path, Some(&body), &header) {
                        Some((201, answer)) => {
                            receipts
                                .lock()
                                .unwrap()
                                .insert(key, (body, answer["receipt"].as_str().unwrap().to_owned()));
                        }
                        Some((409, _)) => {}
                        Some((status, answer)) => panic!("{status}: {answer}"),
                        None => return,
                    }
                }
            })
        })
        .collect();
    let patience = Instant::now();
    while receipts.lock().unwrap().len() < acknowledged && patience.elapsed() < Duration::from_secs(60) {
        std::thread::yield_now();
    }
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    over.store(true, Ordering::Relaxed);
    residents.into_iter().for_each(|r| r.join().unwrap());
    Arc::try_unwrap(receipts).unwrap().into_inner().unwrap()
}

#[test]
fn every_receipted_case_survives_kill_9_exactly_once() {
    let dir = tempfile::tempdir().unwrap();
    let receipts = load_until_killed(Server::start(dir.path()), 40);
    assert!(receipts.len() >= 40, "only {} were acknowledged", receipts.len());

    let server = Server::start(dir.path());
    for (key, (body, receipt)) in &receipts {
        let header = format!("Idempotency-Key: {key}\r\n");
        let path = "/api/v1/apps/bulky-waste/submissions";
        let (status, answer) = request(&server.address, "POST", path, Some(body), &header).unwrap();
        assert_eq!((status, answer["receipt"].as_str()), (201, Some(receipt.as_str())), "{key}: {answer}");
    }
    drop(server);
    verify(dir.path());
}

#[cfg(unix)]
#[test]
fn sigterm_finishes_the_request_in_flight_and_exits_with_0() {
    let dir = tempfile::tempdir().unwrap();
    let mut server = Server::start(dir.path());
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let body = json!({"answers": {}}).to_string();
    let head = format!(
        "POST /api/v1/apps/library-card/submissions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    // The head and half of the body are under way when the signal comes.
    let (first, rest) = body.split_at(body.len() / 2);
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(first.as_bytes()).unwrap();
    stream.flush().unwrap();
    assert!(request(&server.address, "GET", "/healthz", None, "").is_some(), "the server reads requests");
    let kill = Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    stream.write_all(rest.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}
