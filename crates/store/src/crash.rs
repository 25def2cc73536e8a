//! A process that is killed while it accepts: what it acknowledged is there, once, and all fits together.

use crate::{
    Store,
    capacity::{self, Own},
    case, definition, document, submission,
    testing::{APP, City, claim, compiled, day, new_case, now, step},
    verify::verify,
};
use jiff::SignedDuration;
use madoguchi_engine::{
    approval::{Detail, Issued},
    document::{Issue, hash},
    records::{Change, SlotChange, WaitChange},
};
use madoguchi_schema::text::Lang;
use std::{
    collections::HashSet,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

/// Names the directory in which the child works; without it the child is an ordinary, empty test.
const DIR: &str = "MADOGUCHI_CRASH_TEST";

/// Days on which the child books one point a case.
fn days() -> impl Iterator<Item = String> {
    (0..).map(|i| format!("{}-{:02}-{:02}", 2027 + i / 336, 1 + i / 28 % 12, 1 + i % 28))
}

/// The child: four residents send without end; each receipt is printed when it is acknowledged.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child_that_accepts_until_it_is_killed() {
    let Some(dir) = std::env::var_os(DIR) else { return };
    let store = Store::open(Path::new(&dir)).unwrap();
    let (app, sources) = compiled(APP);
    definition::publish(&store, &app, &sources, now()).await.unwrap();
    let held = now() + SignedDuration::from_mins(15);
    let hold = capacity::hold(&store, "bulky".into(), "d".into(), claim("b", "2027-01-01", 9), held, now());
    assert!(hold.await.unwrap());
    let send = |resident: usize| {
        let (store, app) = (store.clone(), app.clone());
        async move {
            for date in days().skip(resident).step_by(4) {
                let new = new_case(&format!("0166000{resident:04}"), "a", &date, 1);
                let accepted = submission::accept(&store, app.clone(), new, None, None).await.unwrap();
                println!("\nreceipt {}", accepted.receipt);
                case::commit(&store, app.clone(), issuing(accepted.case)).await.unwrap();
            }
        }
    };
    tokio::join!(send(0), send(1), send(2), send(3));
}

/// A press that issues a document of a new case.
fn issuing(case: i64) -> Change {
    let body = format!("<section class=\"sheet\">{case}</section>");
    let (document, label, hash) = ("receipt".to_owned(), "受付票".to_owned(), hash(&body));
    let mut press = step("grant", Some("received"), "received");
    let documents = vec![Issued { document: document.clone(), label: label.clone(), hash: hash.clone() }];
    press.detail = Some(Detail { documents, ..Detail::default() });
    let issue = Issue { document, label, sensitive: false, lang: Lang::Ja, resident: false, hash, body };
    Change {
        case,
        revision: 1,
        steps: vec![press],
        answers: None,
        slots: SlotChange::Keep,
        waits: WaitChange::Keep,
        rules: Vec::new(),
        mails: Vec::new(),
        reminders: None,
        issues: vec![issue],
        due_at: None,
        expires_at: None,
        trail: Vec::new(),
        asked: Vec::new(),
        approval: None,
        now: now(),
    }
}

#[tokio::test]
async fn what_was_acknowledged_before_a_kill_is_there_once_and_verifies() {
    let dir = tempfile::tempdir().unwrap();
    for round in 1..=3 {
        let receipts = kill_after(dir.path(), 40 * round);
        let store = Store::open(dir.path()).unwrap();
        let report = verify(&store).unwrap();
        assert_eq!(report.faults, Vec::<String>::new());
        assert!(report.cases >= receipts.len() as u64);
        let issued = |receipt: &String| {
            let case = case::by_receipt(&store, receipt).unwrap().unwrap();
            document::of_case(&store, case.id).unwrap().len() == usize::from(case.revision == 2)
        };
        assert!(receipts.iter().all(issued), "a press and what it issues are there together or not at all");
        for receipt in &receipts {
            assert!(case::by_receipt(&store, receipt).unwrap().is_some(), "{receipt} is lost");
        }
        let (first, later) = (day("2027-01-01"), now() + SignedDuration::from_mins(15));
        let held = |at| capacity::taken(&store, "bulky", "pickup", "b", (first, first), &Own::Nobody, at).unwrap();
        assert_eq!((held(now()).len(), held(later).len()), (2, 0), "the hold that was left ends by itself");
    }
}

/// Runs the child, kills it after so many receipts, and gives all that it printed.
fn kill_after(dir: &Path, count: usize) -> HashSet<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::child_that_accepts_until_it_is_killed", "--nocapture"])
        .env(DIR, dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut receipts = HashSet::new();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for line in lines {
        let line = line.unwrap();
        let Some(receipt) = line.strip_prefix("receipt ").filter(|r| r.len() == 9) else { continue };
        assert!(receipts.insert(receipt.to_owned()), "{receipt} was given twice");
        if receipts.len() == count {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(receipts.len() >= count, "the child ended by itself");
    receipts
}

#[tokio::test]
async fn a_full_disk_refuses_what_does_not_fit_and_loses_nothing() {
    let city = City::open().await;
    city.case("01660000011", "2026-11-13", 1).await;
    let limit = |pages: &str| {
        let sql = format!("PRAGMA max_page_count = {pages}");
        city.store.write(move |tx| tx.query_row(&sql, [], |_| Ok(())).map_err(|_| crate::StoreError::Closed))
    };
    limit("1").await.unwrap();
    let mut big = new_case("01660000012", "a", "2026-11-13", 1);
    big.answers.0["memo"] = serde_json::json!("x".repeat(100_000));
    assert!(matches!(city.accept(big.clone()).await, Err(submission::Refused::Store(_))));
    limit("1000000").await.unwrap();
    let accepted = city.accept(big).await.unwrap();
    assert_eq!(case::by_receipt(&city.store, &accepted.receipt).unwrap().unwrap().id, accepted.case);
    let report = verify(&city.store).unwrap();
    assert_eq!((report.cases, report.events, report.faults), (2, 2, Vec::new()));
}
