//! The rules of a booking, row by row.

use super::policy::Offer;
use super::*;
use crate::{
    answer::Setting,
    calendar,
    records::Taken,
    testing::{self, at, centre, days_of, office, pickup},
};
use indexmap::IndexMap;
use jiff::{
    ToSpan,
    civil::{Date, Weekday, date, time},
};
use madoguchi_schema::{
    app::{Cutoff, DayUnit},
    office::Office,
};
use proptest::prelude::*;

/// The first day offered to an area that is served on one weekday.
fn first(now: &str, weekday: Weekday) -> String {
    let (office, booking) = (office(), pickup());
    let offer = Offer::for_weekday(&booking, &office, at(&office, now), weekday);
    let today = calendar::today(&office, at(&office, now));
    let first = today.series(1.day()).take(90).find(|day| offer.check(*day, false).is_ok());
    first.map_or_else(|| "none".to_owned(), |day| day.to_string())
}

#[test]
fn the_first_offered_day_follows_the_cut_off_table() {
    use Weekday::{Friday as Fri, Monday as Mon, Thursday as Thu, Tuesday as Tue, Wednesday as Wed};
    // Each row: served weekday, day of the cut-off, first day up to 16:00:00, first day after it.
    let table = [
        // Golden Week 2026: 4/29 Wed, 5/3 Sun to 5/6 Wed (substitute) are closed.
        (Fri, "2026-04-28", "2026-05-01", "2026-05-08"),
        (Thu, "2026-04-30", "2026-05-07", "2026-05-14"),
        (Fri, "2026-05-01", "2026-05-08", "2026-05-15"),
        (Mon, "2026-05-07", "2026-05-11", "2026-05-18"),
        (Tue, "2026-05-08", "2026-05-12", "2026-05-19"),
        (Wed, "2026-05-11", "2026-05-13", "2026-05-20"),
        // 9/21 Mon, 9/22 Tue (国民の休日) and 9/23 Wed 2026 are closed.
        (Thu, "2026-09-17", "2026-09-24", "2026-10-01"),
        (Fri, "2026-09-18", "2026-09-25", "2026-10-02"),
        (Tue, "2026-09-25", "2026-09-29", "2026-10-06"),
        // Month ends; 11/3 Tue is a holiday, 11/30 Mon a closure of the centre.
        (Fri, "2026-10-28", "2026-10-30", "2026-11-06"),
        (Mon, "2026-10-29", "2026-11-02", "2026-11-09"),
        (Thu, "2026-11-02", "2026-11-05", "2026-11-12"),
        (Tue, "2026-11-26", "2026-12-01", "2026-12-08"),
        // Year end: 12/29 to 1/3 closed, 12/26 Sat open, 1/11 Mon a holiday.
        (Fri, "2026-12-23", "2026-12-25", "2027-01-08"),
        (Mon, "2026-12-25", "2026-12-28", "2027-01-04"),
        (Mon, "2026-12-26", "2027-01-04", "2027-01-18"),
        (Tue, "2026-12-28", "2027-01-05", "2027-01-12"),
        // A substitute day (3/22 Mon 2027), the end of the fiscal year, a leap day.
        (Tue, "2027-03-18", "2027-03-23", "2027-03-30"),
        (Thu, "2027-03-30", "2027-04-01", "2027-04-08"),
        (Tue, "2028-02-25", "2028-02-29", "2028-03-07"),
    ];
    for (weekday, day, in_time, late) in table {
        for moment in ["15:59:59", "16:00:00"] {
            assert_eq!(first(&format!("{day} {moment}"), weekday), in_time, "{weekday:?} {day} {moment}");
        }
        for moment in ["16:00:00.000000001", "16:00:00.999", "16:00:01"] {
            assert_eq!(first(&format!("{day} {moment}"), weekday), late, "{weekday:?} {day} {moment}");
        }
    }
}

#[test]
fn a_closed_today_counts_from_the_next_open_day() {
    for (now, weekday, expected) in [
        ("2026-12-31 12:00:00", Weekday::Tuesday, "2027-01-12"),
        ("2026-12-31 12:00:00", Weekday::Wednesday, "2027-01-06"),
        ("2026-05-03 00:00:00", Weekday::Friday, "2026-05-15"),
        ("2026-05-02 23:59:59", Weekday::Monday, "2026-05-11"),
        ("2026-04-29 09:00:00", Weekday::Friday, "2026-05-08"),
    ] {
        assert_eq!(first(now, weekday), expected, "{now} {weekday:?}");
    }
}

fn app() -> App {
    testing::app(pickup())
}

fn ask<'a>(app: &'a App, office: &'a Office, answers: &'a Answers, now: &str, present: Option<Date>) -> Ask<'a> {
    let setting = Setting {
        app,
        office,
        now: at(office, now),
        clerk: false,
        received: None,
        links: crate::link::Linked::default(),
    };
    Ask { setting, booking: &app.bookings["pickup"], answers, present: present.map(At::from) }
}

fn taken(day: Date, unit: &str, amount: i64) -> Taken {
    Taken { date: day, minutes: (0, 1440), unit: unit.into(), amount }
}

#[test]
fn a_day_has_room_when_every_unit_fits() {
    let (app, office, answers) = (app(), office(), Answers::default());
    let ask = ask(&app, &office, &answers, "2026-11-02 09:00:00", None);
    let (one, two) = (date(2026, 11, 6), date(2026, 11, 9));
    let offered = days(&ask, &[taken(one, "points", 119), taken(two, "visits", 40), taken(two, "points", 500)]);
    let first = offered.iter().find(|d| d.date == one).unwrap();
    assert!(first.room);
    assert_eq!(first.left, IndexMap::from([("points".to_owned(), 1), ("visits".to_owned(), 40)]));
    let second = offered.iter().find(|d| d.date == two).unwrap();
    assert!(!second.room);
    assert_eq!(second.left.values().copied().collect::<Vec<_>>(), [0, 0]);
    assert!(offered.iter().all(|d| d.date != date(2026, 11, 30)), "a closed day is not offered");
}

#[test]
fn the_present_date_stays_offered_when_full_and_late() {
    let (app, office, answers) = (app(), office(), Answers::default());
    let present = date(2026, 11, 4);
    let ask = ask(&app, &office, &answers, "2026-11-04 17:00:00", Some(present));
    assert_eq!(window(&ask).0, present);
    let offered = days(&ask, &[taken(present, "points", 120)]);
    assert_eq!(offered.first().map(|d| (d.date, d.room, d.present)), Some((present, true, true)));
    assert_eq!(claim(&ask, present, None).map(|c| c.overbook), Ok(None));
}

#[test]
fn a_late_or_distant_day_needs_a_reason_of_staff() {
    let (app, office, answers) = (app(), office(), Answers::default());
    let ask = ask(&app, &office, &answers, "2026-11-04 16:00:01", None);
    let last = at(&office, "2026-11-04 16:00:00");
    assert_eq!(claim(&ask, date(2026, 11, 6), None), Err(Refusal::TooLate { last }));
    assert_eq!(claim(&ask, date(2027, 6, 1), None), Err(Refusal::NotOffered));
    let late = claim(&ask, date(2026, 11, 6), Some("電話で相談".into())).unwrap();
    assert_eq!(late.overbook.as_deref(), Some("電話で相談"));
    assert_eq!(late.uses.values().copied().collect::<Vec<_>>(), [1, 1]);
    for refused in [date(2026, 11, 30), date(2026, 11, 7), date(2026, 11, 2)] {
        assert_eq!(claim(&ask, refused, Some("電話で相談".into())), Err(Refusal::NotOffered), "{refused}");
    }
}

#[test]
fn the_last_moment_is_printed_with_its_weekday() {
    let (office, rule) = (office(), pickup().cutoff.unwrap());
    let words = |lang| sentence(date(2026, 11, 13), &rule, &centre(), &office, lang);
    assert_eq!(words(Lang::Ja), "11月11日（水）16時まで");
    assert_eq!(words(Lang::En), "until 16:00 on Wednesday 11 November");
}

#[test]
fn a_refusal_says_how_to_go_on() {
    let office = office();
    let late = Refusal::TooLate { last: at(&office, "2026-11-04 16:30:00") };
    assert_eq!(
        late.sentence(&office, Lang::Ja),
        "この日の受付は11月4日（水）16時30分まででした。ほかの日を選んでください。"
    );
    assert!(Refusal::NoArea.sentence(&office, Lang::En).contains("Check the town"));
}

proptest! {
    #[test]
    fn a_later_day_never_has_an_earlier_last_moment(offset in 0i64..2000, count in 0u32..6, business in any::<bool>()) {
        let unit = if business { DayUnit::Business } else { DayUnit::Calendar };
        let rule = Cutoff { time: time(16, 0, 0, 0), before: days_of(count, unit) };
        let (office, centre) = (office(), centre());
        let day = date(2025, 1, 1).saturating_add(offset.days());
        let next = day.tomorrow().unwrap();
        prop_assert!(last_moment(day, &rule, &centre, &office) <= last_moment(next, &rule, &centre, &office));
    }

    #[test]
    fn a_day_can_be_claimed_exactly_when_it_is_offered(hours in 0i64..20_000, ahead in -3i64..70, present in 0i64..70) {
        let (app, office, answers) = (app(), office(), Answers::default());
        let now = at(&office, "2026-01-01 00:00:00") + hours.hours();
        let today = calendar::today(&office, now);
        let setting = Setting { app: &app, office: &office, now, clerk: false, received: None, links: crate::link::Linked::default() };
        let present = Some(today.saturating_add(present.days()));
        let ask = Ask { setting, booking: &app.bookings["pickup"], answers: &answers, present: present.map(At::from) };
        let day = today.saturating_add(ahead.days());
        let offered = days(&ask, &[]).iter().any(|d| d.date == day);
        prop_assert_eq!(offered, claim(&ask, day, None).is_ok());
    }
}
