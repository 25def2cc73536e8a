//! Who may press, what follows, and that capacity goes back exactly once.

use super::*;
use crate::{
    answer::Setting,
    booking::Refusal,
    projection::changed,
    records::{Act, Actor, CaseFacts, Change, Channel, SlotChange},
    testing::{action, at, bulky, case, office, staff},
};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use madoguchi_schema::{
    app::{App, By, UnitOf},
    office::Office,
    text::Lang,
};
use proptest::prelude::*;

const MORNING: &str = "2026-11-02 10:00:00";
const DAY: Date = date(2026, 11, 13);

fn setting<'a>(app: &'a App, office: &'a Office, now: &str) -> Setting<'a> {
    Setting { app, office, now: at(office, now), clerk: false, received: None, links: crate::link::Linked::default() }
}

fn new_case(app: &App) -> CaseFacts {
    case(app, at(&office(), MORNING), DAY)
}

fn note(text: &str) -> Input {
    Input { note: Some(text.into()), ..Input::default() }
}

/// Presses at a moment; the change, or why not.
fn press(app: &App, case: &CaseFacts, actor: &Actor, id: &str, now: &str) -> Result<Change, Denied> {
    let office = office();
    permit(setting(app, &office, now), case, actor, id).map(|permit| permit.transition(&note("住所を確認")).unwrap())
}

#[test]
fn a_unit_a_post_and_the_resident_are_told_apart() {
    let (unit, post) = (By::Unit("cleaning".into()), By::Post("cleaning".into(), "chief".into()));
    let member = staff(&[("cleaning", None)]);
    let chief = staff(&[("crew", None), ("cleaning", Some("chief"))]);
    let other_chief = staff(&[("crew", Some("chief"))]);
    assert!(is_among(&member, std::slice::from_ref(&unit)) && !is_among(&member, std::slice::from_ref(&post)));
    assert!(is_among(&chief, std::slice::from_ref(&unit)) && is_among(&chief, std::slice::from_ref(&post)));
    assert!(!is_among(&other_chief, &[unit, post]));
    assert!(is_among(&Actor::Resident, &[By::Resident]));
    assert!(!is_among(&Actor::System, &[By::Resident]) && !is_among(&member, &[]));
}

/// A member of staff with a login of their own.
fn person(id: i64, login: &str, posts: &[(&str, Option<&str>)]) -> Actor {
    match staff(posts) {
        Actor::Staff { posts, .. } => Actor::Staff { id, login: login.into(), name: login.into(), posts, admin: false },
        other => other,
    }
}

#[test]
fn whom_the_case_names_is_named_in_that_case_only() {
    let app = bulky();
    let field = [By::Field("phone".into())];
    let of = |of| [By::PostOf { post: "chief".into(), of }];
    let started = Act { action: "submit".into(), actor: person(5, "ito", &[("crew", None)]), at: Timestamp::default() };
    let mut case = CaseFacts { acts: vec![started], ..new_case(&app) };
    case.answers.0.insert("phone".into(), "sato".into());
    case.answers.0.insert("unit".into(), "library".into());
    let (ito, sato) = (person(5, "ito", &[("crew", None)]), person(6, "sato", &[("library", Some("chief"))]));
    let boss = person(7, "boss", &[("crew", Some("chief"))]);
    for (by, named) in [
        (&[By::Starter][..], [true, false, false]),
        (&field, [false, true, false]),
        (&of(UnitOf::Field("unit".into())), [false, true, false]),
        (&of(UnitOf::Starter), [false, false, true]),
        (&[By::Staff], [true, true, true]),
    ] {
        assert_eq!([&ito, &sato, &boss].map(|actor| is_named(&case, actor, by)), named, "{by:?}");
    }
    assert!(!is_named(&case, &Actor::Resident, &[By::Starter]) && !is_named(&case, &Actor::System, &[By::Staff]));
    assert!(could_be(&ito, &field) && !could_be(&ito, &of(UnitOf::Starter)) && !could_be(&Actor::Resident, &field));
    assert!(has_part(&case, &ito, &[]) && has_part(&case, &sato, &field) && !has_part(&case, &boss, &field));
    case.answers.0.insert("phone".into(), "".into());
    assert!(!is_named(&case, &person(8, "", &[]), &field), "nobody is named by a blank");
}

#[test]
fn four_eyes_are_those_of_another_person() {
    let mut app = bulky();
    app.workflow.actions["reject"].not_by = vec!["remark".into(), "submit".into()];
    let chief = |id, login| person(id, login, &[("cleaning", Some("chief"))]);
    let (sato, ito) = (chief(1, "sato"), chief(2, "ito"));
    let case = new_case(&app);
    assert!(press(&app, &case, &sato, "reject", MORNING).is_ok(), "nobody remarked yet");
    let remarked = changed(&case, press(&app, &case, &sato, "remark", MORNING).unwrap());
    let denied = press(&app, &remarked, &sato, "reject", MORNING).unwrap_err();
    assert_eq!(denied, Denied::SamePerson { action: "remark".into() });
    assert!(press(&app, &remarked, &ito, "reject", MORNING).is_ok());
    let again = changed(&remarked, press(&app, &remarked, &ito, "remark", MORNING).unwrap());
    assert!(press(&app, &again, &sato, "reject", MORNING).is_ok(), "the last one to remark counts");
    let entered = Act { action: "submit".into(), actor: sato.clone(), at: again.created_at };
    let own = CaseFacts { acts: vec![entered], ..again };
    assert_eq!(press(&app, &own, &sato, "reject", MORNING), Err(Denied::SamePerson { action: "submit".into() }));
}

#[test]
fn a_case_begins_where_its_channel_says() {
    let mut app = bulky();
    app.workflow.starts.insert("phone".into(), "confirmed".into());
    assert_eq!(app.workflow.start_on("phone"), "confirmed");
    assert_eq!(app.workflow.start_on("web"), "received");
    let fixing = CaseFacts { state: "fixing".into(), channel: Channel::Phone, ..new_case(&app) };
    let back = press(&app, &fixing, &Actor::Resident, "resubmit", MORNING).unwrap();
    assert_eq!(back.steps.last().unwrap().to, "confirmed", "without a trail, back is the beginning");
}

#[test]
fn the_buttons_are_exactly_the_permitted_actions() {
    let (app, office) = (bulky(), office());
    let case = new_case(&app);
    let ids = |actor: &Actor, now: &str| {
        buttons(setting(&app, &office, now), &case, actor).iter().map(|a| a.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&staff(&[("cleaning", None)]), MORNING), ["confirm", "ask_fix", "remark"]);
    assert_eq!(ids(&staff(&[("cleaning", Some("chief"))]), MORNING), ["confirm", "ask_fix", "reject", "remark"]);
    assert!(ids(&staff(&[("crew", None)]), MORNING).is_empty());
    assert_eq!(ids(&Actor::Resident, MORNING), ["withdraw"]);
    assert_eq!(ids(&Actor::Resident, "2026-11-12 16:00:00"), ["withdraw"]);
    assert!(ids(&Actor::Resident, "2026-11-12 16:00:01").is_empty());
}

#[test]
fn each_denial_says_why() {
    let app = bulky();
    let case = new_case(&app);
    let member = staff(&[("cleaning", None)]);
    assert_eq!(press(&app, &case, &member, "explode", MORNING), Err(Denied::Unknown));
    assert_eq!(press(&app, &case, &member, "reject", MORNING), Err(Denied::NotYours));
    assert_eq!(press(&app, &case, &member, "reopen", MORNING), Err(Denied::WrongState));
    let last = at(&office(), "2026-11-12 16:00:00");
    let late = press(&app, &case, &Actor::Resident, "withdraw", "2026-11-12 16:00:01").unwrap_err();
    assert_eq!(late, Denied::TooLate { last });
    let sentence = late.sentence(&office(), Lang::Ja);
    assert_eq!(sentence, "この操作ができるのは11月12日（木）16時まででした。電話で問い合わせてください。");
}

#[test]
fn a_required_note_is_asked_for() {
    let (app, office) = (bulky(), office());
    let (case, member) = (new_case(&app), staff(&[("cleaning", None)]));
    let permit = permit(setting(&app, &office, MORNING), &case, &member, "ask_fix").unwrap();
    for empty in [None, Some("　 ".to_owned())] {
        let refused = permit.transition(&Input { note: empty, ..Input::default() }).unwrap_err();
        let Rejection::Fields(errors) = refused else { panic!("a note is a field") };
        assert_eq!((errors[0].question.as_str(), errors[0].code), ("note", "note.required"));
    }
}

#[test]
fn asking_and_resubmitting_goes_back_to_where_it_came_from() {
    let (app, member) = (bulky(), staff(&[("cleaning", None)]));
    let case = new_case(&app);
    let asked = press(&app, &case, &member, "ask_fix", MORNING).unwrap();
    assert_eq!((asked.asked.as_slice(), asked.trail.as_slice()), (&["phone".to_owned()][..], &["received".into()][..]));
    assert_eq!(asked.mails.iter().map(|m| m.mail.as_str()).collect::<Vec<_>>(), ["please-fix"]);
    assert_eq!(asked.due_at, None, "the clock stands still");
    assert_eq!(asked.expires_at, Some(at(&office(), "2026-11-09 23:59:59")));
    let fixing = changed(&case, asked);
    let back = press(&app, &fixing, &Actor::Resident, "resubmit", MORNING).unwrap();
    assert_eq!(back.steps.last().unwrap().to, "received");
    assert!(back.trail.is_empty() && back.asked.is_empty());
    assert_eq!(back.due_at, Some(at(&office(), "2026-11-04 23:59:59")), "11/3 is a holiday");
    assert_eq!(back.slots, SlotChange::Keep);

    let confirmed = changed(&case, press(&app, &case, &member, "confirm", MORNING).unwrap());
    let fixing = changed(&confirmed, press(&app, &confirmed, &member, "ask_fix", MORNING).unwrap());
    let back = press(&app, &fixing, &Actor::Resident, "resubmit", MORNING).unwrap();
    assert_eq!((back.steps.last().unwrap().to.as_str(), back.trail), ("confirmed", vec!["received".to_owned()]));
}

#[test]
fn staying_keeps_state_deadlines_and_what_was_asked() {
    let (app, member) = (bulky(), staff(&[("cleaning", None)]));
    let case = CaseFacts { due_at: Some(at(&office(), "2026-11-04 23:59:59")), ..new_case(&app) };
    let change = press(&app, &case, &member, "remark", "2026-11-03 10:00:00").unwrap();
    assert_eq!((change.due_at, change.slots, change.trail), (case.due_at, SlotChange::Keep, Vec::new()));
    assert_eq!(change.steps.len(), 1);
}

#[test]
fn a_mail_without_an_address_is_not_ordered() {
    let (app, member) = (bulky(), staff(&[("cleaning", None)]));
    let mut case = new_case(&app);
    assert_eq!(press(&app, &case, &member, "confirm", MORNING).unwrap().mails.len(), 1);
    for blank in [serde_json::Value::Null, "".into()] {
        case.answers.0.insert("mail".into(), blank);
        assert!(press(&app, &case, &member, "confirm", MORNING).unwrap().mails.is_empty());
    }
}

#[test]
fn automatic_actions_follow_in_a_chain_that_ends() {
    let mut app = bulky();
    let auto = |id: &str, from: &str, to: &str| (id.to_owned(), action(id, &[from], to, &[]));
    app.workflow.actions.extend([auto("a1", "confirmed", "missed"), auto("a2", "missed", "confirmed")]);
    let change = press(&app, &new_case(&app), &staff(&[("cleaning", None)]), "confirm", MORNING).unwrap();
    let passed: Vec<&str> = change.steps.iter().map(|s| s.to.as_str()).collect();
    assert_eq!(passed, ["confirmed", "missed", "confirmed"]);
    assert!(change.steps[1..].iter().all(|s| s.actor == Actor::System));
}

#[test]
fn nobody_presses_an_automatic_action_by_hand() {
    let mut app = bulky();
    app.workflow.actions.insert("auto".into(), action("auto", &["received"], "confirmed", &[]));
    let case = new_case(&app);
    for actor in [Actor::Resident, staff(&[("cleaning", Some("chief"))])] {
        assert_eq!(press(&app, &case, &actor, "auto", MORNING), Err(Denied::NotYours));
    }
}

#[test]
fn a_state_leaves_by_itself_at_its_time_and_not_before() {
    let (app, office) = (bulky(), office());
    let case = new_case(&app);
    let fixing = changed(&case, press(&app, &case, &staff(&[("cleaning", None)]), "ask_fix", MORNING).unwrap());
    assert_eq!(expire(setting(&app, &office, "2026-11-09 23:59:58"), &fixing), None);
    let change = expire(setting(&app, &office, "2026-11-09 23:59:59"), &fixing).unwrap();
    assert_eq!(change.slots, SlotChange::Release);
    let step = change.steps.last().unwrap();
    assert_eq!((step.action.as_str(), step.to.as_str(), &step.actor), ("expire", "expired", &Actor::System));
    assert_eq!(expire(setting(&app, &office, "2027-01-01 00:00:00"), &changed(&fixing, change)), None);
}

#[test]
fn a_date_is_moved_in_one_change_and_the_same_date_moves_nothing() {
    let (app, office) = (bulky(), office());
    let case = new_case(&app);
    let moved = move_slot(setting(&app, &office, MORNING), &case, &Actor::Resident, "visit", date(2026, 11, 20), None);
    let change = moved.unwrap();
    let SlotChange::Move(claims) = &change.slots else { panic!("it moves") };
    assert_eq!((claims.len(), claims[0].date), (1, date(2026, 11, 20)));
    assert_eq!(change.answers.as_ref().unwrap().get("visit").unwrap()["date"], "2026-11-20");
    let same = move_slot(setting(&app, &office, MORNING), &case, &Actor::Resident, "visit", DAY, None).unwrap();
    assert_eq!((same.slots, same.answers), (SlotChange::Keep, None));
}

#[test]
fn a_resident_may_not_move_late_but_staff_may_with_a_reason() {
    let (app, office) = (bulky(), office());
    let case = new_case(&app);
    let late = setting(&app, &office, "2026-11-12 16:00:01");
    let last = at(&office, "2026-11-12 16:00:00");
    assert_eq!(may_move(late, &case, &Actor::Resident), Err(Denied::TooLate { last }));
    let to = date(2026, 11, 16);
    let by =
        |actor: &Actor, reason: Option<&str>| move_slot(late, &case, actor, "visit", to, reason.map(str::to_owned));
    let too_late = Err(Rejection::Slot(Refusal::TooLate { last }));
    assert_eq!(by(&Actor::Resident, Some("急用")), too_late);
    let member = staff(&[("cleaning", None)]);
    assert!(matches!(by(&member, None), Err(Rejection::Slot(Refusal::TooLate { .. }))));
    let change = by(&member, Some("大雪のため")).unwrap();
    let SlotChange::Move(claims) = &change.slots else { panic!("it moves") };
    assert_eq!(claims[0].overbook.as_deref(), Some("大雪のため"));
    assert_eq!(change.steps[0].note.as_deref(), Some("大雪のため"));
    assert_eq!(by(&staff(&[("library", None)]), Some("大雪のため")), Err(Rejection::Slot(Refusal::NotOffered)));
}

#[test]
fn a_reopened_case_claims_its_day_again_or_is_refused() {
    let app = bulky();
    let case = new_case(&app);
    let cancelled = changed(&case, press(&app, &case, &Actor::Resident, "withdraw", MORNING).unwrap());
    assert!(cancelled.claims.is_empty());
    let member = staff(&[("cleaning", None)]);
    let change = press(&app, &cancelled, &member, "reopen", MORNING).unwrap();
    assert!(matches!(&change.slots, SlotChange::Move(claims) if claims[0].date == DAY));
    let office = office();
    let late = permit(setting(&app, &office, "2026-11-12 10:00:00"), &cancelled, &member, "reopen").unwrap();
    assert!(matches!(late.transition(&note("再開")), Err(Rejection::Slot(Refusal::TooLate { .. }))));
}

/// One press of a random walk: a number chooses among the permitted actions of all actors.
fn walk(app: &App, case: &CaseFacts, choice: usize) -> Option<Change> {
    let office = office();
    let now = setting(app, &office, MORNING);
    let actors = [Actor::Resident, staff(&[("cleaning", Some("chief")), ("crew", None)])];
    let pressable = |actor| buttons(now, case, actor).into_iter().map(move |action| (actor, action.id.clone()));
    let options: Vec<(&Actor, String)> = actors.iter().flat_map(pressable).collect();
    let (actor, id) = options.get(choice.checked_rem(options.len())?)?;
    permit(now, case, actor, id).unwrap().transition(&note("理由")).ok()
}

proptest! {
    #[test]
    fn capacity_is_held_exactly_outside_the_states_that_release_it(choices in prop::collection::vec(0usize..50, 1..25)) {
        let app = bulky();
        let releases = &app.bookings["pickup"].release_when;
        let mut case = new_case(&app);
        for choice in choices {
            let Some(change) = walk(&app, &case, choice) else { break };
            let (held, free) = (!case.claims.is_empty(), releases.contains(&change.steps.last().unwrap().to));
            prop_assert_eq!(change.slots == SlotChange::Release, held && free, "given back once, when it is held");
            case = changed(&case, change);
            prop_assert_eq!(case.claims.is_empty(), free);
        }
    }
}
