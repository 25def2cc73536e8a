//! Holds that end, are replaced and are told.

use super::*;
use crate::testing::{City, claim, day, now};
use jiff::SignedDuration;

async fn hold_for(city: &City, draft: &str, date: &str, points: i64, minutes: i64) -> bool {
    let until = now() + SignedDuration::from_mins(minutes);
    hold(&city.store, "bulky".into(), draft.into(), claim("a", date, points), until, now()).await.unwrap()
}

fn points(city: &City, date: &str, own: &Own, at: Timestamp) -> i64 {
    let taken = taken(&city.store, "bulky", "pickup", "a", (day(date), day(date)), own, at).unwrap();
    taken.iter().find(|t| t.unit == "points").map_or(0, |t| t.amount)
}

#[tokio::test]
async fn a_hold_ends_at_its_moment_without_anybody_sweeping() {
    let city = City::open().await;
    assert!(hold_for(&city, "d", "2026-11-13", 50, 15).await);
    assert!(!hold_for(&city, "e", "2026-11-13", 1, 15).await);
    let end = now() + SignedDuration::from_mins(15);
    assert_eq!(points(&city, "2026-11-13", &Own::Nobody, end - SignedDuration::from_millis(1)), 50);
    assert_eq!(points(&city, "2026-11-13", &Own::Nobody, end), 0);
    let later = hold(
        &city.store,
        "bulky".into(),
        "e".into(),
        claim("a", "2026-11-13", 50),
        end + SignedDuration::from_mins(15),
        end,
    );
    assert!(later.await.unwrap());
    assert_eq!(sweep(&city.store, end).await.unwrap(), 1);
    assert_eq!(city.number("SELECT count(*) FROM booking_unit"), 2);
}

#[tokio::test]
async fn a_new_hold_replaces_the_drafts_own_only_when_there_is_room() {
    let city = City::open().await;
    assert!(hold_for(&city, "d", "2026-11-13", 30, 15).await);
    assert!(hold_for(&city, "other", "2026-11-20", 30, 15).await);
    assert!(!hold_for(&city, "d", "2026-11-20", 21, 15).await);
    assert_eq!(points(&city, "2026-11-13", &Own::Nobody, now()), 30);
    assert!(hold_for(&city, "d", "2026-11-13", 50, 15).await, "its own units do not count");
    assert!(hold_for(&city, "d", "2026-11-20", 20, 15).await);
    assert_eq!(points(&city, "2026-11-13", &Own::Nobody, now()), 0);
    assert_eq!(points(&city, "2026-11-20", &Own::Nobody, now()), 50);
    assert_eq!(points(&city, "2026-11-20", &Own::Draft("d".into()), now()), 30);
    release_draft(&city.store, "d".into()).await.unwrap();
    assert_eq!(points(&city, "2026-11-20", &Own::Nobody, now()), 30);
}

#[tokio::test]
async fn what_is_taken_is_told_by_day_and_unit() {
    let city = City::open().await;
    let case = city.case("01660000011", "2026-11-13", 8).await;
    city.case("01660000012", "2026-11-20", 5).await;
    city.case("01660000012", "2026-11-27", 5).await;
    let days = (day("2026-11-13"), day("2026-11-20"));
    let all = taken(&city.store, "bulky", "pickup", "a", days, &Own::Nobody, now()).unwrap();
    let all: Vec<_> = all.iter().map(|t| (t.date.to_string(), t.unit.as_str(), t.amount)).collect();
    let expected = [
        ("2026-11-13", "points", 8),
        ("2026-11-13", "visits", 1),
        ("2026-11-20", "points", 5),
        ("2026-11-20", "visits", 1),
    ];
    assert_eq!(all, expected.map(|(date, unit, amount)| (date.to_owned(), unit, amount)));
    assert_eq!(points(&city, "2026-11-13", &Own::Case(case.case), now()), 0);
}

#[tokio::test]
async fn a_claim_cannot_be_negative() {
    let city = City::open().await;
    let until = now() + SignedDuration::from_mins(15);
    let refused = hold(&city.store, "bulky".into(), "d".into(), claim("a", "2026-11-13", -5), until, now()).await;
    assert!(refused.is_err());
}
