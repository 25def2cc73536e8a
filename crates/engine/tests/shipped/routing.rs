//! Submissions of the bulky-waste app: what is stored, and why nothing is.

use crate::city::City;
use jiff::civil::date;
use madoguchi_engine::{
    booking::Refusal,
    records::{Actor, Channel, RuleTest},
    routing::NotRouted,
};
use madoguchi_schema::table::Cell;
use serde_json::json;

#[test]
fn a_submission_carries_its_claim_limit_state_and_due_time() {
    let city = City::read();
    let new = city.submit(Channel::Web, json!({}), None).unwrap();
    assert_eq!(new.answers.get("visit"), Some(&json!({"date": "2026-11-13", "area": "a"})));
    let claim = &new.claims[0];
    assert_eq!((claim.question.as_str(), claim.book.as_str(), claim.area.as_str()), ("visit", "pickup", "a"));
    assert_eq!(claim.date, date(2026, 11, 13));
    assert_eq!((claim.uses["points"], claim.uses["visits"], claim.capacity["points"]), (10, 1, 120));
    let limit = &new.rules[0];
    assert_eq!(limit.same, [("phone".to_owned(), Cell::Text("0166000099".to_owned()))]);
    assert_eq!(limit.test, RuleTest::Fewer { at_most: 3, within: None });
    assert_eq!(limit.except, ["collected", "rejected", "cancelled", "expired"]);
    assert_eq!(new.steps.iter().map(|s| s.to.as_str()).collect::<Vec<_>>(), ["received"]);
    assert_eq!(new.due_at.map(|due| due.to_string()).as_deref(), Some("2026-11-04T14:59:59Z"), "11/3 is a holiday");
    assert_eq!((new.expires_at, new.mails.len(), new.trail.len()), (None, 0, 0));
}

#[test]
fn few_points_without_a_photo_are_accepted_at_once() {
    let city = City::read();
    let new = city.submit(Channel::Web, json!({"goods": [{"code": "sofa2", "qty": 2}]}), None).unwrap();
    let steps: Vec<_> = new.steps.iter().map(|s| (s.actor.clone(), s.action.as_str(), s.to.as_str())).collect();
    assert_eq!(steps, [(Actor::Resident, "submit", "received"), (Actor::System, "accept_auto", "confirmed")]);
    assert_eq!((new.trail, new.due_at), (vec!["received".to_owned()], None));
    assert_eq!(new.mails[0].to, "hanako@example.jp");
    let silent = json!({"goods": [{"code": "sofa2", "qty": 2}], "mail": null});
    assert!(city.submit(Channel::Web, silent, None).unwrap().mails.is_empty());
}

#[test]
fn wrong_answers_exits_and_days_are_told_apart() {
    let city = City::read();
    let not = |answers| city.submit(Channel::Web, answers, None).unwrap_err();
    assert!(matches!(not(json!({"phone": null})), NotRouted::Fields(errors) if errors[0].question == "phone"));
    assert_eq!(not(json!({"recycling_law": "yes"})), NotRouted::Stopped(0, 0));
    assert_eq!(not(json!({"refused_goods": ["extinguisher"]})), NotRouted::Stopped(1, 2));
    let slot = |refusal| NotRouted::Slot { question: "visit".into(), refusal };
    assert_eq!(not(json!({"visit": {"date": "2026-11-12"}})), slot(Refusal::NotOffered), "a Thursday");
    assert_eq!(not(json!({"visit": {"date": "2027-01-08"}})), slot(Refusal::NotOffered), "after the window");
    let nowhere = json!({"address": {
        "postal_code": "070-0031", "prefecture": "北海道", "city": "旭野市", "town": "遠い町", "street": "1"
    }});
    assert_eq!(not(nowhere), slot(Refusal::NoArea));
}

#[test]
fn only_staff_book_late_and_only_with_a_reason() {
    let mut city = City::read();
    city.set("2026-11-11 16:00:01");
    let late = |channel, reason| city.submit(channel, json!({}), reason);
    for (channel, reason) in
        [(Channel::Web, None), (Channel::Web, Some("急用")), (Channel::Phone, None), (Channel::Phone, Some("　"))]
    {
        let refused = late(channel, reason).unwrap_err();
        assert!(matches!(refused, NotRouted::Slot { refusal: Refusal::TooLate { .. }, .. }), "{channel:?} {reason:?}");
    }
    let new = late(Channel::Phone, Some("電話で約束した")).unwrap();
    assert_eq!(new.claims[0].overbook.as_deref(), Some("電話で約束した"));
    assert_eq!(new.steps[0].note.as_deref(), Some("電話で約束した"));
}
