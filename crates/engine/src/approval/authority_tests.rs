//! In whose right someone acts, and what asks a council again.

use super::{
    tests::{COUNCIL, LINE, city, seal, waits},
    *,
};
use crate::workflow::{Denied, Rejection};
use serde_json::json;

#[test]
fn a_substitute_acts_only_while_the_decider_is_away_and_leaves_a_task_to_read() {
    let mut city = city(LINE, "");
    let case = city.drafted(500);
    assert_eq!(city.denied(&case, Act::Approve, 4), Denied::NotYours);
    city.away(2, Some(4));
    assert_eq!(city.denied(&case, Act::Approve, 5), Denied::NotYours, "only the one who was named");
    let case = city.act(&case, Act::Approve, 4);
    let stamp = seal(&case, 0, 0);
    assert_eq!((stamp.capacity, stamp.post.as_str()), (Capacity::Substitute, "総務課 課長"));
    assert_eq!(stamp.absent.as_ref().unwrap().name, "係長");
    assert_eq!(waits(&case), ["課長"], "the route goes on without waiting for it to be read");
    let case = city.act(&case, Act::Approve, 3);
    assert_eq!(case.state, "decided");
    assert_eq!(city.denied(&case, Act::Review, 3), Denied::NotYours);
    let case = city.say(&case, Act::Review, 2, &Said::default());
    assert_eq!(case.approval.as_ref().unwrap().unread().count(), 0);
    assert_eq!(case.state, "decided", "it is read after the end too");
    assert_eq!(city.denied(&case, Act::Review, 2), Denied::NotYours);
}

#[test]
fn nobody_is_a_substitute_where_the_route_forbids_it_or_another_holder_is_there() {
    let mut strict = city("        - {step: 課長, by: welfare/manager, no_substitute: true}", "");
    strict.away(3, Some(4));
    assert_eq!(strict.denied(&strict.drafted(500), Act::Approve, 4), Denied::NoSubstitute);
    let mut all = city(LINE, "      no_substitute: true");
    all.away(2, Some(4));
    assert_eq!(all.denied(&all.drafted(500), Act::Approve, 4), Denied::NoSubstitute);
    let mut two = city(LINE, "");
    two.also(7, &[("welfare", Some("chief"))]);
    two.away(2, Some(4));
    assert_eq!(two.denied(&two.drafted(500), Act::Approve, 4), Denied::NotYours);
}

#[test]
fn a_deputy_acts_in_the_right_of_a_vacant_post_only() {
    let mut city = city("        - {step: 課長, by: welfare/manager, no_substitute: true}", "");
    city.roster.deputies.push(Deputy { unit: "welfare".into(), post: "manager".into(), staff: 4 });
    let case = city.drafted(500);
    assert_eq!(city.denied(&case, Act::Approve, 4), Denied::NotYours, "the post is held");
    city.roster.members.retain(|member| member.person.id != Some(3));
    assert_eq!(city.denied(&case, Act::Approve, 7), Denied::NotYours, "the deputy is there");
    let case = city.act(&case, Act::Approve, 4);
    let stamp = seal(&case, 0, 0);
    assert_eq!((stamp.capacity, stamp.post.as_str()), (Capacity::Deputy, "福祉課 課長"));
    assert!(case.approval.unwrap().reviews.is_empty());
}

#[test]
fn a_seat_that_nobody_can_take_falls_to_the_owning_unit_which_says_why() {
    let mut city = city(LINE, "");
    city.roster.members.retain(|member| member.person.id != Some(2));
    let case = city.drafted(500);
    let progress = case.approval.as_ref().unwrap();
    assert!(is_vacant(city.setting(), &city.roster, progress, progress.waiting().next().unwrap()));
    assert_eq!(city.denied(&case, Act::Approve, 5), Denied::NotYours);
    let actor = city.actor(7);
    let permit = permit(city.setting(), &case, &city.roster, &actor, Act::Approve).unwrap();
    assert!(matches!(permit.decide(&Said::default()), Err(Rejection::Fields(_))));
    assert_eq!(waits(&city.act(&case, Act::Approve, 7)), ["課長"]);
}

#[test]
fn a_starter_who_holds_the_seat_too_keeps_nobody_from_it() {
    let mut city = city(LINE, "");
    city.also(1, &[("welfare", Some("chief"))]);
    let case = city.drafted(500);
    city.away(2, Some(4));
    assert_eq!(city.denied(&case, Act::Approve, 1), Denied::SelfApproval);
    assert_eq!(city.denied(&case, Act::Approve, 7), Denied::NotYours, "the substitute is there");
    assert_eq!(seal(&city.act(&case, Act::Approve, 4), 0, 0).capacity, Capacity::Substitute);
    city.roster.absences.clear();
    city.roster.members.retain(|member| member.person.id != Some(2));
    city.roster.deputies.push(Deputy { unit: "welfare".into(), post: "chief".into(), staff: 4 });
    assert_eq!(seal(&city.act(&case, Act::Approve, 4), 0, 0).capacity, Capacity::Deputy);
}

#[test]
fn a_seat_whose_holders_are_all_away_without_a_substitute_falls_to_the_owning_unit() {
    let mut city = city(LINE, "");
    let case = city.drafted(500);
    for useless in [None, Some(1)] {
        city.roster.absences.clear();
        city.away(2, useless);
        let progress = case.approval.as_ref().unwrap();
        assert!(is_vacant(city.setting(), &city.roster, progress, progress.waiting().next().unwrap()), "{useless:?}");
        assert_eq!(seal(&city.act(&case, Act::Approve, 7), 0, 0).capacity, Capacity::Owner);
    }
    city.also(7, &[("welfare", Some("chief"))]);
    assert_eq!(seal(&city.act(&case, Act::Approve, 7), 0, 0).capacity, Capacity::Own, "another one is there");
    let mut strict = self::city("        - {step: 係長, by: welfare/chief, no_substitute: true}", "");
    strict.away(2, None);
    assert_eq!(strict.denied(&strict.drafted(500), Act::Approve, 7), Denied::NotYours, "it waits");
}

#[test]
fn a_change_of_the_gist_asks_the_council_again_and_nobody_else() {
    let city = city(COUNCIL, "      gist: [subject, amount]");
    let mut case = city.act(&city.drafted(500), Act::Approve, 2);
    for who in [4, 5] {
        case = city.act(&case, Act::Approve, who);
    }
    assert_eq!(waits(&case), ["課長"]);
    let same = city.rewritten(&case, "memo", json!("急ぎ"));
    assert_eq!(waits(&same), ["課長"], "a memo is not the gist");
    let changed = city.rewritten(&case, "amount", json!(900));
    assert_eq!(waits(&changed), ["総務課長", "財政課長"]);
    assert_eq!(seal(&changed, 0, 0).by.id, Some(2), "the own line keeps its seal");
    let mut again = changed;
    for who in [4, 5, 3] {
        again = city.act(&again, Act::Approve, who);
    }
    assert_eq!(again.state, "decided");
}

#[test]
fn a_change_after_a_return_asks_the_council_again_although_the_rest_resumes() {
    let city = city(COUNCIL, "      resume: step");
    let mut case = city.act(&city.drafted(500), Act::Approve, 2);
    for who in [4, 5] {
        case = city.act(&case, Act::Approve, who);
    }
    let case = city.act(&case, Act::Return, 3);
    let case = city.press(&city.rewritten(&case, "amount", json!(900)), "draft", 1);
    assert_eq!(waits(&case), ["総務課長", "財政課長"]);
}

#[test]
fn a_remark_decides_nothing_and_leaving_by_an_action_ends_the_route() {
    let city = city(LINE, "");
    let case = city.drafted(500);
    assert_eq!(city.denied(&case, Act::Remark, 6), Denied::NotYours);
    let said = city.act(&case, Act::Remark, 1);
    assert_eq!((waits(&said), said.approval.clone()), (vec!["係長"], case.approval.clone()));
    let left = city.press(&case, "drop", 7);
    assert_eq!(left.approval.unwrap().outcome, Some(Outcome::Left));
}
