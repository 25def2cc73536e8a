//! Resends, sold-out slots, limits, drafts that become cases, and many at once.

use super::*;
use crate::{
    capacity::{self, Own},
    case, draft, file,
    testing::{City, at, claim, day, new_case, now, step},
};
use jiff::SignedDuration;
use madoguchi_engine::records::{Change, MailOrder, RuleCheck, RuleTest, SlotChange, WaitChange};
use madoguchi_schema::table::Cell;

fn key(key: &str, body: u8) -> Option<Key> {
    Some(Key { key: key.into(), body: [body; 32] })
}

async fn send(city: &City, new: NewCase, key: Option<Key>, draft: Option<&str>) -> Result<Accepted, Refused> {
    accept(&city.store, city.app.clone(), new, key, draft.map(Into::into)).await
}

#[tokio::test]
async fn an_accepted_case_is_read_back_as_it_was_decided() {
    let city = City::open().await;
    let mut new = new_case("01660000011", "a", "2026-11-13", 8);
    new.steps.push(step("accept_auto", Some("received"), "confirmed"));
    new.trail = vec!["received".into()];
    new.asked = vec!["goods".into()];
    new.mails = vec![MailOrder { mail: "confirmed".into(), to: "a@example.jp".into(), due: None }];
    new.due_at = Some(at("2026-11-04T08:15:00Z"));
    let accepted = city.accept(new.clone()).await.unwrap();
    assert_eq!((accepted.state.as_str(), accepted.version, accepted.repeated), ("confirmed", 1, false));
    assert_eq!(accepted.received_at, at("2026-11-02T07:00:00.123Z"));
    let facts = case::by_receipt(&city.store, &accepted.receipt.to_lowercase()).unwrap().unwrap();
    assert_eq!((facts.id, facts.revision, facts.state.as_str()), (accepted.case, 1, "confirmed"));
    assert_eq!(facts.answers, new.answers);
    assert_eq!((facts.trail, facts.asked, facts.due_at), (new.trail, new.asked, new.due_at));
    assert_eq!((facts.claims[0].date, facts.claims[0].uses["points"]), (day("2026-11-13"), 8));
    let history = case::history(&city.store, accepted.case).unwrap();
    let actions: Vec<_> = history.iter().map(|e| (e.action.as_str(), e.to.as_str(), e.revision)).collect();
    assert_eq!(actions, [("submit", "received", 1), ("accept_auto", "confirmed", 1)]);
    let mails = outbox::waiting(&city.store, now(), 10).unwrap();
    assert_eq!((mails.len(), mails[0].receipt == accepted.receipt), (1, true));
    assert_eq!(city.text("SELECT group_concat(code || qty) FROM app_bulky__goods ORDER BY _row"), "bed1,bike2");
    assert_eq!(
        city.text("SELECT \"applicant.family\" || _created_on || coalesce(weight, '-') FROM app_bulky"),
        "髙橋2026-11-02-"
    );
}

#[tokio::test]
async fn the_same_key_and_body_give_the_same_receipt_and_another_body_is_refused() {
    let city = City::open().await;
    let new = new_case("01660000011", "a", "2026-11-13", 8);
    let first = send(&city, new.clone(), key("k", 1), None).await.unwrap();
    let second = send(&city, new.clone(), key("k", 1), None).await.unwrap();
    assert_eq!(second, Accepted { repeated: true, ..first.clone() });
    assert_eq!(earlier(&city.store, "k").unwrap(), Some(second));
    assert_eq!(earlier(&city.store, "other").unwrap(), None);
    assert!(matches!(send(&city, new.clone(), key("k", 2), None).await, Err(Refused::KeyReused)));
    assert_ne!(send(&city, new, key("l", 1), None).await.unwrap().receipt, first.receipt);
    assert!(case::by_secret(&city.store, &first.receipt, &first.secret).unwrap().is_some());
    assert!(case::by_secret(&city.store, &first.receipt, "2222222222").unwrap().is_none());
    assert_eq!(forget_keys(&city.store, now()).await.unwrap(), 0);
    assert_eq!(forget_keys(&city.store, now() + SignedDuration::from_secs(1)).await.unwrap(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_sent_many_times_at_once_makes_one_case() {
    let city = Arc::new(City::open().await);
    let sent: Vec<_> = (0..32)
        .map(|_| {
            let city = city.clone();
            let new = new_case("01660000011", "a", "2026-11-13", 8);
            tokio::spawn(async move { send(&city, new, key("k", 1), None).await.unwrap().receipt })
        })
        .collect();
    let mut receipts = Vec::new();
    for one in sent {
        receipts.push(one.await.unwrap());
    }
    receipts.dedup();
    assert_eq!((receipts.len(), city.number("SELECT count(*) FROM \"case\"")), (1, 1));
}

#[tokio::test]
async fn a_slot_that_has_no_room_for_one_unit_is_sold_out_and_nothing_is_stored() {
    let city = City::open().await;
    city.case("01660000011", "2026-11-13", 45).await;
    let refused = city.accept(new_case("01660000012", "a", "2026-11-13", 6)).await;
    assert!(matches!(refused, Err(Refused::SoldOut { question }) if question == "visit"));
    assert_eq!(city.number("SELECT count(*) FROM event"), 1);
    assert_eq!(city.number("SELECT count(*) FROM \"case\""), 1);
    city.case("01660000012", "2026-11-13", 5).await;
    city.accept(new_case("01660000013", "b", "2026-11-13", 6)).await.unwrap();
    let mut over = new_case("01660000014", "a", "2026-11-13", 6);
    over.claims[0].overbook = Some("課長の指示".into());
    city.accept(over).await.unwrap();
}

#[tokio::test]
async fn two_claims_of_one_case_on_one_slot_count_together() {
    let city = City::open().await;
    let mut new = new_case("01660000011", "a", "2026-11-13", 30);
    new.claims.push(claim("a", "2026-11-13", 30));
    assert!(matches!(city.accept(new).await, Err(Refused::SoldOut { .. })));
    assert_eq!(city.number("SELECT count(*) FROM booking"), 0);
}

#[tokio::test]
async fn a_person_with_as_many_open_cases_as_allowed_is_refused() {
    let city = City::open().await;
    let limit = |phone: &str| RuleCheck {
        same: vec![("phone".into(), Cell::Text(phone.into()))],
        except: vec!["done".into(), "cancelled".into()],
        test: RuleTest::Fewer { at_most: 2, within: None },
        refusal: FieldError {
            question: "phone".into(),
            part: String::new(),
            code: "rule.open",
            args: Vec::new(),
            message: None,
        },
    };
    let with_limit = |phone: &str| NewCase { rules: vec![limit(phone)], ..new_case(phone, "a", "2026-11-13", 1) };
    for _ in 0..2 {
        city.accept(with_limit("01660000011")).await.unwrap();
    }
    assert!(
        matches!(city.accept(with_limit("01660000011")).await, Err(Refused::Rule(broken)) if broken.question == "phone")
    );
    city.accept(with_limit("01660000012")).await.unwrap();
}

#[tokio::test]
async fn the_hold_of_a_draft_becomes_its_booking_even_on_a_full_day() {
    let city = City::open().await;
    let later = now() + SignedDuration::from_mins(15);
    draft::start(&city.store, draft::tests::empty("d")).await.unwrap();
    assert!(
        capacity::hold(&city.store, "bulky".into(), "d".into(), claim("a", "2026-11-13", 50), later, now())
            .await
            .unwrap()
    );
    let other = new_case("01660000012", "a", "2026-11-13", 1);
    assert!(matches!(city.accept(other.clone()).await, Err(Refused::SoldOut { .. })));
    let file = file::add(&city.store, "d".into(), "photo".into(), "a.jpg".into(), "image/jpeg".into(), vec![1], now())
        .await
        .unwrap();
    let unnamed =
        file::add(&city.store, "d".into(), "photo".into(), "b.jpg".into(), "image/jpeg".into(), vec![2], now())
            .await
            .unwrap();
    let mut new = new_case("01660000011", "a", "2026-11-13", 50);
    new.answers.0["photo"] = serde_json::json!([{"id": file.id, "name": "a.jpg", "size": 1, "media": "image/jpeg"}]);
    let accepted = send(&city, new.clone(), None, Some("d")).await.unwrap();
    assert_eq!(file::load(&city.store, &file.id).unwrap().unwrap().case, Some(accepted.case));
    assert_eq!(file::load(&city.store, &unnamed.id).unwrap().unwrap().case, None);
    assert_eq!(draft::load(&city.store, "d", now()).unwrap().unwrap().receipt, Some(accepted.receipt.clone()));
    assert_eq!(city.number("SELECT count(*) FROM booking"), 1);
    assert!(matches!(city.accept(other).await, Err(Refused::SoldOut { .. })));
    let again = send(&city, new, None, Some("d")).await.unwrap();
    assert_eq!((again.receipt, again.repeated), (accepted.receipt, true));
    let claim = claim("a", "2026-11-20", 1);
    assert!(capacity::hold(&city.store, "bulky".into(), "d".into(), claim, later, now()).await.unwrap());
    assert_eq!(city.number("SELECT count(*) FROM booking"), 1, "a submitted draft holds nothing");
}

#[tokio::test]
async fn a_refused_submission_keeps_the_hold_of_its_draft() {
    let city = City::open().await;
    let later = now() + SignedDuration::from_mins(15);
    assert!(
        capacity::hold(&city.store, "bulky".into(), "d".into(), claim("a", "2026-11-13", 40), later, now())
            .await
            .unwrap()
    );
    let refused = send(&city, new_case("01660000011", "a", "2026-11-13", 51), None, Some("d")).await;
    assert!(matches!(refused, Err(Refused::SoldOut { .. })));
    let days = (day("2026-11-13"), day("2026-11-13"));
    let taken = capacity::taken(&city.store, "bulky", "pickup", "a", days, &Own::Nobody, now()).unwrap();
    assert_eq!(taken[0].amount, 40);
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_at_once_on_a_day_of_fifty_get_exactly_fifty() {
    let city = Arc::new(City::open().await);
    let sent: Vec<_> = (0..64)
        .map(|i| {
            let city = city.clone();
            let new = new_case(&format!("0166000{i:04}"), "a", "2026-11-13", 1);
            tokio::spawn(async move { city.accept(new).await })
        })
        .collect();
    let mut sold = 0;
    for one in sent {
        match one.await.unwrap() {
            Ok(_) => sold += 1,
            Err(Refused::SoldOut { .. }) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(sold, 50);
    assert_eq!(crate::verify::verify(&city.store).unwrap().faults, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn mixed_weights_with_withdrawals_meanwhile_never_sell_too_much_and_lose_nothing() {
    let city = Arc::new(City::open().await);
    let sent: Vec<_> = (0..64)
        .map(|i: i64| {
            let city = city.clone();
            tokio::spawn(async move {
                let new = new_case(&format!("0166000{i:04}"), "a", "2026-11-13", 1 + i % 7);
                let accepted = match city.accept(new).await {
                    Ok(accepted) => accepted,
                    Err(Refused::SoldOut { .. }) => return None,
                    Err(other) => panic!("{other:?}"),
                };
                if i % 3 == 0 {
                    let change = withdrawal(accepted.case);
                    case::commit(&city.store, city.app.clone(), change).await.unwrap();
                    return None;
                }
                Some((accepted.receipt, 1 + i % 7))
            })
        })
        .collect();
    let mut kept = 0;
    for one in sent {
        let days = (day("2026-11-13"), day("2026-11-13"));
        let taken = capacity::taken(&city.store, "bulky", "pickup", "a", days, &Own::Nobody, now()).unwrap();
        assert!(taken.iter().all(|t| t.unit != "points" || t.amount <= 50));
        let Some((receipt, points)) = one.await.unwrap() else { continue };
        assert!(case::by_receipt(&city.store, &receipt).unwrap().is_some());
        kept += points;
    }
    assert!(kept <= 50);
    let live = "SELECT sum(amount) FROM booking_unit JOIN booking ON id = booking_id WHERE unit = 'points' AND released_at IS NULL";
    assert_eq!(city.number(live), kept);
    assert_eq!(crate::verify::verify(&city.store).unwrap().faults, Vec::<String>::new());
}

fn withdrawal(case: i64) -> Change {
    Change {
        case,
        revision: 1,
        steps: vec![step("withdraw", Some("received"), "cancelled")],
        answers: None,
        slots: SlotChange::Release,
        waits: WaitChange::Keep,
        rules: Vec::new(),
        mails: Vec::new(),
        issues: Vec::new(),
        reminders: None,
        due_at: None,
        expires_at: None,
        trail: Vec::new(),
        asked: Vec::new(),
        approval: None,
        now: now(),
    }
}
