//! Two who press at once, releasing once, moving, correcting.

use super::*;
use crate::{
    capacity::Own,
    testing::{City, answers, at, claim, day, new_case, now, step},
};
use jiff::SignedDuration;
use madoguchi_engine::records::NewCase;

/// A change to a state, against a revision.
fn change(case: i64, revision: i64, from: &str, to: &str) -> Change {
    Change {
        case,
        revision,
        steps: vec![step("press", Some(from), to)],
        answers: None,
        slots: SlotChange::Keep,
        waits: WaitChange::Keep,
        rules: Vec::new(),
        mails: Vec::new(),
        issues: Vec::new(),
        reminders: None,
        due_at: None,
        expires_at: None,
        trail: vec![from.to_owned()],
        asked: Vec::new(),
        approval: None,
        now: now() + SignedDuration::from_mins(1),
    }
}

async fn press(city: &City, change: Change) -> Result<i64, NotChanged> {
    commit(&city.store, city.app.clone(), change).await
}

fn taken(city: &City, date: &str) -> i64 {
    let days = (day(date), day(date));
    let taken = capacity::taken(&city.store, "bulky", "pickup", "a", days, &Own::Nobody, now()).unwrap();
    taken.iter().find(|t| t.unit == "points").map_or(0, |t| t.amount)
}

#[tokio::test]
async fn the_second_of_two_clerks_hears_who_was_first() {
    let city = City::open().await;
    let case = city.case("01660000011", "2026-11-13", 8).await;
    assert_eq!(press(&city, change(case.case, 1, "received", "confirmed")).await.unwrap(), 2);
    let Err(NotChanged::Stale(last)) = press(&city, change(case.case, 1, "received", "cancelled")).await else {
        panic!("not stale")
    };
    assert_eq!((last.action.as_str(), last.to.as_str(), last.revision), ("press", "confirmed", 2));
    let facts = by_receipt(&city.store, &case.receipt).unwrap().unwrap();
    assert_eq!((facts.state.as_str(), facts.revision, facts.trail), ("confirmed", 2, vec!["received".to_owned()]));
    assert_eq!(facts.updated_at, now() + SignedDuration::from_mins(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_presses_on_one_revision_one_wins() {
    let city = Arc::new(City::open().await);
    let case = city.case("01660000011", "2026-11-13", 8).await;
    let pressed: Vec<_> = (0..16)
        .map(|_| {
            let city = city.clone();
            tokio::spawn(async move { press(&city, change(case.case, 1, "received", "confirmed")).await.is_ok() })
        })
        .collect();
    let mut won = 0;
    for one in pressed {
        won += usize::from(one.await.unwrap());
    }
    assert_eq!(won, 1);
}

#[tokio::test]
async fn capacity_is_given_back_once() {
    let city = City::open().await;
    let case = city.case("01660000011", "2026-11-13", 8).await;
    city.case("01660000012", "2026-11-13", 5).await;
    let release = Change { slots: SlotChange::Release, ..change(case.case, 1, "received", "cancelled") };
    press(&city, release).await.unwrap();
    assert_eq!(taken(&city, "2026-11-13"), 5);
    let released = city.text("SELECT released_at FROM booking WHERE released_at IS NOT NULL");
    let again = Change {
        slots: SlotChange::Release,
        now: now() + SignedDuration::from_hours(1),
        ..change(case.case, 2, "cancelled", "cancelled")
    };
    press(&city, again).await.unwrap();
    assert_eq!(city.text("SELECT released_at FROM booking WHERE released_at IS NOT NULL"), released);
    assert_eq!(taken(&city, "2026-11-13"), 5);
}

#[tokio::test]
async fn moving_does_not_count_its_own_units_and_leaves_the_old_day_when_the_new_one_is_full() {
    let city = City::open().await;
    let case = city.case("01660000011", "2026-11-13", 30).await;
    city.case("01660000012", "2026-11-13", 20).await;
    city.case("01660000013", "2026-11-20", 40).await;
    let to = |date: &str, points| {
        let moved = SlotChange::Move(vec![claim("a", date, points)]);
        Change {
            slots: moved,
            answers: Some(answers("01660000011", "a", date)),
            ..change(case.case, 1, "received", "received")
        }
    };
    let refused = press(&city, to("2026-11-20", 30)).await;
    assert!(matches!(refused, Err(NotChanged::SoldOut { question }) if question == "visit"));
    assert_eq!((taken(&city, "2026-11-13"), taken(&city, "2026-11-20")), (50, 40));
    assert_eq!(by_receipt(&city.store, &case.receipt).unwrap().unwrap().revision, 1);
    press(&city, to("2026-11-13", 30)).await.unwrap();
    assert_eq!(taken(&city, "2026-11-13"), 50);
    press(&city, Change { revision: 2, ..to("2026-11-20", 10) }).await.unwrap();
    assert_eq!((taken(&city, "2026-11-13"), taken(&city, "2026-11-20")), (20, 50));
    let facts = by_receipt(&city.store, &case.receipt).unwrap().unwrap();
    assert_eq!(facts.claims.len(), 1);
    assert_eq!(city.text("SELECT \"visit.date\" FROM app_bulky WHERE _case = 1"), "2026-11-20");
}

#[tokio::test]
async fn new_answers_replace_the_row_and_its_children() {
    let city = City::open().await;
    let case = city.case("01660000011", "2026-11-13", 8).await;
    let mut corrected = answers("01660000011", "a", "2026-11-13");
    corrected.0["goods"] = serde_json::json!([{"code": "sofa", "qty": 1}]);
    corrected.0["memo"] = serde_json::Value::Null;
    corrected.0.shift_remove("weight");
    press(&city, Change { answers: Some(corrected.clone()), ..change(case.case, 1, "received", "received") })
        .await
        .unwrap();
    assert_eq!(by_receipt(&city.store, &case.receipt).unwrap().unwrap().answers, corrected);
    assert_eq!(city.text("SELECT group_concat(code) FROM app_bulky__goods"), "sofa");
    assert_eq!(city.text("SELECT coalesce(memo, 'null') FROM app_bulky"), "null");
    press(&city, change(case.case, 2, "received", "confirmed")).await.unwrap();
    assert_eq!(by_receipt(&city.store, &case.receipt).unwrap().unwrap().answers, corrected);
}

#[tokio::test]
async fn cases_that_leave_by_themselves_are_listed_when_their_time_has_come() {
    let city = City::open().await;
    let until = at("2026-11-09T15:00:00Z");
    let late = NewCase { expires_at: Some(until), ..new_case("01660000011", "a", "2026-11-13", 1) };
    let late = city.accept(late).await.unwrap();
    city.case("01660000012", "2026-11-13", 1).await;
    assert!(expired(&city.store, until - SignedDuration::from_millis(1), 10).unwrap().is_empty());
    assert_eq!(expired(&city.store, until, 10).unwrap(), [late.receipt]);
    assert!(expired(&city.store, until, 0).unwrap().is_empty());
}

#[tokio::test]
async fn a_number_that_is_none_finds_nothing() {
    let city = City::open().await;
    for strange in ["", "2222-2222", "' OR 1=1 --", "あ"] {
        assert!(by_receipt(&city.store, strange).unwrap().is_none());
        assert!(by_secret(&city.store, strange, "").unwrap().is_none());
    }
}
