//! Times that a state sets: by when a clerk should act, and when it leaves by itself.

use super::course::Course;
use crate::{
    answer::Setting,
    calendar,
    records::{Actor, CaseFacts, Change, SlotChange},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use madoguchi_schema::{
    app::{By, DayUnit, Days, State, Term},
    office::Calendar,
};

/// By when a clerk should act after arrival in a state: the end of that day. A state that waits for the resident
/// has none, and the time begins anew when the case comes back.
pub(super) fn due(setting: &Setting<'_>, state: &State) -> Option<Timestamp> {
    state.due.filter(|_| !state.pause).map(|days| end_after(setting, days))
}

/// When a state leaves by itself after arrival: the end of that day.
pub(super) fn expiry(setting: &Setting<'_>, state: &State) -> Option<Timestamp> {
    state.expires.as_ref().map(|expiry| end_after(setting, expiry.after))
}

/// The end of the day that lies so long after today; the first day is not counted.
fn end_after(setting: &Setting<'_>, term: Term) -> Timestamp {
    let calendar = calendar::of_app(setting.app, setting.office);
    let today = calendar::today(setting.office, setting.now);
    let day = match term {
        Term::Days(days) => day_after(calendar, today, days),
        Term::Months(months) => today.saturating_add(i64::from(months).months()),
    };
    calendar::end_of_day(setting.office, day)
}

/// The last moment within some days after a moment: the end of that day.
pub(super) fn last_within(setting: &Setting<'_>, since: Timestamp, within: Days) -> Timestamp {
    let calendar = calendar::of_app(setting.app, setting.office);
    calendar::end_of_day(setting.office, day_after(calendar, calendar::today(setting.office, since), within))
}

fn day_after(calendar: &Calendar, today: Date, days: Days) -> Date {
    match days.unit {
        DayUnit::Calendar => today.saturating_add(i64::from(days.count).days()),
        DayUnit::Business => calendar::business_days_after(calendar, today, i64::from(days.count)),
    }
}

/// The deadline as an actor: the state leaves by itself; `None` when it does not, or not yet.
pub fn expire(setting: Setting<'_>, case: &CaseFacts) -> Option<Change> {
    let state = setting.app.workflow.states.get(&case.state)?;
    let expiry = state.expires.as_ref()?;
    if setting.now < case.expires_at? {
        return None;
    }
    let mut course = Course::of(setting, case, &case.answers);
    course.expire(&expiry.then);
    course.automatic();
    Some(course.change(case, None, SlotChange::Keep))
}

/// Another deadline: nobody acted in time, so the case is shown to those whom the state names; once in each stay.
pub fn escalate(setting: Setting<'_>, case: &CaseFacts) -> Option<Change> {
    let state = setting.app.workflow.states.get(&case.state)?;
    let late = case.due_at.is_some_and(|due| setting.now > due);
    if state.escalate.is_empty() || !late || !escalated_to(&setting, case).is_empty() {
        return None;
    }
    let mut course = Course::of(setting, case, &case.answers);
    course.stay(&Actor::System, ESCALATE, None);
    Some(course.change(case, None, SlotChange::Keep))
}

/// To whom the case is escalated now; nobody while it is in time.
pub fn escalated_to<'a>(setting: &Setting<'a>, case: &CaseFacts) -> &'a [By] {
    let state = setting.app.workflow.states.get(&case.state);
    let told = case.act(ESCALATE).is_some_and(|act| act.at >= case.since);
    state.filter(|_| told).map_or(&[], |state| &state.escalate)
}

/// The step of an escalation.
const ESCALATE: &str = "escalate";
