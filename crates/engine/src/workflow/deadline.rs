//! Times that a state sets: by when a clerk should act, and when it leaves by itself.

use super::course::Course;
use crate::{
    answer::Setting,
    calendar,
    records::{CaseFacts, Change, SlotChange},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use madoguchi_schema::{
    app::{DayUnit, Days, State},
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

/// The end of the day that lies so many days after today; the first day is not counted.
fn end_after(setting: &Setting<'_>, days: Days) -> Timestamp {
    let calendar = calendar::of_app(setting.app, setting.office);
    let today = calendar::today(setting.office, setting.now);
    calendar::end_of_day(setting.office, day_after(calendar, today, days))
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
