//! Every act on a route, by people of a small city.

use super::*;
use crate::{
    answer::Setting,
    projection,
    records::{Actor, CaseFacts, Channel},
    routing::{Submitter, route as submit},
    workflow::{self, Denied, Input, Rejection},
};
use jiff::{Timestamp, civil::date};
use madoguchi_schema::{app::App, compile::compile, office::Office, source::SourceSet, text::Lang};
use serde_json::json;
use std::sync::Arc;

const OFFICE: &str = "
schema: 1
city: 旭野市
units:
  welfare: {label: 福祉課, posts: {chief: 係長, manager: 課長}}
  general: {label: 総務課, posts: {manager: 課長}}
  finance: {label: 財政課, posts: {manager: 課長}}
  top: {label: 市長部局, posts: {mayor: 市長}}
";

/// An app whose state `deciding` has this route.
pub(super) fn city(route: &str, rules: &str) -> City {
    let app = format!(
        "schema: 1
app: grant
title: 補助金
owner: welfare
lists:
  deciders: {{file: lists/deciders.csv, key: code}}
questions:
  - {{id: subject, type: text, label: 件名}}
  - {{id: amount, type: money, label: 金額}}
  - {{id: memo, type: text, label: メモ, required: false}}
workflow:
  start: received
  states:
    received: {{label: 受付}}
    deciding:
      label: 決裁中
      route:
{route}
      approved: decided
      rejected: refused
{rules}
    decided: {{label: 決定, end: true}}
    refused: {{label: 不決定, end: true}}
    dropped: {{label: 取下げ, end: true}}
  actions:
    - {{id: draft, label: 起案する, from: received, to: deciding, by: [welfare, general]}}
    - {{id: drop, label: 取り下げる, from: [received, deciding], to: dropped, by: welfare}}
"
    );
    let mut sources = SourceSet::default();
    sources.add("office.yaml", OFFICE);
    sources.add("grant/app.yaml", app);
    let deciders = "code,label,up_to:money,by\nc,課長専決,1000000,welfare/manager\nm,市長決裁,,top/mayor\n";
    sources.add("grant/lists/deciders.csv", deciders);
    let compiled = compile(&sources);
    let found: Vec<_> = compiled.diagnostics.iter().map(|d| format!("{} {:?}", d.code, d.args)).collect();
    let app = compiled.apps.first().unwrap_or_else(|| panic!("{found:?}")).clone();
    City { app, office: compiled.office, roster: roster(), now: "2026-11-02T01:00:00Z".parse().unwrap() }
}

pub(super) struct City {
    pub(super) app: Arc<App>,
    pub(super) office: Arc<Office>,
    pub(super) roster: Roster,
    pub(super) now: Timestamp,
}

/// Units with posts.
type Held = &'static [(&'static str, Option<&'static str>)];

/// Everyone: number, name, posts.
const PEOPLE: [(i64, &str, Held); 7] = [
    (1, "起案", &[("welfare", None)]),
    (2, "係長", &[("welfare", Some("chief"))]),
    (3, "課長", &[("welfare", Some("manager"))]),
    (4, "総務", &[("general", Some("manager"))]),
    (5, "財政", &[("finance", Some("manager"))]),
    (6, "市長", &[("top", Some("mayor"))]),
    (7, "同僚", &[("welfare", None)]),
];

fn posts(of: &[(&str, Option<&str>)]) -> Vec<(String, Option<String>)> {
    of.iter().map(|(unit, post)| ((*unit).to_owned(), post.map(str::to_owned))).collect()
}

fn roster() -> Roster {
    let member = |(id, name, of): (i64, &str, Held)| Member {
        person: Person { id: Some(id), login: format!("p{id}"), name: name.to_owned() },
        posts: posts(of),
    };
    Roster { members: PEOPLE.into_iter().map(member).collect(), ..Roster::default() }
}

impl City {
    pub(super) fn setting(&self) -> Setting<'_> {
        Setting {
            app: &self.app,
            office: &self.office,
            now: self.now,
            received: None,
            clerk: true,
            links: crate::link::Linked::default(),
        }
    }

    pub(super) fn actor(&self, id: i64) -> Actor {
        let member = self.roster.members.iter().find(|member| member.person.id == Some(id)).unwrap();
        Actor::Staff {
            id,
            login: member.person.login.clone(),
            name: member.person.name.clone(),
            posts: member.posts.clone(),
            admin: false,
        }
    }

    /// Someone holds these posts too.
    pub(super) fn also(&mut self, id: i64, more: &[(&str, Option<&str>)]) {
        self.roster.members.iter_mut().find(|m| m.person.id == Some(id)).unwrap().posts.extend(posts(more));
    }

    pub(super) fn away(&mut self, staff: i64, substitute: Option<i64>) {
        let (from, until) = (date(2026, 11, 2), date(2026, 11, 6));
        self.roster.absences.push(Absence { staff, from, until, substitute });
    }

    /// A case over an amount, received.
    pub(super) fn received(&self, amount: i64) -> CaseFacts {
        let answers = json!({"subject": "夏祭り", "amount": amount.to_string()});
        let raw = crate::answer::RawAnswers(serde_json::from_value(answers).unwrap());
        let setting = Setting { clerk: false, ..self.setting() };
        let evaluation = crate::answer::evaluate(&setting, &raw);
        let by =
            Submitter { actor: Actor::Resident, channel: Channel::Web, lang: Lang::Ja, version: 1, overbook: None };
        projection::created(submit(setting, evaluation, &by).unwrap(), 1, "AAAA-AAAA".into()).unwrap()
    }

    /// A case over an amount, started by the drafter.
    pub(super) fn drafted(&self, amount: i64) -> CaseFacts {
        self.press(&self.received(amount), "draft", 1)
    }

    pub(super) fn press(&self, case: &CaseFacts, action: &str, who: i64) -> CaseFacts {
        let actor = self.actor(who);
        let permit = workflow::permit(self.setting(), case, &actor, action).unwrap();
        projection::changed(case, permit.transition(&Input::default()).unwrap())
    }

    pub(super) fn denied(&self, case: &CaseFacts, act: Act, who: i64) -> Denied {
        permit(self.setting(), case, &self.roster, &self.actor(who), act).unwrap_err()
    }

    pub(super) fn act(&self, case: &CaseFacts, act: Act, who: i64) -> CaseFacts {
        self.say(case, act, who, &Said { note: Some("よい".into()), back_to: None })
    }

    pub(super) fn say(&self, case: &CaseFacts, act: Act, who: i64, said: &Said) -> CaseFacts {
        let actor = self.actor(who);
        let change = permit(self.setting(), case, &self.roster, &actor, act).unwrap().decide(said).unwrap();
        projection::changed(case, change)
    }

    /// Answers change while the case stands where it is.
    pub(super) fn rewritten(&self, case: &CaseFacts, question: &str, value: serde_json::Value) -> CaseFacts {
        let mut answers = case.answers.clone();
        answers.0.insert(question.into(), value);
        let mut course = workflow::course::Course::of(self.setting(), case, &answers);
        course.stay(&self.actor(1), "edit", None);
        let change = course.change(case, Some(answers.clone()), crate::records::SlotChange::Keep);
        projection::changed(case, change)
    }
}

pub(super) fn waits(case: &CaseFacts) -> Vec<&str> {
    case.approval.as_ref().unwrap().waits_for()
}

pub(super) fn seal(case: &CaseFacts, step: usize, seat: usize) -> &Seal {
    case.approval.as_ref().unwrap().steps[step].seats[seat].seal.as_ref().unwrap()
}

pub(super) const LINE: &str = "        - {step: 係長, by: welfare/chief}\n        - {step: 課長, by: welfare/manager}";
pub(super) const COUNCIL: &str = "        - {step: 係長, by: welfare/chief}
        - step: 合議
          all: [{step: 総務課長, by: general/manager}, {step: 財政課長, by: finance/manager}]
        - {step: 課長, by: welfare/manager}";

#[test]
fn a_case_goes_up_the_line_and_on_when_the_last_has_approved() {
    let city = city(LINE, "");
    let case = city.drafted(500);
    assert_eq!((case.state.as_str(), waits(&case)), ("deciding", vec!["係長"]));
    assert_eq!(city.denied(&case, Act::Approve, 3), Denied::NotYours);
    let case = city.act(&case, Act::Approve, 2);
    assert_eq!(waits(&case), ["課長"]);
    let case = city.act(&case, Act::Approve, 3);
    assert_eq!(case.state, "decided");
    assert_eq!(case.approval.as_ref().unwrap().outcome, Some(Outcome::Approved));
    assert_eq!(city.denied(&case, Act::Approve, 3), Denied::WrongState);
}

#[test]
fn the_record_keeps_who_in_which_post_and_capacity_when_what_was_said_and_seen() {
    let city = city(LINE, "");
    let case = city.drafted(500);
    let case = city.act(&case, Act::Opinion, 2);
    let seal = seal(&case, 0, 0);
    assert_eq!((seal.by.name.as_str(), seal.post.as_str()), ("係長", "福祉課 係長"));
    assert_eq!((seal.capacity, seal.at, seal.opinion), (Capacity::Own, city.now, true));
    assert_eq!(seal.comment.as_deref(), Some("よい"));
    assert_eq!(seal.seen.len(), 64);
    let other = city.act(&city.drafted(501), Act::Approve, 2);
    assert_ne!(seal.seen, self::seal(&other, 0, 0).seen, "other answers have another hash");
}

#[test]
fn an_event_holds_the_stamp_and_the_route_after_it() {
    let city = city(LINE, "");
    let case = city.drafted(500);
    let actor = city.actor(2);
    let permit = permit(city.setting(), &case, &city.roster, &actor, Act::Approve).unwrap();
    let change = permit.decide(&Said::default()).unwrap();
    let detail = change.steps[0].detail.clone().unwrap();
    assert_eq!((detail.stamps[0].step.as_str(), change.steps[0].action.as_str()), ("係長", "approval.approve"));
    assert_eq!(detail.progress, change.approval);
    let text = serde_json::to_string(&detail).unwrap();
    assert_eq!(serde_json::from_str::<Detail>(&text).unwrap(), detail);
}

#[test]
fn a_step_whose_condition_does_not_hold_is_skipped() {
    let route =
        "        - {step: 係長, by: welfare/chief, if: amount > 1000}\n        - {step: 課長, by: welfare/manager}";
    let city = city(route, "");
    assert_eq!(waits(&city.drafted(500)), ["課長"]);
    assert_eq!(waits(&city.drafted(2000)), ["係長"]);
}

#[test]
fn when_every_step_is_skipped_the_owning_unit_is_asked() {
    let city = city("        - {step: 係長, by: welfare/chief, if: amount > 1000}", "");
    let case = city.drafted(500);
    assert_eq!(case.state, "deciding");
    let case = city.act(&case, Act::Approve, 7);
    assert_eq!((case.state.as_str(), seal(&case, 0, 0).capacity), ("decided", Capacity::Owner));
}

#[test]
fn a_council_is_asked_side_by_side_and_all_must_agree() {
    let city = city(COUNCIL, "");
    let case = city.act(&city.drafted(500), Act::Approve, 2);
    assert_eq!(waits(&case), ["総務課長", "財政課長"]);
    let case = city.act(&case, Act::Approve, 5);
    assert_eq!(waits(&case), ["総務課長"]);
    assert_eq!(city.denied(&case, Act::Approve, 5), Denied::NotYours);
    assert_eq!(waits(&city.act(&case, Act::Approve, 4)), ["課長"]);
}

#[test]
fn a_quorum_is_enough() {
    for (quorum, approvers) in [("", 1), (", quorum: 2", 2)] {
        let route = format!(
            "        - {{step: 審査, any: [{{by: welfare/chief}}, {{by: general/manager}}, {{by: finance/manager}}]{quorum}}}"
        );
        let city = city(&route, "");
        let mut case = city.drafted(500);
        for who in [4, 5].into_iter().take(approvers) {
            assert_eq!(case.state, "deciding");
            case = city.act(&case, Act::Approve, who);
        }
        assert_eq!(case.state, "decided", "{quorum}");
    }
}

#[test]
fn a_table_finds_the_decider_by_the_amount() {
    let city = city("        - {step: 決裁, table: deciders, amount: amount}", "");
    for (amount, who, class) in [(1_000_000, 3, "課長専決"), (1_000_001, 6, "市長決裁")] {
        let case = city.drafted(amount);
        let seat = &case.approval.as_ref().unwrap().steps[0].seats[0];
        assert_eq!(seat.class.as_deref(), Some(class));
        let case = city.act(&case, Act::Approve, who);
        assert_eq!((case.state.as_str(), seal(&case, 0, 0).capacity), ("decided", Capacity::Delegated));
    }
}

#[test]
fn one_person_in_two_seats_acts_once() {
    let mut city = city(COUNCIL, "");
    city.also(2, &[("general", Some("manager")), ("welfare", Some("manager"))]);
    let case = city.act(&city.drafted(500), Act::Approve, 2);
    assert_eq!(waits(&case), ["財政課長"], "the seat of the same person in the council is taken over");
    assert!(seal(&case, 1, 0).once && !seal(&case, 0, 0).once);
    let case = city.act(&case, Act::Approve, 5);
    assert_eq!(case.state, "decided", "so is the seat at the end");
    assert_eq!(seal(&case, 2, 0).post, "福祉課 課長");
}

#[test]
fn a_denial_ends_the_route() {
    let city = city(LINE, "");
    let case = city.drafted(500);
    let actor = city.actor(2);
    let permit = permit(city.setting(), &case, &city.roster, &actor, Act::Deny).unwrap();
    assert!(matches!(permit.decide(&Said::default()), Err(Rejection::Fields(_))), "without words it is refused");
    let case = city.act(&case, Act::Deny, 2);
    assert_eq!((case.state.as_str(), case.approval.unwrap().outcome), ("refused", Some(Outcome::Denied)));
}

#[test]
fn a_returned_case_begins_anew_or_goes_on_where_it_was_returned() {
    for (rule, expected) in [("", "係長"), ("      resume: step", "課長")] {
        let city = city(LINE, rule);
        let case = city.act(&city.drafted(500), Act::Approve, 2);
        let case = city.act(&case, Act::Return, 3);
        assert_eq!(case.state, "received", "it goes back where it came from");
        assert!(case.trail.is_empty());
        let case = city.press(&case, "draft", 1);
        assert_eq!(waits(&case), [expected], "{rule}");
    }
}

#[test]
fn a_case_can_be_returned_to_an_earlier_step() {
    let back = Said { note: Some("確認".into()), back_to: Some(0) };
    for (rule, expected) in [("", vec!["総務課長", "財政課長"]), ("      resume: step", vec!["課長"])] {
        let city = city(COUNCIL, rule);
        let mut case = city.act(&city.drafted(500), Act::Approve, 2);
        for who in [4, 5] {
            case = city.act(&case, Act::Approve, who);
        }
        let actor = city.actor(3);
        let offers = offers(city.setting(), &case, &city.roster, &actor);
        let offer = offers.iter().find(|offer| offer.act == Act::Return).unwrap();
        assert_eq!(offer.back_to, [(0, "係長".to_owned()), (1, "合議".to_owned())]);
        let case = city.say(&case, Act::Return, 3, &back);
        assert_eq!((case.state.as_str(), waits(&case)), ("deciding", vec!["係長"]));
        assert_eq!(waits(&city.act(&case, Act::Approve, 2)), expected, "{rule}");
    }
}

#[test]
fn a_step_that_is_not_before_the_present_one_cannot_be_returned_to() {
    let city = city(COUNCIL, "");
    let case = city.drafted(500);
    let actor = city.actor(2);
    let permit = permit(city.setting(), &case, &city.roster, &actor, Act::Return).unwrap();
    for place in [0, 1, 2, 99] {
        let said = Said { note: Some("確認".into()), back_to: Some(place) };
        assert!(matches!(permit.decide(&said), Err(Rejection::Fields(_))), "{place}");
    }
}

#[test]
fn the_starter_pulls_back_until_somebody_has_acted() {
    let city = city(LINE, "");
    let case = city.drafted(500);
    assert_eq!(city.denied(&case, Act::PullBack, 7), Denied::NotYours);
    let back = city.say(&case, Act::PullBack, 1, &Said::default());
    assert_eq!((back.state.as_str(), back.approval.unwrap().outcome), ("received", Some(Outcome::PulledBack)));
    let case = city.act(&case, Act::Approve, 2);
    assert_eq!(city.denied(&case, Act::PullBack, 1), Denied::Acted);
}

#[test]
fn who_started_does_not_approve_unless_the_route_says_so() {
    for (rule, denied) in [("", true), ("      self_approval: true", false)] {
        let city = city("        - {step: 総務課長, by: general/manager}", rule);
        let case = city.press(&city.received(500), "draft", 4);
        let actor = city.actor(4);
        let permit = permit(city.setting(), &case, &city.roster, &actor, Act::Approve);
        assert_eq!(permit.err(), denied.then_some(Denied::SelfApproval));
        let colleague = city.actor(7);
        let fallen = super::permit(city.setting(), &case, &city.roster, &colleague, Act::Approve).is_ok();
        assert_eq!(fallen, denied, "a seat that only the starter holds falls to the owning unit");
    }
}
