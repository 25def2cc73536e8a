//! May this actor press this action now?

use super::{Denied, deadline::last_within, who::is_named};
use crate::{
    answer::Setting,
    booking::last_moment,
    calendar,
    records::{Actor, CaseFacts},
    scope::{CaseScope, System},
};
use jiff::{Timestamp, civil::Date};
use madoguchi_schema::app::{Action, State};

/// Leave to press one action on one revision of a case; made only by [`permit`].
#[derive(Debug, Clone)]
pub struct Permit<'a> {
    setting: Setting<'a>,
    case: &'a CaseFacts,
    actor: &'a Actor,
    action: &'a Action,
}

impl<'a> Permit<'a> {
    /// The action.
    pub fn action(&self) -> &'a Action {
        self.action
    }

    pub(super) fn setting(&self) -> Setting<'a> {
        self.setting
    }

    pub(super) fn case(&self) -> &'a CaseFacts {
        self.case
    }

    pub(super) fn actor(&self) -> &'a Actor {
        self.actor
    }
}

/// May the actor press the action now? The same answer makes the buttons.
pub fn permit<'a>(
    setting: Setting<'a>,
    case: &'a CaseFacts,
    actor: &'a Actor,
    action: &str,
) -> Result<Permit<'a>, Denied> {
    let action = setting.app.workflow.actions.get(action).ok_or(Denied::Unknown)?;
    let named = if *actor == Actor::System { action.automatic } else { is_named(case, actor, &action.by) };
    if !named {
        return Err(Denied::NotYours);
    }
    if !action.from.contains(&case.state) {
        return Err(Denied::WrongState);
    }
    if let Some(within) = action.reopen.and_then(|reopen| reopen.within) {
        in_time(&setting, Some(last_within(&setting, case.since, within)))?;
    }
    if *actor == Actor::Resident {
        resident_may(&setting, case, &action.id)?;
    }
    if let Some(act) = action.not_by.iter().filter_map(|other| case.act(other)).find(|act| act.is_by(actor)) {
        return Err(Denied::SamePerson { action: act.action.clone() });
    }
    let system = System::of(&setting, case, &case.state);
    if !guard(&CaseScope::new(setting, &case.answers).with(system), action) {
        return Err(Denied::Guard);
    }
    Ok(Permit { setting, case, actor, action })
}

/// Whether the guard of an action holds.
pub(super) fn guard(scope: &CaseScope<'_>, action: &Action) -> bool {
    action.condition.as_ref().is_none_or(|condition| condition.eval(scope).is_true())
}

/// Whether the state lets the resident press this, now. A state that lists nothing leaves it to `by`.
fn resident_may(setting: &Setting<'_>, case: &CaseFacts, action: &str) -> Result<(), Denied> {
    let Some(state) = setting.app.workflow.states.get(&case.state) else { return Err(Denied::WrongState) };
    if !state.resident.is_empty() && !state.resident.iter().any(|named| named == action) {
        return Err(Denied::NotYours);
    }
    in_time(setting, last_for_resident(setting, case, state))
}

/// Denied when the last moment has passed.
pub(super) fn in_time(setting: &Setting<'_>, last: Option<Timestamp>) -> Result<(), Denied> {
    match last {
        Some(last) if setting.now > last => Err(Denied::TooLate { last }),
        _ => Ok(()),
    }
}

/// The resident's last moment in a state by `until`, on the case's date of that booking.
pub(super) fn last_for_resident(setting: &Setting<'_>, case: &CaseFacts, state: &State) -> Option<Timestamp> {
    let (booking, rule) = state.until.as_ref()?;
    let booking = setting.app.bookings.get(booking)?;
    let calendar = calendar::of_booking(booking, setting.office);
    slot_date(setting, case, &booking.id).map(|date| last_moment(date, rule, calendar, setting.office))
}

/// The date that a case has on a booking: what it holds, else what was answered.
pub(super) fn slot_date(setting: &Setting<'_>, case: &CaseFacts, booking: &str) -> Option<Date> {
    let held = case.claims.iter().find(|claim| claim.book == booking).map(|claim| claim.date);
    held.or_else(|| {
        let question = setting.app.slot_question(booking)?;
        case.answers.get(&question.id)?.get("date")?.as_str()?.parse().ok()
    })
}

/// The actions that the actor may press, in order of the definition.
pub fn buttons<'a>(setting: Setting<'a>, case: &'a CaseFacts, actor: &'a Actor) -> Vec<&'a Action> {
    let actions = setting.app.workflow.actions.values();
    actions.filter(|action| permit(setting, case, actor, &action.id).is_ok()).collect()
}
