//! Mails that go by themselves.

use super::{
    Remind, moment, move_slot, remind,
    reminder::{REMIND, ahead},
};
use crate::{
    answer::Setting,
    projection::changed,
    records::{Actor, CaseFacts, Reminder},
    testing::{at, bulky, case, days_of, office},
};
use jiff::civil::{Time, date};
use madoguchi_schema::{
    app::{App, Appointment, DayUnit, Mail, Schedule, Side},
    office::Office,
};
use serde_json::{Value as Json, json};

/// The bulky-waste app with a mail at 9 o'clock on the day before the visit.
fn reminding(side: Side) -> App {
    let mut app = bulky();
    let at = Appointment { question: "visit".into(), side, time: Time::constant(9, 0, 0, 0) };
    let schedule = Some(Schedule { at, states: vec!["confirmed".into()] });
    let (to, subject, body) = ("mail".to_owned(), "明日です".to_owned(), "明日です".to_owned());
    app.mail.insert("reminder".into(), Mail { id: "reminder".into(), to, subject, body, schedule });
    app
}

fn setting<'a>(app: &'a App, office: &'a Office, now: &str) -> Setting<'a> {
    Setting { app, office, now: at(office, now), clerk: false, received: None, links: crate::link::Linked::default() }
}

fn before(count: u32, unit: DayUnit) -> Side {
    Side::Before(days_of(count, unit))
}

/// A confirmed case whose visit is on a day.
fn confirmed(app: &App, day: &str, now: &str) -> CaseFacts {
    let office = office();
    let new = case(app, at(&office, now), day.parse().unwrap());
    let reminders = ahead(&setting(app, &office, now), &new.answers, &[]);
    CaseFacts { state: "confirmed".into(), reminders, ..new }
}

#[test]
fn the_moment_is_counted_in_the_desks_calendar_and_told_by_the_citys_clock() {
    let office = office();
    let moment_of = |side, day: &str| {
        let app = reminding(side);
        let case = confirmed(&app, day, "2026-04-01 10:00:00");
        let schedule = app.mail["reminder"].schedule.as_ref().unwrap();
        moment(&setting(&app, &office, "2026-04-01 10:00:00"), &schedule.at, &case.answers).unwrap()
    };
    assert_eq!(moment_of(before(1, DayUnit::Calendar), "2026-11-13"), at(&office, "2026-11-12 09:00:00"));
    assert_eq!(
        moment_of(before(2, DayUnit::Business), "2026-05-08"),
        at(&office, "2026-05-01 09:00:00"),
        "Golden Week"
    );
    assert_eq!(moment_of(Side::On, "2026-11-13"), at(&office, "2026-11-13 09:00:00"));
    let after = Side::After(days_of(1, DayUnit::Business));
    assert_eq!(moment_of(after, "2026-11-13"), at(&office, "2026-11-16 09:00:00"), "Monday after a Friday");
}

#[test]
fn a_date_that_is_hidden_or_blank_has_no_moment() {
    let (app, office) = (reminding(before(1, DayUnit::Calendar)), office());
    for answers in [json!({}), json!({"visit": null}), json!({"visit": {}}), json!({"visit": {"date": "soon"}})] {
        let answers = serde_json::from_value(answers).unwrap();
        assert_eq!(ahead(&setting(&app, &office, "2026-11-02 10:00:00"), &answers, &[]), []);
    }
}

#[test]
fn the_mail_is_ordered_once_at_its_moment_and_recorded() {
    let (app, office) = (reminding(before(1, DayUnit::Calendar)), office());
    let case = confirmed(&app, "2026-11-13", "2026-11-02 10:00:00");
    assert_eq!(remind(setting(&app, &office, "2026-11-12 08:59:59"), &case), None);
    let due = setting(&app, &office, "2026-11-12 09:00:00");
    let Some(Remind::Order(change)) = remind(due, &case) else { panic!("nothing is ordered") };
    assert_eq!((change.mails[0].mail.as_str(), change.mails[0].due), ("reminder", Some(due.now)));
    assert_eq!((change.steps[0].action.as_str(), &change.steps[0].actor), (REMIND, &Actor::System));
    let after = changed(&case, *change);
    assert_eq!(
        (after.state.as_str(), remind(setting(&app, &office, "2026-11-12 09:01:00"), &after)),
        ("confirmed", None)
    );
}

#[test]
fn another_state_a_missing_address_and_the_next_day_order_nothing() {
    let (app, office) = (reminding(before(1, DayUnit::Calendar)), office());
    let case = confirmed(&app, "2026-11-13", "2026-11-02 10:00:00");
    let dropped = Some(Remind::Drop(case.reminders.clone()));
    let cancelled = CaseFacts { state: "cancelled".into(), ..case.clone() };
    assert_eq!(remind(setting(&app, &office, "2026-11-12 09:00:00"), &cancelled), dropped);
    let mut silent = case.clone();
    silent.answers.0.remove("mail");
    assert_eq!(remind(setting(&app, &office, "2026-11-12 09:00:00"), &silent), dropped);
    assert!(matches!(remind(setting(&app, &office, "2026-11-12 23:59:59"), &case), Some(Remind::Order(_))));
    assert_eq!(remind(setting(&app, &office, "2026-11-13 00:00:00"), &case), dropped, "「明日は」 would be wrong");
}

#[test]
fn a_case_that_comes_after_the_moment_sends_none() {
    let app = reminding(before(1, DayUnit::Calendar));
    assert_eq!(confirmed(&app, "2026-11-13", "2026-11-12 09:00:00").reminders, []);
    assert_eq!(confirmed(&app, "2026-11-13", "2026-11-12 08:59:59").reminders.len(), 1);
}

#[test]
fn moving_the_date_moves_the_mail_and_a_moment_that_has_come_is_not_lost_by_another_change() {
    let (mut app, office) = (reminding(before(1, DayUnit::Calendar)), office());
    app.workflow.states["confirmed"].resident.push("change_slot".into());
    let case = confirmed(&app, "2026-11-13", "2026-11-02 10:00:00");
    let clerk = crate::testing::staff(&[("cleaning", None)]);
    let now = setting(&app, &office, "2026-11-02 11:00:00");
    let moved = move_slot(now, &case, &clerk, "visit", date(2026, 11, 20), None).unwrap();
    let at_nine = |day: &str| vec![Reminder { mail: "reminder".into(), at: at(&office, &format!("{day} 09:00:00")) }];
    assert_eq!(changed(&case, moved).reminders, at_nine("2026-11-19"));
    let late = setting(&app, &office, "2026-11-12 09:00:30");
    assert_eq!(ahead(&late, &case.answers, &case.reminders), at_nine("2026-11-12"), "it waits for the next round");
    assert_eq!(ahead(&late, &case.answers, &[]), []);
    let hidden: Json = json!({"mail": "a@example.jp"});
    assert_eq!(ahead(&late, &serde_json::from_value(hidden).unwrap(), &case.reminders), []);
}
