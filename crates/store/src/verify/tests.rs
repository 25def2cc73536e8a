//! Each kind of damage is found and named.

use super::*;
use crate::testing::{City, answers, now};

/// Changes the database behind the store's back.
fn tamper(city: &City, sql: &str) {
    let conn = Connection::open(city.dir.path().join("madoguchi.db")).unwrap();
    conn.execute_batch(sql).unwrap();
}

fn faults(city: &City) -> Vec<String> {
    verify(&city.store).unwrap().faults
}

async fn two_cases() -> City {
    let city = City::open().await;
    city.case("01660000011", "2026-11-13", 30).await;
    city.case("01660000012", "2026-11-13", 20).await;
    city
}

#[tokio::test]
async fn a_healthy_store_has_no_faults() {
    let city = two_cases().await;
    let report = verify(&city.store).unwrap();
    assert_eq!(report, Report { cases: 2, events: 2, bookings: 2, faults: Vec::new() });
}

#[tokio::test]
async fn events_can_neither_be_changed_nor_deleted() {
    let city = two_cases().await;
    let conn = Connection::open(city.dir.path().join("madoguchi.db")).unwrap();
    for sql in ["UPDATE event SET note = 'x'", "DELETE FROM event"] {
        assert!(conn.execute_batch(sql).unwrap_err().to_string().contains("events are never"));
    }
}

#[tokio::test]
async fn whoever_drops_the_triggers_is_found_by_the_chain() {
    let off = "DROP TRIGGER event_is_never_changed; DROP TRIGGER event_is_never_deleted; PRAGMA foreign_keys = OFF;";
    for (change, fault) in [
        ("UPDATE event SET to_state = 'confirmed' WHERE id = 1", "event 1 was changed"),
        ("UPDATE event SET answers = replace(answers, '玄関', '裏口') WHERE id = 2", "event 2 was changed"),
        ("UPDATE event SET hash = zeroblob(32) WHERE id = 1", "event 1 was changed"),
        ("UPDATE event SET hash = zeroblob(32) WHERE id = 1", "event 2 does not continue the chain"),
        ("DELETE FROM event WHERE id = 1", "events 1 to 1 are missing"),
    ] {
        let city = two_cases().await;
        tamper(&city, &format!("{off} {change}"));
        assert!(faults(&city).iter().any(|f| f == fault), "{change}: {:?}", faults(&city));
    }
}

#[tokio::test]
async fn rows_bookings_and_slots_that_differ_from_the_record_are_found() {
    let off = "PRAGMA foreign_keys = OFF;";
    for (change, fault) in [
        ("UPDATE app_bulky SET _state = 'done' WHERE _case = 1", "case 1: its state is not that of its last event"),
        ("UPDATE app_bulky SET _revision = 2 WHERE _case = 1", "case 1: its revision is not that of its last event"),
        ("UPDATE app_bulky SET memo = 'x' WHERE _case = 2", "case 2: column memo is not what its answers say"),
        (
            "DELETE FROM app_bulky__goods WHERE _case = 2 AND _row = 1",
            "case 2: rows of goods are not what its answers say",
        ),
        ("UPDATE tally SET cases = 3", "app bulky: the tally of its states is not what its rows say"),
        ("DELETE FROM app_bulky WHERE _case = 1", "case 1: it has no row"),
        ("DELETE FROM \"case\" WHERE id = 1", "app bulky: 1 rows without a case"),
        (
            "UPDATE booking SET date = '2026-11-20' WHERE case_id = 1",
            "case 1: the booking of visit is not what its answers say",
        ),
        (
            "UPDATE booking SET released_at = 'x' WHERE case_id = 1",
            "case 1: the booking of visit is not what its answers say",
        ),
        (
            "UPDATE booking_unit SET amount = 21 WHERE booking_id = 2 AND unit = 'points'",
            "slot bulky pickup a 2026-11-13: 51 points are booked, more than it holds",
        ),
        (
            "INSERT INTO outbox (case_id, event_id, mail, to_address, next_at, created_at) VALUES (9, 1, '', '', '', '')",
            "a row of outbox names a row of case that is not there",
        ),
        (
            "INSERT INTO file (id, case_id, question, name, size, media, hash, created_at) VALUES ('f', 1, '', '', 1, '', 'ab', '')",
            "file f: its content is not on disk",
        ),
    ] {
        let city = two_cases().await;
        tamper(&city, &format!("{off} {change}"));
        assert!(faults(&city).iter().any(|f| f == fault), "{change}: {:?}", faults(&city));
    }
}

#[tokio::test]
async fn definitions_triggers_and_counts_that_are_gone_or_changed_are_found() {
    let off = "PRAGMA foreign_keys = OFF;";
    for (change, fault) in [
        ("DROP TRIGGER event_is_never_changed", "database: the trigger event_is_never_changed is missing"),
        ("DELETE FROM definition", "case 1: version 1 of its definition cannot be read"),
        (
            "DELETE FROM definition; UPDATE tally SET cases = 3",
            "app bulky: the tally of its states is not what its rows say",
        ),
        ("UPDATE definition SET version = 2", "definition bulky: a version is missing"),
        (
            "UPDATE definition SET sources = replace(sources, '本受付にする', '却下する')",
            "definition bulky version 1 is not what was published",
        ),
        (
            "INSERT INTO sequence SELECT substr(receipt, 1, 3) || '*', 0 FROM \"case\" WHERE id = 1",
            "the last count is below the numbers that were given",
        ),
    ] {
        let city = two_cases().await;
        tamper(&city, &format!("{off} {change}"));
        assert!(faults(&city).iter().any(|f| f.ends_with(fault)), "{change}: {:?}", faults(&city));
    }
}

#[tokio::test]
async fn a_file_of_the_same_length_with_other_content_is_found() {
    let city = two_cases().await;
    let file = crate::file::add(
        &city.store,
        "d".into(),
        "q".into(),
        "a.txt".into(),
        "text/plain".into(),
        b"abc".to_vec(),
        now(),
    );
    let file = file.await.unwrap();
    assert_eq!(faults(&city), Vec::<String>::new());
    std::fs::write(crate::file::path(&city.store, &file.hash), b"abd").unwrap();
    assert_eq!(faults(&city), [format!("file {}: its content was changed", file.id)]);
}

#[tokio::test]
async fn overbooking_with_a_reason_is_no_fault() {
    let city = two_cases().await;
    let mut new = crate::testing::new_case("01660000013", "a", "2026-11-13", 9);
    new.claims[0].overbook = Some("課長の指示".into());
    city.accept(new).await.unwrap();
    assert_eq!(faults(&city), Vec::<String>::new());
}

#[tokio::test]
async fn a_backup_is_one_file_that_opens_and_verifies_and_overwrites_nothing() {
    let city = two_cases().await;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("madoguchi.db");
    backup(&city.store, &file).unwrap();
    assert!(matches!(backup(&city.store, &file), Err(StoreError::File { .. })));
    assert_eq!(dir.path().read_dir().unwrap().count(), 1);
    let copy = Store::open(dir.path()).unwrap();
    assert_eq!(verify(&copy).unwrap(), verify(&city.store).unwrap());
    city.case("01660000013", "2026-11-20", 1).await;
    assert_eq!((verify(&copy).unwrap().cases, verify(&city.store).unwrap().cases), (2, 3));
}

#[tokio::test]
async fn the_chain_goes_on_after_reopening_and_after_another_process_wrote() {
    let city = two_cases().await;
    let other = Store::open(city.dir.path()).unwrap();
    let new = crate::testing::new_case("01660000013", "a", "2026-11-20", 1);
    crate::submission::accept(&other, city.app.clone(), new, None, None).await.unwrap();
    city.case("01660000014", "2026-11-20", 1).await;
    other.close();
    city.store.close();
    let again = Store::open(city.dir.path()).unwrap();
    let new = crate::testing::new_case("01660000015", "a", "2026-11-20", 1);
    crate::submission::accept(&again, city.app.clone(), new, None, None).await.unwrap();
    let report = verify(&again).unwrap();
    assert_eq!((report.events, report.faults), (5, Vec::new()));
}

#[tokio::test]
async fn answers_of_an_old_version_are_compared_with_that_version() {
    let city = two_cases().await;
    let changed = crate::testing::APP.replace("{id: memo, type: text", "{id: memo, type: long_text");
    let (app, sources) = crate::testing::compiled(&changed);
    definition::publish(&city.store, &app, &sources, now()).await.unwrap();
    let mut new = crate::testing::new_case("01660000013", "a", "2026-11-20", 1);
    (new.version, new.answers) = (2, answers("01660000013", "a", "2026-11-20"));
    crate::submission::accept(&city.store, app, new, None, None).await.unwrap();
    assert_eq!(faults(&city), Vec::<String>::new());
}
