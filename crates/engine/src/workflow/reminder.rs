//! Mails that go by themselves: when, and whether they still should.
//!
//! A case carries the moments that lie ahead. They follow its answers, so that moving the date moves the mail, and what
//! lies in the past when it becomes known is never ordered.

use super::course::Course;
use crate::{
    answer::Setting,
    booking, calendar,
    records::{Actor, CaseFacts, Change, Reminder, SlotChange},
};
use jiff::{Timestamp, civil::Date};
use madoguchi_schema::{
    answers::Answers,
    app::{Appointment, Side},
};

/// The step of a mail that goes by itself.
pub(crate) const REMIND: &str = "remind";

/// What has become of the moments that have come.
#[derive(Debug, Clone, PartialEq)]
pub enum Remind {
    /// Mails are ordered.
    Order(Box<Change>),
    /// Nothing is to be ordered: the case is in another state, has no address, or the day is over.
    Drop(Vec<Reminder>),
}

/// The moment of an appointment; `None` while its date is hidden, blank or unknown.
pub fn moment(setting: &Setting<'_>, at: &Appointment, answers: &Answers) -> Option<Timestamp> {
    let answer = answers.get(&at.question)?;
    let text = answer.get("date").unwrap_or(answer).as_str()?;
    let date: Date = text.get(..10)?.parse().ok()?;
    let booked = booking::slots(setting.app).find(|(question, _)| *question == at.question);
    let calendar = match booked {
        Some((_, booking)) => calendar::of_booking(booking, setting.office),
        None => calendar::of_app(setting.app, setting.office),
    };
    let day = match at.side {
        Side::Before(days) => calendar::before(calendar, date, days),
        Side::On => date,
        Side::After(days) => calendar::after(calendar, date, days),
    };
    Some(calendar::moment(setting.office, day.to_datetime(at.time)))
}

/// The moments that lie ahead of a case with these answers; of those that have come, what `waiting` already held.
pub(crate) fn ahead(setting: &Setting<'_>, answers: &Answers, waiting: &[Reminder]) -> Vec<Reminder> {
    let scheduled = setting.app.mail.values().filter_map(|mail| Some((mail, mail.schedule.as_ref()?)));
    let moments = scheduled.filter_map(|(mail, schedule)| {
        let at = moment(setting, &schedule.at, answers)?;
        Some(Reminder { mail: mail.id.clone(), at })
    });
    moments.filter(|reminder| reminder.at > setting.now || waiting.contains(reminder)).collect()
}

/// The clock as an actor: orders the mails whose moment has come; `None` when none has.
///
/// A mail goes on its own day or not at all: 「明日は収集日です」 would be wrong on the next.
pub fn remind(setting: Setting<'_>, case: &CaseFacts) -> Option<Remind> {
    let (due, ahead): (Vec<Reminder>, Vec<Reminder>) =
        case.reminders.iter().cloned().partition(|reminder| reminder.at <= setting.now);
    if due.is_empty() {
        return None;
    }
    let today = calendar::today(setting.office, setting.now);
    let mut course = Course::of(setting, case, &case.answers);
    for reminder in &due {
        let mail = setting.app.mail.get(&reminder.mail);
        let states = mail.and_then(|mail| mail.schedule.as_ref()).map(|schedule| &schedule.states);
        let is_here = states.is_some_and(|states| states.contains(&case.state));
        if is_here && calendar::today(setting.office, reminder.at) == today {
            course.send_at(&reminder.mail, reminder.at);
        }
    }
    if course.mails.is_empty() {
        return Some(Remind::Drop(due));
    }
    course.stay(&Actor::System, REMIND, None);
    let mut change = course.change(case, None, SlotChange::Keep);
    change.reminders = Some(ahead);
    Some(Remind::Order(Box::new(change)))
}
