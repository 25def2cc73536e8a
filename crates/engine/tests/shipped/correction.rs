//! Corrections of a case of the bulky-waste app: only what was asked, everything decided anew.

use crate::city::City;
use jiff::civil::date;
use madoguchi_engine::{
    answer::RawAnswers,
    booking::Refusal,
    projection::changed,
    records::{Actor, CaseFacts, Channel, SlotChange},
    workflow::{Input, Rejection, correctable, permit},
};
use serde_json::{Value as Json, json};

/// A case of which goods and address are to be corrected.
fn fixing(city: &City, channel: Channel) -> CaseFacts {
    let case = city.case(channel, json!({}));
    assert_eq!(case.state, "received");
    let change = city.press(&case, &City::staff("cleaning"), "ask_fix", "住所を確かめてください", json!({})).unwrap();
    let case = changed(&case, change);
    assert_eq!(case.asked, ["goods", "address", "exemption", "proof"]);
    case
}

fn resubmit(city: &City, case: &CaseFacts, answers: Json) -> Result<CaseFacts, Rejection> {
    city.press(case, &Actor::Resident, "resubmit", "", answers).map(|change| changed(case, change))
}

/// The questions that are refused, with their codes.
fn refused(city: &City, case: &CaseFacts, answers: Json) -> Vec<(String, &'static str)> {
    match resubmit(city, case, answers) {
        Err(Rejection::Fields(errors)) => errors.into_iter().map(|e| (e.question, e.code)).collect(),
        other => panic!("fields are wrong, not {other:?}"),
    }
}

#[test]
fn parts_of_an_address_that_were_not_sent_stay() {
    let city = City::read();
    let case = fixing(&city, Channel::Web);
    let after = resubmit(&city, &case, json!({"address": {"building": "１０２号室"}})).unwrap();
    let address = after.answers.get("address").unwrap();
    assert_eq!((&address["building"], &address["town"]), (&json!("102号室"), &json!("1条通3丁目")));
    assert_eq!((after.state.as_str(), after.asked.len(), &after.claims), ("received", 0, &case.claims));
}

#[test]
fn what_was_not_asked_is_refused_by_name() {
    let city = City::read();
    let case = fixing(&city, Channel::Web);
    for (question, answer) in [
        ("phone", json!("0166000098")),
        ("visit", json!({"date": "2026-11-20"})),
        ("points", json!(1)),
        ("fee", json!(0)),
        ("nonsense", json!("x")),
    ] {
        assert_eq!(refused(&city, &case, json!({ question: answer })), [(question.to_owned(), "not-asked")]);
    }
    assert_eq!(case.answers.get("fee"), Some(&json!(2800)));
}

#[test]
fn the_questions_to_correct_follow_what_is_typed() {
    let city = City::read();
    let mut case = fixing(&city, Channel::Web);
    let open = |case: &CaseFacts, typed| {
        let Json::Object(typed) = typed else { panic!("an object") };
        correctable(city.setting(), case, &RawAnswers(typed))
    };
    let asked = ["goods", "address", "exemption", "proof"];
    assert_eq!(open(&case, json!({})), asked);
    let with_the_day = [asked.as_slice(), &["visit"]].concat();
    assert_eq!(open(&case, json!({"address": {"town": "永楽町"}})), with_the_day);
    case.asked = vec!["housing".to_owned()];
    assert_eq!(open(&case, json!({"housing": "flat"})), ["housing", "spot"]);
    case.asked.clear();
    assert!(open(&case, json!({})).is_empty());
}

#[test]
fn a_wrong_correction_keeps_the_case_as_it_is() {
    let city = City::read();
    let case = fixing(&city, Channel::Web);
    let eleven = json!([{"code": "bike", "qty": 5}, {"code": "fan", "qty": 5}, {"code": "bed", "qty": 1}]);
    assert_eq!(refused(&city, &case, json!({ "goods": eleven })), [("goods".to_owned(), "check")]);
    assert_eq!(refused(&city, &case, json!({"goods": []})), [("goods".to_owned(), "required")]);
}

#[test]
fn other_goods_claim_the_same_day_anew() {
    let city = City::read();
    let case = fixing(&city, Channel::Web);
    let goods = json!({"goods": [{"code": "sofa3", "qty": "2"}]});
    let change = city.press(&case, &Actor::Resident, "resubmit", "", goods).unwrap();
    let SlotChange::Move(claims) = &change.slots else { panic!("the same day is claimed anew") };
    assert_eq!((claims[0].date, claims[0].uses["points"]), (case.claims[0].date, 12));
    let after = changed(&case, change);
    assert_eq!((after.answers.get("fee"), after.state.as_str()), (Some(&json!(3000)), "received"));
}

#[test]
fn a_correction_that_lightens_the_case_is_accepted_automatically() {
    let city = City::read();
    let case = fixing(&city, Channel::Web);
    let goods = json!({"goods": [{"code": "fan", "qty": 1}]});
    let change = city.press(&case, &Actor::Resident, "resubmit", "", goods).unwrap();
    let steps: Vec<(&str, &str)> = change.steps.iter().map(|s| (s.action.as_str(), s.to.as_str())).collect();
    assert_eq!(steps, [("resubmit", "received"), ("accept_auto", "confirmed")]);
    assert_eq!(change.mails.iter().map(|m| m.mail.as_str()).collect::<Vec<_>>(), ["confirmed"]);
}

#[test]
fn the_present_day_stays_when_its_cut_off_has_passed_meanwhile() {
    let mut city = City::read();
    let case = fixing(&city, Channel::Web);
    city.set("2026-11-11 16:00:01");
    let goods = json!({"goods": [{"code": "sofa3", "qty": 1}]});
    assert_eq!(resubmit(&city, &case, goods).unwrap().claims[0].date, date(2026, 11, 13));
}

#[test]
fn another_area_needs_a_day_of_that_area() {
    let city = City::read();
    let case = fixing(&city, Channel::Web);
    let moved = json!({"address": {"town": "永楽町"}});
    assert_eq!(resubmit(&city, &case, moved), Err(Rejection::Slot(Refusal::NotOffered)));
    let nowhere = json!({"address": {"town": "遠い町"}});
    assert_eq!(resubmit(&city, &case, nowhere), Err(Rejection::Slot(Refusal::NoArea)));
    let both = json!({"address": {"town": "永楽町"}, "visit": {"date": "2026-11-16"}});
    let after = resubmit(&city, &case, both).unwrap();
    assert_eq!(after.answers.get("visit"), Some(&json!({"date": "2026-11-16", "area": "b"})));
    assert_eq!((after.claims.len(), after.claims[0].area.as_str()), (1, "b"));
}

#[test]
fn a_question_that_a_correction_brings_up_may_be_answered() {
    let city = City::read();
    let mut case = fixing(&city, Channel::Web);
    case.asked = vec!["housing".to_owned()];
    assert_eq!(refused(&city, &case, json!({"housing": "flat"})), [("spot".to_owned(), "required")]);
    let after = resubmit(&city, &case, json!({"housing": "flat", "spot": "東側"})).unwrap();
    assert_eq!(after.answers.get("spot"), Some(&json!("東側")));
    let mut flat = CaseFacts { state: "fixing".into(), trail: vec!["received".into()], ..after };
    flat.asked = vec!["housing".to_owned()];
    let after = resubmit(&city, &flat, json!({"housing": "house"})).unwrap();
    assert_eq!(after.answers.get("spot"), None, "hidden is absent");
}

#[test]
fn a_correction_that_leads_to_an_exit_is_refused_with_its_advice() {
    let city = City::read();
    let mut case = fixing(&city, Channel::Web);
    case.asked = vec!["recycling_law".to_owned()];
    assert_eq!(refused(&city, &case, json!({"recycling_law": true})), [("recycling_law".to_owned(), "stopped")]);
}

#[test]
fn staff_do_not_correct_answers_by_pressing() {
    let city = City::read();
    let case = city.case(Channel::Web, json!({}));
    let staff = City::staff("cleaning");
    let permit = permit(city.setting(), &case, &staff, "confirm").unwrap();
    let Json::Object(answers) = json!({"phone": "0166000098"}) else { panic!("an object") };
    let input = Input { note: None, answers: RawAnswers(answers), photo: None };
    let Err(Rejection::Fields(errors)) = permit.transition(&input) else { panic!("answers are refused") };
    assert_eq!(errors[0].code, "not-asked");
}

#[test]
fn a_case_entered_by_phone_is_corrected_like_any_other() {
    let city = City::read();
    let case = fixing(&city, Channel::Phone);
    let after = resubmit(&city, &case, json!({"address": {"street": "20番地"}})).unwrap();
    assert_eq!(after.answers.get("address").unwrap()["street"], "20番地");
}
